"""Retirements: fleets that are known to leave service leave the stock of their ally, evenly over their months.

gone(a, i, t)    = sum over rows of quantity / months of the row x its months from the start to the end of t
staying(a, i, t) = 1 - gone(a, i, t) / stock at the start
serving(a, i, t) = serving(a, i, t-1) x (1 - loss rate)^years x staying(t) / staying(t-1), the stock at the start before
leaves(a, i, t)  = serving(a, i, t-1) x (1 - loss rate)^years x (1 - staying(t) / staying(t-1))

Months before the start have passed: what left in them is not in the stock. What is still to leave has aged by then like
the rest of the stock, so that no more of it leaves than is left of it, and what is left at the end of a tick is the
same for any ticks. It was in stock at the start: if the stock is smaller than what is to leave (at an end of its range,
say), as much leaves as there is. So no stock falls below zero, however late lines deliver, and whatever is changed from
some month on: it then leaves as a part of what is there. Training and losses have what stays.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from sinews.clocks.years.ageing import held_at_start
from sinews.clocks.years.components.base import AT_START, RETIREMENTS, SERVING, STOCK, subjects
from sinews.clocks.years.scope import Scope
from sinews.data.kept import Kept
from sinews.data.months import months_between
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN, CARRIED_OVER
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Take what retires out of the stocks of allies and items that they need."""
    rows = _rows(scope)
    keys = sorted(set(rows["place", "item"].rows()))
    if not keys:
        return
    places, items = [place for place, _ in keys], [item for _, item in keys]
    held, first = _held(scope, keys), scope.calendar.parent < 0  # of each branch the first tick
    kept = (1 - scope.of_items("loss_rate", items)[:, None] / 100) ** (scope.calendar.length / 12)
    going = kept * _going(scope, rows, keys, held)
    there = np.where(first, held[:, None], 0.0)
    serving = ledger.variable("serving", subjects(items, place=places, item=items))
    ledger.flow(AT_START, SERVING, places, items, there * kept)
    ledger.flow(CARRIED_OVER, SERVING, places, items, -1.0, serving)
    ledger.flow(CARRIED_IN, SERVING, places, items, kept, serving, carried=True)
    for balance in (SERVING, STOCK):
        ledger.flow(RETIREMENTS, balance, places, items, -there * going)
        ledger.flow(RETIREMENTS, balance, places, items, -going, serving, carried=True)


def _rows(scope: Scope) -> pl.DataFrame:
    """Rows of needed stocks that are not over at the start, and begin before the end: first and last month from it."""
    settings = scope.case.settings
    return _retiring(scope.case.table("retirements"), scope.needs, settings.start, scope.calendar.months)


@Kept
def _retiring(table: pl.DataFrame, needs: pl.DataFrame, start: date, months: int) -> pl.DataFrame:
    rows = table.join(needs, on=["place", "item"], how="semi")
    begin, end = ([months_between(start, day) for day in rows[column]] for column in ("start", "end"))
    rows = rows.with_columns(pl.Series("first", begin, pl.Int64), pl.Series("last", end, pl.Int64))
    return rows.filter((pl.col("last") >= 0) & (pl.col("first") < months))


def _held(scope: Scope, keys: list[tuple[str, str]]) -> Array:
    """Stocks at the start; shape (keys,)."""
    stocks = held_at_start(scope.case)
    return np.array([stocks.get(key, 0.0) for key in keys])


def _going(scope: Scope, rows: pl.DataFrame, keys: list[tuple[str, str]], held: Array) -> Array:
    """The part of what serves still that leaves in each tick, losses aside; shape (keys, ticks)."""
    ends = scope.calendar.start + scope.calendar.length
    gone, whole = np.zeros((len(keys), len(ends))), np.zeros(len(keys))
    for place, item, first, last, quantity in rows.select("place", "item", "first", "last", "quantity").iter_rows():
        key, each, begin = keys.index((place, item)), quantity / (last - first + 1), max(first, 0)
        gone[key] += each * np.clip(ends - begin, 0, last + 1 - begin)
        whole[key] += each * (last + 1 - begin)
    most = np.maximum(whole, held)[:, None]
    staying = 1 - np.divide(gone, most, out=np.zeros_like(gone), where=most > 0)
    before = np.where(scope.calendar.parent >= 0, staying[:, scope.calendar.parent], 1.0)
    return np.asarray(np.divide(before - staying, before, out=np.zeros_like(before), where=before > 1e-12))
