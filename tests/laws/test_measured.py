"""Laws of what is measured: it is what a fresh build and a cold solve give, whoever measures it, in whatever order."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.claims import claims
from sinews.clocks.years.deadline import earliest, stays
from sinews.clocks.years.limits import BUILD_LAG, CARRY_OVER, CHAIN, DELAY, LEAD_TIME, LINES, MONEY, ROOM, Limit
from sinews.clocks.years.measured import Measured
from sinews.clocks.years.measuring import hired, start_for, with_levers
from sinews.clocks.years.program import build
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Scope, pulled
from sinews.data.case import Case
from sinews.data.levers import Change, Lever, Package, levers
from sinews.data.tables import BY_NAME, ChangeKind
from sinews.model.program import Program
from sinews.model.solver.highs import HighsSession
from tests.laws.cases import base, cases, multiplied, with_table
from tests.model import refer

few = settings(max_examples=3)

#: What HiGHS may be off: its own tolerance is 1e-7 of an item's size.
NEAR = 1e-6

STEPS = (
    (MONEY, "POL"),
    (LINES, "shell_155mm"),
    (LINES, "main_battle_tank"),
    (ROOM, "shell_155mm"),
    (CARRY_OVER, "NATO_EUR"),
    (DELAY, "NATO_EUR"),
    (DELAY, "DEU"),
    (LEAD_TIME, "main_battle_tank"),
    (BUILD_LAG, "shell_155mm"),
    (CHAIN, "shell_155mm"),
)

#: Steps after which all that could be done before can still be done.
RELIEF = tuple(key for key in STEPS if key[0] != LEAD_TIME)

#: Changes that no standard step makes, harmful ones among them.
OTHERS = (
    Lever("dearer", "Dearer tanks", (Change("items", "price", ChangeKind.MULTIPLY, 1.3),)),
    Lever("slower", "Slower contracts", (Change("places", "contracting_delay", ChangeKind.ADD, 3.0),)),
    Lever("larger", "Larger forces", (Change("forces", "quantity", ChangeKind.MULTIPLY, 1.1),)),
    Lever("fewer", "Less from all lines", (Change("capacity", "rate", ChangeKind.MULTIPLY, 0.8),)),
)


def near(case: Case) -> Case:
    """The case with a quarter of the needs, so that it is ready within the horizon."""
    return ranged(multiplied(case, "scales", "per_force", 0.25))


def ranged(case: Case) -> Case:
    """The case with ranges that hold its values, so that it stands the checks that a change of a case has to stand."""
    for name, rows in case.tables.items():
        numbers = [column.name for column in BY_NAME[name].numbers if column.name in rows.columns]
        ends = [pl.min_horizontal(f"{one}_low", one).alias(f"{one}_low") for one in numbers]
        ends += [pl.max_horizontal(f"{one}_high", one).alias(f"{one}_high") for one in numbers]
        case = with_table(case, name, rows.with_columns(ends))
    return case


@cache
def reference() -> Reference:
    """The base case, ready within the horizon."""
    return refer(near(base()))


def steps_of(scope: Scope) -> list[Lever]:
    return [limit.lever(scope, subject) for limit, subject in STEPS]


def all_of(scope: Scope) -> list[Lever]:
    return [*steps_of(scope), *levers(scope.case).values(), *OTHERS]


@dataclass(frozen=True)
class Cold:
    """What a fresh build and solves without any start give."""

    objective: float
    instant: float | None


def cold(scope: Scope) -> Cold:
    program = build(scope)
    standard = scope.case.parameter("coverage_standard") / 100
    deadline = earliest(program, HighsSession(program), standard)
    return Cold(HighsSession(program).solve().objective, deadline.instant)


def measured(found: Reference, packages: list[Package], workers: int = 1) -> list[Measured]:
    with hired(found, workers) as hands:
        return hands.packages(packages)


def agree(mine: Measured, other: Cold) -> bool:
    dates = (mine.instant, other.instant)
    same = dates == (None, None) or (None not in dates and dates[0] == pytest.approx(dates[1], abs=NEAR))
    return same and mine.objective == pytest.approx(other.objective, rel=NEAR, abs=NEAR / 100)


# fresh build, cold solve ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", [1.0, 2.0])
def test_effects_are_those_of_a_fresh_build(steps: float) -> None:
    """Every kind of standard step and lever, begun at the basis of the reference, on a case that gets ready."""
    found = reference()
    assert found.deadline.tick
    every = all_of(found.scope)
    results = measured(found, [((lever, steps),) for lever in every])
    wrong = [
        (lever.code, mine.objective, mine.instant, other)
        for lever, mine in zip(every, results, strict=True)
        if not agree(mine, other := cold(pulled(found.scope, lever, steps)))
    ]
    assert not wrong


@few
@given(cases(), st.sampled_from([0.5, 3.0]), st.randoms(use_true_random=False))
def test_effects_are_those_of_a_fresh_build_whatever_the_numbers(
    case: Case, steps: float, chance: random.Random
) -> None:
    found = refer(near(case))
    chosen = chance.sample(all_of(found.scope), 5)
    for lever, mine in zip(chosen, measured(found, [((lever, steps),) for lever in chosen]), strict=True):
        other = cold(pulled(found.scope, lever, steps))
        assert agree(mine, other), (lever.code, mine.objective, mine.instant, other)


@pytest.mark.parametrize(
    ("limit", "subject", "way"),
    [
        (ROOM, "shell_155mm", "dual"),  # wider bounds
        (LINES, "shell_155mm", "dual"),
        (MONEY, "POL", "dual"),
        (LEAD_TIME, "main_battle_tank", "cold"),  # other coefficients
        (DELAY, "DEU", "cold"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_program_begins_where_its_change_leaves_the_basis_good(limit: Limit, subject: str, way: str) -> None:
    """Dual simplex where bounds move, from nothing where coefficients do; the other way comes to the same."""
    found = reference()
    _, program = with_levers(found, ((limit.lever(found.scope, subject), 1.0),))
    start = start_for(program, found)
    assert way == ("cold" if start is None else "primal" if start.feasible else "dual")
    session = HighsSession(program)
    cold = session.solve()
    if start is not None:
        warm, other = session.solve(start), session.solve(replace(start, feasible=not start.feasible))
        assert warm.objective == pytest.approx(cold.objective, abs=NEAR / 100)
        assert other.objective == pytest.approx(cold.objective, abs=NEAR / 100)
        assert warm.iterations <= other.iterations


def test_a_package_is_its_levers_pulled_one_after_the_other() -> None:
    found = reference()
    pair = (LEAD_TIME.lever(found.scope, "main_battle_tank"), MONEY.lever(found.scope, "POL"))
    [mine] = measured(found, [tuple((lever, 2.0) for lever in pair)])
    assert agree(mine, cold(pulled(pulled(found.scope, pair[0], 2.0), pair[1], 2.0)))


# nothing, and more ---------------------------------------------------------------------------------------------------


def test_buying_nothing_changes_nothing() -> None:
    found = reference()
    nothing: list[Package] = [(), *(((lever, 0.0),) for lever in all_of(found.scope)[:4])]
    for mine in measured(found, nothing):
        effect = found.effect(mine)
        assert effect.objective == pytest.approx(0, abs=1e-9)
        assert effect.days == pytest.approx(0, abs=1e-9)
        assert effect.ready == found.measured.ready


def reliefs(scope: Scope) -> list[tuple[Limit, str]]:
    """What is relieved: all, but for what only moves money between ticks where pay is cut for lack of it.

    What is kept over goes to pay first, and not to items; and an order whose payments fall into a tick without a euro
    cannot be signed, so that a month less may move a payment into one.
    """
    moves = {DELAY, CARRY_OVER} if claims(scope).cut.any() else set[Limit]()
    return [(limit, subject) for limit, subject in RELIEF if limit not in moves]


@few
@given(cases())
def test_relief_never_hurts(case: Case) -> None:
    found = refer(ranged(case))
    relief = reliefs(found.scope)
    packages: list[Package] = [((limit.lever(found.scope, subject), 1.0),) for limit, subject in relief]
    for key, mine in zip(relief, measured(found, packages), strict=True):
        assert mine.objective <= found.measured.objective + NEAR / 10, key


@few
@given(cases(), st.randoms(use_true_random=False))
def test_a_package_is_never_worse_than_its_parts(case: Case, chance: random.Random) -> None:
    found = refer(ranged(case))
    pair = [(limit.lever(found.scope, subject), 1.0) for limit, subject in chance.sample(reliefs(found.scope), 2)]
    both, *parts = measured(found, [tuple(pair), *((one,) for one in pair)])
    assert both.objective <= min(part.objective for part in parts) + NEAR / 10


# workers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_results_are_the_same_bytes_whoever_measures_and_in_whatever_order(workers: int) -> None:
    found = reference()
    packages: list[Package] = [((lever, 1.0),) for lever in all_of(found.scope)]
    order = list(range(len(packages)))
    random.Random(workers).shuffle(order)  # noqa: S311 - an order, not a secret
    alone = [measured(found, [package])[0] for package in packages[::4]]
    mixed = dict(zip(order, measured(found, [packages[number] for number in order], workers), strict=True))
    assert [repr(mixed[number]) for number in range(0, len(packages), 4)] == [repr(one) for one in alone]


# proofs without solving ----------------------------------------------------------------------------------------------


@few
@given(cases(), st.integers(0, 2**32 - 1))
def test_prices_bound_the_objective_from_below(case: Case, seed: int) -> None:
    """Weak duality: prices of other programs, mixtures of them and any others never promise more than the optimum."""
    program = build(Scope.of(case, reference().scope.question))
    best = HighsSession(program).solve()
    assert program.bound(best.price) == pytest.approx(best.objective, abs=NEAR)
    chance = np.random.default_rng(seed)
    noise = best.price * chance.uniform(0, 2, len(best.price))
    for price in (best.price * 0, noise, chance.normal(size=len(best.price)), _foreign(program, case)):
        assert program.bound(price) <= best.objective + NEAR
    assert np.isfinite(program.bound(best.price * 0))


def _foreign(program: Program, case: Case) -> np.ndarray:
    """Prices of the same program with twice the money."""
    richer = build(Scope.of(multiplied(case, "economy", "gdp", 2.0), reference().scope.question))
    assert richer.row_names() == program.row_names()
    return HighsSession(richer).solve().price


@pytest.mark.parametrize("steps", [1.0, 4.0])
def test_a_date_that_is_proved_to_stay_does_stay(steps: float) -> None:
    """Where plans and prices prove without solving that a date stays, the search finds it again; some are proved."""
    found = reference()
    proved = []
    for lever in all_of(found.scope):
        _, program = with_levers(found, ((lever, steps),))
        if program.variables is found.program.variables and stays(found.deadline, found.program, program):
            proved.append(lever.code)
            other = cold(pulled(found.scope, lever, steps))
            assert other.instant == pytest.approx(found.deadline.instant, abs=NEAR), lever.code
    assert proved
    assert not {"slower", "larger"} & set(proved)
