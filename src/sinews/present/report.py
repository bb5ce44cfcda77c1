"""The report: one page for readers who were not there when the question was asked.

It is a list of sections made from answers; an answer that was not asked for leaves its sections out. With an answer of
the days clock the sections stand in tabs, one for each clock and one for what all of it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.page import report as report_days
from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.buy import Purchase
from sinews.clocks.years.ladder import Rung
from sinews.clocks.years.page import readings
from sinews.clocks.years.page import sentences as phrases
from sinews.clocks.years.page.report import buy as report_buy
from sinews.clocks.years.page.report import grounds as report_grounds
from sinews.clocks.years.page.report import industry as report_industry
from sinews.clocks.years.page.report import ladder as report_ladder
from sinews.clocks.years.page.report import money as report_money
from sinews.clocks.years.page.report import ready as report_ready
from sinews.clocks.years.page.report import rivals as report_rivals
from sinews.clocks.years.page.report import why as report_why
from sinews.data import vintage
from sinews.present.page import Page, Section
from sinews.present.words import billions, counted, lowered, number
from sinews.statements.verdict import Verdict

#: Findings in the cards.
IN_CARD = 3


#: Tabs of the report.
YEARS, DAYS, GROUNDS = "Years: building up", "Days: getting there", "What it rests on"


def report(
    answer: YearsAnswer,
    rungs: Sequence[Rung] = (),
    found: Purchase | None = None,
    verdicts: Sequence[Verdict] = (),
    days: DaysAnswer | None = None,
) -> Page:
    """The whole report on an answer of the years clock, and on one of the days clock if there is one.

    `rungs`: the ladder, `found`: what would buy time, `verdicts`: on statements of officials, as far as they were asked
    for.
    """
    years = _years(answer, rungs, found)
    grounds = _grounds(answer, verdicts)
    return Page(
        title=f"When is {phrases.group(answer)} ready?",
        sentences=(*phrases.leading(answer), *vintage.sentences(answer.scope.case)),
        cards=(
            _ready(answer),
            _why(answer),
            _plan(answer) if found is None else report_buy.card(found),
            *((report_days.card(days),) if days else ()),
        ),
        sections=(
            *_under(YEARS, years),
            *_under(DAYS, report_days.sections(days)),
            *_under(GROUNDS, grounds),
        )
        if days
        else (*years, *grounds),
        about=phrases.asked(answer),
    )


def _under(tab: str, sections: Iterable[Section]) -> Iterable[Section]:
    return (replace(section, tab=tab) for section in sections)


def _years(answer: YearsAnswer, rungs: Sequence[Rung], found: Purchase | None) -> tuple[Section, ...]:
    return (
        *report_ready.sections(answer),
        *((report_ladder.ladder(answer, rungs),) if rungs else ()),
        *report_why.sections(answer),
        *(report_buy.sections(answer, found) if found else ()),
        *report_industry.sections(answer),
        *report_money.sections(answer),
        *report_rivals.sections(answer),
        *report_grounds.plan(answer),
    )


def _grounds(answer: YearsAnswer, verdicts: Sequence[Verdict]) -> tuple[Section, ...]:
    return (
        *((report_grounds.verdicts(answer, verdicts),) if verdicts else ()),
        report_grounds.threat(answer),
        report_grounds.assumptions(answer),
        report_grounds.limits(),
    )


def _ready(answer: YearsAnswer) -> Section:
    points = number(answer.shortfall_points)
    return Section(
        "Ready",
        (
            phrases.when(answer),
            *filter(None, (phrases.late(answer),)),
            phrases.covered(answer),
            f"Expected shortfall when the attack may come: {points} points of 100.",
        ),
    )


def _why(answer: YearsAnswer) -> Section:
    found = [
        f"{readings.subject(answer, one)}: {lowered(one.limit.value)} would buy {counted(one.effect.months, 'month')}."
        for one in answer.why[:IN_CARD]
    ]
    first = readings.subject(answer, answer.why[0]) if answer.why else "Nothing holds it back"
    return Section("Why", (first, *found, *filter(None, (phrases.date_held_by(answer),))))


def _plan(answer: YearsAnswer) -> Section:
    spent = phrases.spent(answer)
    text = (billions(phrases.used(spent)), *phrases.totals(answer, spent), phrases.gap(answer))
    return Section("Plan", tuple(filter(None, text)))
