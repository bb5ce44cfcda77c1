"""Contracts in trials: what was decided is signed as money and offices allow, and falls due a lead time after that.

Orders stay as the plan decided them. What could not be signed in its tick waits for the next one and is delivered by so
much later: due(t) = what was decided, by its whole lag + (what was signed - what was to be signed), by the lead time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sinews.clocks.years.components.base import (
    ADVANCES,
    APPROVALS,
    APPROVED,
    AT_DELIVERY,
    DELIVERIES,
    MONEY,
    OFFICE,
    SIGNATURES,
    STOCK,
)
from sinews.clocks.years.components.contract import DECIDED_ORDERS, NEW_ORDERS
from sinews.clocks.years.trials.adapting import Orders
from sinews.clocks.years.trials.book import Book, Entry, Groups, Pair
from sinews.clocks.years.trials.curves import Curves
from sinews.clocks.years.trials.terms import Terms
from sinews.model.calendar import Array, Calendar, Indices
from sinews.model.journal import Variable
from sinews.model.program import ROUNDING


@dataclass(frozen=True)
class _Terms:
    """What some orders, those that the plan has any of, are paid and wait; shape (orders, trials or 1)."""

    rows: Indices
    places: list[str]
    orders: Array
    scale: Array
    advance: Array
    rest: Array
    takes: Array
    wait: Array
    lag: Array


class Contracts:
    """Orders of the plan, rolled forward.

    `rows`: the stock that each serves. `places`: who pays. `rest`: what each unit costs at its delivery.
    """

    def __init__(
        self, book: Book, stocks: Sequence[Pair], allies: Sequence[str], terms: Terms, adapted: Orders | None = None
    ) -> None:
        entries = [entry for entry in book.entries(STOCK, stocks, DELIVERIES) if entry.posting.delay is not None]
        parts = [part for entry in entries for part in _parts(book, entry, terms, adapted)]
        self.rows = np.concatenate([term.rows for term in parts])
        self.places = [place for term in parts for place in term.places]
        self._ally = Groups(np.array([allies.index(place) for place in self.places], dtype=np.int64), len(allies))
        self._advance, self.rest, self._takes, wait, lag = (
            _beside([getattr(term, name) for term in parts]) for name in ("advance", "rest", "takes", "wait", "lag")
        )
        orders = np.concatenate([term.orders for term in parts])
        curves = Curves(book.calendar, orders)
        self._signing, self._due = curves.arrivals(wait), curves.arrivals(lag)
        self._scale = _beside([term.scale for term in parts])
        self._waiting = np.zeros((len(self.rows), 1))
        self._shift, self._end = _Shift(book.calendar, lag - wait), book.calendar.end
        self._offices = list(book.entries(OFFICE, [(ally, "money") for ally in allies]))
        budget = dict(book.journal.sizes).get("money", 1.0)
        self._ease = ROUNDING * budget

    def sign(self, tick: int, money: Array) -> Array:
        """Sign what is due with `money`, shape (allies, trials); what that takes of it, of the same shape."""
        demand = self._waiting + self._scale * next(self._signing)
        price = self._ally.sum(demand * self._advance)
        part = np.minimum(_part(money + self._ease, price), self._signable(tick, demand))
        waiting = self._ally.spread(part)
        waiting *= demand
        np.subtract(demand, waiting, out=waiting)
        self._shift.add(self._waiting - waiting)
        self._waiting = waiting
        return price * part

    def due(self, tick: int) -> Array:
        """What falls due in the tick, shape (orders, trials); call it after `sign`."""
        return self._scale * next(self._due) + self._shift.within(int(self._end[tick]))

    def pay(self, delivered: Array) -> Array:
        """What deliveries cost, shape (allies, trials)."""
        return self._ally.sum(delivered * self.rest)

    def _signable(self, tick: int, demand: Array) -> Array:
        """The part of demand that offices can sign, shape (allies, trials); all of it where there is no office."""
        count = self._ally.count
        room, held = np.zeros((count, 1)), np.zeros((count, 1), dtype=bool)
        for entry in self._offices:
            if entry.posting.variable is None:
                room = room + entry.rows.sum(entry.at(tick))
                held[entry.rows.of] = True
        part = _part(room + self._ease, self._ally.sum(demand * self._takes))
        return np.where(held, part, 1.0)


class _Shift:
    """What is signed later than it was to be: taken off when it would have come, and added when it comes."""

    def __init__(self, calendar: Calendar, lead: Array) -> None:
        behind = -np.maximum(lead, 0.0)  # what was approved may slip to before its signature: it comes with it
        self._whole = np.floor(behind).astype(np.int64)
        self._rest = behind - self._whole
        self._ticks, self._begun, self._inverse = _months(calendar, -int(self._whole.min(initial=0)))
        self._whole -= self._whole.min(initial=0)
        self._count, self._done = len(calendar.shown), 0
        self._before: Array = np.zeros((len(lead), 1))
        self._sums: Array | None = None  # by the end of each tick so far; made once there is something to sum

    def add(self, flow: Array) -> None:
        """What is signed in the next tick beyond what was to be signed then, shape (orders, trials)."""
        self._done += 1
        if self._sums is None and np.any(flow):
            shape = np.broadcast_shapes(flow.shape, self._rest.shape)
            self._sums = np.zeros((self._count + 2, *shape))
            self._cells = np.arange(self._sums[0].size).reshape(shape)
            self._ticks *= self._cells.size
        if self._sums is not None:
            np.add(self._sums[self._done - 1], flow, out=self._sums[self._done])

    def within(self, end: int) -> Array:
        """What of it arrives in the tick that ends after so many months, shape (orders, trials or 1)."""
        if self._sums is None:
            return self._before
        by_then = self._by(end, self._sums)
        arrived, self._before = by_then - self._before, by_then
        return arrived

    def _by(self, end: int, sums: Array) -> Array:
        """What has arrived by then: of the tick in which it was signed so much, as that tick had gone by."""
        cell = np.take(self._ticks[end:], self._whole)
        cell = cell + self._cells if cell.shape != self._cells.shape else np.add(cell, self._cells, out=cell)
        along = self._rest * np.take(self._inverse[end:], self._whole)
        along += np.take(self._begun[end:], self._whole)
        low, by_then = np.take(sums[:-1], cell), np.take(sums[1:], cell)
        by_then -= low
        by_then *= along
        by_then += low
        return by_then


def _months(calendar: Calendar, before: int) -> tuple[Indices, Array, Array]:
    """Of each month, of so many before the first, and of the end: its tick, what of it is gone, a month of it."""
    tick = np.repeat(np.arange(len(calendar)), calendar.length)
    gone = (np.arange(len(tick)) - calendar.start[tick]) / calendar.length[tick]
    whole = np.pad(tick, (before, 1), constant_values=(0, len(calendar)))
    return whole, np.pad(gone, (before, 1)), np.pad(1 / calendar.length[tick], (before, 1))


def _part(room: Array, demand: Array) -> Array:
    """The part of demand that there is room for, at most all of it; shape of both."""
    room, demand = np.broadcast_arrays(np.maximum(room, 0.0), demand)
    return np.minimum(np.divide(room, demand, out=np.ones(demand.shape), where=demand > 0), 1.0)


def _terms(book: Book, entry: Entry) -> _Terms:
    """The terms of the orders of the plan whose deliveries an entry posts."""
    variable, orders = _variable(entry), _orders(book, entry)
    used = _used(orders)
    return _of_rows(book, entry, used, orders[used], _scale(book, variable)[used])


def _orders(book: Book, entry: Entry) -> Array:
    """What the plan orders of each subject in each tick, shape (subjects, ticks)."""
    return np.asarray(book.value[_variable(entry).column] * entry.posting.coefficient)


def _used(orders: Array) -> Indices:
    return np.flatnonzero(orders.any(axis=1))


def _parts(book: Book, entry: Entry, slips: Terms, adapted: Orders | None) -> list[_Terms]:
    """The terms of what is ordered: what was approved slips; what is new may be adapted, also where none is planned.

    What is ordered where none is planned comes from the first kind of lines.
    """
    name, used, terms = _variable(entry).name, _used(_orders(book, entry)), _terms(book, entry)
    if name in slips.approved:
        return [replace(terms, lag=terms.lag * slips.approved[name][used])]
    if name not in NEW_ORDERS or adapted is None:
        return [terms]
    if name != NEW_ORDERS[0]:
        return [replace(terms, scale=adapted.part[terms.rows])]
    planned = np.asarray(book.value[_variable(entry).column].any(axis=1))
    rows = np.flatnonzero(~planned & adapted.times[entry.rows.of].any(axis=1))
    mine = entry.rows.of[rows]
    times = adapted.times[mine] * entry.posting.coefficient[rows]
    fresh = _of_rows(book, entry, rows, times, adapted.more[mine])
    return [replace(terms, scale=adapted.part[terms.rows]), fresh]


def _of_rows(book: Book, entry: Entry, used: Indices, orders: Array, scale: Array) -> _Terms:
    """The terms of some subjects of an entry, with what is ordered of each by tick."""
    variable = _variable(entry)
    places = list(variable.subjects.columns["place"])
    money = sorted({(place, "money") for place in places})
    beside = {
        other.posting.heading: other
        for balance in (MONEY, OFFICE)
        for other in book.entries(balance, money, ADVANCES, AT_DELIVERY, SIGNATURES)
        if other.posting.variable is not None and other.posting.variable.name == variable.name
    }
    return _Terms(
        entry.rows.of[used],
        [places[row] for row in used],
        orders,
        scale,
        -beside[ADVANCES].at(0)[used],
        -beside[AT_DELIVERY].at(0)[used],
        _takes(variable, beside.get(SIGNATURES))[used],
        book.delay(beside[ADVANCES])[used],
        book.delay(entry)[used],
    )


def _takes(variable: Variable, signed: Entry | None) -> Array:
    """What a unit takes of an office, shape (subjects, trials or 1): posted for those allies that have one."""
    if signed is None:
        return np.zeros((len(variable.subjects), 1))
    row = {int(columns[0]): number for number, columns in enumerate(variable.column)}
    amount = -signed.at(0)
    takes = np.zeros((len(variable.subjects), amount.shape[1]))
    takes[[row[int(columns[0])] for columns in _variable(signed).column]] = amount
    return takes


def _variable(entry: Entry) -> Variable:
    assert entry.posting.variable is not None  # noqa: S101 - what is late has been decided
    return entry.posting.variable


def _scale(book: Book, variable: Variable) -> Array:
    """How much more is approved than was likely, where an approval is what is signed; shape (subjects, trials or 1)."""
    if variable.name not in DECIDED_ORDERS:
        return np.ones((len(variable.subjects), 1))
    approvals = next(book.entries(APPROVED, [], APPROVALS))
    pairs = zip(approvals.posting.places, approvals.posting.items, strict=True)
    column = {pair: number for number, pair in enumerate(pairs)}
    return approvals.amount.whole()[[column[pair] for pair in book.pairs(variable.name)]]


def _beside(parts: list[Array]) -> Array:
    """Arrays of (orders, trials or 1) one after the other."""
    trials = max(part.shape[1] for part in parts)
    return np.concatenate([np.broadcast_to(part, (len(part), trials)) for part in parts])
