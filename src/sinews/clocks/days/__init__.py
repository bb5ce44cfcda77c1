"""The days clock: forces reach the flank over rail, road, sea and air, before they are needed there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sinews.clocks.clock import PACKAGE, Extra
from sinews.clocks.days.options import OPTIONS, QUANTITIES, Movement
from sinews.clocks.options import Option
from sinews.data.schema import Table
from sinews.data.tables.days import DAYS as TABLES

if TYPE_CHECKING:
    from sinews.answers.answer import Answer, Effect
    from sinews.answers.means import Means
    from sinews.clocks.days.answer import DaysAnswer
    from sinews.clocks.days.page.parts import DaysParts
    from sinews.clocks.days.scope import Moves
    from sinews.data.case import Case
    from sinews.data.levers import Package
    from sinews.model.ledger import Ledger


class Days:
    """The face of the days clock (`sinews.clocks.clock.Clock`)."""

    name = "days"
    about = "Ask the days clock: can forces reach the flank in time?"
    tables: tuple[Table, ...] = TABLES
    options: tuple[Option, ...] = OPTIONS
    extras: tuple[Extra, ...] = (Extra("levers", in_brief=True), Extra("corridors", in_brief=True), Extra(PACKAGE))
    quantities: tuple[str, ...] = QUANTITIES

    def lacking(self, case: Case) -> tuple[str, ...]:
        """Tables without whose rows the case cannot be asked."""
        from sinews.clocks.days.scope import lacking

        return lacking(case)

    def question(self, words: Mapping[str, object]) -> Movement:
        """The question that these parts make; UsageError for what is none."""
        return Movement.of(words)

    def scope(self, case: Case, question: Movement | None = None) -> Moves:
        """The case seen by a question; UsageError if it cannot be asked."""
        from sinews.clocks.days.scope import Moves

        return Moves.of(case, question)

    def build(self, scope: Moves) -> Ledger:
        """The ledger of a scope, on the shortest routes: the better ones are found by prices."""
        from sinews.clocks.days.components import ledger_of
        from sinews.clocks.days.routes import shortest

        return ledger_of(scope, shortest(scope))

    def key(self, scope: Moves, solver: str) -> str:
        """The key of what is remembered of a scope."""
        from sinews.clocks.days.kept import key

        return key(scope, solver)

    def answer(self, scope: Moves, means: Means) -> Answer[DaysAnswer]:
        """The answer, with what holds the movement up. SolveError as the solver does."""
        from sinews.clocks.days import answer, form

        return form.answer(answer.answered(scope, means), means)

    def extended(self, answer: Answer[DaysAnswer], extras: Iterable[str], means: Means) -> Answer[DaysAnswer]:
        """The answer with what levers earn, corridors out of service cost, and a package. SolveError as the solver."""
        from sinews.clocks.buying import purchased
        from sinews.clocks.days import form
        from sinews.clocks.days.answer import extended

        extras = tuple(extras)
        wanted = tuple(dict.fromkeys([*answer.asked.extras, *extras]))
        details = extended(answer.details, wanted, means)
        if PACKAGE in extras:
            details = replace(details, bought=purchased(self, answer, means))
        return form.answer(details, means, wanted) if extras else answer

    def together(self, answer: Answer[DaysAnswer], packages: Sequence[Package], means: Means) -> tuple[Effect, ...]:
        """What levers pulled together make of an answer. SolveError as the solver does."""
        from sinews.clocks.days.answer import together
        from sinews.clocks.days.form import package

        effects = together(answer.details, packages, means)
        return tuple(package(effect, levers) for effect, levers in zip(effects, packages, strict=True))

    def remeasured(self, scope: Moves, means: Means) -> Mapping[str, float]:
        """What is remembered of limits, measured again: by name, how far apart. SolveError as the solver does."""
        from sinews.clocks.days.remeasuring import remeasured

        return remeasured(scope, means)

    def parts(self, answer: Answer[DaysAnswer]) -> DaysParts:
        """What pages and reports show of an answer."""
        from sinews.clocks.days.page.parts import DaysParts

        return DaysParts(answer)


DAYS = Days()
