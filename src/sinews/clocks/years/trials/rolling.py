"""The plan rolled forward: what was decided is kept, and what follows from it is worked out with drawn figures.

In each tick, in this order: what is owed is paid and contracts are signed; lines make what is asked of them; aid and
orders of others are served, then deliveries; stocks age, retire and are drawn on; deliveries are paid. All coefficients
are those of the journal (`sinews.clocks.years.trials.sheet`); without anything drawn the trial is the plan.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sinews.clocks.years.components.base import (
    AID,
    AT_START,
    DELIVERIES,
    EXPORTS,
    HELD,
    KEPT_UP,
    MARKET,
    NEED,
    ORDER_BOOK,
    ORDERED,
    RETIREMENTS,
    ROOM_FOR_UPKEEP,
    SERVING,
    STOCK,
    STOCKED,
    UPKEEP,
    USES,
)
from sinews.clocks.years.trials.book import Book, Entry, Groups, Pair, constants
from sinews.clocks.years.trials.claims import Claim, given, shared
from sinews.clocks.years.trials.contracts import Contracts
from sinews.clocks.years.trials.curves import Curves
from sinews.clocks.years.trials.market import Market
from sinews.clocks.years.trials.purse import Purse
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN


@dataclass(frozen=True)
class Rolled:
    """What came of some trials, by tick that is shown.

    `coverage`: part of the group's need that is covered, shape (trials, needed items, ticks). Where it was asked for:
    `stocks` (trials, rows of needs, ticks), `output` (trials, makers, ticks), `spent` (trials, allies, ticks).
    """

    coverage: Array
    stocks: Array | None = None
    output: Array | None = None
    spent: Array | None = None


@dataclass(frozen=True)
class Terms:
    """How promises slip in trials: months of the order book, and the months from which these are counted.

    `book`: factor on what is still to come, shape (trials, booked rows); None: as promised.
    """

    known: float = 0.0
    book: Array | None = None


class Rolling:
    """Some trials of a plan, tick by tick."""

    def __init__(self, book: Book, needed: list[str], allies: list[str], terms: Terms) -> None:
        self._book, self._needed = book, needed
        self._stocks: list[Pair] = book.pairs("stock")
        self._market = Market(book, needed)
        self._contracts = Contracts(book, self._stocks, allies)
        self._purse = Purse(book, allies)
        self._keep = next(book.entries(STOCK, self._stocks, CARRIED_IN))
        self._begin = list(book.entries(STOCK, self._stocks, AT_START))
        self._uses = [Claim(book, entry, "unmet_uses") for entry in book.entries(STOCK, self._stocks, USES) if _bare(entry)]
        self._leaving = list(book.entries(STOCK, self._stocks, RETIREMENTS))
        self._serving = _Serving(book)
        self._booked = _Booked(book, terms, self._stocks)
        nodes: list[Pair] = [(EVERYWHERE, item) for item in self._market.items]
        self._outside = [
            Claim(book, entry, name)
            for name, heading in (("unmet_aid", AID), ("unmet_exports", EXPORTS))
            for entry in book.entries(MARKET, nodes, heading)
            if _bare(entry)
        ]
        items = {item: number for number, item in enumerate(self._market.items)}
        own = [items[item] for _, item in self._stocks]
        rows = np.concatenate([self._contracts.rows, self._booked.rows])
        self._receivers = Groups(rows, len(self._stocks))
        self._by_item = Groups(np.array(own, dtype=np.int64)[rows], len(self._market.items))
        self._held = _Held(book, self._stocks, needed)
        self._stock = np.zeros((1, len(self._stocks)))
        self._overdue = np.zeros((1, len(rows)))

    def rolled(self, *, everything: bool = False) -> Rolled:
        """What comes of the trials; with stocks, output and payments if `everything` is asked for."""
        ticks = range(len(self._book.calendar.shown))
        covered, stocks, output, spent = [], [], [], []
        for tick in ticks:
            covered.append(self._step(tick))
            if everything:
                stocks.append(self._stock)
                output.append(self._market.made)
                spent.append(self._purse.spent)
        parts = [_over_time(part) for part in (stocks, output, spent)] if everything else [None, None, None]
        return Rolled(_over_time(covered), *parts)

    def _step(self, tick: int) -> Array:
        """One tick; the coverage at its end, shape (trials, needed items)."""
        advances = self._contracts.sign(tick, self._purse.open(tick))
        due = _joined(self._contracts.due(tick), self._booked.due())
        aged = self._aged(tick)
        values = self._made(tick, due, aged)
        delivered = values["delivered"]
        there = aged + self._receivers.sum(delivered)
        self._stock = self._drawn(tick, there, values)
        values["stock"] = self._stock
        covered = self._held.covered(tick, self._stock, values)
        orders = len(self._contracts.rows)
        values["booked_deliveries"] = delivered[:, orders:]
        self._purse.close(tick, advances + self._contracts.pay(delivered[:, :orders]), values)
        return covered

    def _aged(self, tick: int) -> Array:
        """What is left of stocks before anything comes, shape (trials or 1, stocks)."""
        stock = constants(self._begin, tick, len(self._stocks))
        stock = stock + constants(self._leaving, tick, len(self._stocks))
        if tick:
            stock = stock + self._keep.at(tick) * self._stock
        for entry in self._leaving:
            if entry.posting.variable is not None and tick:
                stock = stock + Groups(entry.rows, len(self._stocks)).sum(entry.at(tick) * self._serving.before)
        self._serving.step(tick)
        return np.maximum(stock, 0.0)

    def _made(self, tick: int, due: Array, aged: Array) -> dict[str, Array]:
        """What lines make and who is given it: by variable, and `delivered` to all that wait."""
        count = len(self._market.items)
        outside = [(claim, Groups(claim.rows, count), claim.asked(tick)) for claim in self._outside]
        asked = self._by_item.sum(np.maximum(self._overdue + due, 0.0))
        for _, groups, amount in outside:
            asked = asked + groups.sum(amount)
        left = self._market.make(tick, asked)
        values: dict[str, Array] = {name: self._market.made[:, part] for name, part in self._market.makers.slices()}
        for claim, groups, amount in outside:
            taken, left = shared(groups, left, np.broadcast_to(amount, (len(left), amount.shape[1])))
            values[claim.name] = claim.unmet(taken)
        owed = np.minimum(due, 0.0) + self._overdue  # what comes later than it was to be may leave less than nothing due
        now = np.maximum(due, 0.0)
        lacking = self._held.lacking(tick, aged)[:, self._receivers.of]
        delivered = given(self._by_item, left, owed, now, lacking)
        self._overdue = owed + now - delivered
        return values | {"delivered": delivered}

    def _drawn(self, tick: int, there: Array, values: dict[str, Array]) -> Array:
        """Stocks once training and losses have taken what there is, shape (trials, stocks)."""
        for claim in self._uses:
            taken = np.minimum(claim.asked(tick), np.maximum(there[:, claim.rows], 0.0))
            there = there - Groups(claim.rows, there.shape[1]).sum(taken)
            values[claim.name] = claim.unmet(taken)
        return there


class _Serving:
    """What is left of the stock at the start where fleets retire; `before`: in the tick before."""

    def __init__(self, book: Book) -> None:
        nodes = book.pairs("serving")
        self._entries = [entry for entry in book.entries(SERVING, nodes) if not _handed_on(entry)]
        self._now = self.before = np.zeros((1, len(nodes)))

    def step(self, tick: int) -> None:
        """Go on by one tick."""
        count = self._now.shape[1]
        now = constants(self._entries, tick, count)
        for entry in self._entries:
            if entry.posting.variable is not None and tick:
                now = now + Groups(entry.rows, count).sum(entry.at(tick) * self._now)
        self._now = self.before = now


class _Booked:
    """Deliveries from the order book, as the plan has them, or as much later as promises slip; `rows`: their stocks."""

    def __init__(self, book: Book, terms: Terms, stocks: list[Pair]) -> None:
        known = {pair: row for row, pair in enumerate(stocks)}
        pairs = book.pairs("booked_deliveries")
        self.rows = np.array([known[pair] for pair in pairs], dtype=np.int64)
        self._flows = iter(())
        if pairs:
            whole = next(book.entries(ORDERED, pairs, ORDER_BOOK)).amount.whole()
            curves = Curves(book.calendar, np.maximum(book.plan("booked_deliveries"), 0.0))
            factor = np.ones((1, len(pairs))) if terms.book is None else terms.book
            self._flows = (whole * flow for flow in curves.slipped(terms.known, factor))

    def due(self) -> Array:
        """What comes in the next tick, shape (trials or 1, booked rows)."""
        return next(self._flows, np.zeros((1, len(self.rows))))


class _Held:
    """What of stocks counts against needs, and what the group lacks."""

    def __init__(self, book: Book, stocks: list[Pair], needed: list[str]) -> None:
        need = next(entry for entry in book.entries(HELD, [], NEED))
        self._nodes: list[Pair] = list(zip(need.posting.places, need.posting.items, strict=True))
        self._need = next(book.entries(HELD, self._nodes, NEED))
        self._stocked = next(book.entries(HELD, self._nodes, STOCKED))
        self._holders = Groups(self._stocked.rows, len(self._nodes))
        self._items = Groups(np.array([needed.index(item) for _, item in self._nodes], dtype=np.int64), len(needed))
        self._kept = [entry for entry in book.entries(HELD, self._nodes, KEPT_UP)]
        self._room = list(book.entries(UPKEEP, book.pairs("kept_up"), ROOM_FOR_UPKEEP))
        self._plan = np.maximum(book.plan("kept_up"), 0.0)
        self._able = [stocks.index(pair) for pair in book.pairs("kept_up")]

    def lacking(self, tick: int, stock: Array) -> np.ndarray:
        """Whether each stock's holder lacks something, shape (trials or 1, stocks)."""
        held = self._holders.sum(self._stocked.at(tick) * stock) + self._need.at(tick)
        return self._holders.spread(held < 0)

    def covered(self, tick: int, stock: Array, values: dict[str, Array]) -> Array:
        """Part of each item's need that is covered, shape (trials, needed items); notes what is kept up."""
        need = -self._need.at(tick)
        held = self._holders.sum(self._stocked.at(tick) * stock)
        for room, entry in zip(self._room, self._kept, strict=True):
            kept = np.minimum(self._plan[:, tick][None, :], room.at(tick) * stock[:, self._able])
            values["kept_up"] = kept
            held = held + Groups(entry.rows, len(self._nodes)).sum(kept)
        lacking = self._items.sum(np.maximum(need - held, 0.0))
        return np.asarray(1 - lacking / self._items.sum(need))


def _bare(entry: Entry) -> bool:
    return entry.posting.variable is None


def _handed_on(entry: Entry) -> bool:
    return entry.posting.variable is not None and not entry.posting.carried


def _joined(first: Array, second: Array) -> Array:
    trials = max(len(first), len(second))
    return np.concatenate([np.broadcast_to(part, (trials, part.shape[1])) for part in (first, second)], axis=1)


def _over_time(parts: list[Array]) -> Array:
    trials = max(len(part) for part in parts)
    return np.stack([np.broadcast_to(part, (trials, part.shape[1])) for part in parts], axis=2)
