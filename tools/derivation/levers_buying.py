"""Levers for sale on how the allies buy: contracts, long-lead parts, priority at suppliers, renewal, money."""

from __future__ import annotations

from collections.abc import Collection

from tools.derivation import levers_prices as prices
from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, Figure, figure_of
from tools.derivation.levers_ladder import one_lot
from tools.derivation.levers_terms import (
    AGEING,
    BATTERY,
    DRONES,
    INTERCEPTORS,
    KNOWN,
    MISSILES,
    SHELL,
    VEHICLES,
    Change,
    Offer,
    after,
    change_of_a_rule,
    delay_of,
    lines,
    one_of,
    own_leads,
    step,
    steps,
)
from tools.derivation.shared import START

#: Sizes of steps: months of parts (three or one), points of exports, parts of a loss, budget and office, points
#: of what is ready.
LONG, SHORT, POINTS, PART, MONEY, OFFICIALS, READY = 3, 1, 5, 0.10, 0.01, 0.10, 5


def buying(book: Book) -> tuple[Offer, ...]:
    """All levers on how the allies buy."""
    return (
        *_contracts(book),
        _officials(book),
        *_parts(book),
        _priority(book),
        _renewal(book),
        _spares(book),
        _money(book),
    )


def _contracts(book: Book) -> tuple[Offer, ...]:
    others = [place for place in NATO_EUR if place != "DEU"]
    return (
        _faster(book, "contracts_germany", "Germany", ("DEU",), "DEU"),
        _faster(book, "contracts_other_allies", "the other European allies", others, "FRA"),
    )


def _faster(book: Book, code: str, who: str, places: Collection[str], like: str) -> Offer:
    """A month less, down to the delay of the fastest large buyer.

    The clock counts the delay once, from its start; so the lever acts from there, while those who have it are paid
    from the month in which a decision of today would work.
    """
    delay, fastest = delay_of(book, like), delay_of(book, "USA")
    rule = book.rule(
        "reach_of_faster_contracts",
        "Months down to the delay of the fastest large buyer; at the low end a procedure shortened as Germany reports.",
    )
    saving = book.fact("society-343", "percent")
    gap = delay.value - fastest.value
    less = delay.value * saving.value / 100
    reach = Figure(gap, min(less, gap), max(less, gap), "months", (*delay.basis, *fastest.basis, *saving.basis))
    paid_from = after(KNOWN, change_of_a_rule(book).low)
    return Offer(
        code,
        f"Sign contracts a month sooner in {who}",
        f"ministries of defence and parliaments of {who}"
        if len(places) > 1
        else f"ministry of defence and parliament of {who}",
        prices.contracts(book, places, delay, paid_from),
        steps(reach.by(rule)),
        START,
        (Change("places", one_of("place", places), "contracting_delay", "add", step(book, -1, "months")),),
    )


def _officials(book: Book) -> Offer:
    """A tenth more officials at all offices; what they can sign grows with them."""
    rule = book.rule(
        "reach_of_more_officials",
        "From the vacant posts of the German office, filled, to the growth of what was approved there from 2023 to "
        "2025; the middle of both, in steps of a tenth.",
    )
    posts, vacant = (book.fact(fact, "posts") for fact in ("forces-2274", "forces-2275"))
    first, last = (book.euros(fact) for fact in ("forces-2355", "forces-2358"))
    low, high = vacant.value / (posts.value - vacant.value), last.value / first.value - 1
    basis = (*posts.basis, *vacant.basis, *first.basis, *last.basis)
    earliest = after(KNOWN, prices.training(book).value)
    return Offer(
        "more_officials",
        "More officials at the contracting offices of the European allies: a tenth more contracts in a year",
        "ministries of defence and parliaments of the European allies",
        prices.officials(book, NATO_EUR, OFFICIALS, earliest),
        steps(Figure((low + high) / 2, low, high, "factor", basis).by(rule), OFFICIALS),
        earliest,
        (Change("offices", "group=NATO_EUR", "signed", "multiply", step(book, 1 + OFFICIALS, "factor")),),
    )


def _parts(book: Book) -> tuple[Offer, ...]:
    return (
        _ahead(book, "parts_air_defence_batteries", "air defence batteries", BATTERY, LONG),
        _ahead(book, "parts_interceptors", "interceptor missiles", INTERCEPTORS, LONG),
        _ahead(book, "parts_missiles", "rockets, launchers, anti-tank and cruise missiles", MISSILES, LONG),
        _ahead(book, "parts_drones", "drones and loitering munitions", DRONES, SHORT),
        _ahead(book, "parts_shells", "shells", SHELL, SHORT),
        _ahead(book, "parts_vehicles", "tanks, fighting vehicles, howitzers and aircraft", VEHICLES, LONG),
    )


