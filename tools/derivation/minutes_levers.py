"""Levers of the minutes clock: channels that are missing, a warning that is sent by itself, places, signs, drills."""

from __future__ import annotations

from sinews.data.derivation.figures import exact
from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, Figure, figure_of
from tools.derivation.levers import write
from tools.derivation.levers_terms import Change, Offer, product
from tools.derivation.minutes_warning import BY_TEXT, CELL
from tools.derivation.prices import deflator, euros
from tools.derivation.shared import mailing

START = "2027-01"
STATES, TOWNS = "member states", "member states and cities"


def derive(book: Book) -> None:
    """Add the levers of the minutes clock to `levers` and `changes`."""
    people, cities = _people(book), _in_cities(book)
    write(book, (_broadcast(book), _release(book), _apps(book, people), _sirens(book, people), _places(book, cities),
                 _signs(book, cities), _drills(book, people)))  # fmt: skip


def _people(book: Book) -> Figure:
    rule = book.rule("people_of_the_allies", "Inhabitants of the allies in Europe in 2026.")
    rows = [row for row in book.tables["economy"] if row["year"] == 2026 and row["place"] in NATO_EUR]
    return exact(sum(float(str(row["population"])) for row in rows), "persons", (f"rule:{rule}",))


def _in_cities(book: Book) -> Figure:
    rule = book.rule("people_of_the_cities", "Inhabitants of the cities of the case.")
    total = sum(figure_of(row, "population", "persons").value for row in book.tables["cities"])
    return exact(total, "persons", (f"rule:{rule}",))


def _offer(book: Book, code: str, name: str, decides: str, price: Figure, most: int, *changes: Change) -> Offer:
    rule = book.rule("steps_of_warning", "As many steps as leave a part of the people whom no lever reaches.")
    return Offer(code, name, decides, price, exact(most, "1", (f"rule:{rule}",)), START, changes)


def _step(book: Book, amount: float, unit: str) -> Figure:
    rule = book.rule("a_step_of_warning", "One step: a tenth of the people, or a minute.")
    return exact(amount, unit, (f"rule:{rule}",))


def _broadcast(book: Book) -> Offer:
    rule = book.rule(
        "like_estonia_and_britain", "Estonia's system as it is bought, and Britain's for each larger state."
    )
    price = (euros(book, "society-327") + euros(book, "civil-100") * 2.0).by(rule)
    usual = book.fact("society-109", "percent")
    where = f"place={'|'.join(BY_TEXT)} channel={CELL}"
    change = Change("channel_coverage", where, "share", "at_least", exact(usual.value, "percent", usual.basis))
    name = "Cell broadcast where warnings go by text message"
    return _offer(book, "cell_broadcast", name, STATES, price, 1, change)


def _release(book: Book) -> Offer:
    price = book.assume(
        "price_of_automatic_release", 100, 30, 300, "million_EUR",
        "Links from air defence to warning centres, staff by day and night, exercises in some thirty states: 1 to 10 "
        "million EUR each.",
    )  # fmt: skip
    quick = book.assume(
        "minutes_to_decide_by_rule", 0.5, 0.2, 1.0, "minutes",
        "A warning that goes out by rule when air defence sees a launch: half a minute, as in Ukraine and Israel.",
    )  # fmt: skip
    change = Change("warning_chain", "link=decide", "time", "at_most", quick)
    return _offer(
        book, "automatic_release", "Warnings that go out by rule, without a meeting", STATES, price, 1, change
    )


def _apps(book: Book, people: Figure) -> Offer:
    advised = book.assume(
        "mailings_for_an_app", 1, 0.5, 3, "1", "One letter to each household, and as much again where few follow it."
    )
    price = product(book, "million_EUR", mailing(book), people, advised)
    change = Change("channel_coverage", "channel=warning_app", "share", "add", _step(book, 10, "percent"))
    name = "Advice by post to every household: the warning app, and what to do"
    return _offer(book, "warning_apps", name, STATES, price, 2, change)


def _sirens(book: Book, people: Figure) -> Offer:
    dear, cheap = book.fact("civil-315", "EUR/siren"), book.fact("civil-118", "EUR/siren")
    usual = book.fact("civil-119", "EUR/siren").ranged(cheap.value, dear.value, *dear.basis, *cheap.basis)
    each = (usual * 1e-6 * deflator(book, 2021)).of("million_EUR")
    heard = book.assume(
        "people_per_siren", 9000, 3000, 12000, "persons", "Berlin counts on one for about 9,000 people; fewer outside."
    )
    price = product(book, "million_EUR", each, people, exact(0.1), over=[heard])
    change = Change("channel_coverage", "channel=siren", "share", "add", _step(book, 10, "percent"))
    return _offer(book, "more_sirens", "Sirens for another tenth of the people", STATES, price, 3, change)


def _places(book: Book, cities: Figure) -> Offer:
    cheap, dear = euros_each(book, "civil-301", "exchange_pln"), euros_each(book, "civil-419", "exchange_sek")
    estonia = book.fact("civil-291", "EUR/place")
    each = (estonia.ranged(cheap.value, dear.value, *cheap.basis, *dear.basis) * 1e-6).of("million_EUR")
    price = product(book, "million_EUR", each, cities, exact(0.1))
    step = _step(book, 10, "percent")
    changes = (
        Change("shelters", "kind=shelter", "places", "add", step),
        Change("cities", "", "places", "add", step),
    )
    return _offer(
        book, "shelter_places", "Shelter for another tenth of the people of cities", TOWNS, price, 5, *changes
    )


def euros_each(book: Book, fact: str, exchange: str) -> Figure:
    """A price of one place in another currency, EUR."""
    return (book.fact(fact, book.facts[fact]["unit"]) * book.assumed(exchange)).of("EUR/place")


def _signs(book: Book, cities: Figure) -> Offer:
    each = book.assume(
        "price_of_signs", 2e-6, 5e-7, 5e-6, "million_EUR/person",
        "Signs, maps and doors that open by themselves, for each inhabitant of a city: half a euro to five.",
    )  # fmt: skip
    price = product(book, "million_EUR", each, cities)
    minute = _step(book, -1, "minutes")
    changes = (Change("shelters", "kind=shelter", "time", "add", minute),)
    return _offer(book, "shelter_signs", "Signs to shelters, and doors that are open", TOWNS, price, 2, *changes)


def _drills(book: Book, people: Figure) -> Offer:
    each = book.assume(
        "price_of_drills", 1e-6, 3e-7, 3e-6, "million_EUR/person",
        "A drill a year in schools, offices and streets: a euro a head, from a third to three.",
    )  # fmt: skip
    price = product(book, "million_EUR", each, people)
    change = Change("warning_response", "", "acts", "add", _step(book, 10, "percent"))
    return _offer(book, "drills", "Drills, so that another tenth of those warned go", TOWNS, price, 3, change)
