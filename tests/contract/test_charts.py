"""Charts of answers that are worked out by hand: ranges of coverage, the ladder, the frontier, who pays and hosts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sinews.clocks.years import YearsAnswer, run
from sinews.views import readings, report_buy, report_industry, report_ready
from sinews.views.page import Figure, Section
from tests import support


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> YearsAnswer:
    """The answer of the years clock to the small case, from 2026-01 to 2030-12."""
    return run(support.small_case(tmp_path_factory.mktemp("charts") / "small"))


RUNGS = pl.DataFrame(
    {
        "rung": [0, 1, 2, 3],
        "name": ["Today", "Pledges", "Faster contracts", "Free expansion"],
        "lever": ["todays_course", "pledged_money", "faster_contracts", "unlimited_money"],
        "ready": [None, date(2030, 7, 1), date(2030, 1, 1), date(2030, 1, 1)],
        "part": [None, "money", "time", "industry"],
        "points": [30.0, 20.0, 15.0, 14.0],
    },
    schema_overrides={"ready": pl.Date},
)

BOUGHT = pl.DataFrame(
    {
        "step": [0, 1, 2],
        "lever": [None, "second_shift", "second_shift"],
        "name": ["Nothing bought", "A second shift", "A second shift"],
        "decides": ["", "Germany", "Germany"],
        "money_million_EUR": [0.0, 400.0, 800.0],
        "ready": [date(2030, 7, 1), date(2030, 4, 1), date(2030, 1, 1)],
        "days": [0.0, 91.0, 181.0],
        "points": [20.0, 19.0, 18.5],
    }
)


def figure_of(section: Section) -> Figure:
    """The figure of a section that has one."""
    assert section.figure is not None
    assert section.figure.draw().to_dict()["config"]  # validated against the schema of the chart language
    return section.figure


def test_ladder_is_a_waterfall_of_dates(answer: YearsAnswer) -> None:
    """Today's course does not get there by the last tick, 2030-10, so its bar reaches that.

    2030-07 is three months before it and 2030-01 six more, and the last rung takes nothing off: of the gap, money takes
    3 months and time 6.
    """
    section = report_buy.ladder(answer, RUNGS)
    bars = figure_of(section).data
    start, end = date(2026, 1, 1), date(2030, 10, 1)
    assert bars.select("from_month", "to_month", "part").rows() == [
        (start, end, "whole"),
        (date(2030, 7, 1), end, "money"),
        (date(2030, 1, 1), date(2030, 7, 1), "time"),
        (date(2030, 1, 1), date(2030, 1, 1), "industry"),
        (start, date(2030, 1, 1), "whole"),
    ]
    assert section.text == ("Of the gap, money 3 months and time 6 months.",)
    assert section.title == "On today's course: not before the end of 2030; with every rung of the ladder: Jan 2030"
    assert bars["words"][2] == "Faster contracts: Jan 2030, 6 months earlier"
    assert bars["words"][3] == "Free expansion: Jan 2030, no earlier"


def test_ladder_that_leads_nowhere_says_so(answer: YearsAnswer) -> None:
    never = RUNGS.with_columns(pl.lit(None, pl.Date).alias("ready"))
    assert report_buy.ladder(answer, never).text == ("No rung brings the date forward.",)


def test_frontier_lists_each_step_with_who_decides(answer: YearsAnswer) -> None:
    section = report_buy.frontier(answer, BOUGHT)
    figure = figure_of(section)
    assert figure.key == (
        "A second shift (Germany): EUR 400 million in all, 91 days earlier",
        "A second shift (Germany): EUR 800 million in all, 181 days earlier",
    )
    assert section.title == "EUR 800 million would buy 181 days"
    assert figure.sources is not None
    assert figure.sources["figure"][0] == "A second shift at the tank line: price of one step"


def test_coverage_with_ranges_holds_the_coverage_between_them(answer: YearsAnswer) -> None:
    """The small case: ranges of +-10 % on 58 tanks a brigade, none on brigades and days, so the high need is 1.1 x."""
    table = report_ready.with_ranges(answer)
    assert table.height == readings.coverage(answer).height
    slack = 1e-6
    assert (table["coverage_low_percent"] <= table["coverage_percent"] + slack).all()
    assert (table["coverage_percent"] <= table["coverage_high_percent"] + slack).all()
    first = table.filter(pl.col("item") == "Main battle tank").row(0, named=True)
    scope = answer.scope
    need = {row["place"]: row["quantity"] for row in scope.needs.iter_rows(named=True) if "tank" in row["item"]}
    stock = readings.rows(answer, "stock").filter(
        (pl.col("subject") == "main_battle_tank") & (pl.col("month") == first["month"])
    )
    lacking = sum(max(1.1 * need[place] - value, 0) for place, value in stock.select("place", "value").iter_rows())
    assert first["coverage_low_percent"] == pytest.approx(100 * (1 - lacking / (1.1 * sum(need.values()))), rel=1e-6)


def test_payers_pay_what_the_plan_spends(answer: YearsAnswer) -> None:
    table = report_industry.pays_and_hosts(answer)
    spent = readings.spending(answer).filter(pl.col("heading") != readings.UNSPENT)["billion_EUR"].sum()
    assert table["pays_billion_EUR"].sum() == pytest.approx(spent, rel=1e-9)
    assert table["hosts_billion_EUR"].sum() > 0
    assert table["country"].is_unique().all()


def test_charts_are_drawn_from_the_numbers_that_are_listed(answer: YearsAnswer, tmp_path: Path) -> None:
    figure = figure_of(report_industry.payers(answer))
    figure.data.write_csv(tmp_path / "data.csv")
    assert pl.read_csv(tmp_path / "data.csv").height == figure.table.height
