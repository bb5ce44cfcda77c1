"""What is remembered of the minutes clock, measured again: whether it is so."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from sinews.answers.confirmed import LIMITS, apart
from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.clocks.minutes.answer import LEVERS, answered, extended
from sinews.clocks.minutes.kept import Measured
from sinews.clocks.minutes.scope import Cities


def remeasured(scope: Cities, means: Means) -> Mapping[str, float]:
    """Limits, and levers alone: by name, how far apart, thousand people."""
    names = set(means.memory.records)
    fresh = replace(means, memory=Memory())
    extended(answered(scope, fresh), (LEVERS,) if names - {LIMITS} else (), fresh)
    before, again = Measured(means.memory), Measured(fresh.memory)
    shape = len(scope.classes), len(scope.states)
    both = sorted(names & fresh.memory.records.keys() - {LIMITS})
    distances = {name: _states(before, again, name, shape) for name in both}
    return {**distances, LIMITS: apart(before.limits(), again.limits())} if LIMITS in names else distances


def _states(before: Measured, again: Measured, name: str, shape: tuple[int, int]) -> float:
    first, second = before.state(name, shape), again.state(name, shape)
    return math.inf if first is None or second is None else abs(first.safe - second.safe)
