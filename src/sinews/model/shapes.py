"""Programs of one shape: whether one has the shape of another, and one put together from several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sinews.model.program import Block, Program


def in_shape(program: Program, like: Program) -> Program | None:
    """The program with the sizes of another that has the same variables and rows; None if it has others."""
    if _names(program.variables) != _names(like.variables) or _names(program.rows) != _names(like.rows):
        return None
    return replace(program, variables=like.variables, rows=like.rows)


def _names(blocks: Sequence[Block]) -> list[tuple[str, dict[str, list[str]]]]:
    return [(block.name, {key: list(values) for key, values in block.subjects.items()}) for block in blocks]


def spliced(stages: Sequence[tuple[int, Program]]) -> Program:
    """Programs of one shape put together: each holds for the ticks from its month on, until the next one does."""
    whole = stages[0][1]
    for month, program in stages[1:]:
        from_then = whole.calendar.start >= month
        if from_then.all():
            whole = program
            continue
        columns, rows = (np.tile(from_then, len(bounds) // len(from_then)) for bounds in (whole.lower, whole.row_lower))
        whole = replace(
            whole,
            matrix=_mixed(program.matrix, whole.matrix, columns),
            row_lower=np.where(rows, program.row_lower, whole.row_lower),
            row_upper=np.where(rows, program.row_upper, whole.row_upper),
            lower=np.where(columns, program.lower, whole.lower),
            upper=np.where(columns, program.upper, whole.upper),
            charges={name: np.where(columns, program.charges[name], charge) for name, charge in whole.charges.items()},
        )
    return whole


def _mixed(new: sparse.csc_matrix, old: sparse.csc_matrix, columns: NDArray[np.bool_]) -> sparse.csc_matrix:
    """Some columns of one matrix, the others of another."""
    if new.nnz == old.nnz and np.array_equal(new.data, old.data) and np.array_equal(new.indices, old.indices):
        return old
    parts = (sparse.diags(chosen.astype(float)) for chosen in (columns, ~columns))
    return sparse.csc_matrix(sum(matrix @ part for matrix, part in zip((new, old), parts, strict=True)))
