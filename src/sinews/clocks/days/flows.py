"""What a plan moves where and when: trips on links by tick, and the way of one formation as a timetable."""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.clocks.days.components import journey
from sinews.clocks.days.network import Step
from sinews.clocks.days.plan import Plan
from sinews.model.calendar import Array

#: Part of the natural size of a load below which what moves on a route is rounding.
NOTHING = 1e-9

#: Part of a load below which a way is not worth a line of a timetable.
SMALL = 0.005

_TIMETABLE = {
    "load": pl.String, "way": pl.Int64, "units": pl.Float64, "share_percent": pl.Float64, "step": pl.String,
    "by": pl.String, "start": pl.String, "end": pl.String, "from_day": pl.Float64, "to_day": pl.Float64,
}  # fmt: skip


def departures(plan: Plan) -> Array:
    """What leaves on each journey in each tick, shape (journeys, ticks)."""
    block = plan.program.variable("journey")
    return np.asarray(plan.solution.value[plan.program.numbers(block)])


def used(plan: Plan) -> list[int]:
    """Numbers of the journeys on which anything moves."""
    sizes = plan.program.variable("journey").sizes
    return np.flatnonzero(departures(plan).max(axis=1, initial=0.0) > NOTHING * sizes).tolist()


def on_links(plan: Plan, *, empties: bool = False) -> tuple[tuple[str, ...], Array]:
    """Loaded trips that enter each link in each tick: codes, and an array of shape (links, ticks).

    `empties`: trips that take stock from a pool count twice, as they do against the capacity: they come back empty.
    """
    calendar, left = plan.scope.calendar, departures(plan)
    codes = tuple(plan.scope.links["link"].sort())
    number = {code: k for k, code in enumerate(codes)}
    trips = np.zeros((len(codes), len(calendar)))
    for row in used(plan):
        route = plan.journeys[row].route
        for arc, hours in zip(route.arcs, route.entered, strict=True):
            if arc.step is Step.HAUL:
                lag = calendar.lag(journey.begun(plan.scope, hours))
                each = journey.trips(arc) if empties else arc.trips
                np.add.at(trips[number[arc.link]], lag.target, each * left[row, lag.source] * lag.share)
    return codes, trips


def timetable(plan: Plan, formation: str) -> pl.DataFrame:
    """How a formation travels: a row for each step of each way that its loads take, in order; times of its first part.

    Formations with the same load at the same start leave in the order in which they are ready. UsageError for one
    that the case does not have.
    """
    supply = plan.scope.supply
    plan.scope.require_formation(formation)
    rows: list[tuple[object, ...]] = []
    left = departures(plan)
    for load, item, node, quantity in (
        supply.filter(pl.col("formation") == formation).select("load", "item", "node", "quantity").iter_rows()
    ):
        rows += _ways(plan, left, formation, load, item, node, quantity)
    return pl.DataFrame(rows, schema=_TIMETABLE, orient="row")


def _ways(
    plan: Plan, left: Array, formation: str, load: str, item: str, node: str, quantity: float
) -> list[tuple[object, ...]]:
    same = plan.scope.supply.filter((pl.col("item") == item) & (pl.col("node") == node)).sort("day", "formation")
    before = 0.0
    for other, amount in same.select("formation", "quantity").iter_rows():
        if other == formation:
            break
        before += amount
    taken = 0.0
    parts: dict[int, tuple[float, float]] = {}  # journey -> units, first day
    mine = [k for k, j in enumerate(plan.journeys) if j.item == item and j.start == node]
    for tick in range(left.shape[1]):
        for k in mine:
            gone = left[k, tick]
            units = min(taken + gone, before + quantity) - max(taken, before)
            if units > SMALL * quantity:
                had, first = parts.get(k, (0.0, float(plan.scope.calendar.first_day[tick])))
                parts[k] = (had + units, first)
            taken += gone
    rows: list[tuple[object, ...]] = []
    ordered = sorted(parts.items(), key=lambda pair: (pair[1][1], -pair[1][0]))
    for way, (k, (units, first)) in enumerate(ordered, 1):
        rows += _steps(plan, k, load, way, units, quantity, first)
    return rows


def _steps(
    plan: Plan, k: int, load: str, way: int, units: float, quantity: float, first: float
) -> list[tuple[object, ...]]:
    route = plan.journeys[k].route
    share = 100 * units / quantity
    if not route.arcs:
        return [(load, way, units, share, "is there", "", route.start, route.goal, first, first)]
    ends = {link.link: (link.tail, link.head) for link in plan.scope.network.links}
    return [
        (
            load,
            way,
            units,
            share,
            arc.step.value,
            arc.carrier,
            arc.node or arc.tail.split("@")[0],
            arc.node or arc.head.split("@")[0],
            first + hours / 24,
            first + (hours + arc.hours) / 24,
        )
        for arc, hours in zip(route.arcs, route.entered, strict=True)
        if arc.node or arc.link in ends
    ]
