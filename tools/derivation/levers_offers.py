"""Levers for sale: what each changes by one step, how many steps there are, when it can work, who decides."""

from __future__ import annotations

from collections.abc import Collection

from tools.derivation import levers_prices as prices
from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, Figure
from tools.derivation.levers_ladder import one_lot
from tools.derivation.levers_terms import KNOWN, Change, Offer, after, figure, hosts, lines, rate, step, steps
from tools.derivation.missiles_rules import like_another, months

BATTERY = ("long_range_air_defence_battery",)
INTERCEPTORS = ("long_range_interceptor", "medium_range_interceptor", "very_short_range_interceptor")
MISSILES = ("anti_tank_missile", "cruise_missile", "guided_rocket", "rocket_launcher")
DRONES = ("loitering_munition", "long_range_drone")
SHELL = ("shell_155mm",)
SHELL_CHAIN = (
    "explosive_fill",
    "fuze_155mm",
    "nitrocellulose",
    "propellant_charge_155mm",
    "propellant_powder",
    "shell_155mm",
    "shell_body_155mm",
)
VEHICLES = ("combat_aircraft", "howitzer_155mm", "infantry_fighting_vehicle", "main_battle_tank")
AGEING = (*INTERCEPTORS, "anti_tank_missile", "cruise_missile", "guided_rocket")

#: Sizes of steps: part of a rate for shifts, for lines abroad and room; months of parts; percentage points of exports.
SHIFT, ABROAD, ROOM, LONG, SHORT, POINTS, PART, MONEY = 0.10, 0.25, 0.25, 3, 1, 5, 0.10, 0.01


def offers(book: Book) -> tuple[Offer, ...]:
    """All levers with a price."""
    return (
        *_shifts(book),
        _patriot_lines(book),
        _second_hall(book),
        _permits(book),
        *_contracts(book),
        *_parts(book),
        _priority(book),
        _renewal(book),
        _reserve(book),
        _money(book),
    )


def _one_of(column: str, values: Collection[str]) -> str:
    return f"{column}={'|'.join(sorted(values))}"


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
                f"{_one_of('item', items)} {_one_of('place', places)}",
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
    return after(KNOWN, _delay(book).value + months(fact["period_start"], fact["period_end"]) / 2)


def _delay(book: Book, place: str = "FRA") -> Figure:
    """Contracting delay of an ally; France has the one that is taken for most."""
    [row] = [row for row in book.tables["places"] if row["place"] == place]
    return figure(row, "contracting_delay", "months")


def _lead(book: Book, item: str) -> Figure:
    """Lead time of an item, months."""
    [row] = [row for row in book.tables["items"] if row["item"] == item]
    return figure(row, "lead_time", "months")


def _change_of_law(book: Book) -> Figure:
    """Months until a rule, a law or an agreement with a supplier holds."""
    return book.assume(
        "months_to_change_a_rule",
        6,
        2,
        12,
        "months",
        "A ministry changes its own rules and a parliament its budget within two months, a law takes half a year, an "
        "agreement with a supplier state or a rule of the Union about a year.",
    )


