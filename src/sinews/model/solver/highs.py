"""HiGHS, called directly: its own arrays in, its own arrays out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from sinews.errors import SolveError, StopError
from sinews.model.calendar import Array, Indices
from sinews.model.program import Program
from sinews.model.solver.session import Basis, Solution, State, Steps
from sinews.model.solver.stop import Watch, check, current

if TYPE_CHECKING:
    import highspy


#: Options of the embedded solver: dual simplex with Devex pricing and max-value scaling; its vertex gives exact prices.
#: Dantzig's rule takes half the time on the plan of the packaged case, but does not end within a minute on deadlines of
#: poorer paths, which Devex solves in one to two seconds.
HIGHS_OPTIONS: Mapping[str, str | float | int | bool] = {
    "solver": "simplex",
    "simplex_dual_edge_weight_strategy": 1,
    "simplex_scale_strategy": 4,
    "parallel": "off",  # a fixed number of threads would fail where HiGHS has run before in the same process
    "random_seed": 0,
}


#: Options for programs with very many ways to do the same, on which the simplex method alone takes far more steps: an
#: interior point, and from there to a vertex, so that little moves on many routes at once and prices are exact.
INTERIOR_OPTIONS: Mapping[str, str | float | int | bool] = {
    "solver": "ipm",
    "run_crossover": "on",
    "simplex_dual_edge_weight_strategy": 1,  # Devex, for what goes on from there
    "simplex_scale_strategy": 4,
    "parallel": "off",
    "random_seed": 0,
}


#: The same without the way to a vertex: prices from the middle of all that are right change less from one program to
#: the next, and so tell better which columns it lacks.
CENTRAL_OPTIONS: Mapping[str, str | float | int | bool] = {**INTERIOR_OPTIONS, "run_crossover": "off"}


#: Simplex at the tightest tolerances that HiGHS takes: prices then tell apart what is as good from what nearly is.
EXACT_OPTIONS: Mapping[str, str | float | int | bool] = {
    **HIGHS_OPTIONS,
    "primal_feasibility_tolerance": 1e-10,
    "dual_feasibility_tolerance": 1e-10,
}


class Method(Enum):
    """How the embedded solver goes about it; the value holds its options."""

    SIMPLEX = HIGHS_OPTIONS
    INTERIOR = INTERIOR_OPTIONS
    CENTRAL = CENTRAL_OPTIONS


#: Simplex iterations from a known basis after which a fresh start is taken for faster: more than a small change
#: needs, and a count rather than a time, so that the same program always takes the same way.
MOST_ITERATIONS = 3_000


#: HiGHS's number for the serial dual simplex method.
DUAL = 1


#: The same for the primal one.
PRIMAL = 4


class HighsSession:
    """A program in HiGHS's hands."""

    def __init__(self, program: Program, options: Mapping[str, str | float | int | bool] = HIGHS_OPTIONS) -> None:
        self._state = State(program)
        self._options = options
        self._highs = load_highs(program, options)

    def become(self, program: Program) -> None:
        """Take the numbers of another program; in place, if only bounds and costs differ."""
        if not _same_columns(self._state.program, program):
            self._state, self._highs = State(program), load_highs(program, self._options)
            return
        rows, columns = np.arange(len(program.row_lower)), np.arange(len(program.lower))
        self.change_rows(rows, program.row_lower, program.row_upper)
        self.change_columns(columns, program.lower, program.upper)
        self.change_cost(program.cost)
        self._state = State(program)

    def basis(self) -> Basis:
        """Where the last solve ended."""
        return Basis(self._highs.getBasis())

    def change_rows(self, rows: Indices, lower: Array, upper: Array) -> None:
        """Replace bounds of rows."""
        self._state.row_lower[rows], self._state.row_upper[rows] = lower, upper
        size = self._state.program.row_sizes[rows]
        change = self._highs.changeRowsBounds  # type: ignore[attr-defined]  # missing in the stubs of highspy
        _change(change, rows, lower / size, upper / size)

    def change_columns(self, columns: Indices, lower: Array, upper: Array) -> None:
        """Replace bounds of columns."""
        self._state.lower[columns], self._state.upper[columns] = lower, upper
        size = self._state.program.column_sizes[columns]
        _change(self._highs.changeColsBounds, columns, lower / size, upper / size)

    def change_cost(self, cost: Array) -> None:
        """Replace the cost vector."""
        self._state.cost = cost.copy()
        columns = np.arange(len(cost), dtype=np.int32)
        self._highs.changeColsCost(len(cost), columns, cost * self._state.program.column_sizes)

    def add_steps(self, steps: Steps) -> None:
        """Charge what columns lack of a level; solutions are of the program's own columns and rows as before."""
        highs, columns, count = self._highs, steps.columns.astype(np.int32), len(steps.columns)
        width, ones, numbers = steps.width / self._state.program.column_sizes[columns], np.ones(count), np.arange(count)
        rows, starts = (highs.getNumRow() + numbers).astype(np.int32), numbers.astype(np.int32)
        highs.addRows(count, len(steps.charges) * width, np.full(count, np.inf), count, starts, columns, ones)
        for charge in steps.charges:
            highs.addCols(count, charge, np.zeros(count), width, count, starts, rows, ones)

    def solve(self, start: Basis | None = None) -> Solution:
        """Solve as it stands, and check the answer. Raises SolveError where there is none.

        Without `start`, presolve and a fresh start forget the past. With it, simplex goes on from there: fast where
        little has changed; where it takes too many steps, a fresh start follows. Raises StopError if it is stopped.
        """
        import highspy

        check()
        self._highs.clearSolver()
        goes_on = start is not None and self._from(start)
        status = self._highs.getModelStatus() if goes_on else self._afresh()
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolveError(
                f"the solver stopped with status '{self._highs.modelStatusToString(status)}', which is not an answer. "
                "Try another solver with --solver, or export the program with --write-mps and report it."
            )
        values, info, program = self._highs.getSolution(), self._highs.getInfo(), self._state.program
        rows, columns = program.matrix.shape
        return self._state.solution(
            np.asarray(values.col_value)[:columns] * program.column_sizes,
            -np.asarray(values.row_dual)[:rows] / program.row_sizes,
            np.asarray(values.col_dual)[:columns] / program.column_sizes,
            int(info.ipm_iteration_count + info.simplex_iteration_count),
            "optimal",
        )

    def _afresh(self) -> highspy.HighsModelStatus:
        """Solve with presolve from nothing; where the interior point stops early, by simplex."""
        import highspy

        self._highs.clearSolver()
        self._run()
        inside = self._options["solver"] != "simplex"
        if inside and self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self._highs.setOptionValue("solver", "simplex")  # slower, and finds its way where the other one stops
            self._run()
            self._highs.setOptionValue("solver", self._options["solver"])
        return self._highs.getModelStatus()

    def _run(self) -> None:
        """Run HiGHS, which asks time and again whether it is to end."""
        import highspy

        watch = Watch()

        def look(event: highspy.HighsCallbackEvent) -> None:
            if watch.is_over():
                event.interrupt()

        callbacks = (self._highs.cbSimplexInterrupt, self._highs.cbIpmInterrupt)
        for callback in callbacks if current() else ():
            callback.subscribe(look)
        self._highs.run()
        for callback in callbacks:
            callback.unsubscribe(look)
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kInterrupt:
            raise StopError

    def _from(self, start: Basis) -> bool:
        """Go on from a basis; False if that does not end soon enough."""
        import highspy

        highs = self._highs
        highs.setOptionValue("solver", "simplex")  # an interior point would not look at the basis
        highs.setOptionValue("simplex_iteration_limit", MOST_ITERATIONS)
        highs.setOptionValue("simplex_strategy", PRIMAL if start.feasible else DUAL)
        taken = highs.setBasis(start.status) == highspy.HighsStatus.kOk
        if taken:
            self._run()
        highs.setOptionValue("simplex_iteration_limit", highspy.kHighsIInf)
        highs.setOptionValue("simplex_strategy", DUAL)
        highs.setOptionValue("solver", self._options["solver"])
        return taken and highs.getModelStatus() == highspy.HighsModelStatus.kOptimal


