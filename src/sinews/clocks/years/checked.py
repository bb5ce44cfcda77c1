"""Whether the years clock can be asked a question, found out before any heavy work."""

from __future__ import annotations

from collections.abc import Iterable

from sinews.clocks.years.options import Question
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.checks.askable import NEEDED
from sinews.data.vintage import require
from sinews.errors import UsageError, did_you_mean


def lacking(case: Case) -> tuple[str, ...]:
    """Tables without whose rows the clock cannot be asked."""
    return tuple(name for name in NEEDED["years"] if case.table(name).is_empty())


def checked(case: Case, question: Question) -> Scope:
    """The scope of a question; UsageError if the case cannot answer it."""
    require(case)
    for word, name, table, column in (
        ("spending path", question.path, "paths", "path"),
        ("group", question.group, "groups", "group"),
        ("set of needs", question.needs_set, "scales", "needs_set"),
    ):
        _require(word, name, case.table(table)[column].unique().to_list())
    scope = Scope.of(case, question)
    if not scope.allies:
        raise UsageError(f"The group {question.group} has no allies in the case. Ask about another group.")
    _ = scope.needs, scope.budget  # raise UsageError for gaps in the tables
    return scope


def _require(word: str, name: str, there: Iterable[str]) -> None:
    names = sorted(there)
    if name not in names:
        raise UsageError(f"The case has no {word} {name}; it has: {', '.join(names)}.{did_you_mean(name, names)}")
