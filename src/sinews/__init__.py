"""sinews: a planning model for the readiness of a defensive alliance.

When are we ready, what holds us back, what would buy time? A case (a folder of tables, every number with its basis) and
a question to a clock go in; margins, findings and tables come out:

    from sinews import Case, ask, embedded

    answer = ask(Case.read(embedded("nato-europe")), "years", path="national")
    answer.margins[0].ready, answer.margins[0].time

Folders are stages of the work, in the direction in which data flow; none imports what comes after it:

    data          what a case holds: read, checked, changed, as it was known on a day
    model         calendar, ledger and its journal, the linear program, the seam to solvers
    answers       the one form of answer, what is remembered, saved runs, work side by side
    present       pages, tables, figures and reports, shown on a terminal or in one file
    clocks        a folder for each clock, all with one face, listed in CLOCKS
    statements    what officials have said, and a computed verdict on each claim
    evidence      articles read: their claims, judged like statements, and figures that could be facts
    commands      the command line

Names are imported on first use, so that starting the command line stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sinews.answers.answer import Answer, Bottleneck, Effect, Margin
    from sinews.clocks import CLOCKS
    from sinews.clocks.asking import ask
    from sinews.data.case import Case, Settings, embedded, new_case, resolve_case
    from sinews.data.levers import Lever
    from sinews.data.vintage import known_by
    from sinews.errors import CaseError, Finding, SinewsError, SolveError, UsageError
    from sinews.model.accounts import accounts
    from sinews.model.building import program_of
    from sinews.model.journal import Balance, Journal, Subjects, Term
    from sinews.model.ledger import Ledger

__version__ = "0.1.0"

_HOMES: dict[str, tuple[str, ...]] = {
    "sinews.answers.answer": ("Answer", "Bottleneck", "Effect", "Margin"),
    "sinews.clocks": ("CLOCKS",),
    "sinews.clocks.asking": ("ask",),
    "sinews.data.case": ("Case", "Settings", "embedded", "new_case", "resolve_case"),
    "sinews.data.levers": ("Lever",),
    "sinews.data.vintage": ("known_by",),
    "sinews.errors": ("CaseError", "Finding", "SinewsError", "SolveError", "UsageError"),
    "sinews.model.accounts": ("accounts",),
    "sinews.model.building": ("program_of",),
    "sinews.model.journal": ("Balance", "Journal", "Subjects", "Term"),
    "sinews.model.ledger": ("Ledger",),
}

__all__ = [
    "CLOCKS", "Answer", "Balance", "Bottleneck", "Case", "CaseError", "Effect", "Finding", "Journal", "Ledger",
    "Lever", "Margin", "Settings", "SinewsError", "SolveError", "Subjects", "Term", "UsageError", "accounts", "ask",
    "embedded", "known_by", "new_case", "program_of", "resolve_case",
]  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever the name stands for
    """Import a public name on first use; AttributeError for any other."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'sinews' has no name '{name}'")
