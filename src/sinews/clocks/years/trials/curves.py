"""What was decided, as curves over time, and when it arrives in trials that each have a delay and a spread.

A flow is even within its tick, so what has left by time x is a line with a bend at each tick, W(x). After a delay d,
W(x - d) has arrived by x; with a spread s, the mean of W from x - d - s to x - d. That is what `Calendar.lag` gives for
one delay and every pair of ticks, here for many delays and every tick: a look-up in W and in its integrals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sinews.model.calendar import Array, Calendar, Indices

#: Spreads below this, in months, count as none.
_AT_ONCE = 1e-9


@dataclass(frozen=True)
class Curves:
    """Flows of some subjects by tick, shape (subjects, ticks), on a calendar without branches."""

    calendar: Calendar
    flows: Array

    @cached_property
    def _knots(self) -> tuple[Array, Array, Array]:
        """What has left by the start of each tick, and the first and second integral of it; shape (subjects, ticks)."""
        length = self.calendar.length.astype(np.float64)
        left = _before(self.flows)
        area = _before(left * length + self.flows * length / 2)
        own = area * length + left * length**2 / 2 + self.flows * length**2 / 6
        return left, area, _before(own)

    @cached_property
    def _ticks(self) -> Indices:
        """The tick of each month, shape (months,)."""
        return np.repeat(np.arange(len(self.calendar)), self.calendar.length)

    def arrivals(self, delay: Array, spread: Array | None = None) -> Iterator[Array]:
        """What arrives in each tick that is shown; `delay` and `spread` in months, shape (trials, subjects)."""
        before = self._arrived(0.0, delay, spread, 0)
        for end in self.calendar.shown.end:
            by_then = self._arrived(float(end), delay, spread, 0)
            yield by_then - before
            before = by_then

    def slipped(self, day: float, factor: Array) -> Iterator[Array]:
        """What arrives in each tick that is shown if all that was to come after a month takes `factor` times as long.

        `day`: months from the start to the day from which it is counted. `factor`: shape (trials, subjects).
        """
        before = self._at(np.zeros_like(factor), 0)
        for end in self.calendar.shown.end:
            until = np.where(end > day, day + (end - day) / factor, end)
            by_then = self._at(np.minimum(until, self.calendar.months), 0)
            yield by_then - before
            before = by_then

    def stays(self, delay: Array, spread: Array | None = None) -> Iterator[Array]:
        """For how many months of each tick that is there which arrives in it, as `Calendar.stay`; shapes as above."""
        there, area = (self._arrived(0.0, delay, spread, integral) for integral in (0, 1))
        for end, length in zip(self.calendar.shown.end, self.calendar.shown.length, strict=True):
            so_far = self._arrived(float(end), delay, spread, 1)
            yield so_far - area - there * length
            there, area = self._arrived(float(end), delay, spread, 0), so_far

    def _arrived(self, until: float, delay: Array, spread: Array | None, integral: int) -> Array:
        """What has arrived by a month (0), or its integral up to then (1); shape (trials, subjects)."""
        at_once = self._at(until - delay, integral)
        if spread is None:
            return at_once
        over = self._at(until - delay, integral + 1) - self._at(until - delay - spread, integral + 1)
        evenly = over / np.where(spread > _AT_ONCE, spread, 1.0)
        return np.where(spread > _AT_ONCE, evenly, at_once)

    def _at(self, month: Array, integral: int) -> Array:
        """What has left by some months (0), or its first or second integral; of the shape of `month`."""
        month = np.maximum(month, 0.0)
        last = self.calendar.months
        tick = self._ticks[np.minimum(month.astype(np.int64), last - 1)]
        at = tick + len(self.calendar) * np.arange(self.flows.shape[0])
        along = month - self.calendar.start[tick]
        rate = np.take(self.flows / self.calendar.length, at)
        left, area, volume = self._knots
        if integral == 0:
            return np.asarray(np.take(left, at) + rate * along)
        if integral == 1:
            return np.asarray(np.take(area, at) + np.take(left, at) * along + rate * along**2 / 2)
        bent = np.take(left, at) * along**2 / 2 + rate * along**3 / 6
        return np.asarray(np.take(volume, at) + np.take(area, at) * along + bent)


def _before(amounts: Array) -> Array:
    """Sums of what came in earlier ticks, of the same shape."""
    return np.asarray(np.cumsum(amounts, axis=1) - amounts)
