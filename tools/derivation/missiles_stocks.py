"""Stocks, order books and uses of missiles, air defence and drones."""

from __future__ import annotations

from tools.derivation.figures import Book, Figure, total
from tools.derivation.missiles_needs import Needs, combat_days, rockets_per_day
from tools.derivation.missiles_rates import camm_half, nlaw_half, nlaw_order, romanian_rest
from tools.derivation.missiles_rules import START, gdp_ratio, months, rest_of_order
from tools.derivation.money import euros

#: Ally -> fact on batteries of long-range air defence held.
BATTERIES = {
    "DEU": "inventories-113",
    "NLD": "inventories-224",
    "ESP": "inventories-191",
    "GRC": "inventories-207",
    "POL": "inventories-085",
    "SWE": "inventories-238",
    "FRA": "inventories-142",
    "ITA": "inventories-180",
    "USA": "inventories-021",
}

#: Ally -> facts on launchers of guided rockets held.
LAUNCHERS = {
    "POL": ("inventories-054", "inventories-057"),
    "ROU": ("inventories-212",),
    "EST": ("inventories-309",),
    "FRA": ("inventories-139",),
    "USA": ("inventories-010",),
}

#: Ally -> fact of a count that includes older launchers.
OLD_COUNTS = {
    "DEU": "platforms-457",
    "GBR": "platforms-527",
    "ITA": "platforms-470",
    "FIN": "platforms-448",
    "NOR": "platforms-483",
    "GRC": "platforms-462",
}


def batteries_held(book: Book) -> dict[str, Figure]:
    """Batteries of long-range air defence by ally; the low end scales them to Europe's published total."""
    rule = book.rule(
        "batteries_in_service",
        "National counts add up to more than the published total for Europe, "
        "which leaves out batteries in repair and training; the low end is scaled down to it.",
    )
    held = {place: book.fact(fact, "units") for place, fact in BATTERIES.items()}
    given = book.rule("delivered_less_given", "Batteries received less those given away.")
    held["ROU"] = (book.fact("inventories-217", "units") - book.fact("inventories-218", "units")).by(given)
    europe = sum(figure.value for place, figure in held.items() if place != "USA")
    factor = min(book.fact("inventories-330", "units").value / europe, 1.0)
    return {
        place: figure
        if place == "USA"
        else figure.ranged(min(figure.value * factor, figure.low), figure.high, "inventories-330").by(rule)
        for place, figure in held.items()
    }


def launchers_held(book: Book) -> dict[str, Figure]:
    """Launchers of guided rockets by ally."""
    share = book.assume(
        "guided_share_of_old_counts",
        0.4,
        0.1,
        0.8,
        "share",
        "The common count of 2022 mixes unguided and stored launchers with the few dozen that take "
        "guided rockets, and some were given away since.",
    )
    rule = book.rule(
        "guided_launchers", "A common count of rocket launchers times the share that fires guided rockets."
    )
    sums = {place: total(book.fact(fact, "units") for fact in facts) for place, facts in LAUNCHERS.items()}
    return sums | {place: (book.fact(fact, "units") * share).by(rule) for place, fact in OLD_COUNTS.items()}


def _interceptors_held(book: Book, batteries: dict[str, Figure]) -> dict[str, Figure]:
    """Long-range interceptors: launchers of the batteries times the rounds kept for each."""
    rounds = book.assume(
        "interceptors_held_per_launcher",
        5,
        2,
        10,
        "units",
        "About one load of mixed interceptors for each launcher, less what went to Ukraine; no ally "
        "publishes its stock.",
    )
    rule = book.rule(
        "rounds_of_launchers",
        "Batteries held times launchers in a battery times interceptors kept for a launcher.",
    )
    each = book.fact("inventories-086", "units") / book.fact("inventories-085", "units").value
    stock = {place: (count * each * rounds).of("units").by(rule) for place, count in batteries.items()}
    met = book.rule("share_of_objective", "The US objective times the share of it that is said to be met.")
    share = book.fact("platforms-420", "percent") * 0.01
    stock["USA"] = (book.fact("platforms-055", "units") * share).of("units").by(met)
    return stock


def _by_air_defence_share(book: Book, need: Figure) -> Figure:
    """A stock in proportion to the part of NATO's air defence goal that is met."""
    rounds = book.assume(
        "rounds_behind_air_defence_units",
        1,
        0.4,
        1.6,
        "factor",
        "Units that exist are taken to have the rounds that the goal foresees for them, with a wide "
        "range: the eastern flank is said to have a twentieth of what it needs.",
    )
    rule = book.rule(
        "share_of_air_defence_met",
        "Stock is the need times the part of NATO's goal of air defence units that exists.",
    )
    met = book.fact("platforms-228", "units") / book.fact("platforms-229", "units")
    return (Figure(need.value, need.value, need.value, "units", need.basis) * met * rounds).of("units").by(rule)


