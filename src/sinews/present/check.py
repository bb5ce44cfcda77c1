"""What the numbers of a case rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from sinews.data.case import Case
from sinews.data.grounds import CheckReport
from sinews.data.vintage import counts, sentences
from sinews.present.page import Page, Section
from sinews.present.words import number, plain


def checked(report: CheckReport, more: tuple[Section, ...] = ()) -> Page:
    """The page of `sinews check`; `more`: sections after the counts."""
    values = sum(count.values for count in report.counts)
    share = report.free_share
    rests = (
        f"{number(100 * share)} % of the values that are stated, not derived, rest on cited facts; the others on named "
        "assumptions."
        if share == share  # noqa: PLR0124 - the test for "not a number"
        else "No value of the case is stated as a fact or an assumption."
    )
    table = report.table.with_columns(pl.col("table").replace({name: plain(name) for name in report.table["table"]}))
    table = table.rename({f"fact_{grade}": f"fact_{grade.upper()}" for grade in "abc"})
    return Page(
        title=f"Check of the case {report.case}",
        sentences=(
            f"The case is sound: {values:,} numbers in {len(report.counts)} tables, each with a range and a basis.",
            rests,
        ),
        sections=(Section("What the numbers rest on", (), table), *more),
        about=f"Hash of the case: {report.digest}",
    )


def as_known(case: Case) -> tuple[Section, ...]:
    """What a case as of a day leaves out and carries back; nothing for any other case."""
    told = sentences(case)
    table = counts(case)
    table = table.with_columns(pl.col("table").replace({name: plain(name) for name in table["table"]}))
    return (Section("As known then", told, table),) if told else ()


def of_clocks(reasons: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Whether each clock can be asked, one sentence for each; `reasons`: why not, none if it can."""
    return tuple(
        f"The {clock} clock can be asked."
        if not why
        else f"The {clock} clock cannot be asked: {_ended('; '.join(why))}"
        for clock, why in reasons.items()
    )


def _ended(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."
