"""Accounts of allies: what money comes in and goes out, by heading, ally and tick; read from the journal."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years.components.base import FUND, MONEY
from sinews.model.accounts import accounts
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Journal

#: Accounts that an ally has: its own money, and its part of common funds for expansion.
ACCOUNTS = (MONEY, FUND)

#: Headings that are no payment: what stays in the account from tick to tick, and what is left over.
NO_PAYMENT = (CARRIED_IN, CARRIED_OVER, *(account.rest for account in ACCOUNTS))


def money(journal: Journal, value: Array) -> pl.DataFrame:
    """Money of every ally in million EUR: in (positive), out (negative); all sums by account, place and tick are zero.

    Columns: account (name of the balance), heading, place, about (the item that it pays for), tick, amount.
    """
    parts = [
        accounts(journal, account, value).with_columns(pl.lit(account.name).alias("account")) for account in ACCOUNTS
    ]
    return pl.concat(parts).select("account", "heading", "place", "about", "tick", "amount")


def payments(money: pl.DataFrame) -> pl.DataFrame:
    """What is paid, of what `money` gives, as positive amounts."""
    paid = ~pl.col("heading").is_in(NO_PAYMENT) & (pl.col("amount") < 0)
    return money.filter(paid).with_columns(-pl.col("amount"))
