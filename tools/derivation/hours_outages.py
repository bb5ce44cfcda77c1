"""Outages: those to plan for, and those that were observed, whom they hit and how services came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinews.data.derivation.figures import exact
from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, Figure

#: A point of a curve: hours after the start (with a range if they are known roughly) and the part still out.
Point = tuple[float, Figure]


@dataclass(frozen=True)
class Outage:
    """An outage before it is written. `lost`: service -> its curve; `areas`: ally -> part of the people who are hit."""

    code: str
    name: str
    kind: str
    season: str
    lost: dict[str, Sequence[Point]]
    areas: dict[str, Figure]


def derive(book: Book) -> None:
    """Fill `outages`, `outage_areas` and `restoring`."""
    for outage in (*_planned(book), *_observed(book)):
        book.add("outages", outage=outage.code, name=outage.name, kind=outage.kind, season=outage.season)
        for place, share in outage.areas.items():
            book.add("outage_areas", outage=outage.code, place=place, share=share)
        for service, points in outage.lost.items():
            for number, (hour, out) in enumerate(points, 1):
                _point(book, outage.code, service, number, hour, out)


def _point(book: Book, outage: str, service: str, number: int, hour: float, out: Figure) -> None:
    rule = book.rule("hour_of_the_count", "Hours from the start of the outage to the moment of the count.")
    when = exact(hour, "hours", (f"rule:{rule}",))
    book.add("restoring", outage=outage, service=service, point=number, hour=when, out=out)


# to plan for ------------------------------------------------------------------------


def _planned(book: Book) -> list[Outage]:
    three_days = _three_days(book)
    rule = book.rule("everybody_is_hit", "Each ally is looked at as if the outage hit all of it.")
    everybody = dict.fromkeys(NATO_EUR, exact(100, "percent", (f"rule:{rule}",)))
    return [
        Outage("winter_power", "Three days without mains power in winter", "headline", "winter",
               {"power": three_days}, everybody),
        Outage("summer_power", "Three days without mains power in summer", "planned", "summer",
               {"power": three_days}, everybody),
        Outage("winter_power_heat", "Three days without mains power and district heat in winter", "planned", "winter",
               {"power": three_days, "heat": three_days}, everybody),
        Outage("no_mains_water", "Three days without mains water", "planned", "summer",
               {"water": three_days}, everybody),
        Outage("no_networks", "Three days without mobile networks and electronic payments", "planned", "autumn",
               {"mobile": three_days, "payments": three_days}, everybody),
        Outage("texas_like_cold", "A cold wave as in Texas in February 2021", "planned", "winter",
               {"power": _texas(book)}, dict.fromkeys(NATO_EUR, _customers_of_texas(book))),
    ]  # fmt: skip


def _three_days(book: Book) -> list[Point]:
    length = book.assume(
        "outage_of_three_days",
        72,
        24,
        168,
        "hours",
        "Nobody can say how long an attack on the mains would last; three days are what states ask households to "
        "bridge. "
        "Observed outages of whole countries ended within a day, local ones after storms within a week.",
    )
    back = book.assume(
        "back_within_a_day",
        18,
        9,
        36,
        "hours",
        "Once service can be restored it comes back as in Iberia in 2025: for nearly all within 18 hours.",
    ).resting_on("society-070")
    out = book.assume("all_of_them", 100, 100, 100, "percent", "A part that is the whole.", role="conversion")
    rule = book.rule("out_until_then", "All are out until service starts to come back, and nobody once it is back.")
    points = [(0.0, out), (length.value, out), (length.value + back.value, (out * 0.0))]
    return [(hour, part.resting_on(*length.basis, *back.basis).by(rule)) for hour, part in points]


def _texas(book: Book) -> list[Point]:
    rule = book.rule("part_of_the_peak", "Customers who were still out, of those who were out at the peak.")
    peak = book.fact("civil-037", "customers")
    late = [(57.0, book.fact("civil-038", "customers")), (81.0, book.fact("civil-039", "customers"))]
    points = [(hour, _percent(out, peak).by(rule)) for hour, out in late]
    return [(0.0, exact(100, "percent", (f"rule:{rule}",))), *points]


def _customers_of_texas(book: Book) -> Figure:
    share = book.assume(
        "customers_out_in_texas",
        36,
        30,
        40,
        "percent",
        "4.5 of some 12.5 million customers were out at the peak; the number of all customers was not looked up.",
    )
    return share.resting_on("civil-037")


def _percent(part: Figure, whole: Figure) -> Figure:
    """A part in percent of a whole that errs with it."""
    value, low, high = (min(100 * end / whole.value, 100) for end in (part.value, part.low, part.high))
    return Figure(value, low, high, "percent", tuple(dict.fromkeys([*part.basis, *whole.basis])))


# observed ---------------------------------------------------------------------------


def _observed(book: Book) -> list[Outage]:
    households = book.assume(
        "people_per_customer",
        2.2,
        1.9,
        2.5,
        "persons",
        "A household of Europe has 2.2 people; a customer of a network is taken for a household.",
    )
    return [
        Outage("iberia_2025", "Iberia, 28 April 2025", "observed", "spring", {"power": _iberia(book)},
               dict.fromkeys(("ESP", "PRT"), _people(book, "society-071", ("ESP", "PRT")))),
        Outage("berlin_2026", "Berlin, January 2026", "observed", "winter",
               {"power": _berlin(book), "heat": _berlin(book)},
               {"DEU": _customers(book, "society-074", households, "DEU")}),
        Outage("valencia_2024", "Valencia, October 2024", "observed", "autumn", {"power": _valencia(book)},
               {"ESP": _customers(book, "civil-080", households, "ESP")}),
        Outage("arwen_2021", "Storm Arwen, November 2021", "observed", "autumn", {"power": _arwen(book)},
               {"GBR": _customers(book, "civil-044", households, "GBR")}),
        Outage("gudrun_2005", "Storm Gudrun, January 2005", "observed", "winter", {"power": _gudrun(book)},
               {"SWE": _customers(book, "civil-047", households, "SWE"), "LVA": book.fact("civil-052", "percent")}),
        Outage("turkey_2015", "Türkiye, March 2015", "observed", "spring", {"power": _turkey(book)},
               {"TUR": _people(book, "civil-058", ("TUR",))}),
        Outage("italy_2003", "Italy, September 2003", "observed", "autumn", {"power": _italy(book)},
               {"ITA": _people(book, "society-080", ("ITA",))}),
    ]  # fmt: skip


def _population(book: Book, places: Sequence[str]) -> float:
    rows = book.tables["economy"]
    return sum(float(str(row["population"])) for row in rows if row["year"] == 2026 and row["place"] in places)


def _people(book: Book, fact: str, places: Sequence[str]) -> Figure:
    rule = book.rule("part_of_the_people", "A number of people over the population.")
    figure = book.fact(fact, "persons") * (100 / _population(book, places))
    value, low, high = (min(end, 100) for end in (figure.value, figure.low, figure.high))
    return Figure(value, low, high, "percent", figure.basis).by(rule)


def _customers(book: Book, fact: str, households: Figure, place: str) -> Figure:
    rule = book.rule("people_of_customers", "Customers or households, times the people of each, over the population.")
    unit = book.facts[fact]["unit"]
    figure = book.fact(fact, unit) * households * (100 / _population(book, (place,)))
    return figure.of("percent").by(rule)


def _left(book: Book, fact: str) -> Figure:
    """All less those who had service again."""
    rule = book.rule("not_yet_restored", "All less the part that had been restored.")
    figure = book.fact(fact, "percent")
    ends = (max(100 - min(end, 100), 0) for end in (figure.value, figure.high, figure.low))
    near = book.assume(
        "error_of_restored_shares",
        5,
        2,
        10,
        "percent",
        "Grid operators count load by the megawatt; what part of the people that is, they know to a few points; the "
        "usual spread of a figure near 100 % would be ten.",
    )
    value = 100 - figure.value
    low, _, high = sorted(ends)
    bounds = max(low, value - near.value), min(high, value + near.value)
    return Figure(value, *bounds, "percent", (*figure.basis, *near.basis)).by(rule)


def _start(book: Book) -> Figure:
    rule = book.rule("all_are_out_first", "At the start all who are hit are out.")
    return exact(100, "percent", (f"rule:{rule}",))


def _iberia(book: Book) -> list[Point]:
    facts = (
        (7, "civil-086"),
        (10, "civil-087"),
        (11.5, "civil-035"),
        (13.5, "civil-034"),
        (14.3, "civil-089"),
        (15.5, "civil-090"),
        (16.5, "civil-091"),
        (17.5, "civil-036"),
        (18.5, "society-070"),
    )
    begins = book.fact("civil-085", "hours").value
    return [(0, _start(book)), (begins, _start(book)), *((hour, _left(book, fact)) for hour, fact in facts)]


def _of_first(book: Book, first: str, points: Sequence[tuple[float, str]]) -> list[Point]:
    rule = book.rule("part_of_the_first", "Customers still out, of those who were out at first.")
    whole = book.fact(first, book.facts[first]["unit"])
    later = [(hour, _percent(book.fact(fact, book.facts[fact]["unit"]), whole).by(rule)) for hour, fact in points]
    return [(0, _start(book)), *later]


def _berlin(book: Book) -> list[Point]:
    points = [(24, "society-075"), (50, "civil-062"), (75, "civil-063"), (101, "civil-064")]
    return _of_first(book, "society-074", points)


def _valencia(book: Book) -> list[Point]:
    return [(0, _start(book)), (84, _left(book, "civil-081")), (132, _left(book, "civil-082"))]


def _arwen(book: Book) -> list[Point]:
    return _of_first(book, "civil-044", [(72, "civil-045"), (168, "civil-046")])


def _gudrun(book: Book) -> list[Point]:
    return _of_first(book, "civil-047", [(36, "civil-048"), (240, "civil-049"), (480, "civil-050")])


def _turkey(book: Book) -> list[Point]:
    end = book.fact("civil-059", "hours")
    rule = book.rule("all_supplied_then", "Nobody was out after the hour at which the last had service again.")
    nobody = Figure(0, 0, 0, "percent", end.basis).by(rule)
    return [(0, _start(book)), (6, _left(book, "civil-060")), (end.value, nobody)]


def _italy(book: Book) -> list[Point]:
    first, last = book.fact("society-435", "hours"), book.fact("society-436", "hours")
    rule = book.rule("all_supplied_then", "Nobody was out after the hour at which the last had service again.")
    nobody = Figure(0, 0, 0, "percent", last.basis).by(rule)
    start = _start(book)
    return [(0, start), (first.value, start.resting_on(*first.basis)), (last.value, nobody)]
