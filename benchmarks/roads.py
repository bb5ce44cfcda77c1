"""Made-up roads with one load and one area, as a case of the days clock and as a time-expanded graph.

The graph has a node for each place and tick; a link goes from (u, t) to (v, t + lag) in both directions, which share
its capacity in tick t, and waiting is allowed at the homes alone, as in the plan. Capacities are multiples of 1 / UNITS
of a vehicle, so that flows in whole numbers lose nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from benchmarks.made_up_network import case_of
from benchmarks.plane import WIDTH, Plane, stream
from benchmarks.synthetic import frame
from sinews.data.case import Case
from sinews.model.calendar import Indices

#: Whole numbers stand for so many parts of a vehicle.
UNITS = 1000
#: Ticks of the graph, hours of each, km an hour, vehicles in a convoy.
TICKS, HOURS, SPEED, CONVOY = 60, 12, 14.5, 20
#: Vehicles that have to arrive; nodes for each road, and the parts of them that are homes and goals.
NEED, NODES, HOMES, GOALS = 6_000.0, 0.6, 0.1, 0.05
DAYS = TICKS * HOURS / 24
SETTINGS = {"days_tick": HOURS, "days_fine": DAYS, "days_coarse": 1, "days_horizon": DAYS, "days_standard": 95,
            "days_early": 0, "days_grain": 100, "days_distance": 0, "days_detour": 100}  # fmt: skip


@dataclass(frozen=True)
class Roads:
    """Roads in numbers.

    `ends`: shape (roads, 2). `lag`: ticks on the way. `capacity`: parts of vehicles a tick, both directions together.
    `homes`: parts of vehicles by node. `goals`: nodes of the area.
    """

    nodes: int
    ends: Indices
    lag: Indices
    capacity: Indices
    homes: dict[int, int]
    goals: tuple[int, ...]

    @classmethod
    def made_up(cls, links: int, seed: int = 1) -> Roads:
        """About so many roads between nodes on a plane, from homes in the west to an area in the east."""
        plane = Plane.made_up(round(links * NODES), seed)
        x, pairs = plane.at[:, 0], plane.net(links, stream(seed, "net"))
        lag = np.maximum(np.rint(plane.distance(pairs) / (SPEED * HOURS)), 1).astype(np.int64)
        most = stream(seed, "capacities").uniform(50, 150, len(pairs)) * math.sqrt(100 / links)
        west, homes = np.flatnonzero(x < WIDTH / 2), round(len(x) * HOMES)
        chosen = np.sort(stream(seed, "homes").choice(west, homes, replace=False)).tolist()
        goals = np.sort(np.argsort(x, kind="stable")[-round(len(x) * GOALS) :]).tolist()
        amounts = dict.fromkeys(chosen, round(NEED / homes * UNITS))
        return cls(len(x), np.array(pairs), lag, np.rint(most * UNITS).astype(np.int64), amounts, tuple(goals))

    @property
    def need(self) -> int:
        """All vehicles, in parts."""
        return sum(self.homes.values())

    @cached_property
    def graph(self) -> Graph:
        """The time-expanded graph."""
        return Graph(self)

    def case(self) -> Case:
        """The same as a case."""
        return case_of(self._ground() | self._movement(), SETTINGS)

    def _ground(self) -> dict[str, pl.DataFrame]:
        names, codes = self._names, [f"road_{number:05d}" for number in range(len(self.lag))]
        where = ["flank" if number in self.goals else None for number in range(self.nodes)]
        tails, heads = ([names[node] for node in nodes] for nodes in self.ends.T)
        numbers = {
            "gauge": np.nan,
            "length": self.lag * HOURS * SPEED,
            "speed": SPEED,
            "capacity": self.capacity * (24 / HOURS / CONVOY / UNITS),
            "civil_share": 0.0,
            "load_class": np.nan,
        }
        about = {"link": codes, "name": codes, "from_node": tails, "to_node": heads, "mode": "road"}
        spot = {"latitude": 50.0, "longitude": 10.0}
        return {
            "areas": frame(1, {}, area="flank", name="flank"),
            "nodes": frame(self.nodes, spot, node=names, name=names, place="A00", area=where),
            "links": frame(len(codes), numbers, **about).with_columns(opens=pl.lit(None, pl.Date)),
        }

    def _movement(self) -> dict[str, pl.DataFrame]:
        homes = [self._names[home] for home in self.homes]
        convoy = {"carrier": "convoy", "name": "convoy", "mode": "road", "loading": "anywhere"}
        carried = {"per_trip": CONVOY, "stock_per_trip": np.nan, "mass": np.nan}
        forces = {"formation": homes, "name": homes, "place": "A00", "home": homes, "area": None}
        amounts = {"quantity": np.array(list(self.homes.values())) / UNITS}
        needed = {"tier": "one", "area": "flank", "load": "wheeled"}
        return {
            "carriers": frame(1, {"gauge": np.nan, "loading_time": 0.0}, **convoy),
            "loads": frame(1, {"weight": 1.0}, load="wheeled", name="wheeled", unit="vehicles"),
            "carriage": frame(1, carried, load="wheeled", carrier="convoy"),
            "formations": frame(len(homes), {"notice": 0.0}, **forces),
            "formation_loads": frame(len(homes), amounts, formation=homes, load="wheeled"),
            "tiers": frame(1, {"day": 0.0, "weight": 1.0}, tier="one", name="one"),
            "arrivals": frame(1, {"quantity": self.need / UNITS}, **needed),
        }

    @property
    def _names(self) -> list[str]:
        return [f"n{number:04d}" for number in range(self.nodes)]


@dataclass(frozen=True)
class Graph:
    """The time-expanded graph of roads, from one source to one sink."""

    roads: Roads

    @cached_property
    def arcs(self) -> dict[str, Indices]:
        """Arcs: tail, head, capacity, cost of a unit (ticks until it is there), until (tick by which it has passed)."""
        parts = [np.column_stack(np.broadcast_arrays(*part)) for part in (*self._links(), *self._ends())]
        return dict(zip(("tail", "head", "capacity", "cost", "until"), np.concatenate(parts).T.copy(), strict=True))

    @property
    def source(self) -> int:
        """Where all units start."""
        return TICKS * (self.roads.nodes + 2 * len(self.roads.lag))

    @property
    def sink(self) -> int:
        """Where they end."""
        return self.source + 1

    def _links(self) -> Iterator[tuple[Indices | int, ...]]:
        """From both ends of a link into it, through it within its capacity, and out at the other end."""
        roads, count = self.roads, len(self.roads.lag)
        tick, link = (grid.ravel() for grid in np.indices((TICKS, count)))
        inside = tick + roads.lag[link] < TICKS
        tick, link = tick[inside], link[inside]
        after, most = tick + roads.lag[link], roads.capacity[link]
        enter = TICKS * roads.nodes + tick * count + link
        leave = enter + TICKS * count
        yield enter, leave, most, 0, after
        for tail, head in ((0, 1), (1, 0)):
            yield tick * roads.nodes + roads.ends[link, tail], enter, most, 0, after
            yield leave, after * roads.nodes + roads.ends[link, head], most, 0, after

    def _ends(self) -> Iterator[tuple[Indices | int, ...]]:
        """From the source to each home in any tick, and from goals to the sink."""
        roads, ticks = self.roads, np.arange(TICKS)
        for gate, (home, amount) in enumerate(roads.homes.items(), self.sink + 1):
            yield np.array([self.source]), gate, amount, 0, 0
            yield gate, ticks * roads.nodes + home, amount, 0, ticks
        for goal in roads.goals:
            yield ticks * roads.nodes + goal, self.sink, roads.need, ticks, ticks
