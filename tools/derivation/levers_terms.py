"""What a lever is, and what levers read from tables that are filled already: lines, rates, prices, money, dates."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, DerivationError, Figure, figure_of, total
from tools.derivation.shared import months

#: Month of knowledge of the case (its `as_of`): nothing can be decided before it. And the last month of its clock.
KNOWN, END = "2026-11", "2035-12"

#: Year whose money and rates stand for the whole clock: its middle.
MIDDLE = 2030

#: What levers speak of together.
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

Row = Mapping[str, object]


@dataclass(frozen=True)
class Change:
    """What one step changes: an `amount` for a number of a table, or a `text` for what is asked."""

    table: str
    selection: str
    column: str
    change: str
    amount: Figure | None = None
    text: str = ""


@dataclass(frozen=True)
class Offer:
    """A lever before it is written: who decides, price of a step (None on the ladder), steps, first month."""

    code: str
    name: str
    decides: str
    price: Figure | None
    most: Figure
    earliest: str
    changes: tuple[Change, ...]


# dates ------------------------------------------------------------------------


def after(date: str, wait: float) -> str:
    """The month that lies `wait` months after `date`, rounded up."""
    count = int(date[:4]) * 12 + int(date[5:7]) - 1 + math.ceil(wait - 1e-9)
    return f"{count // 12}-{count % 12 + 1:02d}"


def years_to_the_end(book: Book, date: str) -> Figure:
    """Years for which a lever has to be kept up, from `date` on."""
    rule = book.rule(
        "kept_to_the_end",
        "What is paid by the year is paid from the first effect of a lever to the end of the clock; the low end of the "
        "range stops half-way, when the alliance may be ready.",
    )
    years = months(date, END) / 12
    return Figure(years, years / 2, years, "years", (f"rule:{rule}",))


# rows as figures --------------------------------------------------------------


def lines(book: Book, items: Collection[str], places: Collection[str]) -> list[Row]:
    """Lines of some items in some places, by code; there must be one."""
    found = [row for row in book.tables["sites"] if row["item"] in items and row["place"] in places]
    if not found:
        raise DerivationError(f"no line of {', '.join(items)} in {', '.join(places)}")
    return sorted(found, key=lambda row: str(row["site"]))


def hosts(book: Book, items: Collection[str]) -> tuple[str, ...]:
    """Members of NATO in Europe that make one of the items, sorted."""
    return tuple(sorted({str(row["place"]) for row in lines(book, items, NATO_EUR)}))


def rate(book: Book, site: str, date: str) -> Figure:
    """Rate of a line on a date as seen and announced: linear between its dated rates, constant outside."""
    rows = sorted((r for r in book.tables["capacity"] if r["site"] == site), key=lambda r: str(r["date"]))
    points = [(str(row["date"]), figure_of(row, "rate", "units/month")) for row in rows]
    before = [point for point in points if point[0] <= date] or points[:1]
    later = [point for point in points if point[0] > date] or points[-1:]
    (start, first), (end, last) = before[-1], later[0]
    if end <= start:
        return first
    done = min(max(months(start, date) / months(start, end), 0.0), 1.0)
    return first * (1 - done) + last * done


def yearly_value(book: Book, chosen: Iterable[Row], date: str, *, for_allies: bool = False) -> Figure:
    """Value of a year's output of lines on a date, million EUR; `for_allies`: the part that NATO in Europe gets."""
    rule = book.rule("yearly_value", "Rate of each line on the date, times twelve, times the price of its item.")
    prices = {
        str(row["item"]): figure_of(row, "price", "million_EUR") for row in book.tables["items"] if row.get("price")
    }
    values = []
    for row in chosen:
        if row["item"] in prices:
            value = rate(book, str(row["site"]), date) * 12 * prices[str(row["item"])]
            outside = for_allies and row["place"] not in NATO_EUR
            values.append(value * figure_of(row, "export_share", "percent") / 100 if outside else value)
    return total(values).of("million_EUR/year").by(rule)


def yearly_budget(book: Book, places: Collection[str]) -> Figure:
    """A year's core defence budget of allies on the pledged path, million EUR."""
    rule = book.rule(
        "budget_of_the_middle_year",
        "Output times the pledged share of it in the middle year of the clock, summed over the allies.",
    )
    return total(budget for _, budget in _budgets(book, places)).of("million_EUR/year").by(rule)


