"""The shortest useful answer: when, how far from the threat, what holds it back, where the report is."""

from __future__ import annotations

from pathlib import Path

from sinews import vintage
from sinews.case import Case
from sinews.clocks.years import YearsAnswer
from sinews.views import phrases
from sinews.views.page import Page, Section

#: Findings that a brief names.
LEADING = 3


def brief(answer: YearsAnswer, case: Case, report: Path | str | None = None) -> Page:
    """The answer in at most 25 lines; `report`: where the full report has been written, if it has."""
    date = " ".join(filter(None, (phrases.held_back(answer), phrases.date_held_by(answer))))
    found = tuple(filter(None, (date, *(phrases.finding(answer, one) for one in answer.why))))[:LEADING]
    return Page(
        title=f"{case.settings.title}: when is {phrases.group(answer)} ready?",
        sentences=(phrases.headline(answer), phrases.margin(answer), *vintage.sentences(case)),
        sections=(
            Section("What holds it back", found or ("Nothing does.",)),
            *((Section("Report", (f"{report}",)),) if report is not None else ()),
        ),
    )
