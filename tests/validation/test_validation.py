"""The back-tests: their small cases by hand, what they refuse, and the page that holds their tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sinews.data.case import Case
from tests.support import packaged_case
from tools.derivation.figures import Book, DerivationError
from tools.validation import published, shells, surge, world_war
from tools.validation.__main__ import PAGE
from tools.validation.page import blocks, with_blocks
from tools.validation.small import Beyond, Works, exact, months_to, output


@pytest.fixture(scope="module")
def book() -> Book:
    """The facts."""
    return Book.read()


@pytest.fixture(scope="module")
def case() -> Case:
    """The packaged case."""
    return packaged_case()


@pytest.fixture(scope="module")
def projected(book: Book, case: Case) -> list[shells.Projection]:
    """The projections of shells."""
    return shells.projections(book, case)


@pytest.fixture(scope="module")
def rises(book: Book, case: Case) -> list[surge.Rise]:
    """The rises that surge and conversion are held against."""
    return surge.rises(book, case)


@pytest.fixture(scope="module")
def waits(book: Book, case: Case) -> list[surge.Wait]:
    """The waits that conversion is held against."""
    return surge.waits(book, case)


# the small case -------------------------------------------------------------------


def test_output_of_a_line_comes_after_the_lag_and_over_the_ramp(book: Book) -> None:
    """10 a month, 30 to be reached, 3 months of lag, 4 of ramp, ordered evenly over month 0.

    An instant's order brings 0 for 3 months and then rises by 5 a month up to 20. Spread over the first month, extra
    capacity v of the way through month 3 is the mean over the orders before it: 5 v^2 / 2, on average 5 / 6. In months
    4, 5 and 6 it rises by 5 on a straight line (5, 10, 15 on average); month 7 ends it as month 3 began: 20 - 5 / 6.
    """
    works = Works(exact(10), exact(30), exact(3), exact(4))
    expected = [10, 10, 10, 10 + 5 / 6, 15, 20, 25, 30 - 5 / 6, 30, 30]
    assert output(book, works, date(2020, 1, 1), 10) == pytest.approx(expected)


def test_output_is_the_same_however_soon_the_horizon_ends(book: Book) -> None:
    works = Works(exact(10), exact(30), exact(3), exact(12))
    long, short = (output(book, works, date(2020, 1, 1), months) for months in (24, 8))
    assert short == pytest.approx(long[:8])


def test_output_beyond_a_line_is_made_as_well(book: Book) -> None:
    """10 a month; 40 percent more from month 2 on; plants of 6 a month from month 1 on over 3 months: 1, 3, 5, 6."""
    beyond = Beyond(exact(40), exact(2), (exact(6), exact(1), exact(3)))
    works = Works(exact(10), exact(10), exact(0), exact(0), beyond)
    assert output(book, works, date(2020, 1, 1), 6) == pytest.approx([10, 11, 17, 19, 20, 20])


def test_months_to_a_need(book: Book) -> None:
    """From 20 to 100 at 10 a month: 8 months. With nothing, after a standstill of 6: 16, and half a month to order."""
    rate, none = exact(10), exact(0)
    assert months_to(book, Works(rate, rate, none, none), exact(20), exact(100), 24) == 8
    assert months_to(book, Works(none, rate, exact(6), none), None, exact(100), 24) == pytest.approx(16.5, abs=0.5)
    with pytest.raises(ValueError, match="not reached within 24 months"):
        months_to(book, Works(rate, rate, none, none), None, exact(1000), 24)


# what is refused ------------------------------------------------------------------


def test_announcement_that_was_not_known_on_the_day_is_refused(book: Book, case: Case) -> None:
    vintage = next(one for one in shells.vintages(book) if one.announced)
    early = replace(vintage, day=date(2023, 1, 31))
    with pytest.raises(DerivationError, match="not known on 2023-01-31: ammunition-417"):
        shells.check_known(case, early)


def test_rate_of_a_later_time_is_refused(book: Book, case: Case) -> None:
    vintage = shells.vintages(book)[0]
    later = replace(vintage, seen=shells.Seen(date(2024, 9, 1), book.fact("ammunition-018", "units/month")))
    with pytest.raises(DerivationError, match="ammunition-018"):
        shells.check_known(case, later)


# results --------------------------------------------------------------------------


def test_nothing_is_projected_without_an_announcement(projected: list[shells.Projection]) -> None:
    first = projected[0]
    assert first.vintage.announced is None
    assert np.ptp(first.model) == 0


def test_observed_rates_lie_after_the_days_that_they_are_held_against(
    book: Book, case: Case, projected: list[shells.Projection]
) -> None:
    found = shells.errors(projected, shells.observed(book, case))
    assert (found["month"] > found["as_of"]).all()
    assert found["announced_error"].null_count() == found.filter(found["as_of"] == date(2022, 12, 31)).height


def test_level_of_a_programme_is_given_and_its_timing_is_not(book: Book) -> None:
    """The last half-year of the British programme sets the level; the first is before any new plant works."""
    first, *_, last = world_war.british_shells(book)
    assert last.error == pytest.approx(0, abs=1e-6)
    assert first.model == pytest.approx(6 * float(book.facts["history-033"]["value"]) / 11)


def test_surge_and_conversion_are_worked_out_by_hand(rises: list[surge.Rise], waits: list[surge.Wait]) -> None:
    """1.4 times from month 9 on. Plants of 0.75 from month 10 on over 15 months: in month 20 a part of 10.5 / 15 of it.

    A conversion is whole in month 10 + 15, the first in which all of it is there throughout.
    """
    found = {(one.programme, one.until): one for one in rises}
    assert found["American lines of shells", date(2023, 9, 1)].model == pytest.approx(1.4)
    assert found["CAESAR howitzers", date(2023, 10, 1)].model == pytest.approx(1.4 + 0.75 * 10.5 / 15)
    assert found["British filled shells", date(1915, 12, 1)].model == pytest.approx(1)
    assert {one.model for one in waits} == {10, 25}
    assert all(one.ends[0] <= one.model <= one.ends[1] for one in (*found.values(), *waits))


def test_numbers_that_rest_on_what_they_are_held_against_are_marked(
    book: Book, rises: list[surge.Rise], waits: list[surge.Wait]
) -> None:
    known = {one.programme for one in (*rises, *waits) if one.known}
    assert known == {"Shells at Karlskoga", "Rail plant at Goerlitz, 2025"}
    for one in (*rises, *waits):
        assert set(one.rests) <= set(book.facts)


def test_error_of_a_range_is_that_of_its_nearer_end() -> None:
    answer = published.Rebuilt("Source", "Question", "years", (4.0, 8.0), 2.0, (), "")
    assert answer.error == pytest.approx(-50)
    assert replace(answer, ours=6.0).error == 0
    assert replace(answer, ours=10.0).error == pytest.approx(25)


def test_every_input_of_a_rebuilt_answer_is_a_fact(book: Book, case: Case) -> None:
    rests = [fact for one in published.factors(book, case) + published.alone(book, case) for fact in one.rests]
    assert rests
    assert not set(rests) - set(book.facts)


def test_page_holds_the_tables_of_the_back_tests(book: Book, case: Case) -> None:
    """`python -m tools.validation` writes them again."""
    text = PAGE.read_text(encoding="utf-8")
    assert with_blocks(text, blocks(book, case)) == text


def test_page_without_a_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="<!-- shells -->"):
        with_blocks("no marks", {"shells": ""})
