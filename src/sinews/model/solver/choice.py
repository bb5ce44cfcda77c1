"""The one seam to solvers: a `Session` holds a program, takes changes of bounds and costs, and solves.

HiGHS is called directly (its own arrays in, its own arrays out). Every other solver that linopy supports is
reached by name through a linopy model of the same program. Scaling happens here and nowhere else: the solver
sees each column and row in units of its item's size, the rest of sinews sees natural units.
"""

from __future__ import annotations

import os
from pathlib import Path

from sinews.errors import UsageError, WriteError, did_you_mean
from sinews.files import replaced
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
        names = ["highs"]
    else:
        names = sorted({"highs", *linopy.available_solvers})
    if solver not in names:
        raise UsageError(
            f"There is no solver {solver} here; there are: {', '.join(names)}.{did_you_mean(solver, names)} "
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
    """Write the scaled program exactly as HiGHS gets it, with readable names; `path` ends in .lp or .mps.

    WriteError if it cannot be written whole.
    """
    highs = load_highs(program, {})
    for number, name in enumerate(program.column_names()):
        highs.passColName(number, name)
    for number, name in enumerate(program.row_names()):
        highs.passRowName(number, name)
    with replaced(path) as folder:
        part = folder / path.name
        highs.writeModel(os.fsencode(part))  # type: ignore[arg-type]  # names of files may be no text
        if not part.exists() or not _ended(part):
            raise WriteError(path, "the file came out without its end")


def _ended(path: Path) -> bool:
    """Whether a program was written to its last line: HiGHS does not say when a disk is full."""
    with path.open("rb") as stream:
        stream.seek(max(-10, -path.stat().st_size), os.SEEK_END)
        return stream.read().split()[-1:] in ([b"end"], [b"ENDATA"])
