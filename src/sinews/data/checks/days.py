"""What is wrong between the tables of the days clock: links to nowhere, gauges that nothing fits, needs out of reach.

Every function takes the typed tables that could be read as a whole, and skips what it cannot see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from sinews.data.checks.common import Frames, flagged
from sinews.data.reading import FILE, LINE
from sinews.data.tables.kinds import Loading, Mode
from sinews.errors import Finding


def _have(frames: Frames, *names: str) -> bool:
    return all(name in frames and frames[name].height for name in names)


def _loops(frames: Frames) -> Iterator[Finding]:
    if _have(frames, "links"):
        yield from flagged(
            frames["links"],
            pl.col("from_node") == pl.col("to_node"),
            "to_node",
            '"{}", where the link begins',
            "two nodes",
            "Name the other end, or take the link out.",
        )


def _gauges(frames: Frames) -> Iterator[Finding]:
    """Rails have a gauge and nothing else has; every gauge has a train."""
    for name in ("links", "carriers"):
        if not _have(frames, name):
            continue
        rail = pl.col("mode") == Mode.RAIL
        frame = frames[name]
        yield from flagged(
            frame, rail & pl.col("gauge").is_null(), "gauge", "blank", "the gauge of a railway", "State it."
        )
        yield from flagged(
            frame,
            ~rail & pl.col("gauge").is_not_null(),
            "gauge",
            "{:g} mm",
            "blank where there are no rails",
            "Clear it.",
        )
    if _have(frames, "links", "carriers"):
        links, carriers = frames["links"], frames["carriers"]
        keys = ["mode", "gauge"]
        lost = links.join(carriers.select(keys).unique(), on=keys, how="anti", nulls_equal=True, maintain_order="left")
        for file, line, mode, gauge in lost.select(FILE, LINE, *keys).iter_rows():
            if (mode == Mode.RAIL) == (gauge is not None):
                what = f"{mode} of {gauge:g} mm" if gauge is not None else str(mode)
                yield Finding(
                    file, line, "gauge" if gauge is not None else "mode", f"{what}, which no carrier fits",
                    "links that a carrier can use", "Correct it, or add a carrier of this mode and gauge.",
                )  # fmt: skip


def _ways(frames: Frames) -> Iterator[Finding]:
    """What is there has a length, what carries has a capacity."""
    if _have(frames, "links"):
        yield from flagged(
            frames["links"], pl.col("length") == 0, "length", "0 km", "more than 0 km", "State the length of the link."
        )
        yield from flagged(
            frames["links"],
            pl.col("capacity").is_null() & pl.col("mode").is_in([Mode.RAIL.value, Mode.ROAD.value]),
            "capacity",
            "blank",
            "the capacity of a railway or road (only lanes at sea and in the air may have none)",
            "State the capacity in trips a day.",
        )


def _loading(frames: Frames) -> Iterator[Finding]:
    if not _have(frames, "carriers"):
        return
    carriers = frames["carriers"]
    yield from flagged(
        carriers,
        (pl.col("loading") == Loading.ANYWHERE) & pl.col("loading_time").is_null(),
        "loading_time",
        "blank",
        "hours, where a carrier is loaded anywhere",
        "State them; 0 for what drives by itself.",
    )
    at_points = carriers.filter(pl.col("loading") == Loading.TRANSFER)
    if "transfers" in frames:
        points = frames["transfers"].select("carrier").unique()
        for file, line, carrier in (
            at_points.join(points, on="carrier", how="anti", maintain_order="left")
            .select(FILE, LINE, "carrier")
            .iter_rows()
        ):
            yield Finding(
                file, line, "loading", f'transfer, for "{carrier}" without a transfer point',
                "at least one row in transfers", "Add its transfer points, or let it be loaded anywhere.",
            )  # fmt: skip


def _points(frames: Frames) -> Iterator[Finding]:
    """A transfer point lies on a link that its carrier can use."""
    if not _have(frames, "transfers", "links", "carriers"):
        return
    served = _served(frames)
    for file, line, node, carrier in frames["transfers"].select(FILE, LINE, "node", "carrier").iter_rows():
        if (node, carrier) not in served and carrier in frames["carriers"]["carrier"]:
            yield Finding(
                file, line, "node", f'"{node}", which no link for "{carrier}" reaches',
                "a node on a link of the carrier", "Correct the node or carrier, or add the link.",
            )  # fmt: skip


def _served(frames: Frames) -> set[tuple[str, str]]:
    """Nodes with a link that a carrier fits, as (node, carrier)."""
    links = frames["links"].join(
        frames["carriers"].select("carrier", "mode", "gauge"), on=["mode", "gauge"], nulls_equal=True
    )
    pairs = links.select("from_node", "to_node", "carrier").drop_nulls().iter_rows()
    return {(node, carrier) for origin, other, carrier in pairs for node in (origin, other)}


def _pools(frames: Frames) -> Iterator[Finding]:
    if not _have(frames, "carriage"):
        return
    taking = frames["carriage"].filter(pl.col("stock_per_trip") > 0)
    pools = frames.get("pools")
    if pools is not None:
        lost = taking.join(pools.select("carrier").unique(), on="carrier", how="anti", maintain_order="left")
        yield from flagged(
            lost, pl.lit(value=True), "carrier", '"{}", which takes stock from no pool',
            "a carrier with a pool, or stock_per_trip blank", "Add a pool for the carrier, or clear stock_per_trip.",
        )  # fmt: skip
    if _have(frames, "pools", "links", "carriers"):
        served = _served(frames)
        for file, line, home, carrier in frames["pools"].select(FILE, LINE, "home", "carrier").iter_rows():
            if (home, carrier) not in served and carrier in frames["carriers"]["carrier"]:
                yield Finding(
                    file, line, "home", f'"{home}", which no link for "{carrier}" leaves',
                    "a home on a link of its carrier", "Correct the home, or add the link.",
                )  # fmt: skip


def _loads(frames: Frames) -> Iterator[Finding]:
    """What is needed or moves can be carried."""
    if not _have(frames, "carriage"):
        return
    carried = frames["carriage"].select("load").unique()
    for name in ("arrivals", "formation_loads"):
        if name in frames:
            lost = frames[name].join(carried, on="load", how="anti", maintain_order="left")
            yield from flagged(
                lost, pl.lit(value=True), "load", '"{}", which nothing carries',
                "a load with at least one row in carriage", "Say in carriage what carries it.",
            )  # fmt: skip


def _prepositioned(frames: Frames) -> Iterator[Finding]:
    if not _have(frames, "prepositioned", "formation_loads"):
        return
    keys = ["formation", "load"]
    whole = frames["formation_loads"].select(*keys, pl.col("quantity").alias("whole"))
    ahead = frames["prepositioned"].join(whole, on=keys, how="left", maintain_order="left")
    yield from flagged(
        ahead, pl.col("whole").is_null(), "load", '"{}", which the formation has none of', "a load of the formation",
        "Correct formation or load, or add the load to formation_loads.",
    )  # fmt: skip
    total = pl.col("quantity").sum().over(keys)
    yield from flagged(
        ahead, total > pl.col("whole") * (1 + 1e-9), "quantity", "{:g}, more than the formation has in all",
        "at most what the formation has", "Lower it, or raise the quantity in formation_loads.",
    )  # fmt: skip


def _tiers(frames: Frames) -> Iterator[Finding]:
    if _have(frames, "tiers", "arrivals"):
        lost = frames["tiers"].join(frames["arrivals"].select("tier"), on="tier", how="anti", maintain_order="left")
        yield from flagged(
            lost, pl.lit(value=True), "tier", '"{}", of which nothing has to arrive', "a tier with rows in arrivals",
            "Add its arrivals, or take the tier out.",
        )  # fmt: skip
    if _have(frames, "arrivals", "nodes"):
        lost = frames["arrivals"].join(
            frames["nodes"].select("area").drop_nulls().unique(), on="area", how="anti", maintain_order="left"
        )
        yield from flagged(
            lost, pl.lit(value=True), "area", '"{}", in which no node lies', "an area with at least one node",
            "Name the area in the row of a node.",
        )  # fmt: skip


def _borders(frames: Frames) -> Iterator[Finding]:
    """Both directions of every border that a link crosses."""
    if not _have(frames, "links", "nodes"):
        return
    place = dict(frames["nodes"].select("node", "place").iter_rows())
    borders = frames.get("borders")
    crossings = set() if borders is None else set(borders.select("from_place", "to_place").iter_rows())
    told: set[tuple[str, str]] = set()
    for file, line, origin, other in frames["links"].select(FILE, LINE, "from_node", "to_node").iter_rows():
        for pair in ((place.get(origin), place.get(other)), (place.get(other), place.get(origin))):
            if None in pair or pair[0] == pair[1] or pair in crossings or pair in told:
                continue
            told.add((str(pair[0]), str(pair[1])))
            yield Finding(
                file, line, "to_node", f"a crossing from {pair[0]} into {pair[1]} without a row in borders",
                "a row in borders for each direction of a border that links cross", "Add the row.",
            )  # fmt: skip


def _areas(frames: Frames) -> Iterator[Finding]:
    """A formation that is assigned to an area has something to do there."""
    if _have(frames, "formations", "arrivals"):
        needed = frames["arrivals"].select("area").unique()
        assigned = frames["formations"].filter(pl.col("area").is_not_null())
        lost = assigned.join(needed, on="area", how="anti", maintain_order="left")
        yield from flagged(
            lost, pl.lit(value=True), "area", '"{}", where nothing has to arrive', "an area with rows in arrivals",
            "Clear the area, or add its arrivals.",
        )  # fmt: skip


def _reach(frames: Frames) -> Iterator[Finding]:
    """Every need can be reached by some formation with its load, whatever the date and the time it takes."""
    names = ("arrivals", "nodes", "links", "carriers", "carriage", "formations", "formation_loads")
    if not _have(frames, *names):
        return
    for load in frames["arrivals"]["load"].drop_nulls().unique().sort():
        group = connected(frames, load)
        starts = frames["formation_loads"].filter(pl.col("load") == load).join(frames["formations"], on="formation")
        lit = {(group.get(home, home), area) for home, area in starts.select("home", "area").iter_rows()}
        if _have(frames, "prepositioned"):
            ahead = frames["prepositioned"].filter(pl.col("load") == load)
            lit |= {(group.get(node, node), None) for node in ahead["node"]}
        rows = frames["arrivals"].filter(pl.col("load") == load).unique("area", keep="first", maintain_order=True)
        for file, line, area in rows.select(FILE, LINE, "area").iter_rows():
            goals = frames["nodes"].filter(pl.col("area") == area)["node"].to_list()
            if goals and not any((group.get(goal, goal), of) in lit for goal in goals for of in (None, area)):
                yield Finding(
                    file, line, "area", f'"{area}", which no formation with "{load}" can reach',
                    "areas that links and transfer points connect with a formation",
                    "Add the link, transfer point or formation that is missing.",
                )  # fmt: skip


def connected(frames: Frames, load: str) -> dict[str, str]:
    """Places that a load can go between (nodes, and node@carrier), by a name that connected places share."""
    parent: dict[str, str] = {}

    def root(place: str) -> str:
        while parent.setdefault(place, place) != place:
            place = parent[place]
        return place

    carriers = frames["carriage"].filter(pl.col("load") == load).join(frames["carriers"], on="carrier")
    points = set(frames["transfers"].select("node", "carrier").iter_rows()) if "transfers" in frames else set()
    columns = ("carrier", "mode", "gauge", "loading", "mass")
    for carrier, mode, gauge, loading, mass in carriers.select(columns).iter_rows():
        links = frames["links"].filter(
            (pl.col("mode") == mode)
            & pl.col("gauge").eq_missing(pl.lit(gauge, dtype=pl.Float64))
            & (pl.col("load_class").is_null() | pl.lit(mass is None) | (pl.col("load_class") >= (mass or 0.0)))
        )
        for origin, other in links.select("from_node", "to_node").iter_rows():
            parent[root(f"{origin}@{carrier}")] = root(f"{other}@{carrier}")
            for node in (origin, other):
                if loading == Loading.ANYWHERE or (node, carrier) in points:
                    parent[root(f"{node}@{carrier}")] = root(node)
    return {place: root(place) for place in list(parent)}


CHECKS: tuple[Callable[[Frames], Iterator[Finding]], ...] = (
    _loops,
    _gauges,
    _ways,
    _loading,
    _points,
    _pools,
    _loads,
    _prepositioned,
    _tiers,
    _borders,
    _areas,
    _reach,
)


def of_days(frames: Frames) -> Iterator[Finding]:
    """All findings between the tables of the days clock."""
    for check in CHECKS:
        yield from check(frames)
