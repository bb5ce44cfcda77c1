"""Laws of what of a stock is ready, whatever the numbers of the case."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.outcome import coverage
from sinews.clocks.years.scope import Question
from sinews.data.case import Case
from tests.laws.cases import cases, factored, questions, shifted, supported
from tests.model import solve

few = settings(max_examples=6)
NEAR = 1e-7

#: What of a row makes it better: factors above one, months and money less, and the other way about.
BETTER = [("ready", 1.2), ("best", 1.3), ("planned", 0.8), ("share", 0.5), ("cost", 0.0)]


@few
@given(cases(), questions(), st.sampled_from(BETTER))
def test_better_upkeep_is_never_worse(case: Case, question: Question, better: tuple[str, float]) -> None:
    column, factor = better
    one = solve(supported(case), question).objective
    assert solve(factored(supported(case), {"serviceability": {column: factor}}), question).objective <= one + NEAR


@few
@given(cases(), st.sampled_from([1.0, 4.0]))
def test_sooner_is_never_worse_and_none_is_best(case: Case, months: float) -> None:
    """Spares that work sooner; and stocks that count whole, which no upkeep makes better."""
    later = solve(supported(case)).objective
    sooner = solve(shifted(supported(case), "serviceability", "lag", -months)).objective
    whole = solve(factored(supported(case), {"serviceability": {"share": 0.0}})).objective
    assert whole - NEAR <= sooner <= later + NEAR


@few
@given(cases())
def test_what_is_shown_is_what_is_charged(case: Case) -> None:
    """Coverage that is read from stocks is what the program's shortfall leaves, where the test may come."""
    plan = solve(supported(case))
    charges = {heading: float(cost @ plan.solution.value) for heading, cost in plan.program.charges.items()}
    assert sum(charges.values()) == pytest.approx(plan.objective, abs=1e-12)
    covered = coverage(plan.scope, plan.program, plan.solution)
    lacking = np.zeros_like(covered)
    named = {block.name for block in plan.program.variables}
    for name in named & {"shortfall_last_half", "shortfall_first_half", "shortfall_unmanned"}:
        for subject, row in zip(plan.program.variable(name).subjects["item"], _values(plan, name), strict=True):
            lacking[plan.scope.needed.index(subject)] += row / plan.scope.need_totals[subject]
    tested = plan.scope.weight_of_ticks > 0
    assert (1 - covered <= lacking + 1e-5)[:, tested].all()  # what is unpaid and lacking is charged twice
    if "shortfall_unmanned" not in named:
        np.testing.assert_allclose(1 - covered[:, tested], lacking[:, tested], atol=1e-5)


def _values(plan: object, name: str) -> np.ndarray:
    program, solution = plan.program, plan.solution  # type: ignore[attr-defined]
    return np.asarray(solution.value[program.numbers(program.variable(name))])
