"""The report on what would buy time: the ladder from today's course on, levers by their price, the best package."""

from __future__ import annotations

from functools import partial

import polars as pl

from sinews.clocks.years import YearsAnswer
from sinews.views import phrases
from sinews.views import report_sources as sources
from sinews.views.page import Section
from sinews.views.report_figure import drawn
from sinews.views.words import listed, month, number, span

#: What a rung splits off, in words.
PARTS = {"money": "money", "time": "time", "industry": "industry"}


def ladder(answer: YearsAnswer, rungs: pl.DataFrame) -> Section:
    """Ready dates from rung to rung, as a waterfall.

    `rungs`: rung (a number), name, lever, ready (blank: not within the horizon), part, points; the first is today's
    course.
    """
    from sinews.views import charts_buy

    starts, margin = answer.scope.calendar.starts(), answer.margin
    words = (
        f"A waterfall of ready dates. {split(answer, rungs)} {headline(answer, rungs)}.",
        "Grey: from today to the ready date on today's course, and to the one on the last rung. Between them, the time "
        "that each rung takes off (model): dark blue is money, orange is time, light blue is industry. Sand: from the "
        f"early date of the threat to its median, {month(margin.median)} (red line).",
    )
    draw = partial(charts_buy.ladder, start=starts[0], early=margin.early, median=margin.median, end=starts[-1])
    figure = drawn(
        "ladder",
        words,
        steps(answer, rungs),
        draw,
        digest=rungs.drop("lever"),
        sources=sources.of_levers(answer, rungs["lever"]),
    )
    return Section(headline(answer, rungs), (split(answer, rungs),), figure=figure, topic="The ladder")


def steps(answer: YearsAnswer, rungs: pl.DataFrame) -> pl.DataFrame:
    """The bars of the waterfall: from today to the first date, one a rung for what it takes off, and what is left."""
    starts = answer.scope.calendar.starts()
    date = pl.col("ready").fill_null(starts[-1])
    known = rungs.sort("rung").with_columns(
        date.alias("from_month"),
        date.shift(1).alias("to_month"),
        (pl.col("rung") == pl.col("rung").min()).alias("_first"),
    )
    whole = pl.lit(starts[0])
    bars = known.with_columns(
        pl.when("_first").then(whole).otherwise("from_month").alias("from_month"),
        pl.when("_first").then("from_month").otherwise("to_month").alias("to_month"),
        pl.when("_first").then(pl.lit("whole")).otherwise("part").alias("part"),
    )
    words = [
        _words(answer, row, before)
        for row, before in zip(known.iter_rows(named=True), [None, *known["ready"].to_list()][:-1], strict=True)
    ]
    named = bars.with_columns(pl.Series("words", words)).select(
        pl.col("name").alias("rung"), "words", "ready", "from_month", "to_month", "part"
    )
    last = known.tail(1).select(
        pl.lit("What is left").alias("rung"),
        pl.lit(f"What is left: ready {_date(answer, known['ready'][-1])}").alias("words"),
        "ready",
        whole.alias("from_month"),
        pl.col("from_month").alias("to_month"),
        pl.lit("whole").alias("part"),
    )
    return pl.concat([named, last])


def _date(answer: YearsAnswer, ready: object) -> str:
    return f"{ready:%b %Y}" if ready else f"not before {phrases.end(answer)}"


def _words(answer: YearsAnswer, row: dict[str, object], before: object) -> str:
    """What stands above a bar: the rung, its date, and what it takes off."""
    when, ready = _date(answer, row["ready"]), row["ready"]
    if before is None or ready is None:
        return f"{row['name']}: {when}"
    months = round((before - ready).days / 30.4)  # type: ignore[operator]
    return f"{row['name']}: {when}, {f'{months} months earlier' if months else 'no earlier'}"


def split(answer: YearsAnswer, rungs: pl.DataFrame) -> str:
    """The gap in parts: what money, time and industry each take off, in one sentence."""
    bars = steps(answer, rungs).filter(pl.col("part") != "whole")
    taken = bars.with_columns(((pl.col("to_month") - pl.col("from_month")).dt.total_days() / 30.4).alias("months"))
    sums = dict(taken.group_by("part", maintain_order=True).agg(pl.col("months").sum().round(0)).iter_rows())
    parts = [f"{PARTS.get(part, part)} {span(int(months))}" for part, months in sums.items() if months]
    return f"Of the gap, {listed(parts)}." if parts else "No rung brings the date forward."


def headline(answer: YearsAnswer, rungs: pl.DataFrame) -> str:
    """From today's course to the last rung, as a title."""
    first, last = (_date(answer, rungs.sort("rung")["ready"][place]) for place in (0, -1))
    return f"On today's course: {first}; with every rung of the ladder: {last}"


def frontier(answer: YearsAnswer, found: pl.DataFrame) -> Section:
    """Money against the ready date, step by step.

    `found`: step (0: nothing bought), lever, name, decides, money_million_EUR (in all), ready, days (earlier, in all),
    points.
    """
    from sinews.views import charts_buy

    last = found.sort("step").row(found.height - 1, named=True)
    title = (
        f"EUR {number(last['money_million_EUR'])} million would buy {number(last['days'], 2)} days"
        if last["days"]
        else f"{found.height - 1} steps for EUR {number(last['money_million_EUR'])} million"
    )
    key = [
        f"{row['name']} ({row['decides']}): EUR {number(row['money_million_EUR'])} million in all, "
        f"{number(row['days'], 2)} days earlier"
        for row in found.sort("step").iter_rows(named=True)
        if row["step"]
    ]
    words = (
        f"Money against the ready date, step by step. {title}.",
        "Each point is one more step of a lever, the best of those left, measured together with all before it (model). "
        "The numbers are those of the list.",
    )
    figure = drawn(
        "frontier",
        words,
        found,
        charts_buy.frontier,
        sources=sources.of_levers(answer, found["lever"].drop_nulls()),
        key=tuple(key),
    )
    return Section(title, figure=figure, topic="What would buy time")
