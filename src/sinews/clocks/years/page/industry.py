"""Who makes what: output and capacity by country and by item."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page.readings import at, names_of, rows

#: Countries that a chart shows one by one; the rest are summed.
SHOWN = 8

OTHERS = "Other countries"


def by_country(answer: YearsAnswer) -> pl.DataFrame:
    """Output and capacity of finished items by country and period, at the items' prices, billion EUR a year.

    Inputs carry no price of their own; they are in the price of what they go into.
    """
    scope = answer.scope
    prices = scope.items_table.select("item", "price").drop_nulls()
    sites = scope.sites.select("site", "item").join(prices, on="item")
    length = pl.DataFrame({"month": scope.shown.starts(), "months": scope.shown.length})
    worth = 12 * pl.col("value") * pl.col("price") / 1000
    output = rows(answer, "output").join(length, on="month").with_columns(pl.col("value") / pl.col("months"))
    parts = [
        frame.join(sites, left_on="subject", right_on="site")
        .group_by("place", "month", maintain_order=True)
        .agg(worth.sum().alias(f"{name}_billion_EUR_a_year"))
        for name, frame in (("output", output), ("capacity", rows(answer, "capacity")))
    ]
    both = parts[0].join(parts[1], on=["place", "month"])
    return _led(both.sort("place", "month"), answer, "capacity_billion_EUR_a_year", ["month"])


def by_item(answer: YearsAnswer) -> pl.DataFrame:
    """Capacity by item and country at the start and when the threat reaches its median, per month."""
    scope = answer.scope
    days = {"at_the_start": scope.shown.starts()[0], "at_the_median_of_the_threat": at(answer, answer.margin.median)}
    columns = [pl.col("value").filter(pl.col("month") == day).sum().alias(name) for name, day in days.items()]
    table = (
        rows(answer, "capacity")
        .join(scope.sites.select("site", pl.col("item").alias("code")), left_on="subject", right_on="site")
        .group_by("place", "code", "unit", maintain_order=True)
        .agg(columns)
        .with_columns(pl.col("code").replace(names_of(answer).items).alias("item"))
        .with_columns(
            (pl.col("at_the_median_of_the_threat") / pl.col("at_the_median_of_the_threat").sum().over("code"))
            .fill_nan(0.0)
            .alias("_share")
        )
    )
    return _led(table, answer, "_share", ["item", "unit"])


def _led(table: pl.DataFrame, answer: YearsAnswer, size: str, keys: list[str]) -> pl.DataFrame:
    """Countries named, the largest by the sum of `size` first and the rest summed up under one name."""
    sizes = table.group_by("place", maintain_order=True).agg(pl.col(size).sum())
    order = sizes.sort([size, "place"], descending=[True, False])
    leading = order["place"].head(SHOWN).to_list()
    names = names_of(answer)
    country = {place: names.place(place) if place in leading else OTHERS for place in order["place"]}
    rank = {names.place(place): number for number, place in enumerate(leading)} | {OTHERS: len(leading)}
    values = [column for column, kind in table.schema.items() if kind == pl.Float64]
    return (
        table.with_columns(pl.col("place").replace(country).alias("country"))
        .group_by("country", *keys, maintain_order=True)
        .agg(pl.col(name).sum() for name in values)
        .with_columns(pl.col("country").replace_strict(rank, return_dtype=pl.Int64).alias("_rank"))
        .sort("_rank", *keys)
        .drop("_rank", *[name for name in values if name.startswith("_")])
        .select("country", *keys, *[name for name in values if not name.startswith("_")])
    )
