"""The report: one page for readers who were not there when the question was asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import polars as pl

from sinews.clocks.years import YearsAnswer
from sinews.views import grounds, industry, money, phrases, readings
from sinews.views import years as headings
from sinews.views.needs import cross_check
from sinews.views.page import Chart, Figure, Page, Section
from sinews.views.readings import tidy
from sinews.views.words import billions, lowered, month, number

#: Findings in the cards and in the chart.
IN_CARD, IN_CHART = 3, 12

LIMITS = (
    "It counts things, not outcomes: covered needs do not win a war, and missing ones do not lose it.",
    "It rests on public figures. Where none is public, an assumption stands in, by name and with a range.",
    "It gives one plan for the most likely values. The ranges of single figures are in the tables, not in the charts.",
    "It knows money, contracts, lines, inputs and stocks. It does not know recruits, training, command, or morale.",
    "It takes the allies as buyers on one market with one aim. Real procurement is national, slower and less even.",
    "It pools what officials have said about a possible attack. It does not forecast one.",
    "What one more step would earn holds for small steps; larger ones meet the next limit.",
)


def report(answer: YearsAnswer) -> Page:
    """The whole report on an answer of the years clock."""
    return Page(
        title=f"When is {phrases.group(answer)} ready?",
        sentences=(phrases.headline(answer), phrases.margin(answer)),
        cards=(_ready(answer), _why(answer), _plan(answer)),
        sections=tuple(make(answer) for make in _SECTIONS),
        about=phrases.asked(answer),
    )


def _ready(answer: YearsAnswer) -> Section:
    return Section("Ready", (phrases.when(answer), phrases.shortfall(answer), phrases.covered(answer)))


def _why(answer: YearsAnswer) -> Section:
    found = [phrases.finding(answer, one) for one in answer.why[:IN_CARD]]
    first = readings.subject(answer, answer.why[0]) if answer.why else "Nothing holds it back"
    return Section("Why", (first, *found, *filter(None, (phrases.held_back(answer),))))


def _plan(answer: YearsAnswer) -> Section:
    spent = phrases.spent(answer)
    text = (billions(phrases.used(spent)), *phrases.totals(answer, spent), phrases.gap(answer))
    return Section("Plan", tuple(filter(None, text)))


def _figure(
    name: str, description: str, reading: str, data: pl.DataFrame, draw: Callable[[pl.DataFrame], Chart]
) -> Figure:
    table = tidy(data)
    return Figure(name, description, reading, table, partial(_styled, draw, table))


def _styled(draw: Callable[[pl.DataFrame], Chart], data: pl.DataFrame) -> Chart:
    from sinews.views.charts import styled

    return styled(draw(data))


def _coverage(answer: YearsAnswer) -> Section:
    from sinews.views import charts

    level = readings.standard(answer)
    figure = _figure(
        "coverage",
        f"One small chart for each item: share of the need that stocks cover, month by month, before the "
        f"probability that an attack has become possible. {phrases.covered(answer)}",
        f"Dashed blue: share of the need that is covered, in percent (model). Sand: probability that the attack has "
        f"come by then (from dated statements). Red line: the standard, {number(level)} %.",
        readings.coverage(answer),
        partial(charts.coverage, standard=level),
    )
    return Section("Coverage over time", (phrases.covered(answer),), figure=figure)


def _first(answer: YearsAnswer) -> Section:
    from sinews.views import charts

    margin, starts = answer.margin, answer.scope.calendar.starts()
    draw = partial(charts.first_covered, start=starts[0], early=margin.early, median=margin.median, end=starts[-1])
    data = readings.first_covered(answer).select("item", "first_month")
    figure = _figure(
        "first-covered",
        f"First month in which each item is covered, in order. {phrases.covered(answer)}",
        f"Circle: first month in which the plan covers the need (model). Triangle: not by {phrases.end(answer)}. Sand: "
        f"from {month(margin.early)}, the early date of the threat, to its median, {month(margin.median)} (red line).",
        data,
        draw,
    )
    return Section("What is covered when", (phrases.shortfall(answer),), figure=figure)


def _bars(answer: YearsAnswer) -> Section:
    from sinews.views import charts

    found = readings.findings(answer, answer.why[:IN_CHART])
    text = tuple(filter(None, (phrases.held_back(answer), phrases.date_held_by(answer))))
    if found.is_empty():
        return Section("What holds us back", text or ("Nothing does.",))
    figure = _figure(
        "why",
        "Bars: what one standard step more of each leading limit takes off the expected shortfall. "
        f"{phrases.finding(answer, answer.why[0])}",
        "Longer bars: more readiness for one standard step. Each colour is one kind of step, so compare bars of one "
        "colour with each other.",
        found,
        charts.why,
    )
    return Section("What holds us back", text, figure=figure)


def _countries(answer: YearsAnswer) -> Section:
    from sinews.views import charts

    figure = _figure(
        "output-by-country",
        "One small chart for each country: value of the finished items that its lines make for "
        "the group in a year, and could make.",
        "Blue area: output of finished items at the model's prices, EUR bn a year (the plan's choice). Dashed: "
        "capacity that the group can have. Each panel has its own scale.",
        industry.by_country(answer),
        charts.by_country,
    )
    return Section("Output and capacity by country", (), figure=figure)


def _makers(answer: YearsAnswer) -> Section:
    from sinews.views import charts

    figure = _figure(
        "capacity-by-item",
        "One bar for each item, parted by the country that hosts the lines.",
        f"Parts of the monthly capacity that the group can have in {month(answer.margin.median)}, the median of the "
        "threat, with the extra capacity that the plan orders.",
        industry.by_item(answer),
        charts.by_item,
    )
    return Section("Who makes what", (), figure=figure)


def _spending(answer: YearsAnswer) -> Section:
    from sinews.views import charts

    spent = phrases.spent(answer)
    text = (*phrases.totals(answer, spent), phrases.headings(spent))
    figure = _figure(
        "spending",
        f"Stacked bars: money by year and heading. {' '.join(text)}",
        f"Money for the modelled items, EUR bn at prices of {answer.scope.case.settings.price_year}. Grey: money that "
        "no plan could spend in time, because industry or contracts could not take it.",
        readings.spending(answer),
        charts.spending,
    )
    return Section("Where the money goes", text, figure=figure)


def _shares(answer: YearsAnswer) -> Section:
    from sinews.views import charts

    asked = money.path_name(answer.scope.question.path)
    figure = _figure(
        "shares-of-gdp",
        f"Lines: median share of GDP that the allies of {phrases.group(answer)} spend on defence, "
        "since the first year on record, and along each spending path.",
        f"Solid: median of the allies with a figure for the year (band: the middle half of them). Dashed: spending "
        f"paths; the heavy one is the path of this report, {lowered(asked)}. "
        "Paths count what buys the modelled items: core defence expenditure.",
        money.shares(answer),
        partial(charts.shares, asked=asked),
    )
    return Section("Money against pledges", (), figure=figure)


def _allies(answer: YearsAnswer) -> Section:
    from sinews.views import charts

    figure = _figure(
        "shares-by-ally",
        "One small chart for each of the allies with the most money: defence expenditure as a share "
        "of GDP since the first year on record, and along the spending path.",
        "Percent of GDP. Solid: observed. Dashed red: the spending path of this report.",
        money.shares_by_ally(answer),
        charts.shares_by_ally,
    )
    return Section("The largest allies since 1960", (), figure=figure)


def _items(answer: YearsAnswer) -> Section:
    return Section("The plan by item", (), headings.by_item(answer))


def _extra(answer: YearsAnswer) -> Section:
    return headings.expansion(answer)


def _statements(answer: YearsAnswer) -> Section:
    text = (
        "Each statement gives an interval, taken as even within it. Statements of one office share the weight of the "
        "office; every office weighs the same."
    )
    return Section("Who says when", (text,), grounds.statements(answer))


def _leading(answer: YearsAnswer) -> Section:
    text = ("Figures behind the leading findings, with the range that is to hold nine times out of ten.",)
    return Section("Sources of the leading figures", text, tidy(grounds.leading_figures(answer), 4))


def _assumptions(answer: YearsAnswer) -> Section:
    text = ("Where no figure is public, or a choice had to be made. Those on which most numbers rest come first.",)
    return Section("Assumptions", text, grounds.assumptions(answer))


def _limits(_answer: YearsAnswer) -> Section:
    return Section("What this model does not do", LIMITS)


_SECTIONS: tuple[Callable[[YearsAnswer], Section], ...] = (
    _coverage,
    _first,
    _bars,
    _countries,
    _makers,
    _spending,
    _shares,
    _allies,
    _items,
    _extra,
    cross_check,
    _statements,
    _leading,
    _assumptions,
    _limits,
)
