"""The report on industry: output and capacity by country, who makes what, who pays and who hosts."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.components.base import MONEY
from sinews.clocks.years.page import industry, readings, sources
from sinews.clocks.years.page import sentences as phrases
from sinews.clocks.years.page.picked import picked
from sinews.clocks.years.page.readings import names_of
from sinews.present.figure import by_year, drawn
from sinews.present.page import Section
from sinews.present.words import listed, month, number

#: Countries that the chart of payers and hosts shows.
SHOWN = 12


def sections(answer: YearsAnswer) -> tuple[Section, ...]:
    """Output and capacity, parts of each item, payers and hosts."""
    return countries(answer), makers(answer), payers(answer)


def countries(answer: YearsAnswer) -> Section:
    """Output and capacity by country."""
    from sinews.clocks.years.page.charts import industry as charts_industry

    data = industry.by_country(answer)
    words = (
        "One small chart for each country: value of the finished items that its lines make for the group in a year, "
        "and could make.",
        "Blue area: output of finished items at the model's prices, EUR bn a year (the plan's choice). Dashed: "
        "capacity that the group can have. Each panel has its own scale.",
    )
    figure = drawn(
        "output-by-country",
        words,
        data,
        charts_industry.by_country,
        digest=by_year(data, "country", "capacity_billion_EUR_a_year"),
        sources=sources.of_prices(answer),
    )
    return Section(_leaders(answer, data), (picked(answer),), figure=figure, topic="Output by country")


def _leaders(answer: YearsAnswer, data: pl.DataFrame) -> str:
    """Which countries have most of the capacity at the median of the threat."""
    size = "capacity_billion_EUR_a_year"
    then = data.filter(pl.col("month") == readings.at(answer, answer.margin.median))
    leading = then.filter(pl.col("country") != industry.OTHERS)
    top = leading.sort([size, "country"], descending=[True, False]).head(3)
    most, whole = (float(frame[size].sum()) for frame in (top, then))
    if not whole:
        return "Output and capacity by country"
    share = number(100 * most / whole, 2)
    verb = "have" if top.height > 1 else "has"
    when = month(answer.margin.median)
    return f"{listed(top['country'])} {verb} {share} % of the capacity for finished items in {when}"


def makers(answer: YearsAnswer) -> Section:
    """Who makes what."""
    from sinews.clocks.years.page.charts import industry as charts_industry

    size = pl.col("at_the_median_of_the_threat")
    share = (100 * size / size.sum().over("item")).fill_nan(0.0).alias("percent")
    data = industry.by_item(answer).with_columns(share)
    words = (
        "A grid: for each item, the part of its capacity that each country hosts, in percent.",
        f"Percent of the monthly capacity that the group can have in {month(answer.margin.median)}, the median of the "
        "threat, with the extra capacity that the plan orders. Darker: more. Parts below half a percent are left out.",
    )
    wide = data.pivot(on="country", index="item", values="percent", maintain_order=True).sort("item")
    figure = drawn(
        "capacity-by-item",
        words,
        data,
        charts_industry.by_item,
        digest=wide,
        sources=sources.of_lines(answer),
    )
    alone = data.filter((pl.col("percent") >= 50) & (pl.col("country") != industry.OTHERS))["item"].n_unique()
    of = data["item"].n_unique()
    return Section(
        f"For {alone} of {of} items, one country has half of the capacity or more",
        figure=figure,
        topic="Who makes what",
    )


def payers(answer: YearsAnswer) -> Section:
    """Who pays and who hosts."""
    from sinews.clocks.years.page.charts import industry as charts_industry

    data = pays_and_hosts(answer)
    words = (
        "Two bars for each country: what it pays for finished items and lines over the whole horizon, and the value of "
        "the finished items that its lines make for the group.",
        "Solid: what the country pays, EUR bn over the whole horizon. Hollow: value of the finished items that its "
        "lines make for the group, at the same prices (both: model).",
    )
    figure = drawn(
        "payers-and-hosts",
        words,
        data,
        charts_industry.pays_and_hosts,
        sources=sources.of_money(answer),
    )
    payer, host = (
        data.sort([f"{name}_billion_EUR", "country"], descending=[True, False]).row(0, named=True)
        for name in ("pays", "hosts")
    )
    title = (
        f"{payer['country']} pays most, EUR {number(payer['pays_billion_EUR'])} bn; "
        f"{host['country']} hosts most, EUR {number(host['hosts_billion_EUR'])} bn"
    )
    return Section(title, figure=figure, topic="Who pays, who hosts")


def pays_and_hosts(answer: YearsAnswer) -> pl.DataFrame:
    """What each country pays and hosts over the horizon, billion EUR; the largest first, the rest summed."""
    scope, names = answer.scope, names_of(answer)
    paid = readings.payments(answer).filter(
        (pl.col("account") == MONEY.name) & ~pl.col("heading").is_in([*phrases.FIRST])
    )
    made = (
        readings.made(answer)
        .join(scope.items_table.select("item", "price").drop_nulls(), on="item")
        .select("place", (pl.col("value") * pl.col("price")).alias("million_EUR"))
    )
    sums = [
        frame.group_by("place").agg((pl.col("million_EUR").sum() / 1000).alias(f"{name}_billion_EUR"))
        for name, frame in (("pays", paid), ("hosts", made))
    ]
    both = sums[0].join(sums[1], on="place", how="full", coalesce=True).fill_null(0.0)
    whole = pl.sum_horizontal("pays_billion_EUR", "hosts_billion_EUR")
    ordered = both.sort([whole, "place"], descending=[True, False]).with_row_index("_rank")
    country = pl.when(pl.col("_rank") < SHOWN).then(pl.col("place").replace(names.places))
    return (
        ordered.with_columns(country.otherwise(pl.lit(industry.OTHERS)).alias("country"))
        .group_by("country", maintain_order=True)
        .agg(pl.col("pays_billion_EUR").sum(), pl.col("hosts_billion_EUR").sum())
    )
