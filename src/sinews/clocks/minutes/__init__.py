"""The minutes clock: whether a warning reaches people, and people reach shelter, before something arrives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sinews.clocks.clock import PACKAGE, Extra
from sinews.clocks.minutes.options import OPTIONS, QUANTITIES, Alarm
from sinews.clocks.options import Option
from sinews.data.schema import Table
from sinews.data.tables.minutes import MINUTES as TABLES

if TYPE_CHECKING:
    from sinews.answers.answer import Answer, Effect
    from sinews.answers.means import Means
    from sinews.clocks.minutes.answer import MinutesAnswer
    from sinews.clocks.minutes.page.parts import MinutesParts
    from sinews.clocks.minutes.scope import Cities
    from sinews.data.case import Case
    from sinews.data.levers import Package


class Minutes:
    """The face of the minutes clock (`sinews.clocks.clock.Clock`)."""

    name = "minutes"
    about = "Ask the minutes clock: does a warning reach people in time?"
    tables: tuple[Table, ...] = TABLES
    options: tuple[Option, ...] = OPTIONS
    extras: tuple[Extra, ...] = (Extra("levers", in_brief=True), Extra(PACKAGE))
    quantities: tuple[str, ...] = QUANTITIES

    def lacking(self, case: Case) -> tuple[str, ...]:
        """Tables without whose rows the case cannot be asked."""
        from sinews.clocks.minutes.scope import lacking

        return lacking(case)

    def question(self, words: Mapping[str, object]) -> Alarm:
        """The question that these parts make; UsageError for what is none."""
        return Alarm.of(words)

    def scope(self, case: Case, question: Alarm | None = None) -> Cities:
        """The case seen by a question; UsageError if it cannot be asked."""
        from sinews.clocks.minutes.flight import require_reach
        from sinews.clocks.minutes.scope import Cities

        scope = Cities.of(case, question)
        require_reach(scope)
        return scope

    def build(self, scope: Cities) -> None:
        """Nothing: it has no linear program."""

    def key(self, scope: Cities, solver: str) -> str:  # noqa: ARG002 - the face of every clock
        """The key of what is remembered of a scope; no solver is asked."""
        from sinews.clocks.minutes.kept import key

        return key(scope)

    def answer(self, scope: Cities, means: Means) -> Answer[MinutesAnswer]:
        """The answer, with which link binds."""
        from sinews.clocks.minutes import answer, form

        return form.answer(answer.answered(scope, means), means)

    def extended(self, answer: Answer[MinutesAnswer], extras: Iterable[str], means: Means) -> Answer[MinutesAnswer]:
        """The answer with what levers earn, and a package of them."""
        from sinews.clocks.buying import purchased
        from sinews.clocks.minutes import form
        from sinews.clocks.minutes.answer import extended

        extras = tuple(extras)
        wanted = tuple(dict.fromkeys([*answer.asked.extras, *extras]))
        details = extended(answer.details, wanted, means)
        if PACKAGE in extras:
            details = replace(details, bought=purchased(self, answer, means))
        return form.answer(details, means, wanted) if extras else answer

    def together(self, answer: Answer[MinutesAnswer], packages: Sequence[Package], means: Means) -> tuple[Effect, ...]:
        """What levers pulled together make of an answer."""
        from sinews.clocks.minutes.answer import together
        from sinews.clocks.minutes.form import package

        states = together(answer.details, packages, means)
        return tuple(package(answer.details, then, levers) for then, levers in zip(states, packages, strict=True))

    def remeasured(self, scope: Cities, means: Means) -> Mapping[str, float]:
        """What is remembered, measured again: by name, how far apart."""
        from sinews.clocks.minutes.remeasuring import remeasured

        return remeasured(scope, means)

    def parts(self, answer: Answer[MinutesAnswer]) -> MinutesParts:
        """What pages and reports show of an answer."""
        from sinews.clocks.minutes.page.parts import MinutesParts

        return MinutesParts(answer)


MINUTES = Minutes()
