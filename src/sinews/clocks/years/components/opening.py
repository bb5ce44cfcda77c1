"""First deliveries: what arrives within a tick has only the rest of that tick to be made in.

Within a tick the program sees sums. Orders whose first part arrives in the middle of a quarter could otherwise use what
lines make in all of it, and a delay of some months would cost nothing or a whole quarter, as the calendar falls. So in
the tick k in which the first new order of an item can arrive, with a part r(i) of the tick left by then:

new deliveries(i, k) <= r(i) x sum over lines of i of months(k) x (known rate + extra capacity before the tick)

Where lines of an item have several lead times, each kind of them has a first delivery of its own. In the ticks of all
of these that are no slower than a kind, new orders that slower lines cannot fill are held against what such lines make:
in the rest of the tick of their own first delivery, and all of their output after that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sinews.clocks.years.components.base import FIRST_DELIVERIES, OPENING, ROOM_FOR_THEM
from sinews.clocks.years.leads import Makers, leads, makers, nests, within
from sinews.clocks.years.scope import OfScope, Scope
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.model.calendar import Array, Indices
from sinews.model.journal import Names, Variable
from sinews.model.ledger import Ledger

#: Months by which a first delivery may miss the start of a tick and still have all of it.
_NEAR = 1e-9


def first_deliveries(scope: Scope) -> Mapping[str, float]:
    """Months from the start to the first delivery of a new order, by needed item; none where nothing may be ordered."""
    return {item: min(first.values()) for item, first in _firsts(scope).items()}


@OfScope
def _firsts(scope: Scope) -> dict[str, dict[float, float]]:
    """The same for each lead time of the makers of an item."""
    if not scope.first_open.size:
        return {}
    places, items = scope.needs["place"].to_list(), scope.needs["item"].to_list()
    decided, kinds = float(scope.calendar.start[scope.first_open].min()), makers(scope)
    first: dict[str, dict[float, float]] = {item: {} for item in items}
    for item, wait in zip(items, scope.of_allies("contracting_delay", places), strict=True):
        for kind in kinds[item]:
            first[item][kind.lead] = min(decided + float(wait + kind.lead), first[item].get(kind.lead, np.inf))
    return first


@OfScope
def _arrivals(scope: Scope) -> Mapping[str, float]:
    """Those of the first deliveries that come within a tick, not at its start, of items with one kind of makers."""
    alone = {item: next(iter(first.values())) for item, first in _firsts(scope).items() if len(first) == 1}
    return {item: month for item, month in alone.items() if _within(scope, month).any()}


def take(scope: Scope, ledger: Ledger, orders: Variable, wait: Array, lead: Array) -> None:
    """Hold new orders whose deliveries may come in the tick of the first against the room there.

    `wait`, `lead`: months from decision to signature and from there to delivery by subject of `orders`. Every item has
    its rows, also where its first delivery falls on the start of a tick, so that programs with other delays have the
    same ones.
    """
    first, lag = _arrivals(scope), wait + lead
    if len(rows := _alone(scope, orders)):
        held = orders.part(rows)
        items = held.subjects.items
        early = _arriving(scope, lag[rows], items, {item: [month] for item, month in first.items()})
        ledger.flow(FIRST_DELIVERIES, OPENING, [EVERYWHERE] * len(items), items, -early, held, delay=lag[rows])
    for nest in nests(scope):
        if len(rows := np.flatnonzero(within(nest, orders.subjects.items, lead))):
            held = orders.part(rows)
            items = held.subjects.items
            early = _arriving(scope, lag[rows], items, _ticks(scope, nest))
            ledger.flow(FIRST_DELIVERIES, OPENING, _keys(nest, items), items, -early, held, delay=lag[rows])


def give(scope: Scope, ledger: Ledger, output: Variable, extra: Variable, rates: tuple[Array, Array]) -> None:
    """Post the room for first deliveries: what lines make in the rest of the tick, and more than all later.

    `rates`: known rate of each line, and that which it can ever reach, shape (sites, ticks); `extra`: its capacity.
    """
    first, (rate, highest) = _arrivals(scope), rates
    if len(rows := _alone(scope, extra)):
        items, length = extra.part(rows).subjects.items, scope.calendar.length
        part, later = np.zeros((len(rows), len(length))), np.zeros((len(rows), len(length)))
        for number, item in enumerate(items):
            if item in first:
                part[number] = np.where(_within(scope, first[item]), _left(scope, first[item]), 0.0)
                later[number] = scope.calendar.start > first[item]
        places = [EVERYWHERE] * len(items)
        room = length * part * rate[rows] + length * later * highest[rows]
        ledger.flow(ROOM_FOR_THEM, OPENING, places, items, room)
        ledger.flow(ROOM_FOR_THEM, OPENING, places, items, length * part, extra.part(rows), carried=True)
    lead = leads(scope, extra.subjects)
    for nest in nests(scope):
        if len(rows := np.flatnonzero(within(nest, extra.subjects.items, lead))):
            _give(scope, ledger, nest, (output.part(rows), extra.part(rows)), (lead[rows], rate[rows], highest[rows]))


def _give(
    scope: Scope,
    ledger: Ledger,
    nest: Mapping[str, Makers],
    lines: tuple[Variable, Variable],
    numbers: tuple[Array, Array, Array],
) -> None:
    """The room of lines that are no slower than a kind; `lines`: their output and extra capacity.

    `numbers`: lead time, known rate and the rate that each can ever reach.
    """
    (output, extra), (lead, rate, highest) = lines, numbers
    items, firsts, months, calendar = extra.subjects.items, _firsts(scope), _ticks(scope, nest), scope.calendar
    left, later = np.zeros(rate.shape), np.zeros(rate.shape, dtype=np.bool_)
    into = np.zeros(rate.shape, dtype=np.bool_)
    for number, item in enumerate(items if firsts else ()):
        month = firsts[item][float(lead[number])]
        left[number], later[number] = _left(scope, month), calendar.start + _NEAR >= month
        for first in months[item]:
            into[number] |= _within(scope, first)
    part, keys = calendar.length * np.where(into & ~later, left, 0.0), _keys(nest, items)
    room = part * rate + calendar.length * np.where(later & ~into, highest, 0.0)
    ledger.flow(ROOM_FOR_THEM, OPENING, keys, items, room)
    ledger.flow(ROOM_FOR_THEM, OPENING, keys, items, part, extra, carried=True)
    ledger.flow(ROOM_FOR_THEM, OPENING, keys, items, np.where(later & into, 1.0, 0.0), output)


def add(scope: Scope, ledger: Ledger, heading: str, made: Variable, terms: tuple[Array, Array]) -> None:
    """Post the room that output beside that of lines gives: what of it is made after the first delivery.

    `terms`: months from the start to the first of it, and from there to the whole, each of shape (subjects,).
    """
    first = _arrivals(scope)
    if len(rows := _alone(scope, made)):
        held = made.part(rows)
        items, part = held.subjects.items, np.zeros(held.column.shape)
        for number, item in enumerate(items):
            if item in first:
                part[number] = _after(scope, float(terms[0][rows[number]]), float(terms[1][rows[number]]), first[item])
        ledger.flow(heading, OPENING, [EVERYWHERE] * len(items), items, part, held)
    lead, firsts = leads(scope, made.subjects), _firsts(scope)
    for nest in nests(scope):
        if firsts and len(rows := np.flatnonzero(within(nest, made.subjects.items, lead))):
            items = made.part(rows).subjects.items
            months = [firsts[item][float(lead[row])] for row, item in zip(rows, items, strict=True)]
            part = np.array(
                [
                    _after(scope, float(terms[0][row]), float(terms[1][row]), month)
                    for row, month in zip(rows, months, strict=True)
                ]
            )
            ledger.flow(heading, OPENING, _keys(nest, items), items, part, made.part(rows))


def _alone(scope: Scope, variable: Variable) -> Indices:
    """Subjects of a variable whose item has one kind of makers, or none that counts."""
    several = {item for nest in nests(scope) for item in nest}
    return np.flatnonzero([item not in several for item in variable.subjects.items])


def _keys(nest: Mapping[str, Makers], items: Names) -> list[str]:
    return [nest[item].key for item in items]


def _ticks(scope: Scope, nest: Mapping[str, Makers]) -> dict[str, list[float]]:
    """By item, first deliveries that come within a tick, of makers that are no slower than those of a nest."""
    firsts = _firsts(scope)
    return {
        item: [
            month for lead, month in firsts.get(item, {}).items() if lead <= kind.lead and _within(scope, month).any()
        ]
        for item, kind in nest.items()
    }


def _arriving(scope: Scope, lag: Array, items: Names, months: Mapping[str, Sequence[float]]) -> Array:
    """Ones in ticks of which something arrives, so much later, in a tick within which a month of the item lies.

    `lag`, `items`: of each subject. `months`: by item, none of an item that has none. Shape (subjects, ticks).
    """
    start, end, of_item = scope.calendar.start, scope.calendar.end, np.array(items)
    early = np.zeros((len(items), len(start)))
    for item, its_months in months.items():
        mine = np.flatnonzero(of_item == item)
        for month in its_months:
            into = _within(scope, month)
            late = lag[mine, None]
            early[mine] += (start + late < end[into].max()) & (end + late > start[into].min())
    return np.minimum(early, 1.0)


def _after(scope: Scope, begins: float, ramp: float, month: float) -> Array:
    """The part of what is made in each tick that is made after a month, shape (ticks,)."""
    whole = scope.calendar.served(begins, ramp)
    after = scope.calendar.served(begins, ramp, after=month)
    return np.divide(after, whole, out=np.zeros_like(whole), where=whole > 0)


def _within(scope: Scope, month: float) -> NDArray[np.bool_]:
    """The ticks within which a month lies, not at their start: a mask of shape (ticks,)."""
    calendar = scope.calendar
    return np.asarray((calendar.start < month - _NEAR) & (month + _NEAR < calendar.end))


def _left(scope: Scope, month: float) -> Array:
    """The part of each tick that is left from a month on; shape (ticks,)."""
    calendar = scope.calendar
    return np.asarray(np.clip((calendar.end - month) / calendar.length, 0.0, 1.0))
