"""Levers in a whole answer: none of them change nothing, and one that is about an item leaves the dates of others."""

from __future__ import annotations

from functools import cache

import pytest

from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Scope, pulled
from sinews.clocks.years.sweep.pulled import levered
from sinews.data.levers import Change, Lever
from sinews.data.tables import ChangeKind
from tests import both
from tests.model import refer

#: A line of shells that makes half as much again.
FASTER = Lever(
    "faster", "Faster", (Change("capacity", "rate", ChangeKind.MULTIPLY, 1.5, None, (("item", ("shell",)),)),)
)


@cache
def reference() -> Reference:
    """The plan of two kinds of items, shells and vehicles, each made by a line of its own."""
    tiny = both.allies().item("vehicle", lead=2.0).line("yard", "POL", "vehicle", 4.0)
    for ally in ("DEU", "POL"):
        tiny.need(ally, "vehicle", 12.0)
    return refer(tiny.case())


def test_no_levers_change_nothing() -> None:
    plain = levered(reference().scope, (), "highs")
    assert plain.families == pytest.approx({name: reference().families[name] for name in ("shell", "vehicle")})
    assert plain.deadline.instant == pytest.approx(reference().deadline.instant)
    assert plain.solution.objective == pytest.approx(reference().solution.objective)


def test_a_lever_moves_the_dates_of_its_items_alone() -> None:
    faster, before = levered(reference().scope, ((FASTER, 1.0),), "highs"), reference()
    assert faster.families["vehicle"] == pytest.approx(before.families["vehicle"])
    dates = [plan.families["shell"] for plan in (faster, before)]
    assert None not in dates
    assert dates[0] < dates[1]


def test_a_lever_that_is_pulled_looks_at_the_same_items() -> None:
    scope = reference().scope
    assert pulled(Scope(scope.case, scope.question, scope.calendar, ("shell",)), FASTER).needed == ("shell",)