def _by_days_of_supply(book: Book, need: Figure) -> Figure:
    """A stock that lasts as many days as British stocks did in an exercise, of the days wanted."""
    rule = book.rule(
        "days_in_stock",
        "Stock is the need times the days that key munitions lasted in a British exercise over the days wanted.",
    )
    share = book.fact("platforms-050", "days") / combat_days(book)
    return (Figure(need.value, need.value, need.value, "units", need.basis) * share).of("units").by(rule)


def add_stocks(book: Book, need: Needs) -> None:
    """Stocks of every needed item by ally at the start of the case."""
    batteries, launchers = batteries_held(book), launchers_held(book)
    rule = book.rule("rockets_of_launchers", "Launchers held times rockets a day times the days that munitions last.")
    days = book.fact("platforms-050", "days")
    stocks = {("long_range_air_defence_battery", place): held for place, held in batteries.items()}
    stocks |= {("rocket_launcher", place): held for place, held in launchers.items()}
    stocks |= {
        ("guided_rocket", place): (held * rockets_per_day(book) * days).of("units").by(rule)
        for place, held in launchers.items()
    }
    stocks |= {("long_range_interceptor", place): held for place, held in _interceptors_held(book, batteries).items()}
    stocks |= {
        (item, place): _by_air_defence_share(book, figure)
        for (place, item), figure in need.items()
        if item in ("medium_range_interceptor", "very_short_range_interceptor")
    }
    stocks |= {
        (item, place): _by_days_of_supply(book, figure)
        for (place, item), figure in need.items()
        if item in ("anti_tank_missile", "cruise_missile")
    }
    stocks["loitering_munition", "TUR"] = book.fact("inventories-041", "units")
    stocks["long_range_drone", "TUR"] = book.fact("inventories-030", "units")
    for (item, place), quantity in sorted(stocks.items()):
        book.add("stocks", place=place, item=item, date=START, quantity=quantity)


def _order(
    book: Book,
    order: str,
    place: str,
    item: str,
    quantity: Figure,
    first: str,
    last: str,
    supplier: str,
    status: str = "contracted",
) -> None:
    book.add(
        "deliveries",
        order=order,
        place=place,
        item=item,
        start=max(first, START),
        end=last,
        quantity=rest_of_order(book, quantity, first, last),
        status=status,
        supplier=supplier,
    )


def _shared_order(
    book: Book,
    order: str,
    places: tuple[str, ...],
    item: str,
    quantity: Figure,
    first: str,
    last: str,
    supplier: str,
) -> None:
    for place in places:
        part = (quantity * gdp_ratio(book, place, places)).of("units")
        _order(book, f"{order}_{place.lower()}", place, item, part, first, last, supplier)


def add_order_books(book: Book) -> None:
    """Orders of allies that are still to be delivered."""
    _air_defence_orders(book)
    _missile_orders(book)
    _launcher_orders(book)
    _drone_orders(book)


def _air_defence_orders(book: Book) -> None:
    battery, long = "long_range_air_defence_battery", "long_range_interceptor"
    for order, place, fact, first, last, supplier, status in (
        ("poland_patriot", "POL", "inventories-084", "2026-01", "2030-01", "USA", "contracted"),
        ("germany_patriot", "DEU", "platforms-414", "2026-12", "2030-01", "USA", "contracted"),
        ("france_sampt", "FRA", "platforms-578", "2026-06", "2031-01", "FRA", "contracted"),
        ("italy_sampt", "ITA", "platforms-579", "2026-12", "2031-01", "ITA", "contracted"),
        ("denmark_sampt", "DNK", "inventories-269", "2028-01", "2033-01", "FRA", "announced"),
    ):
        _order(book, order, place, battery, book.fact(fact, "units"), first, last, supplier, status)
    _order(book, "romania_patriot", "ROU", battery, romanian_rest(book), "2026-01", "2028-01", "USA")
    _shared_order(
        book,
        "gem_t",
        ("DEU", "NLD", "ROU", "ESP"),
        long,
        book.fact("platforms-313", "units"),
        "2027-07",
        "2034-01",
        "DEU",
    )
    aster = book.fact("platforms-192", "units") * book.assumed("aster_30_share")
    for supplier, part in (("FRA", "platforms-578"), ("ITA", "platforms-579")):
        whole = book.fact("platforms-578", "units").value + book.fact("platforms-579", "units").value
        _shared_order(
            book,
            f"aster_{supplier.lower()}",
            ("FRA", "GBR", "ITA"),
            long,
            (aster * (book.fact(part, "units") / whole)).of("units").by("aster_split"),
            "2022-12",
            "2031-01",
            supplier,
        )


