"""The plan against networkx on the time-expanded graph: one load, one area, flows in whole ticks.

The graph has a node for each place and tick; links go from (u, t) to (v, t + lag) with the capacity of the tick, and
waiting is allowed at the start alone, as in the plan. An earliest-arrival flow has the largest flow by every tick, so
the plan's arrivals by tick T have to equal the maximum flow into the area by T for every T.
"""

from __future__ import annotations

import networkx as nx
import pytest

from sinews.clocks.days.closure import arrived
from sinews.clocks.days.plan import plan
from sinews.clocks.days.scope import Moves
from tests.days.network import Sketch, road

#: Links of the test: ends, days, convoys of ten a day.
LINKS = (
    ("A", "B", 1.0, 4),
    ("B", "D", 1.0, 2),
    ("A", "C", 1.5, 2),
    ("C", "D", 0.5, 6),
    ("B", "C", 0.5, 1),
    ("A", "D", 3.0, 1),
)


def network(need: float) -> Sketch:
    sketch = Sketch().node("A", "B", "C").goal("D", "flank")
    sketch.add("carriers", carrier="convoy", mode="road", loading="anywhere", loading_time=0)
    sketch.add("loads", load="wheeled").add("carriage", load="wheeled", carrier="convoy")
    for one, other, days, capacity in LINKS:
        sketch.link(one, other, length=120 * days, capacity=capacity)
    sketch.force("first", "A", wheeled=need).add("tiers", tier="one", day=0)
    return sketch.add("arrivals", tier="one", area="flank", load="wheeled", quantity=need)


def largest_flow(ticks: int, need: float) -> float:
    """The most that can be at D by the end of so many ticks."""
    graph = nx.DiGraph()
    for tick in range(ticks):
        for one, other, days, capacity in LINKS:
            shared = f"{one}{other}{tick}"
            graph.add_edge(f"{shared}in", f"{shared}out", capacity=capacity * 10 / 2)
            for tail, head in ((one, other), (other, one)):
                after = tick + round(2 * days)
                if after < ticks:
                    graph.add_edge((tail, tick), f"{shared}in")
                    graph.add_edge(f"{shared}out", (head, after))
        graph.add_edge("start", ("A", tick))
        graph.add_edge(("D", tick), "end")
    graph.add_edge("home", "start", capacity=need)
    return float(nx.maximum_flow_value(graph, "home", "end")) if "end" in graph else 0.0


@pytest.mark.parametrize("need", [95.0, 400.0])
def test_arrivals_by_every_tick_are_the_largest_flow(need: float) -> None:
    found = plan(Moves.of(network(need).case()))
    there = arrived(found.solved)[0]
    expected = [largest_flow(tick + 1, need) for tick in range(24)]
    assert there[:24] == pytest.approx(expected, abs=1e-6 * need)


def test_the_cost_is_that_of_the_cheapest_flow() -> None:
    """Lateness of a road of one link, against networkx' network simplex on whole vehicles."""
    case = road("A", "B", capacity=2, need=60).case()
    found = plan(Moves.of(case))
    graph = nx.DiGraph()
    graph.add_node("home", demand=-60)
    graph.add_node("end", demand=60)
    ends = found.scope.calendar.last_day
    horizon = float(ends[-1])
    for tick in range(40):
        graph.add_edge("home", tick, capacity=10)
        days = float(found.scope.calendar.first_day[tick + 2])  # missing until the tick in which it arrives
        late, early = max(days - 10, 0.0), min(days, 10.0)
        graph.add_edge(tick, "end", weight=round(1000 * (late + 0.05 * early)))
    cost, _ = nx.network_simplex(graph)
    charged = found.program.charges
    total = sum(float(charged[name] @ found.solution.value) for name in ("late", "waiting"))
    assert horizon == 60
    assert total == pytest.approx(cost / 1000 / 60, abs=1e-6)
