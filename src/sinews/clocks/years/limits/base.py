"""What the limits of the years clock share: their form, and the ways to write steps and to find rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from sinews.answers.limit import MONTH, MORE, Worth
from sinews.answers.limit import Limit as AnyLimit
from sinews.clocks.years.outcome import Reader
from sinews.clocks.years.scope import Scope
from sinews.data.grounds import rows_of
from sinews.data.levers import Change
from sinews.data.selection import Selection
from sinews.data.tables import ChangeKind
from sinews.model.calendar import Array

#: Lines of an item, or allies of a group, that are named: those with the most, until they carry this share.
LEADING, CARRIED = 5, 0.8

#: A price or effect below this, percentage points, is none.
NOTHING = 1e-6


def unpriced(_reader: Reader) -> Worth:
    """Limits that stand on no right-hand side or bound have no price there."""
    return {}


def untried(_reader: Reader) -> Iterable[str]:
    """Limits that are looked for by their prices alone."""
    return ()


@dataclass(frozen=True)
class Limit(AnyLimit[Scope, Reader]):
    """A limit of the years clock; its subjects are items, allies or the group.

    `blocks`: variables in whose coefficients it stands (a lead time, say), by which it has a price as well.
    `tried`: subjects on which it is measured whatever its price.
    """

    blocks: tuple[str, ...] = field(default=(), compare=False)
    tried: Callable[[Reader], Iterable[str]] = field(default=untried, compare=False, repr=False)


# steps ------------------------------------------------------------------------


def more(table: str, column: str, selection: Selection) -> Change:
    """A tenth more of the chosen rows."""
    return Change(table, column, ChangeKind.MULTIPLY, 1 + MORE, selection=selection)


def sooner(table: str, column: str, selection: Selection) -> Change:
    """A month less in the chosen rows."""
    return Change(table, column, ChangeKind.ADD, MONTH, selection=selection)


def only(column: str, *values: str) -> Selection:
    """Rows with one of these values in a column."""
    return ((column, values),)


# prices -----------------------------------------------------------------------


def upper(reader: Reader, name: str) -> tuple[Array, Array]:
    """Upper bounds of a block of variables, and what one unit more of each earns; both of shape (subjects, ticks)."""
    columns = reader.program.numbers(reader.program.variable(name))
    return reader.program.upper[columns], np.maximum(-reader.solution.reduced[columns], 0.0)


def summed(subjects: Sequence[str], worth: Array) -> Worth:
    """Worth of rows summed up by subject, in the order of their names; `worth` has one entry for each of `subjects`."""
    frame = pl.DataFrame({"subject": subjects, "worth": worth}).group_by("subject").agg(pl.col("worth").sum())
    return dict(frame.sort("subject").iter_rows())


# rows -------------------------------------------------------------------------


def leading(rows: pl.DataFrame, key: str, size: str) -> pl.DataFrame:
    """The largest rows by a column (ties by key), until they carry four fifths of the whole."""
    ordered = rows.sort([size, key], descending=[True, False])
    before = ordered[size].cum_sum() - ordered[size]
    return ordered.filter(before < CARRIED * float(ordered[size].sum())).head(LEADING)


def of_lines(scope: Scope, every: pl.DataFrame, item: str, column: str) -> pl.DataFrame:
    """A number of the lines of an item inside the group that may grow most."""
    inside = (pl.col("item") == item) & pl.col("place").is_in(list(scope.allies))
    return rows_of(every, "sites", column, leading(scope.sites.filter(inside), "site", "rate_max")["site"])
