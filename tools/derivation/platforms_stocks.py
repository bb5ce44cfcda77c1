"""Stocks of tanks, infantry fighting vehicles, howitzers and combat aircraft by ally."""

from __future__ import annotations

from dataclasses import dataclass

from tools.derivation.figures import Book, Figure, total
from tools.derivation.platforms_orders import AIRCRAFT, HOWITZER, START, TANK, VEHICLE, net_of, remaining

#: Fact of stored, old or mixed types -> counted at the usable share.
USABLE = "usable_share_of_broad_counts"


@dataclass(frozen=True)
class Held:
    """What an ally holds: facts that add up, broad counts taken at their usable share, facts to take off.

    `low` and `high` name other published counts that the range has to cover. `since` and `until` tell
    the months of an order of which only the part before 2026 is held.
    """

    place: str
    item: str
    facts: tuple[str, ...] = ()
    broad: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    since: str = ""
    until: str = ""


HOLDINGS: tuple[Held, ...] = (
    # tanks
    Held("DEU", TANK, ("platforms-322",), high="inventories-109"),
    Held("POL", TANK, ("inventories-081",)),
    Held("FRA", TANK, ("inventories-138",)),
    Held("GBR", TANK, ("platforms-150",), high="platforms-149"),
    Held("ITA", TANK, ("inventories-169",), low="inventories-170"),
    Held("ESP", TANK, ("inventories-190",), high="inventories-186"),
    Held("GRC", TANK, ("platforms-385",), high="platforms-387"),
    Held("TUR", TANK, ("inventories-040", "inventories-025")),
    Held("SWE", TANK, ("inventories-239",)),
    Held("FIN", TANK, ("inventories-246",), high="platforms-406"),
    Held("NOR", TANK, ("inventories-256",)),
    Held("DNK", TANK, ("inventories-266",)),
    Held("NLD", TANK, ("platforms-476",)),
    Held("HUN", TANK, ("inventories-278", "inventories-277")),
    Held("CZE", TANK, ("inventories-273", "inventories-272")),
    Held("SVK", TANK, ("inventories-289", "inventories-291")),
    Held("PRT", TANK, ("inventories-284",)),
    Held("CAN", TANK, ("inventories-282",)),
    Held("USA", TANK, ("inventories-014",)),
    Held("ROU", TANK, broad=("platforms-492",)),
    Held("BGR", TANK, broad=("platforms-422",)),
    Held("HRV", TANK, broad=("platforms-430",)),
    # infantry fighting vehicles; the allies of BROAD_VEHICLES follow by ratio
    Held("DEU", VEHICLE, ("platforms-326",), broad=("platforms-327",)),
    Held("FRA", VEHICLE, ("inventories-144", "inventories-135")),
    Held("GBR", VEHICLE, ("lines-156",), low="inventories-149"),
    Held("SWE", VEHICLE, ("inventories-231",), low="inventories-230"),
    Held("FIN", VEHICLE, ("inventories-243",)),
    Held("NLD", VEHICLE, ("inventories-219",)),
    Held("NOR", VEHICLE, ("inventories-251",), high="inventories-252"),
    Held("DNK", VEHICLE, ("inventories-262",)),
    Held("HUN", VEHICLE, ("inventories-279",), since="2022-10", until="2029-12"),
    Held("HRV", VEHICLE, ("inventories-294",)),
    Held("USA", VEHICLE, ("inventories-004",)),
    # howitzers
    Held("DEU", HOWITZER, ("platforms-306",)),
    Held("FRA", HOWITZER, ("inventories-129", "inventories-127")),
    Held("GBR", HOWITZER, ("platforms-577",)),
    Held("ITA", HOWITZER, ("inventories-179",), broad=("platforms-469",)),
    Held("ESP", HOWITZER, broad=("platforms-508", "platforms-509")),
    Held("GRC", HOWITZER, ("inventories-209",), broad=("inventories-202",)),
    Held("POL", HOWITZER, ("platforms-280", "inventories-069")),
    Held("NLD", HOWITZER, ("inventories-226",)),
    Held("NOR", HOWITZER, ("inventories-255",)),
    Held("SVK", HOWITZER, ("inventories-292",), low="inventories-293"),
    Held("HUN", HOWITZER, ("inventories-280",)),
    Held("EST", HOWITZER, ("inventories-311", "inventories-308")),
    Held("LVA", HOWITZER, ("inventories-314",), high="inventories-313"),
    Held("LTU", HOWITZER, ("inventories-319",)),
    Held("FIN", HOWITZER, ("inventories-245",)),
    Held("TUR", HOWITZER, ("inventories-046", "inventories-037")),
    Held("SWE", HOWITZER, broad=("platforms-512",)),
    Held("HRV", HOWITZER, broad=("platforms-432",)),
    Held("PRT", HOWITZER, broad=("platforms-490", "platforms-491")),
    Held("CAN", HOWITZER, broad=("platforms-429",)),
    Held("USA", HOWITZER, broad=("platforms-530", "platforms-531")),
    # combat aircraft
    Held("TUR", AIRCRAFT, ("inventories-033",)),
    Held("POL", AIRCRAFT, ("inventories-051",)),
    Held("GRC", AIRCRAFT, ("inventories-196", "inventories-206", "inventories-210")),
    Held("BEL", AIRCRAFT, ("inventories-301", "inventories-304")),
    Held("DNK", AIRCRAFT, ("inventories-263",)),
    Held("NLD", AIRCRAFT, ("inventories-222",)),
    Held("NOR", AIRCRAFT, ("inventories-253",)),
    Held("GBR", AIRCRAFT, ("inventories-161",)),
    Held("FRA", AIRCRAFT, ("platforms-599",), low="inventories-131"),
    Held("DEU", AIRCRAFT, ("platforms-023",)),
    Held("PRT", AIRCRAFT, ("inventories-283",)),
    Held("HRV", AIRCRAFT, ("inventories-298",)),
    Held("SVK", AIRCRAFT, ("inventories-288",)),
    Held("BGR", AIRCRAFT, ("inventories-285",), since="2025-04", until="2027-12"),
    Held("HUN", AIRCRAFT, ("inventories-276",)),
    Held("CZE", AIRCRAFT, ("inventories-276",)),
    Held("USA", AIRCRAFT, ("inventories-005",)),
    Held(
        "ITA",
        AIRCRAFT,
        ("platforms-074", "platforms-073"),
        less=(
            "platforms-594",
            "inventories-162",
            "inventories-185",
            "inventories-164",
            "inventories-222",
            "inventories-253",
        ),
    ),
    Held("ESP", AIRCRAFT, ("inventories-185", "platforms-077"), less=("inventories-244",)),
    Held("FIN", AIRCRAFT, ("inventories-244",)),
    Held("SWE", AIRCRAFT, ("platforms-076",), less=("inventories-276", "inventories-276")),
)

