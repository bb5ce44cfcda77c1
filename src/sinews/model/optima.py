"""All plans that are as good as one: the optimal face of a program, as a program of its own; and lots.

A plan that fits is as good as the best one if, and only if, each column whose reduced cost is not zero stands at the
bound at which the best has it, and each row that has a price is held with equality (complementary slackness: Schrijver,
Theory of Linear and Integer Programming, 1986, section 7.9). Any prices of an optimum say the same. So bounds alone
leave exactly the plans that are as good, and what is asked of them next cannot make them worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

import numpy as np

from sinews.model.calendar import Array
from sinews.model.program import Block, Program
from sinews.model.solver.session import Solution

#: Prices and reduced costs below this, per size, are rounding: half of what `EXACT_OPTIONS` hold the solver to.
NOTHING = 5e-11

_BITS = 53


def optima(program: Program, best: Solution) -> Program:
    """The program whose plans are those of `program` that are as good as `best`, which has exact prices."""
    columns = np.abs(best.reduced) * program.column_sizes > NOTHING
    rows = np.abs(best.price) * program.row_sizes > NOTHING
    stands = _nearer(best.value, program.lower, program.upper)
    holds = _nearer(program.matrix @ best.value, program.row_lower, program.row_upper)
    return replace(
        program,
        lower=np.where(columns, stands, program.lower),
        upper=np.where(columns, stands, program.upper),
        row_lower=np.where(rows, holds, program.row_lower),
        row_upper=np.where(rows, holds, program.row_upper),
    )


def _nearer(value: Array, lower: Array, upper: Array) -> Array:
    """The bound that each value is nearer to."""
    return np.where(np.abs(value - lower) <= np.abs(upper - value), lower, upper)


def lots(block: Block, ticks: Sequence[str]) -> Array:
    """A number from 0 to 1 for each subject of a block and each tick, shape (subjects, ticks).

    Worked out from their names alone (the mixing of SplitMix64: Steele, Lea and Flood, OOPSLA 2014), so that it is the
    same wherever a row stands.
    """
    subjects = np.array([crc32(f"{block.name},{label}".encode()) for label in block.labels()], dtype=np.uint64)
    mixed = (subjects[:, None] << np.uint64(32)) + np.array([crc32(tick.encode()) for tick in ticks], dtype=np.uint64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return np.asarray((mixed >> np.uint64(64 - _BITS)) / 2.0**_BITS)
