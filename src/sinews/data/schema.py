"""Kinds of columns, and tables as data: each fact about a column is stated once, here or in `tables`.

An uncertain number `x` takes up to five columns of a file: `x` (most likely), `x_low` and `x_high` (a range
that holds nine times out of ten), `x_basis` (ids of facts, assumptions and rules, separated by blanks) and,
if it is not in the column's own unit, `x_unit`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, what it holds, whether a cell may be blank, and whether a file may lack it."""

    name: str
    about: str
    blank: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Code(Column):
    """A short identifier: letters, digits and `_ . : -`."""


@dataclass(frozen=True)
class Reference(Column):
    """A code that stands in the first key column of another table.

    `also` names values that are allowed besides; `kind`, if given, is the kind of the row it must name.
    """

    table: str = ""
    also: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class Text(Column):
    """Free text."""


@dataclass(frozen=True)
class Choice(Column):
    """One of the values of an enumeration."""

    choices: type[StrEnum] = StrEnum


@dataclass(frozen=True)
class Month(Column):
    """A date: YYYY-MM-DD, YYYY-MM or YYYY, kept as the first day of its month.

    `in_horizon`: must not lie after the end of the horizon. `after`: the column that it must not lie before.
    A bare year means its first month, or its last month in a column that has an `after`.
    """

    in_horizon: bool = False
    after: str = ""


@dataclass(frozen=True)
class Year(Column):
    """A calendar year."""


@dataclass(frozen=True)
class Number(Column):
    """An uncertain number with unit, range and basis.

    `unit` may be `item` (the unit of the row's item), or empty where a column `unit` of the row states it.
    `blank_unless`: the kind of row (its column `kind`) for which the number may not be blank after all.
    """

    unit: str = ""
    minimum: float = 0.0
    maximum: float = float("inf")
    blank_unless: str = ""


@dataclass(frozen=True)
class Plain(Column):
    """A bare number (in `facts` and `assumptions`); `low` and `high` name the columns of its range."""

    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Basis(Column):
    """Ids of facts, assumptions and rules, for a row whose content is not a number."""


@dataclass(frozen=True)
class Table:
    """A table of a case: its columns, its key, whether a case must have it and may leave it empty."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: bool = False
    may_be_empty: bool = False

    def column(self, name: str) -> Column:
        """The column `name`; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def has(self, name: str) -> bool:
        """Whether the table has a column `name`."""
        return any(column.name == name for column in self.columns)

    def without(self, names: Collection[str]) -> Table:
        """The table without some of its columns."""
        return replace(self, columns=tuple(column for column in self.columns if column.name not in names))

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The uncertain numbers of the table."""
        return tuple(column for column in self.columns if isinstance(column, Number))
