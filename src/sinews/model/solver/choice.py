"""The one seam to solvers: a `Session` holds a program, takes changes of bounds and costs, and solves.

HiGHS is called directly (its own arrays in, its own arrays out). Every other solver that linopy supports is
reached by name through a linopy model of the same program. Scaling happens here and nowhere else: the solver
sees each column and row in units of its item's size, the rest of sinews sees natural units.
"""

from __future__ import annotations

from pathlib import Path

from sinews.errors import UsageError, did_you_mean
from sinews.model.program import Program
from sinews.model.solver.highs import HighsSession, Method, load_highs
from sinews.model.solver.session import Session


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


def open_session(program: Program, solver: str = "highs", method: Method = Method.SIMPLEX) -> Session:
    """A session with the named solver. Raises UsageError if neither sinews nor linopy knows it here.

    `method`: of the embedded solver; others choose for themselves.
    """
    check_solver(solver)
    if solver == "highs":
        return HighsSession(program, method.value)
    from sinews.model.solver.by_linopy import LinopySession

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
