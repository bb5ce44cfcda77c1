"""Levers of the days clock: what would speed up movements, what it costs, and who decides."""

from __future__ import annotations

from tools.derivation.figures import Book, Figure
from tools.derivation.levers import write
from tools.derivation.levers_terms import Change, Offer
from tools.derivation.mobility_forces import stored_formations
from tools.derivation.mobility_links import OPENINGS, limited
from tools.derivation.network import Network
from tools.derivation.prices import euros

START = "2026-01"
STATES = "member states and the Union"


def derive(book: Book, network: Network) -> None:
    """Add the levers of the days clock to `levers` and `changes`."""
    _permissions(book)
    _wagons(book)
    _transporters(book)
    _bridges(book, network)
    _priority(book)
    _rail_baltica(book)
    _stores(book)
    _ships(book)


def _lever(book: Book, lever: str, name: str, decides: str, price: Figure | None, *changes: Change) -> None:
    once = Figure(1, 1, 1, "1", ()).by(
        book.rule("taken_once", "A lever of the days clock is taken once or not at all.")
    )
    write(book, [Offer(lever, name, decides, price, once, START, changes)])


def _permissions(book: Book) -> None:
    three, emergency = book.fact("mobility-049", "days"), book.fact("mobility-050", "days")
    name = "Permission to cross borders within three days"
    _lever(book, "permission_3_days", name, STATES, None, Change("borders", "", "notice", "at_most", three))
    name = "Permission to cross borders within six hours"
    _lever(book, "permission_6_hours", name, STATES, None, Change("borders", "", "notice", "at_most", emergency))
    rule = book.rule("no_delay_at_borders", "Borders are crossed without permission and without a stop.")
    none = Figure(0, 0, 0, "days", ()).by(rule)
    _lever(
        book,
        "no_border_delay",
        "No notice and no stop at borders",
        STATES,
        None,
        Change("borders", "", "notice", "set", none),
        Change("borders", "", "delay", "set", none.of("hours")),
    )


def _wagons(book: Book) -> None:
    _lever(
        book,
        "polish_wagons",
        "Heavy wagons that Poland plans to buy",
        "Poland",
        euros(book, "mobility-142"),
        Change("pools", "pool=heavy_wagons_POL", "quantity", "add", book.fact("mobility-141", "wagons")),
    )
    rule = book.rule(
        "wagons_for_the_plans",
        "Factor by which the fleet of heavy wagons would have to grow so that as many armoured brigades as the plans "
        "ask for could be moved at once, over what can be moved today.",
    )
    factor = book.fact("mobility-076", "armoured_brigades_simultaneous") / book.fact(
        "mobility-075", "armoured_brigades_simultaneous"
    )
    fleet = Change("pools", "carrier=heavy_train", "quantity", "multiply", factor.of("factor").by(rule))
    _lever(book, "more_wagons", "Heavy wagons for as many brigades at once as the plans ask", STATES, None, fleet)


def _transporters(book: Book) -> None:
    rule = book.rule(
        "tractors_for_all_trailers",
        "Tractors that Germany lacks to pull every heavy trailer of its framework contract, at the price of the last.",
    )
    trailers = book.fact("mobility-134", "trailers")
    missing = trailers.value - book.fact("mobility-137", "vehicles").value
    more = Figure(missing, missing, missing, "vehicles", ("mobility-134", "mobility-137")).by(rule)
    price = (more * euros(book, "mobility-138")).of("million_EUR").by(rule)
    change = Change("pools", "pool=transporters_DEU", "quantity", "add", more)
    _lever(book, "more_transporters", "A heavy transporter for every trailer on order", "Germany", price, change)


def _bridges(book: Book, network: Network) -> None:
    weak = [link.code for link in network.links.values() if limited(link)]
    rule = book.rule(
        "price_of_strengthened_roads",
        "Investment for the priority corridors over their number of projects, for each road whose bridges are weak.",
    )
    project = euros(book, "mobility-044") / book.fact("mobility-048", "projects").value
    price = Figure(
        project.value * len(weak),
        project.low * len(weak),
        project.high * len(weak),
        "million_EUR",
        (*project.basis, "mobility-048"),
    )
    bears = book.assumed("load_class_of_main_roads")
    change = Change("links", f"link={'|'.join(weak)}", "load_class", "at_least", bears)
    name = "Bridges that bear heavy transporters on every road of the network"
    _lever(book, "strengthened_bridges", name, STATES, price.by(rule), change)


def _priority(book: Book) -> None:
    least = book.assumed("civil_share").low
    share = Figure(least, least, least, "percent", ("civil_share",)).by(
        book.rule("least_civil_share", "Civil traffic keeps the low end of the range of its part.")
    )
    best = book.fact("mobility-340", "km/day").high / 24
    speed = Figure(best, best, best, "km/hour", ("mobility-340",)).by(
        book.rule("best_train_speed", "Every military train runs as the fastest that were observed.")
    )
    _lever(
        book,
        "priority_on_rail",
        "Military trains take precedence over civil ones",
        STATES,
        None,
        Change("links", "mode=rail", "civil_share", "at_most", share),
        Change("links", "mode=rail", "speed", "at_least", speed),
    )


def _rail_baltica(book: Book) -> None:
    links = "|".join(code for code, fact in OPENINGS.items() if fact == "mobility-118")
    change = Change("links", f"link={links}", "opens", "set", None, START)
    price = euros(book, "mobility-116")
    _lever(book, "rail_baltica", "Rail Baltica is open, one track", "Estonia, Latvia, Lithuania", price, change)


def _stores(book: Book) -> None:
    rule = book.rule(
        "store_the_first_tier",
        "All vehicles of the framework states' formations of the first tier wait in stores on the flank.",
    )
    loads = {(str(row["formation"]), str(row["load"])): row for row in book.tables["formation_loads"]}
    changes = []
    for formation, _ in stored_formations(book):
        for load in ("wheeled", "heavy"):
            row = loads[formation, load]
            value, low, high = (float(str(row[f"quantity{end}"])) for end in ("", "_low", "_high"))
            quantity = Figure(value, low, high, "vehicles", tuple(str(row["quantity_basis"]).split()))
            selection = f"formation={formation} load={load}"
            changes.append(Change("prepositioned", selection, "quantity", "set", quantity.by(rule)))
    name = "Equipment of the first tier of Germany, the United Kingdom and Canada stored in the Baltic states"
    _lever(book, "prepositioned_brigades", name, "Germany, United Kingdom, Canada", None, *changes)


def _ships(book: Book) -> None:
    rule = book.rule("twice_the_ships", "Twice as many vehicle carriers on the Atlantic as the case assumes.")
    twice = Figure(2, 2, 2, "factor", ()).by(rule)
    change = Change("pools", "carrier=american_ship|canadian_ship", "quantity", "multiply", twice)
    _lever(book, "more_ships", "Twice the vehicle carriers on the Atlantic", "United States, Canada", None, change)
