"""Laws of what is called up beyond the rates of lines, whatever the numbers of the case."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.scope import Question
from sinews.data.case import Case
from tests.laws.cases import cases, factored, questions, shifted
from tests.model import Tables, Tiny, frame, solve

few = settings(max_examples=8)
NEAR = 1e-7


def rows() -> Tables:
    """Surge of two lines, and a plant that is converted."""
    tiny = Tiny().surge("deu_shells", 40, share=50, lag=5, premium=30).surge("pol_tanks", 60, share=50, lag=2.5)
    return tiny.conversion("POL", "main_battle_tank", 2, share=50, lag=6, ramp=7, premium=20).tables


def beyond(case: Case) -> Case:
    """The case with what could be made beyond the rates of its lines, half of it called up."""
    for name, content in rows().items():
        case = case.change(name, frame(content))
    return case


@few
@given(cases(), questions(), st.sampled_from([0.0, 0.5, 1.5, 2.0]))
def test_more_that_is_called_up_is_never_worse(case: Case, question: Question, factor: float) -> None:
    half, other = (solve(one, question).objective for one in (beyond(case), _called(beyond(case), factor)))
    assert (other - half) * (1 if factor > 1 else -1) <= NEAR


@few
@given(cases(), st.sampled_from([("lag", 1.0), ("lag", 2.5), ("premium", 20.0)]))
def test_sooner_and_cheaper_is_never_worse(case: Case, less: tuple[str, float]) -> None:
    column, by = less
    case = beyond(case)
    better = shifted(shifted(case, "surge", column, -by), "conversion", column, -by)
    assert solve(better).objective <= solve(case).objective + NEAR


@few
@given(cases())
def test_charges_sum_to_the_objective(case: Case) -> None:
    plan = solve(beyond(case))
    charges = {heading: float(cost @ plan.solution.value) for heading, cost in plan.program.charges.items()}
    assert sum(charges.values()) == pytest.approx(plan.objective, abs=1e-12)


def _called(case: Case, factor: float) -> Case:
    return factored(case, {"surge": {"share": factor}, "conversion": {"share": factor}})
