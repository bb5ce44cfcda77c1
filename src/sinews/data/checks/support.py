"""What offices sign: something, in a year that is over. What is planned to be ready: some of it."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import Check, DatedCheck, Frames, flagged, have
from sinews.data.package import Settings
from sinews.errors import Finding

#: Years for which the growth of an office is carried on at most, before the case begins.
LONGEST = 30


def _nothing(frames: Frames) -> Iterator[Finding]:
    """Offices that could sign nothing at all: a plan without new orders is another question."""
    if not have(frames, "offices"):
        return
    for column in ("signed", "share"):
        yield from flagged(
            frames["offices"], pl.col(f"{column}_high") == 0, column, "{:g}", "more than 0, at the high end at least",
            "State what the office signs, or take the row out: the ally is then not held back by its office.",
        )  # fmt: skip


def _years(frames: Frames, settings: Settings) -> Iterator[Finding]:
    """The year of a count is over, and not so long ago that its growth says nothing of today."""
    if not have(frames, "offices"):
        return
    last = settings.as_of.year - 1
    outside = ~pl.col("year").is_between(last - LONGEST, last)
    yield from flagged(
        frames["offices"], outside, "year", "{}", f"a year from {last - LONGEST} to {last}, the last that is over",
        "State the year in which so much was signed.",
    )  # fmt: skip


def _planned(frames: Frames) -> Iterator[Finding]:
    """Something is planned to be ready, at the low end as well: what is ready is held against it."""
    if have(frames, "serviceability"):
        yield from flagged(
            frames["serviceability"], pl.col("planned_low") <= 0, "planned_low", "{:g}", "more than 0 percent",
            "State what part of what forces need is planned to be ready.",
        )  # fmt: skip


CHECKS: tuple[Check, ...] = (_nothing, _planned)

DATED: tuple[DatedCheck, ...] = (_years,)
