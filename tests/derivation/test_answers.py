"""What comes measured with the packaged case is what measuring it gives."""

from __future__ import annotations

import pytest

from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.levers import of_days
from sinews.clocks.days.why import bottlenecks
from sinews.clocks.years import YEARS
from sinews.clocks.years.kept import Measurements
from sinews.clocks.years.limits import LINES
from sinews.clocks.years.measured import name_of
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import pulled
from sinews.model.shapes import in_shape, spliced
from sinews.model.solver.highs import HighsSession
from tests.answers import remembered
from tests.marks import PACKAGED
from tests.support import packaged_case

pytestmark = PACKAGED


def test_the_answers_are_those_of_the_case_and_the_model_as_they_are() -> None:
    """One step measured afresh, from a cold start; all others have the key in common with it.

    What is kept was measured by classes of allies, so it may differ by a thousandth of a point.
    """
    asked = remembered(YEARS, packaged_case())
    memory, scope = asked.means.memory, asked.scope
    assert memory.records, "measured with another case or model: run python -m tools.answers"
    lever = LINES.lever(scope, "loitering_munition")
    kept = Measurements(memory).get(name_of(((lever, 1.0),), date=True))
    assert kept is not None
    base = build(scope)
    more = in_shape(build(pulled(scope, lever)), base)
    assert more is not None
    fresh = HighsSession(spliced([(0, base), (scope.known, more)])).solve()  # no lever acts before the day of knowledge
    assert kept.objective == pytest.approx(fresh.objective, abs=1e-5)


def test_the_movements_are_those_of_the_case_and_the_model_as_they_are(packaged_days: DaysAnswer) -> None:
    """The leading limit relieved afresh; all others, and levers and corridors, have the key in common with it."""
    [again] = bottlenecks(packaged_days.plan, leading=1)
    kept = next(one for one in packaged_days.why if one.subject == again.subject)
    assert kept.earned == pytest.approx(again.earned, rel=1e-6)
    assert {effect.lever for effect in packaged_days.levers} == set(of_days(packaged_days.scope.case))
