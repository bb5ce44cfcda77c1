"""Published answers rebuilt.

Years to refill American stocks (CSIS), German holdings of 2004 and growth of European output (Kiel Institute), and
the cost of standing alone (Bruegel and Kiel).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from sinews.clocks.years.ageing import at_start
from sinews.clocks.years.components.site import base_rate
from sinews.clocks.years.options import Question
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.spending import monthly_gdp, share_of_gdp
from sinews.data.case import Case
from sinews.data.months import months_between
from sinews.data.tables import Status
from sinews.data.vintage import known_by
from tools.derivation.figures import Book, Figure
from tools.validation.small import Works, exact, months_to

KIEL, BRUEGEL = date(2025, 6, 1), date(2025, 2, 28)
#: By when European output has to have closed the gap, in Kiel's report.
BY = date(2030, 12, 1)
RATE = "units/month"


@dataclass(frozen=True)
class Rebuilt:
    """A published answer and ours. `published`: the range where one is given; `why`: what makes the difference."""

    source: str
    question: str
    unit: str
    published: tuple[float, float]
    ours: float
    rests: tuple[str, ...]
    why: str

    @property
    def error(self) -> float:
        """Percent of the nearer end of the published range; 0 inside it."""
        low, high = self.published
        near = min(max(self.ours, low), high)
        return 100 * (self.ours / near - 1)


def rebuilt(book: Book, case: Case) -> list[Rebuilt]:
    """Every answer that can be rebuilt from the facts."""
    return [*csis(book), *germany(book), *factors(book, case), *alone(book, case)]


# CSIS -----------------------------------------------------------------------------


def csis(book: Book) -> list[Rebuilt]:
    """Years to make again what had gone to Ukraine."""
    stinger = _years(
        book, book.fact("lines-129", RATE), _units(book, "platforms-537"), book.fact("lines-128", "months")
    )
    javelin = _years(book, book.fact("lines-130", RATE), _units(book, "platforms-536"), None)
    return [
        Rebuilt(
            "CSIS", "Stinger: years to replace what was given", "years", _span(book, "platforms-041"), stinger,
            ("platforms-041", "platforms-537", "lines-129", "lines-128"),
            "The lower figure holds for surge output, the higher one for that of the years before; no rate of those "
            "years is among the facts, so only the lower one can be rebuilt. The rate is recalled (confidence C), and "
            "the model adds the year that the line stood still.",
        ),
        Rebuilt(
            "CSIS", "Javelin: years of output that were given", "years", _span(book, "platforms-042"), javelin,
            ("platforms-042", "platforms-536", "lines-130"),
            "Missiles given by May 2022 over the rate of then, which is recalled (confidence C); CSIS counted to "
            "August.",
        ),
    ]  # fmt: skip


def _years(book: Book, rate: Figure, need: Figure, restart: Figure | None) -> float:
    """Years until a line has made a number of units; idle for the months of `restart` first."""
    start = Figure(0.0, 0.0, 0.0, RATE, rate.basis) if restart else rate
    works = Works(start, rate, restart or exact(0, "months"), exact(0, "months"))
    return months_to(book, works, None, need, 240) / 12


# Kiel: Germany ----------------------------------------------------------------------

#: Item: stock of 2004, stock of 2021, orders since the invasion, years that were published, ids of years.
GERMAN = {
    "tanks": (
        "platforms-021", "platforms-024", ("inventories-106", "inventories-107"), ("platforms-029", "platforms-030")
    ),
    "howitzers": ("platforms-022", "platforms-025", ("platforms-307",), ("platforms-031", "platforms-032")),
    "combat aircraft": ("platforms-020", "platforms-023", ("inventories-099",), ("platforms-027", "platforms-028")),
}  # fmt: skip
#: The fact whose period is the time over which orders are counted: from the invasion to Kiel's report.
COUNTED = "history-799"


def germany(book: Book) -> list[Rebuilt]:
    """Years until Germany has its holdings of 2004 again, at the pace of its orders since 2022."""
    start, end = (date.fromisoformat(f"{book.facts[COUNTED][f'period_{side}']}-01") for side in ("start", "end"))
    months = months_between(start, end)
    found = []
    for item, (then, now, orders, said) in GERMAN.items():
        ordered = book.fact(orders[0], "units")
        for order in orders[1:]:
            ordered = ordered + book.fact(order, "units")
        pace = (ordered / months).of(RATE)
        works = Works(pace, pace, exact(0, "months"), exact(0, "months"))
        reached = months_to(book, works, _units(book, now), _units(book, then), 1500) / 12
        years = [book.fact(said[0], book.facts[said[0]]["unit"]).value / _per_year(book, said[0])]
        years.append(float(book.facts[said[1]]["value"]) - 2024)
        found.append(
            Rebuilt(
                "Kiel Institute", f"Germany: years to the {item} of 2004", "years", (min(years), max(years)), reached,
                (then, now, *orders, *said, COUNTED),
                f"Orders among the facts since {start:%Y-%m} over {months} months, kept up; nothing is retired.",
            )
        )  # fmt: skip
    return found


def _per_year(book: Book, fact: str) -> float:
    return {"years": 1.0, "months": 12.0}[book.facts[fact]["unit"]]


# Kiel: growth of output -------------------------------------------------------------

#: The delay from order to delivery that the same report names.
DELAY = "history-796"


def factors(book: Book, case: Case) -> list[Rebuilt]:
    """By what output of European lines would have to grow to close the gap by the end of 2030."""
    months = months_between(KIEL, BY)
    tanks = (_units(book, "lines-302") - _units(book, "lines-301")).value
    vehicles, guns = (_units(book, fact).value for fact in ("money-6541", "money-6542"))
    tank_rate, vehicle_rate = (european_rate(case, item) for item in ("main_battle_tank", "infantry_fighting_vehicle"))
    gun_rate = book.fact("lines-300", RATE).value
    return [
        _factor(
            book, "all weapons", "history-797", factor_by_value(case), (),
            "Ours takes the needs, stocks and lines of the case, weighed by price; Kiel's list of weapons is its own.",
        ),
        _factor(
            book, "tanks", "lines-124", tanks / months / tank_rate, ("lines-302", "lines-301"),
            "The gap is the one that Kiel's figures leave; the rate is what lines in Europe were seen to make at the "
            "start of the case. Kiel's own rate is not among the facts.",
        ),
        _factor(
            book, "infantry fighting vehicles", "lines-125", vehicles / months / vehicle_rate, ("money-6541",),
            "The gap behind Kiel's factor is not among the facts. Ours is the requirement of Bruegel and Kiel of a few "
            "months before, which replaces American forces only and no vehicles that wear out; and the lines of the "
            "case make wheeled vehicles too.",
        ),
        _factor(
            book, "howitzers", "lines-126", guns / months / gun_rate, ("money-6542", "lines-300"),
            "Both say that output is enough: a factor of one or less needs no growth.",
        ),
    ]  # fmt: skip


def _factor(book: Book, what: str, said: str, even: float, rests: tuple[str, ...], why: str) -> Rebuilt:
    """A factor: `even` if output were that much larger from the first day on; ours lets it grow after the delay."""
    published, months = book.fact(said, book.facts[said]["unit"]).value, months_between(KIEL, BY)
    delay = book.fact(DELAY, "months").value
    ours = 1 + (even - 1) * months / (months - delay) if even > 1 else even
    if even > 1:
        why += (
            f" Ours lets larger output begin after the delay of {delay:.0f} months that the report names; from the "
            f"first day on, a factor of {even:.1f} would do."
        )
    low = 0.0 if published <= 1 else published
    about = f"Factor by which output of {what} has to grow"
    rests = (said, *((DELAY,) if even > 1 else ()), *rests)
    return Rebuilt("Kiel Institute", about, "times", (low, published), ours, rests, why)


def european_rate(case: Case, item: str) -> float:
    """Monthly rate that was observed at lines in NATO's European states, at the start of a case."""
    scope = Scope.of(case, Question(trust=Status.DELIVERED))
    inside = (scope.sites["item"] == item) & scope.sites["place"].is_in(list(scope.allies))
    return float(base_rate(scope)[inside.to_numpy(), 0].sum())


