"""The hours clock: people on their own stores when mains fail, the first 72 hours, until relief comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sinews.clocks.clock import PACKAGE, Extra
from sinews.clocks.hours.options import OPTIONS, QUANTITIES, Blackout
from sinews.clocks.options import Option
from sinews.data.schema import Table
from sinews.data.tables.hours import HOURS as TABLES

if TYPE_CHECKING:
    from sinews.answers.answer import Answer, Effect
    from sinews.answers.means import Means
    from sinews.clocks.hours.answer import HoursAnswer
    from sinews.clocks.hours.page.parts import HoursParts
    from sinews.clocks.hours.scope import Homes
    from sinews.data.case import Case
    from sinews.data.levers import Package
    from sinews.model.ledger import Ledger


class Hours:
    """The face of the hours clock (`sinews.clocks.clock.Clock`)."""

    name = "hours"
    about = "Ask the hours clock: how long can people manage on their own?"
    tables: tuple[Table, ...] = TABLES
    options: tuple[Option, ...] = OPTIONS
    extras: tuple[Extra, ...] = (Extra("levers", in_brief=True), Extra(PACKAGE))
    quantities: tuple[str, ...] = QUANTITIES

    def lacking(self, case: Case) -> tuple[str, ...]:
        """Tables without whose rows the case cannot be asked."""
        from sinews.clocks.hours.scope import lacking

        return lacking(case)

    def question(self, words: Mapping[str, object]) -> Blackout:
        """The question that these parts make; UsageError for what is none."""
        return Blackout.of(words)

    def scope(self, case: Case, question: Blackout | None = None) -> Homes:
        """The case seen by a question; UsageError if it cannot be asked."""
        from sinews.clocks.hours.scope import Homes

        return Homes.of(case, question)

    def build(self, scope: Homes) -> Ledger | None:
        """The ledger of relief for those who go without; None where there is no relief."""
        from sinews.clocks.hours.components.base import Reliefs
        from sinews.clocks.hours.lack import in_ticks
        from sinews.clocks.hours.relief import ledger_of

        return ledger_of(scope, in_ticks(scope)) if Reliefs.of(scope).place else None

    def key(self, scope: Homes, solver: str) -> str:
        """The key of what is remembered of a scope."""
        from sinews.clocks.hours.kept import key

        return key(scope, solver)

    def answer(self, scope: Homes, means: Means) -> Answer[HoursAnswer]:
        """The answer, with what holds people back. SolveError as the solver does."""
        from sinews.clocks.hours import answer, form

        return form.answer(answer.answered(scope, means), means)

    def extended(self, answer: Answer[HoursAnswer], extras: Iterable[str], means: Means) -> Answer[HoursAnswer]:
        """The answer with what levers earn, and a package of them. SolveError as the solver does."""
        from sinews.clocks.buying import purchased
        from sinews.clocks.hours import form
        from sinews.clocks.hours.answer import extended

        extras = tuple(extras)
        wanted = tuple(dict.fromkeys([*answer.asked.extras, *extras]))
        details = extended(answer.details, wanted, means)
        if PACKAGE in extras:
            details = replace(details, bought=purchased(self, answer, means))
        return form.answer(details, means, wanted) if extras else answer

    def together(self, answer: Answer[HoursAnswer], packages: Sequence[Package], means: Means) -> tuple[Effect, ...]:
        """What levers pulled together make of an answer. SolveError as the solver does."""
        from sinews.clocks.hours.answer import together
        from sinews.clocks.hours.form import package

        states = together(answer.details, packages, means)
        return tuple(package(answer.details, then, levers) for then, levers in zip(states, packages, strict=True))

    def remeasured(self, scope: Homes, means: Means) -> Mapping[str, float]:
        """What is remembered, measured again: by name, how far apart. SolveError as the solver does."""
        from sinews.clocks.hours.remeasuring import remeasured

        return remeasured(scope, means)

    def parts(self, answer: Answer[HoursAnswer]) -> HoursParts:
        """What pages and reports show of an answer."""
        from sinews.clocks.hours.page.parts import HoursParts

        return HoursParts(answer)


HOURS = Hours()
