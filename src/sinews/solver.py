"""The one seam to solvers: a `Session` holds a program, takes changes of bounds and costs, and solves.

HiGHS is called directly (its own arrays in, its own arrays out). Every other solver that linopy supports is
reached by name through a linopy model of the same program. Scaling happens here and nowhere else: the solver
sees each column and row in units of its item's size, the rest of sinews sees natural units.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from sinews.calendar import Array, Indices
from sinews.errors import SolveError, UsageError, did_you_mean
from sinews.program import Program

if TYPE_CHECKING:
    import highspy
    import linopy

#: Options of the embedded solver. Dual simplex with Devex pricing and max-value scaling was the fastest of what HiGHS
#: offers on programs of this shape (benchmarks/RESULTS.md), and its vertex gives exact prices.
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
    "parallel": "off",
    "random_seed": 0,
}

#: What keeps solvers behind linopy from writing to standard output.
QUIET: Mapping[str, Mapping[str, bool]] = {"highs": {"output_flag": False}}

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


class Session(Protocol):
    """A program in a solver's hands."""

    def change_rows(self, rows: Indices, lower: Array, upper: Array) -> None:
        """Replace bounds of rows (natural units)."""

    def change_columns(self, columns: Indices, lower: Array, upper: Array) -> None:
        """Replace bounds of columns (natural units)."""

    def change_cost(self, cost: Array) -> None:
        """Replace the whole cost vector (natural units)."""

    def solve(self) -> Solution:
        """Solve as it stands. Raises SolveError unless the status is accepted and the residual check passes."""


@dataclass
class _State:
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
        """Clip values to their bounds, check every row and bound ourselves, and wrap up."""
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


class HighsSession:
    """A program in HiGHS's hands."""

    def __init__(self, program: Program, options: Mapping[str, str | float | int | bool] = HIGHS_OPTIONS) -> None:
        self._state, self._options = _State(program), options
        self._highs = load_highs(program, options)

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

    def solve(self) -> Solution:
        """Solve as it stands, and check the answer."""
        import highspy

        self._highs.clearSolver()  # presolve and a fresh start are faster here than a warm one, and forget the past
        self._highs.run()
        if self._options is INTERIOR_OPTIONS and self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self._highs.setOptionValue("solver", "simplex")  # slower, and finds its way where the other one stops
            self._highs.run()
            self._highs.setOptionValue("solver", "ipm")
        status = self._highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolveError(
                f"the solver stopped with status '{self._highs.modelStatusToString(status)}', which is not an answer. "
                "Try another solver with --solver, or export the program with --write-mps and report it."
            )
        found, info, program = self._highs.getSolution(), self._highs.getInfo(), self._state.program
        return self._state.solution(
            np.asarray(found.col_value) * program.column_sizes,
            -np.asarray(found.row_dual) / program.row_sizes,
            np.asarray(found.col_dual) / program.column_sizes,
            int(info.ipm_iteration_count + info.simplex_iteration_count),
            "optimal",
        )


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


def linopy_model(program: Program) -> linopy.Model:
    """The scaled program as a linopy model with strict semantics: one block of variables, three of constraints.

    `equal` has the rows whose sides are equal, `lower` and `upper` the other finite sides.
    """
    import linopy

    with linopy.options as options:  # what was set before holds again afterwards
        options.set_value(semantics="v1")
        return _filled(linopy.Model(), program)


def _filled(model: linopy.Model, program: Program) -> linopy.Model:
    import pandas as pd
    import xarray as xr

    columns = pd.RangeIndex(len(program.lower), name="column")
    size = program.column_sizes
    value = model.add_variables(
        lower=xr.DataArray(program.lower / size, coords=[columns]),
        upper=xr.DataArray(program.upper / size, coords=[columns]),
        name="value",
    )
    equal = program.row_lower == program.row_upper
    sides = (
        ("equal", program.row_lower, "==", equal),
        ("lower", program.row_lower, ">=", np.isfinite(program.row_lower) & ~equal),
        ("upper", program.row_upper, "<=", np.isfinite(program.row_upper) & ~equal),
    )
    for name, right, sign, chosen in sides:
        rows = np.flatnonzero(chosen)
        if len(rows):
            limit = xr.DataArray(right[rows] / program.row_sizes[rows], coords=[pd.Index(rows, name="row")])
            model.add_constraints(_expression(model, program, rows), sign, limit, name=name)
    model.add_objective((xr.DataArray(program.cost * size, coords=[columns]) * value).sum())
    return model


