"""Journeys: what leaves a start on a route uses links, transfer points and pools on its way, and arrives.

journey(r, t): units of a load that leave on route r in tick t, evenly
arrivals(area, load, t) = sum over routes of journey(r, t - hours of r), rounded up to whole ticks once a journey
use of a link, t ticks after the start as the journey comes to it: trips, twice where rolling stock goes back empty
use of a pool: stock leaves home before it is loaded, and is home again after it has been unloaded
journey(r, t) = 0 where it would come to a border before the crossing is permitted, or to a train before there is one
charge: a small price on trip-kilometres
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import polars as pl

from sinews.clocks.days.components.base import (
    ARRIVALS,
    ARRIVED,
    AT,
    DEPARTURES,
    POOL,
    ROLLING_STOCK,
    STOCK,
    TERMINAL,
    TRACK,
    TRAFFIC,
    TRIPS,
    part,
)
from sinews.clocks.days.network import Arc, Step
from sinews.clocks.days.routes import Journeys
from sinews.clocks.days.scope import Moves
from sinews.model.calendar import Array
from sinews.model.journal import Subjects, Variable
from sinews.model.ledger import Ledger


class Leg(NamedTuple):
    """An arc on a journey: number of the journey, hours from the start until it is entered."""

    row: int
    arc: Arc
    hours: float


def build(scope: Moves, journeys: Journeys, ledger: Ledger) -> None:
    """Departures by route, and all that they use."""
    items, starts, areas = ([getattr(j, name) for j in journeys] for name in ("item", "start", "area"))
    names = ["/".join(j.key[3:]) for j in journeys]
    about = Subjects({"route": names, "start": starts, "area": areas, "item": items}, items)
    legs = [
        Leg(row, arc, hours)
        for row, journey in enumerate(journeys)
        for arc, hours in zip(journey.route.arcs, journey.route.entered, strict=True)
    ]
    journey = ledger.variable("journey", about, upper=np.where(_able(scope, len(journeys), legs), np.inf, 0.0))
    lags = [whole(scope, j.route.hours) for j in journeys]
    ledger.flow(DEPARTURES, AT, starts, items, -1.0, journey)
    ledger.flow(ARRIVALS, ARRIVED, areas, [scope.items[item][0] for item in items], 1.0, journey, delay=lags)
    hauls = [leg for leg in legs if leg.arc.step is Step.HAUL]
    _links(scope, ledger, journey, hauls)
    _points(scope, ledger, journey, [leg for leg in legs if leg.arc.step is not Step.HAUL])
    ledger.charge("distance", journey, _distance(scope, len(journeys), hauls))


def whole(scope: Moves, hours: float) -> int:
    """Hours in ticks, rounded up."""
    return math.ceil(hours / scope.calendar.hours - 1e-6)


def begun(scope: Moves, hours: float) -> int:
    """Hours in ticks, rounded down."""
    return math.floor(hours / scope.calendar.hours + 1e-6)


def trips(arc: Arc) -> float:
    """Trips of one unit on a link: what comes from a pool goes back empty over the same link."""
    return arc.trips * (2 if arc.stock > 0 else 1)


def _links(scope: Moves, ledger: Ledger, journey: Variable, hauls: list[Leg]) -> None:
    limited = capacity(scope)
    legs = [leg for leg in hauls if leg.arc.link in limited]
    use = np.array([[-trips(leg.arc)] for leg in legs]).reshape(-1, 1)
    links, delays = [leg.arc.link for leg in legs], [begun(scope, leg.hours) for leg in legs]
    mine = part(journey, [leg.row for leg in legs])
    ledger.flow(TRAFFIC, TRACK, links, [TRIPS] * len(legs), use, mine, delay=delays)


def _points(scope: Moves, ledger: Ledger, journey: Variable, changes: list[Leg]) -> None:
    limited = {(node, carrier) for node, carrier in scope.case.table("transfers").select("node", "carrier").iter_rows()}
    legs = [leg for leg in changes if (leg.arc.node, leg.arc.carrier) in limited]
    nodes, carriers = [leg.arc.node for leg in legs], [leg.arc.carrier for leg in legs]
    use = np.array([[-leg.arc.trips] for leg in legs]).reshape(-1, 1)
    delays = [begun(scope, leg.hours) for leg in legs]
    ledger.flow(TRAFFIC, TERMINAL, nodes, carriers, use, part(journey, [leg.row for leg in legs]), delay=delays)

    legs = [leg for leg in changes if leg.arc.stock > 0]
    stock = np.array([[leg.arc.stock * (-1 if leg.arc.step is Step.LOAD else 1)] for leg in legs]).reshape(-1, 1)
    when = [_stock_moves(scope, leg) for leg in legs]
    places, kinds = [STOCK] * len(legs), [leg.arc.carrier for leg in legs]
    ledger.flow(ROLLING_STOCK, POOL, places, kinds, stock, part(journey, [leg.row for leg in legs]), delay=when)


def _stock_moves(scope: Moves, leg: Leg) -> int:
    """Ticks from the start of the journey until stock leaves home (negative: ahead of it), or is home again."""
    way = scope.way_home(leg.arc.carrier, leg.arc.node)
    if leg.arc.step is Step.LOAD:
        return begun(scope, leg.hours) - way
    return whole(scope, leg.hours + leg.arc.hours) + way


def _able(scope: Moves, count: int, legs: list[Leg]) -> np.ndarray:
    """Whether a journey may start in a tick: permissions are there, and stock can be; shape (journeys, ticks)."""
    first = np.zeros(count)
    for leg in legs:
        day = earliest(scope, leg.arc)
        if leg.arc.step is Step.LOAD and leg.arc.stock > 0 and leg.hours > 0:
            day += scope.calendar.hours / 24  # a journey comes there within a tick
        first[leg.row] = max(first[leg.row], day - leg.hours / 24)
    return np.asarray(scope.calendar.first_day >= first[:, None] - 1e-9)


def earliest(scope: Moves, arc: Arc) -> float:
    """Day from which an arc can be entered: the crossing is permitted, stock has come from its pool."""
    if arc.step is not Step.LOAD or arc.stock == 0:
        return arc.day
    way = scope.way_home(arc.carrier, arc.node) * scope.calendar.hours / 24
    return max(arc.day, scope.ready.get(arc.carrier, math.inf) + way)


def _distance(scope: Moves, count: int, hauls: list[Leg]) -> Array:
    """Charge for the trip-kilometres of one unit, shape (journeys, 1)."""
    total = np.zeros((count, 1))
    for leg in hauls:
        total[leg.row] += trips(leg.arc) * leg.arc.km
    return total * scope.case.parameter("days_distance") / 1e6


def capacity(scope: Moves) -> dict[str, float]:
    """Trips a day that each link leaves to the forces, both directions together; only links with a limit."""
    left = pl.col("capacity") * (1 - pl.col("civil_share") / 100)
    limited = scope.links.filter(pl.col("capacity").is_not_null())
    return dict(limited.select("link", left).sort("link").iter_rows())
