"""Tiny cases for tests of the model, from a few plain numbers; and ways to solve them and look values up.

Unless a test says otherwise: one ally, one item, monthly ticks, money and contracts at once, an even weight of the
whole need, nothing kept back, and no price on money, so that the objective is the shortfall at the test as a part of
the need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from sinews.clocks.years import answer as years
from sinews.clocks.years.measured import Effect
from sinews.clocks.years.measuring import hired
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case, Settings
from sinews.data.levers import Package
from sinews.data.months import month_after
from sinews.model.building import program_of
from sinews.model.calendar import Array
from sinews.model.journal import Journal
from sinews.model.program import Program
from sinews.model.solver.highs import HighsSession
from sinews.model.solver.session import Solution
from tests.support import Row, blank, number

START = date(2026, 1, 1)
Tables = dict[str, list[Row]]


def month(tick: int) -> str:
    """The month of a monthly tick, as a file holds it."""
    return month_after(START, tick).isoformat()[:7]


def exact(**values: float) -> Row:
    """Numbers without a range; `nan` leaves one blank."""
    row: Row = {}
    for name, value in values.items():
        row |= blank(name) if np.isnan(value) else {**number(name, 0, 0.0), name: repr(float(value))}
        row |= {} if np.isnan(value) else {f"{name}_low": row[name], f"{name}_high": row[name]}
    return row


@dataclass
class Tiny:
    """Rows of a case, added one by one."""

    months: int = 12
    monthly: int | None = None
    known: int = 0
    tables: Tables = field(default_factory=dict)

    def add(self, table: str, *numbers: Row, **cells: str) -> Tiny:
        """Add a row of text cells and numbers."""
        row = dict(cells)
        for part in numbers:
            row |= part
        self.tables.setdefault(table, []).append(row)
        return self

    def place(self, place: str, kind: str = "ally", delay: float = 0.0, group: str = "NATO_EUR") -> Tiny:
        """A state; an ally is a member of `group`, without money."""
        ally = kind == "ally"
        self.add("places", exact(contracting_delay=delay if ally else np.nan), place=place, name=place, kind=kind)
        return self.add("groups", group=group, place=place) if ally and group else self

    def money(self, place: str, monthly: float, path: str = "national") -> Tiny:
        """A budget of `monthly` million EUR a month (GDP is a year of it, and all of GDP goes to the items)."""
        self.add("economy", exact(gdp=12 * monthly, gdp_ppp=np.nan, population=np.nan), place=place, year="2026")
        self.add("paths", exact(share=100), path=path, place=place, year="2026")
        return self.add("budgets", exact(standing_share=0, equipment_share=np.nan), place=place)

    def claims(self, place: str, standing: float, domain: float = 0.0) -> Tiny:
        """What an ally pays first: percent of its budget for what stands, percent of output for another domain."""
        [row] = [row for row in self.tables["budgets"] if row["place"] == place]
        row |= exact(standing_share=standing)
        if "domains" not in self.tables:
            self.add("domains", domain="sea", name="Ships", about="A domain of a test.", basis="guess")
        return self.add("domain_shares", exact(share=domain), domain="sea", place=place, year="2026")

    def running(self, item: str, share: float) -> Tiny:
        """What an item costs a year, percent of its price."""
        return self.add("running_costs", exact(share=share), item=item)

    def ally(self, place: str, monthly: float = 1000.0, delay: float = 0.0, group: str = "NATO_EUR") -> Tiny:
        """An ally with a budget."""
        return self.place(place, delay=delay, group=group).money(place, monthly)

    def item(
        self,
        item: str,
        *,
        price: float = 1.0,
        advance: float = 100.0,
        lead: float = 0.0,
        loss: float = 0.0,
        weight: float = 1.0,
        needed: bool = True,
    ) -> Tiny:
        """A needed item or an input."""
        numbers = {"price": price, "advance_share": advance, "lead_time": lead, "weight": weight}
        numbers = numbers if needed else dict.fromkeys(numbers, np.nan)
        kind = "needed" if needed else "input"
        return self.add("items", exact(loss_rate=loss, **numbers), item=item, name=item, kind=kind, unit="units")

    def part(self, whole: str, part: str, quantity: float) -> Tiny:
        """A line of a recipe."""
        return self.add("recipes", exact(quantity=quantity), item=whole, input=part)

    def line(  # noqa: PLR0913 - every number of a line has a plain value
        self,
        site: str,
        place: str,
        item: str,
        rate: float,
        *,
        rate_max: float | None = None,
        capex: float = 1.0,
        lag: float = 0.0,
        ramp: float = 0.0,
        export: float = 100.0,
    ) -> Tiny:
        """A production line with a constant rate observed before the start."""
        most = rate if rate_max is None else rate_max
        numbers = exact(capex=capex, build_lag=lag, ramp=ramp, rate_max=most, export_share=export)
        self.add("sites", numbers, site=site, name=site, place=place, item=item, owner="a firm")
        return self.rate(site, -1, rate)

    def leads(self, **months: float) -> Tiny:
        """Lead times of lines' own, by site; those of other lines are blank."""
        for line in self.tables["sites"]:
            line.update(exact(lead_time=months.get(line["site"], np.nan)))
        return self

    def rate(self, site: str, tick: int, rate: float, status: str = "delivered") -> Tiny:
        """A dated rate of a line."""
        return self.add("capacity", exact(rate=rate), site=site, date=month(tick), status=status)

    def surge(self, site: str, most: float, *, share: float = 100, lag: float = 0, premium: float = 0) -> Tiny:
        """What a line could make beyond its rate, percent of it, all of which is called up if not said otherwise."""
        return self.add("surge", exact(most=most, share=share, lag=lag, premium=premium), site=site)

    def conversion(
        self,
        place: str,
        item: str,
        rate: float,
        *,
        share: float = 100,
        lag: float = 0,
        ramp: float = 0,
        premium: float = 0,
    ) -> Tiny:
        """A plant that could be converted, and is if not said otherwise."""
        name = f"conversion_{len(self.tables.get('conversion', []))}"
        numbers = exact(rate=rate, share=share, lag=lag, ramp=ramp, premium=premium)
        return self.add("conversion", numbers, conversion=name, name=name, place=place, item=item)

    def need(self, place: str, item: str, quantity: float) -> Tiny:
        """A need, as one force of its own."""
        force = f"force_{place}_{item}"
        self.add("forces", exact(quantity=1), needs_set="force_goals", place=place, force=force)
        numbers = exact(per_force=quantity, days=1)
        return self.add("scales", numbers, needs_set="force_goals", force=force, item=item, method="force_goal")

    def stock(self, place: str, item: str, quantity: float, counted: int = -1) -> Tiny:
        """A stock that was counted in a month, the one before the start unless said otherwise."""
        return self.add("stocks", exact(quantity=quantity), place=place, item=item, date=month(counted))

    def ordered(self, place: str, item: str, first: int, last: int, quantity: float) -> Tiny:
        """A contract signed before the start."""
        name = f"order_{len(self.tables.get('deliveries', []))}"
        cells = {"start": month(first), "end": month(last), "status": "contracted", "supplier": ""}
        return self.add("deliveries", exact(quantity=quantity), order=name, place=place, item=item, **cells)

    def decided(self, place: str, item: str, quantity: float, signature: int, first: int | None = None) -> Tiny:
        """A purchase that was approved before the start and is not signed; deliveries from `first` on, if said."""
        name = f"decision_{len(self.tables.get('decided', []))}"
        months = {"approved": month(-1), "signature": month(signature), "signature_low": "", "signature_high": ""}
        said = month(signature if first is None else first)
        cells = {**months, "first": said, "last": said, "supplier": "", "basis": "guess"}
        return self.add("decided", exact(quantity=quantity), decision=name, place=place, item=item, **cells)

    def holding(self, held: str, family: str = "") -> Tiny:
        """All items so far are held in one way, and belong to a family."""
        for row in self.tables["items"]:
            row |= {"held": held, "family": family}
        return self

    def use(self, use: str, place: str, item: str, first: int, last: int, rate: float) -> Tiny:
        """Aid, training or losses."""
        return self.add("uses", exact(rate=rate), use=use, place=place, item=item, start=month(first), end=month(last))

    def retired(self, place: str, item: str, first: int, last: int, quantity: float) -> Tiny:
        """A fleet that is known to leave service, evenly from a month to another."""
        months = {"start": month(first), "end": month(last)}
        return self.add("retirements", exact(quantity=quantity), place=place, item=item, **months)

    def office(self, place: str, signed: float, *, share: float = 100, growth: float = 0, year: int = 2025) -> Tiny:
        """A contracting office that has signed so many million EUR in a year."""
        return self.add("offices", exact(signed=signed, share=share, growth=growth), place=place, year=str(year))

    def serviceable(
        self,
        item: str,
        ready: float,
        planned: float = 100,
        best: float | None = None,
        *,
        lag: float = 0,
        cost: float = 0,
        share: float = 100,
    ) -> Tiny:
        """What part of the stocks of an item is ready; nothing is kept up beyond that if not said otherwise."""
        most = ready if best is None else best
        numbers = exact(ready=ready, planned=planned, best=most, lag=lag, cost=cost, share=share)
        return self.add("serviceability", numbers, item=item)

    def people(
        self,
        place: str,
        strength: float,
        recruits: float = 0,
        *,
        leave: float = 0,
        dropout: float = 0,
        training: float = 0,
        reserves: float = 0,
        pay: float = 0,
    ) -> Tiny:
        """People in service of an ally; `pay` in million EUR a year, for one of them."""
        numbers = {"strength": strength, "leave": leave, "recruits": recruits, "dropout": dropout, "training": training}
        return self.add("people", exact(**numbers, reserves=reserves, pay=1e6 * pay), place=place)

    def crew(self, item: str, people: float, share: float = 100) -> Tiny:
        """People whom one of an item needs before it counts."""
        return self.add("crews", exact(crew=people, share=share), item=item)

    def fund(self, place: str, first: int, last: int, amount: float, purpose: str = "order") -> Tiny:
        """Money beside the budget."""
        name = f"fund_{len(self.tables.get('funds', []))}"
        cells = {"start": month(first), "end": month(last), "purpose": purpose, "status": "budgeted"}
        return self.add("funds", exact(amount=amount), fund=name, name=name, place=place, **cells)

    def test(self, first: int, last: int | None = None, office: str = "Office") -> Tiny:
        """A statement that a test comes in these ticks."""
        latest = first if last is None else last
        name = f"threat_{len(self.tables.get('threats', []))}"
        cells = {"date": "2025-06", "earliest": month(first), "latest": month(latest), "about": "war"}
        return self.add("threats", threat=name, office=office, place="", basis="guess", **cells)

    def parameters(self, **values: float) -> Tiny:
        """Settings of the method."""
        self.tables["parameters"] = [
            {"parameter": name, **exact(value=value), "unit": "1"} for name, value in (DEFAULTS | values).items()
        ]
        return self

    def case(self) -> Case:
        """The case, checked."""
        if "parameters" not in self.tables:
            self.parameters()
        monthly = self.months if self.monthly is None else self.monthly
        settings = Settings(
            "tiny", "Tiny", START, month_after(START, self.months - 1), month_after(START, monthly - 1), 2025,
            month_after(START, self.known),
        )  # fmt: skip
        frames = {name: frame(rows) for name, rows in ({**REGISTERS, **self.tables}).items()}
        return Case.from_tables(settings, frames)


