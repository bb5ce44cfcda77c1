"""Reduced costs without a program are those of the program, and a part of a program has its optimum."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given

from sinews.clocks.days import restricted
from sinews.clocks.days.components import build, journey
from sinews.clocks.days.restricted import Part, breached_by, on_ticks, solve, solve_part
from sinews.clocks.days.routes import Departures, shortest
from sinews.clocks.days.scope import Moves
from sinews.model.calendar import Hours
from sinews.model.ledger import Ledger
from sinews.model.priced import reduced_costs
from sinews.model.solver.highs import Method
from tests.days.network import Sketch
from tests.days.test_laws import FEW, networks


@FEW
@given(networks())
def test_prices_without_a_program_are_those_of_the_program(sketch: Sketch) -> None:
    """Costs plus prices x matrix, column by column, for prices of any plan; barred departures cost without end."""
    scope = Moves.of(sketch.case())
    journeys = Departures.always(scope, shortest(scope)).journeys
    everywhere = np.ones((len(journeys), len(scope.calendar)), dtype=bool)
    solved = solve(build(scope, journeys), "highs", Part(frozenset(), everywhere))
    prices = {
        (block.name, place, item): solved.solution.price[numbers]
        for block in solved.program.rows
        for place, item, numbers in zip(
            block.subjects["place"], block.subjects["item"], solved.program.numbers(block), strict=True
        )
    }
    ledger = Ledger(scope.calendar, scope.sizes)
    journey.build(scope, journeys, ledger)
    np.testing.assert_allclose(reduced_costs(ledger.journal, prices, "journey"), solved.reduced, atol=1e-9)


@FEW
@given(networks())
def test_a_part_of_a_program_comes_to_the_optimum_of_the_whole(sketch: Sketch) -> None:
    """Begun without any limit and with one tick of departure open, it ends where all limits and departures do."""
    scope = Moves.of(sketch.case())
    journeys = Departures.always(scope, shortest(scope)).journeys
    program = build(scope, journeys)
    few = np.zeros((len(journeys), len(scope.calendar)), dtype=bool)
    few[:, -1:] = True
    begun = solve(program, "highs", Part(frozenset(), few))
    with pytest.MonkeyPatch.context() as patch:  # as where limits are too many to put in more than are breached
        patch.setattr(restricted, "_WIDE", 0)
        patch.setattr(restricted, "_WIDE_AT_VERTEX", 0)
        patch.setattr(restricted, "_LEAST", 1)
        sparing = solve(program, "highs", Part(frozenset(), few))
    everything = frozenset(
        ((block.name, place, item), tick)
        for block in program.rows
        if block.name in ("track", "terminal")
        for place, item in zip(block.subjects["place"], block.subjects["item"], strict=True)
        for tick in range(len(scope.calendar))
    )
    whole = solve_part(program, "highs", Part(everything, np.ones_like(few)), Method.SIMPLEX)
    for part in (begun, sparing):
        np.testing.assert_allclose(part.solution.objective, whole.solution.objective, rtol=1e-5, atol=1e-6)
        assert not breached_by(part)


def test_what_holds_on_long_ticks_goes_to_the_short_ones_that_begin_in_them() -> None:
    """Days 0 to 2 in ticks of a day; in ticks of half a day these are six, two in each."""
    long, short = (Hours.of_days(date(2026, 11, 1), hours, 3, 1, 3) for hours in (24, 12))
    assert long.in_ticks_of(short).tolist() == [0, 0, 1, 1, 2, 2]
    name = ("track", "A-B", "trips")
    assert on_ticks(frozenset({(name, 1)}), long, short) == {(name, 2), (name, 3)}
    leaving = Departures((), np.zeros((0, 3), dtype=bool)).on_ticks(long, short).leaving
    assert leaving.shape == (0, 6)
