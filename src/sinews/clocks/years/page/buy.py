"""What would buy time, and at what price: offers and the frontier, in words and rows."""

from __future__ import annotations

import polars as pl

from sinews.answers.buying import FREE
from sinews.clocks.years.buy import Offer, Purchase, Step
from sinews.clocks.years.page.gains import days, earned
from sinews.present.buying import stopped, useless, with_range
from sinews.present.page import Page, Section
from sinews.present.tables import brief_names, settled, tidy
from sinews.present.words import billions, month

OFFERS = {
    "lever": pl.String,
    "decides": pl.String,
    "from": pl.Date,
    "price_million_EUR": pl.Float64,
    "price_low": pl.Float64,
    "price_high": pl.Float64,
    "days_of_ready_date": pl.Float64,
    "percent_of_shortfall": pl.Float64,
    "points": pl.Float64,
    "days_of_ready_date_for_EUR_million": pl.Float64,
    "percent_of_shortfall_for_EUR_million": pl.Float64,
    "steps": pl.Int64,
    "percent_of_shortfall_with_all_steps": pl.Float64,
}

FRONTIER = {
    "step": pl.Int64,
    "lever": pl.String,
    "decides": pl.String,
    "money_million_EUR": pl.Float64,
    "money_low": pl.Float64,
    "money_high": pl.Float64,
    "ready": pl.Date,
    "days_of_ready_date": pl.Float64,
    "percent_of_shortfall": pl.Float64,
    "points": pl.Float64,
}

READING = (
    "Each row adds one step to the package above it. Money is what comes on top of the plan's own spending; days are "
    "those by which the ready date comes forward; per cent is what the package takes off the expected shortfall."
)


#: Columns of the list on a page.
LISTED = (
    "lever",
    "decides",
    "price_million_EUR",
    "price_low",
    "price_high",
    "days_of_ready_date",
    "percent_of_shortfall",
    "percent_of_shortfall_for_EUR_million",
    "steps",
)

ALONE = "One step of each lever alone, the most for its money first."


def offers(purchase: Purchase) -> pl.DataFrame:
    """A row an offer (columns OFFERS): its first step alone, the best for its money first."""
    return pl.DataFrame([_offer(offer) for offer in purchase.offers], schema=OFFERS)


def _offer(offer: Offer) -> dict[str, object]:
    lever, effect = offer.lever, offer.effect
    price, low, high = lever.price or (0.0, 0.0, 0.0)
    return {
        "lever": lever.name,
        "decides": lever.decides,
        "from": lever.earliest,
        "price_million_EUR": price,
        "price_low": low,
        "price_high": high,
        "days_of_ready_date": days(effect),
        "percent_of_shortfall": effect.percent,
        "points": effect.points,
        "days_of_ready_date_for_EUR_million": _days_for_a_million(offer),
        "percent_of_shortfall_for_EUR_million": effect.percent / price if price > 0 else None,
        "steps": lever.most,
        "percent_of_shortfall_with_all_steps": offer.whole.percent,
    }


def _days_for_a_million(offer: Offer) -> float:
    """Days of the ready date for a million EUR, 0 if it does not move."""
    return max(offer.effect.days or 0.0, 0.0) / max(offer.lever.price[0] if offer.lever.price else 0.0, FREE)


def frontier(purchase: Purchase) -> pl.DataFrame:
    """A row a step of the package (columns FRONTIER)."""
    return pl.DataFrame(
        [_step(number_of, step) for number_of, step in enumerate(purchase.frontier, 1)], schema=FRONTIER
    )


def _step(number_of: int, step: Step) -> dict[str, object]:
    return {
        "step": number_of,
        "lever": step.lever.name,
        "decides": step.lever.decides,
        "money_million_EUR": step.money,
        "money_low": step.money_low,
        "money_high": step.money_high,
        "ready": step.effect.ready,
        "days_of_ready_date": days(step.effect),
        "percent_of_shortfall": step.effect.percent,
        "points": step.effect.points,
    }


def best(purchase: Purchase) -> str:
    """The best offer, in one sentence."""
    if not purchase.offers or not purchase.offers[0].earns:
        return "No lever of the case earns anything."
    first = purchase.offers[0]
    price = (first.lever.price or (0.0,))[0]
    return f"Best for its money: {first.lever.name} ({billions(price)} a step) {earned(first.effect)}."


def package(purchase: Purchase) -> str:
    """The whole package, in one sentence; why it grows no more in the next."""
    if not purchase.frontier:
        return stopped(purchase)
    last = purchase.frontier[-1]
    ready = f"; ready in {month(last.effect.ready)}" if last.effect.ready else ""
    count = len(purchase.frontier)
    steps = f"{count} step{'s' if count > 1 else ''}"
    return f"The package of {steps} for {billions(last.money)} {earned(last.effect)}{ready}. {stopped(purchase)}"


def limits(purchase: Purchase) -> str:
    """What all levers together could earn, in one sentence."""
    return f"All steps of all levers, {billions(purchase.all_in_price)}, {earned(purchase.all_in)}."


def page(purchase: Purchase, about: str) -> Page:
    """The page of `sinews buy`."""
    nothing = tuple(filter(None, (ALONE, useless(purchase))))
    listed = with_range(offers(purchase).select(LISTED), "price_million_EUR", ("price_low", "price_high"))
    grown = with_range(frontier(purchase).drop("decides"), "money_million_EUR", ("money_low", "money_high"))
    return Page(
        title="What would buy time, and at what price?",
        sentences=(best(purchase), package(purchase), limits(purchase)),
        sections=(
            Section("The package, step by step", (READING,), tidy(settled(brief_names(grown)), 3)),
            Section("Each lever alone", nothing, tidy(settled(brief_names(listed), 1e-6), 3)),
        ),
        about=about,
    )
