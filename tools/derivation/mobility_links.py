"""Links of the movement network, and what it takes to cross a border."""

from __future__ import annotations

from tools.derivation.figures import Book, Figure
from tools.derivation.network import Link, Network, tracks

HOURS = 24.0

#: Links by air beside the collected ones: from every airport of the senders to every one on the flank, and over the
#: Atlantic to where American equipment is stored.
SENDING = ("CHS", "HFX", "SOU", "LIS", "MAD", "IST", "OSL", "KLT")
RECEIVING = ("HEL", "TLL", "RIX", "VNO", "WAW", "BUD", "BUH")
AIR_ROUTES = (*((one, other) for one in SENDING for other in RECEIVING), ("CHS", "KLT"), ("HFX", "KLT"))

#: Link -> fact of the year in which it opens.
OPENINGS = {
    "L288": "mobility-118",
    "L289": "mobility-118",
    "L290": "mobility-118",
    "L291": "mobility-118",
    "L292": "mobility-158",
}
NAMES = {"rail": "railway", "road": "road", "sea": "sea lane", "air": "air route"}


def derive(book: Book, network: Network) -> None:
    """Fill `links` and `borders`."""
    for link in network.links.values():
        _add(book, network, link, _length(book, network, link))
    rule = book.rule("air_routes", "Air routes are great circles between airports of senders and of the flank.")
    for start, end in AIR_ROUTES:
        link = Link(f"A_{start}_{end}", start, end, "air", None, "", None, frozenset(), "")
        _add(book, network, link, network.great_circle(start, end).by(rule))
    _borders(book, network)


def _add(book: Book, network: Network, link: Link, length: Figure) -> None:
    start, end = network.nodes[link.start], network.nodes[link.end]
    book.add(
        "links",
        link=link.code,
        name=f"{NAMES[link.mode]} {start.name} - {end.name}",
        from_node=link.start,
        to_node=link.end,
        mode=link.mode,
        gauge=_gauge(book, link),
        length=length,
        speed=_speed(book, network, link),
        capacity=_capacity(book, link),
        civil_share=_civil_share(book, link),
        load_class=_load_class(book, link),
        opens=_opens(book, link),
    )


def _length(book: Book, network: Network, link: Link) -> Figure:
    if link.mode == "sea":
        lane = book.rule("sea_lanes", "Length of a sea lane as estimated, with the range of such estimates.")
        fact = f"mobility-link-{link.code}-length"
        length = float(book.facts[fact]["value"])
        stated = Figure(length, length, length, "km", () if book.is_recalled(fact) else (fact,))
        return (stated * book.assumed("length_of_sea_lanes")).by(lane)
    if link.stated is not None:
        return book.fact(f"mobility-link-{link.code}-length", "km")
    rule = book.rule(
        "great_circle_and_detour",
        "Great-circle distance of the nodes, times the usual detour of the mode, unless a source states the length.",
    )
    factor = "detour_of_new_rail" if link.planned else f"detour_of_{link.mode}"
    return (network.great_circle(link.start, link.end) * book.assumed(factor)).of("km").by(rule)


def _gauge(book: Book, link: Link) -> Figure | None:
    if link.mode != "rail":
        return None
    width = float(link.gauge.split("/", maxsplit=1)[0])
    rule = book.rule("gauge_of_link", "Track gauge as collected with the tracks of the link; of two, the narrower.")
    return Figure(width, width, width, "mm", (*tracks(book, link), f"rule:{rule}"))


def _speed(book: Book, network: Network, link: Link) -> Figure:
    if link.mode == "rail":
        return train_speed(book)
    if link.mode == "road":
        rule = book.rule("march_speed_everywhere", "Distance that a convoy covers in a day, over 24 hours.")
        return (book.assumed("convoy_day") / HOURS).of("km/hour").by(rule)
    return ship_speed(book) if link.mode == "sea" else _flight_speed(book, network)


def train_speed(book: Book) -> Figure:
    """Average speed of military trains with all stops, km/hour."""
    rule = book.rule(
        "train_speed_everywhere",
        "Distance that military trains across the Baltic corridor covered in a day, over 24 hours, for every railway. "
        "Civil freight trains in Romania, the slowest that are published, were no slower.",
    )
    return (book.fact("mobility-340", "km/day") / HOURS).of("km/hour").by(rule)


