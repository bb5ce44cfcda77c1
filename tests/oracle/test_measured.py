"""On the packaged case, the leading finding is what a fresh build and a cold solve of the whole program give."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import pulled
from sinews.model.solver.highs import HighsSession
from tests.marks import PACKAGED

pytestmark = PACKAGED

METHOD = Path(__file__).resolve().parents[2] / "docs" / "method.md"

#: How far effects by classes of allies may be from those of the whole program, points of the objective.
BY_CLASSES = 0.01


def test_the_leading_finding_is_that_of_a_fresh_build(packaged_answer: YearsAnswer) -> None:
    leading = packaged_answer.why[0]
    relieved = pulled(packaged_answer.scope, leading.limit.lever(packaged_answer.scope, leading.subject))
    fresh = HighsSession(build(relieved)).solve()
    earned = 100 * (packaged_answer.solution.objective - fresh.objective)
    assert earned > 0
    assert leading.effect.objective == pytest.approx(earned, abs=BY_CLASSES)
    assert earned > 20 * BY_CLASSES


def test_the_bound_by_classes_is_what_the_method_says(packaged_answer: YearsAnswer) -> None:
    assert packaged_answer.bound is not None
    assert f"({100 * packaged_answer.bound:.2f} % below the plan in the packaged case)" in METHOD.read_text("utf-8")
