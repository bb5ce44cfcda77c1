"""Levers for sale on people: pay, conscription, reserves. They are on offer where crews are called up (`--crews`)."""

from __future__ import annotations

from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, Figure, figure_of, total
from tools.derivation.levers_terms import (
    KNOWN,
    Change,
    Offer,
    after,
    change_of_a_rule,
    product,
    step,
    steps,
    years_to_the_end,
)
from tools.derivation.people import training

#: Sizes of steps: a tenth fewer who leave, a tenth more who are taken in, reservists for each ally.
STAY, TAKEN, RESERVISTS = 0.10, 0.10, 1000


def people(book: Book) -> tuple[Offer, ...]:
    """All levers on people."""
    return _pay(book), _conscription(book), _reserves(book)


def _pay(book: Book) -> Offer:
    """A tenth fewer leave, for pay that all get."""
    rule = book.rule(
        "price_of_better_pay",
        "People of the allies, times what one of them costs, times the rise, from its first month to the end of the "
        "clock: whoever would have stayed gets it as well.",
    )
    rise = book.assume(
        "rise_for_fewer_leavers", 5, 2, 15, "percent",
        "Rise of pay that keeps a tenth of those who would leave; no ally publishes what kept whom, and money that "
        "goes to those who would leave alone keeps more for less.",
    )  # fmt: skip
    earliest = after(KNOWN, change_of_a_rule(book).value)
    strength, cost = _strength(book), _pay_of_one(book)
    years = years_to_the_end(book, earliest)
    price = product(book, "million_EUR", strength, cost / 1e6, rise / 100, years).by(rule)
    reach = book.rule(
        "reach_of_better_pay",
        "Down to the least that leaves where an ally publishes it; half of it at the low end.",
    )
    leave = book.assumed("leave_of_others")
    fewer = 1 - leave.low / leave.value
    return Offer(
        "better_pay",
        "Better pay and housing: a tenth fewer leave the forces of the European allies",
        "parliaments of the European allies",
        price,
        steps(Figure(fewer, fewer / 2, fewer, "share", leave.basis).by(reach), STAY),
        earliest,
        (Change("people", "group=NATO_EUR", "leave", "multiply", step(book, 1 - STAY, "factor")),),
    )


def _conscription(book: Book) -> Offer:
    """A tenth more are taken in, with places to train and house them; who serves is paid by the plan."""
    rule = book.rule(
        "price_of_conscription",
        "Places for those who are taken in besides, at what Lithuania planned to spend on barracks, kit and trainers "
        "for each place; their pay and keep is in the plan, the output that they would have made elsewhere is not.",
    )
    rows = [row for row in book.tables["people"] if row["place"] in NATO_EUR]
    more = total([figure_of(row, "recruits", "persons/year") for row in rows]) * TAKEN
    places = book.euros("prices-091") / book.fact("forces-2448", "persons/year")
    price = product(book, "million_EUR", more, places).by(rule)
    earliest = after(KNOWN, change_of_a_rule(book).high)
    reach = book.rule(
        "reach_of_conscription",
        "As many more as Norway plans to call up from 2024 to 2036; half of that and twice as much as range.",
    )
    today, planned = (book.fact(fact, "persons/year") for fact in ("forces-2441", "forces-2442"))
    more_of = planned.value / today.value - 1
    most = Figure(more_of, more_of / 2, more_of * 2, "share", (*today.basis, *planned.basis)).by(reach)
    return Offer(
        "conscription",
        "Service for more young people: a tenth more recruits in the European allies",
        "parliaments of the European allies",
        price,
        steps(most, TAKEN),
        earliest,
        (Change("people", "group=NATO_EUR", "recruits", "multiply", step(book, 1 + TAKEN, "factor")),),
    )


def _reserves(book: Book) -> Offer:
    """Reservists who man crews, a thousand in each ally, at a part of what a soldier costs."""
    rule = book.rule(
        "price_of_reservists",
        "Reservists, times what a soldier costs, times the part of it that one of a reserve costs while not called up, "
        "from their first month to the end of the clock.",
    )
    earliest = after(KNOWN, training(book).value)
    part, years = book.fact("prices-221", "percent") / 100, years_to_the_end(book, earliest)
    allies = sum(row["place"] in NATO_EUR for row in book.tables["people"])
    price = product(book, "million_EUR", _pay_of_one(book) / 1e6 * (RESERVISTS * allies), part, years).by(rule)
    reach = book.rule("reach_of_reservists", "As many as Norway plans to add; a third of that at the low end.")
    planned = book.fact("forces-2443", "persons")
    more = planned.ranged(planned.value / 3, planned.high).by(reach)
    return Offer(
        "reserves",
        f"Reserves that man what is bought: {RESERVISTS} trained people more in each European ally",
        "ministries of defence and parliaments of the European allies",
        price,
        steps(more, RESERVISTS),
        earliest,
        (Change("people", "group=NATO_EUR", "reserves", "add", step(book, RESERVISTS, "persons")),),
    )


def _strength(book: Book) -> Figure:
    rows = [row for row in book.tables["people"] if row["place"] in NATO_EUR]
    return total([figure_of(row, "strength", "persons") for row in rows])


def _pay_of_one(book: Book) -> Figure:
    return figure_of(book.tables["people"][0], "pay", "EUR/year")
