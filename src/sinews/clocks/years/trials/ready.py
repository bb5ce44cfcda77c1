"""When trials are ready: in all and by family, and whether that is before an attack becomes possible."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sinews.clocks.years.scope import Scope
from sinews.model.calendar import Array, Calendar
from sinews.model.streams import Streams

#: What stands for all families together.
ALL = "all"

#: How far below the standard coverage may be and still meet it: rounding, as in `held_from`.
_NEAR = 1e-6


@dataclass(frozen=True)
class Ready:
    """Months from the start at which trials are ready for good, shape (trials,) by family; infinity for never.

    `test`: months from the start to the test in each trial, infinity beyond what statements say.
    """

    families: dict[str, Array]
    test: Array

    def chance(self, family: str = ALL) -> Array:
        """Whether each trial is ready before the test; shape (trials,)."""
        instant = self.families[family]
        return np.asarray(np.isfinite(instant) & (instant <= self.test), dtype=np.float64)


def ready(scope: Scope, coverage: Array, test: Array) -> Ready:
    """When trials hold the standard, by family; `coverage`: shape (trials, needed items, ticks)."""
    standard = scope.case.parameter("coverage_standard") / 100
    rows = {family: [scope.needed.index(item) for item in items] for family, items in scope.families.items()}
    instants = {
        family: held_from(scope.calendar.shown, coverage[:, mine].min(axis=1), standard)
        for family, mine in rows.items()
    }
    return Ready({ALL: held_from(scope.calendar.shown, coverage.min(axis=1), standard), **instants}, test)


def held_from(calendar: Calendar, coverage: Array, standard: float) -> Array:
    """Months from the start at which coverage reaches a standard for good, as `outcome.held_from`, in many trials.

    `coverage`: at the end of each tick, shape (trials, ticks), linear in between; returns shape (trials,).
    """
    below, ticks = coverage < standard - _NEAR, coverage.shape[1]
    last = np.where(below.any(axis=1), ticks - 1 - below[:, ::-1].argmax(axis=1), -1)
    after = np.minimum(last + 1, ticks - 1)
    row = np.arange(len(coverage))
    low, high = coverage[row, np.maximum(last, 0)], coverage[row, after]
    part = np.clip(np.divide(standard - low, high - low, out=np.zeros_like(low), where=high > low), 0.0, 1.0)
    instant = calendar.start[after] + part * calendar.length[after]
    return np.where(last < 0, 0.0, np.where(last == ticks - 1, np.inf, instant))


def tests(scope: Scope, streams: Streams) -> Array:
    """Months from the start to the test in each trial, shape (trials,): the first of the month that is drawn."""
    return at_test(scope, streams.uniform("threats", "", "test"))


def at_test(scope: Scope, uniform: Array) -> Array:
    """The month of the test at even draws, of their shape; infinity where none of the statements' months is drawn."""
    reached = np.cumsum(scope.threat.probability)
    month = np.searchsorted(reached, uniform, side="right").astype(np.float64)
    return np.where(month < len(reached), month, np.inf)
