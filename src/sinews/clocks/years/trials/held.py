"""What of stocks counts against needs in trials, and what the group lacks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sinews.clocks.years.components.base import HELD, KEPT_UP, NEED, ROOM_FOR_UPKEEP, STOCKED, UPKEEP
from sinews.clocks.years.trials.book import Book, Groups, Pair
from sinews.model.calendar import Array


class Held:
    """What of stocks counts against needs, and what the group lacks; `items`: that each holder needs, by number."""

    def __init__(self, book: Book, needed: Sequence[str]) -> None:
        need = next(entry for entry in book.entries(HELD, [], NEED))
        self._nodes: list[Pair] = list(zip(need.posting.places, need.posting.items, strict=True))
        self._need = next(book.entries(HELD, self._nodes, NEED))
        self._stocked = next(book.entries(HELD, self._nodes, STOCKED))
        self._holders = Groups(self._stocked.rows, len(self._nodes))
        self.items = np.array([needed.index(item) for _, item in self._nodes], dtype=np.int64)
        self.stocks = len(self._stocked.rows)
        self._items = Groups(self.items, len(needed))
        self._kept = [entry for entry in book.entries(HELD, self._nodes, KEPT_UP)]
        self._room = list(book.entries(UPKEEP, book.pairs("kept_up"), ROOM_FOR_UPKEEP))
        self._plan = np.maximum(book.plan("kept_up"), 0.0)
        self._able = [book.pairs("stock").index(pair) for pair in book.pairs("kept_up")]

    def lacking(self, tick: int, stock: Array) -> NDArray[np.bool_]:
        """Whether each stock's holder lacks something, shape (trials or 1, stocks)."""
        return self._holders.spread(self.counted(tick, stock) < self.need(tick))

    def covered(self, tick: int, stock: Array) -> tuple[Array, dict[str, Array]]:
        """Part of each item's need that is covered, shape (trials, needed items); and what is kept up, by variable."""
        need, held, values = -self._need.at(tick), self.counted(tick, stock), dict[str, Array]()
        for room, entry in zip(self._room, self._kept, strict=True):
            kept = np.minimum(self._plan[:, tick][None, :], room.at(tick) * stock[:, self._able])
            values["kept_up"] = kept
            held = held + Groups(entry.rows, len(self._nodes)).sum(kept)
        lacking = self._items.sum(np.maximum(need - held, 0.0))
        return np.asarray(1 - lacking / self._items.sum(need)), values

    def counted(self, tick: int, stock: Array) -> Array:
        """What of stocks counts for each holder, shape (trials or 1, holders)."""
        return self._holders.sum(self._stocked.at(tick) * stock)

    def need(self, tick: int) -> Array:
        """What each holder needs, shape (trials or 1, holders)."""
        return -self._need.at(tick)

    def by_stock(self, values: Array) -> Array:
        """The value of its holder for each stock, shape (trials or 1, stocks)."""
        return self._holders.spread(values)

    def summed(self, stock: Array) -> Array:
        """Sums of stocks by holder, whether they count or not; shape (trials or 1, holders)."""
        return self._holders.sum(stock)
