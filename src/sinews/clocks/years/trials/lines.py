"""What lines, and plants beside them, can make in each tick, with what the plan adds to them and when that comes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sinews.clocks.years.components.base import (
    ARRIVING,
    CAPACITY,
    CONVERTED,
    EXPANSION,
    INPUTS,
    INPUTS_OF_CONVERSION,
    INPUTS_OF_SURGE,
    LINE,
    MARKET,
    OUTPUT,
    SURGE,
    SURGED,
)
from sinews.clocks.years.trials.book import Book, Entry, Groups, Pair, constants, once
from sinews.clocks.years.trials.curves import Curves
from sinews.clocks.years.trials.terms import Terms
from sinews.model.calendar import Array
from sinews.model.program import ROUNDING

#: What makes things: the variable, its heading on the market, that of its inputs, and the balance of its room.
MAKERS = (
    ("output", OUTPUT, INPUTS, LINE),
    ("surge", SURGED, INPUTS_OF_SURGE, SURGE),
    ("converted", CONVERTED, INPUTS_OF_CONVERSION, None),
)


class Lines:
    """All that makes something, one after the other as in `MAKERS`.

    `items`: what each makes. `plan`: what each makes in the plan, shape (makers, ticks). `recipes`: by item and input
    the units of it in one unit, as entries with the first maker of the item.
    """

    def __init__(self, book: Book, terms: Terms) -> None:
        self._book = book
        self._sites: list[Pair] = list(zip(book.column("output", "site"), book.column("output", "item"), strict=True))
        self.names = [name for name, *_ in MAKERS if name in book.decisions]
        self.items = [item for name in self.names for item in book.column(name, "item")]
        self.plan = np.concatenate([book.plan(name) for name in self.names])
        sizes = dict(book.journal.sizes)
        self._ease = ROUNDING * np.array([[sizes.get(item, 1.0)] for item in self.items])
        self._extra = np.zeros((len(self._sites), 1))
        self._coming = [self._flow(entry) for entry in book.entries(CAPACITY, self._sites, EXPANSION)]
        self._staying = [self._flow(entry, stays=True) for entry in book.entries(LINE, self._sites, ARRIVING)]
        self._rooms = {
            name: list(book.entries(room, self._sites))
            for name, _, _, room in MAKERS
            if name in self.names and room is not None
        }
        site = {pair: number for number, pair in enumerate(self._sites)}
        self._own = {
            name: [site[pair] for pair in zip(self._of(name, "site"), self._of(name, "item"), strict=True)]
            for name in self._rooms
        }
        self._late = _late(book, terms)
        self.recipes = self._recipes()

    def slices(self) -> Iterator[tuple[str, slice]]:
        """Each kind of maker with its columns among all."""
        first = 0
        for name in self.names:
            count = len(self._book.column(name, "item"))
            yield name, slice(first, first + count)
            first += count

    @once
    def capacity(self, tick: int) -> Array:
        """What each can make in a tick, asked for each in turn; shape (makers, trials or 1)."""
        arriving: Array = sum((rows.sum(next(flow)) for rows, flow in self._staying), np.zeros((1, 1)))
        parts = [self._room(name, tick, arriving) for name in self.names]
        for rows, flow in self._coming:
            self._extra = self._extra + rows.sum(next(flow))
        trials = max(part.shape[1] for part in parts)
        whole = [np.broadcast_to(part, (len(part), trials)) for part in parts]
        return np.concatenate(whole) + self._ease

    def _room(self, name: str, tick: int, arriving: Array) -> Array:
        upper = self._book.upper(name).at(tick)
        if name not in self._rooms:
            return upper
        entries = self._rooms[name]
        room = constants(entries, tick, len(self._sites))
        if name == "output":
            room = room + arriving + next(self._late)
        for entry in entries:
            if entry.posting.carried and tick:
                room = room + entry.at(tick) * self._extra
        return np.maximum(np.minimum(room[self._own[name]], upper), 0.0)

    def _of(self, name: str, column: str) -> list[str]:
        return self._book.column(name, column)

    def _flow(self, entry: Entry, *, stays: bool = False) -> tuple[Groups, Iterator[Array]]:
        """What the plan's expansion brings to each line, tick by tick; of those that it raises."""
        book, variable = self._book, entry.posting.variable
        assert variable is not None  # noqa: S101 - an expansion is decided
        flows = book.value[variable.column] * entry.posting.coefficient
        used = np.flatnonzero(flows.any(axis=1))
        delay, spread = (part[used] for part in (book.delay(entry), book.spread(entry)))
        curves = Curves(book.calendar, flows[used])
        flow = curves.stays(delay, spread) if stays else curves.arrivals(delay, spread)
        return Groups(entry.rows.of[used], len(self._sites)), flow

    def _recipes(self) -> dict[tuple[str, str], tuple[Entry, int]]:
        book, recipes = self._book, dict[tuple[str, str], tuple[Entry, int]]()
        headings = [inputs for _, _, inputs, _ in MAKERS]
        for entry in book.entries(MARKET, [], *headings):
            posting = entry.posting
            for subject in map(int, np.flatnonzero(posting.coefficient.any(axis=1))):
                whole, part = posting.about[subject], posting.items[subject]
                recipes.setdefault((whole, part), (entry, subject))
        return recipes


def _late(book: Book, terms: Terms) -> Iterator[Array]:
    """By how much more or less lines make in each tick than was promised, shape (lines, trials or 1).

    What was promised for a month comes `rise` times as late, and is `rate` times as much: a level that holds, so that
    what is made of it by then is `rise` times what would have been.
    """
    if terms.promised is None or terms.rise is None or terms.rate is None:
        yield from (np.zeros((1, 1)) for _ in book.calendar.shown.end)
        return
    flows = Curves(book.calendar, terms.promised).slipped(terms.known, terms.rise)
    before = float(terms.known)
    for tick, flow in enumerate(flows):
        begins = float(book.calendar.end[tick]) > before
        yield (flow * terms.rate * terms.rise if begins else flow) - terms.promised[:, [tick]]
