"""How promises slip in trials: what is on order, what lines are to reach, and what was approved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sinews.model.calendar import Array


@dataclass(frozen=True)
class Terms:
    """Factors on what was promised; None: as promised.

    `known`: months from the start to the day of knowledge, from which months that are still to come are counted.
    `promised`: what lines are to make in each tick beyond what was observed, shape (lines, ticks).
    `book`: on the months of deliveries from the order book, shape (trials, booked rows). `approved`: on the months from
    signature to delivery of what was approved, shape (trials, rows of it). `rise`, `rate`: on the months until lines
    reach what was promised, and on that, shape (trials, lines).
    """

    known: float = 0.0
    promised: Array | None = None
    book: Array | None = None
    approved: Array | None = None
    rise: Array | None = None
    rate: Array | None = None

    def part(self, chosen: slice) -> Terms:
        """Those of some trials."""
        return replace(
            self,
            book=_cut(self.book, chosen),
            approved=_cut(self.approved, chosen),
            rise=_cut(self.rise, chosen),
            rate=_cut(self.rate, chosen),
        )


def _cut(factors: Array | None, chosen: slice) -> Array | None:
    return None if factors is None else factors[chosen]
