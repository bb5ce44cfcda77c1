"""What solves of the years clock take, in CPU seconds and steps: the ways that are taken beside those that are not.

One process, one worker; ways take turns, so that a busy spell hits all alike. Objectives, points and dates must agree.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from statistics import median
from typing import Any
from unittest.mock import patch

import highspy
import numpy as np

from benchmarks.page import made, table
from sinews.clocks.years import answer as years
from sinews.clocks.years import deadline, measuring, why
from sinews.clocks.years.deadline import Deadline, Starts, earliest
from sinews.clocks.years.limits import LEAD_TIME, LINES, ROOM, Limit
from sinews.clocks.years.measured import Measured
from sinews.clocks.years.measuring import hired, with_levers
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case, embedded
from sinews.data.tables import TABLES
from sinews.model.program import Program
from sinews.model.solver import highs
from sinews.model.solver.highs import HIGHS_OPTIONS, HighsSession
from sinews.model.solver.session import Basis, Session

TITLE = "Effort of solves"

#: Item whose limits are relieved, and what may differ between two ways: months of a date, percentage points, objective.
ITEM, MONTHS, POINTS, NEAR = "long_range_interceptor", 1e-6, 1e-3, 1e-8


@dataclass(frozen=True)
class Effort:
    """What something took: CPU seconds of the process, solves and their steps; and what came out, to be compared."""

    seconds: float
    solves: int
    steps: int
    found: tuple[float, ...]


def measured(repeats: int) -> list[str]:
    """The part of RESULTS.md."""
    case = Case.read(embedded("nato-europe"))
    reference = replace(years.refer(Scope.of(case, Question())), by_classes=False)  # ways of solving the whole program
    ways = {
        "one plan from nothing": plans(reference),
        f"10 % more room for lines ({ITEM}): bounds widen": relieved(reference, ROOM),
        f"10 % more from lines ({ITEM}): bounds move": relieved(reference, LINES),
        f"a month less of lead time ({ITEM}): coefficients change": relieved(reference, LEAD_TIME),
        "the ready date": dates(reference),
        "one table changed (sites)": changes(case),
    }
    rows = [row for what, of in ways.items() for row in _rows(what, in_turn(of, repeats))]
    whole = in_turn({"as it is done": lambda: findings(reference), "as it was": lambda: before(reference)}, 1)
    rows += _rows("all findings (once)", whole, POINTS)
    return [
        made(repeats, f"HiGHS {highspy.Highs().version()}") + " CPU seconds of one process with one worker.",
        table(["what", "way", "CPU seconds", "to the first", "solves", "steps"], rows),
        "*As it was*: Devex pricing, primal simplex where bounds widen, dates by bisection, warm starts given up after "
        "20,000 steps. Dates of all findings agree within a millionth of a month, points within a thousandth.",
    ]


def in_turn(ways: Mapping[str, Callable[[], Any]], repeats: int) -> dict[str, Effort]:
    """Measure ways of doing one thing in turn; medians, and the last of the rest."""
    runs: dict[str, list[Effort]] = {name: [] for name in ways}
    for number in range(repeats):
        for name, way in ways.items():
            print(f"{name} ({number + 1}/{repeats})", file=sys.stderr, flush=True)
            runs[name].append(_effort(way))
    return {name: replace(found[-1], seconds=median(run.seconds for run in found)) for name, found in runs.items()}


def _effort(way: Callable[[], Any]) -> Effort:
    with counted() as steps:
        start = time.process_time()
        found = way()
        return Effort(time.process_time() - start, len(steps), sum(steps), tuple(np.atleast_1d(found).tolist()))


@contextmanager
def counted() -> Iterator[list[int]]:
    """Steps of each solve of HiGHS."""
    steps: list[int] = []
    solve = HighsSession.solve

    def counting(self: HighsSession, start: Basis | None = None) -> Any:  # noqa: ANN401 - a solution
        solution = solve(self, start)
        steps.append(solution.iterations)
        return solution

    with patch.object(HighsSession, "solve", counting):
        yield steps


def _rows(what: str, efforts: Mapping[str, Effort], near: float = NEAR) -> Iterator[list[str]]:
    """Rows of the table. ValueError if the ways do not agree."""
    first = next(iter(efforts.values()))
    for name, effort in efforts.items():
        if not np.allclose(effort.found, first.found, rtol=0, atol=near, equal_nan=True):
            raise ValueError(f"{what}: {name} finds something else")
        ratio = f"{effort.seconds / first.seconds:.2f}"
        yield [what, name, f"{effort.seconds:.2f}", ratio, str(effort.solves), f"{effort.steps:,}"]


# ways -------------------------------------------------------------------------


def plans(reference: Reference) -> dict[str, Callable[[], float]]:
    """One plan by each rule of pricing."""
    rules = {"Dantzig": 0, "Devex": 1}
    return {name: lambda rule=rule: HighsSession(reference.program, priced(rule)).solve().objective
            for name, rule in rules.items()}  # fmt: skip


def priced(rule: int) -> dict[str, str | float | int | bool]:
    """Options with another rule of pricing."""
    return {**HIGHS_OPTIONS, "simplex_dual_edge_weight_strategy": rule}


def relieved(reference: Reference, limit: Limit) -> dict[str, Callable[[], float]]:
    """A plan with a limit relieved, from nothing and from the basis of the reference."""
    _, program = with_levers(reference, ((limit.lever(reference.scope, ITEM), 1.0),))
    start, chosen = reference.start, measuring.start_for(program, reference)
    if start is None:
        return {}
    session = HighsSession(program)
    starts = {"from nothing": None, "on by dual simplex": start, "on by primal simplex": replace(start, feasible=True)}
    ways = {name: lambda basis=basis: session.solve(basis).objective for name, basis in starts.items()}
    taken = "from nothing" if chosen is None else "on by primal simplex" if chosen.feasible else "on by dual simplex"
    return {f"{taken} (taken)": ways.pop(taken), **ways}


def dates(reference: Reference) -> dict[str, Callable[[], float]]:
    """The ready date, where it is known and where it is not, and by bisection."""
    program, near = reference.program, reference.deadline.tick

    def by(search: Callable[..., Deadline], expected: int | None) -> Callable[[], float]:
        return lambda: _instant(search(program, HighsSession(program), _standard(reference), expected))

    return {
        "known, two solves": by(earliest, near),
        "known, bisection": by(bisected, near),
        "from the end of the horizon": by(earliest, None),
        "the same, bisection": by(bisected, None),
    }


def changes(case: Case) -> dict[str, Callable[[], float]]:
    """A case with a table changed, checked where that reaches, and as a whole."""
    sites, tables = case.table("sites"), {one.name: case.table(one.name) for one in TABLES}
    return {
        "checks that look at it": lambda: float(len(case.change("sites", sites).tables)),
        "all checks": lambda: float(len(Case.from_tables(case.settings, {**tables, "sites": sites}).tables)),
    }


def findings(reference: Reference) -> list[float]:
    """Points and instants of all that is measured to find what holds back."""
    with hired(reference) as workers:
        found: list[Measured] = []
        measure = type(workers).packages

        def noting(*words: Any, **more: Any) -> list[Measured]:  # noqa: ANN401 - as they come
            found.extend(measure(*words, **more))
            return found[-len(words[1]) :]

        with patch.object(type(workers), "packages", noting):
            why.findings(workers)
    return [number for one in found for number in (one.points, 1000 * (one.instant or np.nan))]


# as it was --------------------------------------------------------------------


def before(reference: Reference) -> list[float]:
    """The same by the ways that were taken before."""
    with ExitStack() as stack:
        for patched in (
            patch.dict(HIGHS_OPTIONS, priced(1)),  # type: ignore[arg-type]  # a dict, though not to be changed
            patch.object(highs, "MOST_ITERATIONS", 20_000),
            patch.object(measuring, "RECAST", 0.03),
            patch.object(measuring, "start_for", _start_as_it_was(measuring.start_for)),
            patch.object(measuring, "earliest", bisected),
        ):
            stack.enter_context(patched)
        return findings(reference)


def _start_as_it_was(start_for: Callable[[Program, Reference], Basis | None]) -> Callable[..., Basis | None]:
    """Primal simplex where bounds widen, and no columns open or up to 200 of them."""

    def start(program: Program, reference: Reference) -> Basis | None:
        base = reference.program
        opened = int(((base.upper == base.lower) & (program.upper > program.lower)).sum())
        rows = np.array_equal(base.row_lower, program.row_lower) and np.array_equal(base.row_upper, program.row_upper)
        wider = bool((program.upper >= base.upper).all() and (program.lower <= base.lower).all())
        same = np.array_equal(base.matrix.data, program.matrix.data)
        if reference.start and rows and wider and same and opened <= 200:
            return replace(reference.start, feasible=True)
        return None if opened else start_for(program, reference)

    return start


def bisected(
    program: Program, session: Session, standard: float, near: int | None = None, starts: Starts | None = None
) -> Deadline:
    """The ready date by growing strides and bisection: whether a deadline can be met, and nothing of its plan."""
    search = deadline.Search(program, session, standard, starts or Starts(None, {}))
    met = failed = None
    tick, stride = (search.last, deadline.FIRST_STRIDE) if near is None else (min(near, search.last), 1)
    while met is None or failed is None:
        if search.holds_from(tick) == tick:
            met, tick = tick, max(tick - stride, 0)
        else:
            failed, tick = tick, min(tick + stride, search.last)
        stride *= 2
    while met - failed > 1:
        middle = (failed + met + 1) // 2
        met, failed = (middle, failed) if search.holds_from(middle) == middle else (met, middle)
    return search.result(met, failed)


def _instant(found: Deadline) -> float:
    return np.nan if found.instant is None else found.instant


def _standard(reference: Reference) -> float:
    return reference.scope.case.parameter("coverage_standard") / 100
