"""Levers of any clock that have a price, by what one step of each earns for its money, and the package of a budget.

What a step earns is counted in the clock's own unit: nothing is ranked or summed across clocks. Each lever was measured
alone, so that several together may earn less than the sum of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from sinews.answers.answer import Answer, Effect

#: Columns of the table of offers. `package`: the place in the package of the budget; blank if not in it.
SCHEMA = {
    "lever": pl.String,
    "price_million_EUR": pl.Float64,
    "price_low": pl.Float64,
    "price_high": pl.Float64,
    "earned": pl.Float64,
    "unit": pl.String,
    "earned_for_EUR_million": pl.Float64,
    "package": pl.Int64,
}

#: Part of a budget by which sums of prices may miss it: they are rounded in binary.
CENT = 1e-9


def offers(answer: Answer[Any], budget: float | None = None) -> pl.DataFrame:
    """A row a lever with a price (SCHEMA), the most for its money first.

    The package takes one lever after the other in this order, as far as the `budget` (million EUR; None: no limit) goes
    and as it earns anything.
    """
    priced = [effect for effect in answer.effects if effect.kind == "lever" and effect.price is not None]
    order = sorted(priced, key=lambda effect: (-_worth(effect), effect.code))
    bought = _package(order, budget)
    rows = [
        (effect.name, *_price(effect), effect.earned, effect.unit, _worth(effect), bought.get(effect.code))
        for effect in order
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _package(order: Sequence[Effect], budget: float | None) -> dict[str, int]:
    left = float("inf") if budget is None else budget * (1 + CENT)
    bought: dict[str, int] = {}
    for effect in order:
        price = _price(effect)[0]
        if effect.earned > 0 and price <= left:
            left -= price
            bought[effect.code] = len(bought) + 1
    return bought


def _price(effect: Effect) -> tuple[float, float, float]:
    return effect.price or (0.0, 0.0, 0.0)


def _worth(effect: Effect) -> float:
    """What it earns for a million EUR; what is free counts as a thousandth of a million."""
    return effect.earned / max(_price(effect)[0], 1e-3)
