"""Who serves and joins: somebody, of whom not all leave. Crews: of somebody."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import Check, Frames, flagged, have
from sinews.errors import Finding

#: Times the people in service that may be taken in in a year: more than any force of conscripts.
MOST = 10


def _nobody(frames: Frames) -> Iterator[Finding]:
    """Forces without anybody in them, and things that need a crew of nobody."""
    for table, column, remedy in (
        ("people", "strength", "State who is in service, or take the row out: the ally is then not held back."),
        ("crews", "crew", "State whom one of it needs, or take the row out: it then needs nobody."),
    ):
        if have(frames, table):
            yield from flagged(
                frames[table], pl.col(f"{column}_high") == 0, column, "{:g}", "more than 0, at the high end at least",
                remedy,
            )  # fmt: skip


def _turnover(frames: Frames) -> Iterator[Finding]:
    """Many more are taken in each year than serve: a count in thousands beside one in persons, say."""
    if have(frames, "people"):
        yield from flagged(
            frames["people"], pl.col("recruits_low") > MOST * pl.col("strength_high"), "recruits", "{:g}",
            f"at most {MOST} times as many in a year as there are in service", "State both in persons.",
        )  # fmt: skip


def _trained(frames: Frames) -> Iterator[Finding]:
    """Somebody stays: of those who are taken in, and of those who serve."""
    if not have(frames, "people"):
        return
    for column in ("leave", "dropout"):
        yield from flagged(
            frames["people"], pl.col(f"{column}_low") >= 100, column, "{:g}", "less than 100, at the low end at least",
            "State the part that leaves.",
        )  # fmt: skip


CHECKS: tuple[Check, ...] = (_nobody, _turnover, _trained)
