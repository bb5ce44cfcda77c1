"""The size of the program of a journal, counted without building it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sinews.model.calendar import Array, Indices
from sinews.model.journal import Journal, Limit, Posting

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


def size_of(journal: Journal) -> Size:
    """Rows, columns and non-zeros of the program; entries that meet in one place count for themselves."""
    nodes = {
        (posting.balance, place, item)
        for posting in journal.postings
        for place, item in zip(posting.places, posting.items, strict=True)
    }
    rows = len(nodes) * len(journal.calendar) + sum(limit.lower.size for limit in journal.limits)
    entries = sum(_of_posting(journal, posting) for posting in journal.postings)
    entries += sum(_of_limit(journal, limit) for limit in journal.limits)
    return Size(rows, journal.columns, entries)


def _of_posting(journal: Journal, posting: Posting) -> int:
    if posting.variable is None:
        return 0
    return sum(
        _entries(posting.coefficient[chosen], lag.target if posting.carried else lag.source)
        for chosen, lag in posting.arrivals(journal.calendar)
    )


def _of_limit(journal: Journal, limit: Limit) -> int:
    chosen = ((np.asarray(term.coefficient)[term.rows >= 0], term.lag(journal.calendar)) for term in limit.terms)
    return sum(_entries(coefficient, lag.target) for coefficient, lag in chosen)


def _entries(coefficient: Array, at: Indices) -> int:
    """Coefficients that are not zero, taken at the ticks `at`."""
    return int(np.count_nonzero(coefficient, axis=0) @ np.bincount(at, minlength=coefficient.shape[1]))
