"""Columns of journeys, each worked out once, and programs put together from them.

Programs on different journeys share all but the columns of these, so one more journey costs no more than its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from sinews.clocks.days.components import build
from sinews.clocks.days.routes import Journey, Journeys
from sinews.clocks.days.scope import Moves
from sinews.model.calendar import Array, Indices
from sinews.model.program import Block, Program


@dataclass(frozen=True)
class _Written:
    """Columns of some journeys: entries by column as in a sparse matrix, upper bounds and charges by column."""

    count: Indices
    rows: Indices
    values: Array
    most: Array
    charges: dict[str, Array]

    @classmethod
    def together(cls, parts: Sequence[_Written]) -> _Written:
        """Side by side."""
        headings = dict.fromkeys(heading for part in parts for heading in part.charges)
        return cls(
            np.concatenate([part.count for part in parts]),
            np.concatenate([part.rows for part in parts]),
            np.concatenate([part.values for part in parts]),
            np.concatenate([part.most for part in parts]),
            {heading: np.concatenate([_charged(part, heading) for part in parts]) for heading in headings},
        )

    def matrix(self, rows: int) -> sparse.csc_matrix:
        """As a sparse matrix with so many rows."""
        begin = np.concatenate([[0], np.cumsum(self.count)])
        return sparse.csc_matrix((self.values, self.rows, begin), shape=(rows, len(self.count)))


def _charged(part: _Written, heading: str) -> Array:
    return part.charges.get(heading, np.zeros(len(part.count)))


class Columns:
    """The columns of journeys in the programs of one scope, as the components write them.

    Rows are numbered as they come: those of the program without journeys first, then those of links and transfer
    points that journeys come to use.
    """

    def __init__(self, scope: Moves) -> None:
        self.scope = scope
        self._bare = build(scope, ())
        self._blocks, self._number = list(self._bare.rows), dict[tuple[str, str, str], int]()
        for block in self._bare.rows:
            self._number |= dict(zip(_names(block), self._bare.numbers(block)[:, 0].tolist(), strict=True))
        self._lower, self._upper = [self._bare.row_lower], [self._bare.row_upper]
        self._height = len(self._bare.row_lower)
        self._places: dict[tuple[str, ...], int] = {}
        self._written: list[_Written] = []

    def program(self, journeys: Journeys) -> Program:
        """The program on some journeys; it may have limits that none of them comes to."""
        self._write(journeys)
        bare, ticks, mine = self._bare, len(self.scope.calendar), self._columns(journeys)
        written, at = self._whole(), bare.variable("journey").first
        side = written.matrix(self._height)[:, mine]
        charges = {name: (cost, _charged(written, name)[mine]) for name, cost in self._charges().items()}
        left, right = (_taller(part, self._height) for part in (bare.matrix[:, :at], bare.matrix[:, at:]))
        more = len(journeys) * ticks
        sizes = np.array([self.scope.sizes[journey.item] for journey in journeys])
        variables = [block if block.first < at else _moved(block, more) for block in bare.variables]
        number = next(k for k, block in enumerate(variables) if block.name == "journey")
        variables[number] = Block("journey", {"route": [_worded(journey) for journey in journeys]}, at, sizes)
        return Program(
            calendar=bare.calendar,
            variables=tuple(variables),
            rows=tuple(self._blocks),
            matrix=sparse.csc_matrix(sparse.hstack([left, side, right], format="csc")),
            row_lower=np.concatenate(self._lower),
            row_upper=np.concatenate(self._upper),
            lower=np.insert(bare.lower, at, np.zeros(more)),
            upper=np.insert(bare.upper, at, written.most[mine]),
            charges={name: np.insert(cost, at, more_of) for name, (cost, more_of) in charges.items()},
        )

    def reduced(self, journeys: Journeys, price: Array) -> Array:
        """What a natural size on each departure adds to the objective, shape (journeys, ticks); infinite if barred.

        `price`: of the rows of a program made here, shape (rows,); rows that have come since have none.
        """
        self._write(journeys)
        mine, written = self._columns(journeys), self._whole()
        full = np.concatenate([price, np.zeros(self._height - len(price))])
        cost = sum((charges[mine] for charges in written.charges.values()), np.zeros(len(mine)))
        reduced = np.where(written.most[mine] > 0, cost + written.matrix(self._height)[:, mine].T @ full, np.inf)
        sizes = np.array([self.scope.sizes[journey.item] for journey in journeys])
        return np.asarray(reduced.reshape(len(journeys), -1) * sizes[:, None])

    def _charges(self) -> dict[str, Array]:
        headings = dict.fromkeys([*self._bare.charges, *self._whole().charges])
        nothing = np.zeros(len(self._bare.lower))
        return {heading: self._bare.charges.get(heading, nothing) for heading in headings}

    def _columns(self, journeys: Journeys) -> Indices:
        """Numbers of the columns of journeys among all that are written, shape (journeys x ticks,)."""
        ticks = len(self.scope.calendar)
        first = np.array([self._places[journey.key] for journey in journeys], dtype=np.int64) * ticks
        return (first[:, None] + np.arange(ticks)).ravel()

    def _whole(self) -> _Written:
        self._written = [_Written.together(self._written)] if len(self._written) > 1 else self._written
        return self._written[0]

    def _write(self, journeys: Iterable[Journey]) -> None:
        """Have the components write the columns of journeys that are new."""
        new = tuple({j.key: j for j in journeys if j.key not in self._places}.values())
        if not new and self._written:
            return
        program = build(self.scope, new)
        columns = program.numbers(program.variable("journey")).ravel()
        matrix = program.matrix[:, columns]
        charges = {heading: cost[columns] for heading, cost in program.charges.items()}
        rows = self._rows_of(program)[matrix.indices]
        self._written.append(_Written(np.diff(matrix.indptr), rows, matrix.data, program.upper[columns], charges))
        self._places |= {journey.key: len(self._places) + k for k, journey in enumerate(new)}

    def _rows_of(self, program: Program) -> Indices:
        """Numbers here of the rows of a program, those of new limits added; shape (rows,)."""
        numbers = np.zeros(len(program.row_lower), dtype=np.int64)
        for block in program.rows:
            names, rows = list(_names(block)), program.numbers(block)
            new = [k for k, name in enumerate(names) if name not in self._number]
            if new:
                self._add(block, new, program, rows[new].ravel())
            first = np.array([self._number[name] for name in names])
            numbers[rows] = first[:, None] + np.arange(rows.shape[1])
        return numbers

    def _add(self, block: Block, new: Sequence[int], program: Program, rows: Indices) -> None:
        subjects = {name: [values[k] for k in new] for name, values in block.subjects.items()}
        added = Block(block.name, subjects, self._height, block.sizes[list(new)])
        self._blocks.append(added)
        ticks = len(self.scope.calendar)
        self._number |= {name: self._height + k * ticks for k, name in enumerate(_names(added))}
        self._lower.append(program.row_lower[rows])
        self._upper.append(program.row_upper[rows])
        self._height += len(rows)


def _names(block: Block) -> Iterable[tuple[str, str, str]]:
    return ((block.name, *name) for name in zip(block.subjects["place"], block.subjects["item"], strict=True))


def _worded(journey: Journey) -> str:
    return "/".join(journey.key)


def _moved(block: Block, more: int) -> Block:
    return replace(block, first=block.first + more)


def _taller(matrix: sparse.csc_matrix, rows: int) -> sparse.csc_matrix:
    return sparse.csc_matrix((matrix.data, matrix.indices, matrix.indptr), shape=(rows, matrix.shape[1]))
