"""Shells of 155 mm and their inputs: items, recipes, sites, stocks, orders, uses and needs.

Two kinds of figure are kept apart. Rates with the status `delivered` are output that makers, armies or
investigators saw; the European Commission's counts are capacity, stand in `requirements` and in the
upper end of ranges only.
"""

from __future__ import annotations

from tools.derivation.alliance import ALLIES, EU_ALLIES, WITHOUT_FORCES
from tools.derivation.ammunition_announced import write_announced
from tools.derivation.ammunition_explosives import explosive_lines, fill_per_round
from tools.derivation.ammunition_lines import (
    BODY,
    CHARGE,
    EXPLOSIVE,
    FUZE,
    NITROCELLULOSE,
    POWDER,
    RATE,
    SHELL,
    TODAY,
    Line,
    month,
    rates_at,
    spanned,
)
from tools.derivation.ammunition_parts import body_lines, fuze_lines
from tools.derivation.ammunition_propellant import (
    charge_lines,
    nitrocellulose_lines,
    nitrocellulose_per_powder,
    powder_lines,
    powder_per_shot,
)
from tools.derivation.ammunition_sites import shell_lines
from tools.derivation.ammunition_terms import input_loss_rate, rounds_for, shell_price, write_lines
from tools.derivation.figures import Book, Figure, total
from tools.derivation.lookup import NATO_EDITION, Series

#: Input -> its name and unit.
INPUTS: dict[str, tuple[str, str]] = {
    BODY: ("Shell body, 155 mm", "units"),
    FUZE: ("Artillery fuze", "units"),
    EXPLOSIVE: ("Explosive fill (TNT and RDX)", "tonnes"),
    CHARGE: ("Propelling charges of a full shot, 155 mm", "units"),
    POWDER: ("Propellant powder", "tonnes"),
    NITROCELLULOSE: ("Nitrocellulose of energetic grade", "tonnes"),
}
SPENDING_YEAR = 2025


def derive(book: Book) -> None:
    """Add the rows of shells and their inputs to every table that has some."""
    lines = all_lines(book)
    write_items(book)
    write_recipes(book)
    write_lines(book, lines)
    write_announced(book)
    write_stocks(book, lines)
    write_orders(book)
    write_aid(book)
    write_training(book)
    write_needs(book)


def all_lines(book: Book) -> list[Line]:
    """Every line, from complete rounds down to nitrocellulose."""
    shells = shell_lines(book)
    charges = charge_lines(book, shells)
    powder = powder_lines(book, charges)
    return [
        *shells,
        *body_lines(book, shells),
        *fuze_lines(book, shells),
        *explosive_lines(book, shells),
        *charges,
        *powder,
        *nitrocellulose_lines(book, powder),
    ]


# --- items and recipes -------------------------------------------------------------------------------


def shell_lead_time(book: Book) -> Figure:
    """Contract to first delivery without a queue; the waits of 2023 above."""
    lead, wait = (
        spanned(*(book.fact(f"ammunition-{number}", "months") for number in pair))
        for pair in (("368", "412"), ("367", "421"))
    )
    return lead.ranged(lead.low, wait.value, *wait.basis)


def write_items(book: Book) -> None:
    """The round, which is needed, and its inputs."""
    advance = spanned(book.fact("lines-264", "percent"), book.fact("money-6523", "percent"))
    loss = book.assume(
        "shells_lost_to_age",
        3,
        1.5,
        5,
        "percent",
        "Rounds keep for twenty to forty years if fuzes and charges are renewed; one in "
        "thirty leaves the stock each year.",
    )
    weight = book.assume(
        "weight_of_shells",
        1,
        1,
        1,
        "factor",
        "The shortfall of shells sets the scale on which other items are weighed.",
        role="conversion",
    )
    book.add(
        "items",
        item=SHELL,
        name="Shell of 155 mm, complete round",
        kind="needed",
        unit="units",
        price=shell_price(book),
        advance_share=advance,
        lead_time=shell_lead_time(book),
        loss_rate=loss,
        weight=weight,
    )
    for item, (name, unit) in INPUTS.items():
        book.add(
            "items",
            item=item,
            name=name,
            kind="input",
            unit=unit,
            price=None,
            advance_share=None,
            lead_time=None,
            loss_rate=input_loss_rate(book),
            weight=None,
        )


