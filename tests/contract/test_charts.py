"""Charts of answers that are worked out by hand: ranges of coverage, the ladder, the frontier, who pays and hosts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from sinews.answers.buying import Stop
from sinews.clocks.years.answer import YearsAnswer, run
from sinews.clocks.years.buy import Offer, Purchase, Step
from sinews.clocks.years.ladder import Part, Rung
from sinews.clocks.years.measured import Effect, Measured
from sinews.clocks.years.page import readings, sentences
from sinews.clocks.years.page.report import buy as report_buy
from sinews.clocks.years.page.report import industry as report_industry
from sinews.clocks.years.page.report import ladder as report_ladder
from sinews.clocks.years.page.report import ready as report_ready
from sinews.data.levers import Lever
from sinews.data.months import month_after
from sinews.present.page import Figure, Section
from sinews.present.words import number, plain
from tests import support
from tests.answers import report


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> YearsAnswer:
    """The answer of the years clock to the small case, from 2026-01 to 2030-12."""
    return run(support.small_case(tmp_path_factory.mktemp("charts") / "small"))


def lever(code: str, price: float | None = None) -> Lever:
    """A lever of the small case, by its name there."""
    names = {"second_shift": "A second shift: at the tank line", "todays_course": "Today", "pledged_money": "Pledges"}
    steps = None if price is None else (price, price / 2, 2 * price)
    return Lever(code, names.get(code, plain(code)), (), "Germany", steps, most=3)


def rung(code: str, points: float, instant: float | None, part: Part | None, off: float, months: float | None) -> Rung:
    """A rung that is met so many months after 2026-01, in the middle of the month."""
    ready = None if instant is None else month_after(date(2026, 1, 1), int(instant))
    return Rung(lever(code), Measured(points / 100, points, 0.0, instant, ready), off, months, part)


RUNGS = (
    rung("todays_course", 30.0, None, None, 0.0, None),
    rung("pledged_money", 20.0, 54.0, Part.MONEY, 10.0, None),
    rung("faster_contracts", 15.0, 48.0, Part.TIME, 5.0, 6.0),
    rung("unlimited_money", 14.0, 48.0, Part.INDUSTRY, 1.0, 0.0),
)


def effect(days: float | None, points: float = 1.0) -> Effect:
    """An effect of so many days of the ready date, and of one per cent of the shortfall."""
    return Effect(points, points, 1.0, 1.0, days, None if days is None else date(2030, 7, 1) - timedelta(days=days))


OFFER = Offer(lever("second_shift", 400.0), effect(91.0), effect(181.0), (91.0 / 400, 1.0 / 400))

BOUGHT = Purchase(
    (OFFER,),
    (
        Step(OFFER.lever, 400.0, 200.0, 800.0, effect(91.0)),
        Step(OFFER.lever, 800.0, 400.0, 1600.0, effect(181.0)),
    ),
    effect(181.0),
    1200.0,
    None,
    Stop.STEPS,
)


def figure_of(section: Section) -> Figure:
    """The figure of a section that has one."""
    assert section.figure is not None
    assert section.figure.draw().to_dict()["config"]  # validated against the schema of the chart language
    return section.figure


def test_ladder_is_a_waterfall_of_dates(answer: YearsAnswer) -> None:
    """Today's course does not get there by the last tick, 2030-10, so its bar reaches that.

    54 months after 2026-01 is 2030-07 and 48 months 2030-01 (at 365.25 / 12 days a month, a day or so around them); the
    last rung takes nothing off.
    """
    section = report_ladder.ladder(answer, RUNGS)
    bars = figure_of(section).data
    start, end = date(2026, 1, 1), date(2030, 10, 1)
    july, january = (start + timedelta(days=round(months * 365.25 / 12)) for months in (54, 48))
    assert bars.select("from_month", "to_month", "part").rows() == [
        (start, end, "whole"),
        (july, end, "money"),
        (january, july, "time"),
        (january, january, "industry"),
        (start, january, "whole"),
    ]
    assert section.text[0] == (
        "Of the 30 points of expected shortfall on today's course, the ladder takes off: 10 by money, 5 by time "
        "(6 months of the ready date) and 1 by industry."
    )
    assert section.text[1].endswith("points of expected shortfall: between 'Today' and 'Pledges'.")
    assert section.title == "On today's course: not before the end of 2030; with every rung: January 2030"
    assert bars["words"].to_list()[2:4] == [
        "Faster contracts: January 2030, 6 months earlier",
        "Unlimited money: January 2030, no earlier",
    ]


def test_ladder_without_dates_is_a_waterfall_of_points(answer: YearsAnswer) -> None:
    """From 30 points money takes 10, time 5 and industry 1; 14 are left."""
    never = [replace(one, measured=replace(one.measured, instant=None, ready=None), months=None) for one in RUNGS]
    section = report_ladder.ladder(answer, never)
    assert figure_of(section).data.select("from_points", "to_points", "part").rows() == [
        (0.0, 30.0, "whole"),
        (20.0, 30.0, "money"),
        (15.0, 20.0, "time"),
        (14.0, 15.0, "industry"),
        (0.0, 14.0, "whole"),
    ]
    assert section.title == "From today's course to the last rung: 30 to 14 points of expected shortfall"


def test_frontier_lists_each_step_with_who_decides(answer: YearsAnswer) -> None:
    section = report_buy.frontier(answer, BOUGHT)
    figure = figure_of(section)
    assert figure.key == (
        "A second shift (decided by: Germany): EUR 400 million in all, 91 days.",
        "A second shift (decided by: Germany): EUR 800 million in all, 181 days.",
    )
    assert section.title == "EUR 800 million would buy 181 days off the ready date"
    assert figure.data["gain"].to_list() == [0.0, 91.0, 181.0]
    assert figure.data["money_high_million_EUR"].to_list() == [0.0, 800.0, 1600.0]
    assert figure.sources is not None
    assert figure.sources["figure"][0] == "A second shift at the tank line: price of one step"


def test_levers_that_move_no_date_count_in_per_cent_of_the_shortfall(answer: YearsAnswer) -> None:
    still = replace(OFFER, effect=effect(None), whole=effect(None))
    section = report_buy.offers(answer, replace(BOUGHT, offers=(still,)))
    assert figure_of(section).data["gain"].to_list() == [still.effect.percent]
    percent = number(still.effect.percent, 2)
    assert section.title == f"Most for its money: a second shift, {percent} % for EUR 400 million"


def test_offers_say_days_and_price_with_its_range(answer: YearsAnswer) -> None:
    figure = figure_of(report_buy.offers(answer, BOUGHT))
    assert "91 days, EUR 400 million (200 to 800)" in figure.draw().to_json()


def test_third_card_is_what_to_buy_if_that_was_asked(answer: YearsAnswer) -> None:
    page = report(replace(answer, rungs=RUNGS, bought=BOUGHT))
    assert [card.title for card in page.cards] == ["Ready", "Why", "Buy"]
    assert page.cards[2].text[0] == "A second shift"
    topics = [section.topic for section in page.sections]
    assert topics.index("The ladder") < topics.index("What holds us back") < topics.index("The best package")
    nothing = report(replace(answer, bought=replace(BOUGHT, frontier=(), offers=())))
    assert nothing.cards[2].text[0] == "Nothing"
    assert "The best package" not in [section.topic for section in nothing.sections]


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
    """Beside what comes first in every budget: pay, operation and infrastructure, other domains."""
    table = report_industry.pays_and_hosts(answer)
    beside = [readings.UNSPENT, *sentences.FIRST]
    spent = readings.spending(answer).filter(~pl.col("heading").is_in(beside))["billion_EUR"].sum()
    assert table["pays_billion_EUR"].sum() == pytest.approx(spent, rel=1e-9)
    assert table["hosts_billion_EUR"].sum() > 0
    assert table["country"].is_unique().all()


def test_charts_are_drawn_from_the_numbers_that_are_listed(answer: YearsAnswer, tmp_path: Path) -> None:
    figure = figure_of(report_industry.payers(answer))
    figure.data.write_csv(tmp_path / "data.csv")
    assert pl.read_csv(tmp_path / "data.csv").height == figure.table.height