def yearly_money(book: Book, places: Collection[str]) -> Figure:
    """A year's money of allies that is not pay, operation or infrastructure, on the pledged path, million EUR."""
    rule = book.rule(
        "money_of_the_middle_year",
        "The budget of the middle year of the clock without the part that pay, operation and infrastructure take of "
        "today's, summed over the allies.",
    )
    standing = {row["place"]: figure_of(row, "standing_share", "percent") for row in book.tables["budgets"]}
    hundred = Figure(100.0, 100.0, 100.0, "percent", ())
    sums = [budget * (hundred - standing[place]) / 100 for place, budget in _budgets(book, places)]
    return total(sums).of("million_EUR/year").by(rule)


def _budgets(book: Book, places: Collection[str]) -> list[tuple[str, Figure]]:
    gdp = {
        row["place"]: figure_of(row, "gdp", "million_EUR") for row in book.tables["economy"] if row["year"] == MIDDLE
    }
    allies = sorted(str(row["place"]) for row in book.tables["budgets"] if row["place"] in places)
    return [(place, gdp[place] * _pledged(book, place) / 100) for place in allies]


def _pledged(book: Book, place: str) -> Figure:
    """Share of GDP on the pledged path in the middle year; linear between anchor years."""
    rows = [row for row in book.tables["paths"] if (row["path"], row["place"]) == ("national", place)]
    points = sorted((int(str(row["year"])), figure_of(row, "share", "percent")) for row in rows)
    before = [point for point in points if point[0] <= MIDDLE] or points[:1]
    later = [point for point in points if point[0] > MIDDLE] or points[-1:]
    (start, first), (end, last) = before[-1], later[0]
    done = min(max((MIDDLE - start) / (end - start), 0.0), 1.0) if end > start else 0.0
    return first * (1 - done) + last * done


def own_leads(book: Book, items: Collection[str]) -> dict[str, Figure]:
    """Lead times of lines of some items that have one of their own, by line."""
    lines = (row for row in book.tables["sites"] if row["item"] in items and row.get("lead_time", "") != "")
    return {str(row["site"]): figure_of(row, "lead_time", "months") for row in lines}


def one_of(column: str, values: Collection[str]) -> str:
    """A part of a selection: the column holds one of the values."""
    return f"{column}={'|'.join(sorted(values))}"


def delay_of(book: Book, place: str = "FRA") -> Figure:
    """Contracting delay of an ally; France has the one that is taken for most."""
    [row] = [row for row in book.tables["places"] if row["place"] == place]
    return figure_of(row, "contracting_delay", "months")


def change_of_a_rule(book: Book) -> Figure:
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


# products, amounts, numbers of steps ------------------------------------------


def product(book: Book, unit: str, *factors: Figure, over: Sequence[Figure] = ()) -> Figure:
    """Product of positive figures, divided by those of `over`, whose errors do not depend on one another.

    The ends of the range lie as far from the value, on a scale of ratios, as the root of the sum of squares of what
    each factor contributes (propagation of uncertainty, JCGM 100:2008, 5.1).
    """
    rule = book.rule(
        "independent_ranges",
        "Factors of a price that are estimated on their own seldom err in the same direction by as much: on a scale of "
        "ratios, their distances to the ends of the range are added as squares.",
    )
    value, below, above = 1.0, 0.0, 0.0
    for item in factors:
        value *= item.value
        below += math.log(item.value / item.low) ** 2
        above += math.log(item.high / item.value) ** 2
    for item in over:
        value /= item.value
        below += math.log(item.high / item.value) ** 2
        above += math.log(item.value / item.low) ** 2
    basis = dict.fromkeys(one for item in (*factors, *over) for one in item.basis)
    low, high = value / math.exp(math.sqrt(below)), value * math.exp(math.sqrt(above))
    return Figure(value, low, high, unit, tuple(basis)).by(rule)


def step(book: Book, amount: float, unit: str) -> Figure:
    """The amount of one step: a unit of measure, without a range."""
    rule = book.rule(
        "standard_step",
        "The step of a lever is a unit of measure: a tenth of a rate, one or three months. How far a lever reaches is "
        "stated in its number of steps.",
    )
    return Figure(amount, amount, amount, unit, (f"rule:{rule}",))


def called_up(book: Book, table: str, selection: str = "") -> Change:
    """All that the rows of `surge` or `conversion` say is possible."""
    return Change(table, selection, "share", "set", step(book, 100, "percent"))


def steps(found: Figure, size: float = 1.0) -> Figure:
    """How many whole steps of some size go into a figure and each end of its range, at least one."""
    low, value, high = (max(math.floor(end / size + 1e-9), 1) for end in (found.low, found.value, found.high))
    return Figure(float(value), float(low), float(high), "1", found.basis)
