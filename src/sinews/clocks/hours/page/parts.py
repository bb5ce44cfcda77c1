"""What pages and reports show of an answer of the hours clock."""

from __future__ import annotations

from dataclasses import dataclass

from sinews.answers.answer import Answer
from sinews.clocks.hours.answer import HoursAnswer
from sinews.clocks.hours.page import page, report, sentences
from sinews.present.page import Page, Section

TITLE = "Hours: can people manage on their own?"


@dataclass(frozen=True)
class HoursParts:
    """The parts of one answer (`sinews.present.parts.Parts`)."""

    answer: Answer[HoursAnswer]

    tab = "Hours: on their own"
    reads = ("until people are without water or warmth, at their median", "for which they are to manage")

    @property
    def details(self) -> HoursAnswer:
        """What the clock says in its own words."""
        return self.answer.details

    def page(self) -> Page:
        """Ready, Why and Buy."""
        return page.ready(self.details)

    def brief(self) -> tuple[Section, ...]:
        """The answer in short, and what would help."""
        return (self.after(),)

    def after(self) -> Section:
        """The median ally and the worst, what leaves people without, what would help, and where there is more."""
        answer = self.details
        best = sentences.best(answer)
        text = (
            sentences.headline(answer),
            sentences.asked_for(answer),
            sentences.held_up(answer),
            f"Cheapest people-hours: {sentences.bought(best)}." if best else "",
            "More: sinews hours --levers --ally FIN.",
        )
        return Section(TITLE, tuple(filter(None, text)))

    def cards(self) -> tuple[Section, ...]:
        """One card: hours, what leaves people without, what would help."""
        return (report.card(self.details),)

    def sections(self) -> tuple[Section, ...]:
        """The report from curves to the limits of the clock."""
        return report.sections(self.details)

    def grounds(self) -> tuple[Section, ...]:
        """Nothing: each figure of the tab names its sources."""
        return ()
