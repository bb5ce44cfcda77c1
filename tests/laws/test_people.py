"""Laws of people and crews, whatever the numbers of the case."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.components.base import CREWS, MANNING, MONEY, PEOPLE
from sinews.clocks.years.outcome import coverage
from sinews.clocks.years.scope import Question
from sinews.data.case import Case
from sinews.model.accounts import accounts
from tests.laws.cases import cases, factored, manned, questions, same, shifted, supported
from tests.model import Solved, solve

few = settings(max_examples=5)
NEAR = 1e-7

#: What of a row makes people more, and what makes each of them cost or be needed less.
BETTER = [
    ("people", "recruits", 1.3),
    ("people", "leave", 0.5),
    ("people", "dropout", 0.2),
    ("people", "training", 0.5),
    ("people", "pay", 0.0),
    ("crews", "crew", 0.6),
    ("crews", "share", 0.0),
]


@few
@given(cases(), questions(), st.sampled_from(BETTER))
def test_more_people_are_never_worse(case: Case, question: Question, better: tuple[str, str, float]) -> None:
    table, column, factor = better
    fewer = solve(manned(case), question).objective
    assert solve(factored(manned(case), {table: {column: factor}}), question).objective <= fewer + NEAR


@few
@given(cases(), st.sampled_from([500.0, 20000.0]))
def test_more_reservists_are_never_worse_and_no_crew_needs_more_than_none(case: Case, reserves: float) -> None:
    fewer = solve(manned(case)).objective
    more = solve(shifted(manned(case), "people", "reserves", reserves)).objective
    assert solve(case).objective - NEAR <= more <= fewer + NEAR


@few
@given(cases(), questions())
def test_tables_that_are_neutral_change_no_byte(case: Case, question: Question) -> None:
    """Without one of the tables, or with nobody who has to be found, the program is that of the case without both."""
    plain = solve(case, question)
    for other in (
        _without(manned(case), "crews"),
        _without(manned(case), "people"),
        factored(manned(case), {"crews": {"share": 0.0}}),
    ):
        program = solve(other, question).program
        assert program.column_names() == plain.program.column_names()
        assert program.row_names() == plain.program.row_names()
        for name in ("lower", "upper", "row_lower", "row_upper", "cost", "row_sizes", "column_sizes"):
            assert same(getattr(program, name), getattr(plain.program, name)), name
        for name in ("data", "indices", "indptr"):
            assert same(getattr(program.matrix, name), getattr(plain.program.matrix, name)), name


@few
@given(cases(), questions())
def test_in_is_out_and_crews_are_people(case: Case, question: Question) -> None:
    """Of money, people and crews by ally and tick; what counts is what is manned of the stock that is ready."""
    plan = solve(manned(supported(case)), question)
    for balance in (MONEY, PEOPLE, CREWS, MANNING):
        rows = accounts(plan.journal, balance, plan.solution.value)
        sums = rows.group_by("place", "tick").agg(pl.col("amount").sum(), pl.col("amount").abs().sum().alias("size"))
        assert (sums["amount"].abs() <= 1e-6 * (1 + sums["size"])).all(), balance.name
    crewed = plan.program.variable("manned")
    ready, bare = (_values(plan, name) for name in ("manned", "unmanned"))
    assert len(crewed) == ready.shape[0]
    assert (ready >= -1e-6).all()
    assert (bare >= -1e-6).all()


@few
@given(cases())
def test_what_is_shown_is_what_is_charged(case: Case) -> None:
    """Coverage is what the program's shortfall leaves, where the test may come; charges add up to the objective."""
    plan = solve(manned(supported(case)))
    charges = {heading: float(cost @ plan.solution.value) for heading, cost in plan.program.charges.items()}
    assert sum(charges.values()) == pytest.approx(plan.objective, abs=1e-12)
    covered = coverage(plan.scope, plan.program, plan.solution)
    lacking = np.zeros_like(covered)
    named = {block.name for block in plan.program.variables}
    for name in named & {"shortfall_last_half", "shortfall_first_half", "shortfall_unmanned"}:
        for subject, row in zip(plan.program.variable(name).subjects["item"], _values(plan, name), strict=True):
            lacking[plan.scope.needed.index(subject)] += row / plan.scope.need_totals[subject]
    likely = plan.scope.weight_of_ticks > 0
    assert (covered >= 1 - lacking - 1e-5)[:, likely].all()  # what is unpaid and lacking is charged twice
    if "shortfall_unmanned" not in named:
        assert covered[:, likely] == pytest.approx(1 - lacking[:, likely], abs=1e-5)


def _values(plan: Solved, name: str) -> np.ndarray:
    return np.asarray(plan.solution.value[plan.program.numbers(plan.program.variable(name))])


def _without(case: Case, table: str) -> Case:
    return replace(case, tables={name: rows for name, rows in case.tables.items() if name != table})
