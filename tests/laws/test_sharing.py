"""What lines make is shared out by a rule: the same plan, whatever line the solver has chosen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.accounts import money
from sinews.clocks.years.sharing import capacities, shared_out
from tests.model import Tiny, refer, solve


def two_lines(first: float = 10, second: float = 30, need: float = 20, months: int = 3) -> Tiny:
    """Shells from two lines of the same make."""
    tiny = Tiny(months).ally("POL").item("shell").need("POL", "shell", need).test(0).parameters(money_price=0.01)
    return tiny.line("a_works", "POL", "shell", first).line("b_works", "POL", "shell", second)


def test_lines_share_by_what_they_can_make() -> None:
    """20 are made in month 0 by lines of 10 and of 30: 5 and 15."""
    tiny = two_lines()
    plan = solve(tiny)
    shared = shared_out(plan.journal, plan.program, plan.solution)
    output = shared.value[plan.program.numbers(plan.program.variable("output"))][:, 0]
    assert output == pytest.approx([5, 15])
    assert refer(tiny).solution.value == pytest.approx(shared.value)


@settings(max_examples=20)
@given(st.floats(1, 20), st.floats(1, 40), st.floats(5, 90), st.integers(1, 5))
def test_sharing_changes_neither_the_objective_nor_what_is_made_in_all(
    first: float, second: float, need: float, months: int
) -> None:
    plan = solve(two_lines(first, second, need, months))
    shared = shared_out(plan.journal, plan.program, plan.solution)
    columns = plan.program.numbers(plan.program.variable("output"))
    assert shared.value[columns].sum(axis=0) == pytest.approx(plan.solution.value[columns].sum(axis=0))
    assert plan.program.cost @ shared.value == pytest.approx(plan.solution.objective)
    assert plan.program.fits(shared.value)
    assert (shared.value[columns] <= capacities(plan.journal, shared.value) * (1 + 1e-9)).all()
    assert money(plan.journal, shared.value).equals(money(plan.journal, plan.solution.value))
    part = shared.value[columns] / np.maximum(capacities(plan.journal, shared.value), 1e-12)
    assert part[0] == pytest.approx(part[1])


def test_lines_share_the_same_whatever_the_order_of_rows() -> None:
    """The rows of sites stand the other way round in the tables of the case."""
    tiny, turned = two_lines(), two_lines()
    turned.tables["sites"].reverse()
    turned.tables["capacity"].reverse()
    one, other = (refer(each) for each in (tiny, turned))
    assert one.solution.value == pytest.approx(other.solution.value)
