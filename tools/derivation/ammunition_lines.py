"""Production lines of ammunition and their dated rates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.derivation.figures import Book, Figure, total

SHELL, BODY, FUZE = "shell_155mm", "shell_body_155mm", "fuze_155mm"
EXPLOSIVE, CHARGE = "explosive_fill", "propellant_charge_155mm"
POWDER, NITROCELLULOSE = "propellant_powder", "nitrocellulose"

RATE, TONNES = "units/month", "tonnes/month"
RHEINMETALL = "Rheinmetall"

#: Month from which the case looks ahead; delivered rates lie before it, plans after it.
TODAY = "2026-01"

#: Months at which a line that follows others is dated.
AHEAD = ("2026-12", "2027-12", "2028-12", "2029-12", "2030-12")


@dataclass(frozen=True)
class Point:
    """A rate from a month on, and how firm it is."""

    date: str
    rate: Figure
    status: str


@dataclass(frozen=True)
class Line:
    """A plant, or the lines of a nation, that make one item."""

    site: str
    name: str
    place: str
    item: str
    owner: str
    points: tuple[Point, ...]


def seen(date: str, rate: Figure) -> Point:
    """An observed rate."""
    return Point(date, rate, "delivered")


def planned(past: Sequence[Point], status: str, start: str, *steps: tuple[str, Figure]) -> tuple[Point, ...]:
    """Past points, held level up to `start`, then the steps of a plan."""
    level = Point(start, past[-1].rate, status)
    return (*past, level, *(Point(date, rate, status) for date, rate in steps))


def unopened(book: Book, fact_id: str, unit: str = RATE) -> Figure:
    """Nothing yet: the plant that the fact announces."""
    rule = book.rule("unopened_plants", "A plant whose start lies ahead of the date makes nothing on that date.")
    return Figure(0.0, 0.0, 0.0, unit, (fact_id,)).by(rule)


def late(book: Book, rate: Figure) -> Figure:
    """A planned rate whose date passed without it, kept at a later date."""
    rule = book.rule(
        "plans_that_are_late",
        "A planned rate whose date passed before 2026 without a report that it was reached is "
        "kept, and moved behind the last report by the months that works of its kind take to "
        "reach full rate.",
    )
    return rate.by(rule)


def month(date: str) -> int:
    """Months since year 0."""
    year, number = date[:7].split("-")
    return 12 * int(year) + int(number) - 1


def rate_at(line: Line, date: str, status: str | None = None) -> Figure:
    """Rate of a line on a date, linear between its points (`status`: only those of one status)."""
    points = [point for point in line.points if status in (None, point.status)]
    before = [point for point in points if month(point.date) <= month(date)]
    after = [point for point in points if month(point.date) > month(date)]
    if not before or not after:
        return (before[-1] if before else after[0]).rate
    first, last = before[-1], after[0]
    weight = (month(date) - month(first.date)) / (month(last.date) - month(first.date))
    return first.rate * (1 - weight) + last.rate * weight


def rates_at(lines: Iterable[Line], date: str, status: str | None = None) -> Figure:
    """Sum of the rates of lines on a date."""
    return total([rate_at(line, date, status) for line in lines])


def following(lines: Sequence[Line], factor: Figure, unit: str, status: str) -> tuple[Point, ...]:
    """Points of a line that supplies others: their likely rate times `factor`, now and as planned."""

    def need(date: str, only: str | None = None) -> Figure:
        rate = rates_at(lines, date, only)
        basis = tuple(dict.fromkeys((*rate.basis, *factor.basis)))
        return Figure(rate.value * factor.value, rate.value * factor.low, rate.value * factor.high, unit, basis)

    past = [seen(date, need(date, "delivered")) for date in ("2024-09", TODAY)]
    steps = [Point(date, need(date), status) for date in ("2026-03", *AHEAD)]
    return tuple(without_levels([*past, *steps]))


def without_levels(points: list[Point]) -> list[Point]:
    """Points less those inside and at the end of a level stretch, which say nothing new."""
    kept = points[:2]
    for index in range(2, len(points)):
        before, here, after = points[index - 1], points[index], points[index + 1 : index + 2]
        if here.rate.value != before.rate.value or (after and after[0].rate.value != here.rate.value):
            kept.append(here)
    return kept


def spanned(*figures: Figure) -> Figure:
    """Mean of figures, with a range from the lowest to the highest of theirs."""
    middle = total(figures) / len(figures)
    return middle.ranged(min(figure.low for figure in figures), max(figure.high for figure in figures))
