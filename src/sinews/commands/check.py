"""`sinews check`: findings, or what the figures of a case rest on, what looks impossible, which clocks can be asked."""

from __future__ import annotations

import sys
from typing import Any

import polars as pl

from sinews.answers.progress import Meter
from sinews.clocks import CLOCKS, AnyClock
from sinews.clocks.years.options import Question
from sinews.clocks.years.program import predict
from sinews.clocks.years.scope import Scope
from sinews.commands.arguments import Arguments
from sinews.commands.asking import case_of
from sinews.commands.output import console, note, write_json, write_line, write_table
from sinews.commands.remeasuring import Remeasured, remeasured
from sinews.data.case import Case
from sinews.data.grounds import CheckReport, check, weakest
from sinews.data.vintage import counts
from sinews.errors import CaseError, Finding, UsageError

FINDING = tuple(Finding.__dataclass_fields__)

#: Exit status of findings.
FOUND = 2


def run(arguments: Arguments, meter: Meter) -> int:
    """Status 2 if there are findings, or if what comes measured with the case is not what measuring it gives."""
    try:
        case = case_of(arguments, meter)
    except CaseError as error:
        return _report_findings(error, as_json=arguments.json)
    with meter("check"):
        report, sizes = check(case), program_sizes(case)
    again = remeasured(case, arguments, meter) if arguments.measured else ()
    if arguments.json:
        write_json("check", _content(case, report, sizes, arguments.weakest, again), case)
    elif arguments.weakest:
        write_table(weakest(case, arguments.weakest), "Figures that carry least")
    else:
        _show(case, report, sizes)
    _tell(case, again, as_json=arguments.json)
    return FOUND if any(part.wrong for part in again) else 0


def program_sizes(case: Case) -> list[dict[str, Any]]:
    """Predicted size of the program of the default question; nothing if that does not suit the case."""
    sizes = []
    for ticks, monthly in (("default", False), ("monthly", True)):
        try:
            size = predict(Scope.of(case, Question(monthly=monthly)))
        except UsageError:
            return []
        lines = {"rows": size.rows, "columns": size.columns, "nonzeros": size.nonzeros}
        sizes.append({"ticks": ticks, **lines, "memory_mib": round(size.memory)})
    return sizes


def clocks(case: Case) -> list[dict[str, Any]]:
    """For each clock whether the case can be asked its first question, and why not."""
    reasons = [(clock.name, unasked(clock, case)) for clock in CLOCKS]
    return [{"clock": name, "can_be_asked": not why_not, "why_not": why_not} for name, why_not in reasons]


def unasked(clock: AnyClock, case: Case) -> str:
    """Why a case cannot be asked the first question of a clock; empty if it can."""
    try:
        clock.scope(case)
    except UsageError as error:
        return str(error)
    return ""


def _content(
    case: Case, report: CheckReport, sizes: list[dict[str, Any]], number: int, again: tuple[Remeasured, ...]
) -> dict[str, Any]:
    return {
        "case": {"name": report.case, "digest": report.digest, "as_of": case.settings.as_of},
        "findings": [],
        "free_share": report.free_share,
        "counts": report.table,
        "known": counts(case),
        "programs": sizes,
        "weakest": weakest(case, number) if number else [],
        "clocks": clocks(case),
        "remeasured": [part.content() for part in again],
    }


def _show(case: Case, report: CheckReport, sizes: list[dict[str, Any]]) -> None:
    if not sys.stdout.isatty():
        write_table(report.table if (known := counts(case)).is_empty() else with_known(report.table, known))
        return
    from dataclasses import replace

    from sinews.present.check import as_known, checked
    from sinews.present.render.terminal import show

    page = checked(report, as_known(case))
    show(replace(page, notes=case.stated()), console())
    for size in sizes:
        write_line(
            f"Program with {size['ticks']} ticks: {size['rows']:,} rows, {size['columns']:,} columns, "
            f"{size['nonzeros']:,} non-zeros, about {size['memory_mib']:,} MiB."
        )
    for clock in clocks(case):
        answer = "can be asked." if clock["can_be_asked"] else f"cannot be asked. {clock['why_not']}"
        write_line(f"The {clock['clock']} clock {answer}")


def with_known(table: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The counts of a case with what it lacks and carries back as of its day."""
    return table.join(known, on="table", how="full", coalesce=True, maintain_order="left_right").fill_null(0)


def _tell(case: Case, again: tuple[Remeasured, ...], *, as_json: bool) -> None:
    """Say beside the counts what the case is warned of, and what was measured again."""
    if as_json:
        return
    for warning in case.warnings:
        note(f"warning: {warning}")
    for part in again:
        for text in part.sentences():
            note(text)


def _report_findings(error: CaseError, *, as_json: bool) -> int:
    rows = [[getattr(found, name) for name in FINDING] for found in error.findings]
    types = dict.fromkeys(FINDING, pl.String) | {"row": pl.Int64}
    frame = pl.DataFrame(rows, schema=types, orient="row")
    if as_json:
        write_json("check", {"findings": frame})
    else:
        write_table(frame, "Findings")
    note(f"sinews: {len(rows)} finding{'s' if len(rows) != 1 else ''}; nothing else has been computed.")
    return error.exit_status
