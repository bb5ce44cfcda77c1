"""Linear programs in blocks of columns and rows, each over all ticks, for SciPy; nothing of sinews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array

Array = NDArray[np.float64]
Name = tuple[str, ...]


@dataclass
class Block:
    """Bounds and costs of columns over all ticks; `size`: the unit that the solver sees."""

    size: float
    upper: Array
    cost: Array
    lower: float
    heading: str


@dataclass
class Limit:
    """Right-hand sides of rows over all ticks: at most, or equal."""

    size: float
    right: Array
    equal: bool


@dataclass
class Plan:
    """An optimum: the objective, and values in natural units by block."""

    objective: float
    value: Mapping[Name, Array]


@dataclass
class BlockProgram:
    """Blocks of `ticks` columns and rows; terms are matrices (row tick, column tick)."""

    ticks: int
    columns: dict[Name, Block] = field(default_factory=dict)
    rows: dict[Name, Limit] = field(default_factory=dict)
    terms: list[tuple[Name, Name, Array]] = field(default_factory=list)

    def column(
        self,
        name: Name,
        size: float,
        *,
        upper: ArrayLike = np.inf,
        cost: ArrayLike = 0.0,
        heading: str = "",
        lower: float = 0.0,
    ) -> Name:
        """A block of columns."""
        assert name not in self.columns, name
        self.columns[name] = Block(size, self._all(upper), self._all(cost), lower, heading)
        return name

    def row(self, name: Name, size: float, right: ArrayLike, *, equal: bool = False) -> Name:
        """A block of rows: what is added later is at most `right`, or equal to it."""
        self.rows[name] = Limit(size, self._all(right), equal)
        return name

    def add(self, row: Name, column: Name, part: ArrayLike = 1.0) -> None:
        """Add part x column to a row; `part`: a number, one for each tick, or a matrix."""
        part = np.asarray(part, dtype=float)
        self.terms.append((row, column, part if part.ndim == 2 else np.diag(self._all(part))))

    def cost_of(self, heading: str) -> dict[Name, Array]:
        """The costs under a heading."""
        return {name: block.cost for name, block in self.columns.items() if block.heading == heading}

    def solve(self, costs: Mapping[Name, Array] | None = None, most: Mapping[Name, Array] | None = None) -> Plan:
        """The least cost: of all columns, or of `costs` alone; with other upper bounds where `most` has some."""
        if costs is None:
            costs = {name: block.cost for name, block in self.columns.items()}
        most = most or {}
        names, none = list(self.columns), np.zeros(self.ticks)
        unit = np.repeat([block.size for block in self.columns.values()], self.ticks)
        scale = np.repeat([limit.size for limit in self.rows.values()], self.ticks)
        upper = np.concatenate([most.get(name, self.columns[name].upper) for name in names]) / unit
        lower = np.repeat([block.lower for block in self.columns.values()], self.ticks)
        right = np.concatenate([limit.right for limit in self.rows.values()]) / scale
        equal = np.repeat([limit.equal for limit in self.rows.values()], self.ticks)
        matrix = self._matrix(unit, scale)
        found = linprog(
            np.concatenate([costs.get(name, none) for name in names]) * unit * 1e3,  # money costs little
            A_ub=matrix[~equal],
            b_ub=right[~equal],
            A_eq=matrix[equal],
            b_eq=right[equal],
            bounds=np.column_stack([lower, upper]),
            method="highs-ds",
        )
        assert found.status == 0, found.message
        values = (found.x * unit).reshape(-1, self.ticks)
        return Plan(float(found.fun) / 1e3, dict(zip(names, values, strict=True)))

    def _matrix(self, unit: Array, scale: Array) -> coo_array:
        at_row = {name: k * self.ticks for k, name in enumerate(self.rows)}
        at_column = {name: k * self.ticks for k, name in enumerate(self.columns)}
        parts = []
        for row, column, part in self.terms:
            first, second = np.nonzero(part)
            parts.append((first + at_row[row], second + at_column[column], part[first, second]))
        rows, columns, values = (np.concatenate(part) for part in zip(*parts, strict=True))
        cells = values * unit[columns] / scale[rows]
        return coo_array((cells, (rows, columns)), shape=(len(scale), len(unit))).tocsr()

    def _all(self, numbers: ArrayLike) -> Array:
        return np.broadcast_to(np.asarray(numbers, dtype=float), self.ticks).copy()
