"""Claims that verdicts cannot decide yet, each with what is missing."""

from __future__ import annotations

from sinews.case import Case
from sinews.statements.plans import Plans
from sinews.statements.reading import undecided
from sinews.statements.verdict import Statement, Verdict


def days_clock(_case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Needs the days clock."""
    return undecided(
        statement,
        "It takes the days clock (forces, roads, railways and ports), which verdicts do not ask yet.",
        "An answer of the days clock, as `sinews days` gives it, would decide it.",
    )


def hours_clock(_case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Needs the hours clock."""
    return undecided(
        statement,
        "It takes the hours clock (what households have in store), which is not built yet.",
        "The hours clock would decide it.",
    )


def minutes_clock(_case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Needs the minutes clock."""
    return undecided(
        statement,
        "It takes the minutes clock (distances, speeds, warning), which is not built yet.",
        "The minutes clock would decide it.",
    )


def no_data(_case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Needs a table that the case does not have."""
    return undecided(
        statement,
        "The case has no table and no fact that could confirm or refute it.",
        "A cited fact on it, named as evidence in its row, would decide it.",
    )
