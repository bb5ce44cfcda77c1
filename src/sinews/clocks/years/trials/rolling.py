"""The plan rolled forward: what was decided is kept, and what follows from it is worked out with drawn figures.

In each tick, in this order: what is owed is paid and contracts are signed; lines make what is asked of them; aid and
orders of others are served, then deliveries; stocks age, retire and are drawn on; deliveries are paid. All coefficients
are those of the journal (`sinews.clocks.years.trials.sheet`); without anything drawn the trial is the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sinews.clocks.years.components.base import AID, EXPORTS, MARKET
from sinews.clocks.years.trials.adapting import Orders
from sinews.clocks.years.trials.book import Book, Groups, Pair
from sinews.clocks.years.trials.claims import Claim, given, shared
from sinews.clocks.years.trials.contracts import Contracts
from sinews.clocks.years.trials.held import Held
from sinews.clocks.years.trials.lines import Lines
from sinews.clocks.years.trials.market import Market
from sinews.clocks.years.trials.purse import Income, Purse
from sinews.clocks.years.trials.stores import Ageing, Booked, Stores
from sinews.clocks.years.trials.terms import Terms
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.model.calendar import Array


@dataclass(frozen=True)
class Rolled:
    """What came of some trials, by tick that is shown.

    `coverage`: part of the group's need that is covered, shape (trials, needed items, ticks). `points`: weighted
    shortfall if the test comes in the tick, percentage points, shape (trials, ticks). Where it was asked for:
    `stocks` (trials, rows of needs, ticks), `output` (trials, makers, ticks), `spent` (trials, allies, ticks).
    """

    coverage: Array
    points: Array
    stocks: Array | None = None
    output: Array | None = None
    spent: Array | None = None


class Course:
    """What each tick brings in some trials whatever is ordered, so that it is the same for all readings of them."""

    def __init__(self, book: Book, needed: Sequence[str], allies: Sequence[str], terms: Terms) -> None:
        self.book, self.needed, self.allies, self.terms = book, needed, allies, terms
        self.ageing, self.held, self.income = Ageing(book), Held(book, needed), Income(book, allies)
        self.lines, self.booked = Lines(book, terms), Booked(book, terms)
        self.items = Market(book, needed, self.lines).items
        nodes: list[Pair] = [(EVERYWHERE, item) for item in self.items]
        self.outside = [
            Claim(book, entry, name)
            for name, heading in (("unmet_aid", AID), ("unmet_exports", EXPORTS))
            for entry in book.entries(MARKET, nodes, heading)
            if entry.posting.variable is None
        ]

    def rolled(self, orders: Sequence[Orders | None], *, everything: bool = False) -> list[Rolled]:
        """What comes of the trials with each of some orders, side by side; None: with those of the plan.

        With stocks, output and payments if `everything` is asked for.
        """
        readings = [_Rolling(self, adapted, everything=everything) for adapted in orders]
        for tick in range(len(self.book.calendar.shown)):
            for rolling in readings:
                rolling.step(tick)
        return [rolling.rolled() for rolling in readings]


class _Rolling:
    """Some trials of a plan with some orders, tick by tick."""

    def __init__(self, course: Course, adapted: Orders | None, *, everything: bool) -> None:
        book, stocks = course.book, course.ageing.pairs
        self._everything, self._outside, self._held = everything, course.outside, course.held
        self._stores, self._purse = Stores(course.ageing), Purse(course.income)
        self._market = Market(book, course.needed, course.lines)
        self._contracts = Contracts(book, stocks, course.allies, course.terms, adapted)
        self._booked = course.booked
        items = {item: number for number, item in enumerate(course.items)}
        rows = np.concatenate([self._contracts.rows, self._booked.rows])
        own = np.array([items[item] for _, item in stocks], dtype=np.int64)
        self._receivers, self._by_item = Groups(rows, len(stocks)), Groups(own[rows], len(items))
        self._overdue = np.zeros((len(rows), 1))
        self._covered, self._points = list[Array](), list[Array]()
        self._rest = list[Array](), list[Array](), list[Array]()

    def rolled(self) -> Rolled:
        """What has come of the trials."""
        parts = [_over_time(part) for part in self._rest] if self._everything else [None, None, None]
        return Rolled(_over_time(self._covered), _over_time(self._points)[:, 0], *parts)

    def step(self, tick: int) -> None:
        """One tick."""
        self._covered.append(self._step(tick))
        if self._everything:
            for part, now in zip(self._rest, (self._stores.stock, self._market.made, self._purse.spent), strict=True):
                part.append(now)

    def _step(self, tick: int) -> Array:
        """One tick; the coverage at its end, shape (needed items, trials)."""
        advances = self._contracts.sign(tick, self._purse.open(tick))
        due = _joined(self._contracts.due(tick), self._booked.due(tick))
        aged = self._stores.aged(tick)
        values, delivered = self._made(tick, due, aged)
        values |= self._stores.draw(tick, aged + self._receivers.sum(delivered))
        values["stock"] = self._stores.stock
        covered, kept = self._held.covered(tick, self._stores.stock)
        orders = len(self._contracts.rows)
        self._points.append(kept.pop("points"))
        values |= kept | {"booked_deliveries": delivered[orders:]}
        self._purse.close(tick, advances + self._contracts.pay(delivered[:orders]), values)
        return covered

    def _made(self, tick: int, due: Array, aged: Array) -> tuple[dict[str, Array], Array]:
        """What lines make, by variable, and what is delivered to all that wait, shape (orders, trials)."""
        outside = [(claim, claim.rows, claim.demand(tick)) for claim in self._outside]
        waiting = self._overdue + due
        demand = self._by_item.sum(np.maximum(waiting, 0.0))
        for _, groups, amount in outside:
            demand = demand + groups.sum(amount)
        left = self._market.make(tick, demand)
        values: dict[str, Array] = {name: self._market.made[part] for name, part in self._market.makers.slices()}
        for claim, groups, amount in outside:
            taken, left = shared(groups, left, amount)
            values[claim.name] = claim.unmet(taken)
        owed = self._overdue + np.minimum(due, 0.0)  # what comes later than planned may leave less than nothing due
        lacking = np.take(self._held.lacking(tick, aged), self._receivers.of, axis=0)
        delivered = given(self._by_item, left, owed, due, lacking)
        self._overdue = waiting - delivered
        return values, delivered


def _joined(first: Array, second: Array) -> Array:
    trials = max(first.shape[1], second.shape[1])
    return np.concatenate([np.broadcast_to(part, (len(part), trials)) for part in (first, second)])


def _over_time(parts: list[Array]) -> Array:
    trials = max(part.shape[1] for part in parts)
    return np.stack([np.broadcast_to(part, (len(part), trials)).T for part in parts], axis=2)
