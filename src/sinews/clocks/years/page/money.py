"""Money: shares of GDP since 1960 and along the spending paths."""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page.readings import names_of
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.spending import share_of_gdp
from sinews.errors import UsageError
from sinews.present.words import plain

#: States that a chart shows one by one.
SHOWN = 8

OBSERVED = "observed"

#: How the names of paths begin that are debated, of which there are many.
DEBATED = "core_"


def path_name(path: str) -> str:
    """A spending path in words."""
    return "National pledges" if path == "national" else plain(path)


def _years(scope: Scope) -> range:
    settings = scope.case.settings
    return range(settings.start.year, settings.end.year + 1)


def _forward(scope: Scope, path: str) -> pl.DataFrame:
    """Share of GDP of each ally on a path, in the first month of each year (columns place, year, share)."""
    shares = 100 * share_of_gdp(scope.case, path, scope.allies, scope.shown.months)
    first = [12 * number for number, _ in enumerate(_years(scope)) if 12 * number < scope.shown.months]
    count, years = len(scope.allies), [year for year, _ in zip(_years(scope), first, strict=False)]
    return pl.DataFrame(
        {
            "place": np.repeat(np.array(scope.allies, dtype=object), len(first)).tolist(),
            "year": years * count,
            "share": shares[:, first].ravel(),
        }
    )


def _past(scope: Scope) -> pl.DataFrame:
    history = scope.case.table("history").filter(pl.col("place").is_in(list(scope.allies)))
    return history.select("place", pl.col("year").cast(pl.Int64), "share").sort("place", "year")


def _shown(scope: Scope) -> list[str]:
    """The paths that a picture has room for: what has been said or agreed, and the one that is asked about."""
    paths = sorted(scope.case.table("paths")["path"].unique())
    return [path for path in paths if not path.startswith(DEBATED) or path == scope.question.path]


def shares(answer: YearsAnswer) -> pl.DataFrame:
    """Median share of GDP over the allies of the group: observed, and along every path that knows them all."""
    scope = answer.scope
    parts = [_past(scope).with_columns(pl.lit(OBSERVED).alias("path"))]
    for path in _shown(scope):
        try:
            parts.append(_forward(scope, path).with_columns(pl.lit(path_name(path)).alias("path")))
        except UsageError:  # a path that leaves out some ally has no median for the group
            continue
    share = pl.col("share")
    ends = [
        share.median().alias("median_percent_of_GDP"),
        share.quantile(0.25, "linear").alias("lower_quarter_percent_of_GDP"),
        share.quantile(0.75, "linear").alias("upper_quarter_percent_of_GDP"),
        pl.len().cast(pl.Int64).alias("allies"),
    ]
    return pl.concat(parts).group_by("path", "year", maintain_order=True).agg(ends).sort("path", "year")


def shares_by_ally(answer: YearsAnswer) -> pl.DataFrame:
    """Share of GDP of the allies with the largest budgets: observed, and on the path that was asked about."""
    scope = answer.scope
    order = np.argsort(-scope.budget.sum(axis=1), kind="stable")[:SHOWN]
    leading = [scope.allies[number] for number in order]
    names = names_of(answer)
    both = pl.concat(
        [
            _past(scope).with_columns(pl.lit(OBSERVED).alias("kind")),
            _forward(scope, scope.question.path).with_columns(pl.lit("path").alias("kind")),
        ]
    ).filter(pl.col("place").is_in(leading))
    rank = {place: number for number, place in enumerate(leading)}
    return (
        both.with_columns(pl.col("place").replace_strict(rank, return_dtype=pl.Int64).alias("_rank"))
        .sort("_rank", "kind", "year")
        .select(
            pl.col("place").replace(names.places).alias("country"),
            "year",
            "kind",
            pl.col("share").alias("percent_of_GDP"),
        )
    )
