"""The marked sentences: enough of them, and the page of validation says what the grammar makes of them now."""

from __future__ import annotations

import pytest

from sinews.evidence.grammar.quantity import Measure
from tests.evidence.made import registers
from tools.validation.evidence import OWN, PAGE, QUOTED, Marked, Measured, Score, marked, measure, page


@pytest.fixture(scope="module")
def own() -> Measured:
    return measure(marked(OWN), registers())


@pytest.fixture(scope="module")
def quoted() -> Measured:
    return measure(marked(QUOTED), registers())


def test_the_page_states_what_the_grammar_says_now() -> None:
    assert page() == PAGE.read_text(encoding="utf-8"), "run python -m tools.validation.evidence"


def test_sentences_are_enough_and_their_marks_are_sound() -> None:
    assert len(marked(OWN)) >= 100
    assert len(marked(QUOTED)) >= 60
    units = {measure.value for measure in Measure}
    for one in (*marked(OWN), *marked(QUOTED)):
        assert one.text
        assert all(len(written.split(" ")) == 2 for written in one.quantities)
    assert units


def test_precision_and_recall_are_as_wanted(own: Measured, quoted: Measured) -> None:
    for found in (own, quoted):
        claims, numbers = Measured.total(found.claims.values()), Measured.total(found.quantities.values())
        assert claims.precision >= 0.9
        assert claims.recall >= 0.8
        assert numbers.precision >= 0.95
        assert numbers.recall >= 0.9


def test_scores_by_hand() -> None:
    """Marked: 5 years and 2 counts. Found: 5 years and one count of another value. One right, one wrong, two missed."""
    one = Marked(
        "m",
        "trap",
        __import__("datetime").date(2025, 1, 1),
        "",
        "In 5 years 3 tanks.",
        ("5 years", "1 count", "2 count"),
        frozenset(),
    )
    found = measure([one], registers())
    assert Measured.total(found.quantities.values()) == Score(1, 1, 2)
    assert Score(1, 1, 2).precision == 1 / 2
    assert Score(1, 1, 2).recall == 1 / 3
    assert "missed 1 count, 2 count; found wrongly 3 count" in found.errors[0]
