"""Russia and those who help it: economy, defence spending, output, imports, stocks and losses of arms."""

from __future__ import annotations

from dataclasses import dataclass

from tools.derivation.figures import Book, Figure
from tools.derivation.lookup import OUTLOOK, Series
from tools.derivation.prices import deflator, euros, exchange, exchange_of_2025
from tools.derivation.threats import month_of

BASE = 2025
SPENDING_SOURCE = "sipri-milex-2025"


@dataclass(frozen=True)
class Flow:
    """A rate that a fact states as such; `others` are facts that widen its range."""

    entry: str
    item: str
    quantity: str
    fact: str
    start: str
    end: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sum:
    """A sum over a period, to be spread over its months."""

    entry: str
    item: str
    quantity: str
    fact: str
    start: str
    end: str
    supplier: str = ""


FLOWS: tuple[Flow, ...] = (
    Flow("tank_t90m_2022", "main_battle_tank_t90m", "output", "history-750", "2022", "2022"),
    Flow("tank_t90m_2023", "main_battle_tank_t90m", "output", "history-751", "2023", "2023"),
    Flow("tank_t90m_2024", "main_battle_tank_t90m", "output", "history-752", "2024", "2024", ("history-753",)),
    Flow("tank_t90m_2025", "main_battle_tank_t90m", "output", "platforms-110", "2025", "2025", ("history-755",)),
    Flow("bmp3_2023_first_quarter", "infantry_fighting_vehicle", "output", "platforms-104", "2023-01", "2023-03"),
    Flow("bmp3_2023_third_quarter", "infantry_fighting_vehicle", "output", "platforms-105", "2023-07", "2023-09"),
    Flow("bmp3_2023_last_quarter", "infantry_fighting_vehicle", "output", "platforms-106", "2023-10", "2023-12"),
    Flow("shell_2021", "artillery_shell", "output", "ammunition-225", "2021", "2021"),
    Flow("shell_2022", "artillery_shell", "output", "ammunition-337", "2022", "2022"),
    Flow("shell_2023", "artillery_shell", "output", "ammunition-410", "2023", "2023", ("ammunition-404",)),
    Flow(
        "shell_2024",
        "artillery_shell",
        "output",
        "ammunition-215",
        "2024",
        "2024",
        ("ammunition-226", "ammunition-338"),
    ),
    Flow(
        "shell_2025",
        "artillery_shell",
        "output",
        "ammunition-188",
        "2025",
        "2025",
        ("ammunition-219", "ammunition-338"),
    ),
    Flow("iskander_2023", "ballistic_missile", "output", "platforms-543", "2023", "2023", ("platforms-098",)),
    Flow("iskander_2024", "ballistic_missile", "output", "platforms-542", "2024", "2024", ("platforms-151",)),
    Flow("iskander_2025", "ballistic_missile", "output", "platforms-086", "2025", "2025", ("platforms-210",)),
    Flow("kh101_2021", "cruise_missile_kh101", "output", "platforms-100", "2021", "2021"),
    Flow("kh101_2023", "cruise_missile_kh101", "output", "platforms-102", "2023", "2023"),
    Flow("kh101_2025", "cruise_missile_kh101", "output", "platforms-088", "2025", "2025"),
    Flow("kalibr_2025", "cruise_missile_kalibr", "output", "platforms-087", "2025", "2025"),
    Flow("long_range_missile_2024", "long_range_missile", "output", "platforms-343", "2024", "2024", ("history-808",)),
    Flow("glide_bomb_2025", "glide_bomb", "output", "platforms-540", "2025", "2025"),
    Flow("shahed_2024_spring", "long_range_drone", "output", "platforms-116", "2024-04", "2024-05", ("history-807",)),
    Flow("shahed_2024_summer", "long_range_drone", "output", "platforms-103", "2024-06", "2024-12", ("platforms-116",)),
    Flow("shahed_2025", "long_range_drone", "output", "platforms-120", "2025-01", "2025-10", ("platforms-122",)),
    Flow("shahed_2025_end", "long_range_drone", "output", "platforms-121", "2025-11", "2025-12", ("history-104",)),
    Flow("shahed_2026", "long_range_drone", "output", "history-804", "2026-01", "2026-01", ("history-104",)),
    Flow("lancet_2024", "loitering_munition", "output", "platforms-017", "2024", "2024"),
    Flow("su34_2024", "combat_aircraft_su34", "output", "platforms-134", "2024", "2024"),
    Flow("artillery_piece_2024", "artillery_piece", "refurbishment", "platforms-016", "2024", "2024"),
    Flow("tank_loss_2023", "main_battle_tank", "loss", "platforms-112", "2023", "2023"),
)

