"""What pages and reports show of an answer of the days clock."""

from __future__ import annotations

from dataclasses import dataclass

from sinews.answers.answer import Answer
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.page import page, report, sentences
from sinews.present.page import Page, Section

TITLE = "Days: can forces reach the flank in time?"


@dataclass(frozen=True)
class DaysParts:
    """The parts of one answer (`sinews.present.parts.Parts`)."""

    answer: Answer[DaysAnswer]

    tab = "Days: getting there"
    reads = ("until the first forces are due", "until they are there")

    @property
    def details(self) -> DaysAnswer:
        """What the clock says in its own words."""
        return self.answer.details

    def page(self) -> Page:
        """Ready, Why and Buy; or the way of one formation, if that was asked."""
        unit = self.details.scope.question.unit
        return page.way(self.details, unit) if unit else page.ready(self.details)

    def brief(self) -> tuple[Section, ...]:
        """The answer by tier, and what would help."""
        return (self.after(),)

    def after(self) -> Section:
        """Each tier, what holds it up, what would help most, and where there is more."""
        answer = self.details
        best = sentences.best(answer)
        text = (
            *(sentences.tier(answer, closure) for closure in answer.whole),
            sentences.held_up(answer),
            f"What would help most: {sentences.bought(answer, best)}" if best else "",
            "More: sinews days --levers --corridors.",
        )
        return Section(TITLE, tuple(filter(None, text)))

    def cards(self) -> tuple[Section, ...]:
        """One card: tiers, what holds them up, what would help most."""
        return (report.card(self.details),)

    def sections(self) -> tuple[Section, ...]:
        """The report from closures to the limits of the clock."""
        return report.sections(self.details)

    def grounds(self) -> tuple[Section, ...]:
        """Nothing: each figure of the tab names its sources."""
        return ()
