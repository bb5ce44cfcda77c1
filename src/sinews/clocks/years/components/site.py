"""Lines: output within capacity; inputs by recipe; all output meets all demand on one market.

output(s, t) <= months(t) x (existing and announced rate + extra capacity before the tick)
                + what arrives of extra capacity in the tick x the months of it for which it is there
output(s, t) <= months(t) x the highest rate that the line may reach, where a promise takes up room for expansion

So a promise takes the place of what the plan has added when it comes, and does not stand in its way before.
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.years.components import making, opening
from sinews.clocks.years.components.base import (
    CAPACITY,
    EXTRA_RATE,
    INPUTS,
    KNOWN_RATE,
    LINE,
    OUTPUT,
    SURGE,
    subjects,
)
from sinews.clocks.years.rates import lines
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.surging import surge
from sinews.data.tables import Status
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Variable
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Output of every line, its inputs, and its limit by capacity (with what the plan adds)."""
    sites = scope.sites
    names, items, places = (sites[column].to_list() for column in ("site", "item", "place"))
    about = subjects(items, site=names, place=places, item=items)
    months, base = scope.calendar.length, scope.calendar.mean(base_rate(scope))
    room = _room(scope, base)
    most = room.max(axis=1, keepdims=True)
    output = ledger.variable("output", about, upper=np.where(room < most, months * (base + room), np.inf))
    making.make(scope, ledger, OUTPUT, INPUTS, output)

    extra = ledger.variable("extra_capacity", about, upper=most)
    ledger.flow(CARRIED_OVER, CAPACITY, names, items, -1.0, extra)
    ledger.flow(CARRIED_IN, CAPACITY, names, items, 1.0, extra, carried=True)
    ledger.flow(KNOWN_RATE, LINE, names, items, months * base)
    ledger.flow(EXTRA_RATE, LINE, names, items, np.broadcast_to(months, base.shape), extra, carried=True)
    ledger.flow(OUTPUT, LINE, names, items, -1.0, output)
    opening.give(scope, ledger, output, extra, (base, base + most))
    _room_for_surge(scope, ledger, extra, base)


def base_rate(scope: Scope, trust: Status | None = None) -> Array:
    """Rate of each line of the scope without the plan, as far as the group can have it; shape (sites, months).

    `trust`: how firm a rate has to be, if it is not for the question to say.
    """
    by_site = lines(scope.case, scope.question.trust if trust is None else trust, scope.case.settings.start)
    middle = np.arange(scope.calendar.months, dtype=np.float64) + 0.5
    none = np.zeros(len(middle))
    rates = [by_site[site].rate(middle) if site in by_site else none for site in scope.sites["site"]]
    available: Array = np.array(rates).reshape(-1, len(middle)) * scope.sites["available"].to_numpy()[:, None]
    return available


def _room_for_surge(scope: Scope, ledger: Ledger, extra: Variable, base: Array) -> None:
    """What lines could make beyond their rate, as far as it is called up; nothing is posted where none is."""
    called = surge(scope)
    if not len(called):
        return
    names, months = list(extra.subjects.columns["site"]), np.zeros(base.shape)
    months[[names.index(site) for site in called.rows["site"]]] = called.months
    observed = np.minimum(scope.calendar.mean(base_rate(scope, Status.DELIVERED)), base)
    ledger.flow(KNOWN_RATE, SURGE, names, extra.subjects.items, months * observed)
    ledger.flow(EXTRA_RATE, SURGE, names, extra.subjects.items, months, extra, carried=True)


def _room(scope: Scope, base: Array) -> Array:
    """How far the plan may raise each line above what is there without it (none outside the group), by tick."""
    sites = scope.sites
    inside = np.isin(sites["place"].to_numpy(), scope.allies)
    room = sites["rate_max"].to_numpy()[:, None] - base
    return np.where(inside[:, None] & scope.question.expansion, np.maximum(room, 0.0), 0.0)
