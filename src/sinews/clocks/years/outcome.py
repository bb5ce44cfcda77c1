"""The plan read back from the journal as long tables in natural units (`sinews.answers.outcome`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sinews.answers.outcome import COLUMNS, Kind, Periods
from sinews.clocks.years.accounts import money
from sinews.clocks.years.components.base import (
    BUDGET,
    DELIVERIES,
    FROM_BUDGETS,
    FROM_FUNDS,
    FUND,
    MONEY,
    OFFICE,
    OFFICES,
    SIGNATURES,
    STOCK,
)
from sinews.clocks.years.components.need import unmanned
from sinews.clocks.years.scope import GROUP, Scope
from sinews.clocks.years.sharing import capacities
from sinews.clocks.years.signing import offices
from sinews.clocks.years.spending import claimed
from sinews.clocks.years.staffing import PERSONS, staff
from sinews.clocks.years.upkeep import upkeep
from sinews.model.accounts import flows
from sinews.model.calendar import Array, Calendar
from sinews.model.journal import CARRIED_OVER, Journal
from sinews.model.program import Block, Program
from sinews.model.solver.session import Solution

CLOCK = "years"


@dataclass(frozen=True)
class Reader:
    """A solved program, with the means to look up its blocks."""

    scope: Scope
    program: Program
    solution: Solution

    def values(self, name: str) -> Array:
        """Values of a block of variables, shape (subjects, ticks); empty if the program has none of this name."""
        block = self._block(name)
        ticks = len(self.program.calendar)
        return self.solution.value[self.program.numbers(block)] if block else np.zeros((0, ticks))

    def column(self, name: str, column: str) -> list[str]:
        """A column of the subjects of a block of variables."""
        block = self._block(name)
        return list(block.subjects[column]) if block else []

    def _block(self, name: str) -> Block | None:
        return next((block for block in self.program.variables if block.name == name), None)


def outcomes(scope: Scope, journal: Journal, program: Program, solution: Solution) -> pl.DataFrame:
    """Everything that the plan decides and what follows from it, as one long table (columns COLUMNS)."""
    reader = Reader(scope, program, solution)
    parts = [
        *_stocks(reader),
        *_orders(reader, journal),
        *_lines(reader, journal),
        *_money(reader, journal),
        *_offices(reader, journal),
        *_people(reader),
        *_threat(reader),
    ]
    return pl.concat(parts).select(COLUMNS)


def of_behind(scope: Scope, behind: pl.DataFrame) -> pl.DataFrame:
    """Who is behind others at the end of a year (`sinews.clocks.years.behind`), as rows of the outcome."""
    units = scope.items_table.select("item", "unit")
    blank = pl.lit(None, dtype=pl.Float64)
    return behind.join(units, on="item", maintain_order="left").select(
        pl.lit(CLOCK).alias("clock"),
        pl.col("item").alias("subject"),
        "place",
        "period",
        pl.lit("behind").alias("quantity"),
        pl.col("units").alias("value"),
        blank.alias("low"),
        blank.alias("high"),
        "unit",
        pl.lit(Kind.MODEL.value).alias("kind"),
    )


def table(
    scope: Scope,
    subjects: Sequence[str],
    places: Sequence[str],
    quantity: str,
    values: Array,
    unit: str | Sequence[str],
    kind: Kind,
) -> pl.DataFrame:
    """A block of values, shape (subjects, ticks), as rows of the outcome table: those of the ticks that are shown."""
    shown = scope.shown
    return Periods(CLOCK, shown.labels).table(quantity, subjects, places, values[:, : len(shown)], unit, kind)


def _units(reader: Reader, items: Sequence[str]) -> list[str]:
    units = dict(reader.scope.items_table.select("item", "unit").rows())
    return [units[item] for item in items]


def shortfalls(reader: Reader) -> Array:
    """What each stock lacks of its need by tick, in units of the item; shape (rows of needs, ticks).

    Read from what counts of the stocks: where the test has no chance, the program's own shortfall is free and may be
    anything. What allies hold together lacks only what the group lacks: each has its part of that, by what it lacks
    itself. What an ally cannot man counts as lacking.
    """
    scope = reader.scope
    need = scope.needs["quantity"].to_numpy()[:, None]
    over = need - counted(reader)
    alone = np.maximum(over, 0.0)
    together = np.array([item in scope.together for item in scope.needs["item"]])
    gone = unmanned(scope) if claimed(scope.case) else np.zeros_like(need)
    if not together.any():
        return np.asarray(np.minimum(alone + gone, need))
    item = np.array([scope.needed.index(item) for item in scope.needs["item"]])
    lacking, whole = (np.zeros((len(scope.needed), over.shape[1])) for _ in range(2))
    np.add.at(lacking, item, alone)
    np.add.at(whole, item, over)
    part = np.divide(np.maximum(whole, 0.0), lacking, out=np.zeros_like(whole), where=lacking > 0)
    return np.asarray(np.minimum(np.where(together[:, None], alone * part[item], alone) + gone, need))


def counted(reader: Reader) -> Array:
    """What counts of each stock by tick, with what is kept up, without what nobody mans or keeps.

    In units of the item, shape (rows of needs, ticks). Read from the program: what counts may change from a month on.
    """
    program, scope = reader.program, reader.scope
    held, stock = program.row("held"), program.numbers(program.variable("stock"))
    balances = {pair: row for row, pair in enumerate(zip(held.subjects["place"], held.subjects["item"], strict=True))}
    mine = [balances[pair] for pair in zip(scope.holder, scope.needs["item"], strict=True)]
    counts = np.asarray(program.matrix[program.numbers(held)[mine].ravel(), stock.ravel()]).reshape(stock.shape)
    amounts = counts * reader.values("stock")
    own = {pair: row for row, pair in enumerate(scope.needs["place", "item"].iter_rows())}
    kept = zip(reader.column("kept_up", "place"), reader.column("kept_up", "item"), strict=True)
    amounts[[own[pair] for pair in kept]] += reader.values("kept_up")
    bare = zip(reader.column("unmanned", "place"), reader.column("unmanned", "item"), strict=True)
    amounts[[own[pair] for pair in bare]] -= reader.values("unmanned")
    idle = [own[pair] for pair in zip(reader.column("laid_up", "place"), reader.column("laid_up", "item"), strict=True)]
    amounts[idle] -= counts[idle] * reader.values("laid_up")
    return np.asarray(amounts)


def coverage(scope: Scope, program: Program, solution: Solution) -> Array:
    """Share of the group's need that is covered, by item and tick; shape (needed items, ticks)."""
    reader = Reader(scope, program, solution)
    items = reader.column("stock", "item")
    missing = shortfalls(reader)
    totals = np.zeros((len(scope.needed), missing.shape[1]))
    np.add.at(totals, [scope.needed.index(item) for item in items], missing)
    covered: Array = 1 - totals / np.array([[scope.need_totals[item]] for item in scope.needed])
    return covered


