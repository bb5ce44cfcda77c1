"""Rows of the days clock that are sound, and that no plan of movement can use: nothing of it has to arrive, or can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from sinews.data.checks.askable import lacking
from sinews.data.checks.common import DatedCheck, Frames, unread
from sinews.data.checks.days import connected
from sinews.data.package import Settings
from sinews.data.tables.days import DAYS
from sinews.errors import Finding


@dataclass(frozen=True)
class Ways:
    """What can go where: loads that have to arrive, and the nodes that connect a start with an area that needs them."""

    frames: Frames

    @cached_property
    def loads(self) -> list[str]:
        """Loads of which something has to arrive, sorted."""
        return sorted(self.frames["arrivals"].filter(pl.col("quantity") > 0)["load"].unique())

    @cached_property
    def starts(self) -> pl.DataFrame:
        """Where such loads start, and the area that they are assigned to: columns formation, load, area, node."""
        loads = self.frames["formation_loads"].filter((pl.col("quantity") > 0) & pl.col("load").is_in(self.loads))
        homes = loads.join(self.frames["formations"], on="formation")
        ahead = self.frames["prepositioned"].join(self.frames["formations"], on="formation")
        columns = ("formation", "load", "area")
        return pl.concat([
            homes.select(*columns, pl.col("home").alias("node")),
            ahead.filter(pl.col("load").is_in(self.loads)).select(*columns, "node"),
        ])  # fmt: skip

    @cached_property
    def reaching(self) -> pl.DataFrame:
        """Those of the starts from which a way leads to an area that needs the load."""
        starts = [self._reach(load) for load in self.loads]
        return pl.concat(starts) if starts else self.starts.clear()

    def _reach(self, load: str) -> pl.DataFrame:
        group, goals = self._connected[load], self._goals(load)
        rows = self.starts.filter(pl.col("load") == load)
        able = [
            any(group.get(goal, goal) == group.get(node, node) for goal, of in goals if area in (None, of))
            for area, node in rows.select("area", "node").iter_rows()
        ]
        return rows.filter(pl.Series(able, dtype=pl.Boolean))

    def _goals(self, load: str) -> list[tuple[str, str]]:
        """Nodes at which a load is needed, with their areas."""
        needed = self.frames["arrivals"].filter((pl.col("load") == load) & (pl.col("quantity") > 0))["area"]
        rows = self.frames["nodes"].filter(pl.col("area").is_in(needed.implode()))
        return list(rows.select("node", "area").iter_rows())

    @cached_property
    def _connected(self) -> dict[str, dict[str, str]]:
        return {load: connected(self.frames, load) for load in self.loads}

    @cached_property
    def used(self) -> frozenset[str]:
        """Places (nodes, and node@carrier) that lie on a way of some load."""
        places: set[str] = set()
        for load in self.loads:
            group = self._connected[load]
            roots = {group.get(node, node) for node in self._reach(load)["node"]}
            places |= {place for place, root in group.items() if root in roots}
        return frozenset(places)


def _of_days(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """All warnings on rows of the days clock, if it can be asked; else one on all its tables."""
    if missing := lacking(frames):
        held = [table.name for table in DAYS if frames[table.name].height]
        for name in held[:1]:
            yield from unread(
                frames[name], (frames[name].columns[0],),
                f"rows in {', '.join(missing)}, without which nothing of {', '.join(held)} is read",
            )  # fmt: skip
        return
    ways = Ways(frames)
    yield from _loads(frames, ways)
    yield from _network(frames, ways)
    yield from _forces(frames, ways)


def _loads(frames: Frames, ways: Ways) -> Iterator[Finding]:
    idle = ~pl.col("load").is_in(ways.loads)
    some = "loads of which something has to arrive"
    for name, names in (("loads", ()), ("carriage", ("carrier",)), ("formation_loads", ("formation",))):
        yield from unread(frames[name].filter(idle), (*names, "load"), some)
    areas = frames["arrivals"].filter(pl.col("quantity") > 0)["area"]
    for name in ("areas", "nodes"):
        rows = frames[name].drop_nulls("area").filter(~pl.col("area").is_in(areas.implode()))
        yield from unread(rows, (frames[name].columns[0],), "areas in which something has to arrive")
    bare = frames["corridors"].join(frames["corridor_links"], on="corridor", how="anti", maintain_order="left")
    yield from unread(bare, ("corridor",), "corridors with at least one row in corridor_links")


def _network(frames: Frames, ways: Ways) -> Iterator[Finding]:
    """Links, carriers, transfer points, borders and pools that lie on no way."""
    used, some = ways.used, "what lies on a way from a formation to an area that needs its load"
    carriage = frames["carriage"].filter(pl.col("load").is_in(ways.loads))
    carriers = frames["carriers"].join(carriage.select("carrier").unique(), on="carrier")
    yield from unread(
        frames["carriers"].join(carriers, on="carrier", how="anti", maintain_order="left"), ("carrier",),
        "carriers of a load of which something has to arrive",
    )  # fmt: skip
    fitting = carriers.select("carrier", "mode", "gauge")
    taken = frames["links"].join(fitting, on=["mode", "gauge"], nulls_equal=True)
    taken = taken.filter(pl.format("{}@{}", "from_node", "carrier").is_in(list(used)))
    idle = frames["links"].join(taken, on="link", how="anti", maintain_order="left")
    yield from unread(idle, ("link",), some)
    points = ~pl.format("{}@{}", "node", "carrier").is_in(list(used))
    yield from unread(frames["transfers"].filter(points), ("carrier", "node"), some)
    yield from unread(_uncrossed(frames), ("from_place", "to_place"), "borders that a link crosses")
    taking = carriage.filter(pl.col("stock_per_trip") > 0)["carrier"]
    pools = frames["pools"].filter(~pl.col("carrier").is_in(taking.implode()))
    yield from unread(pools, ("pool",), "pools of carriers that take stock for a load that has to arrive")


def _uncrossed(frames: Frames) -> pl.DataFrame:
    place = dict(frames["nodes"].select("node", "place").iter_rows())
    places = pl.col("from_node", "to_node").replace_strict(place, default=None, return_dtype=pl.String)
    ends = frames["links"].select(places)
    ways = (ends.select(from_place=origin, to_place=other) for origin, other in (ends.columns, ends.columns[::-1]))
    return frames["borders"].join(pl.concat(ways), on=["from_place", "to_place"], how="anti", maintain_order="left")


def _forces(frames: Frames, ways: Ways) -> Iterator[Finding]:
    """Formations that have nothing to move, and loads of theirs from which no way leads on."""
    moving = frames["formation_loads"].filter((pl.col("quantity") > 0) & pl.col("load").is_in(ways.loads))
    still = frames["formations"].join(moving, on="formation", how="anti", maintain_order="left")
    yield from unread(still, ("formation",), "formations with a load of which something has to arrive")
    stuck = moving.join(ways.reaching, on=["formation", "load"], how="anti", maintain_order="left")
    yield from unread(
        stuck, ("formation", "load"), "loads that links and transfer points connect with an area that needs them"
    )
    idle = frames["prepositioned"].filter(~pl.col("load").is_in(ways.loads))
    yield from unread(idle, ("formation", "load"), "loads of which something has to arrive")
    linked = pl.concat([frames["links"]["from_node"], frames["links"]["to_node"]])
    yield from unread(frames["nodes"].filter(~pl.col("node").is_in(linked.implode())), ("node",), "nodes with a link")


WARNINGS: tuple[DatedCheck, ...] = (_of_days,)
