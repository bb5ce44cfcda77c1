"""Small cases for back-tests: one ally, one line, each number with its facts; solved with the components of the clock.

Money never binds, and nothing is kept for later: what is tested is industry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

import numpy as np

from sinews.clocks.years.deadline import earliest
from sinews.clocks.years.options import Question
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.months import month_after
from sinews.data.package import Settings
from sinews.model.calendar import Array
from sinews.model.program import Program
from sinews.model.solver.highs import HighsSession
from tools.build_case import to_case, with_registers
from tools.derivation import settings as method
from tools.derivation.figures import Book, Figure

ALLY, ITEM, SITE, OFFICE = "XHA", "item", "works", "none"
#: Variables of what is made.
MADE = frozenset({"output", "surge", "converted"})
#: GDP of the ally in million EUR, all of which goes to an item that costs one euro.
PLENTY = 1e6
#: Years of months; later ticks are quarters.
MONTHLY_YEARS = 10
#: Where a case starts in which months are counted and dates do not matter: a century and a half fit behind it.
COUNTED_FROM = date(1950, 1, 1)


@dataclass(frozen=True)
class Beyond:
    """What is called up beyond the rate of a line: `most` percent of it as surge after `lag`; converted plants.

    `plants`: their whole rate, months to their first output, months from there to the whole (None: none).
    """

    most: Figure
    lag: Figure
    plants: tuple[Figure, Figure, Figure] | None = None


@dataclass(frozen=True)
class Works:
    """A line: its rate, the rate that it is to reach, months to the first extra output, months from there to all."""

    rate: Figure
    goal: Figure
    lag: Figure
    ramp: Figure
    beyond: Beyond | None = None

    @property
    def highest(self) -> Figure:
        """At least what it can ever make in a month, with all that is called up."""
        if self.beyond is None:
            return self.goal
        surged = self.goal * (1 + self.beyond.most.value / 100)
        return surged + self.beyond.plants[0].value if self.beyond.plants else surged


def output(facts: Book, works: Works, ordered: date, months: int) -> Array:
    """Monthly output of a line (and beyond it) whose expansion is ordered in the month `ordered`; shape (months,).

    The need lies beyond reach and every month counts alike, so the plan makes all that it can as early as it can.
    """
    # The horizon holds the whole ramp: beyond its end nothing keeps the plan from ordering more than the line may have.
    horizon = max(months, 2 + ceil(works.lag.value + works.ramp.value))
    need = (works.highest * (2.0 * horizon)).of("units")
    program = _program(_case(facts, works, need, None, ordered, horizon))
    made, value = MADE & {block.name for block in program.variables}, HighsSession(program).solve().value
    values: Array = sum(
        (value[program.numbers(program.variable(name))[0]] for name in sorted(made)), np.zeros(len(program.calendar))
    )
    return (values / program.calendar.length)[:months]


def months_to(facts: Book, works: Works, stock: Figure | None, need: Figure, months: int) -> int:
    """Months until a stock has been raised to a need; ValueError if `months` are not enough.

    Whole months for `MONTHLY_YEARS`, quarters after that.
    """
    program = _program(_case(facts, works, need, stock, COUNTED_FROM, months))
    held = stock.value if stock else 0.0
    about = works.lag.value + (need.value - held) / works.goal.value
    near = int(np.searchsorted(program.calendar.end, about))  # where to look first; what is found does not hang on it
    tick = earliest(program, HighsSession(program), 1.0, near).tick
    if tick is None:
        raise ValueError(f"not reached within {months} months")
    return int(program.calendar.end[tick])


def exact(value: float, unit: str = "1") -> Figure:
    """A number that the back-test sets."""
    return Figure(value, value, value, unit, (_SET,))


_SET = "set_by_the_back_test"


def _program(case: Case) -> Program:
    return build(Scope.of(case, Question()))


def _case(facts: Book, works: Works, need: Figure, stock: Figure | None, start: date, months: int) -> Case:
    book = Book()
    method.derive(book)
    reason = "Set so that it does not bind, or follows from the arithmetic of the back-test."
    book.assume(_SET, 1, 1, 1, "1", reason, "setting")
    _states(book)
    _industry(book, works, month_after(start, -1))
    _military(book, need, stock, start, month_after(start, months - 1))
    _cite(book, facts)
    until = month_after(start, min(months, 12 * MONTHLY_YEARS) - 1)
    return to_case(
        with_registers(book),
        Settings("back_test", "One line", start, month_after(start, months - 1), until, start.year, start),
    )


def _states(book: Book) -> None:
    whole = exact(100)
    book.add("places", place=ALLY, name="Ally", kind="ally", contracting_delay=exact(0))
    book.add("groups", group="NATO_EUR", place=ALLY)
    book.add("economy", place=ALLY, year=2000, gdp=exact(PLENTY), gdp_ppp=None, population=None)
    book.add("paths", path="national", place=ALLY, year=2000, share=whole)
    book.add("budgets", place=ALLY, standing_share=exact(0), equipment_share=None)


def _industry(book: Book, works: Works, before: date) -> None:
    euro = exact(1e-6)
    book.add(
        "items", item=ITEM, name=ITEM, kind="needed", unit="units", price=euro, advance_share=exact(100),
        lead_time=exact(0), loss_rate=exact(0), weight=exact(1),
    )  # fmt: skip
    book.add(
        "sites", site=SITE, name=SITE, place=ALLY, item=ITEM, owner="any", capex=euro, build_lag=works.lag,
        ramp=works.ramp, rate_max=works.goal, export_share=exact(100),
    )  # fmt: skip
    book.add("capacity", site=SITE, date=f"{before:%Y-%m}", status="delivered", rate=works.rate)
    if works.beyond is not None:
        _beyond(book, works.beyond)


def _beyond(book: Book, beyond: Beyond) -> None:
    whole = {"share": exact(100), "premium": exact(0)}
    book.add("surge", site=SITE, most=beyond.most, lag=beyond.lag, **whole)
    if beyond.plants is not None:
        rate, lag, ramp = beyond.plants
        book.add(
            "conversion", conversion="plants", name="plants", place=ALLY, item=ITEM, rate=rate, lag=lag, ramp=ramp,
            **whole,
        )  # fmt: skip


def _military(book: Book, need: Figure, stock: Figure | None, start: date, end: date) -> None:
    needs = {"needs_set": "force_goals", "force": "all"}
    book.add("forces", **needs, place=ALLY, quantity=exact(1))
    book.add("scales", **needs, item=ITEM, method="published", per_force=need, days=exact(1))
    if stock is not None:
        book.add("stocks", place=ALLY, item=ITEM, date=f"{start:%Y-%m}", quantity=stock)
    span = {"date": f"{start:%Y-%m}", "earliest": f"{start:%Y-%m}", "latest": f"{end:%Y-%m}"}
    book.add("threats", threat="any_month", office=OFFICE, place="", about="any month", basis=_SET, **span)


def _cite(book: Book, facts: Book) -> None:
    """Put the facts, sources and assumptions into the book that its figures rest on."""
    rows = [row for table in book.tables.values() for row in table]
    cited = {
        token for row in rows for name, cell in row.items() if name.endswith("_basis") for token in str(cell).split()
    }
    book.facts = {fact: row for fact, row in facts.facts.items() if fact in cited}
    named = {f"{row['topic']}:{row['source_id']}" for row in book.facts.values()}
    book.sources = {source: row for source, row in facts.sources.items() if source in named}
    book.assumptions |= {name: row for name, row in facts.assumptions.items() if name in cited}
    book.rules |= {name: row for name, row in facts.rules.items() if f"rule:{name}" in cited}
