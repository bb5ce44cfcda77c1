"""What holds a movement up, measured again: whether what is remembered of it is so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sinews.answers.confirmed import LIMITS, apart
from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.clocks.days.answer import answered
from sinews.clocks.days.kept import ROUTES, Movements
from sinews.clocks.days.scope import Moves


def remeasured(scope: Moves, means: Means) -> Mapping[str, float]:
    """The leading limits, measured again on the routes that are remembered. SolveError as the solver does."""
    routes = {name: record for name, record in means.memory.records.items() if name == ROUTES}
    fresh = Memory(records=dict(routes))
    answered(scope, replace(means, memory=fresh))
    if LIMITS not in means.memory.records:
        return {}
    return {LIMITS: apart(Movements(means.memory).limits(), Movements(fresh).limits())}
