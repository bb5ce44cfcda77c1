"""The tables that the days clock reads: the network, what moves over it, and what has to arrive where and when.

All of them are optional: a case without them has no days clock.
"""

from __future__ import annotations

from sinews.data.schema import Choice, Code, Month, Number, Reference, Table, Text
from sinews.data.tables.kinds import Loading, Mode

AREAS = Table(
    "areas",
    "Areas of the flank, in which forces have to arrive.",
    (
        Code("area", "code of the area"),
        Text("name", "name in English"),
    ),
    ("area",),
)

NODES = Table(
    "nodes",
    "Nodes of the network: cities, junctions, ports, terminals, border crossings.",
    (
        Code("node", "code of the node"),
        Text("name", "name in English"),
        Reference("place", "state in which it lies", table="places"),
        Number("latitude", "degrees north", unit="degrees", minimum=-90.0, maximum=90.0),
        Number("longitude", "degrees east", unit="degrees", minimum=-180.0, maximum=180.0),
        Reference("area", "area that what arrives here counts for; blank: none", table="areas", blank=True),
    ),
    ("node",),
)

CARRIERS = Table(
    "carriers",
    "Ways to carry loads: trains by gauge, convoys, transporters, ships, aircraft.",
    (
        Code("carrier", "code of the carrier"),
        Text("name", "name in English, of several of them"),
        Choice("mode", "links that it uses", choices=Mode),
        Number("gauge", "track gauge that it needs; blank unless by rail", unit="mm", minimum=1.0, blank=True),
        Choice("loading", "at every node, or at transfer points only", choices=Loading),
        Number(
            "loading_time",
            "hours to load, and again to unload, one trip at a node that is no transfer point",
            unit="hours",
            blank=True,
        ),
    ),
    ("carrier",),
)

LINKS = Table(
    "links",
    "Links between nodes, open in both directions.",
    (
        Code("link", "code of the link"),
        Text("name", "name of the line, road or lane"),
        Reference("from_node", "one end", table="nodes"),
        Reference("to_node", "the other end", table="nodes"),
        Choice("mode", "rail, road, sea or air", choices=Mode),
        Number("gauge", "track gauge; blank unless rail", unit="mm", minimum=1.0, blank=True),
        Number("length", "length", unit="km"),
        Number("speed", "average speed with all stops on the way", unit="km/hour", minimum=0.1),
        Number(
            "capacity",
            "trips (trains, convoys, sailings, flights) a day, both directions together; blank: no limit",
            unit="trips/day",
            blank=True,
        ),
        Number("civil_share", "part of the capacity that civil traffic keeps", unit="percent", maximum=100.0),
        Number("load_class", "heaviest vehicle that it bears, loaded; blank: bears all", unit="tonnes", blank=True),
        Month("opens", "month in which it opens; blank: it is open", blank=True),
    ),
    ("link",),
)

TRANSFERS = Table(
    "transfers",
    "Transfer points: ports, rail terminals, gauge changes (one row for each gauge), airports.",
    (
        Reference("node", "where", table="nodes"),
        Reference("carrier", "what is loaded and unloaded there", table="carriers"),
        Number("throughput", "trips that can be loaded or unloaded a day, both together", unit="trips/day"),
        Number("time", "hours to load, and again to unload, one trip", unit="hours"),
    ),
    ("node", "carrier"),
)

BORDERS = Table(
    "borders",
    "What it takes to cross from one state into another.",
    (
        Reference("from_place", "state that is left", table="places"),
        Reference("to_place", "state that is entered", table="places"),
        Number("notice", "days from the order to move until the first crossing is permitted", unit="days"),
        Number("delay", "hours that each crossing takes", unit="hours"),
    ),
    ("from_place", "to_place"),
)

LOADS = Table(
    "loads",
    "What has to be carried: people, wheeled vehicles, heavy vehicles.",
    (
        Code("load", "code of the load"),
        Text("name", "name in English"),
        Text("unit", "unit in which it is counted (persons, vehicles)"),
        Number("weight", "weight of its lateness", unit="1"),
    ),
    ("load",),
)

