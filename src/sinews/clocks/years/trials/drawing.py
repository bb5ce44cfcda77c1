"""From drawn positions to a drawn journal: what moves which entry, worked out once, and put together for each trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from sinews.clocks.years.scope import Scope
from sinews.clocks.years.trials.ends import Ends, Part, columns, read
from sinews.clocks.years.trials.figures import Figures, subjects
from sinews.clocks.years.trials.sheet import Move, Moved, Sheet
from sinews.data.ranges import Column
from sinews.model.calendar import Array
from sinews.model.journal import Journal


@dataclass(frozen=True)
class Effect:
    """What a column does to a part of an entry, with the weight of each figure for each of its subjects."""

    ends: Ends
    weights: sparse.csr_matrix


@dataclass(frozen=True)
class Drawing:
    """Every figure that is drawn, and what it does to the journal."""

    journal: Journal
    figures: tuple[Figures, ...]
    effects: tuple[Effect, ...]

    @classmethod
    def of(cls, scope: Scope, journal: Journal, only: Sequence[Column] | None = None) -> Drawing:
        """All figures of a scope that have a range and move its journal; or those of some columns."""
        figures, effects = [], []
        for column in columns(scope.case) if only is None else only:
            if ends := read(scope, journal, column):
                drawn = Figures.read(scope, column)
                figures.append(drawn)
                effects += [_effect(journal, drawn, part) for part in ends]
        return cls(journal, tuple(figures), tuple(effects))

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns of which figures are drawn."""
        return tuple(drawn.column for drawn in self.figures)

    def sheet(self, positions: Mapping[Column, Array]) -> Sheet:
        """The journal of trials, by the position of each figure, shape (trials, figures); other columns are likely."""
        sheet = _Sheet(self.journal, max((len(drawn) for drawn in positions.values()), default=1))
        for effect in self.effects:
            if effect.ends.column in positions:
                sheet.add(effect.ends, np.asarray(effect.weights @ positions[effect.ends.column].T))
        return sheet.whole()


@dataclass
class _Sheet:
    """A sheet that is put together move by move."""

    journal: Journal
    trials: int
    moved: dict[tuple[Part, int], tuple[list[Move], list[Move]]] = field(default_factory=dict)
    late: dict[tuple[Part, int], Array] = field(default_factory=dict)

    def add(self, ends: Ends, position: Array) -> None:
        """What a column does, at the positions of its figures by subject, shape (subjects, trials)."""
        if ends.part in {Part.DELAY, Part.SPREAD}:
            up, down = (ends.high - ends.likely)[:, None], (ends.low - ends.likely)[:, None]
            shift = np.maximum(position, 0.0) * up + np.maximum(-position, 0.0) * down
            key = (ends.part, ends.entry)
            self.late[key] = self.late.get(key, ends.likely[:, None]) + shift
            return
        factors, amounts = self.moved.setdefault((ends.part, ends.entry), ([], []))
        there = (ends.likely != 0) & np.isfinite(ends.likely)
        factors.append(
            Move(position, *(_steady(_ratio(ends.likely, end, there), there) for end in (ends.low, ends.high)))
        )
        fresh = [np.where((ends.likely == 0) & np.isfinite(end), end, 0.0) for end in (ends.low, ends.high)]
        if any(end.any() for end in fresh):
            amounts.append(Move(position, *fresh))

    def whole(self) -> Sheet:
        """The sheet."""
        postings, decisions = self.journal.postings, self.journal.decisions
        late = {part: {} for part in (Part.DELAY, Part.SPREAD)}  # type: dict[Part, dict[int, Array]]
        for (part, entry), months in self.late.items():
            late[part][entry] = np.maximum(months, 0.0)
        return Sheet(
            {
                entry: Moved(postings[entry].coefficient, *moves)
                for (part, entry), moves in self.moved.items()
                if part is Part.COEFFICIENT
            },
            late[Part.DELAY],
            late[Part.SPREAD],
            {
                entry: Moved(decisions[entry].upper, *moves)
                for (part, entry), moves in self.moved.items()
                if part is Part.UPPER
            },
            self.trials,
        )


def _effect(journal: Journal, figures: Figures, ends: Ends) -> Effect:
    return Effect(ends, figures.weights(subjects(journal, ends), len(ends.likely)))


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
