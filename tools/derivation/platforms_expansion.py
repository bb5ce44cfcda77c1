"""What it takes to expand a line: outlay, wait, rise, highest rate; and how much of it is open to others."""

from __future__ import annotations

from tools.derivation.figures import Book, Figure
from tools.derivation.money import euros
from tools.derivation.platforms_orders import AIRCRAFT, HOWITZER, TANK, VEHICLE

RATE = "units/month"

#: Lines whose rate is counted from orders of allies, because nothing is published on the whole.
FOR_ALLIES_ONLY = ("changwon_k9", "greenville_f16", "lima_stryker")

#: Months from the order of more capacity to full extra output, by item.
GROWTH_FACTS: dict[str, str] = {TANK: "lines-233", VEHICLE: "lines-023", AIRCRAFT: "lines-171"}


def rate_max(book: Book, rates: list[Figure], peak: Figure | None) -> Figure:
    """Highest rate that paid expansion may reach: the line's own past peak, or a multiple of its plans."""
    top = max(rates, key=lambda rate: rate.value)
    if peak and peak.value > top.value:
        return peak
    multiple = book.assume(
        "rate_max_multiple",
        2,
        1.5,
        3,
        "factor",
        "Makers name a second shift or a second hall as what they could add within a few "
        "years: about as much again as the highest rate planned today.",
    )
    rule = book.rule(
        "rate_max_of_plans",
        "Where no past peak is published: the highest delivered or "
        "planned rate of the line, times the multiple that a second shift or hall adds.",
    )
    return (top * multiple).of(RATE).by(rule)


def growth_time(book: Book, item: str) -> Figure:
    """Months from the order of more capacity to full extra output, as a known line of the item took them."""
    if item in GROWTH_FACTS:
        return book.fact(GROWTH_FACTS[item], "months")
    return book.assume(
        "growth_time_of_howitzer_lines",
        24,
        18,
        36,
        "months",
        "The largest European line tripled its rate in about two years after 2022; others "
        "planned up to three years for less.",
    )


def build_lag(book: Book, item: str) -> Figure:
    """Months to the first extra output."""
    part = book.assume(
        "wait_in_growth_time",
        65,
        50,
        80,
        "percent",
        "Of the time that a line takes to grow, about two thirds pass with buildings, tools "
        "and hiring before the first extra unit.",
    )
    rule = book.rule(
        "wait_of_growth_time",
        "Time that a known line of the item took to grow, times the "
        "part of it that passes before the first extra unit.",
    )
    return (growth_time(book, item) * part / 100).of("months").by(rule)


def ramp(book: Book, item: str) -> Figure:
    """Months from the first to the full extra output."""
    part = book.assume(
        "rise_in_growth_time",
        35,
        20,
        50,
        "percent",
        "The rest of the growth time: output rises as staff learn and suppliers follow.",
    )
    rule = book.rule(
        "rise_of_growth_time",
        "Time that a known line of the item took to grow, times the part of it in which output rises.",
    )
    return (growth_time(book, item) * part / 100).of("months").by(rule)


def _per_monthly_rate(book: Book, name: str, text: str, outlay: Figure, rate: Figure) -> Figure:
    return (outlay / rate).of("million_EUR per unit/month").by(book.rule(name, text))


def capex(book: Book, item: str) -> Figure:
    """Outlay for one more unit a month."""
    return {TANK: tank_capex, VEHICLE: vehicle_capex, HOWITZER: howitzer_capex, AIRCRAFT: aircraft_capex}[item](book)


def tank_capex(book: Book) -> Figure:
    """Outlay for a line of twenty tanks a year, between half and one and a half times as much."""
    cost = _per_monthly_rate(
        book,
        "capex_of_tank_lines",
        "Outlay of the Polish tank works per unit of its "
        "planned monthly rate; the low end is the outlay per howitzer of the same "
        "hall.",
        euros(book, "lines-375"),
        book.fact("lines-377", RATE),
    )
    howitzers = howitzer_capex(book)
    return cost.ranged(howitzers.low, cost.high, *howitzers.basis)


def vehicle_capex(book: Book) -> Figure:
    """Outlay for the growth of the Swedish line; a new plant in Hungary above."""
    growth = book.fact("platforms-294", RATE) - book.fact("platforms-293", RATE)
    cost = _per_monthly_rate(
        book,
        "capex_of_vehicle_lines",
        "Outlay of the Swedish maker per unit of added monthly rate; the high end is a new plant in Hungary.",
        euros(book, "platforms-295"),
        growth,
    )
    plant = euros(book, "lines-022") / (book.fact("lines-021", "units") / 72)
    return cost.ranged(cost.low, max(plant.value, cost.high), *plant.basis)


def howitzer_capex(book: Book) -> Figure:
    """Outlay announced for the second Krab line."""
    return _per_monthly_rate(
        book,
        "capex_of_howitzer_lines",
        "Outlay announced for a second Polish howitzer line per unit of its monthly rate.",
        euros(book, "lines-138"),
        book.fact("lines-137", RATE),
    )


def aircraft_capex(book: Book) -> Figure:
    """Outlay for aircraft lines, for which nothing is published."""
    cost = book.assume(
        "capex_of_aircraft_lines",
        300,
        100,
        800,
        "million_EUR per unit/month",
        "No outlay is published: tooling and halls at a sixth of a year's sales of one "
        "aircraft a month, in a wide range.",
    )
    return cost.by(
        book.rule("same_for_all_lines", "One value for all lines of the kind, because plants do not publish theirs.")
    )


def export_share(book: Book, site: str, place: str) -> Figure:
    """Percent of output for allies of the group asked about, when the host is not among them."""
    if site in FOR_ALLIES_ONLY:
        rule = book.rule(
            "rate_counted_from_allied_orders",
            "The rate of the line is counted from orders of allies alone, so all of it is open to them.",
        )
        return Figure(100, 100, 100, "percent", ()).by(rule)
    if site == "lima_abrams":
        rule = book.rule(
            "share_delivered_to_one_ally", "Tanks delivered to one ally in a year, over the output of the line."
        )
        share = book.fact("inventories-078", "units") / 12 / book.fact("platforms-211", RATE) * 100
        return Figure(share.value, share.low, min(share.high, 100), "percent", share.basis).by(rule)
    return _export_share_of(book, place)


def _export_share_of(book: Book, place: str) -> Figure:
    shares = {
        "USA": book.assume(
            "export_share_of_usa_platforms",
            40,
            20,
            60,
            "percent",
            "In recent lots of the largest aircraft programme, a little under half went to partners and buyers abroad.",
        ),
        "KOR": book.assume(
            "export_share_of_korea_platforms",
            85,
            60,
            95,
            "percent",
            "In 2025 the tank line worked for one ally alone; home orders and other buyers will take a part again.",
        ),
    }
    other = book.assume(
        "export_share_of_allied_platforms",
        50,
        25,
        80,
        "percent",
        "A host in war or alarm serves its own forces first; European lines sold about half abroad in recent years.",
    )
    rule = book.rule(
        "export_share_by_host", "Share of output open to the group asked about, by the state that hosts the line."
    )
    return shares.get(place, other).by(rule)