CARRIAGE = Table(
    "carriage",
    "Which carriers take which loads, how much of them on one trip, and what that takes.",
    (
        Reference("load", "what is carried", table="loads"),
        Reference("carrier", "by what", table="carriers"),
        Number(
            "per_trip",
            "units of the load on one trip (train, convoy, sailing, flight)",
            unit="load/trip",
            minimum=0.001,
        ),
        Number(
            "stock_per_trip",
            "units of rolling stock, transporters or hulls that one trip takes from the pools of its carrier; "
            "blank: its own wheels",
            unit="1/trip",
            blank=True,
        ),
        Number("mass", "heaviest vehicle on the link, loaded; blank: any link bears it", unit="tonnes", blank=True),
    ),
    ("load", "carrier"),
)

POOLS = Table(
    "pools",
    "Limited rolling stock, transporters and ships, which return home empty.",
    (
        Code("pool", "code of the pool"),
        Text("name", "name of the pool"),
        Reference("carrier", "what it serves", table="carriers"),
        Reference("home", "where it stands at the start, and where it returns to", table="nodes"),
        Number("quantity", "wagons, transporters or hulls that are ready", unit="1"),
        Number("notice", "days from the order to move until they are ready", unit="days"),
    ),
    ("pool",),
)

FORMATIONS = Table(
    "formations",
    "Forces that move.",
    (
        Code("formation", "code of the formation"),
        Text("name", "name of the formation, or of the forces that it stands for"),
        Reference("place", "state that it belongs to", table="places"),
        Reference("home", "node from which it starts", table="nodes"),
        Number("notice", "days from the order to move until it can leave", unit="days"),
        Reference("area", "area that it is assigned to; blank: where it is needed most", table="areas", blank=True),
    ),
    ("formation",),
)

FORMATION_LOADS = Table(
    "formation_loads",
    "What each formation consists of.",
    (
        Reference("formation", "formation", table="formations"),
        Reference("load", "load", table="loads"),
        Number("quantity", "how much of it", unit="load"),
    ),
    ("formation", "load"),
)

PREPOSITIONED = Table(
    "prepositioned",
    "Equipment of formations that waits elsewhere than at their home.",
    (
        Reference("formation", "formation that draws it", table="formations"),
        Reference("load", "load", table="loads"),
        Reference("node", "where it waits", table="nodes"),
        Number("quantity", "how much of the formation's load waits there", unit="load"),
        Number("issue_time", "days from the order to move until it is issued", unit="days"),
    ),
    ("formation", "load", "node"),
)

TIERS = Table(
    "tiers",
    "Tiers of the forces that have to arrive.",
    (
        Code("tier", "code of the tier"),
        Text("name", "name in English"),
        Number("day", "days from the order to move by which they have to be there", unit="days"),
        Number("weight", "weight of its lateness", unit="1"),
    ),
    ("tier",),
)

ARRIVALS = Table(
    "arrivals",
    "What has to arrive, by tier and area: additions of the tier to those before it.",
    (
        Reference("tier", "tier", table="tiers"),
        Reference("area", "area", table="areas"),
        Reference("load", "load", table="loads"),
        Number("quantity", "how much of it", unit="load"),
    ),
    ("tier", "area", "load"),
)

CORRIDORS = Table(
    "corridors",
    "Corridors that may be out of service as a whole, for works, weather or a strike.",
    (
        Code("corridor", "code of the corridor"),
        Text("name", "name in English"),
    ),
    ("corridor",),
)

CORRIDOR_LINKS = Table(
    "corridor_links",
    "Links of the corridors.",
    (
        Reference("corridor", "corridor", table="corridors"),
        Reference("link", "link", table="links"),
    ),
    ("corridor", "link"),
)

DAYS: tuple[Table, ...] = (
    AREAS,
    NODES,
    CARRIERS,
    LINKS,
    TRANSFERS,
    BORDERS,
    LOADS,
    CARRIAGE,
    POOLS,
    FORMATIONS,
    FORMATION_LOADS,
    PREPOSITIONED,
    TIERS,
    ARRIVALS,
    CORRIDORS,
    CORRIDOR_LINKS,
)
