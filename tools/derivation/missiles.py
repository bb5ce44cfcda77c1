"""Missiles, air defence and drones: items and recipes, and the order in which tables are filled.

Lines are in `missiles_lines` (`_short`, `_strike`), rates that have to be worked out in
`missiles_rates`, inputs in `missiles_inputs`, needs in `missiles_needs`, stocks and order books in
`missiles_stocks`.
"""

from __future__ import annotations

from tools.derivation.ammunition_terms import input_loss_rate
from tools.derivation.figures import Book, Figure
from tools.derivation.missiles_inputs import add_input_sites
from tools.derivation.missiles_lines import add_item_sites
from tools.derivation.missiles_needs import add_needs
from tools.derivation.missiles_rules import lead_times, like_another, one, prices
from tools.derivation.missiles_stocks import add_order_books, add_stocks, add_uses

NEEDED = {
    "guided_rocket": "Guided rocket of 227 mm class",
    "rocket_launcher": "Launcher of guided rockets",
    "long_range_air_defence_battery": "Battery of long-range air defence",
    "long_range_interceptor": "Interceptor missile, long range",
    "medium_range_interceptor": "Interceptor missile, medium range",
    "very_short_range_interceptor": "Interceptor missile, very short range",
    "anti_tank_missile": "Anti-tank missile",
    "cruise_missile": "Cruise missile",
    "long_range_drone": "Long-range attack drone",
    "loitering_munition": "Loitering munition",
}

INPUTS = {
    "rocket_motor": "Solid rocket motor of guided rockets and larger interceptors",
    "rocket_motor_small": "Solid rocket motor of missiles that one or two soldiers carry",
    "missile_seeker": "Seeker of long-range interceptors",
}

RECIPES = (
    ("guided_rocket", "rocket_motor"),
    ("long_range_interceptor", "rocket_motor"),
    ("medium_range_interceptor", "rocket_motor"),
    ("long_range_interceptor", "missile_seeker"),
    ("very_short_range_interceptor", "rocket_motor_small"),
    ("anti_tank_missile", "rocket_motor_small"),
)

DRONES = ("long_range_drone", "loitering_munition")
SYSTEMS = ("rocket_launcher", "long_range_air_defence_battery")


def _loss_rate(book: Book, item: str) -> Figure:
    """Percent of a stock that age takes each year, by kind of item."""
    rule = book.rule(
        "loss_by_kind", "One yearly loss for missiles, one for drones and one for launchers and batteries."
    )
    return _loss_of_kind(book, item).by(rule)


def _loss_of_kind(book: Book, item: str) -> Figure:
    if item in DRONES:
        return book.assume(
            "loss_rate_of_drones",
            12,
            5,
            25,
            "percent",
            "Batteries, radios and software of cheap drones age within some eight years.",
        )
    if item in SYSTEMS:
        return book.assume(
            "loss_rate_of_launchers",
            2.5,
            1,
            4,
            "percent",
            "Launchers and radars serve about forty years with upkeep.",
        )
    return book.assume(
        "loss_rate_of_missiles",
        4,
        2,
        7,
        "percent",
        "Solid motors and batteries last fifteen to thirty years, the longer ones after renewal.",
    )


def add_items(book: Book) -> None:
    """Rows of items and recipes."""
    price, lead = prices(book), lead_times(book)
    weight = book.assume(
        "equal_weight",
        1,
        0.5,
        2,
        "weight",
        "No public ranking of shortfalls exists, so each item's shortfall, in shares of its need, counts the same.",
    ).by(book.rule("equal_weights", "One weight for all missiles and drones."))
    for item, name in NEEDED.items():
        book.add(
            "items",
            item=item,
            name=name,
            kind="needed",
            unit="units",
            price=price[item],
            advance_share=like_another(book, book.fact("lines-264", "percent")),
            lead_time=lead[item],
            loss_rate=_loss_rate(book, item),
            weight=weight,
        )
    for item, name in INPUTS.items():
        book.add("items", item=item, name=name, kind="input", unit="units", loss_rate=input_loss_rate(book))
    rule = book.rule(
        "one_of_each",
        "A missile holds one motor unit (boosters and sustainers count as one set) and one seeker.",
    )
    for item, part in RECIPES:
        book.add("recipes", item=item, input=part, quantity=one("units", rule))


def derive(book: Book) -> None:
    """Add the rows of missiles, air defence and drones to the tables of `book`."""
    add_items(book)
    lines = add_item_sites(book)
    add_input_sites(book, lines)
    need = add_needs(book)
    add_stocks(book, need)
    add_order_books(book)
    add_uses(book)
