"""The figures of a column that are drawn, each once, and whose they are in the journal.

Rows that rest on the same sources have the same error, so they are one figure: rows of a column with one basis. Rows of
one line or state by date are one figure too, since who is wrong about 2028 is wrong about 2029. Where a factor is
common to places or items, a figure with rows of several of them is one for each, and all these share its own draw. All
others are drawn apart. An amount to which several figures go moves by the mean of their positions, by the widths of
their ranges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse

from sinews.clocks.years.scope import Scope
from sinews.clocks.years.trials.draws import Factor
from sinews.clocks.years.trials.ends import Ends, Part
from sinews.data.ranges import Column
from sinews.data.tables import BY_NAME
from sinews.data.tables.factors import Among, Direction
from sinews.model.calendar import Array
from sinews.model.journal import Journal, Names, Posting

#: What tables and entries have in common, the narrowest first: a line or plant stands for its place and item.
_NARROW, _WIDE = ("site", "conversion"), ("place", "item", "input")

#: Columns of keys that are times: rows that differ in nothing else are one figure.
_TIMES = ("year", "date", "status")


@dataclass(frozen=True)
class Figures:
    """The figures of a column: `names`, and for each row of the table the number of its figure and its width.

    `names`: those of their own draws; figures that only a factor sets apart have one in common. `rows`: the rows of the
    table that the question reads. `factors`: what its figures have in common with others.
    """

    column: Column
    names: tuple[str, ...]
    rows: pl.DataFrame
    of: tuple[int, ...]
    width: Array
    factors: tuple[Factor, ...] = ()

    @classmethod
    def read(cls, scope: Scope, column: Column) -> Figures:
        """The figures of a column that the question of a scope reads."""
        table, number = column
        rows = _asked(scope, scope.case.table(table))
        factors = _factors_of(scope, column)
        keys = list(
            zip(_names(rows, table, number), *(rows[among].to_list() for among in _apart(factors)), strict=True)
        )
        unique = {key: figure for figure, key in enumerate(dict.fromkeys(keys))}
        width = (rows[f"{number}_high"] - rows[f"{number}_low"]).fill_null(0.0).to_numpy()
        of = tuple(unique[key] for key in keys)
        return cls(column, tuple(name for name, *_ in unique), rows, of, width, tuple(_factors(factors, rows, of)))

    def weights(self, about: Mapping[str, Names], count: int) -> sparse.csr_matrix:
        """What each figure weighs for each of `count` subjects, shape (subjects, figures); sums by subject are 1.

        `about`: columns that say what each subject is about. Who has no row of their own has all of them.
        """
        shared = _shared(self.rows.columns, about)
        for keys in (shared, [key for key in shared if key != "place"], []):
            if keys or not shared:
                weights = self._matched(keys, about, count)
                if weights.any() or not keys:
                    break
        weights = np.where(weights.any(axis=1, keepdims=True), weights, self._matched([], about, count))
        total = weights.sum(axis=1, keepdims=True)
        return sparse.csr_matrix(np.divide(weights, total, out=np.zeros_like(weights), where=total > 0))

    def _matched(self, keys: Sequence[str], about: Mapping[str, Names], count: int) -> Array:
        weights = np.zeros((count, len(self.names)))
        rows = {key: self.rows[key].to_list() for key in keys}
        mine: dict[tuple[str, ...], list[int]] = {}
        for number in range(len(self.of)):
            mine.setdefault(tuple(rows[key][number] for key in keys), []).append(number)
        for subject in range(count):
            for number in mine.get(tuple(about[key][subject] for key in keys), ()):
                weights[subject, self.of[number]] += self.width[number]
        return weights


def subjects(journal: Journal, ends: Ends) -> Mapping[str, Names]:
    """Columns that say what each subject of an entry is about, in the words of tables."""
    if ends.part is Part.UPPER:
        return journal.decisions[ends.entry].variable.subjects.columns
    return _about(journal.postings[ends.entry])


def _about(posting: Posting) -> Mapping[str, Names]:
    if posting.variable is None:
        return {"site": posting.places, "place": posting.places, "item": posting.about}
    columns = dict(posting.variable.subjects.columns)
    columns.setdefault("item", posting.about)
    return {**columns, "input": posting.items}


def _shared(columns: Sequence[str], about: Mapping[str, Names]) -> list[str]:
    """The columns by which rows are matched: a line alone, or place and item."""
    narrow = [key for key in _NARROW if key in columns and key in about]
    return narrow or [key for key in _WIDE if key in columns and key in about]


def _factors_of(scope: Scope, column: Column) -> pl.DataFrame:
    """The rows of `factors` about a column."""
    mine = (pl.col("table") == column[0]) & (pl.col("column") == column[1])
    return scope.case.table("factors").filter(mine).sort("factor")


def _apart(factors: pl.DataFrame) -> list[str]:
    """Columns whose contents a factor tells apart: places or items."""
    return [among.value for among in Among if among is not Among.ALL and among in set(factors["among"])]


def _factors(factors: pl.DataFrame, rows: pl.DataFrame, of: tuple[int, ...]) -> Iterator[Factor]:
    """Factors with the group of each figure, which all its rows have in common."""
    first = [of.index(figure) for figure in range(len(set(of)))]
    for row in factors.iter_rows(named=True):
        among = Among(row["among"])
        groups = rows[among][first].to_list() if among is not Among.ALL else [""] * len(first)
        sign = -1.0 if row["direction"] == Direction.OPPOSITE else 1.0
        yield Factor(row["factor"], tuple(groups), row["share"] / 100, sign)


def _asked(scope: Scope, table: pl.DataFrame) -> pl.DataFrame:
    """Rows that a question reads: of its path and set of needs, of its allies, of the years of its horizon."""
    question, settings = scope.question, scope.case.settings
    if "path" in table.columns:
        table = table.filter(pl.col("path") == question.path)
    if "needs_set" in table.columns:
        table = table.filter(pl.col("needs_set") == question.needs_set)
    if "year" in table.columns:
        within = table.filter(pl.col("year").is_between(settings.start.year, settings.end.year))
        table = within if len(within) else table
    return table


def _names(rows: pl.DataFrame, table: str, number: str) -> list[str]:
    """The name of the figure in each row: its key without times where it has one, or else what it rests on."""
    key = BY_NAME[table].key
    if any(time in key for time in _TIMES):
        parts = [name for name in key if name not in _TIMES]
        return ["/".join(str(part) for part in row) for row in rows.select(parts).iter_rows()]
    return [basis or "" for basis in rows[f"{number}_basis"]]
