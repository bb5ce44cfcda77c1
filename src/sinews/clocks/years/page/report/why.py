"""The report on why: what holds back, by what a standard step of relief would take off the expected shortfall."""

from __future__ import annotations

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page import readings, sources
from sinews.clocks.years.page import sentences as phrases
from sinews.clocks.years.page.gains import dated_first, earned
from sinews.present.figure import drawn
from sinews.present.page import Section
from sinews.present.words import lowered

#: Findings in the chart.
IN_CHART = 12

TOPIC = "What holds us back"


def sections(answer: YearsAnswer) -> tuple[Section, ...]:
    """The leading findings as bars."""
    return (bars(answer),)


def bars(answer: YearsAnswer) -> Section:
    """What a standard step of relief buys, by finding."""
    from sinews.clocks.years.page.charts import why as charts_why

    text = tuple(filter(None, (phrases.held_back(answer), phrases.date_held_by(answer), phrases.by_classes(answer))))
    if not answer.why:
        return Section("Nothing holds the group back", text, topic=TOPIC)
    shown = answer.why[:IN_CHART]
    table = readings.findings(answer, shown)
    words = (
        f"Bars: per cent of the expected shortfall that one standard step of relief takes off, measured by solving "
        f"again. {phrases.finding(answer, answer.why[0])}",
        "Long bars first to relieve (model, measured by solving again). Behind each bar stands the weakest figure that "
        "it rests on: dark blue, a fact of grade A; light blue, B; orange, C; green, a setting or derived; hollow, an "
        "assumption.",
    )
    figure = drawn("why", words, table, charts_why.why, sources=sources.of_findings(answer, shown))
    return Section(headline(answer), text, figure=figure, topic=TOPIC)


def headline(answer: YearsAnswer) -> str:
    """The leading finding as a title: what a step of it earns."""
    first = dated_first(answer.why)[0]
    step = first.limit.step
    return f"{step[:1].upper()}{step[1:]} ({lowered(readings.subject(answer, first))}) {earned(first.effect)}"
