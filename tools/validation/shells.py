"""Output of 155 mm shells as of 2022 to 2024: announcements of the day and the model, against what was observed.

A region counts as one line. Its rate is the last one observed by the day; what had been announced by then is ordered
in the month of the announcement and comes after the build lag and over the ramp that the case as of the day gives to
lines of shells. The announcement itself is drawn as a straight line from the last observation to its date.
Inputs do not limit these lines: nobody had published their capacity by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from sinews.data.case import Case
from sinews.data.knowledge import Known
from sinews.data.months import months_between
from sinews.data.vintage import known_by
from sinews.model.calendar import Array
from tools.derivation.alliance import EU_ALLIES
from tools.derivation.figures import Book, DerivationError, Figure
from tools.validation.small import Works, exact, output

END = date(2026, 6, 1)
SHELL, RATE = "shell_155mm", "units/month"


@dataclass(frozen=True)
class Seen:
    """A rate in a month."""

    month: date
    rate: Figure


@dataclass(frozen=True)
class Vintage:
    """What was known of a region on a day: the last rate seen, and the goals announced by then, with the month of that.

    The last goal is the one that the lines are enlarged for.
    """

    day: date
    region: str
    seen: Seen
    announced: date | None = None
    goals: tuple[Seen, ...] = ()


@dataclass(frozen=True)
class Projection:
    """A vintage with monthly rates from the month of its day on: as announced, and as the model has them."""

    vintage: Vintage
    announced: Array
    model: Array

    def at(self, month: date) -> tuple[float, float]:
        """Announced and modelled rate of a month."""
        number = months_between(self.vintage.day, month)
        return float(self.announced[number]), float(self.model[number])

    def reached(self, level: float) -> tuple[int | None, int | None]:
        """Months after the day in which the announcement and the model first reach a level."""
        return tuple(_first(path, level) for path in (self.announced, self.model))  # type: ignore[return-value]


def vintages(book: Book) -> list[Vintage]:
    """What was known on each day, by region."""

    def seen(month: str, number: int) -> Seen:
        return Seen(date.fromisoformat(f"{month}-01"), book.fact(f"ammunition-{number:03d}", RATE))

    enlarged = book.fact("ammunition-303", RATE) - book.fact("ammunition-427", RATE)
    europe_of_2023 = seen("2023-02", 80)
    with_rheinmetall = Seen(date(2025, 1, 1), europe_of_2023.rate + enlarged)
    usa, europe = "United States", "Europe"
    return [
        Vintage(date(2022, 12, 31), usa, seen("2022-02", 2)),
        Vintage(
            date(2023, 2, 28), usa, seen("2022-02", 2), date(2023, 2, 1), (seen("2023-04", 417), seen("2025-07", 418))
        ),
        Vintage(
            date(2023, 12, 31), usa, seen("2023-09", 6), date(2023, 9, 1), (seen("2024-04", 12), seen("2024-07", 14))
        ),
        Vintage(
            date(2024, 12, 31),
            usa,
            seen("2024-09", 18),
            date(2024, 10, 1),
            (seen("2024-12", 381), seen("2025-10", 295)),
        ),
        Vintage(date(2022, 12, 31), europe, seen("2022-02", 79)),
        Vintage(date(2023, 12, 31), europe, europe_of_2023, date(2023, 4, 1), (with_rheinmetall,)),
        Vintage(date(2024, 12, 31), europe, seen("2024-06", 384), date(2024, 3, 1), (seen("2025-12", 86),)),
    ]


def observed(book: Book, case: Case) -> dict[str, list[Seen]]:
    """What was observed since, by region; for Europe at the end of 2025 the sum of the lines of the case."""
    usa = (("2024-09", "ammunition-018"), ("2025-10", "history-735"), ("2026-04", "ammunition-425"))
    seen = [Seen(date.fromisoformat(f"{month}-01"), book.fact(fact, RATE)) for month, fact in usa]
    europe = Seen(date(2024, 6, 1), book.fact("ammunition-384", RATE))
    return {"United States": seen, "Europe": [europe, Seen(date(2025, 12, 1), european_lines(case))]}


def european_lines(case: Case) -> Figure:
    """Sum of the last rates of 2025 that were observed at lines of shells in the European Union and Britain, Norway."""
    inside = pl.col("place").is_in([*EU_ALLIES, "GBR", "NOR"])
    sites = case.table("sites").filter((pl.col("item") == SHELL) & inside)["site"]
    rates = case.table("capacity").filter(
        pl.col("site").is_in(sites.implode())
        & (pl.col("status") == "delivered")
        & (pl.col("date") <= date(2025, 12, 31))
    )
    last = rates.sort("date").unique("site", keep="last", maintain_order=True).sort("site")
    low, value, high = (float(last[f"rate{end}"].sum()) for end in ("_low", "", "_high"))
    tokens = dict.fromkeys(token for basis in last["rate_basis"] for token in basis.split())
    return Figure(value, low, high, RATE, tuple(tokens))


def projections(book: Book, case: Case) -> list[Projection]:
    """The projection of every vintage. Raises DerivationError if one rests on what was not known on its day."""
    return [_projection(book, case, vintage) for vintage in vintages(book)]


def _projection(book: Book, case: Case, vintage: Vintage) -> Projection:
    check_known(case, vintage)
    count = months_between(vintage.day, END) + 1
    level = np.full(count, vintage.seen.rate.value)
    if vintage.announced is None:
        return Projection(vintage, level, level)
    points = (vintage.seen, *vintage.goals)
    at = [months_between(vintage.day, point.month) for point in points]
    announced = np.interp(np.arange(count), at, [point.rate.value for point in points])
    lag, ramp = terms(known_by(case, vintage.day))
    works = Works(vintage.seen.rate, vintage.goals[-1].rate, lag, ramp)
    months = months_between(vintage.announced, END) + 1
    return Projection(vintage, announced, output(book, works, vintage.announced, months)[months - count :])


def terms(case: Case) -> tuple[Figure, Figure]:
    """Build lag and ramp of lines of shells: the median over the lines of a case, with its facts."""
    sites = case.table("sites").filter(pl.col("item") == SHELL)
    return _median(sites, "build_lag"), _median(sites, "ramp")


def _median(sites: pl.DataFrame, column: str) -> Figure:
    low, value, high = (float(np.median(sites[f"{column}{end}"])) for end in ("_low", "", "_high"))
    return Figure(value, low, high, "months", exact(value).basis)


def check_known(case: Case, vintage: Vintage) -> None:
    """What was announced must have been published by the day; a rate may have been published later."""
    known = Known.of(case, vintage.day)
    wrong = [fact for goal in vintage.goals for fact in goal.rate.basis if fact in known.later]
    wrong += [fact for fact in vintage.seen.rate.basis if fact in known.later - known.passed]
    if wrong:
        raise DerivationError(f"not known on {vintage.day}: {', '.join(wrong)}")


def _first(path: Array, level: float) -> int | None:
    reached = np.flatnonzero(path >= level * (1 - 1e-6))
    return int(reached[0]) if len(reached) else None


def errors(found: Sequence[Projection], seen: dict[str, list[Seen]]) -> pl.DataFrame:
    """Observed, announced and modelled rates by day, region and month, and errors in percent."""
    rows = []
    for one in found:
        for point in seen[one.vintage.region]:
            if point.month > one.vintage.day:
                announced, model = one.at(point.month)
                value = point.rate.value
                shares = [100 * (path / value - 1) for path in (announced, model)]
                said = shares[0] if one.vintage.goals else None
                rows.append(
                    (one.vintage.day, one.vintage.region, point.month, value, announced, model, said, shares[1])
                )
    names = ("as_of", "region", "month", "observed", "announced", "model", "announced_error", "model_error")
    return pl.DataFrame(rows, schema=names, orient="row")


def delays(found: Sequence[Projection], seen: dict[str, list[Seen]]) -> pl.DataFrame:
    """When a level was to be reached, is reached in the model, and was; the level is the highest observed.

    Months of delay: how much later the level was reached than announced, and than in the model.
    """
    rows = []
    for one in found:
        best = max(seen[one.vintage.region], key=lambda point: (point.rate.value, -months_between(END, point.month)))
        first = next(point for point in seen[one.vintage.region] if point.rate.value >= best.rate.value)
        if one.vintage.goals and first.month > one.vintage.day:
            was = months_between(one.vintage.day, first.month)
            said, model = one.reached(first.rate.value)
            rows.append((one.vintage.day, one.vintage.region, first.rate.value, was, said, model))
    names = ("as_of", "region", "level", "observed_after", "announced_after", "model_after")
    return pl.DataFrame(rows, schema=names, orient="row")
