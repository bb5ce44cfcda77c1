"""What was decided, as curves over time, and when it arrives in trials that each have a delay and a spread.

A flow is even within its tick, so what has left by time x is a line with a bend at each tick, W(x). After a delay d,
W(x - d) has arrived by x; with a spread s, the mean of W from x - d - s to x - d. That is what `Calendar.lag` gives for
one delay and every pair of ticks, here for many delays and every tick: a look-up in W and in its integrals. Ticks are
whole months, so each delay lies by the same part of a month behind the knots of W throughout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from sinews.model.calendar import Array, Calendar, Indices

#: Spreads below this, in months, count as none.
_AT_ONCE = 1e-9


@dataclass(frozen=True)
class Curves:
    """Flows of some subjects by tick, shape (subjects, ticks), on a calendar without branches."""

    calendar: Calendar
    flows: Array

    def arrivals(self, delay: Array, spread: Array | None = None) -> Iterator[Array]:
        """What arrives in each tick that is shown; `delay` and `spread` in months, shape (subjects, trials)."""
        if spread is None:
            behind = self._behind(delay)
            for end, length in self._ticks():
                yield behind.within(end - length, length)
            return
        arrived = self._arrived(delay, spread)
        before = arrived.by(0, 0)
        for end, _ in self._ticks():
            by_then = arrived.by(end, 0)
            yield by_then - before
            before = by_then

    def slipped(self, day: float, factor: Array) -> Iterator[Array]:
        """What arrives in each tick that is shown if all that was to come after a month takes `factor` times as long.

        `day`: months from the start to the day from which it is counted. `factor`: shape (subjects, trials).
        """
        knots = self._behind(np.zeros((len(self.flows), 1)))
        before = knots.by(0, 0)
        for end, _ in self._ticks():
            if end <= day:
                by_then = knots.by(end, 0)
            else:
                by_then = knots.at(np.clip(day + (end - day) / factor, 0.0, self.calendar.months))
            yield by_then - before
            before = by_then

    def stays(self, delay: Array, spread: Array | None = None) -> Iterator[Array]:
        """For how many months of each tick that is there which arrives in it, as `Calendar.stay`; shapes as above."""
        arrived = self._arrived(delay, spread)
        there, area = arrived.by(0, 0), arrived.by(0, 1)
        for end, length in self._ticks():
            so_far = arrived.by(end, 1)
            yield so_far - area - there * length
            there, area = arrived.by(end, 0), so_far

    def _ticks(self) -> Iterator[tuple[int, int]]:
        """End and length of each tick that is shown, in months."""
        shown = self.calendar.shown
        return zip(shown.end.tolist(), shown.length.tolist(), strict=True)

    def _arrived(self, delay: Array, spread: Array | None) -> _Arrived:
        if spread is None:
            return _Arrived(self._behind(delay))
        return _Arrived(self._behind(delay), self._behind(delay + spread), spread)

    def _behind(self, delay: Array) -> _Behind:
        return _Behind.of(np.repeat(self.flows / self.calendar.length, self.calendar.length, axis=1), delay)


class _Arrived:
    """What has arrived by the end of a month (0), or its integral up to then (1), of flows with a spread."""

    def __init__(self, first: _Behind, last: _Behind | None = None, spread: Array | float = 0.0) -> None:
        """`first`, `last`: the curves from after the delay, and from after the spread as well."""
        self._first, self._last = first, last
        self._even = np.asarray(spread) > _AT_ONCE
        self._over = np.where(self._even, spread, 1.0)

    def by(self, until: int, integral: int) -> Array:
        """Shape (subjects, trials)."""
        if self._last is None:
            return self._first.by(until, integral)
        over = self._first.by(until, integral + 1) - self._last.by(until, integral + 1)
        evenly = np.divide(over, self._over, out=over)
        return evenly if self._even.all() else np.where(self._even, evenly, self._first.by(until, integral))


@dataclass(frozen=True)
class _Behind:
    """Curves as seen from so much later: by month the rate, what has left at its start, and two integrals of that.

    `cell`: of each subject and trial in these tables, which are flat, for month 0. `along`: how far into that month.
    """

    tables: tuple[Array, Array, Array, Array]
    cell: Indices
    along: Array
    _steps: dict[int, tuple[Array, Array]] = field(default_factory=dict)

    @classmethod
    def of(cls, rate: Array, delay: Array) -> _Behind:
        """Of rates by month, shape (subjects, months), and delays, (subjects, trials); rates last beyond the end."""
        whole = np.floor(-delay)
        first, last = (int(end) for end in (whole.min(initial=0.0), whole.max(initial=0.0)))
        rate = np.pad(rate, ((0, 0), (-first, 0)))
        rate = np.pad(rate, ((0, 0), (0, last + 1)), mode="edge")
        left = _before(rate)
        area = _before(left + rate / 2)
        volume = _before(area + left / 2 + rate / 6)
        rows = np.arange(len(rate))[:, None] * rate.shape[1]
        cell = whole.astype(np.int64) + (rows - first)
        return cls((rate.ravel(), left.ravel(), area.ravel(), volume.ravel()), cell, -delay - whole)

    def by(self, until: int, integral: int) -> Array:
        """What has left by the end of a month (0), or its first or second integral; shape (subjects, trials)."""
        rate, left, area, volume = (table[until:] for table in self.tables)
        bent, along = np.take(rate, self.cell), self.along
        if integral == 0:
            return np.asarray(np.take(left, self.cell) + bent * along)
        if integral == 1:
            return np.asarray(np.take(area, self.cell) + (np.take(left, self.cell) + bent * along / 2) * along)
        bent = np.take(left, self.cell) / 2 + bent * along / 6
        return np.asarray(np.take(volume, self.cell) + (np.take(area, self.cell) + bent * along) * along)

    def within(self, begin: int, months: int) -> Array:
        """What leaves within so many months from the end of one, shape (subjects, trials)."""
        if months not in self._steps:
            rate, left = self.tables[:2]
            self._steps[months] = left[months:] - left[:-months], rate[months:] - rate[:-months]
        left, rate = (table[begin:] for table in self._steps[months])
        come = np.take(rate, self.cell)
        come *= self.along
        come += np.take(left, self.cell)
        return come

    def at(self, month: Array) -> Array:
        """What has left by some months from 0 to the end, shape (subjects, trials); without a delay."""
        rate, left = self.tables[:2]
        cell = month.astype(np.int64)
        along = month - cell
        cell += self.cell
        along *= np.take(rate, cell)
        along += np.take(left, cell)
        return along


def _before(amounts: Array) -> Array:
    """Sums of what came in earlier months, of the same shape."""
    sums = np.zeros_like(amounts)
    np.cumsum(amounts[:, :-1], axis=1, out=sums[:, 1:])
    return sums
