"""The journal as trials see it: its coefficients, bounds, delays and spreads, each moved by what is drawn.

A figure is drawn as a position in its range: 0 is the likely value, -1 and 1 are the ends. What a position does to an
entry of the journal is read from journals, not worked out a second time: those of the case with one column of numbers
at the low and at the high end of its ranges (`sinews.clocks.years.trials.ends`). Between them an entry is taken as
linear; what several columns do to one entry is multiplied, of delays and spreads added.

Trials stand along the last axis throughout, so that what is done to each of thousands runs through memory in a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sinews.clocks.years.trials.ends import Ends, Part
from sinews.data.ranges import Column
from sinews.model.calendar import Array, Indices
from sinews.model.journal import Decision, Posting

Key = tuple[Part, int]


@dataclass(frozen=True)
class Span:
    """By how much an entry is lower or higher at the ends: as a part of the likely value, or as an amount.

    `low`, `high`: shape (subjects, ticks), or (subjects, 1) where all ticks move alike.
    """

    low: Array
    high: Array

    @cached_property
    def steady(self) -> bool:
        """Whether all ticks move alike."""
        return bool(self.low.shape[1] == 1 and self.high.shape[1] == 1)

    @cached_property
    def moves(self) -> NDArray[np.bool_]:
        """Whether anything moves in each tick, shape (ticks,) or (1,)."""
        return np.asarray(self.low.any(axis=0) | self.high.any(axis=0))

    @cached_property
    def changes(self) -> NDArray[np.bool_]:
        """Whether each tick but the first moves otherwise than the one before, shape (ticks - 1,) or (0,)."""
        return _changes(self.low) | _changes(self.high)


@dataclass(frozen=True)
class Effect:
    """What a column does to a part of an entry, with the weight of each figure for each of its subjects."""

    ends: Ends
    weights: sparse.csr_matrix

    @cached_property
    def factor(self) -> Span:
        """What it does to amounts that there are at the likely values, as a part of them."""
        likely = self.ends.likely
        there = (likely != 0) & np.isfinite(likely)
        low, high = (_steady(_ratio(likely, end, there), there) for end in (self.ends.low, self.ends.high))
        width = max(low.shape[1], high.shape[1])
        return Span(*(np.broadcast_to(end, (len(end), width)) for end in (low, high)))

    @cached_property
    def amount(self) -> Span | None:
        """What there is at an end of amounts that are nothing at the likely values; None if nothing is."""
        fresh = [
            np.where((self.ends.likely == 0) & np.isfinite(end), end, 0.0) for end in (self.ends.low, self.ends.high)
        ]
        return Span(*fresh) if any(end.any() for end in fresh) else None

    def position(self, positions: Array) -> Array:
        """The position of each subject, shape (subjects, trials), at those of figures, (trials, figures)."""
        return np.asarray(self.weights @ positions.T)


@dataclass(frozen=True)
class Move:
    """What one column does to an entry in some trials; `position`: of each subject, shape (subjects, trials)."""

    position: Array
    span: Span

    def at(self, tick: int) -> Array:
        """By how much the entry moves in a tick, shape (subjects, trials)."""
        low, high = self.span.low, self.span.high
        column = min(tick, low.shape[1] - 1)
        above, below = self._sides
        moved = above * high[:, column, None]
        moved += below * low[:, column, None]
        return np.asarray(moved)

    def factor(self, tick: int) -> Array:
        """By what an entry is multiplied in a tick, shape (subjects, trials)."""
        moved = self.at(tick)
        moved += 1
        return np.maximum(moved, 0.0, out=moved)

    @cached_property
    def _sides(self) -> tuple[Array, Array]:
        """How far each subject lies above and below the likely value, shape (subjects, trials)."""
        return np.maximum(self.position, 0.0), np.maximum(-self.position, 0.0)


@dataclass
class Moved:
    """An array of an entry, shape (subjects, ticks), with all that moves it.

    `factors` multiply it, `amounts` are added to it; what ticks share is worked out once.
    """

    likely: Array
    factors: Sequence[Move] = ()
    amounts: Sequence[Move] = ()
    _last: tuple[int, Array] | None = field(default=None, init=False)

    def at(self, tick: int) -> Array:
        """The array in a tick, shape (subjects, trials or 1); not to be written to, since it is asked for again."""
        spell = int(self._spells[tick])
        if self._last is None or self._last[0] != spell:
            self._last = spell, self._at(tick)
        return self._last[1]

    def _at(self, tick: int) -> Array:
        value = self.likely[:, tick, None] * self._shared
        for move in self.factors:
            if not move.span.steady and move.span.moves[tick]:
                factor = move.factor(tick)
                value = np.multiply(value, factor, out=factor)
        for move in self.amounts:
            if move.span.moves[tick]:
                value = value + move.at(tick)
        return np.asarray(value)

    @cached_property
    def _spells(self) -> Indices:
        """A number for each tick, the same for ticks in a row in which it is the same; shape (ticks,)."""
        changes = _changes(self.likely)
        for move in (*self.factors, *self.amounts):
            if not move.span.steady:
                changes |= move.span.changes
        return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(changes)])

    @cached_property
    def _shared(self) -> Array | float:
        same: Array | float = 1.0
        for move in self.factors:
            if move.span.steady:
                same = same * move.factor(0)
        return same

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
    """A drawn journal: what moves each part of an entry, put together when it is asked for; nothing without effects.

    `positions`: of figures by column, shape (trials, figures); other columns are likely. `trials`: how many there are.
    """

    effects: Mapping[Key, Sequence[Effect]] = field(default_factory=dict)
    positions: Mapping[Column, Array] = field(default_factory=dict)
    trials: int = 1
    _read: dict[Key, Moved | Array] = field(default_factory=dict, init=False, repr=False, compare=False)

    def coefficient(self, number: int, posting: Posting) -> Moved:
        """Of the posting of this number in the journal."""
        return self._moved((Part.COEFFICIENT, number), posting.coefficient)

    def upper(self, number: int, decision: Decision) -> Moved:
        """Upper bound of the decision of this number."""
        return self._moved((Part.UPPER, number), decision.upper)

    def delay(self, number: int, posting: Posting) -> Array:
        """Months by which the flow is late, shape (subjects, trials or 1)."""
        return self._late((Part.DELAY, number), posting.delay, len(posting.items))

    def spread(self, number: int, posting: Posting) -> Array:
        """Months over which it comes in, shape (subjects, trials or 1)."""
        return self._late((Part.SPREAD, number), posting.spread, len(posting.items))

    def _moved(self, key: Key, likely: Array) -> Moved:
        read = self._read.get(key)
        if not isinstance(read, Moved):
            factors, amounts = list[Move](), list[Move]()
            for effect in self._drawn(key):
                position = effect.position(self.positions[effect.ends.column])
                factors.append(Move(position, effect.factor))
                if effect.amount is not None:
                    amounts.append(Move(position, effect.amount))
            read = self._read[key] = Moved(likely, factors, amounts)
        return read

    def _late(self, key: Key, likely: Array | None, count: int) -> Array:
        read = self._read.get(key)
        if not isinstance(read, np.ndarray):
            read = np.zeros((count, 1)) if likely is None else likely[:, None]
            drawn = self._drawn(key)
            for effect in drawn:
                ends, position = effect.ends, effect.position(self.positions[effect.ends.column])
                up, down = (ends.high - ends.likely)[:, None], (ends.low - ends.likely)[:, None]
                read = read + (np.maximum(position, 0.0) * up + np.maximum(-position, 0.0) * down)
            self._read[key] = read = np.maximum(read, 0.0) if drawn else read
        return read

    def _drawn(self, key: Key) -> list[Effect]:
        return [effect for effect in self.effects.get(key, ()) if effect.ends.column in self.positions]


def _changes(values: Array) -> NDArray[np.bool_]:
    return np.asarray((values[:, 1:] != values[:, :-1]).any(axis=0))


def _ratio(likely: Array, end: Array, there: np.ndarray) -> Array:
    """By which part an end differs from the likely value; nothing where either says that there is no bound."""
    finite = there & np.isfinite(end)
    return np.divide(
        np.where(finite, end - np.where(finite, likely, 0.0), 0.0), likely, out=np.zeros_like(end), where=finite
    )


def _steady(ratios: Array, there: Array) -> Array:
    """Ratios in one column where all ticks that have any amount move alike; else as they are."""
    first = np.take_along_axis(ratios, there.argmax(axis=1)[:, None], axis=1)
    alike = np.where(there, np.abs(ratios - first) < 1e-12, True).all()
    return first if alike else ratios
