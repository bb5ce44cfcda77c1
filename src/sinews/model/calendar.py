"""Ticks: lengths, parents, and how flows that take time spread over them.

A calendar is a list of ticks. Each has a start and a length in months, a parent (the tick before it) and a
share (the probability of its branch). A plain calendar is a tree with one branch; components never ask which.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sinews.data.months import month_after, months_between

if TYPE_CHECKING:
    from scipy import sparse

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

#: Months by which an instant may miss the end of a month and still belong to it.
INSTANT = 1e-6


@dataclass(frozen=True)
class Lag:
    """What part (`share`) of a flow in tick `source` arrives in tick `target`; three arrays of one length."""

    source: Indices
    target: Indices
    share: Array

    def matrix(self, ticks: int) -> sparse.csr_matrix:
        """Shares by tick of departure and of arrival, shape (ticks, ticks)."""
        from scipy import sparse  # slow to load, and checks of statements need rates of lines alone

        return sparse.csr_matrix((self.share, (self.source, self.target)), shape=(ticks, ticks))


@dataclass(frozen=True)
class Calendar:
    """Ticks from `origin` on.

    Attributes
    ----------
    origin: first day of the first month.
    start, length: months, shape (ticks,).
    parent: index of the tick before, -1 for the first; shape (ticks,). A parent stands before its children.
    share: probability of the branch of the tick; shape (ticks,).
    tail: number of ticks at the end that are solved and not shown, so that a plan does not stop at its last month.
    """

    origin: date
    start: Indices
    length: Indices
    parent: Indices
    share: Array
    tail: int = 0

    @classmethod
    def of_lengths(cls, origin: date, lengths: Sequence[int]) -> Calendar:
        """A calendar of one branch with ticks of the given lengths in months."""
        length = np.asarray(lengths, dtype=np.int64)
        return cls(origin, np.cumsum(length) - length, length, np.arange(-1, len(length) - 1), np.ones(len(length)))

    @classmethod
    def between(cls, start: date, end: date, monthly_until: date) -> Calendar:
        """Months up to and with `monthly_until`, then quarters (the last one shorter if need be) to `end`."""
        months = months_between(start, end) + 1
        monthly = min(max(months_between(start, monthly_until) + 1, 0), months)
        quarters, rest = divmod(months - monthly, 3)
        return cls.of_lengths(start, [1] * monthly + [3] * quarters + ([rest] if rest else []))

    def lengthened(self, months: int, step: int) -> Calendar:
        """The calendar with a tail of so many months, in ticks of `step` months (the last one shorter if need be)."""
        whole, rest = divmod(months, step)
        lengths = [*self.length.tolist(), *[step] * whole, *([rest] if rest else [])]
        return replace(self.of_lengths(self.origin, lengths), tail=len(lengths) - len(self))

    @cached_property
    def shown(self) -> Calendar:
        """The ticks without the tail."""
        if not self.tail:
            return self
        kept = slice(0, len(self) - self.tail)
        return Calendar(self.origin, self.start[kept], self.length[kept], self.parent[kept], self.share[kept])

    def month_of(self, instant: float) -> date:
        """The month (its first day) in which an instant lies, in months from the origin; its end belongs to it."""
        return month_after(self.origin, max(math.ceil(instant - INSTANT) - 1, 0))

    def tick_of(self, instant: float) -> int:
        """The tick in which an instant lies, as in `month_of`; the last one for what lies beyond."""
        return min(int(np.searchsorted(self.end, instant - INSTANT)), len(self) - 1)

    def branch(self, after: int, shares: Sequence[float]) -> Calendar:
        """A tree: all ticks after number `after` once for each of `shares` (which sum to 1)."""
        tail = np.arange(after + 1, len(self))
        copies = [np.where(tail == after + 1, after, tail - 1 + k * len(tail)) for k in range(len(shares))]
        trunk = slice(0, after + 1)
        return Calendar(
            self.origin,
            np.concatenate([self.start[trunk], np.tile(self.start[tail], len(shares))]),
            np.concatenate([self.length[trunk], np.tile(self.length[tail], len(shares))]),
            np.concatenate([self.parent[trunk], *copies]),
            np.concatenate([self.share[trunk], *(self.share[tail] * share for share in shares)]),
        )

    def __len__(self) -> int:
        return len(self.start)

    @property
    def end(self) -> Indices:
        """Months from the origin to the end of each tick, shape (ticks,)."""
        return self.start + self.length

    @property
    def months(self) -> int:
        """Months from the origin to the end of the last tick."""
        return int(self.end.max())

    @cached_property
    def labels(self) -> list[str]:
        """First month of each tick, YYYY-MM; ticks of a tree carry the number of their branch behind a slash."""
        names = [month_after(self.origin, int(s)).isoformat()[:7] for s in self.start]
        seen: dict[str, int] = {}
        for k, name in enumerate(names):
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                names[k] = f"{name}/{seen[name]}"
        return names

    def starts(self) -> list[date]:
        """First day of each tick."""
        return [month_after(self.origin, int(s)) for s in self.start]

    @cached_property
    def _months_of_ticks(self) -> Array:
        """Shape (months, ticks): 1 where the month lies in the tick."""
        month = np.arange(self.months)[:, None]
        return ((month >= self.start) & (month < self.end)).astype(float)

    def sum(self, monthly: Array) -> Array:
        """Sums over ticks of amounts by month; shape (..., months) -> (..., ticks)."""
        return np.asarray(monthly @ self._months_of_ticks)

    def mean(self, monthly: Array) -> Array:
        """Means over ticks of levels by month; shape (..., months) -> (..., ticks)."""
        return self.sum(monthly) / self.length

    @cached_property
    def _ancestry(self) -> NDArray[np.bool_]:
        """Shape (ticks, ticks): whether the row's tick is the column's tick or one of its ancestors."""
        related = np.eye(len(self), dtype=bool)
        for tick, parent in enumerate(self.parent):
            if parent >= 0:
                related[:, tick] |= related[:, parent]
        return related

    def lag(self, delay: float, spread: float = 0.0) -> Lag:
        """Where a flow arrives that takes `delay` months and then comes in evenly over `spread` months.

        A flow is even within its tick, so the part of tick u that has arrived by time x is
        (H(x - start - delay) - H(x - start - delay - length)) / length, where H is the integral of the part of
        one instant's flow that has arrived: 0, then y^2 / (2 spread), then y - spread / 2. With a negative delay the
        flow is felt so much earlier (what has to be sent ahead, say).
        """
        ramp = partial(_ramp, spread=spread)
        related = self._ancestry if delay >= 0 else self._ancestry.T
        share = np.where(related, self._come(self.end, delay, ramp) - self._come(self.start, delay, ramp), 0.0)
        source, target = np.nonzero(share > 1e-9)
        return Lag(source, target, share[source, target])

    def stay(self, delay: float, spread: float = 0.0) -> Lag:
        """For how many months of each tick that is there which arrives in it, by `lag`, from its arrival on.

        The integral over the tick of what has arrived since it began: what arrives half way through a quarter is there
        for a month and a half.
        """
        ramp, area = partial(_ramp, spread=spread), partial(_area, spread=spread)
        within = self._come(self.end, delay, area) - self._come(self.start, delay, area)
        within -= self._come(self.start, delay, ramp) * self.length[None, :]
        share = np.where(self._ancestry, within, 0.0)
        source, target = np.nonzero(share > 1e-9)
        return Lag(source, target, share[source, target])

    def served(self, month: float, spread: float = 0.0, after: float = 0.0) -> Array:
        """Months of each tick for which that is there which comes evenly over `spread` months from `month` on.

        Of a tick only what lies after the month `after` is counted; shape (ticks,).
        """
        end = self.end.astype(np.float64)
        begin: Array = np.clip(float(after), self.start.astype(np.float64), end)
        return _ramp(end - month, spread) - _ramp(begin - month, spread)

    def _come(self, until: Indices, delay: float, integral: Callable[[Array], Array]) -> Array:
        """Integral, up to some months, of what has arrived of an even flow in each tick; shape (ticks, months)."""
        elapsed: Array = (until[None, :] - self.start[:, None]).astype(np.float64) - delay
        return (integral(elapsed) - integral(elapsed - self.length[:, None])) / self.length[:, None]

    @cached_property
    def at_once(self) -> Lag:
        """From each tick to itself: what takes no time."""
        ticks = np.arange(len(self))
        return Lag(ticks, ticks, np.ones(len(ticks)))

    @cached_property
    def carry(self) -> Lag:
        """From each tick to its children: what a store hands on."""
        target = np.flatnonzero(self.parent >= 0)
        return Lag(self.parent[target], target, np.ones(len(target)))


def _ramp(elapsed: Array, spread: float) -> Array:
    """Integral of clip(elapsed / spread, 0, 1); with spread 0, of a step."""
    positive = np.maximum(elapsed, 0.0)
    if spread <= 0:
        return positive
    return np.where(positive < spread, positive**2 / (2 * spread), positive - spread / 2)


def _area(elapsed: Array, spread: float) -> Array:
    """Integral of `_ramp`."""
    positive = np.maximum(elapsed, 0.0)
    if spread <= 0:
        return np.asarray(positive**2 / 2)
    beyond = np.maximum(positive - spread, 0.0)
    rising = np.minimum(positive, spread)
    return np.asarray(rising**3 / (6 * spread) + beyond * spread / 2 + beyond**2 / 2)


@dataclass(frozen=True)
class Hours(Calendar):
    """A calendar whose unit is a step of `hours` hours: wherever a calendar says months, read steps."""

    hours: float = 24.0

    @classmethod
    def of_days(
        cls, origin: date, hours: float, fine: float, coarse: float, horizon: float, grain: float = np.inf
    ) -> Hours:
        """Ticks of `hours` hours up to day `fine`, then of `coarse` days (the last one shorter) to day `horizon`.

        `grain`: part of the day on which a coarse tick begins that it may last; a longer one is cut into equal ticks,
        as few as that takes.
        """
        total, lengths = _steps(horizon, hours), [1] * _steps(min(fine, horizon), hours)
        block = max(_steps(coarse, hours), 1)
        for start in range(len(lengths), total, block):
            most = max(min(grain * start, block), 1)
            cuts = next(cuts for cuts in range(1, block + 1) if block % cuts == 0 and block / cuts <= most + 1e-9)
            lengths += [block // cuts] * cuts
        beyond = sum(lengths) - total
        while beyond > 0:  # the last block ends with the horizon
            last = lengths.pop()
            lengths += [last - beyond] if last > beyond else []
            beyond -= min(last, beyond)
        plain = Calendar.of_lengths(origin, lengths)
        return cls(plain.origin, plain.start, plain.length, plain.parent, plain.share, hours=hours)

    @property
    def days(self) -> Array:
        """Length of each tick in days, shape (ticks,)."""
        return np.asarray(self.length * (self.hours / 24))

    @property
    def first_day(self) -> Array:
        """Days from the order to move to the start of each tick, shape (ticks,)."""
        return np.asarray(self.start * (self.hours / 24))

    @property
    def last_day(self) -> Array:
        """Days from the order to move to the end of each tick, shape (ticks,)."""
        return np.asarray(self.end * (self.hours / 24))

    @cached_property
    def labels(self) -> list[str]:
        """Day on which each tick starts."""
        return [f"day_{day:g}" for day in self.first_day]

    def in_ticks_of(self, other: Hours) -> Indices:
        """The tick in which each tick of another calendar begins, shape (ticks of the other,)."""
        return np.searchsorted(self.first_day, other.first_day + 1e-6, side="right") - 1

    def from_day(self, day: float) -> NDArray[np.bool_]:
        """Which ticks start on `day` or later, shape (ticks,)."""
        return np.asarray(self.first_day >= day - 1e-9)


def _steps(days: float, hours: float) -> int:
    return math.ceil(days * 24 / hours - 1e-9)
