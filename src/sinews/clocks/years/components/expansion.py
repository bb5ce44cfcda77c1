"""Expansion: the host, or a common fund, pays for capacity that comes after the build lag and rises over the ramp.

What is decided in t is signed and paid once the host's contracting delay has passed; the build lag begins then.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.clocks.years.components.base import (
    ARRIVING,
    CAPACITY,
    EXPANSION,
    FROM_BUDGETS,
    FROM_FUNDS,
    FUND,
    LINE,
    MONEY,
    money_price,
    subjects,
)
from sinews.clocks.years.scope import Scope
from sinews.data.kept import Kept
from sinews.data.tables import Purpose
from sinews.model.journal import Balance
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Orders of extra capacity at lines inside the group, paid by the host's budget or from its funds."""
    inside = _inside(scope.sites, scope.allies)
    if scope.question.expansion and len(inside):
        _orders(scope, ledger, inside, "expansion", FROM_BUDGETS, MONEY)
        purposes = scope.trusted("funds")["place", "purpose"].iter_rows()
        funded = {place for place, purpose in purposes if purpose == Purpose.EXPANSION}
        supported = _inside(inside, tuple(sorted(funded)))
        if len(supported):
            _orders(scope, ledger, supported, "funded_expansion", FROM_FUNDS, FUND)


@Kept
def _inside(sites: pl.DataFrame, places: tuple[str, ...]) -> pl.DataFrame:
    return sites.filter(pl.col("place").is_in(list(places)))


def _orders(scope: Scope, ledger: Ledger, sites: pl.DataFrame, name: str, heading: str, balance: Balance) -> None:
    names, places, items = (sites[column].to_list() for column in ("site", "place", "item"))
    signed = scope.of_allies("contracting_delay", places)
    upper = np.where(scope.open, np.inf, 0.0)
    orders = ledger.variable(name, subjects(items, site=names, place=places, item=items), upper=upper)
    capex = sites["capex"].to_numpy()[:, None]
    ledger.flow(heading, balance, places, ["money"] * len(places), -capex, orders, delay=signed)
    lag, ramp = sites["build_lag"].to_numpy(), sites["ramp"].to_numpy()
    ledger.flow(EXPANSION, CAPACITY, names, items, 1.0, orders, delay=signed + lag, spread=ramp)
    ledger.flow(ARRIVING, LINE, names, items, 1.0, orders, delay=signed + lag, spread=ramp, staying=True)
    ledger.charge("money", orders, capex * money_price(scope))
