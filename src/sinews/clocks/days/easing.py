"""Whether one state of a case makes everything at least as easy as another: what was possible then still is.

A plan of the one is then a plan of the other as well: a vehicle may go at its old pace over a shorter link, wait for a
permission that has come, and leave a new way or a new pool alone. So no easing may come out as a loss, although the
search for routes proves no optimum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum

import numpy as np
import polars as pl

from sinews.clocks.days.scope import Moves
from sinews.data.tables import BY_NAME
from sinews.data.tables.days import CORRIDOR_LINKS, CORRIDORS, DAYS


class Side(Enum):
    """On which side of a number it is easier, and what a blank stands for."""

    MORE = np.inf
    LESS = 0.0


#: Columns in which a change for the easier is known, by table. All others have to be the same.
SIDES: Mapping[str, Mapping[str, Side]] = {
    "carriers": {"loading_time": Side.LESS},
    "links": {
        "length": Side.LESS,
        "speed": Side.MORE,
        "capacity": Side.MORE,
        "civil_share": Side.LESS,
        "load_class": Side.MORE,
    },
    "transfers": {"throughput": Side.MORE, "time": Side.LESS},
    "borders": {"notice": Side.LESS, "delay": Side.LESS},
    "carriage": {"stock_per_trip": Side.LESS, "mass": Side.LESS},
    "pools": {"quantity": Side.MORE, "notice": Side.LESS},
    "formations": {"notice": Side.LESS},
    "prepositioned": {"issue_time": Side.LESS},
}

#: Tables of which a row more makes things easier.
GROWING = ("links", "pools")

#: Columns that say nothing of what is possible: names, what depends on the date of the question, bases and ranges.
_ASIDE = ("name", "opens")


def eases(now: Moves, then: Moves) -> bool:
    """Whether nothing of what is asked is harder `then` than `now`; a state eases itself."""
    same = replace(now.question, without=()) == replace(then.question, without=()) and now.on == then.on
    parameters = [scope.case.table("parameters").select("parameter", "value") for scope in (now, then)]
    names = [table.name for table in DAYS if table not in (CORRIDORS, CORRIDOR_LINKS)]
    return same and parameters[0].equals(parameters[1]) and all(_easier(name, now, then) for name in names)


def _easier(table: str, now: Moves, then: Moves) -> bool:
    first, second = _rows(table, now), _rows(table, then)
    keys, sides = list(BY_NAME[table].key), SIDES.get(table, {})
    both = first.join(second, on=keys, suffix="_then", maintain_order="left")
    if both.height < first.height or (second.height > first.height and table not in GROWING):
        return False
    return all(_column(both, name, sides.get(name)) for name in first.columns if name not in keys)


def _column(both: pl.DataFrame, name: str, side: Side | None) -> bool:
    if side is None:
        return bool(both.select(pl.col(name).eq_missing(pl.col(f"{name}_then")).all()).item())
    before, after = (both[column].fill_null(side.value) for column in (name, f"{name}_then"))
    return bool((after >= before).all() if side is Side.MORE else (after <= before).all())


def _rows(table: str, scope: Moves) -> pl.DataFrame:
    """The rows of a table that count for a question, in the columns that say what is possible."""
    frame = scope.links if table == "links" else scope.case.table(table)
    ends = ("_low", "_high", "_basis")
    return frame.select(name for name in frame.columns if name not in _ASIDE and not name.endswith(ends))
