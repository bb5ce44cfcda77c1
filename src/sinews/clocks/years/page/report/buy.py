"""The report on what would buy time: the best package step by step, and levers one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.buy import Offer, Purchase, Step
from sinews.clocks.years.measured import Effect
from sinews.clocks.years.page import buy
from sinews.clocks.years.page import sentences as phrases
from sinews.clocks.years.page.gains import Gain
from sinews.present.figure import drawn
from sinews.present.page import Section
from sinews.present.sources import of_levers
from sinews.present.words import lowered, month, number, short

#: Offers in the chart, and steps in the card.
IN_CHART, IN_CARD = 12, 3


def sections(answer: YearsAnswer, bought: Purchase) -> tuple[Section, ...]:
    """The best package, and the levers one by one."""
    return (
        *((frontier(answer, bought),) if bought.frontier else ()),
        *((offers(answer, bought),) if bought.offers else ()),
    )


def offers(answer: YearsAnswer, bought: Purchase) -> Section:
    """Levers one by one: what the first step of each earns, and what it costs."""
    from sinews.clocks.years.page.charts import buy as charts_buy

    shown = bought.offers[:IN_CHART]
    gain = Gain.of([offer.effect for offer in shown])
    best = shown[0]
    title = f"Most for its money: {_thing(best)}, {gain.said(best.effect)} for EUR {number(_price(best))} million"
    words = (
        f"Bars: {gain.words} that one step of each lever buys, with its price. {title}.",
        f"Bars: {gain.words} that one step of each lever buys alone (model, measured by solving again), the most for "
        "its money first. Behind each bar: what it earns, and the price in EUR million with its range.",
    )
    draw = partial(charts_buy.offers, title=gain.words)
    levers = [offer.lever.code for offer in shown]
    figure = drawn(
        "offers",
        words,
        _offered(shown, gain),
        draw,
        digest=buy.offers(bought),
        sources=of_levers(answer.scope.case, levers),
    )
    return Section(title, figure=figure, topic="Levers and their price")


def _thing(offer: Offer) -> str:
    return lowered(short(offer.lever.name))


def _price(offer: Offer) -> float:
    return offer.lever.price[0] if offer.lever.price else 0.0


def _offered(offers: Sequence[Offer], gain: Gain) -> pl.DataFrame:
    prices = [offer.lever.price or (0.0, 0.0, 0.0) for offer in offers]
    rows = [
        (offer.lever.name, offer.lever.decides, gain.said(offer.effect), gain.amount(offer.effect), *price)
        for offer, price in zip(offers, prices, strict=True)
    ]
    numbers = ("gain", "price_million_EUR", "price_low_million_EUR", "price_high_million_EUR")
    texts = ("lever", "who_decides", "gain_in_words")
    types = dict.fromkeys(texts, pl.String) | dict.fromkeys(numbers, pl.Float64)
    return pl.DataFrame(rows, schema=types, orient="row")


def frontier(answer: YearsAnswer, bought: Purchase) -> Section:
    """Money against what it buys, step by step."""
    from sinews.clocks.years.page.charts import buy as charts_buy

    gain = Gain.of([step.effect for step in bought.frontier])
    last = bought.frontier[-1]
    title = f"{_money(last.money)} would buy {number(gain.amount(last.effect), 2)} {gain.words}"
    words = (
        f"Money against {gain.words}, step by step. {title}.",
        "Each point is one more step of a lever, the one that earns most for its money, measured together with all "
        "before it (model). Lines across the points: range of the price. The numbers are those of the list.",
    )
    figure = drawn(
        "frontier",
        words,
        _steps(answer, bought.frontier, gain),
        partial(charts_buy.frontier, title=gain.words),
        sources=of_levers(answer.scope.case, [step.lever.code for step in bought.frontier]),
        key=tuple(_step(step, gain) for step in bought.frontier),
    )
    return Section(title, (_ready(answer, last.effect),) if gain.dated else (), figure=figure, topic="The best package")


def _ready(answer: YearsAnswer, effect: Effect) -> str:
    when = month(effect.ready) if effect.ready else f"not before {phrases.end(answer)}"
    return f"Ready with the whole package: {when}; without: {phrases.when(answer)}."


def _money(million: float) -> str:
    return f"EUR {number(million / 1000)} bn" if million >= 1000 else f"EUR {number(million)} million"


def _step(step: Step, gain: Gain) -> str:
    return (
        f"{short(step.lever.name)} (decided by: {step.lever.decides}): {_money(step.money)} in all, "
        f"{gain.said(step.effect)}."
    )


def _steps(answer: YearsAnswer, frontier: Sequence[Step], gain: Gain) -> pl.DataFrame:
    """The frontier as a table, from nothing bought on."""
    rows: list[tuple[object, ...]] = [(0, "Nothing bought", "", 0.0, 0.0, 0.0, 0.0, answer.margin.ready, 0.0)]
    rows += [
        (
            place,
            step.lever.name,
            step.lever.decides,
            step.money,
            step.money_low,
            step.money_high,
            gain.amount(step.effect),
            step.effect.ready,
            step.effect.points,
        )
        for place, step in enumerate(frontier, 1)
    ]
    types = {
        "step": pl.Int64,
        "lever": pl.String,
        "who_decides": pl.String,
        "money_million_EUR": pl.Float64,
        "money_low_million_EUR": pl.Float64,
        "money_high_million_EUR": pl.Float64,
        "gain": pl.Float64,
        "ready": pl.Date,
        "points": pl.Float64,
    }
    return pl.DataFrame(rows, schema=types, orient="row")


# the card -----------------------------------------------------------------------


def card(bought: Purchase) -> Section:
    """The third card: the first steps of the best package."""
    if not bought.frontier:
        return Section("Buy", ("Nothing", "No lever that the budget allows earns anything."))
    gain = Gain.of([step.effect for step in bought.frontier])
    first, last = bought.frontier[0], bought.frontier[-1]
    lines = [
        f"{short(step.lever.name)}: {_money(step.money)} in all, {gain.said(step.effect)}."
        for step in bought.frontier[:IN_CARD]
    ]
    amount = number(gain.amount(last.effect), 2)
    whole = f"All {len(bought.frontier)} steps: {_money(last.money)}, {amount} {gain.words}."
    return Section("Buy", (short(first.lever.name), *lines, *([whole] if len(bought.frontier) > IN_CARD else [])))
