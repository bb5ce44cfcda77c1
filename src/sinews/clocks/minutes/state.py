"""What a state of the case comes to, in the few numbers that are remembered of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from sinews.answers.work import Crew, run_all
from sinews.clocks.minutes.chain import Day, People
from sinews.clocks.minutes.flight import Flights
from sinews.clocks.minutes.scope import Cities
from sinews.clocks.minutes.trials import needs, safe
from sinews.model.calendar import Array


@dataclass(frozen=True)
class State:
    """What another state of the case comes to.

    `safe`: thousand people in time for the headline class. `needed`: minutes that the asked share needs from launch to
    shelter, nan where nobody is reached; shape (classes, states).
    """

    safe: float
    needed: Array


def state(scope: Cities, crew: Crew) -> State:
    """What the clock says of a state of the case, in short."""
    flights = [Flights(scope, name) for name in scope.classes]
    day = Day(scope)
    needed = run_all([partial(_needed, flights, People(scope, day, place)) for place in scope.states], crew)
    return State(safe(scope, crew), np.array(needed).T.reshape(len(scope.classes), len(scope.states)))


def _needed(flights: Sequence[Flights], people: People) -> list[float]:
    return [float(needs(people.scope, people, flight).ends[0]) for flight in flights]
