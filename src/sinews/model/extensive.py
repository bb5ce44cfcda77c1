"""Several programs of one shape as one: each is a branch with its chance, and some columns are the same in all.

minimise  sum over branches of chance x cost    subject to  the rows of each branch,  x(branch) = x(first) where shared

This is the extensive form of a two-stage program (Birge and Louveaux, Introduction to Stochastic Programming, 2011,
section 2.4): what is shared is decided before it is known which branch comes, all else after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sinews.model.calendar import Array
from sinews.model.program import Block, Program
from sinews.model.solver.session import Solution

#: Names of shared variables, each with the ticks in which it is shared, shape (ticks,).
Shared = Mapping[str, NDArray[np.bool_]]


@dataclass(frozen=True)
class Extensive:
    """Branches with their chances, and what they share; `whole`: the program of all of them."""

    branches: tuple[Program, ...]
    chances: tuple[float, ...]
    shared: Shared

    @property
    def whole(self) -> Program:
        """All branches in one program. ValueError if their variables or rows differ in number."""
        first, columns = self.branches[0], [len(branch.lower) for branch in self.branches]
        if len(set(columns)) > 1 or len({len(branch.row_lower) for branch in self.branches}) > 1:
            raise ValueError("branches of different shapes")
        same, rows = self._same()
        nothing = np.zeros(len(rows))
        headings = dict.fromkeys(heading for branch in self.branches for heading in branch.charges)
        return Program(
            calendar=first.calendar,
            variables=tuple(self._blocks([branch.variables for branch in self.branches], len(first.lower))),
            rows=(*self._blocks([branch.rows for branch in self.branches], len(first.row_lower)), *self._links()),
            matrix=sparse.csc_matrix(
                sparse.vstack([sparse.block_diag([branch.matrix for branch in self.branches]), same])
            ),
            row_lower=np.concatenate([*(branch.row_lower for branch in self.branches), nothing]),
            row_upper=np.concatenate([*(branch.row_upper for branch in self.branches), nothing]),
            lower=np.concatenate([branch.lower for branch in self.branches]),
            upper=np.concatenate([branch.upper for branch in self.branches]),
            charges={heading: self._charged(heading) for heading in headings},
        )

    def value(self, solution: Solution, number: int) -> Array:
        """What a solution of the whole has for the columns of a branch, shape (columns,)."""
        count = len(self.branches[0].lower)
        return solution.value[number * count : (number + 1) * count]

    def kept(self, number: int, value: Array) -> Program:
        """A branch in which what is shared is as in a plan of another branch; the rest is open."""
        branch = self.branches[number]
        columns = self._columns(branch)
        lower, upper = branch.lower.copy(), branch.upper.copy()
        lower[columns] = upper[columns] = np.clip(value[columns], branch.lower[columns], branch.upper[columns])
        return replace(branch, lower=lower, upper=upper)

    def _columns(self, branch: Program) -> NDArray[np.int64]:
        """Columns that are shared, in the order of their blocks."""
        parts = [branch.numbers(block)[:, self.shared[block.name]] for block in self._shared(branch)]
        return np.concatenate([np.zeros(0, dtype=np.int64), *(part.ravel() for part in parts)])

    def _shared(self, branch: Program) -> list[Block]:
        return [block for block in branch.variables if block.name in self.shared]

    def _same(self) -> tuple[sparse.csr_matrix, NDArray[np.int64]]:
        """Rows that say that a branch has what the first one has; one for each column of the shared blocks."""
        first, count = self.branches[0], len(self.branches[0].lower)
        every = np.concatenate(
            [np.zeros(0, dtype=np.int64), *(first.numbers(block).ravel() for block in self._shared(first))]
        )
        held = np.isin(every, self._columns(first)).astype(np.float64)
        parts, rows = [], np.arange(len(every))
        for number in range(1, len(self.branches)):
            entries = (
                np.concatenate([held, -held]),
                (np.tile(rows, 2), np.concatenate([every, number * count + every])),
            )
            parts.append(sparse.csr_matrix(entries, shape=(len(rows), count * len(self.branches))))
        if not parts:
            return sparse.csr_matrix((0, count)), rows[:0]
        return sparse.csr_matrix(sparse.vstack(parts)), np.tile(rows, len(parts))

    def _links(self) -> list[Block]:
        first, blocks = self.branches[0], list[Block]()
        number = sum(len(branch.row_lower) for branch in self.branches)
        for branch in range(1, len(self.branches)):
            for block in self._shared(first):
                blocks.append(replace(block, name=f"same_{block.name}_{branch + 1}", first=number))
                number += len(block) * len(first.calendar)
        return blocks

    @staticmethod
    def _blocks(branches: Sequence[Sequence[Block]], count: int) -> list[Block]:
        """Blocks of all branches one after the other, each of `count`, with the number of the branch in their names."""
        return [
            replace(block, name=f"{block.name}_{number + 1}", first=number * count + block.first)
            for number, branch in enumerate(branches)
            for block in branch
        ]

    def _charged(self, heading: str) -> Array:
        return np.concatenate(
            [
                chance * branch.charges.get(heading, np.zeros(len(branch.lower)))
                for chance, branch in zip(self.chances, self.branches, strict=True)
            ]
        )
