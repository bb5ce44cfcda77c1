"""What a solver is to sinews: a session that holds a program, takes changes, and gives a checked solution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from sinews.errors import SolveError
from sinews.model.calendar import Array, Indices
from sinews.model.program import Program

if TYPE_CHECKING:
    import highspy


#: Statuses of a basis as HiGHS numbers them.
Statuses = NDArray[np.int8]

#: Largest accepted breach of a row or bound, relative to the natural size of its item.
RESIDUAL_LIMIT = 1e-5


@dataclass(frozen=True)
class Solution:
    """Values and prices in natural units.

    `value` (columns,); `price` (rows,): what one unit more on the right-hand side earns (positive: relief lowers
    the objective); `reduced` (columns,): change of the objective per unit of the column; `residual`: largest
    breach found by our own check, relative to size.
    """

    value: Array
    price: Array
    reduced: Array
    objective: float
    residual: float
    iterations: int
    status: str


@dataclass(frozen=True)
class Basis:
    """Where a solve ended: what HiGHS needs to start the next one there.

    `feasible`: the program differs from the one of that solve in its costs alone, so primal simplex can go on. HiGHS's
    own object cannot leave the process; its numbers do (`of`).
    """

    status: highspy.HighsBasis
    feasible: bool = False

    @classmethod
    def of(cls, columns: Statuses, rows: Statuses, feasible: bool) -> Basis:
        """A basis from the numbers of HiGHS's statuses of columns and rows."""
        import highspy

        names = [highspy.HighsBasisStatus(number) for number in range(5)]
        status = highspy.HighsBasis()
        status.col_status, status.row_status = [names[k] for k in columns], [names[k] for k in rows]
        status.valid, status.alien = True, False
        return cls(status, feasible)

    def __reduce__(self) -> tuple[Callable[..., Basis], tuple[Statuses, Statuses, bool]]:
        return Basis.of, (_numbers(self.status.col_status), _numbers(self.status.row_status), self.feasible)


def _numbers(statuses: Sequence[highspy.HighsBasisStatus]) -> Statuses:
    return np.fromiter((status.value for status in statuses), dtype=np.int8, count=len(statuses))


@dataclass(frozen=True)
class Steps:
    """What some columns lack of a level is charged, step by step: what lacks little at the least charge.

    `columns`, `width` (columns,): which, and the width of a step of each. `charges`: for each step, from the least to
    the highest, an array (columns,) of what a step of the column's size costs. The level is as many widths.
    """

    columns: Indices
    width: Array
    charges: Sequence[Array]


class Session(Protocol):
    """A program in a solver's hands."""

    def become(self, program: Program) -> None:
        """Take the numbers of another program; in place, if only bounds and costs differ."""

    def basis(self) -> Basis | None:
        """Where the last solve ended; None if the solver hands none on."""

    def change_rows(self, rows: Indices, lower: Array, upper: Array) -> None:
        """Replace bounds of rows (natural units)."""

    def change_columns(self, columns: Indices, lower: Array, upper: Array) -> None:
        """Replace bounds of columns (natural units)."""

    def change_cost(self, cost: Array) -> None:
        """Replace the whole cost vector (natural units)."""

    def solve(self, start: Basis | None = None) -> Solution:
        """Solve as it stands, from `start` if it is given: the answer is then the same but for rounding.

        Raises SolveError unless the status is accepted and the residual check passes.
        """


@dataclass
class State:
    """The program as it stands after changes, in natural units."""

    program: Program
    row_lower: Array = field(init=False)
    row_upper: Array = field(init=False)
    lower: Array = field(init=False)
    upper: Array = field(init=False)
    cost: Array = field(init=False)

    def __post_init__(self) -> None:
        self.row_lower, self.row_upper = self.program.row_lower.copy(), self.program.row_upper.copy()
        self.lower, self.upper = self.program.lower.copy(), self.program.upper.copy()
        self.cost = self.program.cost.copy()

    def solution(self, value: Array, price: Array, reduced: Array, iterations: int, status: str) -> Solution:
        """Clip values to their bounds, check every row and bound ourselves, and wrap up.

        Raises SolveError where one is broken.
        """
        program = self.program
        beyond = np.maximum(self.lower - value, value - self.upper) / program.column_sizes
        value = np.clip(value, self.lower, self.upper)
        activity = program.matrix @ value
        breach = np.maximum(self.row_lower - activity, activity - self.row_upper) / program.row_sizes
        residual = max(float(beyond.max(initial=0.0)), float(breach.max(initial=0.0)))
        if not residual <= RESIDUAL_LIMIT:
            raise SolveError(
                f"the solver's answer ({status}) breaks a limit by {residual:.1e} of its size; at most "
                f"{RESIDUAL_LIMIT:.0e} is accepted. Try another solver with --solver, or report the case."
            )
        return Solution(value, price, reduced, float(self.cost @ value), residual, iterations, status)
