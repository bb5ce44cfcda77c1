"""What one step of a lever costs beside what the plan pays for anyway (unit prices, and the capex of expansion)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, Figure, figure_of, total
from tools.derivation.levers_terms import (
    MIDDLE,
    Row,
    lines,
    product,
    rate,
    yearly_budget,
    yearly_money,
    yearly_value,
    years_to_the_end,
)
from tools.derivation.money import euros

#: Month whose rates stand for the clock where a lever works throughout.
MIDDLE_MONTH = f"{MIDDLE}-01"


def pay(book: Book) -> Figure:
    """A year of one skilled job, million EUR."""
    return book.assume(
        "cost_of_a_skilled_job",
        0.09,
        0.05,
        0.14,
        "million_EUR/year",
        "Full cost to the employer of a skilled worker, engineer or official in Europe; the range runs from the "
        "eastern to the western hosts.",
    )


def training(book: Book) -> Figure:
    """Months until new hands produce."""
    return book.assume(
        "training_of_new_hands",
        9,
        4,
        18,
        "months",
        "Finding, clearing and training people, paid while they do not yet produce.",
    )


def shift_premium(book: Book) -> Figure:
    """Percent that work in shifts costs more."""
    return book.assume(
        "premium_of_shift_work",
        30,
        15,
        60,
        "percent",
        "Pay for nights and weekends, with more upkeep and scrap; the plain wage is in the price of each unit.",
    )


def second_shift(book: Book, chosen: Sequence[Row], share: float, date: str) -> Figure:
    """Hands for a part `share` more output than on `date`: finding and training them, and the premium for shifts."""
    rule = book.rule(
        "price_of_a_shift",
        "Value of the added yearly output over the turnover per head of a large missile maker gives the hands; each "
        "costs its pay while in training, and the premium of shift work for as long as the shift is kept.",
    )
    per_head = euros(book, "lines-200") / book.fact("lines-055", "persons")
    added = yearly_value(book, chosen, date) * share
    paid = training(book) / 12 + shift_premium(book) / 100 * years_to_the_end(book, date)
    return product(book, "million_EUR", added, pay(book), paid, over=(per_head,)).by(rule)


def surge(book: Book, chosen: Sequence[Row], most: Figure, date: str) -> Figure:
    """Hands for `most` percent more output than on `date`, in training; the plan pays the premium of what they make."""
    rule = book.rule(
        "price_of_surge",
        "Value of the yearly output that is added over the turnover per head of a large missile maker gives the hands; "
        "each costs its pay while in training. The premium of each unit is in the plan.",
    )
    per_head = euros(book, "lines-200") / book.fact("lines-055", "persons")
    value = yearly_value(book, chosen, date)
    return product(book, "million_EUR", value, most / 100, pay(book), training(book) / 12, over=(per_head,)).by(rule)


def conversion(book: Book, plants: Sequence[tuple[str, Figure]]) -> Figure:
    """Machines in plants of another industry, by item and whole rate; site and hall are there."""
    rule = book.rule(
        "price_of_conversion",
        "Whole rate of the plants times the middle investment per unit of monthly rate over the European lines of the "
        "item, less the share of site and building, which stand.",
    )
    capex = {item: _middle_capex(book, item) for item, _ in plants}
    machines = total([capex[item] * rate for item, rate in plants])
    left = site_share(book)
    of_machines = Figure(100 - left.value, 100 - left.high, 100 - left.low, "percent", left.basis)
    return product(book, "million_EUR", machines, of_machines / 100).by(rule)


def _middle_capex(book: Book, item: str) -> Figure:
    """Investment per unit of rate of the line in the middle of the European lines of an item."""
    found = [figure_of(row, "capex", "million_EUR") for row in lines(book, (item,), NATO_EUR)]
    return sorted(found, key=lambda capex: capex.value)[len(found) // 2]


def parts_ahead(book: Book, items: Collection[str], places: Collection[str], ahead: float, date: str) -> Figure:
    """Long-lead parts for `ahead` months of what the allies get of a line's output, held to the end of the clock."""
    holding = book.assume(
        "yearly_cost_of_held_parts",
        8,
        4,
        15,
        "percent/year",
        "Interest of some three percent on money spent early, with storage, checks and parts that become outdated.",
    )
    rule = book.rule(
        "price_of_parts_ahead",
        "A reserve of long-lead parts for some months of output, at the share of the price that such parts have in a "
        "published contract, costs a yearly part of its value; the parts themselves are in the price of each unit.",
    )
    output = yearly_value(book, lines(book, items, places), MIDDLE_MONTH, for_allies=True)
    parts, years = book.fact("lines-264", "percent") / 100, years_to_the_end(book, date)
    return product(book, "million_EUR", output * (ahead / 12), parts, holding / 100, years).by(rule)


