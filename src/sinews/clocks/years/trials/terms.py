"""How promises slip in trials: what is on order, what lines are to reach, and what was approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from sinews.model.calendar import Array


@dataclass(frozen=True)
class Terms:
    """Factors on what was promised; None: as promised.

    `known`: months from the start to the day of knowledge, from which months that are still to come are counted.
    `promised`: what lines are to make in each tick beyond what was observed, shape (lines, ticks).
    `book`: on the months of deliveries from the order book, shape (booked rows, trials). `approved`: on the months from
    signature to delivery of what was approved, by variable, shape (subjects of it, trials) each. `rise`, `rate`: on the
    months until lines reach what was promised, and on that, shape (lines, trials).
    """

    known: float = 0.0
    promised: Array | None = None
    book: Array | None = None
    approved: Mapping[str, Array] = field(default_factory=dict)
    rise: Array | None = None
    rate: Array | None = None

    @property
    def trials(self) -> int:
        """How many trials they are for; 1 where nothing slips."""
        drawn = [self.book, *self.approved.values(), self.rise, self.rate]
        return max((factors.shape[1] for factors in drawn if factors is not None), default=1)

    def part(self, chosen: slice) -> Terms:
        """Those of some trials."""
        return replace(
            self,
            book=_cut(self.book, chosen),
            approved={name: np.ascontiguousarray(factors[:, chosen]) for name, factors in self.approved.items()},
            rise=_cut(self.rise, chosen),
            rate=_cut(self.rate, chosen),
        )


def _cut(factors: Array | None, chosen: slice) -> Array | None:
    return None if factors is None else np.ascontiguousarray(factors[:, chosen])
