"""Claims that verdicts cannot decide yet, each with what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sinews.data.case import Case
from sinews.data.tables import StatementCheck
from sinews.statements.reading import undecided
from sinews.statements.verdict import AnyCheck, Statement, Verdict

if TYPE_CHECKING:
    from sinews.statements.plans import Plans


@dataclass(frozen=True)
class Missing:
    """What a claim takes that is not there, and what would decide it."""

    lacks: str
    decides: str


MISSING: Mapping[AnyCheck, Missing] = {
    StatementCheck.NO_DATA: Missing(
        "The case has no table and no fact that could confirm or refute it.",
        "A cited fact on it, named as evidence in its row, would decide it.",
    ),
}


def undecidable(_case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Nothing yet: it says what is missing, and what would decide."""
    missing = MISSING[statement.check]
    return undecided(statement, missing.lacks, missing.decides)
