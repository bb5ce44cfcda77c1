"""The report on why: what holds back, in months of time that a standard step of relief would buy."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page import readings, sources
from sinews.clocks.years.page import sentences as phrases
from sinews.present.figure import drawn
from sinews.present.page import Section
from sinews.present.words import counted, lowered

#: Findings in the chart.
IN_CHART = 12

TOPIC = "What holds us back"


def sections(answer: YearsAnswer) -> tuple[Section, ...]:
    """The leading findings as bars."""
    return (bars(answer),)


def bars(answer: YearsAnswer) -> Section:
    """What a standard step of relief buys, by finding."""
    from sinews.clocks.years.page.charts import why as charts_why

    text = tuple(filter(None, (phrases.held_back(answer), phrases.date_held_by(answer))))
    if not answer.why:
        return Section("Nothing holds the group back", text, topic=TOPIC)
    shown = answer.why[:IN_CHART]
    found = readings.findings(answer, shown)
    words = (
        f"Bars: months of time that one standard step of relief buys, measured by solving again. "
        f"{phrases.finding(answer, answer.why[0])}",
        "Months of time: by how much later the attack would have to come to be worth as much (model, measured by "
        "solving again). Behind each bar stands the weakest figure that it rests on: dark blue, a fact of grade A; "
        "light blue, B; orange, C; green, a setting or derived; hollow, an assumption.",
    )
    figure = drawn("why", words, found, charts_why.why, sources=sources.of_findings(answer, shown))
    return Section(headline(found), text, figure=figure, topic=TOPIC)


def headline(found: pl.DataFrame) -> str:
    """The first finding as a title: what buys how much time."""
    first = found.row(0, named=True)
    what, step = lowered(first["what_holds_back"]), first["step"]
    return f"{step[:1].upper()}{step[1:]} ({what}) would buy {counted(first['months'], 'month')}"