def held_from(calendar: Calendar, covered: Array, standard: float) -> float | None:
    """Months from the start at which a coverage reaches a standard for good, within its tick.

    `covered`: at the end of each tick, shape (ticks,), taken as linear in between. None: not within what is shown.
    """
    shown = covered[: len(calendar.shown)]
    below = np.flatnonzero(shown < standard - 1e-6)
    if not below.size:
        return 0.0
    last = int(below[-1])
    if last == len(shown) - 1:
        return None
    gained = shown[last + 1] - shown[last]
    part = min(max((standard - shown[last]) / gained, 0.0), 1.0)
    return float(calendar.start[last + 1] + part * calendar.length[last + 1])


def _stocks(reader: Reader) -> list[pl.DataFrame]:
    scope, items, places = reader.scope, reader.column("stock", "item"), reader.column("stock", "place")
    units, ticks = _units(reader, items), len(reader.scope.calendar)
    need = np.repeat(scope.needs["quantity"].to_numpy()[:, None], ticks, axis=1)
    missing = shortfalls(reader)
    whole = coverage(scope, reader.program, reader.solution)
    group = [scope.question.group] * len(scope.needed)
    percent = "percent"
    return [
        table(scope, items, places, "need", need, units, Kind.SOURCE),
        table(scope, items, places, "stock", reader.values("stock"), units, Kind.MODEL),
        *_counted(reader),
        table(scope, items, places, "shortfall", missing, units, Kind.MODEL),
        table(scope, items, places, "coverage", 100 * (1 - missing / need), percent, Kind.MODEL),
        table(scope, list(scope.needed), group, "coverage", 100 * whole, percent, Kind.MODEL),
        *(
            table(
                scope,
                reader.column(name, "item"),
                reader.column(name, "place"),
                name,
                reader.values(name),
                _units(reader, reader.column(name, "item")),
                Kind.MODEL,
            )
            for name in ("kept_up", "unmanned", "unmet_aid", "unmet_exports", "unmet_uses")
        ),
    ]


