"""The section of a report on what officials say, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sinews.data.case import Case
from sinews.present.page import Section
from sinews.statements import page
from sinews.statements.verdict import Outcome, Verdict

#: Signs of verdicts, so that nobody has to read a column to see it.
MARKS = {Outcome.HOLDS: "●", Outcome.IN_PART: "◐", Outcome.DOES_NOT_HOLD: "○", Outcome.OPEN: "–"}  # noqa: RUF001


def section(case: Case, verdicts: Sequence[Verdict]) -> Section:
    """Verdicts as a section; what holds comes first."""
    order = list(Outcome)
    section = page.section(case, sorted(verdicts, key=lambda verdict: order.index(verdict.outcome)))
    assert section.table is not None  # noqa: S101 - a section of statements is a table
    counted, *rule = section.text
    marks = {outcome.value: f"{MARKS[outcome]} {outcome.value}" for outcome in Outcome}
    table = section.table.select(
        pl.format("{} ({})", pl.col("statement").str.strip_suffix("."), "who_and_when").alias("statement"),
        pl.col("verdict").replace(marks),
        "because",
        "what_would_change_it",
        pl.concat_str("stated_in", "figure_rests_on", separator="; ").str.strip_chars("; ").alias("sources"),
    )
    return Section(counted.rstrip("."), tuple(rule), table, topic="What officials say")
