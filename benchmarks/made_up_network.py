"""Made-up cases of the days clock with networks of any size. No figure in them means anything.

The shape is that of the packaged case: a plane with forces in the west and overseas, areas on the eastern edge; three
loads, rail of two gauges, roads, sea and air; pools that return empty, borders, tiers. Only the network grows: the same
plane has more nodes and shorter links. Each link and transfer point takes less, by the root of the number of links, so
that about the same comes through from west to east; the transfer points of homes stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from benchmarks.plane import AREAS, STATES, WIDTH, Pairs, Plane, ends, stream
from benchmarks.synthetic import frame, synthetic
from sinews.data.case import Case
from sinews.data.tables import TABLES

#: Links of the packaged case; links by mode among each hundred, as there; nodes, fewer than there, since all of them
#: are on roads and on rails.
LIKE = 390
RAIL, ROAD, SEA, AIR, NODES = 44, 31, 10, 15, 20
#: Nodes from which forces leave, on the plane and overseas, and when they are ready by tier, in days.
HOMES, OVERSEAS = 18, ("over_1", "over_2")
READY = ((2.5, 7.5), (15.0, 25.0), (55.0, 105.0, 155.0))
#: What each tier adds, by load; when it is due, and its weight.
LOADS = {
    "heavy": (2400.0, 4800.0, 12000.0),
    "people": (1e5, 2e5, 5e5),
    "wheeled": (22600.0, 45200.0, 113000.0),
}
TIERS = {"tier_1": (10.0, 4.0), "tier_2": (30.0, 2.0), "tier_3": (180.0, 1.0)}
#: Carriers: mode, gauge, loading, hours to load anywhere; throughput and hours of a transfer point.
CARRIERS = {
    "aircraft": ("air", np.nan, "transfer", np.nan, 20.0, 3.0),
    "coach": ("road", np.nan, "anywhere", 0.0, 0.0, 0.0),
    "convoy": ("road", np.nan, "anywhere", 0.0, 0.0, 0.0),
    "flat_train": ("rail", 1435.0, "transfer", np.nan, 6.0, 6.0),
    "heavy_train": ("rail", 1435.0, "transfer", np.nan, 6.0, 6.0),
    "ship": ("sea", np.nan, "transfer", np.nan, 2.0, 24.0),
    "transporter": ("road", np.nan, "anywhere", 1.0, 0.0, 0.0),
    "wide_train": ("rail", 1520.0, "transfer", np.nan, 6.0, 6.0),
}
#: Load, carrier, units a trip, stock a trip, mass.
CARRIAGE = (
    ("heavy", "heavy_train", 20.0, 20.0, np.nan),
    ("heavy", "ship", 300.0, 1.0, np.nan),
    ("heavy", "transporter", 20.0, 20.0, 130.0),
    ("heavy", "wide_train", 20.0, 20.0, np.nan),
    ("people", "aircraft", 250.0, np.nan, np.nan),
    ("people", "coach", 900.0, np.nan, np.nan),
    ("wheeled", "convoy", 20.0, np.nan, np.nan),
    ("wheeled", "flat_train", 45.0, 40.0, np.nan),
    ("wheeled", "ship", 600.0, 1.0, np.nan),
    ("wheeled", "wide_train", 45.0, 40.0, np.nan),
)
#: Pools of each carrier: how many, stock of each, days until it is ready.
POOLS = {
    "flat_train": (4, 750.0, 6.0),
    "heavy_train": (4, 400.0, 6.0),
    "transporter": (3, 110.0, 3.0),
    "wide_train": (2, 300.0, 6.0),
}
SETTINGS = {"days_tick": 12, "days_fine": 25, "days_coarse": 10, "days_horizon": 225, "days_standard": 95,
            "days_early": 0.05, "days_grain": 10, "days_distance": 0.001, "days_detour": 2}  # fmt: skip

Tables = dict[str, pl.DataFrame]


def made_up_network(links: int, seed: int = 1) -> Case:
    """A case with about so many links (250 or more), and forces and needs of the size of the packaged case."""
    network = Network(Plane.made_up(links * NODES // 100, seed), links, seed)
    homes = [*(network.plane.names[home] for home in sorted(network.homes)), *OVERSEAS]
    return case_of(_ground(network) | _ways(network) | _carriers() | _forces(homes, seed) | _needs(seed), SETTINGS)


def case_of(tables: Tables, settings: Mapping[str, float]) -> Case:
    """The tables of the days clock as a case, with what else a case needs."""
    base = synthetic(STATES[0] * STATES[1], 1, 12)
    own = frame(len(settings), {"value": list(settings.values())}, parameter=list(settings), unit="1")
    kept = {table.name: base.table(table.name).cast(pl.String) for table in TABLES if table.required}
    kept["parameters"] = pl.concat([kept["parameters"], own.cast(pl.String)], how="diagonal")
    return Case.from_tables(base.settings, kept | tables)


@dataclass(frozen=True)
class Network:
    """Which nodes rail, road, ships and aircraft reach."""

    plane: Plane
    links: int
    seed: int

    @property
    def finer(self) -> float:
        """What a link or transfer point takes, to one of the packaged case."""
        return float(np.sqrt(LIKE / self.links))

    @cached_property
    def rail(self) -> Pairs:
        """Railways."""
        return self.plane.net(self.links * RAIL // 100, stream(self.seed, "railways"))

    @cached_property
    def road(self) -> Pairs:
        """Roads."""
        return self.plane.net(self.links * ROAD // 100, stream(self.seed, "roads"))

    @cached_property
    def wide(self) -> set[tuple[int, int]]:
        """Railways of the other gauge: in the far east, as far as they hang together."""
        east = self.plane.at[:, 0] > 0.9 * WIDTH
        return self.plane.largest([(one, other) for one, other in self.rail if east[one] and east[other]])

    @cached_property
    def served(self) -> dict[str, set[int]]:
        """Nodes that a carrier comes to, if it needs transfer points."""
        narrow = ends(pair for pair in self.rail if pair not in self.wide)
        ports = self.plane.coast(self.links * SEA // 100 // len(OVERSEAS), 0.0)
        airports = self.plane.coast(self.links * AIR // 100 // len(OVERSEAS), WIDTH)
        rails = {"flat_train": narrow, "heavy_train": narrow, "wide_train": ends(self.wide)}
        return {"aircraft": airports, "ship": ports, **rails}

    @cached_property
    def homes(self) -> set[int]:
        """Where forces leave: anywhere but in the east."""
        west = np.flatnonzero(self.plane.at[:, 0] < 0.7 * WIDTH)
        return set(stream(self.seed, "homes").choice(west, HOMES, replace=False).tolist())

    @cached_property
    def points(self) -> dict[str, set[int]]:
        """Transfer points: half of the nodes on rails, homes, areas, ports and where gauges meet."""
        at_random = np.flatnonzero(stream(self.seed, "transfers").random(len(self.plane.at)) < 0.5)
        both = self.served["flat_train"] & self.served["wide_train"]
        kept = self.homes | both | {*at_random.tolist(), *np.flatnonzero(self.plane.area >= 0).tolist()}
        kept |= self.served["ship"]
        far = {carrier: self.served[carrier] for carrier in ("aircraft", "ship")}
        return {carrier: nodes & kept for carrier, nodes in self.served.items()} | far


# tables -----------------------------------------------------------------------


def _ground(network: Network) -> Tables:
    """Areas, nodes, borders."""
    plane, far = network.plane, len(OVERSEAS)
    areas = [f"area_{number}" for number in range(AREAS)]
    where = [areas[number] if number >= 0 else None for number in plane.area] + [None] * far
    nodes, place = [*plane.names, *OVERSEAS], [*plane.state, *["A00"] * far]
    spot = {
        "longitude": [*plane.at[:, 0] / 111, *[-60.0] * far],
        "latitude": [*plane.at[:, 1] / 111 + 40, *[40.0] * far],
    }
    states = [f"A{number:02d}" for number in range(STATES[0] * STATES[1])]
    crossed = [(one, other) for one in states for other in states if one != other]
    one, other = zip(*crossed, strict=True)
    return {
        "areas": frame(AREAS, {}, area=areas, name=areas),
        "nodes": frame(len(nodes), spot, node=nodes, name=nodes, place=place, area=where),
        "borders": frame(len(crossed), {"notice": 7.0, "delay": 1.5}, from_place=one, to_place=other),
    }


def _ways(network: Network) -> Tables:
    """Links, transfer points, pools."""
    parts = [_rails(network), _roads(network), _lanes(network, "sea", "ship"), _lanes(network, "air", "aircraft")]
    links = pl.concat(parts, how="vertical_relaxed")
    codes = [f"link_{number:05d}" for number in range(links.height)]
    opens = pl.lit(None, pl.Date)
    return {
        "links": links.with_columns(link=pl.Series(codes), name=pl.Series(codes), opens=opens),
        "transfers": _transfers(network),
        "pools": _pools(network),
    }


def _links(mode: str, tails: list[str], heads: list[str], **numbers: ArrayLike) -> pl.DataFrame:
    blank = dict.fromkeys(("gauge", "length", "speed", "capacity", "civil_share", "load_class"), np.nan)
    return frame(len(tails), blank | numbers, from_node=tails, to_node=heads, mode=mode)


def _on_ground(network: Network, mode: str, pairs: Pairs, **numbers: ArrayLike) -> pl.DataFrame:
    """Links with capacities, of which civil traffic keeps most."""
    names = network.plane.names
    tails, heads = [names[one] for one, _ in pairs], [names[other] for _, other in pairs]
    capacity = stream(network.seed, mode).uniform(75, 150, len(pairs)) * network.finer
    length = 1.2 * network.plane.distance(pairs)
    return _links(mode, tails, heads, length=length, capacity=capacity, civil_share=80.0, **numbers)


def _rails(network: Network) -> pl.DataFrame:
    gauge = [1520.0 if pair in network.wide else 1435.0 for pair in network.rail]
    return _on_ground(network, "rail", network.rail, gauge=gauge, speed=12.0)


def _roads(network: Network) -> pl.DataFrame:
    weak = stream(network.seed, "bridges").random(len(network.road)) < 0.1
    return _on_ground(network, "road", network.road, speed=14.5, load_class=np.where(weak, 40.0, 140.0))


def _lanes(network: Network, mode: str, carrier: str) -> pl.DataFrame:
    """Lanes from overseas, without a limit."""
    there = [network.plane.names[node] for node in sorted(network.served[carrier])]
    pairs = [(over, node) for over in OVERSEAS for node in there]
    length, speed = {"sea": (6500.0, 37.0), "air": (8000.0, 717.0)}[mode]
    tails, heads = [tail for tail, _ in pairs], [head for _, head in pairs]
    return _links(mode, tails, heads, length=length, speed=speed, civil_share=0.0)


def _transfers(network: Network) -> pl.DataFrame:
    node, carrier, throughput, hours = zip(*_transfer_rows(network), strict=True)
    return frame(len(node), {"throughput": throughput, "time": hours}, node=node, carrier=carrier)


def _transfer_rows(network: Network) -> Iterator[tuple[str, str, float, float]]:
    for carrier, nodes in network.points.items():
        *_, throughput, hours = CARRIERS[carrier]
        for node in sorted(nodes):
            yield network.plane.names[node], carrier, throughput * (node in network.homes or network.finer), hours
        if carrier in ("aircraft", "ship"):
            yield from ((over, carrier, 10 * throughput, hours) for over in OVERSEAS)


def _pools(network: Network) -> pl.DataFrame:
    rows = [("ship", over, 9.0, 5.0) for over in OVERSEAS]
    for kind, (count, stock, ready) in POOLS.items():
        where = sorted(network.served.get(kind, ends(network.road)))
        homes = stream(network.seed, f"pools of {kind}").choice(where, count, replace=False)
        rows += [(kind, network.plane.names[home], stock, ready) for home in homes]
    carrier, home, quantity, notice = zip(*rows, strict=True)
    codes = [f"pool_{number:02d}" for number in range(len(rows))]
    return frame(
        len(rows), {"quantity": quantity, "notice": notice}, pool=codes, name=codes, carrier=carrier, home=home
    )


def _carriers() -> Tables:
    mode, gauge, loading, hours, _, _ = zip(*CARRIERS.values(), strict=True)
    load, carrier, per_trip, stock, mass = zip(*CARRIAGE, strict=True)
    codes, loads = list(CARRIERS), list(LOADS)
    about = {"carrier": codes, "name": codes, "mode": mode, "loading": loading}
    carried = {"per_trip": per_trip, "stock_per_trip": stock, "mass": mass}
    return {
        "carriers": frame(len(codes), {"gauge": gauge, "loading_time": hours}, **about),
        "loads": frame(len(loads), {"weight": 1.0}, load=loads, name=loads, unit="units"),
        "carriage": frame(len(load), carried, load=load, carrier=carrier),
    }


def _forces(homes: list[str], seed: int) -> Tables:
    """Formations: a part of each home in each tier, ready in slices."""
    share = dict(zip(homes, stream(seed, "formations").dirichlet(np.full(len(homes), 2.0)), strict=True))
    parts = [(home, tier, day) for home in homes for tier, days in enumerate(READY) for day in days]
    codes = [f"f{number:03d}" for number in range(len(parts))]
    about = {"formation": codes, "name": codes, "place": "A00", "home": [home for home, *_ in parts], "area": None}
    amounts = [LOADS[load][tier] * share[home] / len(READY[tier]) for home, tier, _ in parts for load in LOADS]
    of = {"formation": [code for code in codes for _ in LOADS], "load": list(LOADS) * len(codes)}
    return {
        "formations": frame(len(parts), {"notice": [day for *_, day in parts]}, **about),
        "formation_loads": frame(len(amounts), {"quantity": amounts}, **of),
    }


def _needs(seed: int) -> Tables:
    """What has to arrive: all that there is, over the areas."""
    share = stream(seed, "arrivals").dirichlet(np.full(AREAS, 5.0))
    rows = [(tier, area, load) for tier in range(len(TIERS)) for area in range(AREAS) for load in LOADS]
    amounts = [LOADS[load][tier] * share[area] for tier, area, load in rows]
    codes = list(TIERS)
    due, weight = zip(*TIERS.values(), strict=True)
    about = {
        "tier": [codes[tier] for tier, *_ in rows],
        "area": [f"area_{area}" for _, area, _ in rows],
        "load": [load for *_, load in rows],
    }
    return {
        "tiers": frame(len(codes), {"day": due, "weight": weight}, tier=codes, name=codes),
        "arrivals": frame(len(rows), {"quantity": amounts}, **about),
    }
