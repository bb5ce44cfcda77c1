"""Some rows and columns of a program as a program of its own: the rest is left open, or shut at nothing.

Its rows and columns are subjects of one tick without names; their sizes, bounds and costs are those of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sinews.model.calendar import Array, Calendar, Indices
from sinews.model.program import Block, Program
from sinews.model.solver.session import Solution


@dataclass(frozen=True)
class Excerpt:
    """Rows and columns of `whole`, by their numbers there in rising order, shape (rows,) and (columns,)."""

    whole: Program
    rows: Indices
    columns: Indices

    @property
    def program(self) -> Program:
        """The program of these rows and columns alone."""
        whole, rows, columns = self.whole, self.rows, self.columns
        return Program(
            calendar=Calendar.of_lengths(whole.calendar.origin, [1]),
            variables=(Block("column", {}, 0, whole.column_sizes[columns]),),
            rows=(Block("row", {}, 0, whole.row_sizes[rows]),),
            matrix=whole.matrix[:, columns][rows],
            row_lower=whole.row_lower[rows],
            row_upper=whole.row_upper[rows],
            lower=whole.lower[columns],
            upper=whole.upper[columns],
            charges={"all": whole.cost[columns]},
        )

    def of_whole(self, own: Solution) -> Solution:
        """A solution of the excerpt as one of the whole: what is left out is nothing, and has no price."""
        whole = self.whole
        value, price = _spread(own.value, self.columns, whole.lower), _spread(own.price, self.rows, whole.row_lower)
        reduced = whole.cost + whole.matrix.T @ price
        return Solution(value, price, reduced, own.objective, own.residual, own.iterations, own.status)


def _spread(values: Array, numbers: Indices, like: Array) -> Array:
    spread = np.zeros(len(like))
    spread[numbers] = values
    return spread