DEFAULTS = {
    "carry_over_share": 0.0,
    "coverage_standard": 95.0,
    "first_half_weight": 1.0,
    "money_price": 0.0,
    "second_half_weight": 1.0,
    "threat_tail": 0.0,
}

_BASIS = {
    "assumption": "guess",
    "value": "1",
    "value_low": "0.5",
    "value_high": "2",
    "unit": "1",
    "role": "judgement",
    "reason": "for a test",
}
_SOURCE = {"source": "report", "title": "Report", "publisher": "", "published": "", "url": ""}
_FACT = {
    "fact": "fact-1",
    "entity": "POL",
    "subject": "shell",
    "quantity": "price",
    "value": "1",
    "low": "",
    "high": "",
    "unit": "1",
    "period_start": "",
    "period_end": "",
    "status": "observed",
    "confidence": "A",
    "as_of": "",
    "source": "report",
}
REGISTERS: Tables = {
    "assumptions": [_BASIS],
    "rules": [{"rule": "none", "kind": "computation", "text": "none"}],
    "sources": [_SOURCE],
    "facts": [_FACT],
}


def frame(rows: Sequence[Row]) -> pl.DataFrame:
    """Rows of text as a frame; blank cells are null."""
    return pl.DataFrame(
        {key: [row[key] or None for row in rows] for key in rows[0]}, schema=dict.fromkeys(rows[0], pl.String)
    )


