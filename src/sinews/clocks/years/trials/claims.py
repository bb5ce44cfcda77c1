"""Who is given what is made of an item: aid and orders of others first, then deliveries, by the day they were due.

What was due in an earlier tick comes before what is due now; of what is due in one tick, stocks that lack something
come before those that do not. Within each of these all have the same part.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sinews.clocks.years.trials.book import Book, Entry, Groups, once
from sinews.model.calendar import Array

Mask = NDArray[np.bool_]


class Claim:
    """What is taken in each tick, or goes unmet: aid, exports, training and losses.

    `name`: the variable of what goes unmet. `taken` follows the plan where figures are as in the plan.
    """

    def __init__(self, book: Book, entry: Entry, name: str) -> None:
        self.name, self._entry = name, entry
        self._unmet = np.maximum(book.plan(name), 0.0)
        self._now = np.zeros((len(entry.rows.of), 1))

    @property
    def rows(self) -> Groups:
        """The row of each subject in the table of the entry."""
        return self._entry.rows

    @once
    def demand(self, tick: int) -> Array:
        """What is to be taken in a tick, shape (subjects, trials or 1): all but what the plan refuses."""
        self._now = -self._entry.at(tick)
        likely = -self._entry.amount.likely[:, tick]
        part = np.divide(self._unmet[:, tick], likely, out=np.zeros_like(likely), where=likely > 0)
        return np.asarray(self._now * (1 - np.minimum(part, 1.0))[:, None])

    def unmet(self, taken: Array) -> Array:
        """What goes unmet of what is used in the tick of the last demand, shape (subjects, trials)."""
        return np.maximum(self._now - taken, 0.0)


def shared(groups: Groups, left: Array, claims: Array) -> tuple[Array, Array]:
    """What each claim has of what is `left` of its group, and what is left; shapes (claims, trials), (groups, ..)."""
    demand = np.maximum(claims, 0.0)
    part, left = _met(left, groups.sum(demand))
    return demand * groups.spread(part), left


def given(groups: Groups, left: Array, overdue: Array, due: Array, lacking: Mask) -> Array:
    """What each has of what is left of its item, shape (claims, trials).

    `overdue`, `due`: what each was to have earlier, and now. `lacking`: whether its stock lacks something.
    """
    first, total = lacking.astype(np.float64), np.zeros((1, 1))
    for claims in (overdue, due):
        demand = np.maximum(claims, 0.0)
        sooner = demand * first
        part, left = _met(left, groups.sum(sooner))
        rest, left = _met(left, groups.sum(np.subtract(demand, sooner, out=sooner)))
        total = total + demand * np.where(lacking, groups.spread(part), groups.spread(rest))
    return total


def _met(left: Array, demand: Array) -> tuple[Array, Array]:
    """The part of the demand in each group that is met, at most all of it, and what is left then."""
    part = np.divide(left, demand, out=np.zeros(np.broadcast_shapes(left.shape, demand.shape)), where=demand > 0)
    np.minimum(part, 1.0, out=part)
    return part, left - demand * part