def contracts(book: Book, places: Collection[str], delay: Figure, date: str) -> Figure:
    """Officials who bring the contracts of allies one month forward, to the end of the clock."""
    rule = book.rule(
        "price_of_faster_contracts",
        "A month less of a delay takes as large a part more officials as the month has in the delay; they are paid to "
        "the end of the clock. Laws and rules that are changed for it cost nothing here.",
    )
    money, years = yearly_money(book, places), years_to_the_end(book, date)
    return product(book, "million_EUR", money, pay(book), years, over=(contracts_of_an_official(book), delay)).by(rule)


def contracts_of_an_official(book: Book) -> Figure:
    """Million EUR of contracts in a year."""
    return book.assume(
        "contracts_of_an_official",
        4,
        2,
        10,
        "million_EUR/year",
        "Value of contracts that one official of a procurement office brings to signature in a year; Germany's office "
        "has some ten thousand posts, its own account not among the facts.",
    )


def officials(book: Book, places: Collection[str], share: float, date: str) -> Figure:
    """Officials who let the offices of allies sign a part `share` more, paid while in training and to the end."""
    rule = book.rule(
        "price_of_more_officials",
        "What the offices sign in a year, times the part that is added, over the contracts of an official, gives the "
        "posts; they are paid while in training and then to the end of the clock. The office grows as a whole: it is "
        "not known who in it signs for the modelled items.",
    )
    rows = [row for row in book.tables["offices"] if row["place"] in places]
    signed = total([figure_of(row, "signed", "million_EUR/year") for row in rows])
    years = training(book) / 12 + years_to_the_end(book, date)
    over = (contracts_of_an_official(book),)
    return product(book, "million_EUR", signed * share, pay(book), years, over=over).by(rule)


def permits(book: Book, places: Collection[str], date: str) -> Figure:
    """Officials and experts who bring permits one month forward in some host states."""
    officials = book.assume(
        "permit_officials_for_a_month",
        15,
        5,
        50,
        "persons",
        "Posts at planning, environment and explosives authorities of one host state that bring its permits for arms "
        "works forward by a month; no ministry publishes such a figure.",
    )
    rule = book.rule("price_of_faster_permits", "Posts in each host state, paid to the end of the clock.")
    return product(book, "million_EUR", officials * len(places), pay(book), years_to_the_end(book, date)).by(rule)


def lines_abroad(book: Book, chosen: Sequence[Row], share: float) -> Figure:
    """Investment for a part `share` more of today's rate at lines that the plan itself may not expand."""
    rule = book.rule(
        "price_of_lines_abroad",
        "Investment per unit of monthly rate, as for any line of the item, times what is added.",
    )
    parts = [figure_of(row, "capex", "million_EUR") * rate(book, str(row["site"]), MIDDLE_MONTH) for row in chosen]
    return (total(parts) * share).of("million_EUR").by(rule)


def second_hall(book: Book, chosen: Sequence[Row], share: float) -> Figure:
    """Site and building for room to grow by a part `share` of the highest rate; the plan pays for the machines."""
    rule = book.rule(
        "price_of_a_second_hall",
        "The highest rate that is added, times the investment per unit of rate, times the share of site and building "
        "in it; machines come with the expansions that the plan pays for.",
    )
    parts = [figure_of(row, "capex", "million_EUR") * figure_of(row, "rate_max", "units/month") for row in chosen]
    return product(book, "million_EUR", total(parts) * share, site_share(book) / 100).by(rule)


