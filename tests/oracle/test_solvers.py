"""Every way to a solver gives the same answer, and none gives one that is not an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import highspy
import linopy
import numpy as np
import pytest

from sinews.clocks.years.limits import prices
from sinews.clocks.years.program import build
from sinews.errors import SolveError, UsageError
from sinews.model.building import program_of
from sinews.model.calendar import Calendar
from sinews.model.journal import Subjects, Term
from sinews.model.ledger import Ledger
from sinews.model.program import Program
from sinews.model.solver.by_linopy import LinopySession
from sinews.model.solver.choice import open_session
from sinews.model.solver.highs import HIGHS_OPTIONS, HighsSession, load_highs
from sinews.model.solver.session import Session
from tests.laws.cases import base, scope

ONE = Subjects({"item": ["shell"]}, ["shell"])
SESSIONS = [HighsSession, lambda program: LinopySession(program, "highs")]
each_session = pytest.mark.parametrize("opened", SESSIONS, ids=["highs", "linopy"])


def small() -> Program:
    return build(scope(base()))


def one_variable(**limits: float) -> Program:
    """Maximise x under named limits x <= value; ten shells are its natural size."""
    ledger = Ledger(Calendar.of_lengths(date(2026, 1, 1), [1]), {"shell": 10.0})
    made = ledger.variable("made", ONE)
    ledger.charge("gain", made, -1.0)
    for name, value in limits.items():
        ledger.limit(name, ONE, [Term(made, np.array([0]), 1.0)], upper=value)
    return program_of(ledger.journal)


@pytest.mark.parametrize("pricing", [0, 1, 2], ids=["Dantzig", "Devex", "steepest edge"])
def test_pricing_changes_the_way_and_not_the_answer(pricing: int) -> None:
    program = small()
    other = HighsSession(program, {**HIGHS_OPTIONS, "simplex_dual_edge_weight_strategy": pricing}).solve()
    assert other.objective == pytest.approx(HighsSession(program).solve().objective, abs=1e-9)


def test_linopy_gives_what_highs_gives() -> None:
    program = small()
    direct, through = HighsSession(program).solve(), LinopySession(program, "highs").solve()
    assert through.objective == pytest.approx(direct.objective, abs=1e-6)
    question = scope(base())
    found = [prices(question, program, solution) for solution in (direct, through)]
    for first, second in zip(*found, strict=True):
        assert (first.limit, first.subject) == (second.limit, second.subject)
        assert first.points >= -1e-9
        assert second.points >= -1e-9


@each_session
def test_prices_are_those_of_theory(opened: type[HighsSession]) -> None:
    """Strong duality: the objective is what the limits and bounds are worth, each at its price.

    With price = what one more on the right earns, and reduced = cost of one more of a column:
    cost x = - price . right side + reduced . bound.
    """
    program = small()
    found = opened(program).solve()
    right = np.where(found.price > 0, program.row_upper, program.row_lower)
    bound = np.where(found.reduced < 0, program.upper, program.lower)
    used = np.abs(found.price) * program.row_sizes > 1e-9
    held = np.abs(found.reduced) * program.column_sizes > 1e-9
    dual = -(found.price[used] @ right[used]) + found.reduced[held] @ bound[held]
    assert dual == pytest.approx(found.objective, abs=1e-6)
    np.testing.assert_allclose(found.reduced, program.cost + program.matrix.T @ found.price, atol=1e-9)


@each_session
def test_changes_are_those_of_a_new_program(opened: type[HighsSession]) -> None:
    program = small()
    session: Session = opened(program)
    session.solve()
    lines = program.numbers(program.row("line")).ravel()
    stocks = program.numbers(program.variable("money_carried")).ravel()
    session.change_rows(lines, program.row_lower[lines] * 0.5, program.row_upper[lines])
    session.change_columns(stocks, program.lower[stocks], program.upper[stocks] * 0.1)
    session.change_cost(program.cost * 2)
    row_lower, upper = program.row_lower.copy(), program.upper.copy()
    row_lower[lines] *= 0.5
    upper[stocks] *= 0.1
    charges = {name: values * 2 for name, values in program.charges.items()}
    other = replace(program, row_lower=row_lower, upper=upper, charges=charges)
    assert session.solve().objective == pytest.approx(HighsSession(other).solve().objective, abs=1e-8)


@each_session
def test_rows_that_bind_together_share_one_price(opened: type[HighsSession]) -> None:
    """Twice x <= 5: together they are worth 1, however the price is split, and relief of one alone earns nothing.

    So what binds together is priced together: one finding adds up all limits of a name.
    """
    program = one_variable(first=5, second=5)
    found = opened(program).solve()
    assert found.price.sum() == pytest.approx(1)
    assert (found.price >= 0).all()
    assert opened(one_variable(first=6, second=5)).solve().objective == pytest.approx(found.objective)
    assert opened(one_variable(first=6, second=6)).solve().objective == pytest.approx(found.objective - 1)


@each_session
def test_a_program_without_end_has_no_solution(opened: type[HighsSession]) -> None:
    with pytest.raises(SolveError, match="not an answer"):
        opened(one_variable()).solve()


@each_session
def test_a_program_that_contradicts_itself_has_no_solution(opened: type[HighsSession]) -> None:
    with pytest.raises(SolveError, match="not an answer"):
        opened(one_variable(first=-1)).solve()


def test_a_solver_that_stops_early_has_no_solution() -> None:
    with pytest.raises(SolveError, match="limit"):
        HighsSession(small(), {**HIGHS_OPTIONS, "presolve": "off", "simplex_iteration_limit": 3}).solve()


def test_a_wrong_answer_is_not_accepted() -> None:
    """A solver that has lost a limit of its copy answers 8, where at most 5 are allowed."""
    session = HighsSession(one_variable(first=5, second=8))
    session._highs.changeRowBounds(0, -np.inf, np.inf)  # behind the session's back
    with pytest.raises(SolveError, match="breaks a limit by 3"):
        session.solve()


@pytest.mark.parametrize("value", [np.nan, -1.0, 5.1])
def test_values_out_of_bounds_are_not_accepted(value: float) -> None:
    session = HighsSession(one_variable(first=5))
    zero = np.zeros(1)
    with pytest.raises(SolveError, match="breaks a limit"):
        session._state.solution(np.array([value]), zero, zero, 0, "optimal")
    assert session._state.solution(np.array([5.0]), zero, zero, 0, "optimal").objective == -5


def test_options_that_highs_does_not_take_are_refused() -> None:
    with pytest.raises(SolveError, match="solvr"):
        load_highs(one_variable(first=5), {"solvr": "simplex"})


def test_unknown_solver() -> None:
    with pytest.raises(UsageError, match="no solver gurobee"):
        open_session(one_variable(first=5), "gurobee")


def test_sessions_are_silent_and_leave_no_settings(capfd: pytest.CaptureFixture[str]) -> None:
    before = linopy.options["semantics"]
    for opened in SESSIONS:
        opened(one_variable(first=5)).solve()
    assert capfd.readouterr().out == ""
    assert linopy.options["semantics"] == before


def test_highs_may_have_run_before_in_the_same_process() -> None:
    other = highspy.Highs()
    other.setOptionValue("output_flag", False)
    other.addVar(0, 1)
    other.run()
    assert HighsSession(one_variable(first=5)).solve().objective == -5


def test_solving_twice_gives_the_same_bytes() -> None:
    program = small()
    first, again = HighsSession(program).solve(), HighsSession(program).solve()
    assert first.value.tobytes() == again.value.tobytes()
    assert first.price.tobytes() == again.price.tobytes()
