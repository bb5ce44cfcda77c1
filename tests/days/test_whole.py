"""Whole trains: solved by hand, never better than fractions, never beyond what there is room for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from sinews.clocks.days import answer as days
from sinews.clocks.days.closure import arrived
from sinews.clocks.days.flows import departures
from sinews.clocks.days.plan import Plan, plan
from sinews.clocks.days.scope import Movement, Moves
from sinews.clocks.days.whole import ROUNDING, whole
from tests.days.network import Sketch, railway
from tests.days.test_laws import FEW, networks


def made(sketch: Sketch) -> tuple[Plan, Plan, float]:
    """The plan in fractions, the plan in whole trains, the gap."""
    fractions = plan(Moves.of(sketch.case()))
    found = whole(fractions)
    assert found.gap is not None
    return fractions, found.plan, found.gap


def test_a_line_that_takes_a_train_every_two_days() -> None:
    """100 vehicles, ten to a train, half a train a day, a day on the way.

    The k-th train leaves in the tick that ends on day 2k, when the line has had room for all of it, and has arrived a
    day later: ten trains by day 21.
    """
    sketch = railway("A", "B", capacity=0.5)
    _, found, _ = made(sketch)
    gone = departures(found).sum(axis=0)
    assert np.flatnonzero(gone > 0).tolist() == [3 + 4 * k for k in range(10)]
    assert gone[gone > 0] == pytest.approx(10)
    assert arrived(found.solved)[0, 41] == pytest.approx(100)
    assert arrived(found.solved)[0, 40] == pytest.approx(90)


def test_the_last_train_may_be_part_full() -> None:
    """25 vehicles on a line without end: three trains at once, the last one with five."""
    sketch = railway("A", "B")
    sketch.rows["formation_loads"][0]["quantity"] = 25
    sketch.rows["arrivals"][0]["quantity"] = 25
    fractions, found, gap = made(sketch)
    assert departures(found).sum(axis=0)[0] == pytest.approx(25)
    assert gap == pytest.approx(0, abs=1e-9)
    assert found.solution.objective == pytest.approx(fractions.solution.objective)


def test_wagons_for_a_train_have_to_be_there() -> None:
    """A pool of 45 wagons, 30 to a train: one train at a time, where fractions send one and a half."""
    sketch = railway("A", "B", quantity=45)
    fractions, found, gap = made(sketch)
    gone = departures(found).sum(axis=0)
    assert gone[gone > 0] == pytest.approx(10)
    assert departures(fractions).sum(axis=0)[0] == pytest.approx(15)
    assert gap > 0


@FEW
@given(networks())
def test_whole_trains_are_full_late_and_in_bounds(sketch: Sketch) -> None:
    fractions, found, gap = made(sketch)
    assert gap >= 0
    assert found.solution.objective >= fractions.solution.objective * (1 - 1e-6)
    gone, wanted = departures(found), departures(fractions)
    assert (gone.cumsum(axis=1) <= wanted.cumsum(axis=1) + 20 * ROUNDING * 100).all()
    for row, journey in enumerate(found.journeys):
        sizes = [1 / arc.trips for arc in journey.route.arcs if arc.carrier == "train" and arc.link]
        if sizes:
            sent = gone[row][gone[row] > 1e-6]
            parts = np.abs(sent / sizes[0] - np.round(sent / sizes[0])) > 1e-6
            assert parts[:-1].sum() == 0  # at most the last one is part full


def test_the_answer_says_how_far_it_is_from_the_best() -> None:
    answer = days.run(railway("A", "B", quantity=45).case(), Movement(whole=True))
    plain = days.run(railway("A", "B", quantity=45).case())
    assert answer.gap is not None
    assert answer.gap > 0
    assert plain.gap is None
    assert answer.late >= plain.late
    assert answer.why == plain.why
