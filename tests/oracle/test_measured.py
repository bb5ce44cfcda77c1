"""On the packaged case, the leading finding is what a fresh build and a cold solve give."""

from __future__ import annotations

import pytest

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import pulled
from sinews.model.solver.highs import HighsSession


def test_the_leading_finding_is_that_of_a_fresh_build(packaged_answer: YearsAnswer) -> None:
    leading = packaged_answer.why[0]
    relieved = pulled(packaged_answer.scope, leading.limit.lever(packaged_answer.scope, leading.subject))
    fresh = HighsSession(build(relieved)).solve()
    earned = 100 * (packaged_answer.solution.objective - fresh.objective)
    assert earned > 0
    assert leading.effect.objective == pytest.approx(earned, rel=1e-4)
