"""The other half of the seam: programs in the hands of solvers that linopy reaches by name.

The model is built anew for each solve; a basis to start from means nothing here and is left aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sinews.errors import SolveError
from sinews.model.calendar import Array, Indices
from sinews.model.program import Program
from sinews.model.solver.session import Basis, Solution, State
from sinews.model.solver.stop import check

if TYPE_CHECKING:
    import linopy

#: What keeps solvers behind linopy from writing to standard output.
QUIET: Mapping[str, Mapping[str, bool]] = {"highs": {"output_flag": False}}


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
        self._state = State(program)
        self._solver = solver

    def become(self, program: Program) -> None:
        """Take the place of the program by another."""
        self._state = State(program)

    def basis(self) -> Basis | None:
        """None: solvers behind linopy hand none on."""
        return None

    def change_rows(self, rows: Indices, lower: Array, upper: Array) -> None:
        """Replace bounds of rows."""
        self._state.row_lower[rows], self._state.row_upper[rows] = lower, upper

    def change_columns(self, columns: Indices, lower: Array, upper: Array) -> None:
        """Replace bounds of columns."""
        self._state.lower[columns], self._state.upper[columns] = lower, upper

    def change_cost(self, cost: Array) -> None:
        """Replace the cost vector."""
        self._state.cost = cost.copy()

    def solve(self, start: Basis | None = None) -> Solution:  # noqa: ARG002 - a protocol names it
        """Solve as it stands, and check the answer. Raises SolveError where there is none."""
        check()
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
