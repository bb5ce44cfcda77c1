"""What the components of the years clock post for a question, its linear program, and its size before it is built."""

from __future__ import annotations

from sinews.clocks.years.components import COMPONENTS
from sinews.clocks.years.scope import Scope
from sinews.model.building import program_of
from sinews.model.counting import Size, size_of
from sinews.model.ledger import Ledger
from sinews.model.program import Program


def ledger_of(scope: Scope) -> Ledger:
    """The ledger of a question: every component posts to it."""
    ledger = Ledger(scope.calendar, scope.sizes)
    for component in COMPONENTS:
        component(scope, ledger)
    return ledger


def build(scope: Scope) -> Program:
    """The linear program of a question."""
    return program_of(ledger_of(scope).journal)


def predict(scope: Scope) -> Size:
    """Rows, columns and non-zeros of the program of a question, without building it."""
    return size_of(ledger_of(scope).journal)