def _missile_orders(book: Book) -> None:
    medium, short, tank = "medium_range_interceptor", "very_short_range_interceptor", "anti_tank_missile"
    _order(book, "germany_iris_t", "DEU", medium, book.fact("lines-260", "units"), "2028-01", "2031-01", "DEU")
    for supplier in ("GBR", "ITA"):
        _order(
            book,
            f"poland_camm_er_{supplier.lower()}",
            "POL",
            medium,
            (book.fact("platforms-376", "units") * camm_half(book)).by("order_book_rate"),
            "2025-01",
            "2035-01",
            supplier,
        )
    joint = book.rule(
        "joint_buyers",
        "The facts give the total of the joint order of Mistral and one buyer; the other allies in it are as"
        " commonly reported, and shares are by GDP.",
    )
    _shared_order(
        book,
        "mistral_joint",
        ("BEL", "DNK", "EST", "ESP", "FRA", "HUN", "ROU", "SVN"),
        short,
        book.fact("lines-314", "units").by(joint),
        "2024-11",
        "2028-11",
        "FRA",
    )
    _shared_order(
        book,
        "stinger_joint",
        ("DEU", "ITA", "NLD"),
        short,
        book.fact("platforms-359", "units"),
        "2026-07",
        "2030-01",
        "USA",
    )
    _order(book, "poland_piorun", "POL", short, book.fact("lines-107", "units"), "2022-06", "2027-01", "POL")
    value = book.rule("value_over_price", "The value of an order divided by the published price of its missile.")
    swedish = (euros(book, "lines-106") / euros(book, "lines-105")).of("units").by(value)
    _order(book, "sweden_piorun", "SWE", short, swedish, "2026-01", "2028-01", "POL")
    _order(book, "germany_spike", "DEU", tank, book.fact("lines-265", "units"), "2019-11", "2031-11", "DEU")
    for supplier in ("GBR", "SWE"):
        part = (nlaw_order(book) * nlaw_half(book)).by("order_book_rate")
        _order(book, f"britain_nlaw_{supplier.lower()}", "GBR", tank, part, "2022-12", "2027-01", supplier)
    _order(
        book,
        "germany_taurus_neo",
        "DEU",
        "cruise_missile",
        book.fact("platforms-336", "units"),
        "2029-07",
        "2035-07",
        "DEU",
        "announced",
    )


def _launcher_orders(book: Book) -> None:
    item = "rocket_launcher"
    first = book.fact("inventories-056", "units") - book.fact("inventories-057", "units")
    _order(book, "poland_homar_k_first", "POL", item, first, "2024-11", "2028-01", "KOR")
    for order, place, fact, begin, last, supplier, status in (
        ("poland_homar_k_second", "POL", "inventories-055", "2027-01", "2030-01", "POL", "contracted"),
        ("norway_chunmoo", "NOR", "inventories-249", "2028-01", "2030-01", "KOR", "contracted"),
        ("lithuania_himars", "LTU", "inventories-316", "2026-01", "2027-01", "USA", "contracted"),
        ("latvia_himars", "LVA", "inventories-312", "2026-07", "2028-01", "USA", "contracted"),
        ("spain_silam", "ESP", "inventories-194", "2026-07", "2029-01", "ESP", "contracted"),
        ("greece_puls", "GRC", "inventories-208", "2027-07", "2031-07", "ISR", "announced"),
    ):
        _order(book, order, place, item, book.fact(fact, "units"), begin, last, supplier, status)


def _drone_orders(book: Book) -> None:
    item = "loitering_munition"
    _order(
        book,
        "germany_loitering",
        "DEU",
        item,
        book.fact("platforms-382", "units"),
        "2026-03",
        "2028-01",
        "DEU",
    )
    _order(book, "poland_warmate", "POL", item, book.fact("lines-092", "units"), "2025-05", "2036-01", "POL")


def add_uses(book: Book) -> None:
    """Aid to Ukraine that facts foresee after the start of the case."""
    each = book.assume(
        "interceptors_per_fire_unit",
        24,
        16,
        48,
        "units",
        "A fire unit of IRIS-T SLM has three launchers of eight missiles; more would come as reloads.",
    )
    rule = book.rule(
        "aid_of_systems", "Fire units still promised, evenly over the years, with one load of missiles each."
    )
    units = rest_of_order(book, book.fact("lines-050", "units"), "2022-10", "2029-01")
    rate = (units * each / months(START, "2029-01")).of("units/month").by(rule)
    book.add("uses", use="aid", place="DEU", item="medium_range_interceptor", start=START, end="2028-12", rate=rate)
    order = rest_of_order(book, book.fact("lines-082", "units"), "2025-02", "2028-01")
    drones = (order / months(START, "2028-01")).of("units/month")
    book.add("uses", use="aid", place="DEU", item="loitering_munition", start=START, end="2027-12", rate=drones)
