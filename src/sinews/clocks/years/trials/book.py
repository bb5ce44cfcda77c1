"""A journal with the values of its plan and what is drawn: what trials read of it, by balance and heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import TypeVar

import numpy as np
from scipy import sparse

from sinews.clocks.years.trials.sheet import Moved, Sheet
from sinews.model.calendar import Array, Calendar, Indices
from sinews.model.journal import Balance, Decision, Journal, Posting

Pair = tuple[str, str]

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Groups:
    """Which group each of some rows belongs to, by number (-1 for none); `count`: of groups."""

    of: Indices
    count: int

    @cached_property
    def _apart(self) -> bool:
        """Whether each row is in a group, and none in that of another."""
        return bool((self.of >= 0).all()) and len(np.unique(self.of)) == len(self.of)

    @cached_property
    def _membership(self) -> sparse.csr_matrix:
        """Shape (groups, rows): 1 where the row is in the group."""
        there = np.flatnonzero(self.of >= 0)  # others are in no group
        return sparse.csr_matrix((np.ones(len(there)), (self.of[there], there)), shape=(self.count, len(self.of)))

    def sum(self, values: Array) -> Array:
        """Sums over the rows of each group, shape (groups, trials); in their order, whatever the number of trials."""
        if not self._apart:
            return np.asarray(self._membership @ values)
        total = np.zeros((self.count, values.shape[1]))
        total[self.of] = values
        return total

    def spread(self, values: Array) -> Array:
        """The value of its group for each row, shape (rows, trials)."""
        return np.take(values, self.of, axis=0)


@dataclass(frozen=True)
class Entry:
    """A posting as trials see it; `rows`: the row of each subject in the table that is asked for, as groups."""

    number: int
    posting: Posting
    amount: Moved
    rows: Groups

    def at(self, tick: int) -> Array:
        """Its coefficients in a tick, shape (subjects, trials or 1)."""
        return self.amount.at(tick)


#: A posting with its number, and the row of each subject in a table.
Found = tuple[int, Posting, Groups]


@dataclass(frozen=True)
class Book:
    """What is rolled forward: `value` are those of the plan, of every variable of the journal, shape (columns,).

    `chance`: that the test comes in each tick, shape (ticks,). `unpaid`: need that nobody is paid to man, by ally and
    item, shape (ticks,) each. `found`: where postings stand, which draws do not change, looked up once.
    """

    journal: Journal
    value: Array
    chance: Array
    unpaid: Mapping[Pair, Array] = field(default_factory=dict)
    sheet: Sheet = field(default_factory=Sheet)
    found: dict[object, list[Found]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def calendar(self) -> Calendar:
        """The ticks of the journal."""
        return self.journal.calendar

    @cached_property
    def decisions(self) -> Mapping[str, tuple[int, Decision]]:
        """Decisions with their numbers, by name."""
        return {decision.variable.name: (k, decision) for k, decision in enumerate(self.journal.decisions)}

    def plan(self, name: str) -> Array:
        """What the plan has of a variable, shape (subjects, ticks); none if there is no such variable."""
        if name not in self.decisions:
            return np.zeros((0, len(self.calendar)))
        return self.value[self.decisions[name][1].variable.column]

    def column(self, name: str, column: str) -> list[str]:
        """A column of the subjects of a variable."""
        return list(self.decisions[name][1].variable.subjects.columns[column]) if name in self.decisions else []

    def pairs(self, name: str) -> list[Pair]:
        """Place and item of the subjects of a variable."""
        return list(zip(self.column(name, "place"), self.column(name, "item"), strict=True))

    def upper(self, name: str) -> Moved:
        """Upper bounds of a variable. KeyError if there is none."""
        number, decision = self.decisions[name]
        return self.sheet.upper(number, decision)

    def entries(self, balance: Balance, nodes: Sequence[Pair], *headings: str) -> Iterator[Entry]:
        """Postings into a balance (under some headings, or all), with the row of each subject among `nodes`."""
        key = (balance, tuple(nodes), headings)
        if key not in self.found:
            self.found[key] = list(self._found(*key))
        for number, posting, rows in self.found[key]:
            yield Entry(number, posting, self.sheet.coefficient(number, posting), rows)

    def _found(self, balance: Balance, nodes: Sequence[Pair], headings: Sequence[str]) -> Iterator[Found]:
        row = {node: number for number, node in enumerate(nodes)}
        for number, posting in enumerate(self.journal.postings):
            if posting.balance == balance and (not headings or posting.heading in headings):
                rows = [row.get(node, -1) for node in zip(posting.places, posting.items, strict=True)]
                yield number, posting, Groups(np.array(rows, dtype=np.int64), len(nodes))

    def delay(self, entry: Entry) -> Array:
        """Months by which an entry arrives later, shape (subjects, trials or 1)."""
        return self.sheet.delay(entry.number, entry.posting)

    def spread(self, entry: Entry) -> Array:
        """Months over which an entry arrives, shape (subjects, trials or 1)."""
        return self.sheet.spread(entry.number, entry.posting)


def once(work: Callable[[Subject, int], Array]) -> Callable[[Subject, int], Array]:
    """What a tick brings, worked out once though several ask for it; of the shape that the work gives."""
    name = f"_once_{work.__name__}"

    @wraps(work)
    def asked(subject: Subject, tick: int) -> Array:
        last: tuple[int, Array] = subject.__dict__.get(name, (-1, None))
        if last[0] != tick:
            last = subject.__dict__[name] = tick, work(subject, tick)
        return last[1]

    return asked


def constants(entries: Sequence[Entry], tick: int, count: int) -> Array:
    """Sums of bare amounts by row in a tick, shape (count, trials or 1)."""
    total = np.zeros((count, 1))
    for entry in entries:
        if entry.posting.variable is None:
            total = total + entry.rows.sum(entry.at(tick))
    return total