def site_share(book: Book) -> Figure:
    """Percent of an investment that site and building take."""
    return book.assume(
        "share_of_site_in_investment",
        25,
        10,
        50,
        "percent",
        "Land, power, roads, safety distances and the shell of a hall, as a part of what a line costs with its "
        "machines.",
    )


def priority(book: Book, chosen: Sequence[Row], points: float, date: str) -> Figure:
    """What a host is paid for letting `points` percent more of its output go to allies, to the end of the clock."""
    premium = book.assume(
        "premium_of_priority",
        25,
        5,
        55,
        "percent",
        "What a host asks for waiting itself, as a part of the price; allies paid half as much again as the US forces "
        "for the one missile with both prices in the facts, which is the upper end.",
    )
    rule = book.rule(
        "price_of_priority", "Yearly value of the units that change hands, times the premium and the years."
    )
    moved = yearly_value(book, chosen, MIDDLE_MONTH) * points / 100
    basis = ("lines-311", "lines-313")
    premium = premium.ranged(premium.low, premium.high, *basis)
    return product(book, "million_EUR", moved, premium / 100, years_to_the_end(book, date)).by(rule)


def renewal(book: Book, items: Collection[str], part: float, date: str) -> Figure:
    """New motors and batteries for missiles in stock, so that a `part` of the yearly loss does not occur."""
    cost = book.assume(
        "cost_of_renewal",
        20,
        5,
        40,
        "percent",
        "Renewing motor, battery and seals of a missile and testing it, as a part of the price of a new one.",
    )
    rule = book.rule(
        "price_of_renewal",
        "Missiles of the allies' stocks that would age out in a year and are kept, times their price, the cost of "
        "renewal and the years.",
    )
    known = {str(row["item"]): row for row in book.tables["items"] if row["item"] in items}
    kept = [
        figure_of(row, "quantity", "units")
        * figure_of(known[str(row["item"])], "loss_rate", "percent")
        * figure_of(known[str(row["item"])], "price", "million_EUR")
        for row in sorted(book.tables["stocks"], key=lambda row: (str(row["item"]), str(row["place"])))
        if row["item"] in items and row["place"] in NATO_EUR
    ]
    return product(book, "million_EUR", total(kept) / 100 * part, cost / 100, years_to_the_end(book, date)).by(rule)


def spares(book: Book, items: Collection[str], points: float, date: str) -> Figure:
    """Spares and repair that keep `points` percent more of the allies' stocks ready, to the end of the clock."""
    rule = book.rule(
        "price_of_spares_and_repair",
        "What is ready more of the allies' stocks, times its price and what each thing more that is ready costs in a "
        "year, times the years; what the plan keeps up besides it pays itself.",
    )
    known = {str(row["item"]): row for row in book.tables["items"] if row["item"] in items}
    held = [
        figure_of(row, "quantity", "units") * figure_of(known[str(row["item"])], "price", "million_EUR")
        for row in sorted(book.tables["stocks"], key=lambda row: (str(row["item"]), str(row["place"])))
        if row["item"] in items and row["place"] in NATO_EUR
    ]
    cost = figure_of(next(row for row in book.tables["serviceability"] if row["item"] in items), "cost", "percent/year")
    return product(book, "million_EUR", total(held) * points / 100, cost / 100, years_to_the_end(book, date)).by(rule)


def more_money(book: Book, share: float, date: str) -> Figure:
    """All money that a part `share` more for defence adds up to, to the end of the clock."""
    rule = book.rule("price_of_more_money", "A part of a year's core budget, in every year to the end of the clock.")
    return product(book, "million_EUR", yearly_budget(book, NATO_EUR) * share, years_to_the_end(book, date)).by(rule)