def one_line(
    *,
    months: int = 12,
    rate: float = 10.0,
    budget: float = 1000.0,
    need: float = 100.0,
    delay: float = 0.0,
    test: int | None = None,
    **item: Any,
) -> Tiny:
    """Poland needs shells, which one line of its own makes; the test comes in the last month if not said otherwise."""
    tiny = Tiny(months).ally("POL", budget, delay).item("shell", **item).line("works", "POL", "shell", rate)
    return tiny.need("POL", "shell", need).test(months - 1 if test is None else test)


def with_tanks(tiny: Tiny) -> Tiny:
    """A second item of the same weight whose need is covered: shortfall of shells then counts half.

    A unit of a use refused costs 1 / need, a unit of stock at the test earns 1/2 / need, so no use is refused for it.
    """
    tiny.item("tank").need("POL", "tank", 1).stock("POL", "tank", 1)
    return tiny.line("tanks", "POL", "tank", 0, rate_max=1)


@dataclass(frozen=True)
class Solved:
    """A solved case, with values looked up by name."""

    scope: Scope
    journal: Journal
    program: Program
    solution: Solution

    @property
    def objective(self) -> float:
        """The objective."""
        return self.solution.objective

    def value(self, name: str, **about: str) -> Array:
        """Values of a variable by tick, for the one subject that `about` names."""
        block = self.program.variable(name)
        found = [k for k in range(len(block)) if all(block.subjects[key][k] == value for key, value in about.items())]
        assert len(found) == 1, (name, about, block.subjects)
        return np.asarray(self.solution.value[self.program.numbers(block)[found[0]]])

    def price(self, name: str) -> Array:
        """Prices of a block of rows, shape (subjects, ticks)."""
        return np.asarray(self.solution.price[self.program.numbers(self.program.row(name))])


def solve(case: Case | Tiny, question: Question | None = None, scope: Scope | None = None) -> Solved:
    """Solve the plan of a question (or of a ready scope)."""
    case = case.case() if isinstance(case, Tiny) else case
    scope = scope or Scope.of(case, question or Question())
    journal = ledger_of(scope).journal
    program = program_of(journal)
    return Solved(scope, journal, program, HighsSession(program).solve())


def refer(case: Case | Tiny, question: Question | None = None) -> Reference:
    """The answer against which levers are measured."""
    case = case.case() if isinstance(case, Tiny) else case
    return years.refer(Scope.of(case, question or Question()))


def effects(reference: Reference, *packages: Package) -> list[Effect]:
    """What packages of levers earn, measured with one worker."""
    with hired(reference) as workers:
        return workers.effects(packages)
