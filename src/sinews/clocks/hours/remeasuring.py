"""What is remembered of the hours clock, measured again: whether it is so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.clocks.hours.answer import LEVERS, answered, extended
from sinews.clocks.hours.kept import LIMITS, Measured
from sinews.clocks.hours.scope import Homes
from sinews.clocks.hours.why import Bottleneck


def remeasured(homes: Homes, means: Means) -> Mapping[str, float]:
    """Limits, and other states of the case: by name, how far apart, million people-hours. SolveError as the solver."""
    names = set(means.memory.records)
    fresh = replace(means, memory=Memory())
    extended(answered(homes, fresh), (LEVERS,) if names - {LIMITS} else (), fresh)
    known, again = Measured(means.memory), Measured(fresh.memory)
    found = {name: _states(known, again, name) for name in sorted(names - {LIMITS})}
    return {**found, LIMITS: apart(known.limits(), again.limits())} if LIMITS in names else found


def _states(known: Measured, again: Measured, name: str) -> float:
    first, second = known.state(name), again.state(name)
    return math.inf if first is None or second is None else abs(first.weighed - second.weighed)


def apart(known: Iterable[Bottleneck] | None, again: Iterable[Bottleneck] | None) -> float:
    """How far apart what limits earn is, million people-hours; infinite if the limits are not the same."""
    if known is None or again is None:
        return math.inf
    first, second = ({(found.limit, found.subject): found.earned for found in rows} for rows in (known, again))
    if first.keys() != second.keys():
        return math.inf
    return max((abs(earned - second[limit]) for limit, earned in first.items()), default=0.0)
