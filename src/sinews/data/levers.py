"""Levers: named changes to a case, and what they make of it.

A lever is a row of the table `levers` with its rows in `changes`; `pulled` applies some steps of it to a scope and
gives another scope, which is solved like any other. Nothing else is changed: the effect of a lever is the difference
between two answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TypeAlias

import polars as pl

from sinews.data.case import Case
from sinews.data.cells import month
from sinews.data.schema import Month, Number, Table
from sinews.data.selection import Selection, selected, selection_of
from sinews.data.tables import BY_NAME, QUESTION, ChangeKind


@dataclass(frozen=True)
class Change:
    """One change of a lever: `column` of the rows of `table` that `selection` names (all, if it is empty).

    `selection`: column -> values, one of which a row must have. `amount`: for one step, in the unit of the column, or a
    factor. `text`: what is set, where the column holds words.
    """

    table: str
    column: str
    kind: ChangeKind
    amount: float | None = None
    text: str | None = None
    selection: Selection = ()


@dataclass(frozen=True)
class Lever:
    """A named change that somebody could decide.

    `price`: what one step costs beside what the plan pays for, with its range, million EUR; None for levers that are
    not for sale (rungs of the ladder, standard steps). `most`: steps that can be taken. `earliest`: first month in
    which it can have an effect (None: from the start).
    """

    code: str
    name: str
    changes: tuple[Change, ...]
    decides: str = ""
    price: tuple[float, float, float] | None = None
    most: int = 1
    earliest: date | None = None

    @property
    def tables(self) -> frozenset[str]:
        """The tables that it changes."""
        return frozenset(change.table for change in self.changes)


#: Tables that count for nothing where nobody has to be found.
PEOPLE = frozenset(("people", "crews"))

#: Levers with the number of steps of each, in the order in which they are pulled.
Package: TypeAlias = tuple[tuple[Lever, float], ...]


def name_of(package: Package) -> str:
    """The name of what levers make of a case: their codes, and a digest of their changes, with steps beyond one."""
    parts = [lever.changes if steps == 1 else (lever.changes, steps) for lever, steps in package]
    changes = sha256(repr(parts).encode()).hexdigest()
    return f"levers {' '.join(lever.code for lever, _ in package)} {changes[:16]}"


def price_of(package: Package) -> tuple[float, float, float]:
    """What a package costs, with its range, million EUR; levers without a price cost nothing."""
    prices = [(lever.price or (0.0, 0.0, 0.0), steps) for lever, steps in package]
    money, low, high = (sum(steps * price[end] for price, steps in prices) for end in range(3))
    return money, low, high


def levers(case: Case) -> dict[str, Lever]:
    """The levers of a case by code, in the order of their codes."""
    parts: dict[str, list[Change]] = {}
    for row in case.table("changes").iter_rows(named=True):
        parts.setdefault(row["lever"], []).append(_change(row))
    rows = case.table("levers").iter_rows(named=True)
    return {row["lever"]: _lever(row, tuple(parts.get(row["lever"], ()))) for row in rows}


def for_sale(case: Case, tables: Iterable[Table], crews: bool = False) -> tuple[Lever, ...]:
    """Levers with a price that change nothing but some of `tables` and what is asked, by code.

    Those on people alone are left out where they can do nothing: the case calls up no crew, nor does the question
    (`crews`).
    """
    mine = {table.name for table in tables} | {QUESTION}
    idle = frozenset() if crews or bool((case.table("crews")["share"] > 0).any()) else PEOPLE
    return tuple(
        lever
        for lever in levers(case).values()
        if lever.price is not None and lever.tables <= mine and not lever.tables <= idle
    )


def on_sale(case: Case, tables: Sequence[Table]) -> tuple[Lever, ...]:
    """Levers with a price that change nothing but some of `tables`, by code."""
    mine = {table.name for table in tables}
    return tuple(lever for lever in for_sale(case, tables) if lever.tables <= mine)


def ladder(case: Case) -> tuple[Lever, ...]:
    """The levers on the ladder, from today's course on."""
    catalogue = levers(case)
    rows = case.table("ladder").select("rung", "lever").rows()
    return tuple(catalogue[lever] for _, lever in sorted(rows, key=lambda row: (len(row[0]), row[0])))


def _lever(row: Mapping[str, object], changes: tuple[Change, ...]) -> Lever:
    ends = [row[f"price{end}"] for end in ("", "_low", "_high")]
    price = None if ends[0] is None else (float(str(ends[0])), float(str(ends[1])), float(str(ends[2])))
    earliest = row["earliest"]
    assert isinstance(earliest, date)  # noqa: S101 - the table has been checked
    return Lever(
        str(row["lever"]),
        str(row["name"]),
        changes,
        str(row["decides"]),
        price,
        int(float(str(row["most"]))),
        earliest,
    )


def _change(row: Mapping[str, object]) -> Change:
    amount, text = row["amount"], row["text"]
    return Change(
        str(row["table"]),
        str(row["column"]),
        ChangeKind(str(row["change"])),
        None if amount is None else float(str(amount)),
        None if text is None else str(text),
        selection_of(str(row["selection"] or "")),
    )


# pulling ----------------------------------------------------------------------


def case_of(case: Case, package: Package) -> Case:
    """The case with some steps of each lever of a package; CaseError if it is none."""
    for lever, steps in package:
        case = case_with(case, lever, steps)
    return case


def case_with(case: Case, lever: Lever, steps: float = 1.0) -> Case:
    """The case with what `steps` steps of a lever change of its tables. CaseError if the result is no case."""
    frames: dict[str, pl.DataFrame] = {}
    for change in lever.changes:
        if change.table != QUESTION:
            frames[change.table] = changed(case, frames.get(change.table, case.table(change.table)), change, steps)
    for table, frame in frames.items():
        case = case.change(table, frame)
    return case


def changed(case: Case, frame: pl.DataFrame, change: Change, steps: float) -> pl.DataFrame:
    """A table of the case with a change of values and ranges, kept within the bounds of the column; or of months."""
    column = BY_NAME[change.table].column(change.column)
    others = {name: case.table(name) for name in ("sites", "groups")}
    chosen = selected(others, frame, change.selection)
    if isinstance(column, Month):
        set_to = month(pl.lit(change.text, dtype=pl.String))
        return frame.with_columns(pl.when(chosen).then(set_to).otherwise(pl.col(column.name)).alias(column.name))
    assert isinstance(column, Number)  # noqa: S101 - the table has been checked
    assert change.amount is not None  # noqa: S101
    names = [f"{column.name}{end}" for end in ("", "_low", "_high")]
    moved = {name: _moved(pl.col(name), change, steps).clip(column.minimum, column.maximum) for name in names}
    return frame.with_columns(pl.when(chosen).then(moved[name]).otherwise(pl.col(name)).alias(name) for name in names)


def _moved(cell: pl.Expr, change: Change, steps: float) -> pl.Expr:
    amount = float(change.amount or 0.0)
    moves = {
        ChangeKind.ADD: cell + steps * amount,
        ChangeKind.MULTIPLY: cell * (1 + steps * (amount - 1)),
        ChangeKind.SET: pl.when(cell.is_not_null()).then(amount),
        ChangeKind.AT_MOST: pl.min_horizontal(cell, pl.lit(amount)),
        ChangeKind.AT_LEAST: pl.max_horizontal(cell, pl.lit(amount)),
    }
    return pl.when(cell.is_not_null()).then(moves[change.kind])
