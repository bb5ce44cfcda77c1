"""The journal: what components have posted to a ledger, as entries that do not change, in the order in which they came.

Everything else is the journal read: its program (`sinews.model.building`), its size (`counting`), what variables would
cost at given prices (`priced`), and with the values of a plan what came into every balance and went out
(`sinews.model.accounts`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sinews.model.calendar import Array, Calendar, Indices, Lag

Names = Sequence[str]

#: Headings of what a store hands on from tick to tick.
CARRIED_IN, CARRIED_OVER = "carried in", "carried over"


@dataclass(frozen=True)
class Balance:
    """A kind of balance: flows into each (place, item) sum to zero in every tick, or to more with free disposal.

    `rest`: the heading in accounts under which stands what is then left over.
    """

    name: str
    free_disposal: bool = False
    rest: str = "left over"


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

    def part(self, rows: Sequence[int] | Indices) -> Variable:
        """The variables of some subjects, by their numbers in the block."""
        chosen = [int(row) for row in rows]
        columns = {name: [cells[row] for row in chosen] for name, cells in self.subjects.columns.items()}
        subjects = Subjects(columns, [self.subjects.items[row] for row in chosen])
        return Variable(self.name, subjects, self.column[chosen])


@dataclass(frozen=True)
class Term:
    """A variable in a limit: `rows[k]` is the row of the limit that subject k of the variable enters.

    `coefficient` broadcasts to (subjects, ticks); with `carried`, the variable of the tick before enters.
    """

    variable: Variable
    rows: Indices
    coefficient: Array | float
    carried: bool = False

    def lag(self, calendar: Calendar) -> Lag:
        """From the tick of the variable to that of the limit."""
        return calendar.carry if self.carried else calendar.at_once


# entries ----------------------------------------------------------------------


@dataclass(frozen=True)
class Decision:
    """A block of variables between bounds of shape (subjects, ticks)."""

    variable: Variable
    lower: Array
    upper: Array


@dataclass(frozen=True)
class Posting:
    """A flow into balances: `coefficient` x variable, or the bare amount without one; shape (subjects, ticks).

    `heading`: what the flow is called in accounts. `places`, `items`: the balance that each subject flows into.
    `about`: the item that each is about. `carried`: the variable of the tick before flows in. `delay`, `spread`:
    months, by subject: the flow arrives that much later, evenly over so many months (None: at once). `staying`: what
    flows in is not the amount but the months of the tick for which it is there.
    """

    heading: str
    balance: Balance
    places: Names
    items: Names
    about: Names
    variable: Variable | None
    coefficient: Array
    carried: bool = False
    delay: Array | None = None
    spread: Array | None = None
    staying: bool = False

    def arrivals(self, calendar: Calendar) -> list[tuple[Indices, Lag]]:
        """When it arrives: numbers of subjects, shape (group,), with what part of a tick's flow comes in which tick."""
        everyone = np.arange(len(self.items))
        if self.carried:
            return [(everyone, calendar.carry)]
        if self.delay is None:
            return [(everyone, calendar.at_once)]
        pairs = np.column_stack([self.delay, np.zeros(len(self.items)) if self.spread is None else self.spread])
        unique, inverse = np.unique(pairs, axis=0, return_inverse=True)
        lag = calendar.stay if self.staying else calendar.lag
        return [(np.flatnonzero(inverse.ravel() == k), lag(*pair)) for k, pair in enumerate(unique)]


@dataclass(frozen=True)
class Charge:
    """What each unit of a variable costs under a heading of the objective; `coefficient` of shape (subjects, ticks)."""

    heading: str
    variable: Variable
    coefficient: Array


@dataclass(frozen=True)
class Limit:
    """A named constraint: lower <= sum of terms <= upper for each subject and tick."""

    name: str
    subjects: Subjects
    terms: tuple[Term, ...]
    lower: Array
    upper: Array


Entry = Decision | Posting | Charge | Limit


@dataclass(frozen=True)
class Journal:
    """Entries over a calendar; `sizes`: natural size of each item, by which the solver's copy is scaled."""

    calendar: Calendar
    sizes: Mapping[str, float]
    entries: tuple[Entry, ...]

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Blocks of variables, in the order of their columns."""
        return tuple(entry for entry in self.entries if isinstance(entry, Decision))

    @cached_property
    def postings(self) -> tuple[Posting, ...]:
        """Flows into balances."""
        return tuple(entry for entry in self.entries if isinstance(entry, Posting))

    @cached_property
    def charges(self) -> tuple[Charge, ...]:
        """What the objective adds up."""
        return tuple(entry for entry in self.entries if isinstance(entry, Charge))

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """Constraints beside the balances."""
        return tuple(entry for entry in self.entries if isinstance(entry, Limit))

    @property
    def columns(self) -> int:
        """Number of variables."""
        return sum(decision.variable.column.size for decision in self.decisions)

    def decision(self, name: str) -> Decision:
        """The block of variables `name`; KeyError if there is none."""
        block = next((decision for decision in self.decisions if decision.variable.name == name), None)
        if block is None:
            raise KeyError(name)
        return block

    def sizes_of(self, items: Names) -> Array:
        """Natural size of each of the items, one for each; 1 where none was given."""
        return np.array([self.sizes.get(item, 1.0) for item in items], dtype=float)