SUMS: tuple[Sum, ...] = (
    Sum("tank_loss_2024", "main_battle_tank", "loss", "platforms-124", "2024-01", "2025-05"),
    Sum("infantry_vehicle_loss_2024", "infantry_fighting_vehicle", "loss", "platforms-125", "2024-01", "2025-05"),
    Sum("self_propelled_gun_loss_2024", "self_propelled_gun", "loss", "platforms-126", "2024-01", "2025-05"),
    Sum("tank_loss_since_2022", "main_battle_tank_confirmed", "loss", "platforms-214", "2022-02", "2025-07"),
    Sum(
        "infantry_vehicle_loss_since_2022",
        "infantry_fighting_vehicle_confirmed",
        "loss",
        "platforms-216",
        "2022-02",
        "2025-07",
    ),
    Sum("air_defence_loss_since_2022", "air_defence_system_confirmed", "loss", "platforms-221", "2022-02", "2025-07"),
    Sum("shell_import_iran_2023", "artillery_shell", "import", "ammunition-223", "2023-01", "2023-12", "IRN"),
    Sum(
        "ballistic_missile_import_iran_2024",
        "ballistic_missile",
        "import",
        "platforms-138",
        "2024-01",
        "2024-12",
        "IRN",
    ),
    Sum("shell_import_north_korea", "artillery_shell", "import", "ammunition-265", "2023-09", "2025-03", "PRK"),
)

#: Stocks: entry -> (item, fact, date, facts that widen the range).
STOCKS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "tank_stock_2022": ("main_battle_tank", "inventories-340", "2022-02", ("inventories-341",)),
    "tank_stock_2024": ("main_battle_tank", "inventories-345", "2024-02", ("platforms-094",)),
    "tank_stored_2022": ("main_battle_tank_stored", "platforms-345", "2022-02", ()),
    "tank_stored_2024": ("main_battle_tank_stored", "inventories-347", "2024-02", ("platforms-115",)),
    "tank_stored_2025": ("main_battle_tank_stored", "platforms-346", "2024-12", ("inventories-349",)),
    "towed_gun_stored_2024": ("towed_gun_stored", "platforms-117", "2024", ()),
    "combat_aircraft_stock_2025": ("combat_aircraft", "platforms-080", "2025", ()),
    "ballistic_missile_stock_2024": ("ballistic_missile", "platforms-099", "2024-01", ()),
    "ballistic_missile_stock_2025": ("ballistic_missile", "platforms-544", "2025", ()),
}

#: Tanks and armoured vehicles delivered in a year: entry -> (item, fact, year, facts that widen the range).
DELIVERED: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "tank_2024": ("main_battle_tank", "platforms-090", "2024", ("platforms-014",)),
    "tank_2025": ("main_battle_tank", "platforms-208", "2025", ()),
    "armoured_vehicle_2024": ("armoured_vehicle", "platforms-091", "2024", ("platforms-015",)),
    "armoured_vehicle_2025": ("armoured_vehicle", "platforms-209", "2025", ()),
}
REFURBISHED_SHARE = "platforms-092"
SHELLS_FROM_KOREA, FALL_OF_IMPORTS = "ammunition-265", "ammunition-402"
ARMS_FROM_KOREA = "platforms-140"
#: Nitrocellulose from China: entry -> (fact, first and last month).
NITROCELLULOSE: dict[str, tuple[str, str, str]] = {
    "nitrocellulose_import_2022": ("ammunition-194", "2022-01", "2022-12"),
    "nitrocellulose_import_2023": ("ammunition-195", "2023-01", "2023-10"),
}
PERCHLORATE_SHARE = "platforms-141"


def derive(book: Book) -> None:
    """Fill `adversary`."""
    _economy(book)
    _spending(book)
    _deliveries(book)
    _stated_flows(book)
    _spread_sums(book)
    _help_from_china(book)
    _help_from_korea(book)
    for entry, (item, fact, date, others) in STOCKS.items():
        amount = _widened(book, fact, others, "units")
        _add(book, "RUS", entry, item, "stock", (date, date), amount, "units")


def _add(
    book: Book,
    place: str,
    entry: str,
    item: str,
    quantity: str,
    period: tuple[str, str],
    amount: Figure,
    unit: str,
    supplier: str = "",
) -> None:
    book.add(
        "adversary",
        entry=f"{place.lower()}_{entry}",
        place=place,
        item=item,
        quantity=quantity,
        supplier=supplier,
        start=period[0],
        end=period[1],
        amount=amount,
        unit=unit,
    )


def _widened(book: Book, fact: str, others: tuple[str, ...], unit: str) -> Figure:
    """A fact, its range drawn out to what other facts say."""
    figure = book.fact(fact, unit)
    values = [book.fact(other, unit).value for other in others]
    return figure.ranged(min(figure.low, *values, figure.value), max(figure.high, *values, figure.value), *others)


def _economy(book: Book) -> None:
    """Output of 2025 at market rates and at purchasing power."""
    dollars = Series.read(book, OUTLOOK, "gdp", "annual_amount_current_prices")
    parity = Series.read(book, OUTLOOK, "gdp", "annual_amount_purchasing_power_parity")
    for place in ("CHN", "IRN", "RUS"):
        market = book.fact(dollars.id(place, BASE), "billion_USD") * 1e3 * exchange_of_2025(book)
        _add(book, place, "gdp_2025", "", "gdp", ("2025", "2025"), market.of("million_EUR"), "million_EUR")
        power = book.fact(parity.id(place, BASE), "billion_international_USD") * 1e3
        _add(book, place, "gdp_ppp_2025", "", "gdp_ppp", ("2025", "2025"), power, "million_international_USD")


