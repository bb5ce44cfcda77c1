"""The report on why: what holds back, in months of the ready date or in points of the expected shortfall."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years import YearsAnswer
from sinews.views import phrases, readings
from sinews.views import report_sources as sources
from sinews.views.page import Section
from sinews.views.report_figure import drawn
from sinews.views.words import lowered, number

#: Findings in the chart.
IN_CHART = 12


def measured(answer: YearsAnswer, found: pl.DataFrame) -> Section:
    """Findings that were measured by solving again.

    `found`: finding, months, months_low, months_high, points, holds_up_to, binds_next, confidence; the first first.
    """
    from sinews.views import charts_why

    words = (
        f"Bars: months that one standard step of each finding takes off the ready date. {_first(found)}",
        "Months by which one standard step brings the ready date forward, measured by solving again (model). Behind "
        "each bar stands the weakest figure that it rests on: dark blue and light blue are facts of grade A and B, "
        "orange of grade C, green is derived, hollow is assumed.",
    )
    figure = drawn(
        "why",
        words,
        found.head(IN_CHART),
        charts_why.why,
        digest=found,
        sources=sources.of_findings(answer),
    )
    text = tuple(filter(None, (phrases.held_back(answer), phrases.date_held_by(answer))))
    return Section(_first(found), text, figure=figure, topic="What holds us back")


def _first(found: pl.DataFrame) -> str:
    row = found.row(0, named=True)
    return f"{row['finding']}: {number(row['months'], 2)} months for one step"


def priced(answer: YearsAnswer) -> Section:
    """Findings by their prices, where nothing was measured."""
    from sinews.views import charts_why

    found = readings.findings(answer, answer.why[:IN_CHART])
    text = tuple(filter(None, (phrases.held_back(answer), phrases.date_held_by(answer))))
    if found.is_empty():
        return Section("Nothing holds the group back", text, topic="What holds us back")
    leading = f"{found['what_holds_back'][0]}: {number(found['points'][0], 2)} points for {found['step'][0]}"
    steps = "; ".join(found["step"].unique(maintain_order=True))
    words = (
        f"Bars: what one standard step more of each leading limit takes off the expected shortfall. "
        f"{phrases.finding(answer, answer.why[0])}",
        f"Longer bars: more readiness for one standard step. Steps: {steps}.",
    )
    figure = drawn("why", words, found, charts_why.points, sources=sources.of_findings(answer))
    return Section(_capital(lowered(leading)), text, figure=figure, topic="What holds us back")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
