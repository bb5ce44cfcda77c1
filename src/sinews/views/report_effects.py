"""The report on what changes the days: levers one by one, and corridors out of service."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import polars as pl

from sinews.clocks.days import DaysAnswer, Effect
from sinews.mobility.closure import Closure
from sinews.views import days, days_words
from sinews.views import report_days_sources as sources
from sinews.views.days_words import NOTHING, Names
from sinews.views.page import Figure, Section
from sinews.views.report_figure import drawn
from sinews.views.words import billions, counted, number, short


def levers(answer: DaysAnswer) -> tuple[Section, ...]:
    """What each lever earns, if that was measured."""
    if not answer.levers:
        return ()
    best = days_words.best(answer)
    title = f"Most would be gained by: {short(best.name)}" if best else "No lever that was tried makes it any earlier"
    words = (
        "Bars: days by which what is needed comes earlier on average, with each lever pulled alone (model, planned "
        "anew). Below each bar: the same in numbers, the days on which the tiers are there then (now "
        f"{_days(answer, answer.whole)}), and the price where one is public."
    )
    figure = _figure(answer, "levers", answer.levers, (title, words))
    return (Section(title, (days_words.bought(answer, best),) if best else (), figure=figure, topic="What buys days"),)


def corridors(answer: DaysAnswer) -> tuple[Section, ...]:
    """What each corridor out of service costs, if that was measured."""
    if not answer.corridors:
        return ()
    worst = days_words.dearest(answer)
    title = f"Missed most: {short(answer.corridors[0].name)}" if worst else "No corridor alone would be missed"
    words = (
        "Bars: days by which what is needed comes later on average, with each corridor alone out of service for works, "
        "weather or a strike (model, planned anew). Below each bar: the same in numbers, and the days on which the "
        f"tiers are there then (now {_days(answer, answer.whole)})."
    )
    figure = _figure(answer, "corridors", answer.corridors, (title, words))
    return (Section(title, (worst,) if worst else (), figure=figure, topic="If a corridor fails"),)


def _figure(answer: DaysAnswer, kind: str, effects: Sequence[Effect], words: tuple[str, str]) -> Figure:
    """Bars of days earlier (levers) or later (corridors) on average."""
    from sinews.views import charts_days

    title, reading = words
    earlier = kind == "levers"
    return drawn(
        f"days-{kind}",
        (f"{title}. {reading}", reading),
        changes(answer, effects, 1.0 if earlier else -1.0),
        partial(charts_days.changes, title=f"days {'earlier' if earlier else 'later'}, on average"),
        digest=with_tiers(answer, days.levers(answer) if earlier else days.corridors(answer)),
        sources=sources.of_effects(answer, effects),
    )


def changes(answer: DaysAnswer, effects: Sequence[Effect], sign: float) -> pl.DataFrame:
    """The bars: name, days off the average lateness times `sign`, and in words what becomes of each tier."""
    rows = [(effect.name, sign * effect.earned, _worded(answer, effect, sign)) for effect in effects]
    return pl.DataFrame(rows, schema={"name": pl.String, "days": pl.Float64, "words": pl.String}, orient="row")


def _worded(answer: DaysAnswer, effect: Effect, sign: float) -> str:
    """What an effect makes of the average and of each tier, and what it costs, in words."""
    gain, word = sign * effect.earned, "earlier" if sign > 0 else "later"
    average = f"{counted(gain, 'day')} {word}" if gain >= NOTHING else f"No {word}"
    tiers = "tiers" if len(answer.whole) > 1 else "tier"
    price = effect.lever.price if effect.lever else None
    cost = (billions(price[0]) if price[0] >= 1000 else f"EUR {number(price[0])} million") if price else ""
    return "; ".join(filter(None, (average, f"{tiers} on day {_days(answer, effect.closures)}", cost)))


def _days(answer: DaysAnswer, closures: Sequence[Closure]) -> str:
    """The days on which the tiers are there, in their order."""
    then = {one.tier: one.day for one in closures if one.area is None}
    found = (then.get(one.tier) for one in answer.whole)
    return ", ".join("never" if day is None else number(day, 2) for day in found)


def with_tiers(answer: DaysAnswer, table: pl.DataFrame) -> pl.DataFrame:
    """A table of effects with the names of the tiers in its headings instead of their codes."""
    names = Names.of(answer.scope.case)
    ends = ("closed_day", "days_earned")
    words = {f"{code}_{end}": f"{names.tier(code)}, {end.replace('_', ' ')}" for code in names.tiers for end in ends}
    return table.rename(words, strict=False)
