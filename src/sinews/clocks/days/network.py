"""The network as arcs between places of the ledger: along links, and between the ground and carriers at nodes.

A place of the ledger is a node ("BRV": on the ground) or a node and a carrier ("BRV@train": on a train there).
Carriers that load anywhere and need no stock from a pool drive on the ground themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import polars as pl
from scipy import sparse
from scipy.sparse.csgraph import dijkstra

from sinews.data.case import Case
from sinews.data.tables import Loading, Mode
from sinews.model.calendar import Array, Indices


class Step(Enum):
    """What an arc is."""

    HAUL = "haul"
    LOAD = "load"
    UNLOAD = "unload"


class Arc(NamedTuple):
    """One way to go on.

    `tail`, `head`: places of the ledger. `link`: of a haul; `node`: of loading and unloading. `hours`: how long it
    takes. `trips`: trips that one unit of the load takes. `stock`: stock from pools that one unit takes. `km`: length.
    `day`: first day on which it may be used.
    """

    step: Step
    tail: str
    head: str
    carrier: str
    link: str
    node: str
    hours: float
    trips: float
    stock: float
    km: float
    day: float

    @property
    def step_name(self) -> str:
        """What tells it from other arcs that leave the same place."""
        return f"{self.carrier}:{self.link}" if self.link else f">{self.head}"


@dataclass(frozen=True)
class Route:
    """A whole journey of a load from a start to a goal, without a stop on the way but for loading and unloading."""

    start: str
    goal: str
    arcs: tuple[Arc, ...]

    @property
    def hours(self) -> float:
        """Hours from start to goal."""
        return sum(arc.hours for arc in self.arcs)

    @property
    def entered(self) -> tuple[float, ...]:
        """Hours from the start until each arc is entered."""
        return tuple(accumulate((arc.hours for arc in self.arcs), initial=0.0))[:-1]


class Carrier(NamedTuple):
    """How one load goes by one carrier."""

    carrier: str
    mode: Mode
    gauge: float | None
    loading: Loading
    loading_time: float
    per_trip: float
    stock: float
    mass: float

    @property
    def drives(self) -> bool:
        """Whether it moves on the ground by itself."""
        return self.loading is Loading.ANYWHERE and self.stock == 0 and self.loading_time == 0

    def layer(self, node: str) -> str:
        """The place of the ledger at a node."""
        return node if self.drives else f"{node}@{self.carrier}"


class Link(NamedTuple):
    """A link in one direction."""

    link: str
    tail: str
    head: str
    mode: Mode
    gauge: float | None
    km: float
    hours: float
    load_class: float
    day: float

    def takes(self, carrier: Carrier) -> bool:
        """Whether the carrier fits the link."""
        return self.mode == carrier.mode and self.gauge == carrier.gauge and carrier.mass <= self.load_class


@dataclass(frozen=True)
class Network:
    """Links in both directions, carriers by load, transfer times by (node, carrier)."""

    links: tuple[Link, ...]
    carriers: dict[str, tuple[Carrier, ...]]
    transfers: dict[tuple[str, str], float]

    @classmethod
    def of(cls, case: Case, links: pl.DataFrame) -> Network:
        """The network of some links of a case."""
        transfers = case.table("transfers").select("node", "carrier", "time")
        return cls(
            tuple(_links(case, links)),
            {load: tuple(_carriers(case, load)) for load in case.table("loads")["load"]},
            {(node, carrier): time for node, carrier, time in transfers.iter_rows()},
        )

    def arcs(self, load: str) -> tuple[Arc, ...]:
        """Every arc that a load can use."""
        return tuple(arc for carrier in self.carriers[load] for arc in self._of_carrier(carrier))

    def _of_carrier(self, by: Carrier) -> Iterator[Arc]:
        stock = by.stock / by.per_trip
        nodes: dict[str, None] = {}
        for link in (link for link in self.links if link.takes(by)):
            nodes.setdefault(link.tail)
            yield Arc(
                Step.HAUL, by.layer(link.tail), by.layer(link.head), by.carrier, link.link, "",
                link.hours, 1 / by.per_trip, stock, link.km, link.day,
            )  # fmt: skip
        if by.drives:
            return
        for node in nodes:
            time = self.transfers.get((node, by.carrier), by.loading_time)
            if by.loading is Loading.ANYWHERE or (node, by.carrier) in self.transfers:
                on, off = (node, by.layer(node)), (by.layer(node), node)
                trips = 1 / by.per_trip
                yield Arc(Step.LOAD, *on, by.carrier, "", node, time, trips, stock, 0.0, 0.0)
                yield Arc(Step.UNLOAD, *off, by.carrier, "", node, time, trips, stock, 0.0, 0.0)

    def times(self, carrier: str, home: str) -> dict[str, float]:
        """Hours from a node to every other that a carrier reaches, on links that it takes with at least one load."""
        ways = [by for of in self.carriers.values() for by in of if by.carrier == carrier]
        usable = [link for link in self.links if any(link.takes(by) for by in ways)]
        nodes = list(dict.fromkeys([home, *(link.tail for link in usable)]))
        number = {node: k for k, node in enumerate(nodes)}
        tail = np.array([number[link.tail] for link in usable], dtype=np.int64)
        head = np.array([number[link.head] for link in usable], dtype=np.int64)
        graph = _graph(tail, head, np.array([link.hours for link in usable]), len(nodes))
        times = _times(graph, [0])[0]
        return {node: float(times[k]) for node, k in number.items() if np.isfinite(times[k])}


def _graph(tail: Indices, head: Indices, hours: Array, count: int) -> sparse.csr_matrix:
    """The fastest arc between any two places; a hair above zero, since a sparse zero means no arc."""
    order = np.lexsort((hours, head, tail))
    pairs = np.stack([tail[order], head[order]])
    first = np.ones(len(order), dtype=bool)
    first[1:] = (pairs[:, 1:] != pairs[:, :-1]).any(axis=0)
    chosen = order[first]
    return sparse.csr_matrix((np.maximum(hours[chosen], 1e-9), (tail[chosen], head[chosen])), shape=(count, count))


def _times(graph: sparse.csr_matrix, indices: list[int]) -> Array:
    if not indices:
        return np.full((0, graph.shape[0]), np.inf)
    return np.asarray(dijkstra(graph, indices=indices))


@dataclass(frozen=True)
class _Pairs:
    """Arcs by pairs of tail and head, in the order of a sparse matrix whose rows are heads: the graph backwards.

    `order`: arcs by pair; `begin`: where each pair begins in it; `key`: head x places + tail of each pair, rising.
    """

    order: Indices
    begin: Indices
    key: Indices
    count: int

    @classmethod
    def of(cls, tail: Indices, head: Indices, count: int) -> _Pairs:
        """The pairs of some arcs between so many places."""
        keys = head * count + tail
        order = np.argsort(keys, kind="stable")
        key, begin = np.unique(keys[order], return_index=True)
        return cls(order, begin, key, count)

    def back(self, cost: Array) -> tuple[sparse.csr_matrix, Indices]:
        """The graph backwards with the least cost of each pair, and the arc that has it (the first of equals)."""
        sorted_cost = cost[self.order]
        least = np.minimum.reduceat(sorted_cost, self.begin)
        lengths = np.diff(self.begin, append=len(self.order))
        hits = np.flatnonzero(sorted_cost <= np.repeat(least, lengths))
        cheapest = self.order[hits[np.searchsorted(hits, self.begin)]]
        starts = np.searchsorted(self.key, np.arange(self.count + 1) * self.count)
        return sparse.csr_matrix((least, self.key % self.count, starts), shape=(self.count,) * 2), cheapest

    def number(self, tail: Indices, head: Indices) -> Indices:
        """Numbers of pairs that are there."""
        return np.searchsorted(self.key, head * self.count + tail)


@dataclass(frozen=True)
class Roads:
    """All arcs of a load as a graph, on which routes are found."""

    arcs: tuple[Arc, ...]
    places: tuple[str, ...]

    @classmethod
    def of(cls, network: Network, load: str) -> Roads:
        """The graph of a load."""
        arcs = network.arcs(load)
        return cls(arcs, tuple(dict.fromkeys(place for arc in arcs for place in (arc.tail, arc.head))))

    @cached_property
    def number(self) -> dict[str, int]:
        """Numbers of places."""
        return {place: k for k, place in enumerate(self.places)}

    @cached_property
    def leaving(self) -> dict[tuple[str, str], Arc]:
        """Arcs by the place that they leave, and their name there."""
        return {(arc.tail, arc.step_name): arc for arc in self.arcs}

    @cached_property
    def ends(self) -> tuple[Indices, Indices]:
        """Numbers of the tails and heads of the arcs, each of shape (arcs,)."""
        tails, heads = [self.number[arc.tail] for arc in self.arcs], [self.number[arc.head] for arc in self.arcs]
        return np.array(tails, dtype=np.int64), np.array(heads, dtype=np.int64)

    @cached_property
    def hours(self) -> Array:
        """Hours of the arcs, shape (arcs,)."""
        return np.array([arc.hours for arc in self.arcs])

    @cached_property
    def _pairs(self) -> _Pairs:
        tail, head = self.ends
        return _Pairs.of(tail, head, len(self.places))

    def onward(self, cost: Array, goals: Sequence[str]) -> tuple[Array, Indices]:
        """Least cost from every place to the nearest goal, and the arc to take first (-1: none); shapes (places,)."""
        targets = [self.number[goal] for goal in goals if goal in self.number]
        first = np.full(len(self.places), -1, dtype=np.int64)
        if not targets:
            return np.full(len(self.places), np.inf), first
        graph, cheapest = self._pairs.back(np.maximum(cost, 1e-9))  # a sparse zero would mean no arc
        least, after, _ = dijkstra(graph, indices=targets, min_only=True, return_predecessors=True)
        moving = np.flatnonzero(after >= 0)
        first[moving] = cheapest[self._pairs.number(moving, after[moving])]
        return least, first

    def follow(self, first: Indices, start: str) -> Route | None:
        """The route from a start along the arcs to take first; None if there is none, or no step is needed."""
        at = self.number.get(start, -1)
        arcs: list[Arc] = []
        while at >= 0 and first[at] >= 0:
            arcs.append(self.arcs[first[at]])
            at = self.number[arcs[-1].head]
        return Route(start, self.places[at], tuple(arcs)) if arcs else None


def _links(case: Case, links: pl.DataFrame) -> Iterator[Link]:
    nodes = dict(case.table("nodes").select("node", "place").iter_rows())
    borders = {(a, b): (n, d) for a, b, n, d in case.table("borders").select(
        "from_place", "to_place", "notice", "delay").iter_rows()}  # fmt: skip
    columns = ("link", "from_node", "to_node", "mode", "gauge", "length", "speed", "load_class")
    for link, start, end, mode, gauge, km, speed, bears in links.select(columns).iter_rows():
        for tail, head in ((start, end), (end, start)):
            states = (nodes[tail], nodes[head])
            day, delay = (0.0, 0.0) if states[0] == states[1] else borders[states]
            load_class = np.inf if bears is None else bears
            yield Link(link, tail, head, Mode(mode), gauge, km, km / speed + delay, load_class, day)


def _carriers(case: Case, load: str) -> Iterator[Carrier]:
    rows = case.table("carriage").filter(pl.col("load") == load).join(case.table("carriers"), on="carrier")
    columns = ("carrier", "mode", "gauge", "loading", "loading_time", "per_trip", "stock_per_trip", "mass")
    for carrier, mode, gauge, loading, time, per_trip, stock, mass in rows.sort("carrier").select(columns).iter_rows():
        yield Carrier(
            carrier, Mode(mode), gauge, Loading(loading), time or 0.0, per_trip, stock or 0.0, mass or 0.0
        )  # fmt: skip
