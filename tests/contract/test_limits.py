"""Every limit of every clock is whole: words, a step that can be built, a price or a reason to be tried, rows.

The tests run over the tables of limits themselves, so that a new entry is held to the same.
"""

from __future__ import annotations

import string
from functools import cache
from typing import Any

import numpy as np
import pytest

from sinews.answers.limit import Limit
from sinews.clocks.days import limits as days_limits
from sinews.clocks.days.components import build as build_days
from sinews.clocks.days.levers import pulled as pulled_days
from sinews.clocks.days.plan import Plan, plan
from sinews.clocks.days.scope import Moves
from sinews.clocks.days.why import relieved
from sinews.clocks.years import limits as years_limits
from sinews.clocks.years.limits import Price
from sinews.clocks.years.measuring import with_levers
from sinews.clocks.years.outcome import Reader
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.why import estimates
from sinews.data.grounds import figures
from sinews.model.solver.highs import HighsSession
from tests.days.answers import two_ways
from tests.laws.cases import base, manned, supported
from tests.model import refer

CLOCKS: dict[str, tuple[Limit[Any, Any], ...]] = {"years": years_limits.LIMITS, "days": days_limits.LIMITS}

every_limit = pytest.mark.parametrize(
    "limit", [limit for limits in CLOCKS.values() for limit in limits], ids=lambda limit: limit.name
)
of_years = pytest.mark.parametrize("limit", years_limits.LIMITS, ids=lambda limit: limit.name)
of_days = pytest.mark.parametrize("limit", days_limits.LIMITS, ids=lambda limit: limit.name)


@cache
def reference() -> Reference:
    return refer(manned(supported(base())))


@cache
def reader() -> Reader:
    return Reader(reference().scope, reference().program, reference().solution)


@cache
def plan_of_days() -> Plan:
    return plan(Moves.of(two_ways().case()))


@cache
def prices() -> tuple[Price, ...]:
    return tuple(estimates(reference(), reference().solution))


def subjects(limit: years_limits.Limit) -> list[str]:
    """What the limit would be measured on: what it has a price for, and what is tried in any case."""
    priced = [price.subject for price in prices() if price.limit == limit]
    return sorted({*priced, *limit.tried(reader())})


@pytest.mark.parametrize("clock", CLOCKS)
def test_each_is_listed_once(clock: str) -> None:
    names = [limit.name for limit in CLOCKS[clock]]
    assert names
    assert len(set(names)) == len(names)


@every_limit
def test_it_has_words(limit: Limit[Any, Any]) -> None:
    """The step is a phrase; what is limited names the subject once, by the kind of thing that it is."""
    assert limit.name.isidentifier()
    assert limit.name == limit.name.lower()
    assert limit.step.strip()
    named = [field for _, field, _, _ in string.Formatter().parse(limit.about) if field]
    assert len(named) == 1
    assert named[0] in {"item", "place", "link", "node", "carrier"}


@every_limit
def test_an_amount_of_steps_has_words(limit: Limit[Any, Any]) -> None:
    one, three = limit.unit.amount(1), limit.unit.amount(3)
    assert one in {"10 %", "1 month"}
    assert three in {"30 %", "3 months"}


@of_years
def test_a_step_can_be_built_and_changes_the_program(limit: years_limits.Limit) -> None:
    assert subjects(limit)
    for subject in subjects(limit):
        scope, program = with_levers(reference(), ((limit.lever(reference().scope, subject), 1.0),))
        assert scope.case != reference().scope.case, subject
        assert program is not reference().program
    moved = [_moves(limit, subject) for subject in subjects(limit)]
    assert any(moved)


def _moves(limit: years_limits.Limit, subject: str) -> bool:
    base_program = reference().program
    _, program = with_levers(reference(), ((limit.lever(reference().scope, subject), 1.0),))
    pairs = [(getattr(base_program, name), getattr(program, name)) for name in ("row_lower", "row_upper", "upper")]
    same = all(np.array_equal(one, other) for one, other in pairs)
    return not same or abs(base_program.matrix - program.matrix).nnz > 0


@of_years
def test_it_has_a_price_or_is_tried_without_one(limit: years_limits.Limit) -> None:
    priced = any(price.limit == limit for price in prices())
    assert priced or limit.tried(reader())
    assert priced == bool(limit.worth(reader()) or limit.blocks)


@pytest.mark.parametrize(
    "limit", [limit for limit in years_limits.LIMITS if not limit.blocks], ids=lambda limit: limit.name
)
def test_no_step_earns_more_than_its_price_says(limit: years_limits.Limit) -> None:
    """The objective is convex in right-hand sides and bounds, so to first order is at most (weak duality)."""
    for subject, worth in limit.worth(reader()).items():
        _, program = with_levers(reference(), ((limit.lever(reference().scope, subject), 1.0),))
        earned = reference().solution.objective - HighsSession(program).solve().objective
        assert -1e-7 <= earned <= worth + 1e-7, subject


@of_years
def test_it_stands_on_rows_of_the_case(limit: years_limits.Limit) -> None:
    scope = reference().scope
    every = figures(scope.case)
    for subject in subjects(limit):
        found = limit.rows(scope, every, subject)
        assert found.height, subject
        assert found["weakest"].null_count() == 0
        changed = {(change.table, change.column) for change in limit.changes(scope, subject)}
        assert changed & set(found.select("table", "column").rows()), subject


@of_days
def test_a_limit_of_the_days_clock_has_a_price_and_rows(limit: days_limits.Limit) -> None:
    made = plan_of_days()
    worth = limit.worth(made)
    assert worth
    assert min(worth.values()) >= -1e-9
    for subject in worth:
        found = limit.rows(made.scope, figures(made.scope.case), subject)
        assert found.height
        assert set(found["table"]) == {limit.stand.table}
        assert found["weakest"].null_count() == 0


@of_days
def test_its_relief_is_the_step_as_a_lever(limit: days_limits.Limit) -> None:
    """What is measured, limits of the program put off by a tenth, is what the step makes of the case."""
    made = plan_of_days()
    for subject in limit.worth(made):
        changed = pulled_days(made.scope, ((limit.lever(made.scope, subject), 1.0),))
        program = build_days(changed, made.journeys)
        expected = relieved(made.program, limit, subject)
        np.testing.assert_allclose(program.row_lower, expected.row_lower, rtol=1e-12)
        np.testing.assert_allclose(program.row_upper, expected.row_upper, rtol=1e-12)
        assert abs(program.matrix - made.program.matrix).nnz == 0
        assert not np.array_equal(program.row_lower, made.program.row_lower)
