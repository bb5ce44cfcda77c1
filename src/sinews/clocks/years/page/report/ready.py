"""The report on when: coverage against the threat, item by item, and what is covered when."""

from __future__ import annotations

from datetime import date
from functools import partial

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page import readings, sources
from sinews.clocks.years.page import sentences as phrases
from sinews.clocks.years.scope import GROUP
from sinews.present.figure import by_year, drawn
from sinews.present.page import Section
from sinews.present.tables import named as named_rows
from sinews.present.words import lowered, month, number


def sections(answer: YearsAnswer) -> tuple[Section, ...]:
    """Coverage of all needs at once, of each with its range, and the months in which they are covered."""
    return overview(answer), coverage(answer), first(answer)


def slowest(answer: YearsAnswer) -> tuple[str, date | None]:
    """The item that the plan covers last, and from when (None: not within the horizon)."""
    row = readings.first_covered(answer).tail(1).row(0, named=True)
    return row["item"], row["first_month"]


def overview(answer: YearsAnswer) -> Section:
    """Coverage of every item in one chart, against the threat."""
    from sinews.clocks.years.page.charts import ready as charts_ready

    level, (last, day) = readings.standard(answer), slowest(answer)
    data = readings.coverage(answer)
    when = f"in {month(day)}" if day else f"after {phrases.end(answer)}"
    words = (
        f"Lines: share of each need that stocks cover, month by month, before the probability that an attack has "
        f"become possible. The last to be covered is {lowered(last)}, {when}. {phrases.covered(answer)}",
        f"Lines: share of each need that the plan covers (model); blue and dashed, the item that comes last. Sand: "
        f"chance that an attack has become possible by then, from dated statements. Red line across: the standard, "
        f"{number(level)} %.",
    )
    figure = drawn(
        "coverage-and-threat",
        words,
        data,
        partial(
            charts_ready.overview, standard=level, ready=answer.margin.ready, median=answer.margin.median, last=last
        ),
        digest=by_year(data, "item", "coverage_percent"),
        sources=sources.of_coverage(answer),
    )
    return Section(
        f"{last}: last to be covered, {when}", (phrases.covered(answer),), figure=figure, topic="Coverage and threat"
    )


def coverage(answer: YearsAnswer) -> Section:
    """Coverage of each item, with the range of its need."""
    from sinews.clocks.years.page.charts import ready as charts_ready

    level = readings.standard(answer)
    data = with_ranges(answer)
    words = (
        f"One small chart for each item: share of the need that stocks cover, month by month, with a band for the "
        f"range of the need. {phrases.covered(answer)}",
        f"Dashed: share of the need that is covered (model). Blue band: the same stocks against the low and the high "
        f"end of the need's range. Brown line: chance that an attack has become possible by then. Red: the standard, "
        f"{number(level)} %.",
    )
    figure = drawn(
        "coverage",
        words,
        data,
        partial(charts_ready.coverage, standard=level),
        digest=_ends(answer, data),
        sources=sources.of_needs(answer),
    )
    return Section(_title(answer, data), figure=figure, topic="Item by item")


def _at_median(answer: YearsAnswer, data: pl.DataFrame) -> pl.DataFrame:
    return data.filter(pl.col("month") == readings.at(answer, answer.margin.median))


def _title(answer: YearsAnswer, data: pl.DataFrame) -> str:
    """How sure it is that a need is met when the threat reaches its median."""
    level = readings.standard(answer) - readings.SLACK
    then = _at_median(answer, data)
    sure = then.filter(pl.col("coverage_low_percent") >= level).height
    even = then.filter(pl.col("coverage_high_percent") >= level).height
    return (
        f"At the median of the threat, {sure} of {then.height} needs are covered even at the high end of their "
        f"range, {even} at the low end"
    )


def _ends(answer: YearsAnswer, data: pl.DataFrame) -> pl.DataFrame:
    names = {"coverage": "covered", "coverage_low": "covered_if_the_need_is_high"}
    names["coverage_high"] = "covered_if_the_need_is_low"
    return _at_median(answer, data).select(
        "item", "month", *(pl.col(f"{old}_percent").alias(f"{new}_percent") for old, new in names.items())
    )


def with_ranges(answer: YearsAnswer) -> pl.DataFrame:
    """Coverage by item and month, also if every need stands at the high (`_low`) or low (`_high`) end of its range."""
    scope = answer.scope
    ends = {"coverage_low_percent": "quantity_high", "coverage_high_percent": "quantity_low"}
    stocks, counted = (
        readings.rows(answer, name).select("subject", "place", "month", pl.col("value").alias(name))
        for name in ("stock", "counted")
    )
    stocks = stocks.join(counted, on=["subject", "place", "month"], how="left", maintain_order="left")
    stocks = stocks.with_columns(pl.coalesce("counted", "stock").alias("stock"))
    needs = scope.needs.select("place", pl.col("item").alias("subject"), *ends.values())
    holder = pl.when(pl.col("subject").is_in(list(scope.together))).then(pl.lit(GROUP)).otherwise("place")
    both = (
        stocks.join(needs, on=["place", "subject"], maintain_order="left")
        .group_by(holder.alias("place"), "subject", "month", maintain_order=True)
        .agg(pl.col("stock", *ends.values()).sum())
    )
    shares = [
        (100 * (1 - (pl.col(need) - pl.col("stock")).clip(lower_bound=0).sum() / pl.col(need).sum()))
        .clip(0, 100)
        .alias(name)
        for name, need in ends.items()
    ]
    summed = both.group_by("subject", "month", maintain_order=True).agg(shares)
    named = named_rows(summed, "subject", readings.names_of(answer).items, "item")
    columns = ["item", "month", "coverage_percent", *ends, "threat_percent"]
    return readings.coverage(answer).join(named, on=["item", "month"], maintain_order="left").select(columns)


def first(answer: YearsAnswer) -> Section:
    """First month in which each item is covered."""
    from sinews.clocks.years.page.charts import ready as charts_ready

    margin, starts = answer.margin, answer.scope.shown.starts()
    table = readings.first_covered(answer)
    months = table["first_month"].drop_nulls()
    words = (
        f"First month in which each item is covered, in order. {phrases.covered(answer)}",
        f"Circle: first month in which the plan covers the need (model). Triangle: not by {phrases.end(answer)}. Sand: "
        f"from {month(margin.early)}, the early date of the threat, to its median, {month(margin.median)} (red line).",
    )
    figure = drawn(
        "first-covered",
        words,
        table.select("item", "first_month"),
        partial(charts_ready.first_covered, start=starts[0], early=margin.early, median=margin.median, end=starts[-1]),
        sources=sources.of_times(answer),
    )
    title = (
        f"What comes first: {lowered(table['item'][0])}, {month(months[0])}" if months.len() else "Nothing is covered"
    )
    return Section(title, (phrases.shortfall(answer),), figure=figure, topic="What is covered when")
