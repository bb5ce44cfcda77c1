"""Answers of clocks in the form of every clock, and pages of them, from what a clock says itself."""

from __future__ import annotations

from collections.abc import Iterable

from sinews.answers.means import Means
from sinews.answers.memory import FOLDER, Memory
from sinews.clocks import AnyClock
from sinews.clocks.asking import Asking
from sinews.clocks.days import DAYS
from sinews.clocks.days import form as of_days
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.years import YEARS
from sinews.clocks.years import form as of_years
from sinews.clocks.years.answer import YearsAnswer
from sinews.data.case import Case, embedded
from sinews.present import report as pages
from sinews.present.page import Page, Section
from sinews.present.told import with_case


def asked(details: YearsAnswer | DaysAnswer) -> Asking:
    """A clock that was asked, and said this."""
    if isinstance(details, YearsAnswer):
        return Asking(YEARS, details.scope, known=of_years.answer(details, Means()))
    return Asking(DAYS, details.scope, known=of_days.answer(details, Means()))


def report(*details: YearsAnswer | DaysAnswer, grounds: Iterable[Section] = ()) -> Page:
    """The report on what clocks say."""
    return pages.report([asked(answer).parts for answer in details], grounds)


def brief(*details: YearsAnswer | DaysAnswer) -> Page:
    """The brief on what clocks say, with what is said of the case of the first."""
    case = details[0].scope.case
    return with_case(pages.brief(case, [asked(answer).parts for answer in details]), case)


def remembered(clock: AnyClock, case: Case) -> Asking:
    """The first question to a clock, with what the packaged case remembers of it."""
    scope = clock.scope(case)
    memory = Memory(clock.key(scope, "highs"))
    memory.learn(embedded("nato-europe") / FOLDER / f"{clock.name}.json", by_author=True)
    return Asking(clock, scope, Means(memory=memory))
