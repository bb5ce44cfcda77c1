"""Outages as they were and stores as others asked, beside the hours clock; the page states each error."""

from __future__ import annotations

import math

import pytest

from sinews.data.case import Case
from tests.support import packaged_case
from tools.derivation.figures import Book
from tools.validation.hours import PAGE, Check, outages, page, stores


@pytest.fixture(scope="module")
def packaged() -> Case:
    return packaged_case()


@pytest.fixture(scope="module")
def checks(packaged: Case) -> tuple[Check, ...]:
    book = Book.read()
    return (*outages(packaged, book), *stores(packaged, book))


def test_the_page_states_what_the_clock_says_now(packaged: Case) -> None:
    assert page(packaged, Book.read()) == PAGE.read_text(encoding="utf-8"), "run python -m tools.validation.hours"


def test_every_check_has_a_finite_error_and_a_note(checks: tuple[Check, ...]) -> None:
    assert len(checks) >= 20
    for check in checks:
        assert math.isfinite(check.error)
        assert check.low <= check.high
        assert check.facts
        assert check.note


def test_errors_are_from_the_nearer_end() -> None:
    def error(ours: float) -> float:
        return Check("", "percent", ours, 10, 20, ("fact",), "note").error

    assert [error(ours) for ours in (5, 15, 26)] == [-5, 0, 6]


def test_what_the_case_was_built_on_comes_out_again(checks: tuple[Check, ...]) -> None:
    own = [check for check in checks if check.note.startswith("not independent") and check.unit != "hours"]
    assert own
    assert all(abs(check.error) < 1e-6 * max(check.high, 1.0) for check in own)