def _counted(reader: Reader) -> list[pl.DataFrame]:
    """What counts of the stocks of which not all does; nothing where all of every stock counts."""
    scope = reader.scope
    rows = np.union1d(np.flatnonzero(upkeep(scope).counts < 1), staff(scope).rows)
    items, places = ([reader.column("stock", name)[row] for row in rows] for name in ("item", "place"))
    values = counted(reader)[rows]
    return [table(scope, items, places, "counted", values, _units(reader, items), Kind.MODEL)] if len(rows) else []


def _orders(reader: Reader, journal: Journal) -> list[pl.DataFrame]:
    scope, items, places = reader.scope, reader.column("orders", "item"), reader.column("orders", "place")
    units = _units(reader, items)
    delivered = flows(journal, reader.solution.value, STOCK, list(zip(places, items, strict=True)), {DELIVERIES})
    return [
        table(scope, items, places, "orders", _ordered(reader), units, Kind.CHOICE),
        table(scope, items, places, "deliveries", delivered, units, Kind.MODEL),
    ]


def _ordered(reader: Reader) -> Array:
    """New orders by row of the needs and tick, of all lines whatever their lead time; shape (rows of needs, ticks)."""
    ordered = reader.values("orders").copy()
    row = {pair: number for number, pair in enumerate(reader.scope.needs["place", "item"].iter_rows())}
    elsewhere = (reader.column("orders_elsewhere", name) for name in ("place", "item"))
    more = np.array([row[pair] for pair in zip(*elsewhere, strict=True)], dtype=np.int64)
    np.add.at(ordered, more, reader.values("orders_elsewhere"))
    return np.asarray(ordered)


def _capacity(reader: Reader, journal: Journal) -> Array:
    """Output a month that lines leave room for, with what the plan adds; shape (sites, ticks)."""
    return np.asarray(capacities(journal, reader.solution.value) / journal.calendar.length)


def _lines(reader: Reader, journal: Journal) -> list[pl.DataFrame]:
    scope = reader.scope
    sites, places, items = (reader.column("output", column) for column in ("site", "place", "item"))
    per_month = [f"{unit}/month" for unit in _units(reader, items)]
    tables = [
        table(scope, sites, places, "output", reader.values("output"), _units(reader, items), Kind.CHOICE),
        table(scope, sites, places, "capacity", _capacity(reader, journal), per_month, Kind.MODEL),
    ]
    for name, column in (("surge", "site"), ("converted", "conversion")):
        makers, units = reader.column(name, column), _units(reader, reader.column(name, "item"))
        tables.append(table(scope, makers, reader.column(name, "place"), name, reader.values(name), units, Kind.CHOICE))
    for name in ("expansion", "funded_expansion"):
        units = [f"{unit}/month" for unit in _units(reader, reader.column(name, "item"))]
        tables.append(
            table(
                scope,
                reader.column(name, "site"),
                reader.column(name, "place"),
                name,
                reader.values(name),
                units,
                Kind.CHOICE,
            )
        )
    return tables


