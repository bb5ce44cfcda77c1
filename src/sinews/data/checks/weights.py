"""Weights: of what is needed together something has to count, or there is nothing to minimise."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import Check, Frames, have
from sinews.data.reading import FILE, LINE
from sinews.errors import Finding


def _items(frames: Frames) -> Iterator[Finding]:
    if not have(frames, "scales", "items"):
        return
    needed = frames["scales"].select("needs_set", "item").unique().join(frames["items"], on="item")
    for (needs_set,), items in needed.sort("needs_set", LINE).partition_by("needs_set", as_dict=True).items():
        if items["weight"].max() == 0:
            yield _nothing(items, "weight", f"every item that {needs_set} needs", "one item of each set of needs")


def _halves(frames: Frames) -> Iterator[Finding]:
    if not have(frames, "parameters"):
        return
    halves = frames["parameters"].filter(pl.col("parameter").is_in(["first_half_weight", "second_half_weight"]))
    if halves.height > 1 and halves["value"].max() == 0:
        yield _nothing(halves, "value", "the other half of a need", "one half of a need")


def _arrivals(frames: Frames) -> Iterator[Finding]:
    """Loads and tiers that have to arrive."""
    if not have(frames, "arrivals", "loads", "tiers"):
        return
    for table, key in (("loads", "load"), ("tiers", "tier")):
        rows = frames[table].join(frames["arrivals"].select(key).unique(), on=key, how="semi", maintain_order="left")
        if rows.height and rows["weight"].max() == 0:
            yield _nothing(rows, "weight", f"every {key} that has to arrive", f"one {key} that has to arrive")


def _nothing(rows: pl.DataFrame, column: str, others: str, some: str) -> Finding:
    file, line = rows.select(FILE, LINE).row(0)
    return Finding(
        file, line, column, f"0, as for {others}", f"a weight above 0 for {some}", "State how much each counts."
    )


CHECKS: tuple[Check, ...] = (_items, _halves, _arrivals)
