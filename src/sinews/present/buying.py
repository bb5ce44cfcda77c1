"""What would buy time of any clock: levers with their prices, and the package step by step, in words and tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from sinews.answers.answer import Effect
from sinews.answers.buying import Purchase, Stop
from sinews.answers.offers import offers, package
from sinews.present.page import Section
from sinews.present.tables import brief_names, settled, tidy
from sinews.present.words import billions, number, short

#: Why a package grows no more; why nothing is bought.
STOPS = {
    Stop.ALL: "Every step of every lever is in it.",
    Stop.NOTHING: "It ends there: nothing that is left earns anything on top of it.",
    Stop.SPENT: "It ends there: the rest of the budget pays for no further step.",
    Stop.REST: "It ends there: nothing that the rest of the budget pays for earns anything on top of it.",
    Stop.STEPS: "It ends there: no more steps were asked for (sinews buy --steps).",
}
NOTHING = {
    Stop.NOTHING: "Nothing is bought: no lever earns anything alone.",
    Stop.SPENT: "Nothing is bought: the budget pays for no step of any lever.",
    Stop.REST: "Nothing is bought: what the budget pays for earns nothing alone.",
}


def stopped(purchase: Purchase[Any]) -> str:
    """Why the package grows no more, whether what is left earns together, and what is left of the budget."""
    words = STOPS[purchase.stop] if purchase.frontier else NOTHING[purchase.stop]
    words += " Together, what is left would earn more." if purchase.together else ""
    return f"{words} {million(purchase.left)} of the budget are left." if purchase.left else words


def bought(purchase: Purchase[Effect]) -> str:
    """What the package costs and earns, in one sentence; why it grows no more in the next."""
    if not purchase.frontier:
        return stopped(purchase)
    last, count = purchase.frontier[-1], len(purchase.frontier)
    steps = f"{count} step{'s' if count > 1 else ''}"
    price = f"{million(last.money)} ({_range(last.money_low, last.money_high)})"
    return f"The package of {steps} for {price} earns {earned(last.effect)}. {stopped(purchase)}"


def all_in(purchase: Purchase[Effect]) -> str:
    """What all steps of all levers together earn, in one sentence."""
    return f"All steps of all levers, {million(purchase.all_in_price)}, earn {earned(purchase.all_in)}."


def useless(purchase: Purchase[Any]) -> str:
    """Levers that earn nothing alone, in one sentence; empty if all earn something."""
    names = [short(offer.lever.name) for offer in purchase.offers if not offer.earns]
    return f"Earning nothing alone: {'; '.join(names)}." if names else ""


def earned(effect: Effect) -> str:
    """What an effect earns, with its unit."""
    return f"{number(effect.earned, 2)} {effect.unit}"


def million(money: float) -> str:
    """An amount of money, given in million EUR."""
    return billions(money) if money >= 1000 else f"EUR {number(money)} million"


def with_range(table: pl.DataFrame, money: str, ends: tuple[str, str]) -> pl.DataFrame:
    """A table for reading, with its column `money` and the ends of its range as one column of words."""
    cells = table.select(money, *ends).iter_rows()
    words = [f"{number(value)} ({_range(low, high)})" for value, low, high in cells]
    return table.with_columns(pl.Series(money, words, dtype=pl.String)).drop(ends)


def _range(low: float, high: float) -> str:
    return f"{number(low)} to {number(high)}"


def levers(purchase: Purchase[Effect], title: str) -> Section:
    """Each lever alone: who decides, price, what a step earns, also for a million EUR."""
    reading = f"Each lever alone, one step of it, the most for its money first; earned: {_unit(purchase)}."
    table = with_range(offers(purchase), "price_million_EUR", ("price_low", "price_high"))
    shown = table.drop("unit", "from", "earned_with_all_steps").rename({"earned_for_EUR_million": "for_EUR_million"})
    return Section(title, tuple(filter(None, (reading, useless(purchase)))), tidy(settled(brief_names(shown), 1e-6), 3))


def steps(purchase: Purchase[Effect], title: str) -> Section:
    """The package after each step: money so far, what it earns together, and why it grows no more."""
    text = (bought(purchase), all_in(purchase))
    if not purchase.frontier:
        return Section(title, text)
    reading = f"Each row adds one step to those above it, all measured together; earned: {_unit(purchase)}."
    table = with_range(package(purchase).drop("unit"), "money_million_EUR", ("money_low", "money_high"))
    return Section(title, (*text, reading), tidy(settled(brief_names(table)), 3))


def best_package(purchase: Purchase[Effect] | None) -> tuple[Section, ...]:
    """The best package of a report step by step, if it was measured."""
    if purchase is None:
        return ()
    last = purchase.frontier[-1] if purchase.frontier else None
    title = f"{million(last.money)} would buy {earned(last.effect)}" if last else "Nothing is bought"
    return (replace(steps(purchase, title), topic="The best package"),)


def _unit(purchase: Purchase[Effect]) -> str:
    return purchase.all_in.unit
