"""Rows of the years clock that are sound, and that no question reads: one warning for each table and reason.

A question can be about any group, path and set of needs of the case, with any trust, on any day; statements compare
what they name; pages set needs beside published requirements. Registers (facts, sources, rules, assumptions) are there
to be looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import DatedCheck, Frames, Known, unread
from sinews.data.checks.reads import Reads
from sinews.data.months import month_after
from sinews.data.package import Settings
from sinews.data.schema import Reference
from sinews.data.tables import BY_NAME, MARKET, PlaceKind, Purpose, Use
from sinews.errors import Finding

_MEMBERS = "allies that are in a group"
_NEEDED = "items that an ally in a group needs, and what goes into them"


def _states(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """States that no other table names, and members of groups that are no ally."""
    reads = Reads(frames)
    named = set(reads.said_of) | set(frames["history"]["place"])
    for name, frame in frames.items():
        for column in BY_NAME[name].columns:
            if isinstance(column, Reference) and column.table == "places":
                named |= set(frame[column.name].drop_nulls())
    lost = frames["places"].filter(~pl.col("place").is_in(list(named)))
    yield from unread(lost, ("place",), "states that some table names")
    groups = [*reads.said_of, *frames["requirements"]["group"], *reads.selected_groups]
    strangers = ~pl.col("place").is_in(list(reads.allies)) & ~pl.col("group").is_in(groups)
    members = "members that are allies, unless a statement or a lever reads the group"
    yield from unread(frames["groups"].filter(strangers), ("group", "place"), members)


def _money(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """Economies, paths, budgets and funds of states that are in no group; funds for lines where there is none."""
    reads = Reads(frames)
    allies = list(reads.allies)
    rivals = frames["places"].filter(pl.col("kind") == PlaceKind.ADVERSARY)["place"]
    for name, more in (
        ("offices", []),
        ("people", []),
        ("economy", [*reads.said_of, *rivals]),
        ("paths", []),
        ("budgets", []),
        ("domain_shares", []),
        ("funds", []),
    ):
        yield from unread(frames[name].filter(~pl.col("place").is_in([*allies, *more])), ("place",), _MEMBERS)
    hosts = frames["sites"].filter(pl.col("item").is_in(list(reads.items)))["place"].unique()
    bare = (pl.col("purpose") == Purpose.EXPANSION) & ~pl.col("place").is_in(hosts.implode())
    funds = frames["funds"].filter(pl.col("place").is_in(allies) & bare)
    yield from unread(funds, ("fund",), "funds for expansion where there is a line that could expand")
    past = frames["history"].filter(~pl.col("place").is_in([*allies, *reads.said_of]))
    yield from unread(past, ("place",), f"{_MEMBERS}, or of whom a statement is")


def _industry(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """Items that nobody needs, and lines, recipes and requirements of them."""
    reads = Reads(frames)
    items, told = Known(reads.items), reads.said_of_items
    idle = ~pl.col("item").is_in(list(items.codes))
    unsaid = ~pl.col("item").is_in(told["item"].implode())
    yield from unread(frames["items"].filter(idle & unsaid), ("item",), _NEEDED, items)
    yield from unread(frames["recipes"].filter(idle), ("item",), _NEEDED, items)
    lines = frames["sites"].filter(idle).join(told, on=["place", "item"], how="anti", maintain_order="left")
    yield from unread(lines, ("site",), f"lines of {_NEEDED}")
    ours = frames["sites"].filter(pl.col("place").is_in(list(reads.allies)) & ~idle)["site"]
    beyond = frames["surge"].filter(~pl.col("site").is_in(ours.implode()))
    yield from unread(beyond, ("site",), f"lines of {_NEEDED} in states that are in a group")
    strangers = idle | ~pl.col("place").is_in(list(reads.allies))
    yield from unread(frames["conversion"].filter(strangers), ("conversion",), f"{_NEEDED}, in states that are in one")
    needed = pl.col("item").is_in(reads.needs["item"].implode())
    for name in ("serviceability", "crews"):
        yield from unread(frames[name].filter(~needed), ("item",), "items that an ally in a group needs")
    published = frames["requirements"].filter(~needed)
    yield from unread(published, ("requirement",), "requirements of items that an ally in a group needs")


def _held(frames: Frames, settings: Settings) -> Iterator[Finding]:
    """Stocks, orders and uses where there is no need; uses that are over before the stock was counted."""
    reads = Reads(frames)
    where, keys = ["place", "item"], {"stocks": "item", "deliveries": "order", "decided": "decision", "uses": "item"}
    for name, key in (keys | {"retirements": "item"}).items():
        lost = frames[name].join(reads.needs, on=where, how="anti", maintain_order="left")
        if name not in ("uses", "retirements"):
            lost = lost.join(reads.said_of_items, on=where, how="anti", maintain_order="left")
        lost = lost.filter(~((pl.col("place") == MARKET) & pl.col("item").is_in(list(reads.inputs))))
        if name == "deliveries":  # what others have on order takes its share of the lines of a supplier in the group
            ours = pl.col("supplier").is_in(list(reads.allies)) & pl.col("item").is_in(reads.needs["item"].implode())
            lost = lost.filter(~ours.fill_null(value=False))
        yield from unread(lost, ("place", key), "states that need the item and are in a group")
    over = frames["uses"].filter(pl.col("end") < settings.start)
    counted = frames["stocks"].select(*where, "date")
    over = over.join(counted, on=where, how="left", maintain_order="left")
    takes = (pl.col("use") != Use.AID) & (pl.col("end") >= pl.col("date"))
    late = over.filter(~takes.fill_null(value=False))
    yield from unread(late, ("place", "item"), f"uses after the count of the stock, or from {settings.start:%Y-%m} on")


def _retired(frames: Frames, settings: Settings) -> Iterator[Finding]:
    """Retirements that were over before the start, or that begin after the last month that is solved."""
    tail = frames["parameters"].filter(pl.col("parameter") == "tail_years")["value"].sum()
    last = month_after(settings.end, round(12 * tail))
    outside = (pl.col("end") < settings.start) | (pl.col("start") > last)
    months = f"retirements between {settings.start:%Y-%m} and {last:%Y-%m}"
    yield from unread(frames["retirements"].filter(outside), ("place", "item"), months)


def _forces(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """Forces of allies in no group, and scales that ask for nothing."""
    strangers = frames["forces"].filter(~pl.col("place").is_in(list(Reads(frames).allies)))
    yield from unread(strangers, ("place",), _MEMBERS)
    nothing = frames["scales"].filter((pl.col("per_force") == 0) | (pl.col("days") == 0))
    some = "a number per force and days of supply above 0 (1 where days do not matter)"
    yield from unread(nothing, ("force", "item"), some)


WARNINGS: tuple[DatedCheck, ...] = (_states, _money, _industry, _held, _retired, _forces)
