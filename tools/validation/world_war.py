"""Rearmament of 1914 to 1918: British filled shells, American complete rounds, German powder.

Each is one line: the rate before its programme, and the rate that it reached in the end. When the extra output comes
follows from lags of the time: the median of those that American plants took from ground-breaking or contract to the
first piece, and from there to the whole what a programme of another country took in all. So the level is given, and
what is tested is the timing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import polars as pl

from sinews.data.months import month_after, months_between
from sinews.model.calendar import Array
from tools.derivation.figures import UNITS, Book, Figure
from tools.validation.small import Works, output

#: Lags of plants of the time, from ground-breaking or contract to first output or delivery.
PLANTS = ("history-347", "history-351", "history-352", "history-353", "history-354", "history-355", "history-356",
          "history-357")  # fmt: skip
#: Those of them that say when American plants for guns and carriages were begun.
BEGUN = PLANTS[1:7]
BRITISH_PROGRAMME, GERMAN_PROGRAMME = "history-361", "history-969"
#: British filled shells by half-year from July 1915 to June 1917.
HALVES = ("history-034", "history-035", "history-036", "history-037")
#: American complete rounds by month of 1918.
MONTHS = tuple(f"history-{number}" for number in range(123, 135))


@dataclass(frozen=True)
class Period:
    """Output over some months: observed and in the model. `rests`: ids of what was observed."""

    programme: str
    start: date
    months: int
    observed: float
    model: float
    rests: str

    @property
    def error(self) -> float:
        """Percent."""
        return 100 * (self.model / self.observed - 1)


def first_output(book: Book) -> Figure:
    """Months from the beginning of a plant to its first output: the median, and the span of the plants."""
    lags = [book.fact(fact, "months") for fact in PLANTS]
    values = [lag.value for lag in lags]
    return Figure(median(values), min(values), max(values), "months", PLANTS)


def ramp(book: Book, *programmes: str) -> Figure:
    """Months from first to whole output: what programmes took in all (their mean), less the lag of plants."""
    lag = first_output(book)
    whole = sum(book.fact(programme, "months").value for programme in programmes) / len(programmes)
    return Figure(*(whole - lag.value,) * 3, "months", (*programmes, *PLANTS))


def british_shells(book: Book) -> list[Period]:
    """Half-years from the programme of June 1915 on; its ramp is that of the German powder programme."""
    before, peak = _monthly(book, "history-033", 11), _monthly(book, HALVES[-1], 6)
    ordered = _begun(book, BRITISH_PROGRAMME)
    works = Works(before, peak, first_output(book), ramp(book, GERMAN_PROGRAMME))
    path = output(book, works, ordered, 25)
    found = []
    for fact in HALVES:
        start = _begun(book, fact)
        first = months_between(ordered, start)
        made = float(path[first : first + 6].sum())
        found.append(Period("British filled shells", start, 6, float(book.facts[fact]["value"]), made, fact))
    return found


def american_rounds(book: Book) -> list[Period]:
    """Half-years of 1918; plants begun in the median month of those whose beginning is known."""
    before, peak = _monthly(book, "history-135", 9), _monthly(book, "history-132", 1)
    months = sorted(_begun(book, fact) for fact in BEGUN)
    ordered = months[len(months) // 2]
    works = Works(before, peak, first_output(book), ramp(book, BRITISH_PROGRAMME, GERMAN_PROGRAMME))
    start = date(1918, 1, 1)
    path = output(book, works, ordered, months_between(ordered, start) + 12)[months_between(ordered, start) :]
    seen = [float(book.facts[fact]["value"]) for fact in MONTHS]
    return [
        Period(
            "American complete rounds", month_after(start, half), 6, sum(seen[half : half + 6]),
            float(path[half : half + 6].sum()), f"{MONTHS[half]} to {MONTHS[half + 5]}",
        )
        for half in (0, 6)
    ]  # fmt: skip


@dataclass(frozen=True)
class Rise:
    """Months from a programme to its whole output (or to a level): observed and in the model."""

    programme: str
    begun: date
    level: str
    observed: int
    model: int | None
    rests: str


def rises(book: Book) -> list[Rise]:
    """German powder: to the size of the programme. British shells, American rounds: to half of the rise."""
    powder = Works(
        _monthly(book, "history-964", 1), _monthly(book, "history-966", 1), first_output(book),
        ramp(book, BRITISH_PROGRAMME),
    )  # fmt: skip
    begun = _begun(book, "history-966")
    reached = _reached(output(book, powder, begun, 36), powder.goal.value)
    german = Rise(
        "German powder", begun, "6,000 tonnes a month", round(book.fact(GERMAN_PROGRAMME, "months").value), reached,
        f"{GERMAN_PROGRAMME}, history-964, history-966",
    )  # fmt: skip
    months = sorted(_begun(book, fact) for fact in BEGUN)
    american = Works(
        _monthly(book, "history-135", 9), _monthly(book, "history-132", 1), first_output(book),
        ramp(book, BRITISH_PROGRAMME, GERMAN_PROGRAMME),
    )  # fmt: skip
    start, level = months[len(months) // 2], 1e6
    seen = [float(book.facts[fact]["value"]) for fact in MONTHS]
    when = months_between(start, date(1918, 1, 1)) + _first(seen, level)
    made = _reached(output(book, american, start, 36), level)
    return [
        german,
        Rise("American complete rounds", start, "1 million a month", when, made, "history-127, history-351"),
    ]


def table(periods: Sequence[Period]) -> pl.DataFrame:
    """Periods as rows."""
    rows = [
        (
            p.programme,
            f"{p.start:%Y-%m} to {month_after(p.start, p.months - 1):%Y-%m}",
            p.observed / 1e6,
            p.model / 1e6,
            p.error,
            p.rests,
        )
        for p in periods
    ]
    return pl.DataFrame(
        rows, schema=["what", "months", "observed_million", "model_million", "error_percent", "rests_on"], orient="row"
    )


def _monthly(book: Book, fact: str, months: int) -> Figure:
    """A fact about a period of some months (rounds, tonnes) as a rate a month."""
    row = book.facts[fact]
    figure = book.fact(fact, row["unit"])
    return (figure / months).of("units/month" if row["unit"] not in UNITS else row["unit"])


def _begun(book: Book, fact: str) -> date:
    return date.fromisoformat(f"{book.facts[fact]['period_start'][:7]}-01")


def _first(values: Sequence[float], level: float) -> int:
    return next(number for number, value in enumerate(values) if value >= level)


def _reached(path: Array, level: float) -> int | None:
    """Months until the output of a month first reaches a level."""
    return next((number for number, value in enumerate(path) if value >= level * (1 - 1e-3)), None)
