"""The journal as trials see it: its coefficients, bounds, delays and spreads, each moved by what is drawn.

A figure is drawn as a position in its range: 0 is the likely value, -1 and 1 are the ends. What a position does to an
entry of the journal is read from journals, not worked out a second time: those of the case with one column of numbers
at the low and at the high end of its ranges (`sinews.clocks.years.trials.ends`). Between them an entry is taken as
linear; what several columns do to one entry is multiplied, of delays and spreads added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sinews.model.calendar import Array
from sinews.model.journal import Decision, Posting

Key = tuple[str, int]


@dataclass(frozen=True)
class Move:
    """What one column does to an entry: by how much it is lower or higher at the ends, as a part of the likely value.

    `low`, `high`: shape (subjects, ticks), or (subjects, 1) where all ticks move alike; of an amount that is nothing
    at the likely value, the amount itself. `position`: of each subject in each trial, shape (subjects, trials).
    """

    position: Array
    low: Array
    high: Array

    @property
    def steady(self) -> bool:
        """Whether all ticks move alike."""
        return bool(self.low.shape[1] == 1 and self.high.shape[1] == 1)

    def at(self, tick: int) -> Array:
        """By how much the entry moves in a tick, shape (subjects, trials)."""
        low, high = (ends[:, min(tick, ends.shape[1] - 1), None] for ends in (self.low, self.high))
        above, below = self._sides
        return np.asarray(above * high + below * low)

    @cached_property
    def _sides(self) -> tuple[Array, Array]:
        """How far each subject lies above and below the likely value, shape (subjects, trials)."""
        return np.maximum(self.position, 0.0), np.maximum(-self.position, 0.0)


@dataclass
class Moved:
    """An array of an entry, shape (subjects, ticks), with all that moves it.

    `factors` multiply it, `amounts` are added to it; what all ticks share is worked out once.
    """

    likely: Array
    factors: Sequence[Move] = ()
    amounts: Sequence[Move] = ()
    _same: Array | float | None = field(default=None, init=False)

    def at(self, tick: int) -> Array:
        """The array in a tick, shape (subjects, trials or 1)."""
        value = self.likely[:, tick, None] * self._shared()
        for move in self.factors:
            if not move.steady:
                value = value * np.maximum(1 + move.at(tick), 0.0)
        for move in self.amounts:
            value = value + move.at(tick)
        return np.asarray(value)

    @property
    def drawn(self) -> bool:
        """Whether anything moves it."""
        return bool(self.factors or self.amounts)

    def _shared(self) -> Array | float:
        if self._same is None:
            same: Array | float = 1.0
            for move in self.factors:
                if move.steady:
                    same = same * np.maximum(1 + move.at(0), 0.0)
            self._same = same
        return self._same

    def whole(self) -> Array:
        """The ratio of its sum over all ticks to that at the likely values, shape (subjects, trials or 1).

        One where the sum is nothing at the likely values.
        """
        total = self.likely.sum(axis=1, keepdims=True)
        moved = np.zeros_like(total)
        for tick in range(self.likely.shape[1]):
            moved = moved + self.at(tick)
        return np.asarray(np.divide(moved, total, out=np.ones_like(moved), where=total != 0))


@dataclass(frozen=True)
class Sheet:
    """A drawn journal: what moves each entry, by its number among its kind; nothing drawn without moves.

    `trials`: how many there are.
    """

    coefficients: Mapping[int, Moved] = field(default_factory=dict)
    delays: Mapping[int, Array] = field(default_factory=dict)
    spreads: Mapping[int, Array] = field(default_factory=dict)
    uppers: Mapping[int, Moved] = field(default_factory=dict)
    trials: int = 1

    def coefficient(self, number: int, posting: Posting) -> Moved:
        """Of the posting of this number in the journal."""
        return self.coefficients.get(number) or Moved(posting.coefficient)

    def upper(self, number: int, decision: Decision) -> Moved:
        """Upper bound of the decision of this number."""
        return self.uppers.get(number) or Moved(decision.upper)

    def delay(self, number: int, posting: Posting) -> Array:
        """Months by which the flow is late, shape (subjects, trials or 1)."""
        return self._late(self.delays, number, posting.delay, len(posting.items))

    def spread(self, number: int, posting: Posting) -> Array:
        """Months over which it comes in, shape (subjects, trials or 1)."""
        return self._late(self.spreads, number, posting.spread, len(posting.items))

    @staticmethod
    def _late(drawn: Mapping[int, Array], number: int, likely: Array | None, count: int) -> Array:
        if number in drawn:
            return drawn[number]
        return np.zeros((count, 1)) if likely is None else likely[:, None]
