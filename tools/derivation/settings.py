"""Settings of the method: what a plan is held to and how it weighs what it lacks."""

from __future__ import annotations

from tools.derivation.figures import SPREAD, Book

#: parameter -> (value, low, high, unit, reason).
SETTINGS: dict[str, tuple[float, float, float, str, str]] = {
    "coverage_standard": (
        95.0,
        90.0,
        100.0,
        "percent",
        "An alliance counts as ready when every need is covered to this degree; the last few per cent cost "
        "most and lie within the error of the needs themselves.",
    ),
    "carry_over_share": (
        10.0,
        5.0,
        25.0,
        "percent",
        "Parliaments let ministries move a small part of a year's money into the next, counted here of what first "
        "claims leave; special funds allow more.",
    ),
    "money_price": (
        0.001,
        0.0001,
        0.01,
        "percentage_points/billion_EUR",
        "Expected shortfall that a billion euros must save to be worth spending: small, so that money "
        "decides only between plans that are equally ready.",
    ),
    "first_half_weight": (
        2.0,
        1.5,
        4.0,
        "weight",
        "The first half of a need holds a front at all, the second holds it for long; twice the weight is a "
        "plain choice between the two.",
    ),
    "second_half_weight": (
        1.0,
        0.5,
        1.5,
        "weight",
        "The second half of a need is the measure by which the first is weighed.",
    ),
    "standing_growth": (
        1.5,
        0.0,
        3.0,
        "percent",
        "Real growth each year of what the same forces cost in pay, operation and infrastructure. No source states it: "
        "pay has to keep up with that outside, which grows with output a head. Germany's cost of a soldier rose by two "
        "to three per cent more than prices in 2025, one ally in one year; none at all is the low end.",
    ),
    "standing_part": (
        46.0,
        28.0,
        62.0,
        "percent",
        "Of each euro more that allies spent from 2014 to 2026 in NATO's tables 54 cents (38 to 72) bought equipment; "
        "the rest to pay, operation and infrastructure. Used by one of the money curves only.",
    ),
    "threat_tail": (
        10.0,
        5.0,
        20.0,
        "percent",
        "All offices may be wrong in the same direction, so a part of the probability is spread evenly over "
        "the whole clock, whatever they say.",
    ),
    "tail_years": (
        5.0,
        3.0,
        8.0,
        "years",
        "Years that are solved past the horizon, so that a plan does not stop buying at its end; eight give the same "
        "answer as five to a tenth of a point.",
    ),
}


def derive(book: Book) -> None:
    """Fill `parameters`, and state the range of facts that name none."""
    for name, (value, low, high, unit, reason) in SETTINGS.items():
        setting = book.assume(name, value, low, high, unit, reason, role="setting")
        book.add("parameters", parameter=name, value=setting, unit=unit)
    book.assume(
        "spread_of_facts",
        100 * SPREAD["B"],
        100 * SPREAD["A"],
        100 * SPREAD["C"],
        "percent",
        "Half-width of the range of a fact that names none: the low figure for official and primary "
        "sources, the middle one for good relays, the high one for weak sources.",
        role="setting",
    )
