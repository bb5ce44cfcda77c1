"""Who is behind: where the plan that a rule has picked could not share out what is new by need still missing.

At the end of a year it is known what stocks of an item come to without new orders, and what new orders have added.
Shared out by need alone, what is new would raise those who have least of their need to one level. An ally that stays
below it by more than a step of the rule is behind: its money, its wait, its contracting office or what is best for the
group allows no more.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.clocks.years.components.base import DELIVERIES, STOCK
from sinews.clocks.years.components.contract import NEW_ORDERS
from sinews.clocks.years.rule import STEPS, filling, year_ends
from sinews.clocks.years.scope import Scope
from sinews.model.accounts import amounts
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN, Journal
from sinews.model.program import Program

#: Columns of who is behind: ally, item, label of the tick that ends a year, units, and what part of the need they are.
SCHEMA = {"place": pl.String, "item": pl.String, "period": pl.String, "units": pl.Float64, "part": pl.Float64}


def behind(scope: Scope, journal: Journal, program: Program, value: Array) -> pl.DataFrame:
    """Allies, items and ends of years that are behind, in this order (columns SCHEMA)."""
    ends, need = year_ends(scope), filling(scope)
    stock = value[program.numbers(program.variable("stock"))]
    items = np.array(scope.needs["item"])
    old = np.maximum(stock - _of_new_orders(scope, journal, value), 0.0)[:, ends]
    lacking = np.zeros(old.shape)
    for item in scope.needed:
        rows = np.flatnonzero(items == item)
        for year, end in enumerate(ends):
            level = filled(old[rows, year], need[rows], float(stock[rows, end].sum()))
            lacking[rows, year] = level - stock[rows, end]
    gaps = np.argwhere(lacking > need[:, None] / STEPS)
    places, labels = scope.needs["place"], scope.calendar.labels
    cells = [
        (places[int(row)], items[row], labels[ends[year]], lacking[row, year], lacking[row, year] / need[row])
        for row, year in gaps
    ]
    return pl.DataFrame(cells, schema=SCHEMA, orient="row").sort("place", "item", "period")


def filled(held: Array, need: Array, total: float) -> Array:
    """Stocks once what is new has gone to those who have least of their need, so that they come to `total`.

    Shape (allies,), as `held` (what they have before) and `need`. What is held by those above the level stays.
    """
    part = held / need
    order = np.argsort(part, kind="stable")
    above = held.sum() - np.cumsum(held[order])  # held by those who are not raised
    level = (total - above) / np.cumsum(need[order])
    next_one = np.append(part[order][1:], np.inf)
    reached = level[int(np.argmax(level <= next_one))]
    return np.asarray(np.maximum(held, reached * need))


def _of_new_orders(scope: Scope, journal: Journal, value: Array) -> Array:
    """What new orders have left in stocks by tick, shape (rows of needs, ticks)."""
    stocks = [posting for posting in journal.postings if posting.balance == STOCK]
    kept = next(posting.coefficient for posting in stocks if posting.heading == CARRIED_IN)
    come, row = (
        np.zeros(kept.shape),
        {pair: number for number, pair in enumerate(scope.needs["place", "item"].iter_rows())},
    )
    for posting in stocks:
        if posting.heading == DELIVERIES and posting.variable is not None and posting.variable.name in NEW_ORDERS:
            pairs = zip(posting.places, posting.items, strict=True)
            np.add.at(come, [row[pair] for pair in pairs], amounts(journal, posting, value))
    for tick, parent in enumerate(journal.calendar.parent):
        if parent >= 0:
            come[:, tick] += kept[:, tick] * come[:, parent]
    return come
