"""Levers of the hours clock: what better prepared households, longer backup and more relief points cost and change."""

from __future__ import annotations

from sinews.data.derivation.figures import exact
from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, Figure, figure_of
from tools.derivation.levers import write
from tools.derivation.levers_terms import Change, Offer, product
from tools.derivation.prices import deflator, euros
from tools.derivation.shared import mailing

START = "2027-01"
STATES = "member states"
HOUSEHOLDS = "households and member states"


def derive(book: Book) -> None:
    """Add the levers of the hours clock to `levers` and `changes`."""
    people = _people(book)
    write(book, (_kits(book, people), _campaign(book, people), _radios(book, people), _masts(book, people),
                 _waterworks(book, people), _wells(book), _warm_points(book)))  # fmt: skip


def _people(book: Book) -> Figure:
    rule = book.rule("people_of_the_allies", "Inhabitants of the allies in Europe in 2026.")
    total = sum(
        float(str(row["population"]))
        for row in book.tables["economy"]
        if row["year"] == 2026 and row["place"] in NATO_EUR
    )
    return exact(total, "persons", (f"rule:{rule}",))


def _tenth(book: Book) -> Figure:
    rule = book.rule("a_tenth_more", "One step: a tenth of all households.")
    return exact(10, "percent", (f"rule:{rule}",))


def _each(book: Book, fact: str) -> Figure:
    """A price in EUR of one thing, million EUR at constant prices."""
    row = book.facts[fact]
    return (book.fact(fact, row["unit"]) * 1e-6 * deflator(book, int(row["period_start"][:4]))).of("million_EUR")


def _offer(book: Book, code: str, name: str, decides: str, price: Figure, most: int, *changes: Change) -> Offer:
    rule = book.rule("steps_of_preparedness", "As many steps as leave a part of the people whom no lever reaches.")
    return Offer(code, name, decides, price, exact(most, "1", (f"rule:{rule}",)), START, changes)


def _kits(book: Book, people: Figure) -> Offer:
    kit = _each(book, "civil-028") / 2
    own = _each(book, "civil-203")
    price = product(
        book, "million_EUR", kit.ranged(min(own.value / 2, kit.low), kit.high, *own.basis), people, exact(0.1)
    )
    tenth = _tenth(book)
    changes = [Change("stores", f"need={need} point=h72", "lasting", "add", tenth) for need in ("water", "food")]
    name = "Water and food for three days in another tenth of households"
    return _offer(book, "household_kits", name, HOUSEHOLDS, price, 3, *changes)


def _campaign(book: Book, people: Figure) -> Offer:
    once = mailing(book)
    years = book.assume(
        "mailings_of_a_campaign", 3, 1, 7, "1", "Norway's share of homes with water rose over seven years of advice."
    )
    price = product(book, "million_EUR", once, people, years)
    rule = book.rule("gain_of_a_campaign", "What the part of homes that keep water rose by in a year of the campaign.")
    later, before = book.fact("civil-008", "percent"), book.fact("civil-009", "percent")
    gain = Figure(later.value - before.value, 3, 13, "percent", (*later.basis, *before.basis)).by(rule)
    change = Change("stores", "need=water point=h72", "lasting", "add", gain)
    return _offer(book, "advice_by_post", "Advice by post to every household, three times", STATES, price, 1, change)


def _radios(book: Book, people: Figure) -> Offer:
    radio = book.assume(
        "price_of_a_radio", 3e-5, 1.5e-5, 6e-5, "million_EUR", "A radio with batteries and crank: 30 EUR."
    )
    size = book.assume("people_of_a_household", 2.2, 2.0, 2.6, "persons", "People of a household in Europe.")
    price = product(book, "million_EUR", radio, people, exact(0.1), over=[size])
    change = Change("stores", "need=information point=h0", "lasting", "add", _tenth(book))
    name = "A battery radio in another tenth of households"
    return _offer(book, "battery_radios", name, HOUSEHOLDS, price, 3, change)


def _masts(book: Book, people: Figure) -> Offer:
    norway = book.assume("people_of_norway", 5.67e6, 5.6e6, 5.7e6, "persons", "Inhabitants in 2026.", role="conversion")
    head = euros(book, "civil-144") / norway
    spain = euros(book, "civil-272")
    wide = head.ranged(min(spain.value / 50.3e6, head.low), head.high * 2, *spain.basis, "civil-137")
    price = product(book, "million_EUR", wide, people)
    rule = book.rule("four_hours_more", "What the price is for: four hours of backup at every site.")
    change = Change("dependence", "need=information service=power", "hold", "add", exact(4, "hours", (f"rule:{rule}",)))
    return _offer(book, "mast_backup", "Four hours more of backup at mobile masts", STATES, price, 3, change)


def _waterworks(book: Book, people: Figure) -> Offer:
    size = book.assume(
        "people_per_generator_of_waterworks",
        10000,
        4000,
        20000,
        "persons",
        "A set of 50 kVA runs the pumps of a small town.",
    )
    price = product(book, "million_EUR", _each(book, "civil-129"), people, over=[size])
    three = book.fact("civil-187", "hours")
    rule = book.rule("until_diesel_comes", "Generators of waterworks run until fresh diesel is needed.")
    change = Change("dependence", "need=water service=power part=2", "hold", "at_least",
                    exact(three.value, "hours", three.basis).by(rule))  # fmt: skip
    return _offer(book, "waterworks_power", "Emergency power at all waterworks", STATES, price, 1, change)


def _served(book: Book, need: str) -> tuple[Figure, Figure]:
    """Points of relief of all allies, and people whom they keep supplied."""
    points = people = exact(0.0)
    for row in (row for row in book.tables["relief"] if row["need"] == need):
        mine = figure_of(row, "points", "1")
        points, people = points + mine, people + mine * figure_of(row, "per_point", "persons")
    return points, people


def _twice(book: Book, need: str) -> tuple[Change, ...]:
    rule = book.rule("twice_the_points", "One step: as many points again, with their stocks and the people at work.")
    two = exact(2, "factor", (f"rule:{rule}",))
    return tuple(Change("relief", f"need={need}", column, "multiply", two) for column in ("points", "stock"))


def _wells(book: Book) -> Offer:
    _, people = _served(book, "water")
    each = (_each(book, "civil-135") / book.fact("civil-134", "persons/well")).of("million_EUR/person")
    price = product(book, "million_EUR", each, people)
    name = "Twice as many emergency wells and water plants"
    return _offer(book, "water_points", name, STATES, price, 3, *_twice(book, "water"))


def _warm_points(book: Book) -> Offer:
    points, _ = _served(book, "warmth")
    price = product(book, "million_EUR", _each(book, "civil-267"), points)
    name = "Twice as many warm points"
    return _offer(book, "warm_points", name, STATES, price, 3, *_twice(book, "warmth"))
