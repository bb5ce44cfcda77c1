"""Rules and assumptions that the parts of the missile, air defence and drone derivation share."""

from __future__ import annotations

from collections.abc import Sequence

from tools.derivation.figures import Book, Figure, total
from tools.derivation.money import euros

#: Month at which the case starts.
START = "2026-01"

EUROPE = (
    "ALB",
    "BEL",
    "BGR",
    "HRV",
    "CZE",
    "DNK",
    "EST",
    "FIN",
    "FRA",
    "DEU",
    "GRC",
    "HUN",
    "ITA",
    "LVA",
    "LTU",
    "LUX",
    "MNE",
    "NLD",
    "MKD",
    "NOR",
    "POL",
    "PRT",
    "ROU",
    "SVK",
    "SVN",
    "ESP",
    "SWE",
    "TUR",
    "GBR",
)
#: Allies that share the alliance's goals by their economies: all with forces of their own but the USA.
SHARERS = (*EUROPE, "CAN")


def months(first: str, last: str) -> int:
    """Whole months from the start of `first` to the start of `last` (both YYYY-MM)."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])


def not_negative(figure: Figure) -> Figure:
    """The figure with its range cut at zero."""
    return figure.ranged(max(figure.low, 0.0), figure.high)


def mean_of_types(book: Book, figures: Sequence[Figure]) -> Figure:
    """Plain mean of several weapons of one class; the range runs from the lowest low to the highest high."""
    rule = book.rule(
        "mean_of_types",
        "Plain mean over the types of a class for which a figure is published; "
        "the range reaches from the lowest to the highest of them.",
    )
    mean = total(figures) / len(figures)
    return mean.ranged(min(f.low for f in figures), max(f.high for f in figures)).by(rule)


def rest_of_order(book: Book, order: Figure, first: str, last: str) -> Figure:
    """What is still to come from START of an order that is filled evenly from `first` to `last`."""
    rule = book.rule(
        "rest_of_order",
        "An order is filled evenly over its period; what falls after the start of the case is still to come.",
    )
    begin = max(first, START)
    return (order * (months(begin, last) / months(first, last))).of("units").by(rule)


def order_book_rate(book: Book, order: Figure, first: str, last: str) -> Figure:
    """Monthly rate that fills an order evenly over its period."""
    rule = book.rule(
        "order_book_rate",
        "Where no rate of a line is published, the rate is the one that fills its "
        "known orders evenly over their delivery period: a lower estimate of its capacity.",
    )
    return (order / months(first, last)).of("units/month").by(rule)


def like_another(book: Book, figure: Figure) -> Figure:
    """A figure of one line or contract, applied to others for which none is published."""
    spread = book.assume(
        "spread_of_other_lines",
        1,
        0.6,
        1.6,
        "factor",
        "Published build and ramp times of missile plants lie between about a year and four years "
        "around a middle of two, and advances vary as much.",
    )
    rule = book.rule(
        "like_another",
        "A time or share published for one line or contract is applied to similar ones, with a wider range.",
    )
    return (figure * spread).of(figure.unit).by(rule)


def none_yet(*basis: str) -> Figure:
    """Zero output of a plant that the facts in `basis` place in the future."""
    return Figure(0.0, 0.0, 0.0, "units/month", basis)


def one(unit: str, rule: str) -> Figure:
    """Exactly one, by the definition in `rule`."""
    return Figure(1.0, 1.0, 1.0, unit, (f"rule:{rule}",))


def _gdp_facts(book: Book) -> dict[str, str]:
    """Fact ids of each ally's GDP in 2025, in the series that NATO uses."""
    return {
        row["entity"]: fact_id
        for fact_id, row in book.facts.items()
        if row["subject"] == "gdp"
        and row["quantity"] == "annual_amount_current_prices"
        and row["period_start"] == "2025"
        and row["source_id"] == "nato-defexp-2026"
    }


def gdp_ratio(book: Book, place: str, group: Sequence[str]) -> Figure:
    """GDP of `place` relative to the sum over `group`."""
    facts = _gdp_facts(book)
    whole = sum(book.fact(facts[ally], "billion_USD").value for ally in group)
    rule = book.rule(
        "by_gdp",
        "A total of the alliance is spread over allies in proportion to their GDP in 2025, "
        "the key of NATO's common funding in its simplest form.",
    )
    return (book.fact(facts[place], "billion_USD") / whole).of("share").by(rule)


