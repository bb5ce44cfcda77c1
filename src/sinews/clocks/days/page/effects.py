"""The report on what changes the days: levers one by one, and corridors out of service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import polars as pl

from sinews.answers.answer import Effect as Common
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.effects import Effect
from sinews.clocks.days.page import page as days
from sinews.clocks.days.page import sentences as days_words
from sinews.clocks.days.page import sources
from sinews.clocks.days.page.sentences import NOTHING, Names
from sinews.present.buying import million, steps
from sinews.present.figure import drawn
from sinews.present.page import Chart, Figure, Section
from sinews.present.tables import tidy
from sinews.present.words import counted, number, short

#: End of the headings of the days on which the tiers are there, and the heading of what an effect earns on average.
THERE, AVERAGE = "there on day", "days_off_mean_lateness"


def levers(answer: DaysAnswer) -> tuple[Section, ...]:
    """What each lever earns, if that was measured."""
    if not answer.levers:
        return ()
    best = days_words.best(answer)
    title = f"Most would be gained by: {short(best.name)}" if best else "No lever that was tried makes it any earlier"
    words = (
        "Bars: days by which what is needed comes earlier on average, with each lever pulled alone (model, planned "
        "anew). Below each bar: the same in numbers, the days on which the tiers are there then (now "
        f"{_days(closure.day for closure in answer.whole)}), and the price where one is public."
    )
    figure = _figure(answer, "levers", answer.levers, (title, words))
    text = (days_words.bought(answer, best), days_words.delaying(answer)) if best else ()
    return (Section(title, tuple(filter(None, text)), figure=figure, topic="What buys days"),)


def package(answer: DaysAnswer) -> tuple[Section, ...]:
    """The best package step by step, if it was measured: what it costs and earns, and when the tiers are there then."""
    bought = answer.bought
    if bought is None:
        return ()
    last = bought.frontier[-1] if bought.frontier else None
    gain = counted(last.effect.earned, "day") if last else ""
    section = steps(bought, f"{million(last.money)} would buy {gain} on average" if last else "Nothing is bought")
    table = section.table
    if table is not None:
        names = Names.of(answer.scope.case)
        for tier in (closure.tier for closure in answer.whole):
            then = [_ready(step.effect, tier) for step in bought.frontier]
            table = table.with_columns(pl.Series(f"{names.tier(tier)}, {THERE}", then, dtype=pl.Float64))
        table = tidy(table, 3)
    return (replace(section, table=table, topic="The best package"),)


def _ready(effect: Common, tier: str) -> float | None:
    """The day on which a tier is there with a package; None: not within the horizon."""
    ready = next(margin.ready for margin in effect.margins if margin.of == tier)
    return float(ready) if isinstance(ready, float | int) else None


def corridors(answer: DaysAnswer) -> tuple[Section, ...]:
    """What each corridor out of service costs, if that was measured."""
    if not answer.corridors:
        return ()
    worst = days_words.dearest(answer)
    title = f"Missed most: {short(answer.corridors[0].name)}" if worst else "No corridor alone would be missed"
    words = (
        "Bars: days by which what is needed comes later on average, with each corridor alone out of service for works, "
        "weather or a strike (model, planned anew). Below each bar: the same in numbers, and the days on which the "
        f"tiers are there then (now {_days(closure.day for closure in answer.whole)})."
    )
    figure = _figure(answer, "corridors", answer.corridors, (title, words))
    return (Section(title, (worst,) if worst else (), figure=figure, topic="If a corridor fails"),)


def _figure(answer: DaysAnswer, kind: str, effects: Sequence[Effect], words: tuple[str, str]) -> Figure:
    """Bars of days earlier (levers) or later (corridors) on average."""
    title, reading = words
    earlier = kind == "levers"
    return drawn(
        f"days-{kind}",
        (f"{title}. {reading}", reading),
        with_tiers(answer, days.levers(answer) if earlier else days.corridors(answer)),
        partial(_drawn, sign=1.0 if earlier else -1.0, word="earlier" if earlier else "later"),
        sources=sources.of_effects(answer, effects),
    )


def with_tiers(answer: DaysAnswer, table: pl.DataFrame) -> pl.DataFrame:
    """A table of effects with the names of the tiers in its headings instead of their codes."""
    names = Names.of(answer.scope.case)
    ends = {"closed_day": THERE, "days_earned": "days earlier"}
    words = {f"{code}_{end}": f"{names.tier(code)}, {word}" for code in names.tiers for end, word in ends.items()}
    return table.rename(words, strict=False)


def _drawn(table: pl.DataFrame, sign: float, word: str) -> Chart:
    from sinews.clocks.days.page import charts as charts_days

    return charts_days.changes(bars(table, sign, word), f"days {word}, on average")


def bars(table: pl.DataFrame, sign: float, word: str) -> pl.DataFrame:
    """The bars of a table of effects: name, days off the average lateness times `sign`, what comes of it in words."""
    rows = [
        (row[table.columns[0]], sign * row[AVERAGE], _worded(row, sign * row[AVERAGE], word))
        for row in table.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema={"name": pl.String, "days": pl.Float64, "words": pl.String}, orient="row")


def _worded(row: dict[str, Any], gain: float, word: str) -> str:
    """What an effect makes of the average and of each tier, and what it costs, in words."""
    average = f"{counted(gain, 'day')} {word}" if gain >= NOTHING else f"No {word}"
    there = _days(day for column, day in row.items() if column.endswith(THERE))
    price = row.get("million_EUR")
    cost = "" if price is None else million(price)
    return "; ".join(filter(None, (average, f"days {there}", cost)))


def _days(days: Iterable[float | None]) -> str:
    return ", ".join("never" if day is None else number(day, 2) for day in days)