def _same_columns(first: Program, second: Program) -> bool:
    """Whether two programs have the same scaled matrix, so that only bounds and costs can differ."""
    pairs = [
        (first.matrix.indptr, second.matrix.indptr),
        (first.matrix.indices, second.matrix.indices),
        (first.matrix.data, second.matrix.data),
        (first.row_sizes, second.row_sizes),
        (first.column_sizes, second.column_sizes),
    ]
    return all(np.array_equal(array, other) for array, other in pairs)


def _change(method: Callable[..., object], numbers: Indices, lower: Array, upper: Array) -> None:
    count = len(numbers)
    method(count, numbers.astype(np.int32), np.broadcast_to(lower, count).copy(), np.broadcast_to(upper, count).copy())


def load_highs(program: Program, options: Mapping[str, str | float | int | bool]) -> highspy.Highs:
    """The scaled program in a silent HiGHS instance. Raises SolveError if HiGHS refuses an option."""
    import highspy

    matrix = program.scaled_matrix
    linear = highspy.HighsLp()
    linear.num_row_, linear.num_col_ = matrix.shape
    linear.col_cost_ = program.cost * program.column_sizes
    linear.col_lower_, linear.col_upper_ = program.lower / program.column_sizes, program.upper / program.column_sizes
    linear.row_lower_, linear.row_upper_ = program.row_lower / program.row_sizes, program.row_upper / program.row_sizes
    linear.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    linear.a_matrix_.start_, linear.a_matrix_.index_ = matrix.indptr, matrix.indices
    linear.a_matrix_.value_ = matrix.data
    highs = _silent_highs()
    for name, value in options.items():
        if highs.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise SolveError(f"HiGHS does not take the option {name} = {value}")
    highs.passModel(linear)
    return highs


def _silent_highs() -> highspy.Highs:
    """An instance of HiGHS that says nothing: its banner comes with the callbacks, unless output is off by then."""
    import highspy

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - named by HiGHS
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Silent()  # type: ignore[no-untyped-call]
