"""The money curve: what core shares of 1.5 to 5 per cent of output buy, reached evenly in three years and then held.

Each point is a plan of the whole group on ticks of half a year (the first reaches to the day of knowledge), after five
years of a year: money is a quantity, and quantities keep their effects on coarse ticks. Dates are good to some months,
and are those of the plan of least shortfall, not the earliest possible. Four curves: every ally at the share, or at
least at it; what stands kept as it is, or moving with its part of each euro more or less; with the other domains and
without. The bend is the least share at which half a point more earns under a tenth of what it earns from 2 to 2.5:
money ends there, and industry begins to bind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

import numpy as np
import polars as pl

from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.answers.plain import number, number_or_none
from sinews.answers.work import run_all, threads
from sinews.clocks.years.components.need import STEPS
from sinews.clocks.years.outcome import coverage, held_from
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import GROUP, Scope
from sinews.clocks.years.spending import share_of_gdp
from sinews.data.case import Case
from sinews.model.calendar import Calendar
from sinews.model.program import Program
from sinews.model.solver.choice import open_session
from sinews.model.solver.highs import Method
from sinews.model.solver.session import Solution

#: Core shares of output, per cent, and the step between them.
SHARES, STEP = tuple(1.5 + 0.5 * step for step in range(8)), 0.5

#: Years from that of the start in which a share is reached.
YEARS_TO_REACH = 3

#: Months of short ticks, how many of them there are, and months of others.
SHORT, YEAR = (6, 10), 12

#: Part of a need by which a coverage may miss the standard and meet it: plans are taken from the middle of all best.
SLACK = 1e-3

#: From where to where a step is the measure of others, and the part of it below which the curve has bent.
FIRST, LEAST = (2.0, 2.5), 0.1

#: The path of a point.
PATH = "curve"


@dataclass(frozen=True)
class Reading:
    """How a share is meant: `at_least`: who is above it keeps its own; `moving`: what stands moves with the budget."""

    name: str
    about: str
    at_least: bool = False
    moving: bool = False
    domains: bool = True


READINGS = (
    Reading("every", "every ally at the share; what stands kept as it is"),
    Reading("at_least", "every ally at the share or above; what stands kept as it is", at_least=True),
    Reading("moving", "every ally at the share; what stands moves with its part of each euro", moving=True),
    Reading("without_domains", "every ally at the share; no money for other domains", domains=False),
)


@dataclass(frozen=True)
class Point:
    """What a share comes to: points of expected shortfall, and months until the plan holds the standard, if it does.

    `by_ally`: points of what each ally lacks of what it holds itself.
    """

    reading: str
    share: float
    points: float
    instant: float | None
    by_ally: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class PointOf:
    """A point to be worked out, as plain data. SolveError as the solver does."""

    scope: Scope
    reading: Reading
    share: float
    solver: str

    def __call__(self) -> Point:
        """The plan, and the date from which it holds the standard."""
        scope = at_share(self.scope, self.reading, self.share)
        program = build(scope)
        solution = open_session(program, self.solver, Method.CENTRAL).solve()
        points = 100 * float(program.charges["shortfall"] @ solution.value)
        standard = scope.case.parameter("coverage_standard") / 100 - SLACK
        covered = coverage(scope, program, solution).min(axis=0)
        date = held_from(scope.calendar, covered, standard)
        return Point(self.reading.name, self.share, points, date, lacking(program, solution))


def lacking(program: Program, solution: Solution) -> dict[str, float]:
    """Points of expected shortfall of what each ally lacks of what it holds itself, by code."""
    charged, total = 100 * program.charges["shortfall"] * solution.value, dict[str, float]()
    for step, _ in STEPS:
        block = program.variable(step)
        for place, amount in zip(block.subjects["place"], charged[program.numbers(block)].sum(axis=1), strict=True):
            total[place] = total.get(place, 0.0) + float(amount)
    return {place: points for place, points in sorted(total.items()) if place != GROUP}


def curve(scope: Scope, means: Means, solver: str) -> tuple[Point, ...]:
    """All points, by reading and share; what is remembered is not worked out again. SolveError as the solver does."""
    tasks = {_key(reading, share): PointOf(scope, reading, share, solver) for reading, share in _points()}
    points = {name: record for name in tasks if (record := means.memory.get(name, read)) is not None}
    new = {name: task for name, task in tasks.items() if name not in points}
    if new:
        with means.progress("curve") as count, threads(means.workers) as crew:
            for name, point in zip(new, run_all(list(new.values()), crew, count), strict=True):
                means.memory.keep(name, asdict(point))
                points[name] = point
    return tuple(points[name] for name in tasks)


def remembered(memory: Memory) -> tuple[Point, ...]:
    """All points, if every one of them has been worked out before; or else none."""
    points = [memory.get(_key(reading, share), read) for reading, share in _points()]
    return () if None in points else tuple(point for point in points if point)


def _points() -> list[tuple[Reading, float]]:
    return [(reading, share) for reading in READINGS for share in SHARES]


def _key(reading: Reading, share: float) -> str:
    return f"curve {reading.name} {share:g}"


def read(row: Mapping[str, object]) -> Point:
    """A remembered point; KeyError, TypeError or ValueError if it is none."""
    by_ally = row["by_ally"]
    if not isinstance(by_ally, Mapping):
        raise TypeError(by_ally)
    lacks = {str(place): number(by_ally, place) for place in by_ally}
    return Point(
        str(row["reading"]), number(row, "share"), number(row, "points"), number_or_none(row, "instant"), lacks
    )


def bend(points: Sequence[Point], reading: str) -> float | None:
    """The least share from which half a point more earns under a tenth of what it earns from 2 to 2.5 per cent.

    None where the curve does not bend within its shares, or money earns nothing from 2 to 2.5.
    """
    by = {point.share: point.points for point in points if point.reading == reading}
    if not set(FIRST) <= by.keys() or by[FIRST[0]] - by[FIRST[1]] <= 0:
        return None
    measure = by[FIRST[0]] - by[FIRST[1]]
    shares = [share for share in sorted(by) if share >= FIRST[0] and share + STEP in by]
    return next((share for share in shares if by[share] - by[share + STEP] < LEAST * measure), None)


# a point ------------------------------------------------------------------------


def at_share(scope: Scope, reading: Reading, share: float) -> Scope:
    """The question on a path to a share, on coarse ticks."""
    case = with_share(scope, reading, share)
    return Scope(case, replace(scope.question, path=PATH, monthly=False), _ticks(scope))


def with_share(scope: Scope, reading: Reading, share: float) -> Case:
    """The case with the path of a point: today's share in the year of the start, then evenly to `share`."""
    case, year = scope.case, scope.case.settings.start.year
    now = 100 * share_of_gdp(case, scope.question.path, scope.allies, 1)[:, 0]
    goal = np.maximum(now, share) if reading.at_least else np.full(len(now), share)
    goal = np.where(now > 0, goal, 0.0)  # who has no forces has no share
    paths, ends = case.table("paths"), ("share", "share_low", "share_high")
    rows = [
        {"path": PATH, "place": place, "year": when, **dict.fromkeys(ends, float(at))}
        for place, first, last in zip(scope.allies, now, goal, strict=True)
        for when, at in ((year, first), (year + YEARS_TO_REACH, last))
    ]
    added = pl.DataFrame(rows).with_columns(pl.lit(None, pl.String).alias("share_basis")).select(paths.columns)
    tables = {**case.tables, "paths": added.cast(paths.schema)}
    if reading.moving:
        tables["parameters"] = _moving(case)
    if not reading.domains:
        tables.pop("domain_shares", None)
    return replace(case, tables=tables)


def _moving(case: Case) -> pl.DataFrame:
    """Parameters by which what stands moves with the part of each euro that the case states."""
    table, part = case.table("parameters"), case.setting("standing_part", 0.0)
    row = table.head(1).with_columns(
        pl.lit("standing_moves").alias("parameter"),
        *(pl.lit(part).alias(f"value{end}") for end in ("", "_low", "_high")),
    )
    return pl.concat([table.filter(pl.col("parameter") != "standing_moves"), row])


def _ticks(scope: Scope) -> Calendar:
    """Ticks of half a year after the day of knowledge, then of years, and the tail."""
    months, lengths = scope.shown.months, list[int]()
    while (left := months - sum(lengths)) > 0:
        fine = SHORT[0] if len(lengths) <= SHORT[1] else YEAR
        lengths.append(min(scope.known if scope.known and not lengths else fine, left))
    shown, tail = Calendar.of_lengths(scope.case.settings.start, lengths), scope.calendar.months - months
    return shown.lengthened(tail, YEAR) if tail else shown