def _ahead(book: Book, code: str, what: str, items: Collection[str], size: int) -> Offer:
    """Parts for some months of output held ready, so that orders are filled as much sooner."""
    earliest = after(KNOWN, delay_of(book).value)
    suppliers = {str(row["place"]) for row in book.tables["sites"] if row["item"] in items}
    changed = ("items", "sites") if own_leads(book, items) else ("items",)
    span = "a month" if size == 1 else f"{size} months"
    return Offer(
        code,
        f"Buy long-lead parts of {what} ahead: deliveries {span} sooner",
        "ministries of defence and budget committees of the buyers",
        prices.parts_ahead(book, items, suppliers, size, earliest),
        _steps_of_parts(book, items, size),
        earliest,
        tuple(
            Change(table, one_of("item", items), "lead_time", "add", step(book, -size, "months")) for table in changed
        ),
    )


def _steps_of_parts(book: Book, items: Collection[str], size: int) -> Figure:
    """A reserve of one lot (two at the high end), at most half of the shortest lead time; at the low end no reserve."""
    rule = book.rule(
        "reach_of_parts_ahead",
        "A reserve of one lot saves a year, two lots save two, and never more than half of a lead time; at the low end "
        "only what is gained by ordering parts while contracts are still being drawn up.",
    )
    saved, delay = one_lot(book), delay_of(book)
    usual = [figure_of(row, "lead_time", "months").value for row in book.tables["items"] if row["item"] in items]
    half = min([*usual, *(lead.value for lead in own_leads(book, items).values())]) / 2
    low, value, high = (min(end, half) for end in (delay.value, saved.value, saved.high))
    return steps(Figure(value, min(low, value), high, "months", (*saved.basis, *delay.basis)).by(rule), size)


# suppliers, stocks, money -----------------------------------------------------


def _priority(book: Book) -> Offer:
    items = (*INTERCEPTORS, *MISSILES)
    share = book.assumed("export_share_of_us_lines")
    rule = book.rule(
        "reach_of_priority",
        "From the share of output that allies get today to the high end of its range; half of it and twice as range.",
    )
    most = share.high - share.value
    earliest = after(KNOWN, change_of_a_rule(book).high)
    return Offer(
        "priority_in_us_lines",
        f"Priority for allies at American missile lines: {POINTS} percent more of their output",
        "the United States, asked by the allies",
        prices.priority(book, lines(book, items, ("USA",)), POINTS, earliest),
        steps(Figure(most, most / 2, most * 2, "percent", share.basis).by(rule), POINTS),
        earliest,
        (Change("sites", f"{one_of('item', items)} place=USA", "export_share", "add", step(book, POINTS, "percent")),),
    )


def _renewal(book: Book) -> Offer:
    loss = book.assumed("loss_rate_of_missiles")
    rule = book.rule("reach_of_renewal", "Down to the low end of the yearly loss, which is that of renewed missiles.")
    saved = 1 - loss.low / loss.value
    earliest = after(KNOWN, delay_of(book).value)
    return Offer(
        "renew_missiles",
        "Renew missiles in stock: a tenth less of them lost to age",
        "ministries of defence",
        prices.renewal(book, AGEING, PART, earliest),
        steps(Figure(saved, saved / 2, saved, "share", loss.basis).by(rule), PART),
        earliest,
        (Change("items", one_of("item", AGEING), "loss_rate", "multiply", step(book, 1 - PART, "factor")),),
    )


def _spares(book: Book) -> Offer:
    """Points more of the stocks ready, at first and at best, of items whose need is what units have."""
    rows = [row for row in book.tables["serviceability"] if figure_of(row, "share", "percent").value > 0]
    items = sorted(str(row["item"]) for row in rows)
    lag, best, ready = (figure_of(rows[0], column, "percent") for column in ("lag", "best", "ready"))
    rule = book.rule(
        "reach_of_spares_and_repair",
        "From the best that spares and repair come to by themselves to the high end of its range, in steps of "
        f"{READY} points; a third of it and all of it as range.",
    )
    more = best.high - best.value
    earliest = after(KNOWN, lag.value)
    column = f"{one_of('item', items)}"
    return Offer(
        "spares_and_repair",
        f"Spares and repair for tanks and howitzers: {READY} percent more of the stocks ready",
        "ministries of defence, with the makers",
        prices.spares(book, items, READY, earliest),
        steps(Figure(more, more / 3, more, "percent", (*best.basis, *ready.basis)).by(rule), READY),
        earliest,
        tuple(
            Change("serviceability", column, name, "add", step(book, READY, "percent")) for name in ("ready", "best")
        ),
    )


def _money(book: Book) -> Offer:
    reach = book.assume(
        "room_for_more_money",
        10,
        5,
        30,
        "percent",
        "A tenth more than what is pledged is about what debates on the next step ask for; twice or three times that "
        "is the step from two to five per cent of output.",
    )
    earliest = after(KNOWN, change_of_a_rule(book).low)
    return Offer(
        "more_money",
        "Spend a hundredth more on defence than on any path",
        "parliaments of the European allies",
        prices.more_money(book, MONEY, earliest),
        steps(reach, 100 * MONEY),
        earliest,
        (Change("paths", "group=NATO_EUR", "share", "multiply", step(book, 1 + MONEY, "factor")),),
    )
