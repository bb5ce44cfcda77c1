"""What a rule has picked of the plan, where another would be as good, in words."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page.readings import names_of
from sinews.present.words import listed

#: Allies that are named.
NAMED = 3

RULE = (
    "Many plans are as good. The answer is what the group has of each item, by when and at what cost; which ally gets "
    "a unit, in which month it is ordered and which line makes it was picked by a rule (who has least of its need "
    "first, sooner rather than later, lines by what they can make, the rest by lot)."
)


def picked(answer: YearsAnswer) -> str:
    """That a rule has picked lines, allies and months, and whom it left behind."""
    shared = answer.reference.shared
    if shared.broken:
        return (
            "Which line makes an item, which ally gets it and in which month it is ordered is what the solver came to, "
            f"and another plan would be as good: the rule that picks one could not be kept ({shared.broken})."
        )
    return f"{RULE} {whom(shared.behind, answer)}".rstrip()


def whom(behind: pl.DataFrame, answer: YearsAnswer) -> str:
    """Who is behind others by the rule, the most often first; empty for nobody."""
    if behind.is_empty():
        return ""
    most = behind.group_by("place").len().sort(["len", "place"], descending=[True, False])["place"]
    who, others = [names_of(answer).place(place) for place in most.head(NAMED)], most.len() - NAMED
    who += ["one other"] if others == 1 else [f"{others} others"] if others > 1 else []
    return (
        f"At the end of some year {listed(who)} had less by more than a tenth of a need than the rule alone would "
        "give: money, waits, contracting offices or what is best for the group allowed no more (table behind)."
    )