def write_recipes(book: Book) -> None:
    """Inputs of a round, of its charges and of their powder."""
    one = book.assume(
        "one_to_a_round",
        1,
        1,
        1,
        "units/unit",
        "A complete round is one body, one fuze and the charges of one full shot.",
        role="conversion",
    )
    for item, part, quantity in (
        (SHELL, BODY, one),
        (SHELL, FUZE, one),
        (SHELL, CHARGE, one),
        (SHELL, EXPLOSIVE, fill_per_round(book)),
        (CHARGE, POWDER, powder_per_shot(book)),
        (POWDER, NITROCELLULOSE, nitrocellulose_per_powder(book)),
    ):
        book.add("recipes", item=item, input=part, quantity=quantity)


# --- allies' shares ----------------------------------------------------------------------------------


def spending(book: Book) -> dict[str, Figure]:
    """Defence expenditure of each ally with forces: share of GDP times GDP."""
    shares = Series.read(book, NATO_EDITION, "defence_expenditure", "share_of_gdp")
    products = Series.read(book, NATO_EDITION, "gdp", "annual_amount_current_prices")
    found = {}
    for place in ALLIES:
        if place not in WITHOUT_FORCES:
            share = book.fact(shares.id(place, SPENDING_YEAR), "percent") / 100
            found[place] = (share * book.fact(products.id(place, SPENDING_YEAR), "billion_USD")).of("billion_USD")
    return found


def ratio(one: Figure, other: Figure) -> Figure:
    """One figure over another, without adding up their small spreads."""
    middle = one.value / other.value
    return Figure(middle, middle * 0.97, middle * 1.03, "factor", (*one.basis, *other.basis))


# --- stocks ------------------------------------------------------------------------------------------


def write_stocks(book: Book, lines: list[Line]) -> None:
    """What allies hold, and what lies between the works."""
    stocks = american_and_german_stock(book)
    means = spending(book)
    rule = book.rule(
        "stocks_by_spending",
        "An ally that publishes no stock of shells holds as many as Germany for each euro that "
        "it spends on defence, from a third to four times as many.",
    )
    for place in means:
        scaled = stocks["DEU"] * ratio(means[place], means["DEU"])
        quantity = stocks.get(place, scaled.ranged(scaled.value / 3, scaled.value * 4).of("units").by(rule))
        book.add("stocks", place=place, item=SHELL, date=TODAY, quantity=quantity)
    write_market_stocks(book, lines)


def american_and_german_stock(book: Book) -> dict[str, Figure]:
    """Germany's published stock, carried forward; America's usual stock less what it gave."""
    carried = book.rule(
        "german_stock_carried_forward",
        "The stock published in 2023 is kept for 2026, from half to four times of it: what "
        "came in since then about equals what went to Ukraine.",
    )
    german = book.fact("ammunition-266", "units")
    german = german.ranged(german.value / 2, german.value * 4).by(carried)
    usual = book.assume(
        "usual_american_stock_of_shells",
        2e6,
        1.2e6,
        2.5e6,
        "units",
        "Analysts who know the American inventory put its usual level at about two million "
        "rounds; the army publishes none.",
    )
    given = book.rule(
        "american_stock_less_aid",
        "The usual American stock less the rounds given by March 2024; later output is taken "
        "to have gone to aid, training and partners.",
    )
    left = usual - book.fact("ammunition-031", "units")
    return {"DEU": german, "USA": left.by(given)}


def write_market_stocks(book: Book, lines: list[Line]) -> None:
    """Inputs in the pipeline."""
    rule = book.rule("inputs_in_the_pipeline", "Works hold inputs for the months assumed, at the rate seen.")
    months = book.assume(
        "months_of_inputs_at_works",
        1,
        0.3,
        3,
        "months",
        "Works that report waiting for parts hold little: about a month of what they use.",
    )
    for item, (_, unit) in INPUTS.items():
        rate = rates_at([line for line in lines if line.item == item], TODAY, "delivered")
        book.add("stocks", place="MARKET", item=item, date=TODAY, quantity=(rate * months).of(unit).by(rule))


