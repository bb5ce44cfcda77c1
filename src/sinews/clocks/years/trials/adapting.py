"""Orders as allies would adapt them to their own figures, beside those that the plan has for the likely ones.

Who plans for an ally knows its needs, its stocks and its order book better than a reader of public figures does. In
this reading orders of each holder grow or shrink with its gap, which is what it needs at the end less what will be
there without new orders:

ordered / planned = (what the planned orders leave at the end + gap, as drawn - gap, as likely)
                    / (what they leave x what counts of a thing, as drawn / as likely)

An ally for which the plan orders nothing orders what its gap has grown beyond that of the plan, at the times at which
the group orders the item, and what ages until the end as much as of the group's orders. When things are ordered, and
what lines are enlarged, stays as the plan has it, and so do approvals. Nobody knows how promises will slip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sinews.clocks.years.components.contract import NEW_ORDERS
from sinews.clocks.years.trials.book import Book, Groups
from sinews.clocks.years.trials.held import Held
from sinews.clocks.years.trials.sheet import Sheet
from sinews.clocks.years.trials.stores import Ageing, Booked, Stores
from sinews.clocks.years.trials.terms import Terms
from sinews.model.calendar import Array

#: Planned orders that leave less than this part of a need at the end are not scaled.
LEAST = 1e-3


@dataclass(frozen=True)
class Orders:
    """What is ordered in trials, by stock, shape (stocks, trials or 1).

    `part`: of what the plan orders. `more`: in units, where the plan orders nothing, at the times of `times`, the
    part of the group's orders of the item in each tick, shape (stocks, ticks).
    """

    part: Array
    more: Array
    times: Array


@dataclass(frozen=True)
class Likely:
    """What the plan comes to at the end of what is shown, by holder, shape (holders, 1).

    `each`: what is left of a thing that is ordered, in things that count, by stock; nothing where none is ordered.
    """

    gap: Array
    left: Array
    counts: Array
    enough: NDArray[np.bool_]
    each: Array
    times: Array

    @classmethod
    def of(cls, book: Book, needed: Sequence[str]) -> Likely:
        """Of a book with nothing drawn."""
        book = replace(book, sheet=Sheet())
        last, held = len(book.calendar.shown) - 1, Held(book, needed)
        without, need = held.counted(last, unordered(book)), held.need(last)
        left = held.counted(last, book.plan("stock")[:, [last]]) - without
        items = Groups(held.items, len(needed))
        of_item = np.array([needed.index(item) for _, item in book.pairs("stock")], dtype=np.int64)
        by_item = Groups(of_item, len(needed))
        planned = by_item.sum(np.maximum(_planned(book), 0.0))
        whole = planned.sum(axis=1, keepdims=True)
        each = np.divide(items.sum(np.maximum(left, 0.0)), whole, out=np.zeros_like(whole), where=whole > 0)
        times = np.divide(planned, whole, out=np.zeros_like(planned), where=whole > 0)
        enough = left > LEAST * need
        return cls(need - without, left, _counts(held, last), enough, each[of_item], times[of_item])


def adapted(book: Book, held: Held, likely: Likely) -> Orders:
    """What is ordered in the trials of a book; `held`: what of its stocks counts."""
    last = len(book.calendar.shown) - 1
    gap = held.need(last) - held.counted(last, unordered(book))
    counts = _counts(held, last) / likely.counts
    wanted = np.maximum(likely.left + gap - likely.gap, 0.0) / counts
    part = np.divide(
        wanted, likely.left, out=np.ones(np.broadcast_shapes(wanted.shape, gap.shape)), where=likely.enough
    )
    fresh = np.where(likely.enough, 0.0, np.maximum(gap - np.maximum(likely.gap, 0.0), 0.0)) / counts
    more = held.by_stock(fresh / held.summed(np.ones((held.stocks, 1))))
    planned = np.asarray(_planned(book).any(axis=1, keepdims=True))
    more = np.divide(more, likely.each, out=np.zeros_like(more), where=(likely.each > 0) & ~planned)
    return Orders(held.by_stock(part), more, likely.times)


def _planned(book: Book) -> Array:
    """New orders of the plan, from whichever lines, by stock and tick."""
    row = {pair: number for number, pair in enumerate(book.pairs("stock"))}
    planned = np.zeros_like(book.plan("stock"))
    for name in NEW_ORDERS:
        np.add.at(planned, [row[pair] for pair in book.pairs(name)], book.plan(name))
    return planned


def unordered(book: Book) -> Array:
    """Stocks at the end of what is shown without new orders, shape (stocks, trials or 1)."""
    stores, booked = Stores(Ageing(book)), Booked(book, Terms())
    for tick in range(len(book.calendar.shown)):
        there = stores.aged(tick)
        due = booked.due(tick)
        come = np.zeros((len(there), due.shape[1]))
        come[booked.rows] = due
        stores.draw(tick, there + come)
    return stores.stock


def _counts(held: Held, tick: int) -> Array:
    """What counts of a thing, on average of the stocks of a holder."""
    ones = np.ones((held.stocks, 1))
    return np.asarray(held.counted(tick, ones) / held.summed(ones))
