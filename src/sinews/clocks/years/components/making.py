"""What is made, by lines or beside them: it meets all demand on one market, takes inputs, and may cost a premium."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl

from sinews.clocks.years.components import opening
from sinews.clocks.years.components.base import IN_TIME, MARKET, MONEY, money_price
from sinews.clocks.years.leads import leads, nests, within
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.surging import Called
from sinews.data.kept import Kept
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.model.journal import Variable
from sinews.model.ledger import Ledger


class Headings(NamedTuple):
    """Under what is posted what is made beside lines, what it takes, costs more, and leaves for first deliveries."""

    output: str
    inputs: str
    premium: str
    room: str


def make(scope: Scope, ledger: Ledger, heading: str, inputs: str, output: Variable) -> None:
    """Output comes to the market under `heading`, and takes its `inputs` from there by the recipes.

    Where makers of an item have several lead times, it counts for orders that are under way for as long as its own.
    """
    items = output.subjects.items
    ledger.flow(heading, MARKET, [EVERYWHERE] * len(items), items, 1.0, output)
    for whole, part, quantity in _recipes(scope.case.table("recipes"), scope.items):
        use = np.where(np.array(items) == whole, -quantity, 0.0)[:, None]
        ledger.flow(inputs, MARKET, [EVERYWHERE] * len(items), [part] * len(items), use, output)
    lead = leads(scope, output.subjects)
    for nest in nests(scope):
        if len(rows := np.flatnonzero(within(nest, items, lead))):
            made = output.part(rows)
            kinds = [nest[item].key for item in made.subjects.items]
            ledger.flow(heading, IN_TIME, kinds, made.subjects.items, 1.0, made)


@Kept
def _recipes(table: pl.DataFrame, items: tuple[str, ...]) -> list[tuple[str, str, float]]:
    """What goes into each of some items: item, input, quantity; sorted."""
    recipes = table.filter(pl.col("item").is_in(list(items))).sort("item", "input")
    return recipes.select("item", "input", "quantity").rows()


def beside(scope: Scope, ledger: Ledger, headings: Headings, output: Variable, called: Called) -> None:
    """Output beside that of lines: the host pays its premium when it is made; it is room for first deliveries."""
    make(scope, ledger, headings.output, headings.inputs, output)
    premium, places = called.premium[:, None], called.places
    ledger.flow(headings.premium, MONEY, places, ["money"] * len(places), -premium, output)
    ledger.charge("money", output, premium * money_price(scope))
    opening.add(scope, ledger, headings.room, output, (called.begins, called.ramp))