# --- orders ------------------------------------------------------------------------------------------


def still_to_come(book: Book, quantity: Figure, start: str, end: str) -> Figure:
    """The part of an order, spread evenly over its term, that falls after today."""
    rule = book.rule("orders_spread_evenly", "An order comes in equal parts over its term; parts before 2026 are in.")
    gone = max(month(TODAY) - month(start), 0)
    return (quantity * (1 - gone / (month(end) - month(start)))).of("units").by(rule)


def write_orders(book: Book) -> None:
    """Contracts by value or count, and the German frame, which is a ceiling."""
    book.rule(
        "terms_of_orders",
        "An order without dates runs from two to six years after signature, as the agency and makers quote.",
    )
    by_value = (
        ("deu_frame_2023", "DEU", "ammunition-277", "2023-07", "2029-12", "DEU"),
        ("nor_order_2023", "NOR", "ammunition-156", "2025-01", "2028-01", "NOR"),
        ("fin_order_2023", "FIN", "ammunition-313", "2025-03", "2028-03", "FIN"),
        ("gbr_order_2023", "GBR", "ammunition-149", "2025-07", "2028-07", "GBR"),
    )
    for order, place, money, start, end, supplier in by_value:
        quantity = still_to_come(book, rounds_for(book, money), start, end)
        book.add(
            "deliveries",
            order=order,
            place=place,
            item=SHELL,
            start=TODAY,
            end=end,
            quantity=quantity,
            status="contracted",
            supplier=supplier,
        )
    write_german_frame(book)
    write_agency_order(book)


def write_german_frame(book: Book) -> None:
    """The long frame, less the first contract that it took over."""
    rule = book.rule(
        "frames_may_stay_unused",
        "A frame is a ceiling: the range of what comes starts at a quarter of it. The frame "
        "with other makers is left out, since reports differ on which contract its count "
        "belongs to.",
    )
    frame = still_to_come(book, book.fact("ammunition-099", "units"), "2024-01", "2034-01")
    frame = frame - still_to_come(book, rounds_for(book, "ammunition-277"), "2023-07", "2029-12")
    frame = frame.ranged(frame.value / 4, max(frame.high, frame.value)).by(rule)
    book.add(
        "deliveries",
        order="deu_frame_2024",
        place="DEU",
        item=SHELL,
        start=TODAY,
        end="2033-12",
        quantity=frame,
        status="announced",
        supplier="DEU",
    )


def write_agency_order(book: Book) -> None:
    """The NATO agency's order, in equal parts for the allies behind it."""
    buyers = book.assume(
        "allies_behind_the_agency_order",
        3,
        2,
        4,
        "allies",
        "The agency bought for Belgium, Lithuania and Spain as commonly reported; equal "
        "parts are taken, and one ally fewer or more as the range.",
    )
    rule = book.rule("agency_order_in_equal_parts", "The agency's order is shared equally among the allies behind it.")
    part = (book.fact("ammunition-296", "units") / buyers).of("units").by(rule)
    for place, supplier in (("BEL", "ITA"), ("ESP", "FRA"), ("LTU", "FRA")):
        book.add(
            "deliveries",
            order=f"agency_2024_{place.lower()}",
            place=place,
            item=SHELL,
            start=TODAY,
            end="2030-01",
            quantity=part,
            status="contracted",
            supplier=supplier,
        )


# --- uses --------------------------------------------------------------------------------------------


def write_aid(book: Book) -> None:
    """Rounds of 155 mm to Ukraine, by donors in the European Union."""
    rule = book.rule(
        "aid_by_spending",
        "The Union's deliveries of 155 mm in its first year of the promise go on to the end of "
        "2027, shared among its allies (Hungary abstains) by defence expenditure; the range "
        "runs from the share of output that left Europe to the pace planned for 2024. Rounds "
        "bought elsewhere are not counted, nor aid of other allies, which is published for all "
        "calibres only.",
    )
    given, later = book.fact("ammunition-093", "units") / 12, book.fact("ammunition-245", "units") / 9
    left = book.fact("ammunition-384", RATE) * book.fact("ammunition-385", "percent") / 100
    rate = given.ranged(left.value, later.value, *later.basis, *left.basis).of(RATE)
    means = spending(book)
    donors = [place for place in EU_ALLIES if place in means and place != "HUN"]
    together = total([means[place] for place in donors])
    for place in donors:
        share = ratio(means[place], Figure(together.value, together.low, together.high, "billion_USD", ()))
        book.add(
            "uses",
            use="aid",
            place=place,
            item=SHELL,
            start=TODAY,
            end="2027-12",
            rate=(rate * share).of(RATE).by(rule),
        )