def _money(reader: Reader, journal: Journal) -> list[pl.DataFrame]:
    scope, value, million = reader.scope, reader.solution.value, "million_EUR"
    allies = list(scope.allies)
    purse, subject = [(ally, "money") for ally in allies], ["money"] * len(allies)
    spent = flows(journal, value, MONEY, purse, {FROM_BUDGETS}) + flows(journal, value, FUND, purse, {FROM_FUNDS})
    read = {
        "budget": (flows(journal, value, MONEY, purse, {BUDGET}), Kind.SOURCE),
        "money_carried": (-flows(journal, value, MONEY, purse, {CARRIED_OVER}), Kind.CHOICE),
        "money_lapsed": (flows(journal, value, MONEY, purse), Kind.MODEL),
        "money_for_expansion": (-spent, Kind.CHOICE),
    }
    tables = [table(scope, subject, allies, name, values, million, kind) for name, (values, kind) in read.items()]
    return [*tables, *_accounts(reader, journal)]


def _offices(reader: Reader, journal: Journal) -> list[pl.DataFrame]:
    """What offices can sign, and what is signed; nothing where no ally has an office."""
    scope, value = reader.scope, reader.solution.value
    places = list(offices(scope).places)
    rows, money = [(place, "money") for place in places], ["money"] * len(places)
    can = flows(journal, value, OFFICE, rows, {OFFICES})
    signed = -flows(journal, value, OFFICE, rows, {SIGNATURES})
    read = (("can_sign", can, Kind.SOURCE), ("signed", signed, Kind.MODEL))
    return [table(scope, money, places, name, values, "million_EUR", kind) for name, values, kind in read if places]


def _people(reader: Reader) -> list[pl.DataFrame]:
    """People in service at the end of each tick, who is and can be taken in, posts left empty; none if none count."""
    read = (("people", Kind.MODEL), ("recruited", Kind.CHOICE), ("empty_posts", Kind.CHOICE))
    values = [(name, reader.values(name), kind) for name, kind in read]
    values.append(("can_take_in", staff(reader.scope).intake, Kind.SOURCE))
    places = reader.column("people", "place")
    persons = [PERSONS] * len(places)
    return [table(reader.scope, persons, places, name, amounts, "persons", kind) for name, amounts, kind in values]


def _accounts(reader: Reader, journal: Journal) -> list[pl.DataFrame]:
    """Money in and money out of each ally by heading; what is nothing is left out."""
    shown = journal.calendar.shown
    period = pl.col("tick").replace_strict(dict(enumerate(shown.labels)), return_dtype=pl.String)
    within = money(journal, reader.solution.value).filter(pl.col("tick") < len(shown))
    every = within.group_by("heading", "place", "tick", maintain_order=True)
    sums = every.agg(pl.col("amount").sum()).with_columns(period.alias("period"))
    blank = pl.lit(None, dtype=pl.Float64)
    return [
        sums.filter(sign * pl.col("amount") > 0).select(
            pl.lit(CLOCK).alias("clock"),
            pl.col("heading").alias("subject"),
            "place",
            "period",
            pl.lit(quantity).alias("quantity"),
            (sign * pl.col("amount")).alias("value"),
            blank.alias("low"),
            blank.alias("high"),
            pl.lit("million_EUR").alias("unit"),
            pl.lit(Kind.MODEL.value).alias("kind"),
        )
        for quantity, sign in (("money_in", 1), ("money_out", -1))
    ]


def _threat(reader: Reader) -> list[pl.DataFrame]:
    scope = reader.scope
    chance = 100 * scope.weight_of_ticks[None, :]
    return [table(scope, ["test"], [GROUP], "probability", chance, "percent", Kind.SOURCE)]