def _spending(book: Book) -> None:
    """Defence spending by year; the German service's estimate is the upper end for Russia in 2025."""
    series = Series.read(book, SPENDING_SOURCE, "military_expenditure", "annual_amount_constant_2024_prices")
    rate = exchange(book, "USD") * deflator(book, 2024)
    for place, year in sorted(key for key in series.ids if key[0] in ("CHN", "RUS")):
        amount = (book.fact(series.id(place, year), "million_USD_2024") * rate).of("million_EUR")
        if (place, year) == ("RUS", BASE):
            amount = amount.ranged(amount.low, euros(book, "money-6460").value, "money-6460")
        _add(book, place, f"defence_{year}", "", "defence_expenditure", (str(year), str(year)), amount, "million_EUR")
    iran = (book.fact("money-6394", "million_USD") * exchange_of_2025(book)).of("million_EUR")
    _add(book, "IRN", "defence_2025", "", "defence_expenditure", ("2025", "2025"), iran, "million_EUR")
    power = book.fact("money-6451", "million_international_USD")
    _add(
        book, "RUS", "defence_ppp_2024", "", "defence_expenditure", ("2024", "2024"), power, "million_international_USD"
    )


def _deliveries(book: Book) -> None:
    """Armour delivered in a year, split into new and refurbished vehicles."""
    rule = book.rule(
        "new_and_refurbished",
        "Vehicles delivered are split by the share that comes refurbished from storage; the rest is new.",
    )
    share = book.fact(REFURBISHED_SHARE, "percent") * 0.01
    for entry, (item, fact, year, others) in DELIVERED.items():
        delivered = _widened(book, fact, others, "units/month")
        again = (delivered * share).of("units/month").by(rule)
        _add(book, "RUS", f"{entry}_refurbished", item, "refurbishment", (year, year), again, "units/month")
        new = (delivered * _rest(share)).of("units/month").by(rule)
        _add(book, "RUS", f"{entry}_new", item, "output", (year, year), new, "units/month")


def _rest(share: Figure) -> Figure:
    """What a share leaves of the whole."""
    return Figure(1 - share.value, 1 - share.high, 1 - share.low, "ratio", share.basis)


def _stated_flows(book: Book) -> None:
    for flow in FLOWS:
        amount = _widened(book, flow.fact, flow.others, "units/month")
        _add(book, "RUS", flow.entry, flow.item, flow.quantity, (flow.start, flow.end), amount, "units/month")


def _months(start: str, end: str) -> int:
    """Months from the first to the last, both counted."""
    return month_of(end) - month_of(start) + 1


def _spread_sums(book: Book) -> None:
    rule = book.rule("sum_over_months", "A sum over a period is spread evenly over its months.")
    for entry in SUMS:
        months = _months(entry.start, entry.end)
        amount = (book.fact(entry.fact, "units") / months).of("units/month").by(rule)
        _add(
            book,
            "RUS",
            entry.entry,
            entry.item,
            entry.quantity,
            (entry.start, entry.end),
            amount,
            "units/month",
            entry.supplier,
        )


def _help_from_china(book: Book) -> None:
    """Nitrocellulose by value, and China's part of imported perchlorate."""
    rule = book.rule("sum_over_months", "A sum over a period is spread evenly over its months.")
    for entry, (fact, start, end) in NITROCELLULOSE.items():
        amount = (euros(book, fact) / _months(start, end)).of("million_EUR/month").by(rule)
        _add(book, "RUS", entry, "nitrocellulose", "import", (start, end), amount, "million_EUR/month", "CHN")
    share = book.fact(PERCHLORATE_SHARE, "percent")
    _add(
        book,
        "RUS",
        "perchlorate_import_2024",
        "ammonium_perchlorate",
        "import",
        ("2024", "2024"),
        share,
        "percent_of_imports",
        "CHN",
    )


def _help_from_korea(book: Book) -> None:
    """The value of all arms, and the rate of shells after it fell."""
    spread = book.rule("sum_over_months", "A sum over a period is spread evenly over its months.")
    arms = (euros(book, ARMS_FROM_KOREA) / _months("2023-01", "2025-12")).of("million_EUR/month").by(spread)
    _add(
        book,
        "RUS",
        "arms_import_north_korea",
        "arms",
        "import",
        ("2023-01", "2025-12"),
        arms,
        "million_EUR/month",
        "PRK",
    )
    rule = book.rule("fallen_imports", "The earlier monthly rate less the fall that is reported for 2025.")
    before = book.fact(SHELLS_FROM_KOREA, "units") / _months("2023-09", "2025-03")
    left = 1 + book.fact(FALL_OF_IMPORTS, "percent").value / 100
    fallen = (before * left).ranged(0.0, before.high * left, FALL_OF_IMPORTS).of("units/month").by(rule)
    _add(
        book,
        "RUS",
        "shell_import_north_korea_2025",
        "artillery_shell",
        "import",
        ("2025-04", "2025-12"),
        fallen,
        "units/month",
        "PRK",
    )
