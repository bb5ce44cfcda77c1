"""What could be made beyond the rates of lines: surge of lines that run, and plants of other industries.

The rows say what would be possible. None of it is called up in the case itself; levers and the ladder call it up.
"""

from __future__ import annotations

from collections.abc import Mapping

from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, Figure, figure_of, total
from tools.derivation.levers_prices import shift_premium, training

#: Items of which lines do not surge here: nothing in the case would stand for the inputs of an aircraft.
WITHOUT_SURGE = ("combat_aircraft",)
#: Lines whose announced rate is more shifts already, with what says so.
ON_SHIFTS_ALREADY = {"swe_karlskoga": ("prices-134", "ammunition-355"), "fra_knds": ("prices-136",)}
#: What plants of a neighbouring industry could make: code -> name, host, item.
PLANTS = {
    "plants_for_vehicles": ("Rail and vehicle plants: infantry fighting vehicles", "DEU", "infantry_fighting_vehicle"),
    "plants_for_tanks": ("Rail and vehicle plants: main battle tanks", "DEU", "main_battle_tank"),
    "plants_for_howitzers": ("Rail and vehicle plants: howitzers", "DEU", "howitzer_155mm"),
    "plants_for_drones": ("Car plants: loitering munitions", "DEU", "loitering_munition"),
}

Row = Mapping[str, object]


def derive(book: Book) -> None:
    """Fill `surge` and `conversion`. Runs after lines and rates, and before levers."""
    seen = observed(book)
    share = _not_called_up(book)
    most, lag, premium = surge_of_a_line(book), training(book), shift_premium(book)
    for site in sorted(surging(book)):
        book.add("surge", site=site, most=most, share=share, lag=lag, premium=premium)
    for code, (name, place, item) in PLANTS.items():
        rate = rate_of_plants(book, [seen[site] for site in sorted(seen) if _makes(book, site, item)])
        terms = {"share": share, "lag": lag_of_plants(book), "ramp": ramp_of_plants(book)}
        book.add(
            "conversion", conversion=code, name=name, place=place, item=item, rate=rate, premium=dearer(book), **terms
        )


def observed(book: Book) -> dict[str, Figure]:
    """The rate that was observed last of each line of the members of NATO in Europe, where there is one above zero."""
    places = {str(row["site"]): row["place"] for row in book.tables["sites"]}
    rows = [row for row in book.tables["capacity"] if row["status"] == "delivered"]
    last = {str(row["site"]): row for row in sorted(rows, key=lambda row: str(row["date"]))}
    found = {site: figure_of(row, "rate", "units/month") for site, row in last.items() if places[site] in NATO_EUR}
    return {site: rate for site, rate in found.items() if rate.value > 0}


def surging(book: Book) -> list[str]:
    """Lines that could surge: they run, make a needed item, and are not on more shifts already."""
    book.rule(
        "lines_that_could_surge",
        "Lines of needed items inside NATO in Europe of which output has been observed. Left out are lines whose "
        "announced rate is more shifts already, lines of inputs, which have no price, and aircraft, whose suppliers "
        "the case does not hold.",
    )
    needed = {row["item"] for row in book.tables["items"] if row["kind"] == "needed"} - {*WITHOUT_SURGE}
    makers = {str(row["site"]) for row in book.tables["sites"] if row["item"] in needed}
    return [site for site in observed(book) if site in makers and site not in ON_SHIFTS_ALREADY]


def surge_of_a_line(book: Book) -> Figure:
    """Percent of its rate that a line could make beyond it."""
    rule = book.rule(
        "surge_of_lines",
        "A body works states half as much again on three shifts as on two, and a shell works says that it has come to "
        "twice its rate by working round the clock; other lines are taken to gain a little less than the first.",
    )
    most = book.assume(
        "surge_of_a_running_line",
        40,
        20,
        100,
        "percent",
        "Output beyond the observed rate by more shifts, longer weeks and upkeep put off; the low end is a line whose "
        "slowest machine runs day and night already, the high end the one works that doubled, some of it by machines.",
    )
    left_out = [fact for facts in ON_SHIFTS_ALREADY.values() for fact in facts]
    return most.resting_on("ammunition-183", "prices-135", *left_out, "rule:lines_that_could_surge").by(rule)


def rate_of_plants(book: Book, lines: list[Figure]) -> Figure:
    """Whole rate of converted plants, from what European lines of the item make."""
    rule = book.rule(
        "rate_of_converted_plants",
        "Plants of a neighbouring industry come to make as much again as the European lines of the item were last seen "
        "to make, times the part of conversions that comes to anything.",
    )
    again = book.assume(
        "converted_rate_to_rate_of_lines",
        1,
        0.3,
        3,
        "factor",
        "The car industry of the United States came to one and a half times the value of its best civil year, with a "
        "goal of three times. No plan for Europe is published: as much again is taken, and a third of it as the low "
        "end.",
    )
    works = book.assume(
        "conversions_that_succeed",
        75,
        50,
        100,
        "percent",
        "Of four conversions of these years, of a rail plant, two car makers and a foundry, the foundry had made "
        "nothing by the end of 2025; half of them as the low end, for one of the others is not decided.",
    )
    rate = total(lines) * again * (works / 100)
    return rate.of("units/month").resting_on("prices-141", "prices-145", "prices-194", "prices-195").by(rule)


def lag_of_plants(book: Book) -> Figure:
    """Months from a decision to the first output of a converted plant."""
    rule = book.rule(
        "lag_of_conversion",
        "From the deal to the first output at a rail plant that makes parts of armour; from a car maker's drones to an "
        "estimate for another car plant as the range.",
    )
    rail, drones, parts = (book.fact(fact, "months") for fact in ("prices-047", "prices-083", "prices-077"))
    return rail.ranged(drones.value, parts.value, *drones.basis, *parts.basis).by(rule)


def ramp_of_plants(book: Book) -> Figure:
    """Months from the first to the whole output of a converted plant."""
    rule = book.rule(
        "ramp_of_conversion",
        "Mean of the time from first to full rate of a car maker's drones, and of that from first output to the whole "
        "conversion of a rail plant; the range runs from the shorter to the end of the longer.",
    )
    first, whole = book.fact("prices-047", "months"), book.fact("prices-048", "months")
    drones = book.fact("prices-084", "months")
    middle = (drones.value + whole.value - first.value) / 2
    basis = (*drones.basis, *whole.basis, *first.basis)
    return Figure(middle, drones.value, whole.high - first.value, "months", basis).by(rule)


def dearer(book: Book) -> Figure:
    """Percent that a unit of a converted plant costs more."""
    return book.assume(
        "premium_of_converted_plants",
        20,
        0,
        50,
        "percent",
        "People who learn, small series and parts that travel between plants, as a part of the price; no maker "
        "publishes it.",
    )


def _not_called_up(book: Book) -> Figure:
    rule = book.rule(
        "not_called_up",
        "The case asks what can be had without surge and conversion: their rows say what would be possible, and none "
        "of it is called up until a lever or a rung of the ladder does.",
    )
    return Figure(0.0, 0.0, 0.0, "percent", (f"rule:{rule}",))


def _makes(book: Book, site: str, item: str) -> bool:
    return any(row["site"] == site and row["item"] == item for row in book.tables["sites"])
