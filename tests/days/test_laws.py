"""Laws that hold for every network: conservation, no arrival before its time, more capacity never hurts, doubling."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sinews.clocks.days.closure import arrived, closures
from sinews.clocks.days.flows import departures, on_links
from sinews.clocks.days.plan import Plan, plan
from sinews.clocks.days.scope import Moves
from tests.days.network import Sketch

#: Rounding of an interior point, relative to the quantities here (hundreds).
CLOSE = 1e-4

FEW = settings(max_examples=5, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))


@st.composite
def networks(draw: st.DrawFn) -> Sketch:
    """Two starts, two middle nodes, one or two goals, roads and a railway with wagons between them."""
    sketch = Sketch().node("A", "B", "M", "N").goal("Y", "north").goal("Z", "south")
    sketch.add("carriers", carrier="convoy", mode="road", loading="anywhere", loading_time=0)
    sketch.add("carriers", carrier="train", mode="rail", gauge=1435, loading="transfer")
    sketch.add("loads", load="heavy").add("carriage", load="heavy", carrier="convoy")
    sketch.add("carriage", load="heavy", carrier="train", per_trip=20, stock_per_trip=20)
    for one, other in (("A", "M"), ("B", "N"), ("M", "N"), ("M", "Y"), ("N", "Z"), ("M", "Z")):
        cells = {"length": draw(st.sampled_from([60, 120, 200])), "capacity": draw(st.sampled_from([0.5, 1, 3]))}
        sketch.link(one, other, **cells)
    for one, other in (("A", "N"), ("N", "Z")):
        sketch.link(one, other, "rail", gauge=1435, capacity=draw(st.sampled_from([1, 4])))
    for node in ("A", "N", "Z"):
        sketch.add("transfers", node=node, carrier="train", throughput=draw(st.sampled_from([1, 5])), time=6)
    sketch.add("pools", pool="wagons", carrier="train", home="N", quantity=draw(st.sampled_from([20, 60])), notice=1)
    for force, home in (("first", "A"), ("second", "B")):
        quantity = draw(st.integers(20, 150))
        sketch.force(force, home, notice=draw(st.sampled_from([0, 2.5])), heavy=quantity)
    sketch.add("tiers", tier="one", day=5).add("tiers", tier="two", day=20)
    for tier in ("one", "two"):
        for area in ("north", "south"):
            sketch.add("arrivals", tier=tier, area=area, load="heavy", quantity=draw(st.integers(10, 60)))
    return sketch


def made(sketch: Sketch) -> Plan:
    return plan(Moves.of(sketch.case()))


def scaled(sketch: Sketch, tables: dict[str, str], factor: float) -> Sketch:
    """The network with some columns of numbers multiplied."""
    rows = {
        name: [row | {tables[name]: float(str(row[tables[name]])) * factor} for row in of] if name in tables else of
        for name, of in sketch.rows.items()
    }
    return replace(sketch, rows=rows)


@FEW
@given(networks())
def test_what_arrives_has_left_and_what_leaves_was_there(sketch: Sketch) -> None:
    found = made(sketch)
    left = departures(found)
    moved, there = left.sum(), arrived(found.solved)[:, -1].sum()
    ready = found.scope.supply["quantity"].sum()
    assert there <= moved + CLOSE
    assert moved <= ready + CLOSE


@FEW
@given(networks())
def test_links_carry_no_more_than_they_can(sketch: Sketch) -> None:
    found = made(sketch)
    codes, trips = on_links(found)
    capacity = dict(found.scope.links.select("link", "capacity").iter_rows())
    most = np.array([capacity[code] for code in codes])[:, None] * found.scope.calendar.days
    assert (trips <= most + CLOSE).all()


@FEW
@given(networks())
def test_nothing_arrives_before_notice_and_the_shortest_way(sketch: Sketch) -> None:
    found = made(sketch)
    scope, there = found.scope, arrived(found.solved)
    notice = dict(scope.case.table("formations").select("home", "notice").iter_rows())
    for row, (area, load) in enumerate(zip(scope.need.area, scope.need.load, strict=True)):
        roads = scope.roads[load]
        least, _ = roads.onward(roads.hours, scope.goals[load, area])
        first = min(day + least[roads.number[home]] / 24 for home, day in notice.items() if home in roads.number)
        assert there[row, scope.calendar.last_day <= first + 1e-9].max(initial=0.0) <= CLOSE


@FEW
@given(networks(), st.sampled_from([("links", "capacity"), ("transfers", "throughput"), ("pools", "quantity")]))
def test_more_capacity_never_hurts(sketch: Sketch, what: tuple[str, str]) -> None:
    table, column = what
    before, after = made(sketch).solution.objective, made(scaled(sketch, {table: column}, 1.5)).solution.objective
    assert after <= before + CLOSE


@FEW
@given(networks())
def test_doubling_all_capacity_halves_nothing_but_time(sketch: Sketch) -> None:
    """Twice the capacity, throughput and stock never close a tier later than before."""
    doubled = scaled(sketch, {"links": "capacity", "transfers": "throughput", "pools": "quantity"}, 2.0)
    before, after = made(sketch), made(doubled)
    days = [
        {one.tier: one.day for one in closures(of.scope, arrived(of.solved)) if one.area is None}
        for of in (before, after)
    ]
    for tier, day in days[0].items():
        if day is not None and tier == "two":  # the whole need: a plan may trade tiers, never the whole, for capacity
            assert days[1][tier] is not None
            assert days[1][tier] <= day + 1e-2  # type: ignore[operator]


@FEW
@given(networks())
def test_doubling_everything_keeps_the_day(sketch: Sketch) -> None:
    """Twice the forces, needs, capacity and stock: the same plan twice over."""
    everything = {"links": "capacity", "transfers": "throughput", "pools": "quantity", "formation_loads": "quantity",
                  "arrivals": "quantity"}  # fmt: skip
    before, after = made(sketch), made(scaled(sketch, everything, 2.0))
    assert after.solution.objective == pytest.approx(before.solution.objective, rel=1e-4)
