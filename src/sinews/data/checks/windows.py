"""Dates and delays that are sound, and that reach out of the window in which they can act.

Stocks counted long ago age to the start, money of the past is there at the start, and what takes longer than the
horizon never comes: answers count it so, and say so.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import DatedCheck, Frames, noted
from sinews.data.months import month_after, months_between
from sinews.data.package import Settings
from sinews.data.tables import Status
from sinews.errors import Finding

#: Months from which on a count is called old: holdings are published once a year, so an older one has been overtaken.
OLD_COUNT = 12

#: Delays in months that come to nothing if they are as long as the horizon, and what then never comes.
_DELAYS = (
    ("places", "place", "contracting_delay", "no contract is signed"),
    ("items", "item", "lead_time", "no order is delivered"),
    ("sites", "site", "lead_time", "no new order is delivered by it"),
    ("sites", "site", "build_lag", "no expansion makes anything"),
)

#: Days of the days clock that come to nothing if they lie beyond its horizon, and what then never comes.
_NOTICES = (
    ("formations", ("formation", "notice"), "no formation leaves"),
    ("prepositioned", ("formation", "issue_time"), "nothing is issued"),
    ("pools", ("pool", "notice"), "no stock is ready"),
    ("borders", ("from_place", "to_place", "notice"), "nobody crosses"),
    ("tiers", ("tier", "day"), "nothing is late"),
)

_UNIT = "Correct the number, or its unit."


def _counts(frames: Frames, settings: Settings) -> Iterator[Finding]:
    old = frames["stocks"].filter(pl.col("date") < month_after(settings.start, -OLD_COUNT))
    what = f"counted more than {OLD_COUNT} months before the start {settings.start:%Y-%m}"
    expected = "counts of the year before the start: older ones age to it, and nothing delivered since is in them"
    yield from noted(old, ("place", "item", "date"), what, expected, "State a later count.")


def _money(frames: Frames, settings: Settings) -> Iterator[Finding]:
    funds, start = frames["funds"], f"{settings.start:%Y-%m}"
    over = funds.filter(pl.col("end") < settings.start)
    expected = "money of the horizon: what is over counts as there in the first month"
    yield from noted(over, ("fund", "end"), f"over before the start {start}", expected, "Take out what has been spent.")
    begun = funds.filter((pl.col("start") < settings.start) & (pl.col("end") >= settings.start))
    expected = "amounts still to come: all of an amount is spread over the months from the start on"
    yield from noted(
        begun, ("fund", "start"), f"begun before the start {start}", expected, "State what is left by then."
    )


def _orders(frames: Frames, settings: Settings) -> Iterator[Finding]:
    late = frames["deliveries"].filter(pl.col("end") < settings.start)
    what = f"due before the start {settings.start:%Y-%m}"
    expected = "orders still to come: what is overdue falls due in the first month"
    yield from noted(late, ("order", "end"), what, expected, "Take out what has been delivered, or correct the month.")


def _lines(frames: Frames, settings: Settings) -> Iterator[Finding]:
    """Lines that open after the end: their first rate is a promise, and nothing is made before it."""
    first = frames["capacity"].sort("site", "date").unique("site", keep="first", maintain_order=True)
    late = first.filter((pl.col("date") > settings.end) & (pl.col("status") != Status.DELIVERED))
    what = f"whose line opens after the end {settings.end:%Y-%m}"
    remedy = "Take the line out, or move the end of the horizon."
    yield from noted(late, ("site", "date"), what, "lines that open within the horizon", remedy)


def _delays(frames: Frames, settings: Settings) -> Iterator[Finding]:
    months = months_between(settings.start, settings.end) + 1
    for name, key, column, never in _DELAYS:
        long = frames[name].filter(pl.col(column) >= months)
        expected = f"less than {months} months: with more {never} within the horizon"
        yield from noted(long, (key, column), f"with a {column} as long as the horizon", expected, _UNIT)


def _notices(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    horizon = dict(frames["parameters"].select("parameter", "value").iter_rows()).get("days_horizon")
    for name, names, never in _NOTICES if horizon else ():
        late = frames[name].filter(pl.col(names[-1]) >= horizon)
        expected = f"less than {horizon:g} days (days_horizon): from then on {never}"
        yield from noted(late, names, "beyond the days that are looked at", expected, _UNIT)


WARNINGS: tuple[DatedCheck, ...] = (_counts, _money, _orders, _lines, _delays, _notices)
