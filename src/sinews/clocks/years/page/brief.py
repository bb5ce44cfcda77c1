"""The shortest useful answer: when, how far from the threat, what to fix first and what that rests on."""

from __future__ import annotations

from collections.abc import Sequence

from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.page import sentences as days_words
from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.limits import DELAY
from sinews.clocks.years.page import grounds
from sinews.clocks.years.page import sentences as phrases
from sinews.clocks.years.why import Bottleneck
from sinews.data import vintage
from sinews.data.case import Case
from sinews.present.page import Page, Section

#: Findings that a brief names.
LEADING = 3


def brief(answer: YearsAnswer, case: Case, days: DaysAnswer | None = None) -> Page:
    """The answer in at most 25 lines, and that of the days clock in about ten more, if there is one."""
    date = " ".join(filter(None, (phrases.held_back(answer), phrases.date_held_by(answer))))
    return Page(
        title=f"{case.settings.title}: when is {phrases.group(answer)} ready?",
        sentences=(phrases.headline(answer), phrases.margin(answer), *vintage.sentences(case)),
        sections=(
            *((Section("What holds the date", (date,)),) if date else ()),
            Section("What to fix first", tuple(_lines(answer)) or ("Nothing holds it back.",)),
            *((_days(days),) if days else ()),
        ),
    )


def _days(answer: DaysAnswer) -> Section:
    """The days clock: each tier, what holds it up, what would help most, and where there is more."""
    best = days_words.best(answer)
    text = (
        *(days_words.tier(answer, one) for one in answer.whole),
        days_words.held_up(answer),
        f"What would help most: {days_words.bought(answer, best)}" if best else "",
        "More: sinews days --levers --corridors.",
    )
    return Section("Days: can forces reach the flank in time?", tuple(filter(None, text)))


def first(found: Sequence[Bottleneck]) -> tuple[Bottleneck, ...]:
    """The leading findings, each about another limit: one ally's contracts are part of those of all."""
    kept = [
        one
        for number, one in enumerate(found)
        if one.limit != DELAY or all(other.limit != DELAY for other in found[:number])
    ]
    return tuple(kept[:LEADING])


def _lines(answer: YearsAnswer) -> list[str]:
    """Each finding with what it rests on."""
    found = enumerate(first(answer.why), 1)
    return [f"{number}. {phrases.finding(answer, one)} {_rests(answer, one)}" for number, one in found]


def _rests(answer: YearsAnswer, one: Bottleneck) -> str:
    sources = grounds.sources_of(answer, one)
    weakest = f"weakest of its figures: {one.weakest.value}" if one.weakest else "no figure behind it"
    return f"Rests on {sources}; {weakest}." if sources else f"({weakest.capitalize()}.)"