def factor_by_value(case: Case) -> float:
    """What the case's needs lack beside stocks, over what European lines make until the end of 2030, both at prices."""
    scope = Scope.of(case, Question(trust=Status.DELIVERED))
    stocks = at_start(case).select("place", "item", stock="quantity")
    held = scope.needs.join(stocks, on=["place", "item"], how="left").with_columns(pl.col("stock").fill_null(0.0))
    gap = held.group_by("item").agg((pl.col("quantity") - pl.col("stock")).clip(lower_bound=0.0).sum()).sort("item")
    months = months_between(KIEL, BY)
    lacking = made = 0.0
    for item, units in gap.iter_rows():
        price = float(scope.of_items("price", [item])[0])
        lacking += price * units
        made += price * european_rate(case, item) * months
    return lacking / made


# Bruegel and Kiel: standing alone -----------------------------------------------------


def alone(book: Book, case: Case) -> list[Rebuilt]:
    """What the European Union's allies would spend more a year at 3.5 % of GDP than they did."""
    then = known_by(case, BRUEGEL)
    allies = list(Scope.of(then, Question(group="EU27")).allies)
    gdp = 12 * monthly_gdp(then, allies, 1)[:, 0]
    share = share_of_gdp(then, "today", allies, 1)[:, 0]
    goal = book.fact("money-6536", "percent").value / 100
    more = float((gdp * (goal - share)).sum())
    why = (
        "Both take spending to 3.5 % of GDP. Ours counts the members of the European Union that are allies, at prices "
        "of 2025 and with the shares of GDP of 2024."
    )
    return [
        Rebuilt(
            "Bruegel and Kiel Institute", "Cost of standing alone a year", "EUR bn",
            (_billion(book, "money-6535"),) * 2, more / 1e3, ("money-6535", "money-6536"), why,
        ),
        Rebuilt(
            "Bruegel and Kiel Institute", "The same as a share of GDP", "percent",
            (book.fact("money-6537", "percent").value,) * 2, 100 * more / float(gdp.sum()),
            ("money-6537", "money-6536"), why,
        ),
    ]  # fmt: skip


