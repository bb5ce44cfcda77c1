"""What is remembered of the hours clock, measured again: whether it is so."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from sinews.answers.confirmed import LIMITS, apart
from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.clocks.hours.answer import LEVERS, answered, extended
from sinews.clocks.hours.kept import Measured
from sinews.clocks.hours.scope import Homes


def remeasured(homes: Homes, means: Means) -> Mapping[str, float]:
    """Limits, and levers alone: by name, how far apart, million people-hours. SolveError as the solver."""
    names = set(means.memory.records)
    fresh = replace(means, memory=Memory())
    extended(answered(homes, fresh), (LEVERS,) if names - {LIMITS} else (), fresh)
    before, again = Measured(means.memory), Measured(fresh.memory)
    distances = {name: _states(before, again, name) for name in sorted(names & fresh.memory.records.keys() - {LIMITS})}
    return {**distances, LIMITS: apart(before.limits(), again.limits())} if LIMITS in names else distances


def _states(before: Measured, again: Measured, name: str) -> float:
    first, second = before.state(name), again.state(name)
    return math.inf if first is None or second is None else abs(first.weighed - second.weighed)
