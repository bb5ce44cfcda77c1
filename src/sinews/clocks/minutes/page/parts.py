"""What pages and reports show of an answer of the minutes clock."""

from __future__ import annotations

from dataclasses import dataclass

from sinews.answers.answer import Answer
from sinews.clocks.minutes.answer import MinutesAnswer
from sinews.clocks.minutes.page import page, report, sentences
from sinews.present.page import Page, Section


@dataclass(frozen=True)
class MinutesParts:
    """The parts of one answer (`sinews.present.parts.Parts`)."""

    answer: Answer[MinutesAnswer]

    tab = "Minutes: warned in time"
    reads = ("until it arrives, at the median of the people", "until those who are warned could be in a shelter")

    @property
    def details(self) -> MinutesAnswer:
        """What the clock says in its own words."""
        return self.answer.details

    def page(self) -> Page:
        """Ready, Why and Buy."""
        return page.ready(self.details)

    def brief(self) -> tuple[Section, ...]:
        """The answer in short, and what would help."""
        return (self.after(),)

    def after(self) -> Section:
        """The median city and the worst, who is in time, which link binds, what would help, and where there is more."""
        answer = self.details
        best = sentences.best(answer)
        text = (
            sentences.headline(answer),
            sentences.classes(answer),
            sentences.in_time(answer),
            sentences.held_up(answer),
            f"Most people for the money: {sentences.bought(best)}." if best else "",
            "More: sinews minutes --levers --city Warsaw.",
        )
        return Section(report.TITLE, tuple(filter(None, text)))

    def cards(self) -> tuple[Section, ...]:
        """One card: minutes, which link binds, what would help."""
        return (report.card(self.details),)

    def sections(self) -> tuple[Section, ...]:
        """The report from classes to the limits of the clock."""
        return report.sections(self.details)

    def grounds(self) -> tuple[Section, ...]:
        """Nothing: each figure of the tab names its sources."""
        return ()
