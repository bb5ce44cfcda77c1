"""What came into balances and went out, with the values of a plan: the journal read, and nothing worked out twice.

Amounts stand in the tick in which they arrive, so that in every balance, in every tick, what comes in is what goes out
and what is left over.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import polars as pl

from sinews.model.calendar import Array
from sinews.model.journal import Balance, Journal, Posting

#: Columns of accounts.
SCHEMA = {
    "heading": pl.String,
    "place": pl.String,
    "item": pl.String,
    "about": pl.String,
    "tick": pl.Int64,
    "amount": pl.Float64,
}

_KEYS = ["heading", "place", "item", "about", "tick"]


def amounts(journal: Journal, posting: Posting, value: Array) -> Array:
    """What a posting brings into its balances (negative: takes out) by tick of arrival, shape (subjects, ticks).

    `value`: of every variable of the journal, shape (columns,).
    """
    if posting.variable is None:
        return np.array(posting.coefficient)
    moved, ticks = np.zeros(posting.coefficient.shape), len(journal.calendar)
    for chosen, lag in posting.arrivals(journal.calendar):
        of, coefficient = value[posting.variable.column[chosen]], posting.coefficient[chosen]
        shares = lag.matrix(ticks)
        moved[chosen] = (of @ shares) * coefficient if posting.carried else (of * coefficient) @ shares
    return moved


def flows(
    journal: Journal,
    value: Array,
    balance: Balance,
    nodes: Sequence[tuple[str, str]],
    headings: Collection[str] | None = None,
) -> Array:
    """What flows into each of the `nodes` (place, item) of a balance, shape (nodes, ticks).

    `headings`: of which flows (None: of all, which is what is left over).
    """
    number = {node: row for row, node in enumerate(nodes)}
    total = np.zeros((len(nodes), len(journal.calendar)))
    for posting in journal.postings:
        if posting.balance == balance and (headings is None or posting.heading in headings):
            rows = np.array(
                [number.get(node, -1) for node in zip(posting.places, posting.items, strict=True)], dtype=int
            )
            np.add.at(total, rows[rows >= 0], amounts(journal, posting, value)[rows >= 0])
    return total


def accounts(journal: Journal, balance: Balance, value: Array) -> pl.DataFrame:
    """What came in (positive) and went out (negative) of a balance (columns SCHEMA), by heading and tick.

    `about`: the item for which it came or went. The last rows are what is left over, under the heading that the balance
    has for it: with them all sums by place, item and tick are zero.
    """
    parts = [_lines(journal, posting, value) for posting in journal.postings if posting.balance == balance]
    whole = (
        pl.concat([pl.DataFrame(schema=SCHEMA), *parts])
        .group_by(_KEYS, maintain_order=True)
        .agg(pl.col("amount").sum())
    )
    if not balance.free_disposal:
        return whole
    over = whole.group_by("place", "item", "tick", maintain_order=True).agg(-pl.col("amount").sum())
    rest = over.with_columns(pl.lit(balance.rest).alias("heading"), pl.col("item").alias("about"))
    return pl.concat([whole, rest.select(whole.columns)])


def _lines(journal: Journal, posting: Posting, value: Array) -> pl.DataFrame:
    ticks, count = len(journal.calendar), len(posting.items)
    columns = {"place": posting.places, "item": posting.items, "about": posting.about}
    subjects = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return subjects.select(pl.lit(posting.heading).alias("heading"), pl.all())[
        np.repeat(np.arange(count), ticks)
    ].with_columns(
        pl.Series("tick", np.tile(np.arange(ticks), count), dtype=pl.Int64),
        pl.Series("amount", amounts(journal, posting, value).ravel(), dtype=pl.Float64),
    )
