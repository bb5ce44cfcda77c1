"""The limits of the days clock, each listed once: links, transfer points, pools; a step of relief is ten per cent more.

The price of a limit is what one unit more of it would take off the objective, the weighted mean lateness in days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import polars as pl

from sinews.answers.limit import MORE, Unit, Worth
from sinews.answers.limit import Limit as AnyLimit
from sinews.clocks.days.components import base
from sinews.clocks.days.plan import Plan
from sinews.clocks.days.scope import Moves
from sinews.data import tables
from sinews.data.grounds import rows_of
from sinews.data.levers import Change
from sinews.data.tables import ChangeKind
from sinews.model.calendar import Indices
from sinews.model.program import Program


@dataclass(frozen=True)
class Stand:
    """Where a limit stands: in a balance of the program and a column of the case.

    `of`: what names its subject in the balance; `key`: the column that names it in the table.
    """

    balance: str
    of: str
    table: str
    key: str
    column: str


@dataclass(frozen=True)
class Limit(AnyLimit[Moves, Plan]):
    """A limit of the days clock; its subjects are links, nodes or carriers.

    `relief`, `cause`: what a step gives more of, and why the limit holds a plan up, in words as in `about`.
    """

    relief: str = field(compare=False)
    cause: str = field(compare=False)
    stand: Stand = field(compare=False)


def limits(program: Program, limit: Limit) -> dict[str, Indices]:
    """Rows of a program in which a limit stands, by subject; none where it has no such balance."""
    return _limits(program, limit.stand)


def _limits(program: Program, stand: Stand) -> dict[str, Indices]:
    block = next((block for block in program.rows if block.name == stand.balance), None)
    if block is None:
        return {}
    names, numbers = block.subjects[stand.of], program.numbers(block)
    return {
        name: numbers[[k for k, other in enumerate(names) if other == name]].ravel() for name in dict.fromkeys(names)
    }


def _changes(stand: Stand, _scope: Moves, subject: str) -> tuple[Change, ...]:
    selection = ((stand.key, (subject,)),)
    return (Change(stand.table, stand.column, ChangeKind.MULTIPLY, 1 + MORE, selection=selection),)


def _rows(stand: Stand, scope: Moves, every: pl.DataFrame, subject: str) -> pl.DataFrame:
    chosen = scope.case.table(stand.table).filter(pl.col(stand.key) == subject)
    keys = ("/".join(map(str, row)) for row in chosen.select(tables.BY_NAME[stand.table].key).iter_rows())
    return rows_of(every, stand.table, stand.column, keys)


def _worth(stand: Stand, plan: Plan) -> Worth:
    """Days of weighted mean lateness."""
    amount, price = np.maximum(-plan.program.row_lower, 0.0), -plan.solution.price
    rows = _limits(plan.program, stand)
    return {subject: MORE * float(amount[numbers] @ price[numbers]) for subject, numbers in rows.items()}


def _limit(name: str, stand: Stand, about: str, relief: str, cause: str) -> Limit:
    parts = partial(_changes, stand), partial(_rows, stand), partial(_worth, stand)
    return Limit(name, "10 % more", about, Unit.PERCENT, *parts, relief, cause, stand)


LINK = _limit(
    "link",
    Stand(base.TRACK.name, "place", "links", "link", "capacity"),
    about="{link}",
    relief="room on {link}",
    cause="{link}",
)

TRANSFER = _limit(
    "transfer",
    Stand(base.TERMINAL.name, "place", "transfers", "node", "throughput"),
    about="transfer at {node}",
    relief="of the transfer at {node}",
    cause="loading and unloading at {node}",
)

POOL = _limit(
    "pool",
    Stand(base.POOL.name, "item", "pools", "carrier", "quantity"),
    about="pool of {carrier}",
    relief="of the pool of {carrier}",
    cause="too few {carrier}",
)

LIMITS: tuple[Limit, ...] = (LINK, TRANSFER, POOL)

#: The limits by name.
BY_NAME: Mapping[str, Limit] = {limit.name: limit for limit in LIMITS}
