"""The days clock in the brief and in the report, on a network of two ways that is worked out by hand.

A hundred heavy vehicles go from A to C, due on day 10. By rail, ten to a train with 30 of 60 wagons, it is a day from A
to B and a day on: with the ways back the pool sends two trains every four days. By road a truck with one of them sets
out each day.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace

import polars as pl
import pytest
from rich.console import Console

from sinews.clocks.days import answer as days
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.flows import on_links
from sinews.clocks.days.limits import TRANSFER
from sinews.clocks.days.page import effects as report_effects
from sinews.clocks.days.page import report as report_days
from sinews.clocks.days.page import sentences as days_words
from sinews.clocks.days.page.flows import CROWDED, HOLDS, ROOM, busiest, flows, places
from sinews.clocks.days.page.parts import DaysParts
from sinews.clocks.days.why import Bottleneck
from sinews.clocks.years.answer import YearsAnswer, run
from sinews.clocks.years.page.parts import YearsParts
from sinews.data.grounds import Ground
from sinews.present.page import Figure, Page
from sinews.present.render.html import as_html, specification
from sinews.present.render.terminal import show
from sinews.present.report import GROUNDS
from tests import support
from tests.answers import brief, report
from tests.days.answers import two_ways
from tests.days.network import road

TABS = [YearsParts.tab, DaysParts.tab, GROUNDS]


@pytest.fixture(scope="module")
def answer() -> DaysAnswer:
    """The answer of the days clock, with levers and corridors."""
    return days.run(two_ways().case(), extras=[days.LEVERS, days.CORRIDORS])


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> YearsAnswer:
    """An answer of the years clock."""
    return run(support.small_case(tmp_path_factory.mktemp("days") / "small"))


@pytest.fixture(scope="module")
def page(years: YearsAnswer, answer: DaysAnswer) -> Page:
    """The report on both clocks."""
    return report(years, answer)


def figures(answer: DaysAnswer) -> dict[str, Figure]:
    """The figures of the days clock by name."""
    return {one.figure.name: one.figure for one in report_days.sections(answer) if one.figure}


def shown(page: Page) -> str:
    """A page as a terminal of 80 columns shows it."""
    stream = io.StringIO()
    show(page, Console(file=stream, width=80))
    return stream.getvalue()


# the brief and the opening --------------------------------------------------------


def test_the_brief_says_when_what_holds_it_up_and_what_would_help(years: YearsAnswer, answer: DaysAnswer) -> None:
    """Due on day 10, there on day 17.5: a margin of -7.5 days."""
    found = brief(years, answer)
    section = found.sections[-1]
    assert section.title == "Days: can forces reach the flank in time?"
    assert section.text[0] == "one: there on day 17.5, due on day 10, 7.5 days too late; heavy come last."
    assert section.text[1] == "What holds the movement up first: too few train_1435 and A-D-road."
    assert section.text[2].startswith("What would help most: Twice the wagons: ")
    assert section.text[3] == "More: sinews days --levers --corridors."
    assert len(shown(found).splitlines()) <= 50


def test_without_a_days_clock_nothing_is_said_of_it(years: YearsAnswer) -> None:
    assert "Days" not in shown(brief(years))
    alone = report(years)
    assert {section.tab for section in alone.sections} == {""}
    assert len(alone.cards) == 3
    assert 'class="tabs parts"' not in as_html(alone)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (17.5, "7.5 days too late"),
        (10.01, "on the very day"),
        (9.0, "1 day to spare"),
        (2.0, "8 days to spare"),
        (None, "more than 50 days too late"),
    ],
)
def test_a_margin_is_due_less_closed_in_words(answer: DaysAnswer, day: float | None, words: str) -> None:
    """Due on day 10; the horizon of the network is 60 days."""
    one = replace(answer.whole[0], day=day)
    assert days_words.against(answer, one) == words
    card = report_days.card(replace(answer, closures=(one,)))
    assert card.text[0] == f"one: {words}"


def test_the_opening_of_the_report_answers_for_both_clocks(page: Page) -> None:
    assert [card.title for card in page.cards] == ["Ready", "Why", "Plan", "Reinforcing the flank"]
    lead, reached, *_ = page.cards[3].text
    assert (lead, reached) == ("one: 7.5 days too late", "There on day 17.5, due on day 10.")


def test_each_clock_has_a_tab_with_its_own_contents(page: Page) -> None:
    assert list(dict.fromkeys(section.tab for section in page.sections)) == TABS
    document = as_html(page)
    named = re.findall(r'class="panel part" id="([^"]*)" data-tab="([^"]*)"', document)
    assert named == list(zip(("years", "days", "what-it-rests-on"), TABS, strict=True))
    assert re.findall(r'<nav aria-label="([^"]*)"', document) == [f"Contents: {tab}" for tab in TABS]
    assert document.count("<h2 id=") == len(page.sections)
    assert len(set(re.findall(r'\bid="([^"]*)"', document))) == len(re.findall(r'\bid="([^"]*)"', document))


def test_titles_and_topics_say_what_they_show(page: Page) -> None:
    assert all(section.topic and section.topic != section.title for section in page.sections if section.figure)
    assert all(len(section.title) < 130 for section in page.sections)
    assert len({section.topic for section in page.sections if section.topic}) == len(
        [section for section in page.sections if section.topic]
    )


# the figures ----------------------------------------------------------------------


def test_every_figure_is_valid_with_numbers_and_sources(answer: DaysAnswer) -> None:
    found = figures(answer)
    assert list(found) == ["days-closures", "days-arrivals", "days-map", "days-levers", "days-corridors"]
    for figure in found.values():
        assert figure.draw().to_dict()["config"]  # validated against the schema of the chart language
        assert figure.data.height > 0
        assert figure.table.height > 0
        assert figure.sources is not None
        assert figure.sources.height > 0
        assert figure.sources["rests_on"].is_not_null().all()
        assert set(figure.sources["counts_as"]) <= {ground.value for ground in Ground}


def test_the_map_carries_outlines_and_a_slider_over_its_days(answer: DaysAnswer) -> None:
    spec = specification(figures(answer)["days-map"])
    assert "MultiPolygon" in str(spec)
    assert "http" not in str(spec)
    slider = spec["usermeta"]["slider"]  # type: ignore[index]
    data = flows(answer)
    assert slider["stops"] == sorted(set(data["day"]))
    assert len(slider["words"]) == len(slider["stops"])
    assert slider["words"][0] == "day 0 to 1"
    assert 0 <= slider["start"] < len(slider["stops"])


def test_flows_are_the_trips_of_the_plan(answer: DaysAnswer) -> None:
    """Trips a day times days, summed over the stretches, are the trips of the plan on each link."""
    data = flows(answer).with_columns((pl.col("trips_a_day") * (pl.col("until_day") - pl.col("day"))).alias("trips"))
    sums = dict(data.group_by("link").agg(pl.col("trips").sum()).iter_rows())
    codes, trips = on_links(answer.plan)
    assert sums == pytest.approx(dict(zip(codes, trips.sum(axis=1), strict=True)), abs=0.1)
    assert sums["A-B-rail"] == pytest.approx(sums["B-C-rail"])
    assert 10 * sums["A-B-rail"] + sums["A-D-road"] == pytest.approx(100, abs=0.5)


def test_links_that_hold_the_plan_up_or_are_full_look_different(answer: DaysAnswer) -> None:
    """One truck a day fills the road from A to D, and more of it would make the plan earlier; the railway has room."""
    data = flows(answer)
    road = data.filter(pl.col("link") == "A-D-road")
    assert set(road["state"]) == {HOLDS}
    assert road["used_percent"].to_list()[0] == pytest.approx(100)
    assert set(data.filter(pl.col("link") == "A-B-rail")["state"]) == {ROOM}
    unknown = flows(replace(answer, why=()))
    assert set(unknown.filter(pl.col("link") == "A-D-road").filter(pl.col("used_percent") >= 98)["state"]) == {CROWDED}


def test_what_is_full_is_drawn_over_what_has_room(answer: DaysAnswer) -> None:
    """So that a full railway is not hidden below a road between the same places."""
    for _, rows in flows(answer).group_by("day", maintain_order=True):
        ranks = [(ROOM, CROWDED, HOLDS).index(state) for state in rows["state"]]
        assert ranks == sorted(ranks)
    assert flows(answer)["day"].is_sorted()


def test_ways_back_of_wagons_count_as_use_of_a_link(answer: DaysAnswer) -> None:
    """Trains come back empty over the same link; trucks are not of a pool, and are not waited for."""
    codes, loaded = on_links(answer.plan)
    both = on_links(answer.plan, empties=True)[1]
    factor = {code: 2 if code.endswith("rail") else 1 for code in codes}
    for number, code in enumerate(codes):
        assert both[number] == pytest.approx(factor[code] * loaded[number])


def test_each_link_is_listed_once_with_its_busiest_days(answer: DaysAnswer) -> None:
    table = busiest(flows(answer))
    assert table["link"].is_unique().all()
    assert table["most_trips_a_day"].is_sorted(descending=True)


def test_the_map_is_titled_by_what_is_full(answer: DaysAnswer) -> None:
    """Of both railways and both roads in use, the road from A to D is full; with it open, nothing is."""
    assert report_days.moves(answer).title == "1 of the 4 links in use is full at some time"
    data = flows(answer).filter(pl.col("state") == ROOM)
    assert report_days.crowded(data).startswith("No link in use is full; the busiest: ")


def test_places_that_hold_the_plan_up_stand_on_the_map(answer: DaysAnswer) -> None:
    assert places(answer)["place"].to_list() == ["C"]
    crowded = replace(answer, why=(Bottleneck(TRANSFER, "B", 1.0, 1.0),))
    assert places(crowded).select("place", "holds").rows() == [("C", False), ("B", True)]
    assert "loading and unloading at B" in days_words.held_up(crowded)


def test_arrivals_are_listed_on_a_few_days(answer: DaysAnswer) -> None:
    """Ticks of half a day up to day 30 and of six days after that, up to day 60."""
    data = report_days.curves(answer)
    table = report_days.on_days(data)
    days = ("10", "20", "30", "42", "60")
    assert table.columns == ["area", "load", *(f"by_day_{day}_%" for day in days)]
    then = dict(data.select("day", "arrived_percent").iter_rows())
    assert table.row(0)[2:] == tuple(then[float(day)] for day in days)
    assert report_days.arrivals(answer).title == f"By day 10, {then[10.0]:.2g} % of the heavy that are due have arrived"


def test_closures_stand_at_the_end_of_the_horizon_if_never(answer: DaysAnswer) -> None:
    assert report_days.spans(answer)["shown_day"].to_list() == pytest.approx([17.5, 17.5])
    never = replace(answer, closures=tuple(replace(one, day=None) for one in answer.closures))
    assert report_days.spans(never)["shown_day"].to_list() == [60.0, 60.0]
    section = report_days.closures(never)
    assert section.figure is not None
    assert "not within the days planned" in section.figure.reading
    assert "not there within 60 days" in days_words.headline(never)


def test_levers_and_corridors_say_days_on_average_and_by_tier(answer: DaysAnswer) -> None:
    """Twice the wagons: 1.46 days of mean lateness less, there on day 10.3. Only a truck a day: not in 60 days."""
    figure = figures(answer)["days-levers"]
    assert figure.data.columns[:3] == ["lever", "one, there on day", "one, days earlier"]
    levers = report_effects.bars(figure.data, 1.0, "earlier")
    assert levers["name"].to_list() == ["Twice the wagons", "A road for a hundred trucks: at their own speed"]
    assert levers["days"].to_list() == pytest.approx([one.earned for one in answer.levers])
    assert levers["words"][0] == "1.5 days earlier; days 10; EUR 30 million"
    corridors = report_effects.bars(figures(answer)["days-corridors"].data, -1.0, "later")
    assert corridors["name"].to_list() == ["rail", "way_around"]
    assert corridors["days"].to_list() == pytest.approx([-one.earned for one in answer.corridors], rel=1e-3)
    assert corridors["words"][0] == "31 days later; days never"
    assert "one no longer there" in days_words.dearest(answer)


def test_what_earns_nothing_is_not_sold_as_help(answer: DaysAnswer) -> None:
    idle = tuple(replace(one, earned=0.0) for one in answer.levers)
    still = replace(answer, levers=idle, corridors=idle)
    assert days_words.best(still) is None
    assert days_words.dearest(still) == ""
    titles = [section.title for section in report_days.sections(still)]
    assert "No lever that was tried makes it any earlier" in titles
    assert "No corridor alone would be missed" in titles
    nothing = replace(answer, levers=(), corridors=(), why=())
    assert list(figures(nothing)) == ["days-closures", "days-arrivals", "days-map"]
    assert "No single limit holds the movement up" in [one.title for one in report_days.sections(nothing)]


def test_a_plan_in_which_nothing_moves_can_be_shown() -> None:
    """Everything is where it is needed already."""
    sketch = road("A", "B", need=10)
    sketch.rows["formations"][0]["home"] = "B"
    still = days.run(sketch.case())
    assert flows(still).is_empty()
    figure = figures(still)["days-map"]
    assert figure.draw().to_dict()["config"]
