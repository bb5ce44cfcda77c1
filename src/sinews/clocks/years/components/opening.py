"""First deliveries: what arrives within a tick has only the rest of that tick to be made in.

Within a tick the program sees sums. Orders whose first part arrives in the middle of a quarter could otherwise use what
lines make in all of it, and a delay of some months would cost nothing or a whole quarter, as the calendar falls. So in
the tick k in which the first new order of an item can arrive, with a part r(i) of the tick left by then:

new deliveries(i, k) <= r(i) x sum over lines of i of months(k) x (known rate + extra capacity before the tick)
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sinews.clocks.years.components.base import FIRST_DELIVERIES, OPENING, ROOM_FOR_THEM
from sinews.clocks.years.scope import Scope
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.model.calendar import Array
from sinews.model.journal import Variable
from sinews.model.ledger import Ledger

#: Months by which a first delivery may miss the start of a tick and still have all of it.
_NEAR = 1e-9


def first_deliveries(scope: Scope) -> Mapping[str, float]:
    """Months from the start to the first delivery of a new order, by needed item; none where nothing may be ordered."""
    if not scope.first_open.size:
        return {}
    places, items = scope.needs["place"].to_list(), scope.needs["item"].to_list()
    decided = float(scope.calendar.start[scope.first_open].min())
    lag = scope.of_allies("contracting_delay", places) + scope.of_items("lead_time", items)
    first: dict[str, float] = {}
    for item, months in zip(items, lag, strict=True):
        first[item] = min(decided + float(months), first.get(item, np.inf))
    return first


def first_arrivals(scope: Scope) -> Mapping[str, float]:
    """Those of the first deliveries that come within a tick, not at its start."""
    return {item: month for item, month in first_deliveries(scope).items() if _within(scope, month).any()}


def take(scope: Scope, ledger: Ledger, orders: Variable, lag: Array) -> None:
    """Hold new orders whose deliveries may come in the tick of the first against the room there.

    `lag`: months from decision to delivery by subject of `orders`. Every item has its rows, also where its first
    delivery falls on the start of a tick, so that programs with other delays have the same ones.
    """
    first, items = first_arrivals(scope), orders.subjects.items
    early = np.zeros(orders.column.shape)
    start, end = scope.calendar.start, scope.calendar.end
    for number, item in enumerate(items):
        if item not in first:
            continue
        into = _within(scope, first[item])
        early[number] = (start + lag[number] < end[into].max()) & (end + lag[number] > start[into].min())
    places = [EVERYWHERE] * len(items)
    ledger.flow(FIRST_DELIVERIES, OPENING, places, items, -early, orders, delay=lag)


def give(scope: Scope, ledger: Ledger, extra: Variable, rate: Array, highest: Array) -> None:
    """Post the room for first deliveries: what lines make in the rest of the tick, and more than all later.

    `rate`: known rate of each line, `highest`: that it can ever reach, shape (sites, ticks); `extra`: its capacity.
    """
    first, items = first_arrivals(scope), extra.subjects.items
    part, later = np.zeros(rate.shape), np.zeros(rate.shape)
    for number, item in enumerate(items):
        if item in first:
            within = _within(scope, first[item])
            part[number] = np.where(within, _left(scope, first[item]), 0.0)
            later[number] = scope.calendar.start > first[item]
    months, places = scope.calendar.length * part, [EVERYWHERE] * len(items)
    ledger.flow(ROOM_FOR_THEM, OPENING, places, items, months * rate + scope.calendar.length * later * highest)
    ledger.flow(ROOM_FOR_THEM, OPENING, places, items, months, extra, carried=True)


def add(scope: Scope, ledger: Ledger, heading: str, made: Variable, terms: tuple[Array, Array]) -> None:
    """Post the room that output beside that of lines gives: what of it is made after the first delivery.

    `terms`: months from the start to the first of it, and from there to the whole, each of shape (subjects,).
    """
    begins, ramp = terms
    first, items, calendar = first_arrivals(scope), made.subjects.items, scope.calendar
    part = np.zeros(made.column.shape)
    for number, item in enumerate(items):
        if item in first:
            one = float(begins[number]), float(ramp[number])
            whole, after = calendar.served(*one), calendar.served(*one, after=first[item])
            part[number] = np.divide(after, whole, out=np.zeros_like(whole), where=whole > 0)
    ledger.flow(heading, OPENING, [EVERYWHERE] * len(items), items, part, made)


def _within(scope: Scope, month: float) -> Array:
    """The ticks within which a month lies, not at their start: a mask of shape (ticks,)."""
    calendar = scope.calendar
    return np.asarray((calendar.start < month - _NEAR) & (month + _NEAR < calendar.end))


def _left(scope: Scope, month: float) -> Array:
    """The part of each tick that is left from a month on; shape (ticks,)."""
    calendar = scope.calendar
    return np.asarray(np.clip((calendar.end - month) / calendar.length, 0.0, 1.0))
