"""What clocks mean for one ally: corridors, cities, orders that slip; worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import log
from typing import Any

import polars as pl
import pytest

from sinews.answers.answer import Answer
from sinews.app import ally
from sinews.app.ally import cities, corridors, orders
from sinews.clocks.asking import ask
from sinews.data.case import Case
from sinews.data.tables.slips import SlipKind
from sinews.model.slips import Slip
from tests import both
from tests.app.words import Look
from tests.model import Tiny
from tests.support import packaged_case


def rows(section: object) -> list[dict[str, object]]:
    """The rows of a section."""
    return section.table.to_dicts()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture(scope="module")
def moved() -> Answer[Any]:
    """The answer of the days clock."""
    return ask(both.case(), "days")


def test_a_corridor_ends_where_one_link_of_it_meets_a_node(moved: Answer[Any]) -> None:
    """The corridor is the link from B to C, both in one state: it ends there, and is in no other."""
    trips = moved.outcome.filter((pl.col("quantity") == "trips") & (pl.col("subject") == "B-C-rail"))["value"].sum()
    [row] = rows(corridors(moved, "DEU"))
    assert (row["here"], row["links"]) == ("ends", 1)
    assert row["loaded_trips"] == pytest.approx(trips, rel=1e-2)
    assert trips > 0
    assert corridors(moved, "POL") is None


def test_a_corridor_passes_where_all_its_nodes_have_two_links(moved: Answer[Any]) -> None:
    """Over both railway links, from A to C, with B in a state of its own: there it passes."""
    of_b = pl.when(pl.col("node") == "B").then(pl.lit("POL")).otherwise("place")
    nodes = moved.case.table("nodes").with_columns(of_b.alias("place"))
    rails = pl.DataFrame({"corridor": ["east", "east"], "link": ["A-B-rail", "B-C-rail"]})
    case = replace(moved.case, tables={**moved.case.tables, "nodes": nodes, "corridor_links": rails})
    answer = replace(moved, asked=replace(moved.asked, case=case))
    assert [(row["here"], row["links"]) for row in rows(corridors(answer, "POL"))] == [("passes", 2)]
    assert [(row["here"], row["links"]) for row in rows(corridors(answer, "DEU"))] == [("ends", 2)]


def test_cities_have_the_minutes_of_the_clock_and_the_least_comes_first() -> None:
    answer = ask(both.case(), "minutes")
    places = dict(answer.case.table("cities").select("city", "place").iter_rows())
    [place] = set(places.values())
    left = {margin.of.split(":")[1]: margin.time for margin in answer.margins}
    told = [row["minutes_left"] for row in rows(cities(answer, place))]
    assert len(told) == len(places)
    there = [value for value in told if value is not None]
    assert there == pytest.approx(sorted(left[city] for city in places if city in left), rel=1e-2)  # type: ignore[type-var]
    assert cities(answer, "XXX") is None


def test_an_order_of_which_half_slip_by_half_comes_half_as_late_again() -> None:
    """Ten months are promised; the median factor is 1.5, so half take 15.

    At 30 degrees of freedom Student's t is at 1.310 for nine of ten: 10 * 1.5 * exp(0.2 * 1.310) = 19.49 months. In
    time are those below log(1 / 1.5) / 0.2 = -2.027, which 2.58 % are.
    """
    slip = Slip(SlipKind.PROCUREMENT, log(1.5), 0.0, 0.2, 30.0, 31)
    late, half, most = ally._expected(slip, date(2026, 3, 1), date(2027, 1, 1))
    assert (half, most) == (date(2027, 6, 1), date(2027, 10, 1))
    assert late == pytest.approx(97.42, abs=0.05)
    assert ally._expected(slip, date(2026, 3, 1), date(2026, 3, 1)) == (None, None, None)
    assert ally._expected(None, date(2026, 3, 1), date(2027, 1, 1)) == (None, None, None)


def test_orders_of_two_states_are_late_as_their_own_promises_have_been() -> None:
    """One and the same promise, to two states of the packaged case whose pairs differ, and to one without pairs."""
    case = packaged_case()
    told = {place: rows(orders(case, place)) for place in ("DEU", "POL", "FRA")}
    late = {place: {row["late_percent"] for row in each} - {None} for place, each in told.items()}
    assert all(len(chances) == 1 for chances in late.values())
    assert max(late["POL"]) < max(late["FRA"]) < max(late["DEU"])  # type: ignore[type-var]
    texts = {place: orders(case, place).text[0] for place in told}  # type: ignore[union-attr]
    assert "9 of them its own" in texts["DEU"]
    assert "none of them its own" in texts["FRA"]


def test_orders_of_a_case_without_pairs_are_as_promised() -> None:
    tiny = Tiny(10).ally("DEU").item("shell", lead=1.0).need("DEU", "shell", 60.0).ordered("DEU", "shell", 3, 6, 4.0)
    tiny.line("works", "DEU", "shell", 5.0)
    case: Case = tiny.test(3, 7).case()
    section = orders(case, "DEU")
    [row] = rows(section)
    assert (row["quantity"], row["late_percent"]) == (4.0, None)
    assert "as promised" in section.text[0]  # type: ignore[union-attr]
    assert orders(case, "POL") is None


def test_the_page_of_an_ally_has_what_other_clocks_say(look: Look) -> None:
    page = look("/country?place=DEU") + look("/country?place=POL")
    assert "Its cities: minutes left" in page
    assert "Corridors that pass or end here" in page
    assert "What it pays" in page
