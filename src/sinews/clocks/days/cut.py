"""The minimum cut: links and transfer points that bound what can reach an area each day, whatever the plan.

A static picture of the network in units of one load a day, by SciPy's maximum flow: links carry their capacity in each
direction, transfer points their throughput, starts give without limit. The cut says where the network is narrow; a
plan may be held up elsewhere, by notice, by pools, or by another load on the same link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from sinews.clocks.days.components.journey import capacity
from sinews.clocks.days.network import Arc, Step
from sinews.clocks.days.scope import Moves

#: Units of flow in a unit of load (SciPy's flows are whole numbers), and what stands for no limit.
_WHOLE, _MANY = 1000, 1_000_000_000


@dataclass(frozen=True)
class Cut:
    """What bounds the flow of a load into an area: units a day, links, and (node, carrier) of transfer points.

    `per_day` is infinite where nothing bounds it, and zero where no way leads there.
    """

    area: str
    load: str
    per_day: float
    links: tuple[str, ...]
    points: tuple[tuple[str, str], ...]


def minimum_cut(scope: Moves, load: str, area: str) -> Cut:
    """The minimum cut between all starts of a load and the nodes of an area."""
    arcs = scope.roads[load].arcs
    items = [item for item, (of, assigned) in scope.items.items() if of == load and assigned in (None, area)]
    starts = sorted({node for item in items for node in scope.starts[item]})
    goals = sorted({node for item in items for node in scope.goals.get((item, area), ())})
    places = list(scope.roads[load].places)
    number = {place: k for k, place in enumerate(dict.fromkeys([*places, *starts, *goals]))}
    ends = [(number[arc.tail], number[arc.head]) for arc in arcs]
    most = _capacities(scope, arcs)
    source, sink = len(number), len(number) + 1
    extra = [(source, number[start], _MANY) for start in starts] + [(number[goal], sink, _MANY) for goal in goals]
    rows = [tail for tail, _ in ends] + [tail for tail, _, _ in extra]
    columns = [head for _, head in ends] + [head for _, head, _ in extra]
    values = [*most, *(amount for *_, amount in extra)]
    graph = _summed(rows, columns, values, len(number) + 2)
    flow = maximum_flow(graph, source, sink)
    left = graph - flow.flow
    left.data = np.maximum(left.data, 0)
    left.eliminate_zeros()
    side = set(breadth_first_order(left, source, return_predecessors=False).tolist())
    cut = [arc for arc, (tail, head) in zip(arcs, ends, strict=True) if tail in side and head not in side]
    per_day = np.inf if flow.flow_value >= _MANY else flow.flow_value / _WHOLE
    return Cut(
        area,
        load,
        per_day,
        tuple(sorted({arc.link for arc in cut if arc.step is Step.HAUL})),
        tuple(sorted({(arc.node, arc.carrier) for arc in cut if arc.step is not Step.HAUL})),
    )


def _capacities(scope: Moves, arcs: Sequence[Arc]) -> list[int]:
    """Units of the load a day on each arc, in whole numbers; a trip that comes back empty counts twice on a link."""
    links = capacity(scope)
    points = {
        (node, carrier): most
        for node, carrier, most in scope.case.table("transfers").select("node", "carrier", "throughput").iter_rows()
    }
    capacities = []
    for arc in arcs:
        trips = links.get(arc.link) if arc.step is Step.HAUL else points.get((arc.node, arc.carrier))
        twice = 2 if arc.step is Step.HAUL and arc.stock > 0 else 1
        capacities.append(_MANY if trips is None else min(round(_WHOLE * trips / arc.trips / twice), _MANY))
    return capacities


def _summed(rows: list[int], columns: list[int], values: list[int], size: int) -> sparse.csr_matrix:
    """Arcs side by side as one, capped at what stands for no limit."""
    total: dict[tuple[int, int], int] = {}
    for row, column, value in zip(rows, columns, values, strict=True):
        total[row, column] = min(total.get((row, column), 0) + value, _MANY)
    kept = {pair: value for pair, value in total.items() if value > 0}
    data = np.array(list(kept.values()), dtype=np.int32)
    where = (np.array([row for row, _ in kept]), np.array([column for _, column in kept]))
    return sparse.csr_matrix((data, where), shape=(size, size), dtype=np.int32)
