"""`sinews compare`: what differs between two cases, two saved runs, or a saved run and a case."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from sinews.answers.comparison import compare_runs
from sinews.answers.means import Means
from sinews.answers.progress import Meter
from sinews.answers.runs import MANIFEST, SavedRun
from sinews.clocks import CLOCKS
from sinews.clocks.asking import Asking
from sinews.commands.arguments import Arguments
from sinews.commands.cases import read_case
from sinews.commands.output import write_json, write_line, write_table
from sinews.data.case import Case, resolve_case
from sinews.data.comparison import compare_cases
from sinews.data.package import DESCRIPTION
from sinews.data.texts import obstacle
from sinews.errors import CaseError, Finding, UsageError
from sinews.model.solver.choice import check_solver

#: Searches side by side.
WORKERS = 2


def run(arguments: Arguments, meter: Meter) -> int:
    """Print what differs; a case beside a run is asked the run's question first."""
    sides = _both((arguments.first, arguments.second), meter)
    kind, changes = _moved(sides[0], sides[1], meter) if arguments.moved else _compare(sides[0], sides[1], meter)
    if arguments.json:
        named = {"first": arguments.first, "second": arguments.second, "stated": list(map(_stated, sides))}
        write_json("compare", {"kind": kind, **named, "count": changes.height, "changes": changes})
        return 0
    many = sys.stdout.isatty() and changes.height > arguments.limit
    write_table(changes.head(arguments.limit) if many else changes, f"{changes.height} changes")
    if many:
        write_line(f"{changes.height - arguments.limit} more; --limit or a pipe shows them.")
    return 0


def _moved(first: Case | SavedRun, second: Case | SavedRun, meter: Meter) -> tuple[str, pl.DataFrame]:
    """What moves the ready date between two cases; UsageError for saved runs, which hold no tables."""
    from sinews.clocks.years.moved import moved

    if isinstance(first, SavedRun) or isinstance(second, SavedRun):
        raise UsageError("--moved compares two cases, and a saved run holds no tables; name the cases.")
    with meter("moved") as pieces:
        return "moved", moved(first, second, WORKERS, pieces)


def _stated(side: Case | SavedRun) -> list[str]:
    """Which case a side is, or is of."""
    return list(side.stated()) if isinstance(side, Case) else list(side.manifest["stated"])


def _both(names: Sequence[str], meter: Meter) -> list[Case | SavedRun]:
    """The two sides; CaseError or UsageError for what is wrong with either, all at once."""
    sides: list[Case | SavedRun] = []
    wrong: dict[str, CaseError | UsageError] = {}
    for name in names:
        try:
            sides.append(_read(name, meter))
        except (CaseError, UsageError) as error:
            wrong[name] = error
    if not wrong:
        return sides
    if len(wrong) == 1:
        raise next(iter(wrong.values()))
    if all(isinstance(error, UsageError) for error in wrong.values()):
        raise UsageError(" ".join(map(str, wrong.values())))
    raise CaseError([finding for name, error in wrong.items() for finding in _findings(name, error)])


def _findings(name: str, error: CaseError | UsageError) -> list[Finding]:
    """What is wrong with a side, as findings that name it."""
    if isinstance(error, CaseError):
        return [replace(finding, file=f"{name}: {finding.file}") for finding in error.findings]
    return [Finding(name, 0, "", f"this: {error}", "a case or a saved run", "Name another one.")]


def _read(name: str, meter: Meter) -> Case | SavedRun:
    if not obstacle(Path(name) / MANIFEST):
        return SavedRun.load(name)
    folder = resolve_case(name)
    if obstacle(folder / DESCRIPTION):
        raise UsageError(f"{name} is neither a case (no {DESCRIPTION}) nor a saved run (no {MANIFEST}).")
    return read_case(name, meter)


def _compare(first: Case | SavedRun, second: Case | SavedRun, meter: Meter) -> tuple[str, pl.DataFrame]:
    if isinstance(first, Case) and isinstance(second, Case):
        return "cases", compare_cases(first, second)
    if isinstance(first, Case) and isinstance(second, SavedRun):
        first = _asked(first, second, meter)
    if isinstance(second, Case) and isinstance(first, SavedRun):
        second = _asked(second, first, meter)
    if isinstance(first, Case) or isinstance(second, Case):
        raise TypeError("one side is a run by now, so both are")
    return "runs", compare_runs(first, second)


def _asked(case: Case, like: SavedRun, meter: Meter) -> SavedRun:
    """The case asked what the run `like` was, with the same beside it, by the same solver; UsageError if it cannot."""
    clock = next((clock for clock in CLOCKS if clock.name == like.clock), None)
    if clock is None:
        there = ", ".join(clock.name for clock in CLOCKS)
        raise UsageError(f"The saved run is of a clock {like.clock}, which is not here; there are: {there}.")
    solver = str(like.manifest["solver"].get("name", "highs"))
    check_solver(solver)
    question = clock.question({name: word for name, word in like.manifest["question"].items() if word is not None})
    asking = Asking(clock, clock.scope(case, question), Means(solver, meter))
    if like.manifest["extras"]:
        asking.extend(like.manifest["extras"])
    return SavedRun.of(asking.answer)