def ship_speed(book: Book) -> Figure:
    """Speed of vehicle carriers, km/hour."""
    rule = book.rule(
        "ship_speed_everywhere", "Service speed of a vehicle carrier on the Atlantic run; slower steaming below."
    )
    knot = 1.852
    service = book.fact("mobility-174", "knots") * knot
    slow = book.assumed("slowest_ships").value * knot
    return service.ranged(slow, service.high, "slowest_ships").of("km/hour").by(rule)


def _flight_speed(book: Book, network: Network) -> Figure:
    rule = book.rule(
        "flight_speed_everywhere", "Atlantic crossing over the time that a direct flight takes, for every air route."
    )
    return (network.great_circle("CHS", "KLT") / book.fact("mobility-333", "hours")).of("km/hour").by(rule)


def _capacity(book: Book, link: Link) -> Figure | None:
    if link.mode in ("sea", "air"):
        return None
    return _rail_capacity(book, link) if link.mode == "rail" else _road_capacity(book, link)


def _rail_capacity(book: Book, link: Link) -> Figure:
    double, single = (book.fact(fact, "trains/day") for fact in ("mobility-334", "mobility-335"))
    basis = (*single.basis, *double.basis, *tracks(book, link))
    if "partly_single" in link.marks:
        rule = book.rule(
            "capacity_of_partly_single_line",
            "A line with stretches of single track runs as many trains as the best single track; the range reaches "
            "from a plain single track to the weakest double one.",
        )
        return Figure(single.high, single.value, double.low, "trips/day", basis).by(rule)
    rule = book.rule(
        "capacity_by_tracks", "Trains a day over both directions, by whether the line has one or two tracks."
    )
    line = double if link.tracks == 2 else single
    return Figure(line.value, line.low, line.high, "trips/day", (*line.basis, *tracks(book, link))).by(rule)


def _road_capacity(book: Book, link: Link) -> Figure:
    capacity = book.assumed("road_capacity")
    if not narrow(link):
        return capacity
    rule = book.rule("capacity_of_two_lanes", "Convoys on a motorway, times what a road of two lanes carries of them.")
    return (capacity * book.assumed("two_lane_road")).by(rule)


def narrow(link: Link) -> bool:
    """Whether a road has one lane each way."""
    return link.mode == "road" and bool(link.marks & {"two_lanes", "mountain"})


def limited(link: Link) -> bool:
    """Whether bridges of a road limit it to the weight of lorries."""
    return link.mode == "road" and (narrow(link) or "bridges_limited" in link.marks)


def _civil_share(book: Book, link: Link) -> Figure:
    if link.mode in ("rail", "road"):
        return book.assumed("civil_share_of_saturated_lines" if "saturated" in link.marks else "civil_share")
    rule = book.rule("free_lanes", "Sea lanes and air routes are not limited, so civil traffic keeps nothing of them.")
    return Figure(0, 0, 0, "percent", ()).by(rule)


def _load_class(book: Book, link: Link) -> Figure | None:
    if link.mode != "road":
        return None
    if not limited(link):
        return book.assumed("load_class_of_main_roads")
    rule = book.rule(
        "same_limit_for_weak_bridges",
        "Roads with weak bridges, in mountains or with two lanes bear what lorries on European roads may weigh.",
    )
    return book.fact("mobility-056", "tonnes").by(rule)


def _opens(book: Book, link: Link) -> str | None:
    fact = OPENINGS.get(link.code)
    return None if fact is None else f"{book.facts[fact]['value']}-12"


def _borders(book: Book, network: Network) -> None:
    notice, delay = _notice(book), _delay(book)
    pairs = {(network.nodes[link.start].place, network.nodes[link.end].place) for link in network.links.values()}
    pairs |= {(network.nodes[start].place, network.nodes[end].place) for start, end in AIR_ROUTES}
    for one, other in sorted(pairs | {(b, a) for a, b in pairs}):
        if one != other:
            book.add("borders", from_place=one, to_place=other, notice=notice, delay=delay)


def _notice(book: Book) -> Figure:
    longest = book.fact("mobility-051", "days").value
    shortest = book.fact("mobility-049", "days").value
    return book.assume(
        "notice_of_borders",
        7.0,
        shortest,
        longest,
        "days",
        "The arrangement that most states of the Union have joined asks for five working days, which is a week. The "
        "longest notice that any state requires in peace is 45 days (mobility-051), the rule proposed for peace three "
        "(mobility-049). No list by pairs of states is public, so one figure stands for all.",
    )


def _delay(book: Book) -> Figure:
    rule = book.rule(
        "same_stop_at_every_border",
        "The one stop at a border that is published, for a change of locomotive, stands for every crossing.",
    )
    return book.fact("mobility-171", "hours").by(rule)
