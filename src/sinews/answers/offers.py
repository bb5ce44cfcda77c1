"""Levers of any clock that have a price, and the package of a budget, as tables.

What a step earns is counted in the clock's own unit: nothing is ranked or summed across clocks.
"""

from __future__ import annotations

import polars as pl

from sinews.answers.answer import Effect
from sinews.answers.buying import Offer, Purchase, Step, for_a_million

#: Columns of the table of levers, each measured alone.
OFFERS = {
    "lever": pl.String,
    "decides": pl.String,
    "from": pl.Date,
    "price_million_EUR": pl.Float64,
    "price_low": pl.Float64,
    "price_high": pl.Float64,
    "earned": pl.Float64,
    "unit": pl.String,
    "earned_for_EUR_million": pl.Float64,
    "steps": pl.Int64,
    "earned_with_all_steps": pl.Float64,
}

#: Columns of the package after each step. `earned`: by all steps so far, measured together; `step_adds`: of it.
PACKAGE = {
    "step": pl.Int64,
    "lever": pl.String,
    "decides": pl.String,
    "money_million_EUR": pl.Float64,
    "money_low": pl.Float64,
    "money_high": pl.Float64,
    "earned": pl.Float64,
    "step_adds": pl.Float64,
    "unit": pl.String,
}


def tables(clock: str, purchase: Purchase[Effect] | None) -> dict[str, pl.DataFrame]:
    """The tables of a purchase by name; none of what was not measured."""
    return {} if purchase is None else {f"{clock}_offers": offers(purchase), f"{clock}_package": package(purchase)}


def offers(purchase: Purchase[Effect]) -> pl.DataFrame:
    """A row a lever (columns OFFERS): its first step alone, the best for its money first."""
    return pl.DataFrame([_offer(offer) for offer in purchase.offers], schema=OFFERS, orient="row")


def _offer(offer: Offer[Effect]) -> tuple[object, ...]:
    lever, effect = offer.lever, offer.effect
    price, low, high = lever.price or (0.0, 0.0, 0.0)
    worth = for_a_million(effect.earned, lever.price)
    about = (lever.name, lever.decides, lever.earliest)
    return (*about, price, low, high, effect.earned, effect.unit, worth, lever.most, offer.whole.earned)


def package(purchase: Purchase[Effect]) -> pl.DataFrame:
    """A row a step of the package (columns PACKAGE)."""
    before = [0.0, *(step.effect.earned for step in purchase.frontier)]
    rows = [_step(place, step, before[place]) for place, step in enumerate(purchase.frontier)]
    return pl.DataFrame(rows, schema=PACKAGE, orient="row")


def _step(place: int, step: Step[Effect], before: float) -> tuple[object, ...]:
    lever, effect = step.lever, step.effect
    money = (step.money, step.money_low, step.money_high)
    return (place + 1, lever.name, lever.decides, *money, effect.earned, effect.earned - before, effect.unit)
