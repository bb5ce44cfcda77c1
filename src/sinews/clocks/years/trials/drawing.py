"""What is drawn, and what it does to the journal: worked out once, and put together for each trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sinews.clocks.years.scope import Scope
from sinews.clocks.years.trials.ends import Ends, columns, read
from sinews.clocks.years.trials.figures import Figures, subjects
from sinews.clocks.years.trials.sheet import Effect, Key, Sheet
from sinews.data.ranges import Column
from sinews.model.calendar import Array
from sinews.model.journal import Journal


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

    def sheet(self, positions: Mapping[Column, Array], trials: int) -> Sheet:
        """The journal of so many trials, by the position of each figure, shape (trials, figures)."""
        return Sheet(self._by_entry, positions, trials)

    @cached_property
    def _by_entry(self) -> Mapping[Key, Sequence[Effect]]:
        """What moves each part of each entry."""
        moving: dict[Key, list[Effect]] = {}
        for effect in self.effects:
            moving.setdefault((effect.ends.part, effect.ends.entry), []).append(effect)
        return moving


def _effect(journal: Journal, figures: Figures, ends: Ends) -> Effect:
    return Effect(ends, figures.weights(subjects(journal, ends), len(ends.likely)))
