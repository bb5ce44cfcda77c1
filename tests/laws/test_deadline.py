"""The date found is that of trying every deadline, wherever the search begins; about two solves find it again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.deadline import NEGLIGIBLE, ROOM, Deadline, earliest, stays
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from sinews.model.calendar import Array
from sinews.model.program import Program
from sinews.model.solver.highs import HighsSession
from tests.laws.cases import base, cases, multiplied

#: What the solver may be off in months of the instant.
NEAR = 1e-6


@dataclass(frozen=True)
class Scanned:
    """What trying every deadline gives: the first tick that can be met, and the instant."""

    tick: int | None
    instant: float | None


def scanned(program: Program, standard: float) -> Scanned:
    """All deadlines solved, each from nothing, on a program of its own."""
    rows, columns = program.numbers(program.row("missing")), program.numbers(program.variable("gap"))
    need, upper = -program.row_lower[rows], held(program)
    cost = np.zeros(len(program.lower))
    cost[columns] = 1 / need
    least: list[Array] = []
    for tick in range(need.shape[1]):
        lower = program.row_lower.copy()
        lower[rows[:, tick:]] = -(1 - standard) * need[:, tick:]
        tried = HighsSession(replace(program, row_lower=lower, upper=upper, charges={"gap": cost})).solve()
        gaps = tried.value[columns] / need
        least.append(gaps.sum(axis=1) * (gaps.max() > NEGLIGIBLE))
    met = [tick for tick in range(len(least)) if not np.any(least[tick:])]
    if not met:
        return Scanned(None, None)
    return Scanned(met[0], instant(program, np.array(least), met[0]))


def held(program: Program) -> Array:
    """Upper bounds with no more uses refused than must be."""
    refused = program.charges.get("unmet_uses")
    if refused is None:
        return program.upper
    least = HighsSession(replace(program, charges={"unmet_uses": refused})).solve().value
    held = program.upper.copy()
    columns = np.flatnonzero(refused)
    held[columns] = np.minimum(held[columns], least[columns] + ROOM * program.column_sizes[columns])
    return held


def instant(program: Program, least: Array, met: int) -> float:
    """Where the line through the last two differences of the last item reaches zero, within the tick of the date."""
    if met == 0:
        return 0.0
    parts = [0.0]
    for item, last in enumerate(least[met - 1]):
        before = least[met - 2][item] - last if met > 1 else np.inf
        if last > NEGLIGIBLE:
            parts.append(last / (before - last) if before > 2 * last else 1.0)
    return float(program.calendar.start[met] + max(parts) * program.calendar.length[met])


def agree(found: Deadline, other: Scanned) -> bool:
    if found.tick != other.tick or found.instant is None or other.instant is None:
        return (found.tick, found.instant) == (other.tick, other.instant)
    return found.instant == pytest.approx(other.instant, abs=NEAR)


@settings(max_examples=8)
@given(cases(), st.sampled_from([0.1, 0.25, 0.5, 1.0]), st.sampled_from([0.6, 0.95]))
def test_the_date_is_that_of_trying_every_deadline(case: Case, needed: float, standard: float) -> None:
    """From the end of the horizon, and from any expected date: too early, right, too late, beyond the horizon."""
    program = build(Scope.of(multiplied(case, "scales", "per_force", needed), Question()))
    other, last = scanned(program, standard), len(program.calendar) - 1
    date = last if other.tick is None else other.tick
    for near in (None, 0, date - 3, date - 1, date, date + 1, date + 4, last):
        found = earliest(program, HighsSession(program), standard, near if near is None else max(near, 0))
        assert agree(found, other), near


def test_two_solves_find_a_date_that_is_known() -> None:
    """One that fails, whose plan holds the standard from the date on, and one a tick before the date, which fails."""
    program = build(Scope.of(multiplied(base(), "scales", "per_force", 0.25), Question()))
    first = earliest(program, HighsSession(program), 0.95)
    assert first.tick is not None
    assert first.tick > 2
    again = earliest(program, HighsSession(program), 0.95, first.tick)
    assert again.solves == 2
    assert agree(again, Scanned(first.tick, first.instant))
    assert [trial.solution.objective <= NEGLIGIBLE for trial in again.trials] == [True, False, False]


def test_the_plan_that_meets_a_date_stands_as_proof_that_it_stays() -> None:
    """The plan comes from an earlier deadline; it fits the program of the date, so the date of this program stays."""
    program = build(Scope.of(multiplied(base(), "scales", "per_force", 0.25), Question()))
    first = earliest(program, HighsSession(program), 0.95)
    again = earliest(program, HighsSession(program), 0.95, first.tick)
    for trial in again.trials:
        assert trial.program.fits(trial.solution.value)
    assert stays(again, program, program)
    poorer = build(Scope.of(multiplied(base(), "scales", "per_force", 0.26), Question()))
    assert not stays(again, program, poorer)
