"""Operations on production lines: the rate of a line on a date, as it was seen and as it is planned."""

from __future__ import annotations

from sinews.data.derivation.faults import Fault, FaultError
from sinews.data.derivation.figures import Figure, interpolated, total
from sinews.data.derivation.grammar import month_count
from sinews.data.derivation.lookups import site_row
from sinews.data.derivation.operations import UNKNOWN
from sinews.data.derivation.signature import registered
from sinews.data.derivation.source import Month, Row, Source

DELIVERED = "delivered"


def rate(source: Source, site: str, month: Month) -> Figure:
    """Rate of a line in a month, as seen and as planned: linear between its points, constant outside."""
    return interpolated([(_month(row), source.cell(row, "rate")) for row in _near(plan(source, site), month)], month)


def observed(source: Source, site: str, month: Month) -> Figure:
    """Rate of a line in a month by what was seen of it; its first point if nothing was seen."""
    points = history(source, site) or _points(source, site)[:1]
    return interpolated([(_month(row), source.cell(row, "rate")) for row in _near(points, month)], month)


def rates(source: Source, month: Month, *sites: str) -> Figure:
    """Sum of the rates of lines in a month, as seen and as planned."""
    return _sum([rate(source, site, month) for site in sites])


def observed_rates(source: Source, month: Month, *sites: str) -> Figure:
    """Sum of the rates of lines in a month by what was seen of them."""
    return _sum([observed(source, site, month) for site in sites])


def observed_of(source: Source, item: str, month: Month) -> Figure:
    """Rates of all lines of an item in a month by what was seen of them."""
    return observed_rates(source, month, *(row["site"] for row in source.rows("sites") if row["item"] == item))


def observed_outside(source: Source, item: str, month: Month, places: str) -> Figure:
    """Rates of the lines of an item in a month by what was seen of them, those in a list of places left out."""
    left_out = source.members(places)
    lines = [row["site"] for row in source.rows("sites") if row["item"] == item and row["place"] not in left_out]
    return observed_rates(source, month, *lines)


def highest(source: Source, site: str) -> Figure:
    """The highest rate of a line, seen or planned."""
    return max((source.cell(row, "rate") for row in plan(source, site)), key=lambda figure: figure.value)


def history(source: Source, site: str) -> tuple[Row, ...]:
    """The rows of a line that were seen, by month."""
    return tuple(row for row in _points(source, site) if row["status"] == DELIVERED)


def plan(source: Source, site: str) -> tuple[Row, ...]:
    """The rows of a line that count today, by month.

    Announcements that lie no later than what was last seen are overtaken. Of a row with several months, those at which
    nothing changes are left out: the rate is that of the month before, and that of the month after or the last one.
    """
    return source.once(f"plan of {site}", lambda: _without_levels(source, _not_overtaken(_points(source, site))))


def _not_overtaken(points: tuple[Row, ...]) -> tuple[Row, ...]:
    last = max((_month(row) for row in points if row["status"] == DELIVERED), default=-1)
    return tuple(row for row in points if row["status"] == DELIVERED or _month(row) > last)


def _without_levels(source: Source, points: tuple[Row, ...]) -> tuple[Row, ...]:
    def level(index: int) -> bool:
        if not points[index].one_of_several or index == 0:
            return False
        here, before, *after = (
            source.cell(row, "rate").value for row in (points[index], points[index - 1], *points[index + 1 : index + 2])
        )
        return here == before and after in ([], [here])

    return tuple(row for index, row in enumerate(points) if not level(index))


def _near(points: tuple[Row, ...], month: int) -> tuple[Row, ...]:
    """The last point up to a month and the first after it, so that others need not be known."""
    before = [row for row in points if _month(row) <= month]
    after = [row for row in points if _month(row) > month]
    return (*before[-1:], *after[:1])


def _points(source: Source, site: str) -> tuple[Row, ...]:
    site_row(source, site)
    points = [row for row in source.rows("capacity") if row["site"] == site]
    if not points:
        raise FaultError([Fault(f"no rate of {site}", "a row of capacity.csv for it", "Add its rates.")])
    return tuple(sorted(points, key=_month))


def _month(row: Row) -> int:
    return month_count(row["date"])


def _sum(figures: list[Figure]) -> Figure:
    if not figures:
        raise FaultError([Fault("no lines", "one or more lines", "Name the lines whose rates are added.")])
    return total(figures).of(figures[0].unit if len(figures) == 1 else UNKNOWN)


LINES = registered(rate, observed, rates, observed_rates, observed_of, observed_outside, highest)
