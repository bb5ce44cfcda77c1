"""What pages and reports show of an answer of the years clock."""

from __future__ import annotations

from dataclasses import dataclass

from sinews.answers.answer import Answer
from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page import brief, page
from sinews.clocks.years.page import sentences as phrases
from sinews.clocks.years.page.report import buy, cards, claims, grounds, industry, ladder, money, ready, rivals, why
from sinews.present.page import Page, Section

TITLE = "Years: when is the alliance ready?"


@dataclass(frozen=True)
class YearsParts:
    """The parts of one answer (`sinews.present.parts.Parts`)."""

    answer: Answer[YearsAnswer]

    tab = "Years: building up"
    reads = ("until the median of the threat", "until the alliance is ready")

    @property
    def details(self) -> YearsAnswer:
        """What the clock says in its own words."""
        return self.answer.details

    def page(self) -> Page:
        """Ready, Why and Plan."""
        return page.ready(self.details)

    def brief(self) -> tuple[Section, ...]:
        """What holds the date, and what to fix first."""
        return brief.sections(self.details)

    def after(self) -> Section:
        """The answer in one section."""
        return Section(TITLE, phrases.leading(self.details))

    def cards(self) -> tuple[Section, ...]:
        """Ready, Why, and the plan or what would buy time."""
        bought = self.details.bought
        last = cards.plan(self.details) if bought is None else buy.card(bought)
        return cards.ready(self.details), cards.why(self.details), last

    def sections(self) -> tuple[Section, ...]:
        """The report from when to the plan by item."""
        answer = self.details
        return (
            *ready.sections(answer),
            *((ladder.ladder(answer, answer.rungs),) if answer.rungs else ()),
            *why.sections(answer),
            *(buy.sections(answer, answer.bought) if answer.bought else ()),
            *industry.sections(answer),
            *money.sections(answer),
            *claims.sections(answer),
            *rivals.sections(answer),
            *grounds.plan(answer),
        )

    def grounds(self) -> tuple[Section, ...]:
        """Statements on the threat, assumptions, limits of the model."""
        return grounds.threat(self.details), grounds.assumptions(self.details), grounds.limits()
