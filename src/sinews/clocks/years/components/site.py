"""Lines: output within capacity; inputs by recipe; all output meets all demand on one market.

output(s, t) <= months(t) x (existing and announced rate + extra capacity of the plan), averaged over the tick
output(s, t) <= months(t) x the highest rate that the line may reach, where a promise takes up room for expansion

So a promise takes the place of what the plan has added when it comes, and does not stand in its way before.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from sinews.clocks.years.components.base import CAPACITY, INPUTS, MARKET, OUTPUT, subjects
from sinews.clocks.years.scope import Scope
from sinews.data.months import months_between
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.data.tables import Status
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Term
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Output of every line, its inputs, and its limit by capacity (with what the plan adds)."""
    sites = scope.sites
    names, items, places = (sites[column].to_list() for column in ("site", "item", "place"))
    about = subjects(items, site=names, place=places, item=items)
    rows, months, base = np.arange(len(items)), scope.calendar.length, scope.calendar.mean(base_rate(scope))
    room = _room(scope)
    most = room.max(axis=1, keepdims=True)
    output = ledger.variable("output", about, upper=np.where(room < most, months * (base + room), np.inf))
    ledger.flow(OUTPUT, MARKET, [EVERYWHERE] * len(items), items, 1.0, output)
    recipes = scope.case.table("recipes").filter(pl.col("item").is_in(list(scope.items))).sort("item", "input")
    for whole, part, quantity in recipes.select("item", "input", "quantity").rows():
        use = np.where(np.array(items) == whole, -quantity, 0.0)[:, None]
        ledger.flow(INPUTS, MARKET, [EVERYWHERE] * len(items), [part] * len(items), use, output)

    extra = ledger.variable("extra_capacity", about, upper=most)
    ledger.flow(CARRIED_OVER, CAPACITY, names, items, -1.0, extra)
    ledger.flow(CARRIED_IN, CAPACITY, names, items, 1.0, extra, carried=True)
    terms = [
        Term(output, rows, 1.0),
        Term(extra, rows, -months / 2),
        Term(extra, rows, -months / 2, carried=True),
    ]
    ledger.limit("line", about, terms, upper=months * base)


def base_rate(scope: Scope) -> Array:
    """Rate of each line of the scope without the plan, as far as the group can have it; shape (sites, months)."""
    sites = scope.sites
    points = trusted_points(scope)
    middle = np.arange(scope.calendar.months) + 0.5
    rates = np.zeros((len(sites), len(middle)))
    for number, site in enumerate(sites["site"]):
        if site in points:
            at, rate = points[site]
            rates[number] = np.interp(middle, at, rate)
    available: Array = rates * sites["available"].to_numpy()[:, None]
    return available


def trusted_points(scope: Scope) -> dict[str, tuple[list[int], list[float]]]:
    """Dated rates of each line that the question believes: months from the start, and rates.

    What was observed supersedes what had been promised for the same time or before; of several promises for one
    date the firmest counts. A line that has nothing behind it before its first promise starts from that promise:
    nothing is made before it.
    """
    rows = scope.trusted("capacity").sort("site", "date")
    observed = rows.filter(pl.col("status") == Status.DELIVERED.value)
    last = dict(observed.group_by("site").agg(pl.col("date").max()).rows())
    start = scope.case.settings.start
    points: dict[str, dict[date, tuple[int, float]]] = {}
    for site, when, status, rate in rows.select("site", "date", "status", "rate").rows():
        firmness = Status(status).rank
        promised_before = firmness < Status.DELIVERED.rank and site in last and when <= last[site]
        known = points.setdefault(site, {})
        if not promised_before and (when not in known or known[when][0] < firmness):
            known[when] = (firmness, rate)
    found: dict[str, tuple[list[int], list[float]]] = {}
    for site, known in points.items():
        dates = sorted(known)
        months, rates = [months_between(start, when) for when in dates], [known[when][1] for when in dates]
        if known[dates[0]][0] < Status.DELIVERED.rank:
            months, rates = [months[0] - 1, *months], [0.0, *rates]
        found[site] = (months, rates)
    return found


def _room(scope: Scope) -> Array:
    """How far the plan may raise each line above what is there without it (none outside the group), by tick."""
    sites = scope.sites
    inside = np.isin(sites["place"].to_numpy(), scope.allies)
    room = sites["rate_max"].to_numpy()[:, None] - scope.calendar.mean(base_rate(scope))
    return np.where(inside[:, None] & scope.question.expansion, np.maximum(room, 0.0), 0.0)