#: Fleets without a count of their own, or that conversions keep: another published number stands for them.
STANDS_FOR = (("CZE", AIRCRAFT), ("FIN", AIRCRAFT), ("GBR", TANK))

#: All armoured vehicles in the common count of 2022, for allies without a count of their fighting vehicles.
BROAD_VEHICLES: dict[str, str] = {
    "POL": "platforms-485",
    "ITA": "platforms-467",
    "ESP": "platforms-507",
    "GRC": "platforms-459",
    "TUR": "platforms-514",
    "ROU": "platforms-493",
    "BGR": "platforms-423",
    "CZE": "platforms-436",
    "SVK": "platforms-502",
    "CAN": "platforms-428",
    "PRT": "platforms-489",
    "BEL": "platforms-421",
    "LTU": "platforms-473",
    "LVA": "platforms-471",
    "EST": "platforms-441",
}

#: Allies with both counts: fighting vehicles, all armoured vehicles.
BOTH_COUNTS: tuple[tuple[str, str], ...] = (
    ("platforms-326", "platforms-455"),
    ("inventories-144", "platforms-450"),
    ("inventories-231", "platforms-511"),
    ("inventories-243", "platforms-445"),
    ("inventories-219", "platforms-477"),
    ("inventories-251", "platforms-481"),
    ("inventories-262", "platforms-439"),
)


