"""Expansion: the host, or a common fund, pays for capacity that comes after the build lag and rises over the ramp."""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.clocks.years.components.base import CAPACITY, FUND, MONEY, money_price, subjects
from sinews.clocks.years.scope import Scope
from sinews.model.ledger import Balance, Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Orders of extra capacity at lines inside the group, paid by the host's budget or from its funds."""
    inside = scope.sites.filter(pl.col("place").is_in(list(scope.allies)))
    if scope.question.expansion and len(inside):
        _orders(scope, ledger, inside, "expansion", MONEY)
        funded = scope.trusted("funds").filter(pl.col("purpose") == "expansion")["place"].unique().to_list()
        supported = inside.filter(pl.col("place").is_in(funded))
        if len(supported):
            _orders(scope, ledger, supported, "funded_expansion", FUND)


def _orders(scope: Scope, ledger: Ledger, sites: pl.DataFrame, name: str, balance: Balance) -> None:
    names, places, items = (sites[column].to_list() for column in ("site", "place", "item"))
    open_from = scope.of_allies("contracting_delay", places)[:, None]
    upper = np.where(scope.calendar.start >= open_from, np.inf, 0.0)
    orders = ledger.variable(name, subjects(items, site=names, place=places, item=items), upper=upper)
    capex = sites["capex"].to_numpy()[:, None]
    ledger.flow(balance, places, ["money"] * len(places), -capex, orders)
    ledger.flow(
        CAPACITY, names, items, 1.0, orders, delay=sites["build_lag"].to_numpy(), spread=sites["ramp"].to_numpy()
    )
    ledger.charge("money", orders, capex * money_price(scope))
