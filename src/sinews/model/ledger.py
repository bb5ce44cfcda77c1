"""The ledger: things at places over time, and the program that follows from them.

A component calls four methods and nothing else: `variable`, `flow` (into the balance of a place and item),
`charge` (a heading of the objective) and `limit` (a named constraint, a candidate for what holds us back).
Every balance says: the flows into it sum to zero in every tick (or to more, where disposal is free). All numbers are
in natural units here; each variable and row also carries the natural size of its item, by which the solver's copy is
scaled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from sinews.model.calendar import Array, Calendar, Indices, Lag
from sinews.model.program import Block, Program

Names = Sequence[str]


@dataclass(frozen=True)
class Balance:
    """A kind of balance: flows into each (place, item) sum to zero in every tick, or to more with free disposal."""

    name: str
    free_disposal: bool = False


@dataclass(frozen=True)
class Subjects:
    """What the rows of a block are about: named columns of one length, and the item that gives their size."""

    columns: Mapping[str, Names]
    items: Names

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True)
class Variable:
    """A block of decision variables, one for each subject and tick; `column` has shape (subjects, ticks)."""

    name: str
    subjects: Subjects
    column: Indices


@dataclass(frozen=True)
class Term:
    """A variable in a limit: `rows[k]` is the row of the limit that subject k of the variable enters.

    `coefficient` broadcasts to (subjects, ticks); with `carried`, the variable of the tick before enters.
    """

    variable: Variable
    rows: Indices
    coefficient: ArrayLike
    carried: bool = False


@dataclass
class _Entries:
    """Coordinates and values of a sparse matrix, gathered piece by piece."""

    rows: list[Indices] = field(default_factory=list)
    columns: list[Indices] = field(default_factory=list)
    values: list[Array] = field(default_factory=list)

    def add(self, rows: Indices, columns: Indices, values: Array) -> None:
        self.rows.append(rows.ravel())
        self.columns.append(columns.ravel())
        self.values.append(np.broadcast_to(values, rows.shape).ravel())

    def matrix(self, shape: tuple[int, int]) -> sparse.csc_matrix:
        if not self.rows:
            return sparse.csc_matrix(shape)
        entries = (np.concatenate(self.values), (np.concatenate(self.rows), np.concatenate(self.columns)))
        matrix = sparse.csc_matrix(entries, shape=shape)
        matrix.eliminate_zeros()
        return matrix


class Ledger:
    """Gathers variables, flows, charges and limits; `program()` closes it."""

    def __init__(self, calendar: Calendar, sizes: Mapping[str, float] | None = None) -> None:
        """`sizes`: natural size of each item (its total need, say), by which the solver's copy is scaled."""
        self.calendar = calendar
        self._sizes = dict(sizes or {})
        self._variables: list[Block] = []
        self._lower: list[Array] = []
        self._upper: list[Array] = []
        self._limits: list[tuple[Block, Array, Array]] = []
        self._limit_entries = _Entries()
        self._nodes: dict[tuple[Balance, str, str], int] = {}
        self._flows = _Entries()
        self._supply = _Entries()
        self._charges: dict[str, _Entries] = {}
        self._columns = 0
        self._rows = 0

    def size(self, item: str) -> float:
        """Natural size of an item; 1 where none was given."""
        return self._sizes.get(item, 1.0)

    def _block(self, name: str, subjects: Subjects, first: int) -> Block:
        sizes = np.array([self.size(item) for item in subjects.items], dtype=float)
        columns = {key: list(values) for key, values in subjects.columns.items()}
        return Block(name, columns, first, sizes)

    def variable(self, name: str, subjects: Subjects, lower: ArrayLike = 0.0, upper: ArrayLike = np.inf) -> Variable:
        """Add a block of variables between `lower` and `upper` (each broadcasts to (subjects, ticks))."""
        shape = (len(subjects), len(self.calendar))
        least, most = _bounds(f"variable {name}", lower, upper, shape)
        self._variables.append(self._block(name, subjects, self._columns))
        self._lower.append(least)
        self._upper.append(most)
        column = np.arange(self._columns, self._columns + shape[0] * shape[1]).reshape(shape)
        self._columns += column.size
        return Variable(name, subjects, column)

    def flow(
        self,
        balance: Balance,
        places: Names,
        items: Names,
        coefficient: ArrayLike,
        variable: Variable | None = None,
        *,
        carried: bool = False,
        delay: ArrayLike | None = None,
        spread: ArrayLike = 0.0,
    ) -> None:
        """Add `coefficient` x variable (or the bare amount, without one) to balances of places and items.

        `places`, `items`: one for each subject of the variable. `coefficient` broadcasts to (subjects, ticks).
        `carried`: the variable of the tick before flows in (times this tick's coefficient). `delay` (months, by
        subject): the flow arrives that much later, evenly over `spread` months.
        """
        nodes = np.array([self._node(balance, p, i) for p, i in zip(places, items, strict=True)], dtype=np.int64)
        ticks = len(self.calendar)
        about = f"flow of {variable.name if variable else 'a bare amount'} into balance {balance.name}"
        amounts = np.broadcast_to(_finite(about, coefficient), (len(nodes), ticks))
        if variable is None:
            rows = nodes[:, None] * ticks + np.arange(ticks)
            self._supply.add(rows, np.zeros_like(rows), amounts)
            return
        for chosen, lag in self._lags(len(nodes), carried, delay, spread):
            rows = nodes[chosen, None] * ticks + lag.target
            at = lag.target if carried else lag.source
            self._flows.add(rows, variable.column[chosen][:, lag.source], amounts[chosen][:, at] * lag.share)

    def _node(self, balance: Balance, place: str, item: str) -> int:
        return self._nodes.setdefault((balance, place, item), len(self._nodes))

    def _lags(
        self, count: int, carried: bool, delay: ArrayLike | None, spread: ArrayLike
    ) -> list[tuple[NDArray[np.bool_], Lag]]:
        everyone = np.ones(count, dtype=bool)
        if carried:
            return [(everyone, self.calendar.carry)]
        if delay is None:
            ticks = np.arange(len(self.calendar))
            return [(everyone, Lag(ticks, ticks, np.ones(len(ticks))))]
        pairs = np.column_stack([np.broadcast_to(np.asarray(x, dtype=float), count) for x in (delay, spread)])
        unique, inverse = np.unique(pairs, axis=0, return_inverse=True)
        return [(inverse.ravel() == k, self.calendar.lag(*pair)) for k, pair in enumerate(unique)]

    def charge(self, heading: str, variable: Variable, coefficient: ArrayLike) -> None:
        """Charge `coefficient` (broadcasts to (subjects, ticks)) for each unit under a heading of the objective."""
        values = np.broadcast_to(_finite(f"charge {heading} on {variable.name}", coefficient), variable.column.shape)
        entries = self._charges.setdefault(heading, _Entries())
        entries.add(np.zeros_like(variable.column), variable.column, values)

    def limit(
        self,
        name: str,
        subjects: Subjects,
        terms: Sequence[Term],
        lower: ArrayLike = -np.inf,
        upper: ArrayLike = np.inf,
    ) -> None:
        """Require lower <= sum of terms <= upper for each subject and tick (bounds broadcast to that shape)."""
        ticks = len(self.calendar)
        block = self._block(name, subjects, self._rows)
        for term in terms:
            about = f"limit {name}, term {term.variable.name}"
            coefficient = np.broadcast_to(_finite(about, term.coefficient), term.variable.column.shape)
            chosen = np.flatnonzero(term.rows >= 0)
            source, target = (
                (self.calendar.carry.source, self.calendar.carry.target) if term.carried else (np.arange(ticks),) * 2
            )
            rows = self._rows + term.rows[chosen, None] * ticks + target
            self._limit_entries.add(rows, term.variable.column[chosen][:, source], coefficient[chosen][:, target])
        shape = (len(subjects), ticks)
        self._limits.append((block, *_bounds(f"limit {name}", lower, upper, shape)))
        self._rows += shape[0] * ticks

    def program(self) -> Program:
        """Close the ledger: balances first, then limits, as one linear program in natural units."""
        ticks, balances = len(self.calendar), len(self._nodes) * len(self.calendar)
        kinds = list(self._kinds())
        keys = sorted(self._nodes, key=lambda key: (kinds.index(key[0]), key[1], key[2]))
        order = np.array([self._nodes[key] for key in keys], dtype=np.int64)
        rows = (order[:, None] * ticks + np.arange(ticks)).ravel()
        flows = self._flows.matrix((balances, self._columns)).tocsr()[rows]
        right = -np.asarray(self._supply.matrix((balances, 1)).todense()).ravel()[rows]
        free = np.repeat(np.array([key[0].free_disposal for key in keys], dtype=bool), ticks)
        limits = self._limit_entries.matrix((self._rows, self._columns)).tocsr()
        return Program(
            calendar=self.calendar,
            variables=tuple(self._variables),
            rows=(*self._balance_blocks(keys), *(replace(b, first=b.first + balances) for b, _, _ in self._limits)),
            matrix=sparse.csc_matrix(sparse.vstack([flows, limits])),
            row_lower=np.concatenate([right, *(lower for _, lower, _ in self._limits)]),
            row_upper=np.concatenate([np.where(free, np.inf, right), *(upper for _, _, upper in self._limits)]),
            lower=np.concatenate(self._lower or [np.zeros(0)]),
            upper=np.concatenate(self._upper or [np.zeros(0)]),
            charges={
                heading: np.asarray(entries.matrix((1, self._columns)).todense()).ravel()
                for heading, entries in self._charges.items()
            },
        )

    def _kinds(self) -> dict[Balance, None]:
        """Kinds of balance in the order in which they were first used."""
        return dict.fromkeys(balance for balance, _, _ in self._nodes)

    def _balance_blocks(self, keys: Sequence[tuple[Balance, str, str]]) -> list[Block]:
        blocks, first = [], 0
        for kind in self._kinds():
            mine = [key for key in keys if key[0] == kind]
            places, items = [place for _, place, _ in mine], [item for _, _, item in mine]
            blocks.append(self._block(kind.name, Subjects({"place": places, "item": items}, items), first))
            first += len(mine) * len(self.calendar)
        return blocks


def _finite(about: str, values: ArrayLike) -> Array:
    """Coefficients as an array. ValueError if one of them is missing or not finite: no gap is filled."""
    array = np.asarray(values, dtype=float)
    if not np.isfinite(array).all():
        raise ValueError(f"{about}: a coefficient is missing or not finite")
    return array


def _bounds(about: str, lower: ArrayLike, upper: ArrayLike, shape: tuple[int, int]) -> tuple[Array, Array]:
    """Both bounds, flat. ValueError if one is missing, or the lower one is above the upper one."""
    least, most = (np.broadcast_to(np.asarray(bound, dtype=float), shape).ravel() for bound in (lower, upper))
    if not (least <= most).all():
        raise ValueError(f"{about}: a bound is missing, or the lower one is above the upper one")
    return least, most