def _expression(model: linopy.Model, program: Program, rows: Indices) -> linopy.LinearExpression:
    """The left-hand sides of some rows; linopy wants as many terms in each, so the rest are marked as none."""
    import linopy
    import pandas as pd
    import xarray as xr
    from scipy import sparse

    part = sparse.csr_matrix(program.scaled_matrix)[rows]
    count = np.diff(part.indptr)
    position = np.arange(part.nnz) - np.repeat(part.indptr[:-1], count)
    line = np.repeat(np.arange(len(rows)), count)
    shape = (len(rows), int(count.max(initial=1)))
    coefficients, labels = np.full(shape, np.nan), np.full(shape, -1)
    coefficients[line, position], labels[line, position] = part.data, part.indices
    terms = {"coeffs": (("row", "_term"), coefficients), "vars": (("row", "_term"), labels)}
    return linopy.LinearExpression(xr.Dataset(terms, coords={"row": pd.Index(rows, name="row")}), model)


class LinopySession:
    """A program solved through linopy by any solver that it supports (built anew for each solve)."""

    def __init__(self, program: Program, solver: str) -> None:
        self._state = _State(program)
        self._solver = solver

    def change_rows(self, rows: Indices, lower: Array, upper: Array) -> None:
        """Replace bounds of rows."""
        self._state.row_lower[rows], self._state.row_upper[rows] = lower, upper

    def change_columns(self, columns: Indices, lower: Array, upper: Array) -> None:
        """Replace bounds of columns."""
        self._state.lower[columns], self._state.upper[columns] = lower, upper

    def change_cost(self, cost: Array) -> None:
        """Replace the cost vector."""
        self._state.cost = cost.copy()

    def solve(self) -> Solution:
        """Solve as it stands, and check the answer."""
        from dataclasses import replace

        state = self._state
        program = replace(
            state.program,
            row_lower=state.row_lower,
            row_upper=state.row_upper,
            lower=state.lower,
            upper=state.upper,
            charges={"all": state.cost},
        )
        model = linopy_model(program)
        quiet = cast("dict[str, Any]", QUIET.get(self._solver, {}))
        status, condition = model.solve(solver_name=self._solver, progress=False, **quiet)
        if status != "ok" or condition != "optimal":
            raise SolveError(f"the solver {self._solver} stopped with status '{condition}', which is not an answer.")
        price = np.zeros(len(program.row_lower))
        for name in model.constraints:
            constraint = model.constraints[name]
            price[constraint.coords["row"].to_numpy()] -= constraint.dual.to_numpy()
        price /= program.row_sizes
        value = model.variables["value"].solution.to_numpy() * program.column_sizes
        reduced = state.cost + program.matrix.T @ price
        return state.solution(value, price, reduced, 0, condition)


def check_solver(solver: str) -> None:
    """Raise UsageError if neither sinews nor linopy knows the solver here."""
    if solver == "highs":
        return
    try:
        import linopy
    except ImportError:
        known = ["highs"]
    else:
        known = sorted({"highs", *linopy.available_solvers})
    if solver not in known:
        raise UsageError(
            f"There is no solver {solver} here; there are: {', '.join(known)}.{did_you_mean(solver, known)} "
            "Install it with linopy, or leave out --solver."
        )


def open_session(program: Program, solver: str = "highs", *, interior: bool = False) -> Session:
    """A session with the named solver. Raises UsageError if neither sinews nor linopy knows it here.

    `interior`: the embedded solver takes the interior-point method.
    """
    check_solver(solver)
    if solver == "highs":
        return HighsSession(program, INTERIOR_OPTIONS if interior else HIGHS_OPTIONS)
    return LinopySession(program, solver)


def write_program(program: Program, path: Path) -> None:
    """Write the scaled program exactly as HiGHS gets it, with readable names; `path` ends in .lp or .mps."""
    highs = load_highs(program, {})
    for number, name in enumerate(program.column_names()):
        highs.passColName(number, name)
    for number, name in enumerate(program.row_names()):
        highs.passRowName(number, name)
    temporary = path.with_name(f".{path.stem}.tmp{path.suffix}")
    try:
        highs.writeModel(str(temporary))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
