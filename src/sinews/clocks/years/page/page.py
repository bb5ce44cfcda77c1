"""When are we ready, what holds us back, and what is the plan: the page of the years clock."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page import graded
from sinews.clocks.years.page import sentences as phrases
from sinews.clocks.years.page.gains import dated_first
from sinews.clocks.years.page.picked import picked
from sinews.clocks.years.page.readings import extra_capacity, findings, landmarks, plan
from sinews.present.page import Page, Section
from sinews.present.tables import tidy
from sinews.present.words import month

#: Findings that a page lists.
LEADING = 10


def ready(answer: YearsAnswer) -> Page:
    """The answer of the years clock: Ready, Why and Plan, in this order."""
    return Page(
        title=f"When is {phrases.group(answer)} ready?",
        sentences=phrases.leading(answer),
        sections=(when(answer), *graded.sections(answer), why(answer), planned(answer), expansion(answer)),
        about=phrases.asked(answer),
    )


def when(answer: YearsAnswer) -> Section:
    """The first answer: when."""
    return Section("Ready", (phrases.shortfall(answer), phrases.covered(answer)))


def why(answer: YearsAnswer) -> Section:
    """The second answer: what holds back."""
    text = (phrases.held_back(answer), phrases.date_held_by(answer))
    table = tidy(findings(answer, dated_first(answer.why)[:LEADING]).drop("shortfall_months", "points"), 3)
    return Section("Why", tuple(filter(None, text)), table if table.height else None)


def by_item(answer: YearsAnswer) -> pl.DataFrame:
    """The plan by item, with months in the headings."""
    dates = landmarks(answer)
    columns = {
        "first_month": "first_month_covered",
        "start_percent": f"covered_in_{month(dates['start'])}_%",
        "median_percent": f"covered_in_{month(dates['median'])}_%",
        "ready_percent": f"covered_in_{month(dates['ready'])}_%",
        "gap_in_years_of_present_output": "gap_in_years_of_output",
        "spending_billion_EUR": "spending_EUR_bn",
    }
    table = plan(answer).rename(columns) if len(set(columns.values())) == len(columns) else plan(answer)
    return tidy(table, 3)


def planned(answer: YearsAnswer) -> Section:
    """The third answer: the plan by item."""
    spent = phrases.spent(answer)
    text = (*phrases.totals(answer, spent), phrases.headings(spent), phrases.gap(answer), picked(answer))
    return Section("Plan", tuple(filter(None, text)), by_item(answer))


def expansion(answer: YearsAnswer) -> Section:
    """The capacity that the plan orders."""
    table = extra_capacity(answer)
    if table.is_empty():
        return Section("Expansion", ("The plan orders no extra capacity.",))
    return Section("Expansion", (), tidy(table.select(pl.all()), 3))
