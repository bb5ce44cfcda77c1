"""The program of a journal: balances first, then limits, as one linear program in natural units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from sinews.model.calendar import Array, Calendar, Indices
from sinews.model.journal import Balance, Charge, Journal, Posting, Subjects, Variable
from sinews.model.program import Block, Program

Node = tuple[Balance, str, str]


def program_of(journal: Journal) -> Program:
    """The linear program that the entries of a journal come to."""
    balances, limits = _Balances.of(journal), _limit_rows(journal)
    free = np.repeat([balance.free_disposal for balance, _, _ in balances.nodes], len(journal.calendar)).astype(bool)
    return Program(
        calendar=journal.calendar,
        variables=tuple(_variables(journal)),
        rows=(*balances.blocks, *_limits(journal, len(balances.right))),
        matrix=sparse.csc_matrix(sparse.vstack([balances.matrix, limits])),
        row_lower=_flat([balances.right, *(limit.lower for limit in journal.limits)]),
        row_upper=_flat([np.where(free, np.inf, balances.right), *(limit.upper for limit in journal.limits)]),
        lower=_flat(decision.lower for decision in journal.decisions),
        upper=_flat(decision.upper for decision in journal.decisions),
        charges={heading: _charged(journal, heading) for heading in _headings(journal.charges)},
    )


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


@dataclass(frozen=True)
class _Balances:
    """Rows of balances, kind by kind as these were first used, places and items sorted.

    `nodes`: one for each subject of the blocks. `right`: right-hand sides, shape (rows,).
    """

    nodes: list[Node]
    blocks: list[Block]
    matrix: sparse.csr_matrix
    right: Array

    @classmethod
    def of(cls, journal: Journal) -> _Balances:
        """Gathered in the order in which they were posted, then put in order."""
        ticks = len(journal.calendar)
        number = _numbered(journal)
        kinds = list(dict.fromkeys(balance for balance, _, _ in number))
        nodes = sorted(number, key=lambda node: (kinds.index(node[0]), node[1], node[2]))
        order = np.array([number[node] for node in nodes], dtype=np.int64)
        rows = (order[:, None] * ticks + np.arange(ticks)).ravel()
        amounts, flows = np.zeros((len(nodes), ticks)), _Entries()
        for posting in journal.postings:
            mine = [number[posting.balance, p, i] for p, i in zip(posting.places, posting.items, strict=True)]
            if posting.variable is None:
                np.add.at(amounts, mine, posting.coefficient)
            else:
                _add(flows, journal.calendar, np.array(mine, dtype=np.int64), posting, posting.variable)
        matrix = flows.matrix((len(rows), journal.columns)).tocsr()[rows]
        return cls(nodes, _balance_blocks(journal, kinds, nodes), matrix, -amounts.ravel()[rows])


def _numbered(journal: Journal) -> dict[Node, int]:
    """Every place and item of a balance that something flows into, in the order in which they come."""
    number: dict[Node, int] = {}
    for posting in journal.postings:
        for place, item in zip(posting.places, posting.items, strict=True):
            number.setdefault((posting.balance, place, item), len(number))
    return number


def _add(flows: _Entries, calendar: Calendar, nodes: Indices, posting: Posting, variable: Variable) -> None:
    for chosen, lag in posting.arrivals(calendar):
        at = lag.target if posting.carried else lag.source
        rows = nodes[chosen, None] * len(calendar) + lag.target
        flows.add(rows, variable.column[chosen][:, lag.source], posting.coefficient[chosen][:, at] * lag.share)


def _limit_rows(journal: Journal) -> sparse.csr_matrix:
    calendar, entries, first = journal.calendar, _Entries(), 0
    for limit in journal.limits:
        for term in limit.terms:
            chosen, lag = np.flatnonzero(term.rows >= 0), term.lag(calendar)
            rows = first + term.rows[chosen, None] * len(calendar) + lag.target
            values = np.asarray(term.coefficient)[chosen][:, lag.target]
            entries.add(rows, term.variable.column[chosen][:, lag.source], values)
        first += limit.lower.size
    return entries.matrix((first, journal.columns)).tocsr()


def _charged(journal: Journal, heading: str) -> Array:
    """Charges under a heading by column, shape (columns,)."""
    entries = _Entries()
    for charge in journal.charges:
        if charge.heading == heading:
            column = charge.variable.column
            entries.add(np.zeros_like(column), column, charge.coefficient)
    return np.asarray(entries.matrix((1, journal.columns)).todense()).ravel()


# blocks -----------------------------------------------------------------------


def _block(journal: Journal, name: str, subjects: Subjects, first: int) -> Block:
    columns = {key: list(values) for key, values in subjects.columns.items()}
    return Block(name, columns, first, journal.sizes_of(subjects.items))


def _variables(journal: Journal) -> list[Block]:
    blocks, first = [], 0
    for decision in journal.decisions:
        blocks.append(_block(journal, decision.variable.name, decision.variable.subjects, first))
        first += decision.lower.size
    return blocks


def _balance_blocks(journal: Journal, kinds: Sequence[Balance], nodes: Sequence[Node]) -> list[Block]:
    blocks, first = [], 0
    for kind in kinds:
        mine = [node for node in nodes if node[0] == kind]
        places, items = [place for _, place, _ in mine], [item for _, _, item in mine]
        blocks.append(_block(journal, kind.name, Subjects({"place": places, "item": items}, items), first))
        first += len(mine) * len(journal.calendar)
    return blocks


def _limits(journal: Journal, first: int) -> list[Block]:
    blocks = []
    for limit in journal.limits:
        blocks.append(_block(journal, limit.name, limit.subjects, first))
        first += limit.lower.size
    return blocks


def _headings(charges: Iterable[Charge]) -> list[str]:
    return list(dict.fromkeys(charge.heading for charge in charges))


def _flat(bounds: Iterable[Array]) -> Array:
    return np.concatenate([np.zeros(0), *(bound.ravel() for bound in bounds)])
