"""Where one program's solve ended, put in terms of another program: by name, not by number.

For programs on the same ticks that share most of their variables and rows, as when columns are added: what is new
among the columns stays at its lower bound, what is new among the rows is slack.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sinews.program import Block, Program
from sinews.solver import Basis

Numbers = NDArray[np.int8]


def carried(basis: Basis, old: Program, new: Program, *, feasible: bool) -> Basis:
    """The basis of `old` for `new`; `feasible`: columns were added and nothing else, so primal simplex can go on.

    A basis that does not fit (too many or too few basic) is refused by the solver, which then starts afresh.
    """
    import highspy

    lower, basic = (int(kind) for kind in (highspy.HighsBasisStatus.kLower, highspy.HighsBasisStatus.kBasic))
    columns = _carried(basis.status.col_status, old, old.variables, new, new.variables, lower)
    rows = _carried(basis.status.row_status, old, old.rows, new, new.rows, basic)
    status = highspy.HighsBasis()
    status.col_status = [highspy.HighsBasisStatus(int(kind)) for kind in columns]
    status.row_status = [highspy.HighsBasisStatus(int(kind)) for kind in rows]
    status.valid = True
    return Basis(status, feasible)


def _carried(
    known: Sequence[object],
    old: Program,
    old_blocks: Sequence[Block],
    new: Program,
    blocks: Sequence[Block],
    usual: int,
) -> Numbers:
    before = np.array([int(kind) for kind in known], dtype=np.int8)  # type: ignore[call-overload]
    after = np.full(sum(len(block) for block in blocks) * len(new.calendar), usual, dtype=np.int8)
    of_old = {block.name: block for block in old_blocks}
    for block in blocks:
        if block.name not in of_old:
            continue
        numbers = {label: number for number, label in enumerate(of_old[block.name].labels())}
        pairs = [(row, numbers[label]) for row, label in enumerate(block.labels()) if label in numbers]
        if pairs:
            to, of = np.array(pairs).T
            after[new.numbers(block)[to]] = before[old.numbers(of_old[block.name])[of]]
    return after
