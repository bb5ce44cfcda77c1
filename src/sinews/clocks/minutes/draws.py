"""Draws of one question: each named by the row and column that it is for, and what is made of them kept for reuse."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from sinews.clocks.minutes.spread import Spread
from sinews.model.calendar import Array
from sinews.model.streams import Streams


@dataclass
class Draws:
    """Random numbers of a question. Safe in several threads: who finds nothing kept draws the same again.

    `kept`: arrays by all that they depend on, which steps of limits use again where nothing of theirs has changed.
    """

    streams: Streams
    kept: dict[Hashable, Array] = field(default_factory=dict)

    def branch(self) -> Draws:
        """The same draws for another state of the case: what is kept there is dropped with it."""
        return Draws(self.streams, dict(self.kept))

    @property
    def trials(self) -> int:
        """How many trials there are."""
        return self.streams.trials

    def even(self, table: str, row: str, column: str) -> Array:
        """Even draws from 0 to 1, shape (trials,)."""
        return self.streams.uniform(table, row, column)

    def of(self, spread: Spread, table: str, row: str, column: str) -> Array:
        """Draws of a spread, shape (trials,)."""
        return spread.at(self.even(table, row, column))

    def known(self, key: Hashable, make: Callable[[], Array]) -> Array:
        """What is kept under a key that says all that it depends on, or is made now; shape as made."""
        values = self.kept.get(key)
        if values is None:
            values = self.kept[key] = make()
        return values
