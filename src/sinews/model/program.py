"""The linear program as data: blocks of variables and rows with names, natural units, and sizes for scaling.

minimise  sum of charges    subject to  row_lower <= matrix x <= row_upper,  lower <= x <= upper
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from sinews.model.calendar import Array, Calendar, Indices

#: A reduced cost below this, per size of the column, is rounding of the solver (its own tolerance is 1e-7).
ROUNDING = 1e-6


@dataclass(frozen=True)
class Block:
    """Variables or rows of one name: one for each subject and tick, from number `first` on.

    `subjects`: columns that say what each is about. `sizes`: natural size of each subject's item.
    """

    name: str
    subjects: Mapping[str, Sequence[str]]
    first: int
    sizes: Array

    def __len__(self) -> int:
        return len(self.sizes)

    def labels(self) -> list[str]:
        """`place,item` and the like, one for each subject."""
        return [",".join(parts) for parts in zip(*self.subjects.values(), strict=True)]


@dataclass(frozen=True)
class Program:
    """A linear program in natural units. Shapes: matrix (rows, columns); the rest (rows,) or (columns,)."""

    calendar: Calendar
    variables: tuple[Block, ...]
    rows: tuple[Block, ...]
    matrix: sparse.csc_matrix
    row_lower: Array
    row_upper: Array
    lower: Array
    upper: Array
    charges: Mapping[str, Array]

    @cached_property
    def cost(self) -> Array:
        """Sum of all charges, shape (columns,)."""
        total = np.zeros(len(self.lower))
        for values in self.charges.values():
            total = total + values
        return total

    @cached_property
    def column_sizes(self) -> Array:
        """Natural size of each column: what the solver's variable is counted in; shape (columns,)."""
        return self._sizes(self.variables)

    @cached_property
    def row_sizes(self) -> Array:
        """Natural size of each row, shape (rows,)."""
        return self._sizes(self.rows)

    def _sizes(self, blocks: Sequence[Block]) -> Array:
        return np.concatenate([np.repeat(b.sizes, len(self.calendar)) for b in blocks] or [np.zeros(0)])

    @cached_property
    def scaled_matrix(self) -> sparse.csc_matrix:
        """The matrix with columns and rows in units of their sizes."""
        return sparse.csc_matrix(sparse.diags(1 / self.row_sizes) @ self.matrix @ sparse.diags(self.column_sizes))

    def fits(self, value: Array) -> bool:
        """Whether values of the columns keep every row and bound, but for rounding."""
        columns = np.maximum(self.lower - value, value - self.upper) / self.column_sizes
        return bool(columns.max(initial=0.0) <= ROUNDING) and not len(self.broken(value))

    def broken(self, value: Array) -> Indices:
        """Numbers of the rows that values of the columns break, but for rounding; shape (rows that are broken,)."""
        activity = self.matrix @ value
        rows = np.maximum(self.row_lower - activity, activity - self.row_upper) / self.row_sizes
        return np.flatnonzero(rows > ROUNDING)

    def bound(self, price: Array) -> float:
        """The least that the objective can be, as prices of rows say (weak duality); -inf if they say nothing.

        Holds for any prices: they may come from another program with these rows and columns.
        """
        rows = np.where(price > 0, -self.row_upper, -self.row_lower)
        price = _sound(price, rows, self.row_sizes)
        reduced = self.cost + self.matrix.T @ price
        columns = np.where(reduced > 0, self.lower, self.upper)
        reduced = _sound(reduced, columns, self.column_sizes)
        return float(_products(price, rows).sum() + _products(reduced, columns).sum())

    def variable(self, name: str) -> Block:
        """The block of variables `name`; KeyError if there is none."""
        return _named(self.variables, name)

    def row(self, name: str) -> Block:
        """The block of rows `name`; KeyError if there is none."""
        return _named(self.rows, name)

    def numbers(self, block: Block) -> Indices:
        """Numbers of a block's columns or rows, shape (subjects, ticks)."""
        ticks = len(self.calendar)
        return np.arange(block.first, block.first + len(block) * ticks).reshape(len(block), ticks)

    def column_names(self) -> list[str]:
        """Readable name of every column: name(place,item,YYYY_MM)."""
        return list(self._names(self.variables))

    def row_names(self) -> list[str]:
        """Readable name of every row."""
        return list(self._names(self.rows))

    def _names(self, blocks: Sequence[Block]) -> Iterator[str]:
        ticks = [label.replace("-", "_").replace("/", "_") for label in self.calendar.labels]
        for block in blocks:
            for label in block.labels():
                stem = f"{block.name}({label.replace('-', '_').replace(' ', '_')},"
                yield from (f"{stem}{tick})" for tick in ticks)


def _sound(factors: Array, bounds: Array, sizes: Array) -> Array:
    """Factors of infinite bounds that are no more than rounding are nothing."""
    return np.where(np.isinf(bounds) & (np.abs(factors) * sizes < ROUNDING), 0.0, factors)


def _products(factors: Array, bounds: Array) -> Array:
    """Products in which nothing times infinity is nothing."""
    return np.where(factors == 0, 0.0, factors * np.where(factors == 0, 0.0, bounds))


def _named(blocks: Sequence[Block], name: str) -> Block:
    for block in blocks:
        if block.name == name:
            return block
    raise KeyError(name)
