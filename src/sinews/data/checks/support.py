"""What offices sign: something, in a year that is over."""

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


CHECKS: tuple[Check, ...] = (_nothing,)

DATED: tuple[DatedCheck, ...] = (_years,)
