"""Levers for sale on lines: what each changes by one step, how many steps there are, when it can work, who decides.

Levers on contracts, parts, suppliers, stocks and money stand in `levers_buying`.
"""

from __future__ import annotations

from collections.abc import Collection

from tools.derivation import levers_prices as prices
from tools.derivation.figures import Book, Figure, figure_of
from tools.derivation.levers_beyond import beyond
from tools.derivation.levers_buying import buying
from tools.derivation.levers_people import people
from tools.derivation.levers_terms import (
    BATTERY,
    DRONES,
    INTERCEPTORS,
    KNOWN,
    MISSILES,
    SHELL_CHAIN,
    Change,
    Offer,
    after,
    change_of_a_rule,
    delay_of,
    hosts,
    lines,
    one_of,
    rate,
    step,
    steps,
)
from tools.derivation.shared import like_another, months

#: Sizes of steps: a tenth of a rate for shifts, a quarter for lines abroad and for room to grow.
SHIFT, ABROAD, ROOM = 0.10, 0.25, 0.25


def offers(book: Book) -> tuple[Offer, ...]:
    """All levers with a price."""
    return (
        *_shifts(book),
        _patriot_lines(book),
        _second_hall(book),
        _permits(book),
        *beyond(book),
        *buying(book),
        *people(book),
    )


# lines ------------------------------------------------------------------------


def _shifts(book: Book) -> tuple[Offer, ...]:
    makers = "the makers, paid by the ministries of defence of their hosts"
    return (
        _shift(book, "shift_air_defence_batteries", "lines of air defence batteries", "France and Italy", BATTERY),
        _shift(book, "shift_interceptors", "lines of interceptor missiles", makers, INTERCEPTORS),
        _shift(book, "shift_missiles", "lines of rockets, launchers, anti-tank and cruise missiles", makers, MISSILES),
        _shift(book, "shift_drones", "lines of drones and loitering munitions", makers, DRONES),
        _shift(book, "shift_shells", "shell works and the works that feed them", makers, SHELL_CHAIN),
    )


def _shift(book: Book, code: str, where: str, decides: str, items: Collection[str]) -> Offer:
    """A tenth more output by more hands; the highest rate of a line stays, for it holds such shifts already."""
    places = hosts(book, items)
    earliest = _hands_are_there(book)
    return Offer(
        code,
        f"Another shift at the European {where}: a tenth more output",
        decides,
        prices.second_shift(book, lines(book, items, places), SHIFT, earliest),
        _steps_of_a_shift(book),
        earliest,
        (
            Change(
                "capacity",
                f"{one_of('item', items)} {one_of('place', places)}",
                "rate",
                "multiply",
                step(book, 1 + SHIFT, "factor"),
            ),
        ),
    )


def _steps_of_a_shift(book: Book) -> Figure:
    """How many tenths of its rate a line gains by shifts."""
    rule = book.rule(
        "reach_of_shifts",
        "A body works states its rate for two shifts and for three, and a shell works doubled by working round the "
        "clock; other lines are taken to gain as much, counted in steps.",
    )
    bodies = book.fact("ammunition-183", "units/year")
    more = bodies.high / bodies.low - 1
    third = Figure(more, more, more, "factor", bodies.basis)
    twice = book.fact("ammunition-355", "times")
    reach = like_another(book, third)
    return steps(reach.ranged(reach.low, max(reach.high, twice.value - 1), *twice.basis).by(rule), SHIFT)


def _hands_are_there(book: Book) -> str:
    """First month of a new shift: contracts, and half of the time in which a maker raised its staff by half."""
    book.rule(
        "first_month_of_a_shift",
        "The usual contracting delay after the month of knowledge, and half of the months in which a maker of motors "
        "raised its staff by one half.",
    )
    fact = book.facts["lines-079"]
    return after(KNOWN, delay_of(book).value + months(fact["period_start"], fact["period_end"]) / 2)


def _patriot_lines(book: Book) -> Offer:
    chosen = lines(book, BATTERY, ("USA",))
    [line] = chosen
    today, highest = rate(book, str(line["site"]), KNOWN), figure_of(line, "rate_max", "units/month")
    lag = delay_of(book, "USA") + figure_of(line, "build_lag", "months") + figure_of(line, "ramp", "months") / 2
    room = highest / today.value - 1
    return Offer(
        "patriot_lines",
        "Pay for more output of Patriot batteries in the United States: a quarter of today's rate",
        "the United States, with the allies that pay",
        prices.lines_abroad(book, chosen, ABROAD),
        steps(room, ABROAD),
        after(KNOWN, lag.value),
        (
            Change(
                "capacity",
                f"{one_of('item', BATTERY)} place=USA",
                "rate",
                "multiply",
                step(book, 1 + ABROAD, "factor"),
            ),
        ),
    )


def _second_hall(book: Book) -> Offer:
    places = hosts(book, BATTERY)
    multiple = book.assumed("rate_max_multiple")
    return Offer(
        "second_hall_air_defence_batteries",
        "Room for more European lines of air defence batteries: a quarter more than they could grow to",
        "France and Italy, with the makers",
        prices.second_hall(book, lines(book, BATTERY, places), ROOM),
        steps(multiple - 1, ROOM),
        after(KNOWN, delay_of(book).value),
        (
            Change(
                "sites",
                f"{one_of('item', BATTERY)} group=NATO_EUR",
                "rate_max",
                "multiply",
                step(book, 1 + ROOM, "factor"),
            ),
        ),
    )


def _permits(book: Book) -> Offer:
    saved = book.assume(
        "permits_in_build_lag",
        4,
        1,
        9,
        "months",
        "Months of a build lag that wait for permits. Lags are counted from an order or from the breaking of ground, "
        "so only what runs beside the building is left; the Union wants decisions within 42 to 102 working days.",
    )
    rule = book.rule("reach_of_permits", "The months of a build lag that wait for permits, in steps of one month.")
    every = {str(row["item"]) for row in book.tables["sites"]}
    decision = saved.ranged(saved.low, saved.high, "society-293", "society-294").by(rule)
    earliest = after(KNOWN, change_of_a_rule(book).value)
    return Offer(
        "faster_permits",
        "Faster permits for arms works: every new line a month sooner",
        "parliaments and permit authorities of the hosts; the EU by its common rule",
        prices.permits(book, hosts(book, every), earliest),
        steps(decision),
        earliest,
        (Change("sites", "group=NATO_EUR", "build_lag", "add", step(book, -1, "months")),),
    )
