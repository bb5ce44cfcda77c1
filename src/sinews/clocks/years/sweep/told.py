"""What a plan says, as rows of a long table: dates, margins, coverage, points, and the chance if trials were drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sinews.clocks.years.answer import EARLY
from sinews.clocks.years.graded import LEVELS, Grades
from sinews.clocks.years.outcome import coverage, held_from
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Scope
from sinews.data.months import months_between

if TYPE_CHECKING:
    from sinews.clocks.years.trials.told import Told

#: Columns of an answer. `subject`: a family, or all. `level`: a quantile of the threat, a reading of the trials, or
#: blank. `value`: a number in `unit`, months counted from the start of the case; `date`: the month of it, if it is one.
#: Both are blank where a date lies beyond the horizon, or rests on no statement.
SCHEMA: dict[str, type[pl.DataType]] = {
    "clock": pl.String,
    "quantity": pl.String,
    "subject": pl.String,
    "level": pl.String,
    "unit": pl.String,
    "value": pl.Float64,
    "date": pl.Date,
}

CLOCK, ALL = "years", "all"
MONTHS, PERCENT, POINTS = "months", "percent", "percentage points"

#: Columns of the chance by reading and family that are percentages, and those that are months.
CHANCES, BY_WHEN = ("chance", "chance_low", "chance_high", "within_horizon"), ("half_ready", "nine_tenths_ready")

#: Cells of a row behind the clock.
Cells = tuple[str, str, str, str, float | None, date | None]


def table(reference: Reference, graded: Grades, risks: Told | None) -> pl.DataFrame:
    """The answer of a plan and its grades, with what trials come to if there were any; columns as `SCHEMA`."""
    rows = [*_dates(reference, graded), *_levels(reference, graded)]
    rows += [] if risks is None else list(_chances(risks, reference.scope))
    return pl.DataFrame([(CLOCK, *row) for row in rows], schema=SCHEMA, orient="row")


def _dates(reference: Reference, graded: Grades) -> Iterator[Cells]:
    """Ready dates, when the threat is due, and the margins between the two."""
    scope, deadline = reference.scope, reference.deadline
    ready = {ALL: deadline.instant, **{family.name: family.instant for family in graded.families}}
    months = {name: None if instant is None else scope.calendar.month_of(instant) for name, instant in ready.items()}
    for name, instant in ready.items():
        yield "ready", name, "", MONTHS, instant, months[name]
    yield "planned", ALL, "", MONTHS, *_planned(reference)
    due = {f"{level:g}": scope.threat.stated_quantile(level) for level in (EARLY, 0.5)}
    for level, day in due.items():
        yield "due", ALL, level, MONTHS, _since(scope, day), day
    for name, level in [(ALL, level) for level in due] + [(family.name, "0.5") for family in graded.families]:
        yield "margin", name, level, MONTHS, _months(months[name], due[level]), None


def _planned(reference: Reference) -> tuple[float | None, date | None]:
    """From when on the plan of least expected shortfall holds the standard: months from the start, and the month."""
    scope = reference.scope
    standard = scope.case.parameter("coverage_standard") / 100
    covered = coverage(scope, reference.program, reference.shared.solution).min(axis=0)
    instant = held_from(scope.calendar, covered, standard)
    return instant, None if instant is None else scope.calendar.month_of(instant)


def _levels(reference: Reference, graded: Grades) -> Iterator[Cells]:
    """Coverage by family at quantiles of the threat; what is expected to be lacking, and what of that is settled."""
    for grade in (graded.whole, *graded.families):
        for quantity, shares in (("coverage", grade.covered), ("coverage_of_cost", grade.by_cost)):
            for level, share in zip(LEVELS, shares, strict=True):
                yield quantity, grade.name, f"{level:g}", PERCENT, 100 * share, None
    charges, value = reference.program.charges, reference.shared.solution.value
    lacking = 100 * float(charges["shortfall"] @ value) if "shortfall" in charges else 0.0
    yield "shortfall", ALL, "", POINTS, lacking, None
    yield "settled", ALL, "", PERCENT, 100 * graded.settled, None


def _chances(risks: Told, scope: Scope) -> Iterator[Cells]:
    """The chance by reading and family with its interval, by when trials are ready, and what is lacking."""
    yield "certain", ALL, "", PERCENT, risks.certain, None
    for row in risks.tables["chance"].iter_rows(named=True):
        for name in CHANCES:
            yield name, row["family"], row["reading"], PERCENT, row[name], None
        for name in BY_WHEN:
            yield name, row["family"], row["reading"], MONTHS, _since(scope, row[name]), row[name]
    for row in risks.tables["lacking"].iter_rows(named=True):
        for name in ("at_test", "worst_tenth", "expected"):
            yield f"lacking_{name}", ALL, row["reading"], POINTS, row[name], None


def _since(scope: Scope, day: date | None) -> float | None:
    return None if day is None else float(months_between(scope.calendar.origin, day))


def _months(ready: date | None, due: date | None) -> float | None:
    return None if ready is None or due is None else float(months_between(ready, due))
