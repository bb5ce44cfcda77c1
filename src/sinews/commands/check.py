"""`sinews check`: findings, or what the figures of a case rest on, what looks impossible, which clocks can be asked."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import polars as pl

from sinews.answers.memory import FOLDER, Memory
from sinews.answers.progress import Meter
from sinews.clocks import CLOCKS, AnyClock
from sinews.clocks.clock import Stake, Staked
from sinews.clocks.years.options import Question
from sinews.clocks.years.program import predict
from sinews.clocks.years.scope import Scope
from sinews.commands.arguments import Arguments
from sinews.commands.cases import case_of
from sinews.commands.output import console, note, write_json, write_line, write_lines, write_table
from sinews.commands.remeasuring import Remeasured, remeasured
from sinews.data.case import Case, resolve_case
from sinews.data.checks.askable import askable
from sinews.data.grounds import LOST, CheckReport, check, weakest
from sinews.data.tables import BY_NAME
from sinews.data.vintage import counts
from sinews.errors import CaseError, Finding, UsageError

FINDING = tuple(Finding.__dataclass_fields__)

#: What was measured again; None if nobody asked for it.
Again: TypeAlias = tuple[Remeasured, ...] | None

#: Exit status of findings.
FOUND = 2


def run(arguments: Arguments, meter: Meter) -> int:
    """Status 2 for findings, and where what comes measured with the case is not what measuring gives."""
    try:
        case = case_of(arguments, meter)
    except CaseError as error:
        return _report_findings(error, as_json=arguments.json)
    with meter("check"):
        report, sizes, clocks = check(case), program_sizes(case), asked_of(case)
    again = remeasured(case, arguments, meter) if arguments.measured else None
    if arguments.json:
        least = carrying(case, arguments) if arguments.weakest else None
        write_json("check", _content(case, report, sizes, clocks, least, again), case)
    elif arguments.weakest:
        _tell_weakest(case, carrying(case, arguments))
    else:
        _show(case, report, sizes, clocks)
    _tell(again, as_json=arguments.json)
    return FOUND if any(part.wrong for part in again or ()) else 0


def asked_of(case: Case) -> dict[str, tuple[str, ...]]:
    """Clock -> why the case cannot be asked; nothing if it can."""
    reasons = askable({name: case.table(name) for name in BY_NAME})
    return {clock.name: reasons.get(clock.name, ()) or _refused(case, clock) for clock in CLOCKS}


def _refused(case: Case, clock: AnyClock) -> tuple[str, ...]:
    """What keeps the first question of a clock from being asked, though another may be."""
    try:
        clock.scope(case)
    except UsageError as error:
        return (str(error),)
    return ()


def carrying(case: Case, arguments: Arguments) -> pl.DataFrame:
    """The figures over whose range the answers lose most, by what comes measured with the case, then the weakest."""
    lost = [stake for clock in CLOCKS if isinstance(clock, Staked) for stake in _stakes(case, clock, arguments)]
    schema = dict.fromkeys(("table", "row", "column"), pl.String) | LOST
    rows = [[getattr(stake, name) for name in schema] for stake in lost]
    return weakest(case, arguments.weakest, pl.DataFrame(rows, schema=schema, orient="row"))


def _stakes(case: Case, clock: AnyClock, arguments: Arguments) -> tuple[Stake, ...]:
    """What is at stake by what the case remembers of the first question to a clock; nothing if it cannot be asked."""
    try:
        scope = clock.scope(case)
    except UsageError:
        return ()
    memory = Memory(clock.key(scope, "highs"))
    memory.learn(resolve_case(arguments.case) / FOLDER / f"{clock.name}.json", by_author=True)
    return clock.stakes(scope, memory) if isinstance(clock, Staked) else ()


def _tell_weakest(case: Case, table: pl.DataFrame) -> None:
    """Sentences for readers, a table for programs."""
    if not sys.stdout.isatty():
        write_table(table)
        return
    from sinews.present.weakest import lines

    write_lines(*lines(case, table))


def warned(case: Case) -> pl.DataFrame:
    """All warnings: what is hardly possible, then what no question reads."""
    return _listed((*case.warnings, *case.idle))


def _listed(findings: Iterable[Finding]) -> pl.DataFrame:
    rows = [[getattr(finding, name) for name in FINDING] for finding in findings]
    return pl.DataFrame(rows, schema=dict.fromkeys(FINDING, pl.String) | {"row": pl.Int64}, orient="row")


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


def _content(
    case: Case,
    report: CheckReport,
    sizes: list[dict[str, Any]],
    clocks: Mapping[str, tuple[str, ...]],
    least: pl.DataFrame | None,
    again: Again,
) -> dict[str, Any]:
    return {
        "case": {"name": report.case, "digest": report.digest, "as_of": case.settings.as_of},
        "findings": [],
        "warnings": warned(case),
        "clocks": {name: {"askable": not reasons, "reasons": list(reasons)} for name, reasons in clocks.items()},
        "free_share": report.free_share,
        "counts": report.table,
        "known": counts(case),
        "programs": sizes,
        "weakest": [] if least is None else least,
        "remeasured": None if again is None else [part.content() for part in again],
    }


def _show(case: Case, report: CheckReport, sizes: list[dict[str, Any]], clocks: Mapping[str, tuple[str, ...]]) -> None:
    from sinews.present.check import as_known, checked, of_clocks

    if not sys.stdout.isatty():
        write_table(report.table if (gaps := counts(case)).is_empty() else with_known(report.table, gaps))
    else:
        from dataclasses import replace

        from sinews.present.render.terminal import show

        show(replace(checked(report, as_known(case)), notes=case.stated()), console())
        for size in sizes:
            write_line(
                f"Program with {size['ticks']} ticks: {size['rows']:,} rows, {size['columns']:,} columns, "
                f"{size['nonzeros']:,} non-zeros, about {size['memory_mib']:,} MiB."
            )
    for sentence in of_clocks(clocks):
        note(sentence)
    warnings = (*case.warnings, *case.idle)
    for warning in warnings:
        note(f"Warning: {warning}")
    if warnings:
        note(f"{_counted(len(warnings), 'warning')}; the case is sound.")


def with_known(table: pl.DataFrame, gaps: pl.DataFrame) -> pl.DataFrame:
    """The counts of a case with what it lacks and carries back as of its day."""
    return table.join(gaps, on="table", how="full", coalesce=True, maintain_order="left_right").fill_null(0)


def _tell(again: Again, *, as_json: bool) -> None:
    """Say beside the counts what was measured again."""
    for part in () if as_json else again or ():
        for text in part.sentences():
            note(text)
    if again == () and not as_json:
        note("Nothing comes measured with the case.")


def _report_findings(error: CaseError, *, as_json: bool) -> int:
    frame = _listed(error.findings)
    if as_json:
        write_json("check", {"findings": frame})
    else:
        write_table(frame, "Findings")
    note(f"sinews: {_counted(frame.height, 'finding')}; nothing else has been computed.")
    return error.exit_status


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"
