"""The shortest useful answer: when, how far from the threat, what to fix first and what that rests on."""

from __future__ import annotations

from collections.abc import Sequence

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.limits import DELAY
from sinews.clocks.years.page import curve, grounds, remedies
from sinews.clocks.years.page import sentences as phrases
from sinews.clocks.years.page.gains import dated_first
from sinews.clocks.years.why import Bottleneck
from sinews.present.page import Section

#: Findings that a brief names.
LEADING = 3


def sections(answer: YearsAnswer) -> tuple[Section, ...]:
    """How sure the date is, if that is known; what holds it, and what to fix first."""
    date = " ".join(filter(None, (phrases.held_back(answer), phrases.date_held_by(answer))))
    return (
        *((Section("How sure the date is", (answer.chance,)),) if answer.chance else ()),
        *((Section("What holds the date", (date,)),) if date else ()),
        Section("What to fix first", tuple(_lines(answer)) or ("Nothing holds it back.",)),
        *((Section("What money buys", (curve.ready_from(answer.curve),)),) if answer.curve else ()),
    )


def first(findings: Sequence[Bottleneck]) -> tuple[Bottleneck, ...]:
    """The leading findings, those that move the date first, each about another limit.

    One ally's contracts are part of those of all.
    """
    ordered = dated_first(findings)
    kept = [
        finding
        for number, finding in enumerate(ordered)
        if finding.limit != DELAY or all(other.limit != DELAY for other in ordered[:number])
    ]
    return tuple(kept[:LEADING])


def _lines(answer: YearsAnswer) -> list[str]:
    """Each finding with its remedy, its price, and what it rests on."""
    return [
        f"{number}. "
        + " ".join(
            filter(None, (phrases.finding(answer, finding), remedies.said(answer, finding), _rests(answer, finding)))
        )
        for number, finding in enumerate(first(answer.why), 1)
    ]


def _rests(answer: YearsAnswer, finding: Bottleneck) -> str:
    sources = grounds.sources_of(answer, finding)
    weakest = f"weakest of its figures: {finding.weakest.value}" if finding.weakest else "no figure behind it"
    return f"Rests on {sources}; {weakest}." if sources else f"({weakest.capitalize()}.)"
