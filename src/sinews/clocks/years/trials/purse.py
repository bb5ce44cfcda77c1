"""Money of allies in trials: what comes in, what is owed first, and what is left to sign new contracts with.

What a plan has decided is paid when it is due, or as soon as there is money: what is owed is paid before anything new
is signed. What is left is carried over as far as may be, and lapses beyond that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from sinews.clocks.years.components.base import ADVANCES, AT_DELIVERY, FUND, FUNDS_FOR_EXPANSION, MONEY
from sinews.clocks.years.trials.book import Book, Entry, Groups, constants, once
from sinews.clocks.years.trials.curves import Curves
from sinews.model.calendar import Array

#: Variables of money that is handed on from tick to tick, and of contracts, whose payments follow signatures.
_OWN, _CONTRACTS = ("money_carried", "fund_carried"), (ADVANCES, AT_DELIVERY)


class Income:
    """What comes in and what is owed whatever is ordered, tick by tick."""

    def __init__(self, book: Book, allies: Sequence[str]) -> None:
        self._book, self._count = book, len(allies)
        nodes = [(ally, "money") for ally in allies]
        entries = [entry for entry in book.entries(MONEY, nodes) if not _own(entry)]
        self._entries = [entry for entry in entries if entry.posting.heading not in _CONTRACTS or not _delayed(entry)]
        self._paid = [self._flow(entry) for entry in self._entries if _delayed(entry)]
        self._at_once = [entry for entry in self._entries if entry.posting.variable is not None and not _delayed(entry)]
        funds = [entry for entry in book.entries(FUND, nodes) if not _own(entry)]
        self._funds = [entry for entry in funds if entry.posting.heading == FUNDS_FOR_EXPANSION]
        self._funded = [self._flow(entry) for entry in funds if _delayed(entry)]
        bare = [entry for entry in self._entries if entry.posting.variable is None]
        self._drawn = [entry for entry in bare if (entry.posting.coefficient <= 0).all()]
        self._most = book.upper("money_carried")
        self._fund = np.zeros((len(allies), 1))

    @once
    def paid(self, tick: int) -> Array:
        """What is paid, as less than nothing, for what was decided, but by funds; shape (allies, trials or 1)."""
        self._fund = self._fund + constants(self._funds, tick, self._count) + self._sum(self._funded)
        beyond = np.minimum(self._fund, 0.0)  # what funds cannot pay, budgets do
        self._fund = self._fund - beyond
        return np.asarray(self._sum(self._paid) + beyond)

    @once
    def bare(self, tick: int) -> Array:
        """What comes in, less what is owed in any case; shape (allies, trials or 1)."""
        return constants(self._entries, tick, self._count)

    @once
    def drawn(self, tick: int) -> Array:
        """What is owed in any case, as less than nothing; shape (allies, trials or 1)."""
        return constants(self._drawn, tick, self._count)

    def most(self, tick: int) -> Array:
        """What may be carried over at most, shape (allies, trials or 1)."""
        return self._most.at(tick)

    def following(self, tick: int, values: Mapping[str, Array]) -> Array:
        """What else comes in or is paid for the `values` of variables in the tick, shape (allies, trials or 1).

        Variables that have none there have those of the plan.
        """
        other = np.zeros((self._count, 1))
        for entry in self._at_once:
            variable = entry.posting.variable
            assert variable is not None  # noqa: S101 - bare amounts are left out
            amount = values.get(variable.name)
            plan = self._book.value[variable.column[:, [tick]]]
            amounts = entry.at(tick) * (plan if amount is None else amount)
            other = other + entry.rows.sum(amounts)
        return other

    def _flow(self, entry: Entry) -> tuple[Groups, Iterator[Array]]:
        """What is paid for what the plan has decided, tick by tick, of those decisions that there are."""
        book, variable = self._book, entry.posting.variable
        assert variable is not None  # noqa: S101 - what is late has been decided
        decided = book.value[variable.column]
        used = np.flatnonzero(decided.any(axis=1))
        arrivals = Curves(book.calendar, decided[used]).arrivals(book.delay(entry)[used])
        price = entry.at(0)[used]
        return Groups(entry.rows.of[used], self._count), (price * flow for flow in arrivals)

    def _sum(self, flows: Sequence[tuple[Groups, Iterator[Array]]]) -> Array:
        total = np.zeros((self._count, 1))
        for rows, flow in flows:
            total = total + rows.sum(next(flow))
        return total


class Purse:
    """Accounts of the allies; `spent` is what has been paid in the last tick, shape (allies, trials)."""

    def __init__(self, income: Income) -> None:
        self._income = income
        self._carried = self._owed = self._left = self.spent = np.zeros((1, 1))

    def open(self, tick: int) -> Array:
        """What there is to sign with once all is paid that was owed or is due by then; shape (allies, trials)."""
        paid = self._income.paid(tick)
        self.spent = -(paid + self._income.drawn(tick))
        self._left = self._carried - self._owed + self._income.bare(tick) + paid
        return np.maximum(self._left, 0.0)

    def close(self, tick: int, more: Array, values: Mapping[str, Array]) -> None:
        """Pay `more` (advances and deliveries) and what else follows from the `values` of variables in the tick."""
        other = self._income.following(tick, values)
        self.spent = self.spent + more - other
        self._left = self._left - more + other
        self._owed = np.maximum(-self._left, 0.0)
        self._carried = np.minimum(np.maximum(self._left, 0.0), self._income.most(tick))


def _own(entry: Entry) -> bool:
    return entry.posting.variable is not None and entry.posting.variable.name in _OWN


def _delayed(entry: Entry) -> bool:
    return entry.posting.delay is not None
