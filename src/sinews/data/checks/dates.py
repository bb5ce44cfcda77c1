"""Dates outside the window in which they can act: horizons, counts of the future, threats that are over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from sinews.data.checks.common import DatedCheck, Frames, flagged, have
from sinews.data.package import DESCRIPTION, Settings
from sinews.data.reading import FILE, LINE
from sinews.errors import Finding

#: Longest horizon in years: 1,800 months, which can still be counted through one by one.
MOST_YEARS = 150


def _horizon(_frames: Frames, settings: Settings) -> Iterator[Finding]:
    """The horizon can be counted through, and what is asked lies ahead."""
    start, end = settings.start, settings.end
    if end.year - start.year > MOST_YEARS:
        yield _of_settings(
            "end", f"{end:%Y-%m}, {end.year - start.year} years after the start", f"at most {MOST_YEARS} years",
            "Choose a nearer end.",
        )  # fmt: skip
    if settings.as_of.replace(day=1) > end:
        yield _of_settings(
            "as_of", f"{settings.as_of:%Y-%m-%d}, after the end {end:%Y-%m}", "a day of the horizon or before it",
            "Move the end of the horizon, or correct the day.",
        )  # fmt: skip


def _of_settings(name: str, defect: str, expected: str, remedy: str) -> Finding:
    return Finding(DESCRIPTION, 0, f"sinews.{name}", defect, expected, remedy)


def _counts(frames: Frames, settings: Settings) -> Iterator[Finding]:
    """Stocks are counted at the start or before it, and age from there."""
    if have(frames, "stocks"):
        yield from flagged(
            frames["stocks"], pl.col("date") > settings.start, "date",
            f"{{:%Y-%m}}, after the start {settings.start:%Y-%m}", "the month of a count, not after the start",
            "State what was counted by the start, or move the start of the case.",
        )  # fmt: skip


def _threats(frames: Frames, settings: Settings) -> Iterator[Finding]:
    """Some statement is still open, and some part of the test lies within the horizon."""
    if not have(frames, "threats", "parameters"):
        return
    table = frames["threats"].drop_nulls(["earliest", "latest"])
    if table.is_empty():  # no statement, or none with months that could be read, which is a finding by itself
        return
    month = max(settings.start, settings.as_of.replace(day=1))
    still = table.filter(pl.col("latest") >= month)
    if still.is_empty():
        yield _of_threats(
            table, "latest", f"no statement that is open in {month:%Y-%m}: the last ends in {_last(table):%Y-%m}",
            "at least one statement whose interval has not passed when the case is made",
            "Add what officials say now.",
        )  # fmt: skip
    elif (still["earliest"] > settings.end).all() and _tail(frames) == 0:
        yield _of_threats(
            still, "earliest", f"no statement on a month up to the end {settings.end:%Y-%m}, and no threat_tail",
            "some chance of a test within the horizon", "Move the end of the horizon, or state a threat_tail.",
        )  # fmt: skip


def _last(table: pl.DataFrame) -> date:
    latest = table["latest"].max()
    assert isinstance(latest, date)  # noqa: S101 - a column of dates that has rows
    return latest


def _of_threats(table: pl.DataFrame, column: str, defect: str, expected: str, remedy: str) -> Finding:
    file, _ = table.select(FILE, LINE).row(0)
    return Finding(file, 0, column, defect, expected, remedy)


def _tail(frames: Frames) -> float | None:
    rows = frames["parameters"].filter(pl.col("parameter") == "threat_tail")["value"]
    return rows[0] if len(rows) else None


CHECKS: tuple[DatedCheck, ...] = (_horizon, _counts, _threats)
