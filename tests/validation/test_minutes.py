"""Tests of warning, flights and alarms as they were, beside the minutes clock; the page states each error."""

from __future__ import annotations

import math

import pytest

from sinews.data.case import Case
from tests.support import packaged_case
from tools.derivation.figures import Book
from tools.validation.hours import Check
from tools.validation.minutes import PAGE, flights, page, warnings


@pytest.fixture(scope="module")
def packaged() -> Case:
    return packaged_case()


@pytest.fixture(scope="module")
def checks(packaged: Case) -> tuple[Check, ...]:
    book = Book.read()
    return (*warnings(packaged, book), *flights(packaged, book))


def test_the_page_states_what_the_clock_says_now(packaged: Case) -> None:
    assert page(packaged, Book.read()) == PAGE.read_text(encoding="utf-8"), "run python -m tools.validation.minutes"


def test_every_check_has_a_finite_error_and_a_note(checks: tuple[Check, ...]) -> None:
    assert len(checks) >= 20
    for check in checks:
        assert math.isfinite(check.error)
        assert check.low <= check.high
        assert check.facts
        assert check.note


def test_channels_combine_independently(checks: tuple[Check, ...]) -> None:
    """1 - 0.463 x 0.521 x 0.492 = 88.1 % of December 2022; five standard errors of 100,000 trials are 0.5 points."""
    [first] = [check for check in checks if check.what.startswith("Germany, December 2022: reached by any")]
    assert first.ours == pytest.approx(88.1, abs=0.5)


def test_speeds_come_out_as_the_flights_that_they_rest_on(checks: tuple[Check, ...]) -> None:
    own = [check for check in checks if check.note.startswith("not independent: the speed")]
    assert len(own) == 3
    assert all(abs(check.error) < 1e-4 for check in own)