def derive(book: Book) -> None:
    """Fill `stocks`, one row for each ally and item."""
    for (place, item), quantity in holdings(book).items():
        book.add("stocks", place=place, item=item, date=START, quantity=quantity)


def holdings(book: Book) -> dict[tuple[str, str], Figure]:
    """What each ally holds of each item at the start of 2026."""
    stocks = {(held.place, held.item): holding(book, held) for held in HOLDINGS}
    share = share_of_vehicles(book)
    rule = book.rule(
        "vehicles_by_ratio",
        "Where no count of fighting vehicles is published: all armoured "
        "vehicles in the common count of 2022, times the ratio of the two counts in seven "
        "allies with both.",
    )
    for place, fact in BROAD_VEHICLES.items():
        stocks[place, VEHICLE] = (book.fact(fact, "units") * share).of("units").by(rule)
    return stocks


def holding(book: Book, held: Held) -> Figure:
    """One stock: counts that add up, less what others hold, in the range of the other counts."""
    parts = [book.fact(fact, "units") for fact in held.facts]
    if held.broad:
        parts.append(usable(book, held.broad))
    quantity = total(parts)
    if held.less:
        rule = book.rule(
            "residual_of_type_counts",
            "European total of a type, less the allies with a count "
            "of their own: what is left belongs to the one ally without.",
        )
        quantity = net_of(book, quantity, held.less).by(rule)
    if held.since:
        rule = book.rule(
            "delivered_of_order",
            "Where only the order is published, units come evenly over "
            "its months and those before January 2026 are held.",
        )
        quantity = (quantity * (1 - remaining(held.since, held.until))).by(rule)
    if len(parts) > 1 and not held.less:
        quantity = quantity.by(book.rule("sum_of_types", "Newest published count of each type in service, summed."))
    if (held.place, held.item) in STANDS_FOR:
        quantity = quantity.by(
            book.rule(
                "fleet_of_the_same_size",
                "Another published number stands for a fleet: the one that "
                "replaces it one for one, that a neighbour leases from the same "
                "maker, or that is left once its tanks are converted.",
            )
        )
    return covering(book, quantity, held)


def covering(book: Book, quantity: Figure, held: Held) -> Figure:
    """Widen the range so that it covers the other published counts."""
    for fact in filter(None, (held.low, held.high)):
        other = book.fact(fact, "units").value
        quantity = quantity.ranged(min(quantity.low, other), max(quantity.high, other), fact)
    return quantity


def usable(book: Book, facts: tuple[str, ...]) -> Figure:
    """Broad counts, which include stored and support vehicles, at their usable share."""
    share = book.assume(
        USABLE,
        40,
        20,
        70,
        "percent",
        "Broad counts of 2022 include stored, support and "
        "old vehicles; in allies with both counts, a third to a half of them is in the "
        "units.",
    )
    rule = book.rule("usable_of_broad_count", "A broad count, times the share of it that units can use.")
    return (total(book.fact(fact, "units") for fact in facts) * share / 100).of("units").by(rule)


def share_of_vehicles(book: Book) -> Figure:
    """Fighting vehicles among all armoured vehicles, with the range of the seven allies it comes from."""
    pairs = [(book.fact(first, "units"), book.fact(second, "units")) for first, second in BOTH_COUNTS]
    ratios = [first.value / second.value for first, second in pairs]
    whole = total(first for first, _ in pairs) / total(second for _, second in pairs)
    return whole.ranged(min(ratios), max(ratios)).of("share")
