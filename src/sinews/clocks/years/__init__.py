"""The years clock: money becomes contracts, capacity and stocks before an attack is possible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sinews.clocks.clock import Extra, Stake
from sinews.clocks.options import Option
from sinews.clocks.years.options import OPTIONS, QUANTITIES, Question
from sinews.data.schema import Table
from sinews.data.tables.years import YEARS as TABLES

if TYPE_CHECKING:
    from sinews.answers.answer import Answer, Margin
    from sinews.answers.means import Means
    from sinews.answers.memory import Memory
    from sinews.clocks.prompt import Said
    from sinews.clocks.years.answer import YearsAnswer
    from sinews.clocks.years.held import Held
    from sinews.clocks.years.page.parts import YearsParts
    from sinews.clocks.years.scope import Scope
    from sinews.data.case import Case
    from sinews.model.ledger import Ledger


class Years:
    """The face of the years clock (`sinews.clocks.clock.Clock`)."""

    name = "years"
    about = "Ask the years clock: money, contracts, capacity, stocks."
    tables: tuple[Table, ...] = TABLES
    options: tuple[Option, ...] = OPTIONS
    extras: tuple[Extra, ...] = (Extra("ladder"), Extra("offers"), Extra("curve"), Extra("chance", in_brief=True))
    quantities: tuple[str, ...] = QUANTITIES

    def lacking(self, case: Case) -> tuple[str, ...]:
        """Tables without whose rows the case cannot be asked."""
        from sinews.clocks.years.checked import lacking

        return lacking(case)

    def question(self, words: Mapping[str, object]) -> Question:
        """The question that these parts make; UsageError for what is none."""
        return Question.of(words)

    def scope(self, case: Case, question: Question | None = None) -> Scope:
        """The case seen by a question; UsageError if it cannot be asked."""
        from sinews.clocks.years.checked import checked

        return checked(case, question or Question())

    def build(self, scope: Scope) -> Ledger:
        """The ledger of a scope."""
        from sinews.clocks.years.program import ledger_of

        return ledger_of(scope)

    def key(self, scope: Scope, solver: str) -> str:
        """The key of what is remembered of a scope."""
        from sinews.clocks.years.kept import key

        return key(scope, solver)

    def answer(self, scope: Scope, means: Means) -> Answer[YearsAnswer]:
        """The answer, with what holds back. SolveError as the solver does."""
        from sinews.clocks.years import answer, form

        return form.answer(answer.answered(scope, means), means)

    def prompt(self, scope: Scope, means: Means, near: Sequence[Margin], held: Held | None = None) -> Said:
        """The ready date alone (`sinews.clocks.prompt.Prompt`). SolveError as the solver does."""
        from sinews.clocks.years.prompt import prompt

        return prompt(scope, means, near, held)

    def start(self, answer: Answer[YearsAnswer]) -> dict[str, Any] | None:
        """Bases of the deadline search by classes of allies. SolveError as the solver does."""
        from sinews.clocks.years.held import start

        return start(answer.details.reference)

    def held(self, scope: Scope, start: Mapping[str, Any]) -> Held | None:
        """The program by classes, and its ready date (`sinews.clocks.prompt.Prompt`). SolveError as the solver does."""
        from sinews.clocks.years.held import held

        return held(scope, start)

    def extended(self, answer: Answer[YearsAnswer], extras: Iterable[str], means: Means) -> Answer[YearsAnswer]:
        """The answer with the ladder and what would buy time, if the case has them. SolveError as the solver does."""
        from sinews.clocks.years.extras import extended

        return extended(answer, tuple(extras), means)

    def remeasured(self, scope: Scope, means: Means) -> Mapping[str, float]:
        """What is remembered of limits, measured again: by name, how far apart. SolveError as the solver does."""
        from sinews.clocks.years.remeasuring import remeasured

        return remeasured(scope, means)

    def stakes(self, scope: Scope, memory: Memory) -> tuple[Stake, ...]:
        """What the answer loses with the figures behind limits whose relief is remembered."""
        from sinews.clocks.years.stakes import stakes

        return stakes(scope, memory)

    def parts(self, answer: Answer[YearsAnswer]) -> YearsParts:
        """What pages and reports show of an answer."""
        from sinews.clocks.years.page.parts import YearsParts

        return YearsParts(answer)


YEARS = Years()
