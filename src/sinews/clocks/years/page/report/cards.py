"""The cards at the top of a report: when, why, and the plan in short."""

from __future__ import annotations

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page import readings
from sinews.clocks.years.page import sentences as phrases
from sinews.clocks.years.page.brief import first
from sinews.clocks.years.page.gains import earned
from sinews.present.page import Section
from sinews.present.words import billions, lowered, number


def ready(answer: YearsAnswer) -> Section:
    """When, against the threat, and what is covered."""
    points = number(answer.shortfall_points)
    return Section(
        "Ready",
        (
            phrases.when(answer),
            *filter(None, (phrases.late(answer),)),
            phrases.covered(answer),
            *filter(None, (answer.chance,)),
            f"Expected shortfall when the attack may come: {points} points of 100.",
        ),
    )


def why(answer: YearsAnswer) -> Section:
    """The leading findings, as the brief names them."""
    leading = first(answer.why)
    lines = [
        f"{readings.subject(answer, finding)}: {lowered(finding.limit.step)} {earned(finding.effect)}."
        for finding in leading
    ]
    title = readings.subject(answer, leading[0]) if leading else "Nothing holds it back"
    return Section("Why", (title, *lines, *filter(None, (phrases.date_held_by(answer),))))


def plan(answer: YearsAnswer) -> Section:
    """Money, and the widest gap."""
    spent = phrases.spent(answer)
    text = (billions(phrases.used(spent)), *phrases.totals(answer, spent), phrases.gap(answer))
    return Section("Plan", tuple(filter(None, text)))
