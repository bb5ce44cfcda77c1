"""What has arrived by each tick, with one load and one area: the plan of the days clock, and flows on the graph.

On the time-expanded graph it can be had in two ways: the largest flow into the area by a tick, one flow for each tick;
or one flow of least cost, where each unit costs the ticks until it arrives, since the earliest arrivals are the largest
by every tick at once. Each way gets ready (imports; the case) and returns what is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from benchmarks.roads import TICKS, UNITS, Roads
from sinews.model.calendar import Indices

#: Parts of vehicles that have arrived by the end of each tick, and sizes of what was solved.
Answer = tuple[list[float], dict[str, int]]


def sinews(roads: Roads) -> Callable[[], Answer]:
    """The plan of the days clock."""
    from sinews.clocks.days.closure import arrived
    from sinews.clocks.days.flows import used
    from sinews.clocks.days.plan import plan
    from sinews.clocks.days.scope import Moves

    case = roads.case()

    def answer() -> Answer:
        made = plan(Moves.of(case))
        rows, columns = made.program.matrix.shape
        about = {"routes": len(used(made)), "better": made.found.better, "rows": rows, "columns": columns}
        return (arrived(made.solved)[0] * UNITS).tolist(), about

    return answer


def networkx(roads: Roads) -> Callable[[], Answer]:
    """Maximum flows of networkx, each on the part of the graph up to its tick, by the fastest of its methods here."""
    import networkx as nx
    from networkx.algorithms.flow import boykov_kolmogorov

    def answer() -> Answer:
        arcs, network = roads.graph.arcs, nx.DiGraph()

        def largest(tick: int) -> float:
            fresh = np.flatnonzero(arcs["until"] == tick)
            tails, heads, most = (arcs[name][fresh].tolist() for name in ("tail", "head", "capacity"))
            network.add_edges_from((a, b, {"capacity": c}) for a, b, c in zip(tails, heads, most, strict=True))
            ends = roads.graph.source, roads.graph.sink
            return float(nx.maximum_flow_value(network, *ends, flow_func=boykov_kolmogorov))

        return _by_tick(roads, largest), _size(roads)

    return answer


def networkx_once(roads: Roads) -> Callable[[], Answer]:
    """One flow of least cost by networkx' network simplex."""
    import networkx as nx

    def answer() -> Answer:
        arcs, ends, network = roads.graph.arcs, (roads.graph.source, roads.graph.sink), nx.DiGraph()
        for end, demand in zip(ends, (-roads.need, roads.need), strict=True):
            network.add_node(end, demand=demand)
        rows = (arcs[name].tolist() for name in ("tail", "head", "capacity", "cost"))
        network.add_edges_from((a, b, {"capacity": c, "weight": w}) for a, b, c, w in zip(*rows, strict=True))
        network.add_edge(*ends, capacity=roads.need, weight=TICKS)
        _, flow = nx.network_simplex(network)
        last = arcs["head"] == ends[1]
        return _arrived([flow[tail][ends[1]] for tail in arcs["tail"][last].tolist()], arcs["cost"][last]), _size(roads)

    return answer


def ortools(roads: Roads) -> Callable[[], Answer]:
    """Maximum flows of OR-tools, tick by tick as above."""
    from ortools.graph.python.max_flow import SimpleMaxFlow

    def answer() -> Answer:
        arcs = roads.graph.arcs

        def largest(tick: int) -> float:
            there, solver = arcs["until"] <= tick, SimpleMaxFlow()
            solver.add_arcs_with_capacity(arcs["tail"][there], arcs["head"][there], arcs["capacity"][there])
            if solver.solve(roads.graph.source, roads.graph.sink) != solver.OPTIMAL:
                raise RuntimeError("OR-tools found no maximum flow")
            return float(solver.optimal_flow())

        return _by_tick(roads, largest), _size(roads)

    return answer


def ortools_once(roads: Roads) -> Callable[[], Answer]:
    """One flow of least cost by OR-tools."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    def answer() -> Answer:
        arcs, ends, solver = roads.graph.arcs, (roads.graph.source, roads.graph.sink), SimpleMinCostFlow()
        columns = (arcs[name] for name in ("tail", "head", "capacity", "cost"))
        numbers = solver.add_arcs_with_capacity_and_unit_cost(*columns)
        solver.add_arc_with_capacity_and_unit_cost(*ends, roads.need, TICKS)
        solver.set_nodes_supplies(np.array(ends), np.array([roads.need, -roads.need]))
        if solver.solve() != solver.OPTIMAL:
            raise RuntimeError("OR-tools found no flow of least cost")
        last = arcs["head"] == ends[1]
        return _arrived(solver.flows(numbers)[last], arcs["cost"][last]), _size(roads)

    return answer


WAYS = {way.__name__: way for way in (sinews, ortools, ortools_once, networkx, networkx_once)}


def _by_tick(roads: Roads, largest: Callable[[int], float]) -> list[float]:
    """The largest flow by each tick, until it is all that is needed."""
    found: list[float] = []
    for tick in range(TICKS):
        found.append(largest(tick))
        if found[-1] == roads.need:
            break
    return found + [float(roads.need)] * (TICKS - len(found))


def _arrived(flows: Iterable[float], ticks: Indices) -> list[float]:
    """Flows into the sink, each in its tick, added up."""
    by_tick = np.zeros(TICKS)
    np.add.at(by_tick, ticks, np.asarray(list(flows), dtype=float))
    return np.cumsum(by_tick).tolist()


def _size(roads: Roads) -> dict[str, int]:
    return {"arcs": len(roads.graph.arcs["tail"])}
