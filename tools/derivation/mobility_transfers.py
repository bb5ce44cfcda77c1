"""Transfer points: rail terminals, changes of gauge, ports and airports, and what they handle in a day."""

from __future__ import annotations

from collections.abc import Iterator

from tools.derivation.figures import Book, Figure
from tools.derivation.mobility_links import RECEIVING, SENDING

STANDARD = ("heavy_train", "flat_train")

#: Nodes with terminals where trains of 1435 mm are loaded: regions of garrisons, ports, changes of gauge, the flank.
TERMINALS = (
    *("REI", "PAR", "TLN", "ANR", "RTM", "BEN", "MUN", "HAN", "WEI", "KLT", "BRV", "HAM", "ROS", "EBJ", "DRS"),
    *("OSL", "GOT", "HAL", "BOD", "NVK", "TOR", "SZZ", "GDN", "ZAG", "WAW", "OLS", "SUW", "BIA", "LUB", "RZE"),
    *("PRG", "VRN", "NAP", "TRS", "KOP", "GOA", "LJU", "ZGB", "BTS", "KSC", "VIE", "BUD", "BRS", "BUH", "GAL", "ARD"),
    *("CND", "STZ", "SOF", "THE", "ALX", "IST", "BCN", "LYO"),
)
#: Terminals of the other gauges; those that stand above as well change the gauge.
OTHER_TERMINALS = {
    "train_1520": ("KAU", "VNO", "KLJ", "PAN", "RIX", "TAP", "TLL"),
    "train_1524": ("TOR", "ROV", "OUL", "TMP", "HEL", "TKU"),
    "train_1668": ("MAD", "LIS", "BCN", "PAR"),
}
#: Lithuania's sites for military trains: the node that each counts for (four sites, three of them around Kaunas).
LITHUANIAN_SITES = {"KAU": 3, "PAN": 1}
#: Nodes on the line to come, where trains of 1435 mm can be unloaded as soon as it is open.
RAIL_BALTICA = ("RIX", "TLL")

#: Ports by fleet: each keeps to its own sea.
PORTS = {
    "american_ship": ("CHS", "BRV", "ANR", "RTM", "GDN", "ALX", "NVK", "CND"),
    "canadian_ship": ("HFX", "RTM", "RIX", "NVK"),
    "baltic_ferry": ("ROS", "HAM", "MMX", "GDN", "STO", "KLJ", "RIX", "TLL", "HEL", "TKU"),
    "north_sea_ferry": ("IMM", "SOU", "ANR", "RTM", "EBJ", "OSL", "GOT", "TRD", "NVK", "LIS", "TLL"),
    "mediterranean_ferry": ("TLN", "BCN", "NAP", "TRS", "THE", "ALX", "IZM", "ISK", "IST", "CND"),
}
#: Nodes that stand for all ports of a coast.
COASTS = ("CHS", "HFX")
SHIPS = ("american_ship", "canadian_ship")
FERRIES = ("baltic_ferry", "north_sea_ferry", "mediterranean_ferry")


#: Carrier -> where it is loaded, and the assumptions on how many a day and how long each takes.
OTHER_POINTS: dict[str, tuple[tuple[str, ...], str, str]] = {
    **{carrier: (PORTS[carrier], "ships_a_day", "ocean_ship_handling") for carrier in SHIPS},
    **{carrier: (PORTS[carrier], "ferries_a_day", "ferry_handling") for carrier in FERRIES},
    "aircraft": ((*SENDING, *RECEIVING), "flights_a_day", "flight_handling"),
}


def derive(book: Book) -> None:
    """Fill `transfers`."""
    train = book.assumed("train_handling")
    for node, carrier in _terminals():
        book.add("transfers", node=node, carrier=carrier, throughput=_terminal(book, node, carrier), time=train)
    for carrier, (nodes, often, time) in OTHER_POINTS.items():
        for node in nodes:
            rate = book.assumed("ships_a_day_of_a_coast" if node in COASTS and carrier in SHIPS else often)
            book.add("transfers", node=node, carrier=carrier, throughput=rate, time=book.assumed(time))


def _terminals() -> Iterator[tuple[str, str]]:
    """Node and kind of train of every rail terminal."""
    for node in (*TERMINALS, *LITHUANIAN_SITES, *RAIL_BALTICA):
        for carrier in STANDARD:
            yield node, carrier
    for carrier, nodes in OTHER_TERMINALS.items():
        for node in nodes:
            yield node, carrier


def heavy_a_train(book: Book) -> Figure:
    """Heavy vehicles on one train."""
    rule = book.rule(
        "heavy_vehicles_a_train",
        "Mean of the trains whose load is published: fourteen tanks with two other tracked vehicles in 2020, 26 "
        "armoured vehicles in 2017, and eighteen tanks as planned.",
    )
    tanks, mixed, planned = (
        book.fact("mobility-093", "tanks/train") + 2,
        book.fact("mobility-097", "armoured_vehicles/train"),
        book.fact("mobility-306", "tanks/train"),
    )
    mean = (tanks.value + mixed.value + planned.value) / 3
    basis = (*tanks.basis, *mixed.basis, *planned.basis)
    return Figure(mean, tanks.value, mixed.value, "vehicles", basis).by(rule)


def wheeled_a_train(book: Book) -> Figure:
    """Wheeled vehicles on one train."""
    return book.fact("mobility-086", "vehicles/train")


def _terminal(book: Book, node: str, carrier: str) -> Figure:
    """Trains of one kind that a terminal loads or unloads in a day."""
    if node == "ALX":
        return book.fact("mobility-113", "trains/day")
    if node in LITHUANIAN_SITES:
        return _lithuanian(book, node)
    seen, one = book.fact("mobility-252", "trains/day"), book.fact("mobility-113", "trains/day")
    rule = book.rule(
        "terminals_like_bremerhaven",
        "The three trains a day that were loaded at Bremerhaven for ten days in 2017 stand for every terminal. By the "
        "vehicles of that brigade two of three are trains of heavy vehicles. A region of garrisons or a large port may "
        "have twice as many ramps, a small one a train a day.",
    )
    part = heavy_part(book)
    share = 1 - part if carrier == "flat_train" else part
    value = seen.value * share if carrier in STANDARD else seen.value
    basis = (*seen.basis, *one.basis, "mobility-258", "mobility-259", "mobility-256")
    return Figure(value, value / 2, 2 * value, "trips/day", basis).by(rule)


def heavy_part(book: Book) -> float:
    """Part of the trains of the brigade of 2017 that carried its tracked vehicles."""
    heavy = book.fact("mobility-258", "vehicles").value / heavy_a_train(book).value
    by_rail = book.fact("mobility-259", "vehicles").value - book.fact("mobility-256", "vehicles").value
    return heavy / (heavy + by_rail / wheeled_a_train(book).value)


def _lithuanian(book: Book, node: str) -> Figure:
    rule = book.rule(
        "trains_at_lithuanian_sites",
        "Four sites take three trains at once; each is handled in the usual time, day and night, and a node has "
        "the sites around it.",
    )
    at_once = book.fact("mobility-146", "vehicles_simultaneous") / book.fact("mobility-147", "items/train")
    share = LITHUANIAN_SITES[node] / sum(LITHUANIAN_SITES.values())
    return (at_once * share / (book.assumed("train_handling") / 24)).of("trips/day").by(rule)
