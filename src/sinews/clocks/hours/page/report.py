"""Sections of a report on the hours clock: charts, each with its table, its sources and how to read it."""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.clocks.hours.answer import HoursAnswer
from sinews.clocks.hours.page import page, sentences, sources
from sinews.clocks.hours.page.sentences import Names
from sinews.clocks.hours.readings import of_need, soonest
from sinews.present.buying import best_package
from sinews.present.figure import drawn
from sinews.present.page import Section
from sinews.present.tables import tidy
from sinews.present.words import number, short

#: Hours that the digest of the curves lists, parts of the horizon.
DIGEST = (1 / 12, 1 / 6, 1 / 3, 1 / 2, 2 / 3, 1)


def card(answer: HoursAnswer) -> Section:
    """One card: the median and the worst ally, what leaves people without, what would help."""
    best = sentences.best(answer)
    text = (
        sentences.gap(answer),
        sentences.headline(answer),
        sentences.held_up(answer),
        f"Cheapest people-hours: {sentences.bought(best)}." if best else "",
    )
    return Section("Hours: can people manage on their own?", tuple(filter(None, text)))


def sections(answer: HoursAnswer) -> tuple[Section, ...]:
    """The report from curves to the limits of the clock."""
    parts = [curves(answer), allies(answer), page.why(answer), *buy(answer), *best_package(answer.bought)]
    return (*parts, page.advised(answer), *page.weak(answer), limits_of_the_clock())


def curves(answer: HoursAnswer) -> Section:
    """People without each need, hour by hour."""
    from sinews.clocks.hours.page import charts

    title = sentences.headline(answer).rstrip(".")
    data = _curves(answer)
    figure = drawn(
        "hours-without",
        (
            f"One small chart for each need: part of the people who go without, hour by hour. {title}.",
            "Dashed: part of the people who are hit and go without, in percent, over the hours after the outage begins "
            "(model). Darker: on their own stores. Lighter: with relief, spread so that the fewest go without.",
        ),
        data,
        charts.without,
        digest=_digest(answer, data),
        sources=sources.of_curves(answer),
    )
    return Section(title, (sentences.burden(answer),), figure=figure, topic="People without, hour by hour")


def _curves(answer: HoursAnswer) -> pl.DataFrame:
    """Percent of those hit, by need, hour and state (columns: need, hour, state, percent)."""
    homes, names = answer.homes, Names.of(answer.homes.case)
    middle = (homes.calendar.first_day + homes.calendar.last_day) * 12
    hit = max(float(homes.hit().sum()), 1e-9)
    frames = [
        pl.DataFrame({"need": names.needs[need], "hour": middle, "state": state, "percent": 100 * people[k] / hit})
        for k, need in enumerate(homes.needs)
        for state, people in (
            ("on their own", answer.relieved.lacking.sum(axis=0)),
            ("with relief", answer.relieved.without.sum(axis=0)),
        )
    ]
    return tidy(pl.concat(frames), 4)


def _digest(answer: HoursAnswer, data: pl.DataFrame) -> pl.DataFrame:
    """Percent without at some hours, a row for each need and state."""
    every = data["hour"].unique().sort().to_numpy()
    chosen = {float(every[np.abs(every - part * answer.homes.horizon).argmin()]) for part in DIGEST}
    some = data.filter(pl.col("hour").is_in(sorted(chosen))).with_columns(
        pl.format("at_hour_{}_%", pl.col("hour")).alias("at")
    )
    return some.pivot(on="at", index=["need", "state"], values="percent", maintain_order=True)


def allies(answer: HoursAnswer) -> Section:
    """The hour of each ally with its range."""
    from sinews.clocks.hours.page import charts

    homes = answer.homes
    first = sorted(soonest(answer), key=lambda typical: (typical.hour, typical.ally))
    within = sum(typical.hour < homes.horizon for typical in first)
    title = f"In {within} of {len(first)} allies it comes before hour {number(homes.horizon)}"
    data = _allies(answer)
    figure = drawn(
        "hours-allies",
        (
            f"For each ally the hour at which {number(answer.share)} % go without each vital need. {title}.",
            f"Dots: hour at which {number(answer.share)} % go without, on their own stores (model). Bars: "
            f"all ranges at their worst and at their best end. At {number(homes.horizon)}: not before.",
        ),
        data,
        charts.hours,
        sources=sources.of_hours(answer),
    )
    return Section(title, (sentences.asked_for(answer),), figure=figure, topic="Ally by ally")


def _allies(answer: HoursAnswer) -> pl.DataFrame:
    homes, names = answer.homes, Names.of(answer.homes.case)
    order = [
        typical.ally
        for typical in sorted(soonest(answer), key=lambda typical: (typical.hour, typical.low, typical.ally))
    ]
    rows = [
        (names.places[typical.ally], names.needs[typical.need], typical.low, typical.hour, typical.high)
        for ally in order
        for k in homes.vital
        for typical in of_need(answer, k)
        if typical.ally == ally
    ]
    columns = {"ally": pl.String, "need": pl.String, **dict.fromkeys(("low", "hour", "high"), pl.Float64)}
    return tidy(pl.DataFrame(rows, schema=columns, orient="row"), 3)


def buy(answer: HoursAnswer) -> tuple[Section, ...]:
    """What levers buy, one by one."""
    best = sentences.best(answer)
    if best is None:
        return ()
    from sinews.clocks.hours.page import charts

    title = f"Cheapest people-hours: {sentences.bought(best)}"
    data = page.levers(answer).with_columns(pl.col("lever").map_elements(short, return_dtype=pl.String).alias("words"))
    shown = data.filter(pl.col("million_people_hours") > 0).sort(
        "million_people_hours", "lever", descending=[True, False]
    )
    figure = drawn(
        "hours-levers",
        (
            f"What one step of each lever takes off, in million people-hours. {title}.",
            "Bars: million people-hours without, each need with its weight, that one step takes off (model). Prices "
            "stand in the table.",
        ),
        shown,
        charts.levers,
        sources=sources.of_offers(answer),
    )
    return (Section(title, figure=figure, topic="What would buy hours"),)


def limits_of_the_clock() -> Section:
    """What the clock does not know."""
    text = (
        "Surveys ask people what they think they have; where the amount was asked as well, a third of the answers "
        "fell away. Allies without a survey carry the figures of others.",
        "Stores, reserves and the order in which service returns are taken to be independent; neighbours who share, "
        "and people who leave, are not in the model. This is about civil protection, and plans no operation.",
    )
    return Section("What this clock does not know", text, topic="Limits of this clock")
