"""Laws of contracting offices, whatever the numbers of the case."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.outcome import outcomes
from sinews.clocks.years.scope import Question
from sinews.data.case import Case
from tests.laws.cases import cases, factored, questions, supported
from tests.model import solve

few = settings(max_examples=6)
NEAR = 1e-7


@few
@given(cases(), questions(), st.sampled_from(["signed", "share", "growth"]), st.sampled_from([0.5, 1.2, 2.0]))
def test_a_larger_office_is_never_worse(case: Case, question: Question, column: str, factor: float) -> None:
    one = solve(supported(case), question).objective
    other = solve(factored(supported(case), {"offices": {column: factor}}), question).objective
    assert (other - one) * (1 if factor > 1 else -1) <= NEAR


@few
@given(cases(), questions())
def test_no_office_signs_more_than_it_can(case: Case, question: Question) -> None:
    """And an ally without one is never better off for having one."""
    plan = solve(supported(case), question)
    rows = outcomes(plan.scope, plan.journal, plan.program, plan.solution)
    sums = {name: rows.filter(pl.col("quantity") == name)["value"].to_numpy() for name in ("can_sign", "signed")}
    assert (sums["signed"] <= sums["can_sign"] * (1 + 1e-6) + 1e-3).all()
    assert plan.objective >= solve(case, question).objective - NEAR


@few
@given(cases())
def test_charges_sum_to_the_objective(case: Case) -> None:
    plan = solve(supported(case))
    charges = {heading: float(cost @ plan.solution.value) for heading, cost in plan.program.charges.items()}
    assert sum(charges.values()) == pytest.approx(plan.objective, abs=1e-12)