def equipment_alone(book: Book, case: Case) -> float:
    """Price of the tanks, vehicles, guns and shells that the same authors name, EUR bn, at the prices of the case."""
    prices: dict[str, float] = dict(case.table("items").select("item", "price").rows())
    named = {
        "main_battle_tank": "money-6540", "infantry_fighting_vehicle": "money-6541", "howitzer_155mm": "money-6542",
        "shell_155mm": "money-6566",
    }  # fmt: skip
    return sum(prices[item] * _units(book, fact).value for item, fact in named.items()) / 1e3


def _billion(book: Book, fact: str) -> float:
    return book.fact(fact, "EUR/year").value / 1e9


def _units(book: Book, fact: str) -> Figure:
    return book.fact(fact, "units")


def _span(book: Book, fact: str) -> tuple[float, float]:
    figure = book.fact(fact, "years")
    row = book.facts[fact]
    return (figure.low if row["low"] else figure.value, figure.high if row["high"] else figure.value)


def table(found: list[Rebuilt]) -> pl.DataFrame:
    """Answers as rows."""
    rows = [(r.source, r.question, r.unit, *r.published, r.ours, r.error, ", ".join(r.rests)) for r in found]
    names = ["source", "question", "unit", "published_low", "published_high", "ours", "error_percent", "rests_on"]
    return pl.DataFrame(rows, schema=names, orient="row")
