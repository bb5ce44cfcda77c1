"""The shortest useful answer: when, how far from the threat, what to fix first and what that rests on."""

from __future__ import annotations

from collections.abc import Sequence

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.limits import DELAY
from sinews.clocks.years.page import grounds
from sinews.clocks.years.page import sentences as phrases
from sinews.clocks.years.why import Bottleneck
from sinews.present.page import Section

#: Findings that a brief names.
LEADING = 3


def sections(answer: YearsAnswer) -> tuple[Section, ...]:
    """What holds the date, and what to fix first."""
    date = " ".join(filter(None, (phrases.held_back(answer), phrases.date_held_by(answer))))
    return (
        *((Section("What holds the date", (date,)),) if date else ()),
        Section("What to fix first", tuple(_lines(answer)) or ("Nothing holds it back.",)),
    )


def first(findings: Sequence[Bottleneck]) -> tuple[Bottleneck, ...]:
    """The leading findings, each about another limit: one ally's contracts are part of those of all."""
    kept = [
        finding
        for number, finding in enumerate(findings)
        if finding.limit != DELAY or all(other.limit != DELAY for other in findings[:number])
    ]
    return tuple(kept[:LEADING])


def _lines(answer: YearsAnswer) -> list[str]:
    """Each finding with what it rests on."""
    numbered = enumerate(first(answer.why), 1)
    return [f"{number}. {phrases.finding(answer, finding)} {_rests(answer, finding)}" for number, finding in numbered]


def _rests(answer: YearsAnswer, finding: Bottleneck) -> str:
    sources = grounds.sources_of(answer, finding)
    weakest = f"weakest of its figures: {finding.weakest.value}" if finding.weakest else "no figure behind it"
    return f"Rests on {sources}; {weakest}." if sources else f"({weakest.capitalize()}.)"
