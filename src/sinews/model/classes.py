"""A program in which what is alike is one: rows of a class are summed, and of equal columns one stands for all.

Sums of rows hold wherever the rows do, so what fits the program fits that of its classes: its least objective is never
above that of the program, a proven lower bound. Where members of a class are alike in all but size, it is the same.
Columns are equal if their coefficients in the summed rows and all their charges are, to the last bit, in every tick;
one with the sum of their bounds then says as much as all of them, and nothing is lost by that.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from sinews.errors import SolveError
from sinews.model.calendar import Array, Indices
from sinews.model.program import Block, Program
from sinews.model.solver.session import Solution

#: For a block of rows the class of each subject; subjects of one class have one size.
Partition = Callable[[Block], Sequence[Hashable]]

#: For a block of variables by what those of a class without bounds share its value, shape (subjects,).
Weights = Callable[[Block], Array]

#: Seed of the numbers by which columns are compared; what is found does not depend on it.
_SEED = 20


@dataclass(frozen=True)
class Classes:
    """Which rows and which columns of a program are one, as numbers of the program of classes.

    `rows` (rows,), `columns` (columns,): the class of each. `first` (columns of classes,): the first member of each.
    """

    rows: Indices
    columns: Indices
    first: Indices
    row_blocks: tuple[Block, ...]
    variables: tuple[Block, ...]

    @classmethod
    def of(cls, program: Program, partition: Partition) -> Classes:
        """Rows by `partition`, columns of a block by whether they are equal in the rows of classes."""
        ticks = len(program.calendar)
        numbers = [_numbered(partition(block)) for block in program.rows]
        rows, row_blocks = _classed(program.rows, numbers, ticks)
        looks = _looks(program, _summed(program.matrix, rows))
        numbers = [_numbered(list(map(bytes, looks[program.numbers(block)]))) for block in program.variables]
        columns, variables = _classed(program.variables, numbers, ticks)
        return cls(rows, columns, np.unique(columns, return_index=True)[1], row_blocks, variables)

    def program(self, program: Program) -> Program | None:
        """The program of classes of one of this shape; None if columns of a class are no longer equal in it."""
        matrix = _summed(program.matrix, self.rows)
        standing = self.first[self.columns]
        charged = all(np.array_equal(charge, charge[standing]) for charge in program.charges.values())
        if not charged or not _equal(matrix, sparse.csc_matrix(matrix[:, standing])):
            return None
        return replace(
            program,
            variables=self.variables,
            rows=self.row_blocks,
            matrix=sparse.csc_matrix(matrix[:, self.first]),
            row_lower=_sums(self.rows, program.row_lower),
            row_upper=_sums(self.rows, program.row_upper),
            lower=_sums(self.columns, program.lower),
            upper=_sums(self.columns, program.upper),
            charges={heading: charge[self.first] for heading, charge in program.charges.items()},
        )

    def whole(self, program: Program, solution: Solution, weights: Weights) -> Solution:
        """A solution of the program of classes as one of the program: prices of the class, its value shared out.

        By upper bounds where there are any, or else by `weights`. Its members need not keep the rows one by one.
        """
        by = np.concatenate([np.repeat(weights(block), len(program.calendar)) for block in program.variables])
        bound = _sums(self.columns, program.upper)[self.columns]
        by = np.where(np.isfinite(bound) & (bound > 0), program.upper, by)
        part = by / _sums(self.columns, by)[self.columns]
        price, reduced = solution.price[self.rows], solution.reduced[self.columns]
        return replace(solution, value=part * solution.value[self.columns], price=price, reduced=reduced)


def classified(program: Program, partition: Partition) -> tuple[Classes, Program]:
    """A program by classes: which they are, and the program of them.

    Raises SolveError if columns that differ look the same, which is as good as impossible.
    """
    classes = Classes.of(program, partition)
    smaller = classes.program(program)
    if smaller is None:
        raise SolveError("columns of the program that differ were taken for equal; report the case")
    return classes, smaller


def row_classes(program: Program, partition: Partition) -> Indices:
    """The class of each row, shape (rows,)."""
    numbers = [_numbered(partition(block)) for block in program.rows]
    return _classed(program.rows, numbers, len(program.calendar))[0]


def _numbered(keys: Sequence[Hashable]) -> Indices:
    """Numbers of classes in the order in which they come, shape (keys,)."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def _classed(blocks: Sequence[Block], numbers: Sequence[Indices], ticks: int) -> tuple[Indices, tuple[Block, ...]]:
    """Class of each row or column of blocks by the classes of their subjects, and the blocks of classes."""
    classes, made, first = [np.zeros(0, dtype=np.int64)], [], 0
    for block, mine in zip(blocks, numbers, strict=True):
        classes.append((first + mine[:, None] * ticks + np.arange(ticks)).ravel())
        members = np.unique(mine, return_index=True)[1]
        subjects = {key: [values[member] for member in members] for key, values in block.subjects.items()}
        made.append(Block(block.name, subjects, first, block.sizes[members]))
        first += len(members) * ticks
    return np.concatenate(classes), tuple(made)


def _sums(numbers: Indices, values: Array) -> Array:
    """Sums of values by class, shape (classes,)."""
    return np.bincount(numbers, values).astype(np.float64, copy=False)


def _summed(matrix: sparse.csc_matrix, rows: Indices) -> sparse.csc_matrix:
    """A matrix with rows of a class summed up, columns in order of their rows."""
    shape = (int(rows.max(initial=-1)) + 1, matrix.shape[1])
    parts = (matrix.data.copy(), rows[matrix.indices].astype(matrix.indices.dtype), matrix.indptr.copy())
    summed = sparse.csc_matrix(parts, shape=shape)
    summed.sum_duplicates()
    return summed


def _looks(program: Program, matrix: sparse.csc_matrix) -> Array:
    """Numbers in which different columns differ: two mixtures of coefficients, and charges; shape (columns, numbers).

    The same mixture of two columns that differ is as good as impossible; `Classes.program` looks at the columns.
    """
    chance = np.random.default_rng(_SEED)
    mixed = matrix.T @ chance.uniform(1.0, 2.0, (matrix.shape[0], 2))
    return np.column_stack([mixed, *program.charges.values()])


def _equal(first: sparse.csc_matrix, second: sparse.csc_matrix) -> bool:
    pairs = ((first.indptr, second.indptr), (first.indices, second.indices), (first.data, second.data))
    return all(np.array_equal(*pair) for pair in pairs)
