"""What holds a movement up, measured again: whether what is remembered of it is so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.clocks.days.answer import answered
from sinews.clocks.days.kept import LIMITS, ROUTES, Movements
from sinews.clocks.days.scope import Moves
from sinews.clocks.days.why import Bottleneck


def remeasured(scope: Moves, means: Means) -> Mapping[str, float]:
    """The leading limits, measured again on the routes that are remembered. SolveError as the solver does."""
    routes = {name: record for name, record in means.memory.records.items() if name == ROUTES}
    fresh = Memory(records=dict(routes))
    answered(scope, replace(means, memory=fresh))
    if LIMITS not in means.memory.records:
        return {}
    return {LIMITS: apart(Movements(means.memory).limits(), Movements(fresh).limits())}


def apart(known: Iterable[Bottleneck] | None, again: Iterable[Bottleneck] | None) -> float:
    """How far apart what limits earn is, days; infinite if the limits are not the same."""
    if known is None or again is None:
        return math.inf
    first, second = ({(found.limit, found.subject): found.earned for found in rows} for rows in (known, again))
    if first.keys() != second.keys():
        return math.inf
    return max((abs(earned - second[limit]) for limit, earned in first.items()), default=0.0)
