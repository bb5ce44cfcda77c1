"""sinews: a planning model for the readiness of a defensive alliance.

When are we ready, what holds us back, what would buy time? A case (a folder of tables, every number with its basis) and
a question go in; a margin, findings and tables come out:

    from sinews import Case, Question, embedded, run_years

    answer = run_years(Case.read(embedded("nato-europe")), Question(path="national"))
    answer.margin.ready, answer.margin.months

Map of the package, in the direction in which data flow:

    tables, schema        what a case holds, as data
    case                  read, validate, change and write a case (reading, validation, consistency, package, units)
    vintage               a case as it was known on an earlier day (knowledge)
    scope                 a case seen by one question: allies, needs (spending), threat, budgets
    calendar, ledger      ticks, and the ledger that components post to
    journal               what they have posted, immutable: program, accounts, size and prices are functions of it
    components            one file each: account, contract, site, expansion, store, use, need, standard
    program, solver       the linear program as data, and the one seam to solvers
    deadline              the earliest date at which a standard can be held
    outcome, limits       the plan read back, and what its limits are worth
    levers                changes that somebody could decide
    measuring, why        what changes earn, by solving again; what holds us back
    clocks                a question to an answer: years
    views, render         an answer to a page, a page to a terminal or a file
    runs, commands, cli   saved runs and the command line

Names are imported on first use, so that starting the command line stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sinews.clocks.years.answer import Margin, YearsAnswer
    from sinews.clocks.years.answer import run as run_years
    from sinews.clocks.years.deadline import Deadline
    from sinews.clocks.years.limits import Limit
    from sinews.clocks.years.measuring import Effect
    from sinews.clocks.years.options import Question
    from sinews.clocks.years.scope import Scope
    from sinews.clocks.years.threat import Threat
    from sinews.clocks.years.why import Bottleneck
    from sinews.data.case import Case, Settings, embedded, new_case, resolve_case
    from sinews.data.grounds import CheckReport, weakest
    from sinews.data.levers import Lever
    from sinews.data.tables import Status
    from sinews.data.vintage import known_by
    from sinews.errors import CaseError, Finding, SinewsError, SolveError, UsageError
    from sinews.model.accounts import accounts
    from sinews.model.building import program_of
    from sinews.model.calendar import Calendar
    from sinews.model.journal import Balance, Journal, Subjects, Term
    from sinews.model.ledger import Ledger
    from sinews.model.program import Program
    from sinews.model.solver.choice import write_program
    from sinews.model.solver.session import Session, Solution

__version__ = "0.1.0"

_HOMES: dict[str, tuple[str, ...]] = {
    "sinews.clocks.years.limits": ("Limit",),
    "sinews.model.calendar": ("Calendar",),
    "sinews.data.case": ("Case", "Settings", "embedded", "new_case", "resolve_case"),
    "sinews.data.grounds": ("CheckReport", "weakest"),
    "sinews.clocks.years.answer": ("Margin", "YearsAnswer"),
    "sinews.clocks.years.deadline": ("Deadline",),
    "sinews.errors": ("CaseError", "Finding", "SinewsError", "SolveError", "UsageError"),
    "sinews.model.accounts": ("accounts",),
    "sinews.model.building": ("program_of",),
    "sinews.model.journal": ("Balance", "Journal", "Subjects", "Term"),
    "sinews.model.ledger": ("Ledger",),
    "sinews.data.levers": ("Lever",),
    "sinews.clocks.years.measuring": ("Effect",),
    "sinews.model.program": ("Program",),
    "sinews.clocks.years.options": ("Question",),
    "sinews.clocks.years.scope": ("Scope",),
    "sinews.model.solver.choice": ("Session", "Solution", "write_program"),
    "sinews.data.tables": ("Status",),
    "sinews.clocks.years.threat": ("Threat",),
    "sinews.data.vintage": ("known_by",),
    "sinews.clocks.years.why": ("Bottleneck",),
}

__all__ = [
    "Balance", "Bottleneck", "Calendar", "Case", "CaseError", "CheckReport", "Deadline", "Effect", "Finding",
    "Journal", "Ledger", "Lever", "Limit", "Margin", "Program", "Question", "Scope", "Session", "Settings",
    "SinewsError", "Solution", "SolveError", "Status", "Subjects", "Term", "Threat", "UsageError", "YearsAnswer",
    "accounts", "embedded", "known_by", "new_case", "program_of", "resolve_case", "run_years", "weakest", "write_program",
]  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever the name stands for
    """Import a public name on first use."""
    if name == "run_years":
        return import_module("sinews.clocks.years.answer").run
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'sinews' has no name '{name}'")
