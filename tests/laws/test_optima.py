"""Plans that are as good as the best: all of them, and no others; and lots that depend on names alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.model.optima import lots, optima
from sinews.model.program import Block
from sinews.model.solver.highs import EXACT_OPTIONS, HighsSession
from tests.laws.test_sharing import WAYS, alliance
from tests.model import solve


def test_whatever_is_asked_of_them_they_stay_as_good_and_none_is_left_out() -> None:
    """Costs by chance lead to corners of the plans that are as good; plans by other ways to solve are among them."""
    program = solve(alliance((2.0, 8.0), (20.0, 9.0, 20.0), 3, 1.0)).program
    best = HighsSession(program, EXACT_OPTIONS).solve()
    among, chance = optima(program, best), np.random.default_rng(1)
    session = HighsSession(among, EXACT_OPTIONS)
    for _ in range(5):
        session.change_cost(chance.uniform(0, 1, len(program.lower)) / program.column_sizes)
        assert program.cost @ session.solve().value == pytest.approx(best.objective, abs=1e-8)
    for options in WAYS:
        assert among.fits(HighsSession(program, options).solve().value)


@settings(max_examples=20)
@given(st.lists(st.text("abcdefgh", min_size=1), min_size=2, max_size=8, unique=True))
def test_a_lot_is_that_of_its_names_wherever_the_row_stands(names: list[str]) -> None:
    ticks = ["2026-01", "2026-02", "2026-03"]
    drawn = lots(Block("orders", {"place": names}, 0, np.ones(len(names))), ticks)
    turned = lots(Block("orders", {"place": names[::-1]}, 7, np.ones(len(names))), ticks[::-1])
    assert np.array_equal(turned, drawn[::-1, ::-1])
    assert len(np.unique(drawn)) == drawn.size


def test_lots_are_even_from_0_to_1() -> None:
    """Of 10,000 numbers about a tenth lies in each tenth: 1,000, with a deviation of 30."""
    names = [f"ally_{number}" for number in range(1000)]
    drawn = lots(Block("stock", {"place": names}, 0, np.ones(1000)), [f"tick {tick}" for tick in range(10)])
    assert drawn.min() >= 0
    assert drawn.max() < 1
    counts = np.histogram(drawn, 10, (0, 1))[0]
    assert np.abs(counts - 1000).max() < 5 * 30
