"""One plan of many is picked by a rule: the same plan, whatever the solver has come to, and as good as any."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.scope import Question, Scope
from sinews.clocks.years.sharing import SAME, Shared, capacities, shared_out
from sinews.model.calendar import Array
from sinews.model.solver.choice import open_session
from sinews.model.solver.highs import HIGHS_OPTIONS, INTERIOR_OPTIONS, HighsSession
from sinews.model.solver.session import Solution
from tests.model import Solved, Tiny, refer, solve
from tests.support import packaged_case

#: By how much plans of two ways to solve may differ, per size of the item.
ALIKE = 1e-4

#: Ways to solve that come to other plans: another rule of pivots, and an interior point.
WAYS = ({**HIGHS_OPTIONS, "simplex_dual_edge_weight_strategy": 0, "random_seed": 7}, INTERIOR_OPTIONS)


def two_lines(first: float = 10, second: float = 30, need: float = 20, months: int = 3) -> Tiny:
    """Shells from two lines of the same make."""
    tiny = Tiny(months).ally("POL").item("shell").need("POL", "shell", need).test(0).parameters(money_price=0.01)
    return tiny.line("a_works", "POL", "shell", first).line("b_works", "POL", "shell", second)


def alliance(rates: tuple[float, float], moneys: tuple[float, float, float], lead: float, weight: float) -> Tiny:
    """Three allies that wait differently, two items (one held together), an input, promises, and room to expand."""
    tiny = Tiny(30, monthly=9).parameters(money_price=0.01, second_half_weight=weight, carry_over_share=10)
    for place, money, delay in zip(("DEU", "POL", "ROU"), moneys, (9.0, 4.0, 4.0), strict=True):
        tiny.ally(place, money, delay)
    tiny.item("shell", advance=50, loss=3).item("fuze", needed=False).item("missile", price=2, advance=30, lead=lead)
    for row, held in zip(tiny.tables["items"], ("brigades", "", "together"), strict=True):
        row |= {"held": held, "family": row["item"] if held else ""}
    tiny.part("shell", "fuze", 1).line("fuzes", "DEU", "fuze", 100, rate_max=150)
    for number, place in enumerate(("DEU", "POL", "ROU")):
        tiny.need(place, "missile", 60).need(place, "shell", 200).stock(place, "shell", 40 * number)
    tiny.ordered("POL", "shell", 2, 11, 60).decided("ROU", "shell", 30, 3)
    tiny.line("m_works", "POL", "missile", rates[0], rate_max=3 * rates[0]).line("n_works", "ROU", "missile", rates[0])
    tiny.line("s_works", "POL", "shell", rates[1], lag=3, ramp=2, rate_max=2 * rates[1])
    tiny.line("t_works", "DEU", "shell", rates[1], lag=3, ramp=2, rate_max=2 * rates[1])
    return tiny.test(10, 20).test(25)


def shared(plan: Solved, solution: Solution | None = None) -> Shared:
    """The plan that the rule picks, from nothing but the program."""
    return shared_out(plan.scope, plan.journal, plan.program, solution or plan.solution)


def apart(plan: Solved, one: Array, other: Array) -> float:
    """By how much two plans differ where they differ most, per size of the item."""
    return float((np.abs(one - other) / plan.program.column_sizes).max())


def test_lines_share_by_what_they_can_make() -> None:
    """20 are made in month 0 by lines of 10 and of 30: 5 and 15."""
    plan = solve(two_lines())
    value = shared(plan).solution.value
    output = value[plan.program.numbers(plan.program.variable("output"))][:, 0]
    assert output == pytest.approx([5, 15])
    assert refer(two_lines()).shared.solution.value == pytest.approx(value)


@settings(max_examples=6)
@given(st.floats(1, 20), st.floats(1, 40), st.floats(5, 90), st.integers(1, 5))
def test_lines_share_evenly_what_they_make_in_all(first: float, second: float, need: float, months: int) -> None:
    plan = solve(two_lines(first, second, need, months))
    found = shared(plan)
    value, columns = found.solution.value, plan.program.numbers(plan.program.variable("output"))
    assert not found.broken
    assert plan.program.cost @ value == pytest.approx(plan.solution.objective, abs=SAME)
    assert plan.program.fits(value)
    assert (value[columns] <= capacities(plan.journal, value) * (1 + 1e-9)).all()
    part = value[columns] / np.maximum(capacities(plan.journal, value), 1e-12)
    assert part[0] == pytest.approx(part[1])


@settings(max_examples=4)
@given(
    st.tuples(st.floats(0.5, 6), st.floats(2, 20)),
    st.tuples(st.floats(1, 40), st.floats(1, 40), st.floats(1, 40)),
    st.integers(1, 9),
    st.sampled_from([0.5, 1.0]),
)
def test_the_plan_is_as_good_and_the_same_whatever_way_it_was_solved(
    rates: tuple[float, float], moneys: tuple[float, float, float], lead: int, weight: float
) -> None:
    plan = solve(alliance(rates, moneys, lead, weight))
    found = shared(plan)
    assert not found.broken
    assert plan.program.fits(found.solution.value)
    assert plan.program.cost @ found.solution.value == pytest.approx(plan.solution.objective, abs=SAME)
    for options in WAYS:
        session = HighsSession(plan.program, options)
        other = session.solve()
        again = shared_out(plan.scope, plan.journal, plan.program, other, session.basis())
        assert apart(plan, found.solution.value, again.solution.value) <= ALIKE


def test_plans_of_different_ways_to_solve_are_apart_before_a_rule_picks_one() -> None:
    """So the law above says something: on this case the solver's own plans differ by more than a tenth of a need."""
    plan = solve(alliance((2.0, 8.0), (20.0, 20.0, 20.0), 3, 0.5))
    others = [HighsSession(plan.program, options).solve().value for options in WAYS]
    assert max(apart(plan, plan.solution.value, other) for other in others) > 0.1


