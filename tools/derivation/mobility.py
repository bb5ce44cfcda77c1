"""The days clock: areas, nodes, tiers, corridors and settings; links, carriers, forces and levers in files beside this.

What nobody publishes (the capacity of a line, what civil traffic keeps, how long a train takes to load) is a named
assumption with a range. Everything else is a fact, or follows from facts by a named rule.
"""

from __future__ import annotations

from dataclasses import replace

from tools.derivation import (
    mobility_assumptions,
    mobility_carriers,
    mobility_forces,
    mobility_levers,
    mobility_links,
    mobility_pools,
    mobility_transfers,
)
from tools.derivation.figures import Book
from tools.derivation.network import Network, coordinate

AREAS = {
    "north": "Finland",
    "estonia": "Estonia",
    "latvia": "Latvia",
    "lithuania": "Lithuania",
    "poland": "Eastern Poland",
    "slovakia_hungary": "Slovakia and Hungary",
    "romania_bulgaria": "Romania and Bulgaria",
}

#: Where forces of an area go: its regions of garrisons and training, as far as the network has them.
AREA_NODES = {
    "north": ("ROV", "TMP"),
    "estonia": ("TAP",),
    "latvia": ("RIX",),
    "lithuania": ("KAU", "VNO"),
    "poland": ("SUW", "OLS", "BIA", "LUB", "RZE"),
    "slovakia_hungary": ("KSC", "BUD"),
    "romania_bulgaria": ("BRS", "GAL", "STZ"),
}

#: Corridor -> name, links. A corridor closes as a whole: one line, pass, bridge or strait with all that runs over it.
CORRIDORS: dict[str, tuple[str, tuple[str, ...]]] = {
    "suwalki": ("Suwalki gap, rail and road", ("L173", "L174")),
    "oder": ("Oder crossing at Frankfurt, rail and road", ("L133", "L134")),
    "neisse": ("Neisse crossing at Goerlitz, rail and road", ("L138", "L139", "L140", "L141")),
    "elbe": ("Elbe crossing between Hannover and Berlin, rail and road", ("L037", "L038")),
    "brenner": ("Brenner pass, rail and road", ("L071", "L072")),
    "danube": ("Danube valley from Linz to Vienna, rail and road", ("L108", "L109")),
    "danube_bridges": ("Danube bridges of Bulgaria and Romania", ("L256", "L257", "L258", "L259")),
    "oresund": ("Oresund bridge, rail and road", ("L198", "L199")),
    "baltic_sea": (
        "Ferries on the Baltic Sea",
        ("L309", "L310", "L311", "L312", "L313", "L314", "L315", "L316", "L317", "L318", "L319", "L299", "L307"),
    ),
    "atlantic": (
        "Sea lanes from North America",
        ("L293", "L294", "L295", "L296", "L297", "L298", "L299", "L300", "L301", "L302"),
    ),
}

#: parameter -> (value, low, high, unit, reason).
SETTINGS: dict[str, tuple[float, float, float, str, str]] = {
    "days_tick": (
        12.0,
        6.0,
        24.0,
        "hours",
        "Trains are loaded in half a day and convoys march by day or by night: half a day is the grain of movements.",
    ),
    "days_fine": (
        25.0,
        25.0,
        45.0,
        "days",
        "All forces of the first two tiers are ready by then; later arrivals are counted in larger steps, which "
        "start on the days on which the slices of the last tier become ready.",
    ),
    "days_coarse": (
        10.0,
        5.0,
        15.0,
        "days",
        "Late in the movement only the month matters.",
    ),
    "days_grain": (
        10.0,
        5.0,
        20.0,
        "percent",
        "A day of closure should be read to about a tenth; ticks that last longer than this part of the day on which "
        "they begin would blur it.",
    ),
    "days_horizon": (
        225.0,
        215.0,
        365.0,
        "days",
        "The last tier is due on day 180; six weeks more show by how much it is late.",
    ),
    "days_standard": (
        95.0,
        90.0,
        100.0,
        "percent",
        "A need counts as closed when nearly all of it has arrived; single stragglers do not keep a front open.",
    ),
    "days_early": (
        0.05,
        0.01,
        0.1,
        "weight",
        "What arrives before it is due is worth a little more the sooner it comes, and never as much as what is late.",
    ),
    "days_distance": (
        0.001,
        0.0001,
        0.01,
        "days/million_trip_km",
        "Distance decides between plans that are equally early, and between no others.",
    ),
    "days_detour": (
        2.0,
        1.5,
        3.0,
        "ratio",
        "Nobody plans a movement over a way twice as long as the shortest; ways beyond that are left out.",
    ),
}

#: Tier -> name and the fact of the day by which it is due.
TIERS = {
    "tier_1": ("First tier, within ten days", "mobility-217"),
    "tier_2": ("Second tier, by day 30", "mobility-219"),
    "tier_3": ("Third tier, by day 180", "mobility-221"),
}


def derive(book: Book) -> None:
    """Fill every table of the days clock."""
    network = Network.read()
    network.register(book)
    mobility_assumptions.derive(book)
    _nodes(book, network)
    _settings(book)
    mobility_links.derive(book, network)
    mobility_carriers.derive(book)
    mobility_transfers.derive(book)
    mobility_pools.derive(book)
    mobility_forces.derive(book, tuple(AREAS))
    mobility_levers.derive(book, network)
    for corridor, (name, links) in CORRIDORS.items():
        book.add("corridors", corridor=corridor, name=name)
        for link in links:
            book.add("corridor_links", corridor=corridor, link=link)


def _nodes(book: Book, network: Network) -> None:
    for area, name in AREAS.items():
        book.add("areas", area=area, name=name)
    areas = {node: area for area, nodes in AREA_NODES.items() for node in nodes}
    for node in network.nodes.values():
        book.add(
            "nodes",
            node=node.code,
            name=node.name,
            place=node.place,
            latitude=coordinate(book, node.lat),
            longitude=coordinate(book, node.lon),
            area=areas.get(node.code),
        )


def _settings(book: Book) -> None:
    for name, (value, low, high, unit, reason) in SETTINGS.items():
        setting = book.assume(name, value, low, high, unit, reason, role="setting")
        book.add("parameters", parameter=name, value=setting, unit=unit)
    weights = [
        book.assume(
            f"weight_of_{tier}",
            weight,
            weight / 2,
            2 * weight,
            "weight",
            "What is late of an earlier tier counts twice as much as of the next: a plan fills the tiers in their "
            "order, and does not let one area of the first wait for another of the second.",
            role="setting",
        )
        for tier, weight in zip(TIERS, (4.0, 2.0, 1.0), strict=True)
    ]
    for weight, (tier, (name, fact)) in zip(weights, TIERS.items(), strict=True):
        due = book.fact(fact, "days")  # the window before it is a matter of notice
        book.add("tiers", tier=tier, name=name, day=replace(due, low=due.value, high=due.value), weight=weight)
