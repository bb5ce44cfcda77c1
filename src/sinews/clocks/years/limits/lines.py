"""What lines make, the room that they have to grow, and a line together with those of its inputs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from sinews.answers.limit import MORE, Unit, Worth
from sinews.clocks.years.limits.base import NOTHING, Limit, leading, more, of_lines, only, summed, unpriced, upper
from sinews.clocks.years.outcome import Reader, coverage
from sinews.clocks.years.rates import counting
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.grounds import rows_of
from sinews.data.levers import Change

#: Needed items with inputs on which lines are measured whatever their price.
CHAINS = 3


def chain(case: Case, item: str) -> tuple[str, ...]:
    """An item and all that goes into it, sorted."""
    items, front = {item}, {item}
    recipes = case.table("recipes").select("item", "input").rows()
    while front:
        front = {part for whole, part in recipes if whole in front} - items
        items |= front
    return tuple(sorted(items))


def _lacking_most(reader: Reader) -> list[str]:
    """Needed items with inputs, those first that lack most when the test comes."""
    scope = reader.scope
    lacking = (1 - coverage(scope, reader.program, reader.solution)) @ scope.weight_of_ticks
    order = sorted(zip(-lacking, scope.needed, strict=True))
    return [item for lack, item in order if lack < -NOTHING and len(chain(scope.case, item)) > 1][:CHAINS]


# steps ------------------------------------------------------------------------


def _more_from_lines(scope: Scope, item: str) -> tuple[Change, ...]:
    return _of_all(scope.case, (item,))


def _more_from_all(scope: Scope, item: str) -> tuple[Change, ...]:
    return _of_all(scope.case, chain(scope.case, item))


def _of_all(case: Case, items: Iterable[str]) -> tuple[Change, ...]:
    """More of what lines make and of what they may come to make; items without lines have nothing to change."""
    made = set(case.table("sites")["item"].to_list())
    selection = only("item", *(item for item in items if item in made))
    return more("capacity", "rate", selection), more("sites", "rate_max", selection)


def _more_room(_scope: Scope, item: str) -> tuple[Change, ...]:
    return (more("sites", "rate_max", only("item", item)),)


# rows -------------------------------------------------------------------------


def _rates_of_item(scope: Scope, every: pl.DataFrame, item: str) -> pl.DataFrame:
    return _rates(scope, every, (item,))


def _rates_of_chain(scope: Scope, every: pl.DataFrame, item: str) -> pl.DataFrame:
    return _rates(scope, every, chain(scope.case, item))


def _rates(scope: Scope, every: pl.DataFrame, items: Iterable[str]) -> pl.DataFrame:
    """Latest trusted rates of the leading lines of each item."""
    latest = counting(scope.case, scope.question.trust).group_by("site", maintain_order=True).last()
    lines = latest.join(scope.sites.select("site", "item"), on="site")
    most = (leading(lines.filter(pl.col("item") == item), "site", "rate") for item in items)
    keys = [f"{site}/{when}/{status}" for of in most for site, when, status in of["site", "date", "status"].rows()]
    return rows_of(every, "capacity", "rate", keys)


def _room(scope: Scope, every: pl.DataFrame, item: str) -> pl.DataFrame:
    return of_lines(scope, every, item, "rate_max")


# prices -----------------------------------------------------------------------


def _worth_of_lines(reader: Reader) -> Worth:
    """Ten per cent more of all that the lines of an item can make and may come to make; none where there is no line."""
    if reader.scope.sites.is_empty():
        return {}
    rows = reader.program.numbers(reader.program.row("line"))
    worth = reader.solution.price[rows] * reader.program.row_lower[rows]  # the balance says: flows >= -known rate
    for block in (block for block in reader.program.rows if block.name == "surge"):  # by line, as the one of lines
        beyond = reader.program.numbers(block)
        worth = worth + reader.solution.price[beyond] * reader.program.row_lower[beyond]
    for name in ("output", "extra_capacity"):
        most, price = upper(reader, name)
        worth = worth + price * np.where(np.isfinite(most), most, 0.0)
    return summed(reader.program.row("line").subjects["item"], MORE * worth.sum(axis=1))


def _worth_of_room(reader: Reader) -> Worth:
    """Ten per cent higher ceilings of all lines of an item; none where there is no line."""
    if reader.scope.sites.is_empty():
        return {}
    scope = reader.scope
    inside = np.isin(scope.sites["place"].to_numpy(), scope.allies)
    ceiling = np.where(inside, scope.sites["rate_max"].to_numpy(), 0.0)[:, None]
    most, of_output = upper(reader, "output")
    room, of_extra = upper(reader, "extra_capacity")
    rises = (room > 0).any(axis=1, keepdims=True)
    worth = ceiling * rises * (of_extra + np.where(np.isfinite(most), of_output * scope.calendar.length, 0.0))
    return summed(reader.program.row("line").subjects["item"], MORE * worth.sum(axis=1))


LINES = Limit(
    "lines",
    "10 % more from all lines",
    "Lines ({item})",
    Unit.PERCENT,
    _more_from_lines,
    _rates_of_item,
    _worth_of_lines,
    tried=_lacking_most,
)

ROOM = Limit(
    "room",
    "10 % higher ceilings for expansion",
    "Room to expand lines ({item})",
    Unit.PERCENT,
    _more_room,
    _room,
    _worth_of_room,
)

CHAIN = Limit(
    "chain",
    "10 % more from all lines and those of its inputs",
    "Lines and inputs together ({item})",
    Unit.PERCENT,
    _more_from_all,
    _rates_of_chain,
    unpriced,
    tried=_lacking_most,
)