def write_training(book: Book) -> None:
    """Rounds fired in training."""
    rule = book.rule(
        "training_by_spending",
        "Allies fire as many rounds in training for each euro of defence expenditure as the "
        "United States, from half to twice as many.",
    )
    american = (book.fact("history-737", "rounds/year") / 12).of(RATE)
    means = spending(book)
    for place in means:
        scaled = american * ratio(means[place], means["USA"])
        rate = american if place == "USA" else scaled.ranged(scaled.value / 2, scaled.value * 2).by(rule)
        book.add("uses", use="training", place=place, item=SHELL, start=TODAY, end="2035-12", rate=rate.of(RATE))


# --- needs -------------------------------------------------------------------------------------------


def guns_per_brigade(book: Book) -> Figure:
    """Guns over brigades in the published European requirement."""
    return (book.fact("platforms-007", "units") / book.fact("platforms-002", "units")).of("guns/brigade")


def rounds_per_gun(book: Book) -> Figure:
    """Rounds a day for each gun: the German goal over its days, its brigades and their guns."""
    days, brigades = book.fact("ammunition-268", "days"), book.fact("inventories-097", "units")
    goal = book.fact("ammunition-267", "units")
    daily = goal.value / days.value / brigades.value / guns_per_brigade(book).value
    lean = book.fact("platforms-008", "units").value / 90 / book.fact("platforms-007", "units").value
    basis = (*goal.basis, *days.basis, *brigades.basis, "platforms-002", "platforms-007", "platforms-008")
    return Figure(daily, lean, daily * 1.3, "rounds/day", basis)


def write_needs(book: Book) -> None:
    """Rounds for each brigade, the published requirement, and totals to check against."""
    rule = book.rule(
        "shells_by_level_of_effort",
        "Guns in a brigade times rounds a day for each gun times days. Days and the daily rate "
        "are those of the German goal, which follows the alliance's rule; the range starts at "
        "the daily rate of the European requirement for ninety days and ends three tenths "
        "above the German one.",
    )
    guns, pace = guns_per_brigade(book), rounds_per_gun(book)
    per_brigade = Figure(
        guns.value * pace.value,
        guns.value * pace.low,
        guns.value * pace.high,
        "rounds/day per brigade",
        tuple(dict.fromkeys((*guns.basis, *pace.basis))),
    ).by(rule)
    whole = book.assume(
        "counted_once", 1, 1, 1, "days", "A published total is taken once, not by the day.", role="conversion"
    )
    published = book.fact("platforms-008", "units")
    book.add(
        "scales",
        needs_set="force_goals",
        force="brigade",
        item=SHELL,
        method="level_of_effort",
        per_force=per_brigade,
        days=book.fact("ammunition-268", "days"),
    )
    book.add(
        "scales",
        needs_set="replace_us",
        force="share_of_requirement",
        item=SHELL,
        method="published",
        per_force=published,
        days=whole,
    )
    book.add(
        "requirements",
        requirement="shells_for_ninety_days",
        group="NATO_EUR",
        item=SHELL,
        quantity=book.fact("ammunition-270", "units"),
        about="Least stock for ninety days of intense fighting without the United States",
    )
    book.add(
        "requirements",
        requirement="shells_of_a_year",
        group="EU27",
        item=SHELL,
        quantity=book.fact("ammunition-088", "units/year").of("units"),
        about="Yearly output that the industrial base of the European Union should be able to make",
    )
    book.add(
        "requirements",
        requirement="shells_of_commission_count",
        group="EU27",
        item=SHELL,
        quantity=book.fact("ammunition-087", "units/year").of("units"),
        about="Yearly capacity that the European Commission counted for the end of 2025; not output",
    )
