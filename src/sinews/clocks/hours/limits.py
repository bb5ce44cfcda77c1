"""The limits of the hours clock, each listed once: stores, reserves, restoring; points, depots, first arrival, means.

A step of relief is ten per cent: more of a thing, or sooner. What it earns is million people-hours less, each need
with its weight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import polars as pl

from sinews.answers.limit import MORE, Unit, Worth
from sinews.answers.limit import Limit as AnyLimit
from sinews.clocks.hours.components import base
from sinews.clocks.hours.relief import Relieved
from sinews.clocks.hours.scope import Homes
from sinews.data import tables
from sinews.data.grounds import rows_of
from sinews.data.levers import Change
from sinews.data.tables import ChangeKind

#: The subject of limits that all relief shares.
ALL = "all"


@dataclass(frozen=True)
class Limit(AnyLimit[Homes, Relieved]):
    """A limit of the hours clock; its subjects are needs, services, or all relief.

    `relief`: what a step gives, in words as in `about`. `table`: where it stands. `subjects`: those of a scope.
    """

    relief: str = field(compare=False)
    table: str = field(compare=False)
    subjects: Callable[[Homes], tuple[str, ...]] = field(compare=False, repr=False)


@dataclass(frozen=True)
class _Stand:
    """Where a limit stands: columns of a table, the column that names its subject (none: all), and its balance."""

    table: str
    columns: tuple[str, ...]
    key: str = ""
    factor: float = 1 + MORE
    balance: str = ""


def _selection(stand: _Stand, homes: Homes, subject: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    own = ((stand.key, (subject,)),) if stand.key else ()
    if stand.table == "restoring":
        return (*own, ("outage", (homes.outage,)))
    return (*own, ("place", homes.allies))


def _changes(stand: _Stand, homes: Homes, subject: str) -> tuple[Change, ...]:
    chosen = _selection(stand, homes, subject)
    return tuple(
        Change(stand.table, column, ChangeKind.MULTIPLY, stand.factor, selection=chosen) for column in stand.columns
    )


def _rows(stand: _Stand, homes: Homes, every: pl.DataFrame, subject: str) -> pl.DataFrame:
    chosen = homes.table(stand.table)
    for column, values in _selection(stand, homes, subject):
        chosen = chosen.filter(pl.col(column).is_in(list(values)))
    keys = ["/".join(map(str, row)) for row in chosen.select(tables.BY_NAME[stand.table].key).iter_rows()]
    return pl.concat([rows_of(every, stand.table, column, keys) for column in stand.columns])


def _worth(stand: _Stand, relieved: Relieved) -> Worth:
    """Million people-hours by the prices of the balance; nothing for limits that stand in none."""
    if relieved.solved is None:
        return {}
    program, solution = relieved.solved
    block = next((block for block in program.rows if stand.balance and block.name == stand.balance), None)
    if block is None:
        return {}
    rows = program.numbers(block)
    each = MORE * np.maximum(-program.row_lower[rows], 0.0) * -solution.price[rows]
    names = block.subjects["item"] if stand.key else [ALL] * len(block)
    worths: dict[str, float] = {}
    for name, worth in zip(names, each.sum(axis=1), strict=True):
        worths[name] = worths.get(name, 0.0) + float(worth)
    return worths


def _limit(
    name: str, stand: _Stand, step: str, about: str, relief: str, subjects: Callable[[Homes], tuple[str, ...]]
) -> Limit:
    parts = partial(_changes, stand), partial(_rows, stand), partial(_worth, stand)
    return Limit(name, step, about, Unit.PERCENT, *parts, relief, stand.table, subjects)


def _hit_needs(homes: Homes) -> tuple[str, ...]:
    """Needs that depend on a service that is lost."""
    rows = homes.table("dependence").filter(pl.col("service").is_in(list(homes.services)))
    return tuple(need for need in homes.needs if need in set(rows["need"]))


def _held_needs(homes: Homes) -> tuple[str, ...]:
    """Needs that reserves stand before."""
    rows = homes.table("dependence").filter(pl.col("service").is_in(list(homes.services)), pl.col("hold") > 0)
    return tuple(need for need in homes.needs if need in set(rows["need"]))


def _relief_needs(homes: Homes) -> tuple[str, ...]:
    """Needs that relief can bring to those who lack them."""
    brought = set(base.Reliefs.of(homes).need)
    return tuple(need for need in _hit_needs(homes) if need in brought)


def _services(homes: Homes) -> tuple[str, ...]:
    return homes.services


def _all(homes: Homes) -> tuple[str, ...]:
    return (ALL,) if _relief_needs(homes) else ()


SOONER = 1 - MORE

STORES = _limit(
    "stores", _Stand("stores", ("hours",), "need"), "10 % longer", "stores of {need} at home",
    "for stores of {need} at home", _hit_needs,
)  # fmt: skip
RESERVES = _limit(
    "reserves", _Stand("dependence", ("hold",), "need"), "10 % longer", "reserves before {need} is cut off",
    "for tanks, batteries and generators that keep {need} going", _held_needs,
)  # fmt: skip
RESTORING = _limit(
    "restoring", _Stand("restoring", ("hour",), "service", SOONER), "10 % sooner", "return of {service}",
    "for the return of {service}", _services,
)  # fmt: skip
POINTS = _limit(
    "points", _Stand("relief", ("points",), "need", balance=base.POINTS.name), "10 % more", "points for {need}",
    "points for {need}", _relief_needs,
)  # fmt: skip
DEPOTS = _limit(
    "depots", _Stand("relief", ("stock",), "need", balance=base.DEPOT.name), "10 % more", "depots of {need}",
    "in depots of {need}", _relief_needs,
)  # fmt: skip
ARRIVAL = _limit(
    "arrival", _Stand("relief", ("first", "ramp"), "need", SOONER), "10 % sooner", "opening of points for {need}",
    "for the opening of points for {need}", _relief_needs,
)  # fmt: skip
TRUCKS = _limit(
    "trucks", _Stand("relief_means", ("trucks",), balance=base.TRUCKS.name), "10 % more", "trucks for relief",
    "trucks for relief", _all,
)  # fmt: skip
STAFF = _limit(
    "staff", _Stand("relief_means", ("staff",), balance=base.STAFF.name), "10 % more", "people at work in relief",
    "people at work in relief", _all,
)  # fmt: skip
FUEL = _limit(
    "fuel", _Stand("relief_means", ("fuel",), balance=base.FUEL.name), "10 % more", "fuel for relief",
    "fuel for relief", _all,
)  # fmt: skip

LIMITS: tuple[Limit, ...] = (STORES, RESERVES, RESTORING, POINTS, DEPOTS, ARRIVAL, TRUCKS, STAFF, FUEL)

#: The limits by name.
BY_NAME: Mapping[str, Limit] = {limit.name: limit for limit in LIMITS}


def pairs(homes: Homes) -> Iterator[tuple[Limit, str]]:
    """Every limit with each of its subjects."""
    for limit in LIMITS:
        for subject in limit.subjects(homes):
            yield limit, subject