def test_the_plan_is_the_same_by_a_solver_that_hands_on_no_basis() -> None:
    plan = solve(alliance((2.0, 8.0), (20.0, 9.0, 20.0), 3, 1.0))
    other = open_session(plan.program, "highs").solve()
    assert apart(plan, shared(plan).solution.value, shared(plan, other).solution.value) <= ALIKE


def test_the_plan_is_the_same_whatever_the_order_of_rows() -> None:
    """The rows of every table stand the other way round."""
    tiny, turned = (alliance((2.0, 8.0), (20.0, 9.0, 20.0), 3, 1.0) for _ in range(2))
    for rows in turned.tables.values():
        rows.reverse()
    one, other = (refer(each).shared.solution.value for each in (tiny, turned))
    assert apart(solve(tiny), one, other) <= ALIKE


def test_a_plan_whose_prices_are_no_longer_those_of_the_program_says_why_it_is_not_shared_out() -> None:
    """The solution is said to be better than any plan is, so the one picked is worse than it."""
    plan = solve(two_lines(first=0, second=5))
    better = Solution(**{**vars(plan.solution), "objective": plan.solution.objective - 1})
    found = shared(plan, better)
    assert found.broken == "the objective is worse by 1.0e+00"
    assert found.solution.value == pytest.approx(plan.solution.value)


@pytest.mark.long
def test_the_plan_of_the_packaged_case_is_the_same_by_another_way_to_solve() -> None:
    plan = solve(packaged_case())
    session = HighsSession(plan.program, WAYS[0])
    other = session.solve()
    again = shared_out(plan.scope, plan.journal, plan.program, other, session.basis())
    assert not again.broken
    assert apart(plan, plan.solution.value, other.value) > 0.1
    assert apart(plan, shared(plan).solution.value, again.solution.value) <= ALIKE


def test_scopes_of_one_case_share_alike() -> None:
    """Asked twice, the plan is the same to the last bit."""
    case = alliance((2.0, 8.0), (20.0, 9.0, 20.0), 3, 1.0).case()
    one, other = (shared(solve(case, scope=Scope.of(case, Question()))).solution.value for _ in range(2))
    assert np.array_equal(one, other)