def europe_per_german(book: Book) -> Figure:
    """GDP of all that share the goals relative to Germany's, for scaling up a German requirement."""
    facts = _gdp_facts(book)
    whole = sum(book.fact(facts[ally], "billion_USD").value for ally in SHARERS)
    inverse = whole / book.fact(facts["DEU"], "billion_USD").value
    rule = book.rule(
        "as_germany",
        "A requirement that Germany has published for itself is scaled to the other "
        "allies by their GDP relative to Germany's.",
    )
    return Figure(inverse, inverse * 0.95, inverse * 1.05, "factor", (facts["DEU"], f"rule:{rule}"))


def prices(book: Book) -> dict[str, Figure]:
    """Price of one unit of each needed item, million EUR of 2025."""
    premium = book.assume(
        "foreign_buyer_premium",
        1.3,
        1.0,
        1.6,
        "factor",
        "Allies pay more than the US forces for the same weapon (fees, spares, training, smaller "
        "lots); the one case with both prices in the facts, Stinger, shows about one half more.",
    )
    rule = book.rule("foreign_price", "A price paid by the US forces, raised by the premium that foreign buyers pay.")
    two_years = book.fact("platforms-360", "units/month") * months("2024-05", "2026-05")
    return {
        "guided_rocket": (euros(book, "lines-282") * premium).by(rule),
        "rocket_launcher": (euros(book, "platforms-363") / two_years * premium).of("million_EUR").by(rule),
        "long_range_interceptor": mean_of_types(
            book,
            [
                euros(book, "platforms-170"),
                euros(book, "platforms-584"),
                (euros(book, "platforms-571") / book.fact("platforms-313", "units")).of("million_EUR"),
            ],
        ),
        "medium_range_interceptor": mean_of_types(book, [euros(book, "lines-262"), euros(book, "lines-340")]),
        "very_short_range_interceptor": mean_of_types(
            book, [euros(book, "lines-315"), euros(book, "lines-105"), euros(book, "lines-311")]
        ),
        "anti_tank_missile": mean_of_types(book, [euros(book, "platforms-368"), euros(book, "lines-267")]),
        "cruise_missile": mean_of_types(book, [euros(book, "platforms-337"), euros(book, "lines-325")]),
        "long_range_drone": mean_of_types(book, [euros(book, "lines-323"), euros(book, "lines-321")]),
        "loitering_munition": mean_of_types(book, [euros(book, "platforms-383"), euros(book, "lines-081")]),
        "long_range_air_defence_battery": mean_of_types(
            book,
            [
                euros(book, "platforms-416"),
                (euros(book, "platforms-083") / book.fact("inventories-264", "units")).of("million_EUR"),
            ],
        ),
    }


def lead_times(book: Book) -> dict[str, Figure]:
    """Months from contract to first delivery of each needed item."""
    first = book.rule(
        "first_delivery",
        "A published span from order to delivery starts with the first lot, so its "
        "lower end is the lead time and its upper end the bound of the range.",
    )
    span = book.fact("lines-263", "months")
    launcher = book.assume(
        "lead_time_of_launchers",
        30,
        12,
        48,
        "months",
        "Poland had its first Korean launchers a year after signing, while small buyers of "
        "HIMARS wait about four years; the value lies between.",
    )
    return {
        "guided_rocket": book.fact("lines-283", "months"),
        "rocket_launcher": launcher,
        "long_range_interceptor": book.fact("platforms-191", "months"),
        "medium_range_interceptor": Figure(span.low, span.low * 0.7, span.high, "months", span.basis).by(first),
        "very_short_range_interceptor": book.fact("platforms-198", "months"),
        "anti_tank_missile": book.fact("lines-268", "months"),
        "cruise_missile": book.fact("platforms-045", "months"),
        "long_range_drone": like_another(book, book.fact("platforms-384", "months")),
        "loitering_munition": book.fact("platforms-384", "months"),
        "long_range_air_defence_battery": mean_of_types(
            book, [book.fact("platforms-417", "months"), book.fact("platforms-581", "months")]
        ),
    }
