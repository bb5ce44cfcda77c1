"""Programs put together from columns are those that are built, and a part of a program has its optimum."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given

from sinews.clocks.days import restricted
from sinews.clocks.days.columns import Columns
from sinews.clocks.days.components import build
from sinews.clocks.days.restricted import Part, breached_by, on_ticks, solve, solve_part
from sinews.clocks.days.routes import Departures, shortest
from sinews.clocks.days.scope import Moves
from sinews.model.calendar import Hours, Indices
from sinews.model.program import Program
from sinews.model.solver.highs import Method
from tests.days.network import Sketch
from tests.days.test_laws import FEW, networks


def rows_of(program: Program) -> dict[tuple[str, str, str], Indices]:
    """Numbers of rows by name of the balance, place and item."""
    return {
        (block.name, place, item): numbers
        for block in program.rows
        for place, item, numbers in zip(
            block.subjects["place"], block.subjects["item"], program.numbers(block), strict=True
        )
    }


@FEW
@given(networks())
def test_programs_put_together_from_columns_are_those_that_the_components_build(sketch: Sketch) -> None:
    """Written in two lots and put together in another order: the same rows, entries, bounds, costs, reduced costs."""
    scope = Moves.of(sketch.case())
    journeys = shortest(scope)
    columns = Columns(scope)
    columns.program(journeys[1:])
    built, made = build(scope, journeys), columns.program(journeys)
    assert [(block.name, block.first) for block in made.variables] == [(b.name, b.first) for b in built.variables]
    first, second = rows_of(built), rows_of(made)
    assert first.keys() == second.keys()
    order = np.concatenate([second[name] for name in first]), np.concatenate([first[name] for name in first])
    np.testing.assert_allclose(made.matrix.toarray()[order[0]], built.matrix.toarray()[order[1]])
    for name in ("row_lower", "row_upper"):
        np.testing.assert_array_equal(getattr(made, name)[order[0]], getattr(built, name)[order[1]])
    for name in ("lower", "upper", "cost", "column_sizes"):
        np.testing.assert_allclose(getattr(made, name), getattr(built, name))
    solved = solve(made, "highs", Part(frozenset(), np.ones((len(journeys), len(scope.calendar)), dtype=bool)))
    np.testing.assert_allclose(columns.reduced(journeys, solved.solution.price), solved.reduced, atol=1e-9)


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
