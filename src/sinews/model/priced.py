"""What variables would cost at given prices: their reduced costs, read from a journal without building its program.

So very many variables, on all routes that somebody may think of, can be priced at once.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from sinews.model.calendar import Array, Calendar
from sinews.model.journal import Decision, Journal, Posting, Variable

#: Price of each balance by tick: one unit more on its right-hand side takes so much off the objective.
Prices = Mapping[tuple[str, str, str], Array]


def reduced_costs(journal: Journal, prices: Prices, name: str) -> Array:
    """What a natural size of each variable of the block `name` adds to the objective, shape (subjects, ticks).

    `prices`: by name of the balance, place and item; balances that are not there have none. Variables that are fixed at
    0 are barred, at an infinite cost.
    """
    decision = journal.decision(name)
    total = np.where(decision.upper <= 0, np.inf, 0.0)
    for posting in journal.postings:
        if posting.variable is not None and posting.variable.name == name and posting.items:
            total += _by_row(decision, posting.variable, _worth(journal.calendar, posting, prices))
    for charge in journal.charges:
        if charge.variable.name == name and len(total):
            total += _by_row(decision, charge.variable, charge.coefficient)
    return np.asarray(total * journal.sizes_of(decision.variable.subjects.items)[:, None])


def _worth(calendar: Calendar, posting: Posting, prices: Prices) -> Array:
    """What a unit of each subject of a posting costs by tick, shape (subjects, ticks)."""
    nothing, name = np.zeros(len(calendar)), posting.balance.name
    pairs = zip(posting.places, posting.items, strict=True)
    price = np.array([prices.get((name, place, item), nothing) for place, item in pairs])
    value = np.zeros(price.shape)
    for chosen, lag in posting.arrivals(calendar):
        amounts, back = posting.coefficient[chosen], lag.matrix(len(calendar)).T
        value[chosen] = (price[chosen] * amounts) @ back if posting.carried else (price[chosen] @ back) * amounts
    return value


def _by_row(decision: Decision, variable: Variable, value: Array) -> Array:
    """Values of subjects of a variable added up in the rows of its block, in one as often as it is named."""
    count, ticks = decision.upper.shape
    rows = (variable.column[:, 0] - decision.variable.column[0, 0]) // ticks
    which = sparse.csr_matrix((np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=(count, len(rows)))
    return np.asarray(which @ value)
