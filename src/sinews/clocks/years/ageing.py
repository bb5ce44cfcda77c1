"""Stocks as they are left at the start: counted before it, they age, and training and losses take from them.

left(m) = max(0, left(m-1) x (1 - loss rate)^(1/12) - training and losses(m)), for each month m from the count to the
start: the stock's own equation, month by month. Aid takes from the market, here as in the plan; what was delivered in
between stands in no order book, and is not known. A count of the start itself is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from sinews.data.case import Case
from sinews.data.kept import Kept
from sinews.data.months import months_between
from sinews.data.tables import Use

#: Ends of a stock, of the loss rate with which it is the least or the most, and of what is used.
_ENDS = {"": "", "_low": "_high", "_high": "_low"}

Key = tuple[str, str]


def at_start(case: Case) -> pl.DataFrame:
    """The table `stocks` with its quantities (value and range, units of the item) as they are left at the start."""
    stocks = case.table("stocks")
    aged = _aged(stocks, case.table("items"), case.table("uses"), case.settings.start)
    return stocks if aged is None else aged


def held_at_start(case: Case) -> Mapping[Key, float]:
    """Stocks as they are left at the start by place and item, units of the item; nobody changes them."""
    return _held(at_start(case))


@Kept
def _held(stocks: pl.DataFrame) -> Mapping[Key, float]:
    return {(place, item): quantity for place, item, quantity in stocks["place", "item", "quantity"].iter_rows()}


@Kept
def _aged(stocks: pl.DataFrame, items: pl.DataFrame, uses: pl.DataFrame, start: date) -> pl.DataFrame | None:
    """The stocks as they are left at the start; None if none was counted before it."""
    if (stocks["date"] >= start).all():
        return None
    left = {end: _left(stocks, items, uses, start, end) for end in _ENDS}
    return stocks.with_columns(pl.Series(f"quantity{end}", column, pl.Float64) for end, column in left.items())


def _left(stocks: pl.DataFrame, items: pl.DataFrame, uses: pl.DataFrame, start: date, end: str) -> list[float]:
    """One end of the quantities, in the order of the table."""
    rates = dict(items["item", f"loss_rate{_ENDS[end]}"].iter_rows())
    used = _used(uses, _ENDS[end])
    return [
        left(quantity, rates[item], _taken(used.get((place, item), ()), day, start))
        for place, item, day, quantity in stocks["place", "item", "date", f"quantity{end}"].iter_rows()
    ]


def left(quantity: float, loss_rate: float, taken: Sequence[float]) -> float:
    """What is left of a stock after some months: `loss_rate` in percent a year, `taken`: what each month uses."""
    kept = (1 - loss_rate / 100) ** (1 / 12)
    for amount in taken:
        quantity = max(quantity * kept - amount, 0.0)
    return quantity


def _used(uses: pl.DataFrame, end: str) -> Mapping[Key, list[tuple[date, date, float]]]:
    """Training and losses by state and item: first month, last month, rate."""
    used: dict[Key, list[tuple[date, date, float]]] = {}
    for use, place, item, first, last, rate in uses["use", "place", "item", "start", "end", f"rate{end}"].iter_rows():
        if use != Use.AID:
            used.setdefault((place, item), []).append((first, last, rate))
    return used


def _taken(uses: Sequence[tuple[date, date, float]], day: date, start: date) -> list[float]:
    """What uses take in each month from `day` to the one before `start`."""
    taken = [0.0] * max(months_between(day, start), 0)
    for first, last, rate in uses:
        for month in range(max(months_between(day, first), 0), min(months_between(day, last) + 1, len(taken))):
            taken[month] += rate
    return taken
