"""Lead times of lines that are hardly possible beside that of their item, or that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import DatedCheck, Frames, noted, unread
from sinews.data.checks.reads import Reads
from sinews.data.package import Settings
from sinews.errors import Finding

#: Times by which a line may be slower or faster than its item: a slip of a decimal point is more.
FACTOR = 6.0


def _far(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    usual = frames["items"].select("item", pl.col("lead_time").alias("usual"))
    lines = frames["sites"].join(usual, on="item", how="left", maintain_order="left")
    ratio = pl.col("lead_time") / pl.col("usual")
    both = (pl.col("lead_time") > 0) & (pl.col("usual") > 0)
    far = lines.filter(both & ((ratio > FACTOR) | (ratio < 1 / FACTOR)))
    expected = f"at most {FACTOR:g} times above or below that of the item"
    what, remedy = "with a lead_time far from that of their item", "Correct the number, or its unit."
    yield from noted(far, ("site", "lead_time"), what, expected, remedy)


def _idle(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    needed = Reads(frames).needs["item"].implode()
    lost = frames["sites"].filter(pl.col("lead_time").is_not_null() & ~pl.col("item").is_in(needed))
    yield from unread(lost, ("site", "lead_time"), "lead times of lines of items that an ally in a group needs")


WARNINGS: tuple[DatedCheck, ...] = (_far,)

IDLE: tuple[DatedCheck, ...] = (_idle,)
