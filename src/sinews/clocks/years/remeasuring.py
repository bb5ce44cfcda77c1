"""What limits earn, measured again: whether what is remembered of them is so."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.clocks.years.answer import answered
from sinews.clocks.years.graded import DATE, read
from sinews.clocks.years.kept import Measurements
from sinews.clocks.years.measured import Measured
from sinews.clocks.years.scope import Scope


def remeasured(scope: Scope, means: Means) -> Mapping[str, float]:
    """What holds back, measured again: by name, how far from what is remembered. SolveError as the solver does."""
    fresh = Memory()
    answered(scope, replace(means, memory=fresh))
    first, second = Measurements(means.memory), Measurements(fresh)
    names = [name for name in fresh.records if name in means.memory.records]
    days = {name for name in names if name.startswith(DATE)}
    before, again = ({name: memory.get(name, read) for name in days} for memory in (means.memory, fresh))
    return {
        name: _apart(before[name], again[name]) if name in days else apart(first.get(name), second.get(name))
        for name in names
    }


def _apart(before: tuple[float | None] | None, again: tuple[float | None] | None) -> float:
    """How far two dates are apart, months; infinite if only one lies within the horizon."""
    if before == again and before is not None:
        return 0.0
    if before is None or again is None or before[0] is None or again[0] is None:
        return math.inf
    return abs(before[0] - again[0])


def apart(before: Measured | None, again: Measured | None) -> float:
    """How far two measurements of one package are apart: the most of objective and points, in points, and of months.

    Prices are hints and may differ where limits bind together. Infinite, if one is none or only one has a ready date.
    """
    if before is None or again is None or (before.instant is None) != (again.instant is None):
        return math.inf
    months = 0.0 if before.instant is None or again.instant is None else abs(before.instant - again.instant)
    return max(abs(before.points - again.points), 100 * abs(before.objective - again.objective), months)
