"""Which rows of a table a change is about: `item=a|b place=c` in words, and as a column of yes and no.

Rows of a table with a column `site` can also be selected by what their line is (item, place, owner), rows with a column
`place` by the groups of that place (group).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sinews.data.kept import Kept
from sinews.data.schema import Number, Table

#: Column -> values, one of which a row must have; all conditions must hold.
Selection = tuple[tuple[str, tuple[str, ...]], ...]

#: What a line says of itself.
OF_LINE = ("place", "item", "owner")


def selection_of(text: str) -> Selection:
    """`item=a|b place=c` as pairs of a column and the values that it may have; ValueError if it is not of that form."""
    pairs = []
    for part in text.split():
        column, sign, values = part.partition("=")
        if not column or not sign or not all(values.split("|")):
            raise ValueError(part)
        pairs.append((column, tuple(values.split("|"))))
    return tuple(pairs)


def selectable(table: Table) -> set[str]:
    """The columns by which rows of a table can be selected."""
    own = {column.name for column in table.columns if not isinstance(column, Number)}
    return own | (set(OF_LINE) if "site" in own else set()) | ({"group"} if "place" in own else set())


def selected(others: Mapping[str, pl.DataFrame], frame: pl.DataFrame, selection: Selection) -> pl.Series:
    """Whether each row of a table is selected; `others`: the tables `sites` and `groups`."""
    chosen = pl.Series([True] * frame.height, dtype=pl.Boolean)
    for column, values in selection:
        chosen = chosen & _has(others, frame, column, values)
    return chosen


def _has(others: Mapping[str, pl.DataFrame], frame: pl.DataFrame, column: str, values: tuple[str, ...]) -> pl.Series:
    wanted = list(values)
    if column in frame.columns:
        return frame[column].cast(pl.String).is_in(wanted).fill_null(False)
    if column == "group":
        return frame["place"].is_in(_named(others["groups"], "place", "group", values))
    return frame["site"].is_in(_named(others["sites"], "site", column, values))


@Kept
def _named(table: pl.DataFrame, name: str, column: str, values: tuple[str, ...]) -> list[str]:
    """What rows with one of some values in a column name in another one."""
    return table.filter(pl.col(column).cast(pl.String).is_in(list(values)))[name].to_list()
