"""Waiting: for a signature, for what is ordered, for a line that is being built."""

from __future__ import annotations

import polars as pl

from sinews.answers.limit import Unit
from sinews.clocks.years.limits.base import Limit, leading, of_lines, only, sooner, unpriced
from sinews.clocks.years.outcome import Reader
from sinews.clocks.years.scope import Scope
from sinews.data.grounds import rows_of
from sinews.data.levers import Change

#: Allies with the most money on which contracting is measured one by one.
BUYERS = 2


def _earlier_contracts(scope: Scope, subject: str) -> tuple[Change, ...]:
    """Of one ally, or of all of the group."""
    column = "group" if subject == scope.question.group else "place"
    return (sooner("places", "contracting_delay", only(column, subject)),)


def _shorter_lead(scope: Scope, item: str) -> tuple[Change, ...]:
    """Of the item, and of those of its lines that have one of their own."""
    lines = scope.sites.filter((pl.col("item") == item) & pl.col("lead_time").is_not_null())
    own = (sooner("sites", "lead_time", only("item", item)),) if len(lines) else ()
    return (sooner("items", "lead_time", only("item", item)), *own)


def _faster_building(_scope: Scope, item: str) -> tuple[Change, ...]:
    return (sooner("sites", "build_lag", only("item", item)),)


def _delay(scope: Scope, every: pl.DataFrame, subject: str) -> pl.DataFrame:
    """Of the ally itself, or of the allies of the group with the most money."""
    money = pl.DataFrame({"place": list(scope.allies), "money": scope.budget.sum(axis=1)})
    buyers = [subject] if subject in scope.allies else leading(money, "place", "money")["place"].to_list()
    return rows_of(every, "places", "contracting_delay", buyers)


def _lead_time(scope: Scope, every: pl.DataFrame, item: str) -> pl.DataFrame:
    lines = scope.sites.filter((pl.col("item") == item) & pl.col("lead_time").is_not_null())
    own = rows_of(every, "sites", "lead_time", leading(lines, "site", "rate_max")["site"])
    return pl.concat([rows_of(every, "items", "lead_time", [item]), own])


def _build_lag(scope: Scope, every: pl.DataFrame, item: str) -> pl.DataFrame:
    return of_lines(scope, every, item, "build_lag")


def _buyers(reader: Reader) -> tuple[str, ...]:
    """The group, and its allies with the most money."""
    scope = reader.scope
    money = sorted(scope.allies, key=lambda ally: (-scope.budget[scope.allies.index(ally)].sum(), ally))
    return scope.question.group, *money[:BUYERS]


DELAY = Limit(
    "delay",
    "contracts one month earlier",
    "Contracting in {place}",
    Unit.MONTH,
    _earlier_contracts,
    _delay,
    unpriced,
    tried=_buyers,
)

LEAD_TIME = Limit(
    "lead_time",
    "lead time one month shorter",
    "Lead time ({item})",
    Unit.MONTH,
    _shorter_lead,
    _lead_time,
    unpriced,
    blocks=("orders", "orders_elsewhere"),
)

BUILD_LAG = Limit(
    "build_lag",
    "lines built one month faster",
    "Time to build lines ({item})",
    Unit.MONTH,
    _faster_building,
    _build_lag,
    unpriced,
    blocks=("expansion", "funded_expansion"),
)