def _patriot_lines(book: Book) -> Offer:
    chosen = lines(book, BATTERY, ("USA",))
    [line] = chosen
    today, highest = rate(book, str(line["site"]), KNOWN), figure(line, "rate_max", "units/month")
    lag = _delay(book, "USA") + figure(line, "build_lag", "months") + figure(line, "ramp", "months") / 2
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
                f"{_one_of('item', BATTERY)} place=USA",
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
        after(KNOWN, _delay(book).value),
        (
            Change(
                "sites",
                f"{_one_of('item', BATTERY)} group=NATO_EUR",
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
    earliest = after(KNOWN, _change_of_law(book).value)
    return Offer(
        "faster_permits",
        "Faster permits for arms works: every new line a month sooner",
        "parliaments and permit authorities of the hosts; the EU by its common rule",
        prices.permits(book, hosts(book, every), earliest),
        steps(decision),
        earliest,
        (Change("sites", "group=NATO_EUR", "build_lag", "add", step(book, -1, "months")),),
    )


# contracts and parts ----------------------------------------------------------


def _contracts(book: Book) -> tuple[Offer, ...]:
    others = [place for place in NATO_EUR if place not in ("DEU", "GBR")]
    return (
        _faster(book, "contracts_germany", "Germany", ("DEU",), "DEU"),
        _faster(book, "contracts_united_kingdom", "the United Kingdom", ("GBR",), "GBR"),
        _faster(book, "contracts_other_allies", "the other European allies", others, "FRA"),
    )


def _faster(book: Book, code: str, who: str, places: Collection[str], like: str) -> Offer:
    """A month less, down to the delay of the fastest large buyer."""
    delay, fastest = _delay(book, like), _delay(book, "USA")
    rule = book.rule(
        "reach_of_faster_contracts",
        "Months down to the delay of the fastest large buyer; at the low end a procedure shortened as Germany reports.",
    )
    saving = book.fact("society-343", "percent")
    gap = delay.value - fastest.value
    less = delay.value * saving.value / 100
    reach = Figure(gap, min(less, gap), max(less, gap), "months", (*delay.basis, *fastest.basis, *saving.basis))
    earliest = after(KNOWN, _change_of_law(book).low)
    return Offer(
        code,
        f"Sign contracts a month sooner in {who}",
        f"ministries of defence and parliaments of {who}"
        if len(places) > 1
        else f"ministry of defence and parliament of {who}",
        prices.contracts(book, places, delay, earliest),
        steps(reach.by(rule)),
        earliest,
        (Change("places", _one_of("place", places), "contracting_delay", "add", step(book, -1, "months")),),
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
    earliest = after(KNOWN, _delay(book).value)
    suppliers = {str(row["place"]) for row in book.tables["sites"] if row["item"] in items}
    span = "a month" if size == 1 else f"{size} months"
    return Offer(
        code,
        f"Buy long-lead parts of {what} ahead: deliveries {span} sooner",
        "ministries of defence and budget committees of the buyers",
        prices.parts_ahead(book, items, suppliers, size, earliest),
        _steps_of_parts(book, items, size),
        earliest,
        (Change("items", _one_of("item", items), "lead_time", "add", step(book, -size, "months")),),
    )


def _steps_of_parts(book: Book, items: Collection[str], size: int) -> Figure:
    """A reserve of one lot (two at the high end), at most half of the shortest lead time; at the low end no reserve."""
    rule = book.rule(
        "reach_of_parts_ahead",
        "A reserve of one lot saves a year, two lots save two, and never more than half of a lead time; at the low end "
        "only what is gained by ordering parts while contracts are still being drawn up.",
    )
    saved, delay = one_lot(book), _delay(book)
    half = min(figure(row, "lead_time", "months").value for row in book.tables["items"] if row["item"] in items) / 2
    low, value, high = (min(end, half) for end in (delay.value, saved.value, saved.high))
    return steps(Figure(value, min(low, value), high, "months", (*saved.basis, *delay.basis)).by(rule), size)


# suppliers, stocks, money -----------------------------------------------------


def _priority(book: Book) -> Offer:
    items = (*INTERCEPTORS, *MISSILES)
    share = book.assumed("export_share_of_us_lines")
    rule = book.rule(
        "reach_of_priority", "From the share of output that goes to allies today to the high end of its range."
    )
    most = share.high - share.value
    earliest = after(KNOWN, _change_of_law(book).high)
    return Offer(
        "priority_in_us_lines",
        f"Priority for allies at American missile lines: {POINTS} percent more of their output",
        "the United States, asked by the allies",
        prices.priority(book, lines(book, items, ("USA",)), POINTS, earliest),
        steps(Figure(most, most / 2, most * 2, "percent", share.basis).by(rule), POINTS),
        earliest,
        (Change("sites", f"{_one_of('item', items)} place=USA", "export_share", "add", step(book, POINTS, "percent")),),
    )


def _renewal(book: Book) -> Offer:
    loss = book.assumed("loss_rate_of_missiles")
    rule = book.rule("reach_of_renewal", "Down to the low end of the yearly loss, which is that of renewed missiles.")
    saved = 1 - loss.low / loss.value
    earliest = after(KNOWN, _delay(book).value)
    return Offer(
        "renew_missiles",
        "Renew missiles in stock: a tenth less of them lost to age",
        "ministries of defence",
        prices.renewal(book, AGEING, PART, earliest),
        steps(Figure(saved, saved / 2, saved, "share", loss.basis).by(rule), PART),
        earliest,
        (Change("items", _one_of("item", AGEING), "loss_rate", "multiply", step(book, 1 - PART, "factor")),),
    )


def _reserve(book: Book) -> Offer:
    inputs = [item for item in SHELL_CHAIN if item != "shell_155mm"]
    held = book.assumed("months_of_inputs_at_works")
    earliest = after(KNOWN, (_delay(book) + _lead(book, "shell_155mm")).value)
    return Offer(
        "reserve_of_powder_and_explosive",
        "A reserve of powder, explosive and shell parts: as much again as the works hold",
        "ministries of defence and economy",
        prices.reserve_of_inputs(book, earliest),
        steps(Figure(held.high, held.value, 2 * held.high, "months", held.basis)),
        earliest,
        (Change("stocks", f"{_one_of('item', inputs)} place=MARKET", "quantity", "multiply", step(book, 2, "factor")),),
    )


def _money(book: Book) -> Offer:
    rule = book.rule("reach_of_more_money", "Up to a tenth more for the modelled items; at the high end three tenths.")
    earliest = after(KNOWN, _change_of_law(book).low)
    return Offer(
        "more_money",
        "Spend a hundredth more on the modelled items",
        "parliaments of the European allies",
        prices.more_money(book, MONEY, earliest),
        steps(Figure(0.1, 0.1, 0.3, "share", (f"rule:{rule}",)), MONEY),
        earliest,
        (Change("budgets", "group=NATO_EUR", "modelled_share", "multiply", step(book, 1 + MONEY, "factor")),),
    )
