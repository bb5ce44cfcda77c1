"""`sinews check`: findings, or what the figures of a case rest on and how large its program will be."""

from __future__ import annotations

import sys
from typing import Any

import polars as pl

from sinews.answers.progress import Meter
from sinews.clocks.years.options import Question
from sinews.clocks.years.program import predict
from sinews.clocks.years.scope import Scope
from sinews.commands.arguments import Arguments
from sinews.commands.asking import read_case
from sinews.commands.output import console, note, write_json, write_line, write_table
from sinews.data.case import Case
from sinews.data.grounds import CheckReport, check, weakest
from sinews.data.vintage import counts
from sinews.errors import CaseError, Finding, UsageError

FINDING = tuple(Finding.__dataclass_fields__)


def run(arguments: Arguments, meter: Meter) -> int:
    """Status 2 if there are findings."""
    try:
        case = read_case(arguments.case, meter, arguments.overlay, arguments.as_of)
    except CaseError as error:
        return _report_findings(error, as_json=arguments.json)
    with meter("check"):
        report, sizes = check(case), program_sizes(case)
    if arguments.json:
        write_json("check", _content(case, report, sizes, arguments.weakest))
    elif arguments.weakest:
        write_table(weakest(case, arguments.weakest), "Figures that carry least")
    else:
        _show(case, report, sizes)
    return 0


def program_sizes(case: Case) -> list[dict[str, Any]]:
    """Predicted size of the program of the default question; nothing if that does not suit the case."""
    found = []
    for ticks, monthly in (("default", False), ("monthly", True)):
        try:
            size = predict(Scope.of(case, Question(monthly=monthly)))
        except UsageError:
            return []
        counts = {"rows": size.rows, "columns": size.columns, "nonzeros": size.nonzeros}
        found.append({"ticks": ticks, **counts, "memory_mib": round(size.memory)})
    return found


def _content(case: Case, report: CheckReport, sizes: list[dict[str, Any]], number: int) -> dict[str, Any]:
    return {
        "case": {"name": report.case, "digest": report.digest, "as_of": case.settings.as_of},
        "findings": [],
        "free_share": report.free_share,
        "counts": report.table,
        "known": counts(case),
        "programs": sizes,
        "weakest": weakest(case, number) if number else [],
    }


def _show(case: Case, report: CheckReport, sizes: list[dict[str, Any]]) -> None:
    if not sys.stdout.isatty():
        write_table(report.table if (known := counts(case)).is_empty() else with_known(report.table, known))
        return
    from sinews.present.check import as_known, checked
    from sinews.present.render.terminal import show

    show(checked(report, as_known(case)), console())
    for size in sizes:
        write_line(
            f"Program with {size['ticks']} ticks: {size['rows']:,} rows, {size['columns']:,} columns, "
            f"{size['nonzeros']:,} non-zeros, about {size['memory_mib']:,} MiB."
        )


def with_known(table: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The counts of a case with what it lacks and carries back as of its day."""
    return table.join(known, on="table", how="full", coalesce=True, maintain_order="left_right").fill_null(0)


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
