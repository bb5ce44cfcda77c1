"""A figure of the report: the chart and its numbers are the same table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import polars as pl

from sinews.present.page import Chart, Figure
from sinews.present.tables import tidy


def drawn(
    name: str,
    words: tuple[str, str],
    data: pl.DataFrame,
    draw: Callable[[pl.DataFrame], Chart],
    *,
    digest: pl.DataFrame | None = None,
    sources: pl.DataFrame | None = None,
    key: tuple[str, ...] = (),
) -> Figure:
    """A figure in the common look; `words`: what it shows for those who cannot see it, and how to read it."""
    table = tidy(data)
    short = None if digest is None else tidy(digest, 3)
    return Figure(name, *words, table, partial(_styled, draw, table), short, sources, key)


def _styled(draw: Callable[[pl.DataFrame], Chart], data: pl.DataFrame) -> Chart:
    from sinews.present.charts import styled

    return styled(draw(data))


def by_year(data: pl.DataFrame, names: str, values: str) -> pl.DataFrame:
    """A long table with a column `month` as one row a name and one column a year, with the value of its first month."""
    first = data.filter(pl.col("month").dt.month() == 1).with_columns(
        pl.col("month").dt.year().cast(pl.String).alias("_")
    )
    return first.pivot(on="_", index=names, values=values, maintain_order=True)
