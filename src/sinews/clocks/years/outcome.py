"""The plan read back from the ledger as long tables in natural units (`sinews.answers.outcome`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sinews.answers.outcome import COLUMNS, Kind, Periods
from sinews.clocks.years.components.base import GROUP
from sinews.clocks.years.components.site import base_rate
from sinews.clocks.years.scope import Scope
from sinews.model.calendar import Array
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


def outcomes(scope: Scope, program: Program, solution: Solution) -> pl.DataFrame:
    """Everything that the plan decides and what follows from it, as one long table (columns COLUMNS)."""
    reader = Reader(scope, program, solution)
    parts = [*_stocks(reader), *_orders(reader), *_lines(reader), *_money(reader), *_threat(reader)]
    return pl.concat(parts).select(COLUMNS)


def table(
    scope: Scope,
    subjects: Sequence[str],
    places: Sequence[str],
    quantity: str,
    values: Array,
    unit: str | Sequence[str],
    kind: Kind,
) -> pl.DataFrame:
    """A block of values, shape (subjects, ticks), as rows of the outcome table."""
    return Periods(CLOCK, scope.calendar.labels).table(quantity, subjects, places, values, unit, kind)


def _units(reader: Reader, items: Sequence[str]) -> list[str]:
    known = dict(reader.scope.items_table.select("item", "unit").rows())
    return [known[item] for item in items]


def shortfalls(reader: Reader) -> Array:
    """What each stock lacks of its need by tick, in units of the item; shape (rows of needs, ticks).

    Read from the stocks: where the test has no chance, the program's own shortfall is free and may be anything.
    """
    need = reader.scope.needs["quantity"].to_numpy()[:, None]
    return np.asarray(np.maximum(need - reader.values("stock"), 0.0))


def coverage(scope: Scope, program: Program, solution: Solution) -> Array:
    """Share of the group's need that is covered, by item and tick; shape (needed items, ticks)."""
    reader = Reader(scope, program, solution)
    items = reader.column("stock", "item")
    missing = shortfalls(reader)
    totals = np.zeros((len(scope.needed), missing.shape[1]))
    np.add.at(totals, [scope.needed.index(item) for item in items], missing)
    covered: Array = 1 - totals / np.array([[scope.need_totals[item]] for item in scope.needed])
    return covered


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
            for name in ("unmet_aid", "unmet_uses")
        ),
    ]


def deliveries(reader: Reader) -> Array:
    """Deliveries by row of the needs and tick: new orders after their lead time, and the order book."""
    scope, orders = reader.scope, reader.values("orders")
    total = np.zeros_like(orders)
    lead = scope.of_items("lead_time", reader.column("orders", "item"))
    for months in np.unique(lead):
        lag, chosen = scope.calendar.lag(float(months)), np.flatnonzero(lead == months)
        part = np.zeros((len(chosen), orders.shape[1]))
        np.add.at(part.T, lag.target, (orders[chosen][:, lag.source] * lag.share).T)
        total[chosen] += part
    keys = {
        key: row
        for row, key in enumerate(zip(reader.column("orders", "place"), reader.column("orders", "item"), strict=True))
    }
    booked = zip(reader.column("booked_deliveries", "place"), reader.column("booked_deliveries", "item"), strict=True)
    np.add.at(total, [keys[key] for key in booked], reader.values("booked_deliveries"))
    return total


def _orders(reader: Reader) -> list[pl.DataFrame]:
    scope, items, places = reader.scope, reader.column("orders", "item"), reader.column("orders", "place")
    units = _units(reader, items)
    return [
        table(scope, items, places, "orders", reader.values("orders"), units, Kind.CHOICE),
        table(scope, items, places, "deliveries", deliveries(reader), units, Kind.MODEL),
    ]


def _lines(reader: Reader) -> list[pl.DataFrame]:
    scope = reader.scope
    sites, places, items = (reader.column("output", column) for column in ("site", "place", "item"))
    per_month = [f"{unit}/month" for unit in _units(reader, items)]
    base = scope.calendar.mean(base_rate(scope))
    extra = reader.values("extra_capacity")
    parent = scope.calendar.parent
    before = np.where(parent >= 0, extra[:, np.maximum(parent, 0)], 0.0)
    highest = reader.program.upper[reader.program.numbers(reader.program.variable("output"))] / scope.calendar.length
    found = [
        table(scope, sites, places, "output", reader.values("output"), _units(reader, items), Kind.CHOICE),
        table(
            scope, sites, places, "capacity", np.minimum(base + (extra + before) / 2, highest), per_month, Kind.MODEL
        ),
    ]
    for name in ("expansion", "funded_expansion"):
        units = [f"{unit}/month" for unit in _units(reader, reader.column(name, "item"))]
        found.append(
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
    return found


def _money(reader: Reader) -> list[pl.DataFrame]:
    scope, million = reader.scope, "million_EUR"
    allies = list(scope.allies)
    budget = scope.calendar.sum(scope.budget)
    row = reader.program.row("money")
    numbers = reader.program.numbers(row)
    lapsed = (reader.program.matrix @ reader.solution.value - reader.program.row_lower)[numbers]
    carried = reader.values("money_carried")
    money = ["money"] * len(allies)
    capex = dict(scope.sites.select("site", "capex").rows())
    spent = np.zeros_like(budget)
    for name in ("expansion", "funded_expansion"):
        cost = np.array([capex[site] for site in reader.column(name, "site")]).reshape(-1, 1)
        np.add.at(spent, [allies.index(p) for p in reader.column(name, "place")], reader.values(name) * cost)
    return [
        table(scope, money, allies, "budget", budget, million, Kind.SOURCE),
        table(scope, money, allies, "money_carried", carried, million, Kind.CHOICE),
        table(scope, money, list(row.subjects["place"]), "money_lapsed", lapsed, million, Kind.MODEL),
        table(scope, money, allies, "money_for_expansion", spent, million, Kind.CHOICE),
    ]


def _threat(reader: Reader) -> list[pl.DataFrame]:
    scope = reader.scope
    chance = 100 * scope.weight_of_ticks[None, :]
    return [table(scope, ["test"], [GROUP], "probability", chance, "percent", Kind.SOURCE)]
