"""The size of a program before it is built: the components write into a ledger that only counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sinews.model.calendar import Calendar, Indices
from sinews.model.ledger import Balance, Ledger, Names, Subjects, Term, Variable

#: Peak memory, measured: the libraries with the case (MiB), and what each entry of the matrix and each row or
#: column takes in building (coordinates, copies) and in two solvers at once (both orientations, factors).
LIBRARIES_MIB, BYTES_PER_ENTRY, BYTES_PER_LINE = 150.0, 900.0, 50.0


@dataclass(frozen=True)
class Size:
    """Rows, columns and non-zeros of a program, and the peak memory of a process that solves it."""

    rows: int
    columns: int
    nonzeros: int

    @property
    def memory(self) -> float:
        """Peak resident memory, MiB; good to a factor of two."""
        lines = self.rows + self.columns
        return LIBRARIES_MIB + (BYTES_PER_ENTRY * self.nonzeros + BYTES_PER_LINE * lines) / 2**20


class Counter(Ledger):
    """A ledger that keeps no entries, only their number."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        self._entries = 0

    @property
    def total(self) -> Size:
        """What has been counted so far."""
        return Size(len(self._nodes) * len(self.calendar) + self._rows, self._columns, self._entries)

    def variable(
        self,
        name: str,
        subjects: Subjects,
        lower: ArrayLike = 0.0,
        upper: ArrayLike = np.inf,
    ) -> Variable:
        """Count a block of variables."""
        del lower, upper
        shape = (len(subjects), len(self.calendar))
        self._columns += shape[0] * shape[1]
        return Variable(name, subjects, np.broadcast_to(np.int64(0), shape))

    def flow(
        self,
        balance: Balance,
        places: Names,
        items: Names,
        coefficient: ArrayLike,
        variable: Variable | None = None,
        *,
        carried: bool = False,
        delay: ArrayLike | None = None,
        spread: ArrayLike = 0.0,
    ) -> None:
        """Count the balances that a flow opens, and its entries."""
        nodes = [self._node(balance, place, item) for place, item in zip(places, items, strict=True)]
        if variable is None:
            return
        for chosen, lag in self._lags(len(nodes), carried, delay, spread):
            at = lag.target if carried else lag.source
            self._count(coefficient, len(nodes), np.flatnonzero(chosen), at)

    def charge(self, heading: str, variable: Variable, coefficient: ArrayLike) -> None:
        """A charge adds neither rows nor columns."""

    def limit(
        self,
        name: str,
        subjects: Subjects,
        terms: Sequence[Term],
        lower: ArrayLike = -np.inf,
        upper: ArrayLike = np.inf,
    ) -> None:
        """Count the rows of a limit and their entries."""
        del name, lower, upper
        ticks = np.arange(len(self.calendar))
        for term in terms:
            at = self.calendar.carry.target if term.carried else ticks
            self._count(term.coefficient, len(term.variable.subjects), np.flatnonzero(term.rows >= 0), at)
        self._rows += len(subjects) * len(ticks)

    def _count(self, coefficient: ArrayLike, subjects: int, chosen: Indices, at: Indices) -> None:
        """Entries of the `chosen` subjects whose coefficient, taken at the ticks `at`, is not zero."""
        ticks = len(self.calendar)
        amounts = np.broadcast_to(np.asarray(coefficient, dtype=float), (subjects, ticks))
        times = np.bincount(at, minlength=ticks)
        self._entries += int(np.count_nonzero(amounts[chosen], axis=0) @ times)
