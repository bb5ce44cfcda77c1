"""The linear program of the years clock, and its size before it is built."""

from __future__ import annotations

from sinews.clocks.years.components import COMPONENTS
from sinews.clocks.years.scope import Scope
from sinews.model.counting import Counter, Size
from sinews.model.ledger import Ledger
from sinews.model.program import Program


def predict(scope: Scope) -> Size:
    """Count rows, columns and non-zeros of the program of a question, without building it."""
    counter = Counter(scope.calendar)
    for component in COMPONENTS:
        component(scope, counter)
    return counter.total


def build(scope: Scope) -> Program:
    """The linear program of a question."""
    return ledger(scope).program()


def ledger(scope: Scope) -> Ledger:
    """The ledger of a question: every component writes into it."""
    ledger = Ledger(scope.calendar, scope.sizes)
    for component in COMPONENTS:
        component(scope, ledger)
    return ledger
