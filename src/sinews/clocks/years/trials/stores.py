"""Stocks in trials: what is there at the start and from the order book, what ages, retires and is drawn on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sinews.clocks.years.components.base import AT_START, ORDER_BOOK, ORDERED, RETIREMENTS, SERVING, STOCK, USES
from sinews.clocks.years.trials.book import Book, Entry, Pair, constants, once
from sinews.clocks.years.trials.claims import Claim
from sinews.clocks.years.trials.curves import Curves
from sinews.clocks.years.trials.terms import Terms
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN


class Ageing:
    """What becomes of stocks whatever is delivered, tick by tick; `pairs`: place and item of each.

    `uses`: training and losses.
    """

    def __init__(self, book: Book) -> None:
        self.pairs: list[Pair] = book.pairs("stock")
        self._keep = next(book.entries(STOCK, self.pairs, CARRIED_IN))
        self._begin = list(book.entries(STOCK, self.pairs, AT_START))
        uses = [entry for entry in book.entries(STOCK, self.pairs, USES) if entry.posting.variable is None]
        self.uses = [Claim(book, entry, "unmet_uses") for entry in uses]
        self._leaving = list(book.entries(STOCK, self.pairs, RETIREMENTS))
        self._serving = _Serving(book)

    def kept(self, tick: int) -> Array:
        """What part of a stock is left of that of the tick before, shape (stocks, trials or 1)."""
        return self._keep.at(tick)

    @once
    def changed(self, tick: int) -> Array:
        """What is there at the start, less what retires, shape (stocks, trials or 1); once for each tick in turn."""
        stock = constants(self._begin, tick, len(self.pairs))
        stock = stock + constants(self._leaving, tick, len(self.pairs))
        for entry in self._leaving:
            if entry.posting.variable is not None and tick:
                stock = stock + entry.rows.sum(entry.at(tick) * self._serving.now)
        self._serving.step(tick)
        return stock


class Stores:
    """Stocks of allies, tick by tick; `stock`: at the end of the last one, shape (stocks, trials or 1)."""

    def __init__(self, ageing: Ageing) -> None:
        self._ageing = ageing
        self.stock = np.zeros((len(ageing.pairs), 1))

    def aged(self, tick: int) -> Array:
        """What is left of stocks before anything comes, shape (stocks, trials or 1)."""
        stock = self._ageing.changed(tick)
        return np.maximum(stock + self._ageing.kept(tick) * self.stock if tick else stock, 0.0)

    def draw(self, tick: int, there: Array) -> dict[str, Array]:
        """Let training and losses take their part of what is `there`; what goes unmet, one for each variable."""
        values = {}
        for claim in self._ageing.uses:
            taken = np.minimum(claim.demand(tick), np.maximum(there[claim.rows.of], 0.0))
            there = there - claim.rows.sum(taken)
            values[claim.name] = claim.unmet(taken)
        self.stock = there
        return values


class _Serving:
    """What is left of the stock at the start where fleets retire; `now`: once the last tick is over."""

    def __init__(self, book: Book) -> None:
        nodes = book.pairs("serving")
        self._entries = [entry for entry in book.entries(SERVING, nodes) if not _handed_on(entry)]
        self.now = np.zeros((len(nodes), 1))

    def step(self, tick: int) -> None:
        """Go on by one tick."""
        count = len(self.now)
        now = constants(self._entries, tick, count)
        for entry in self._entries:
            if entry.posting.variable is not None and tick:
                now = now + entry.rows.sum(entry.at(tick) * self.now)
        self.now = now


class Booked:
    """Deliveries from the order book, as the plan has them, or as much later as promises slip; `rows`: their stocks."""

    def __init__(self, book: Book, terms: Terms) -> None:
        row = {pair: number for number, pair in enumerate(book.pairs("stock"))}
        pairs = book.pairs("booked_deliveries")
        self.rows = np.array([row[pair] for pair in pairs], dtype=np.int64)
        self._flows: Iterator[Array] = iter(())
        if pairs:
            whole = next(book.entries(ORDERED, pairs, ORDER_BOOK)).amount.whole()
            curves = Curves(book.calendar, np.maximum(book.plan("booked_deliveries"), 0.0))
            factor = np.ones((len(pairs), 1)) if terms.book is None else terms.book
            self._flows = (whole * flow for flow in curves.slipped(terms.known, factor))

    @once
    def due(self, _tick: int) -> Array:
        """What comes in a tick, asked for each in turn; shape (booked rows, trials or 1)."""
        return next(self._flows, np.zeros((len(self.rows), 1)))


def _handed_on(entry: Entry) -> bool:
    return entry.posting.variable is not None and not entry.posting.carried
