"""What of stocks counts against needs in trials, and what the group lacks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sinews.clocks.years.components.base import (
    HELD,
    KEPT_UP,
    LAYING_UP,
    NEED,
    ROOM_FOR_UPKEEP,
    STOCKED,
    UNMANNED,
    UPKEEP,
)
from sinews.clocks.years.trials.book import Book, Groups, Pair
from sinews.model.calendar import Array

#: Variables of what stands in stocks and does not count, with their headings.
OFF = {"laid_up": LAYING_UP, "unmanned": UNMANNED}


class Held:
    """What of stocks counts against needs, and what the group lacks; `items`: that each holder needs, by number."""

    def __init__(self, book: Book, needed: Sequence[str]) -> None:
        need = next(entry for entry in book.entries(HELD, [], NEED))
        self._nodes: list[Pair] = list(zip(need.posting.places, need.posting.items, strict=True))
        self._need = next(book.entries(HELD, self._nodes, NEED))
        self._stocked = next(book.entries(HELD, self._nodes, STOCKED))
        self._holders = self._stocked.rows
        self.items = np.array([needed.index(item) for _, item in self._nodes], dtype=np.int64)
        self.stocks = len(self._stocked.rows.of)
        self._items = Groups(self.items, len(needed))
        self._all = Groups(np.zeros(len(self.items), dtype=np.int64), 1)
        self._likely = self._items.spread(self._items.sum(-self._need.amount.likely[:, [0]]))
        self._weights = _weights(book)
        self._kept = list(book.entries(HELD, self._nodes, KEPT_UP))
        self._room = list(book.entries(UPKEEP, book.pairs("kept_up"), ROOM_FOR_UPKEEP))
        self._plan = np.maximum(book.plan("kept_up"), 0.0)
        stock = {pair: number for number, pair in enumerate(book.pairs("stock"))}
        self._able = [stock[pair] for pair in book.pairs("kept_up")]
        self._off = [
            (entry, np.maximum(book.plan(name), 0.0), [stock[pair] for pair in book.pairs(name)])
            for name, heading in OFF.items()
            for entry in book.entries(HELD, self._nodes, heading)
        ]
        self._unpaid = np.zeros((len(self._nodes), len(book.calendar)))
        alone = {pair: number for number, pair in enumerate(self._nodes)}
        group = {item: number for number, (place, item) in enumerate(self._nodes) if (place, item) not in book.unpaid}
        for (place, item), amount in book.unpaid.items():
            self._unpaid[alone[place, item] if (place, item) in alone else group[item]] += amount

    def lacking(self, tick: int, stock: Array) -> NDArray[np.bool_]:
        """Whether each stock's holder lacks something, shape (stocks, trials or 1)."""
        return np.asarray(self._holders.spread(self.need(tick) - self.counted(tick, stock)) > 0)

    def covered(self, tick: int, stock: Array) -> tuple[Array, dict[str, Array]]:
        """Part of each item's need that is covered, shape (needed items, trials); by variable, what is kept up.

        With them stand the `points` of shortfall if the test comes in the tick, shape (1, trials).
        """
        need, held, values = -self._need.at(tick), self.counted(tick, stock), dict[str, Array]()
        for room, entry in zip(self._room, self._kept, strict=True):
            kept = np.minimum(self._plan[:, [tick]], room.at(tick) * stock[self._able])
            values["kept_up"] = kept
            held = held + entry.rows.sum(kept)
        for entry, most, able in self._off:  # laid up, or without a crew: as in the plan, as far as it is there
            bare = entry.at(tick) * np.minimum(most[:, [tick]], stock[able])
            held = held + entry.rows.sum(bare)
        lacking, unpaid = np.maximum(need - held, 0.0), self._unpaid[:, [tick]]
        weight = 100 * (self._weights[0] + self._weights[1]) / 2  # what nobody is paid to man: on average of the steps
        values["points"] = self._points(need, lacking) + self._all.sum(weight * unpaid)
        missing = np.minimum(lacking + unpaid, need)
        return np.asarray(1 - self._items.sum(missing) / self._items.sum(need)), values

    def _points(self, need: Array, lacking: Array) -> Array:
        """Weighted shortfall, percentage points: the last half of a need goes missing before the first."""
        last = np.minimum(lacking, need / 2)
        shares = self._items.spread(self._items.sum(need)) / self._likely  # a charge is by the need that is likely
        weighted = (last * self._weights[0] + (lacking - last) * self._weights[1]) / shares
        return 100 * self._all.sum(weighted)

    def counted(self, tick: int, stock: Array) -> Array:
        """What of stocks counts for each holder, shape (holders, trials or 1)."""
        return self._holders.sum(self._stocked.at(tick) * stock)

    def need(self, tick: int) -> Array:
        """What each holder needs, shape (holders, trials or 1)."""
        return -self._need.at(tick)

    def by_stock(self, values: Array) -> Array:
        """The value of its holder for each stock, shape (stocks, trials or 1)."""
        return self._holders.spread(values)

    def summed(self, stock: Array) -> Array:
        """Sums of stocks by holder, whether they count or not; shape (holders, trials or 1)."""
        return self._holders.sum(stock)


def _weights(book: Book) -> tuple[Array, Array]:
    """What a thing that is missing weighs if the test comes: of the last half of a need, and of the first.

    Shape (holders, 1) each; read from what the plan is charged for shortfall, in the tick where the test is likeliest.
    """
    charges = {
        charge.variable.name: charge.coefficient for charge in book.journal.charges if charge.heading == "shortfall"
    }
    last, first = (charges[name] for name in ("shortfall_last_half", "shortfall_first_half"))
    tick = int(np.argmax(last.sum(axis=0)))
    chance = book.chance[tick]
    return last[:, [tick]] / chance, first[:, [tick]] / chance
