"""What a finding stands on: the rows of the case behind a limit, and how firm the weakest of them is."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sinews.clocks.years.limits import Limit
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.steps import chain
from sinews.data.grounds import Ground

#: Lines of an item, or allies of a group, that are named: those with the most, until they carry this share.
LEADING, CARRIED = 5, 0.8


def footing(scope: Scope, every: pl.DataFrame, limit: Limit, subject: str) -> pl.DataFrame:
    """The rows of `every` (what `sinews.data.grounds.figures` gives) on which a limit stands, the largest first.

    Of many lines or allies those are taken that together carry four fifths of the whole.
    """
    finders = {
        Limit.MONEY: lambda: _money(scope, every, subject),
        Limit.LINES: lambda: _rates(scope, every, (subject,)),
        Limit.ROOM: lambda: _of_lines(scope, every, subject, "rate_max"),
        Limit.CARRY_OVER: lambda: _at(every, "parameters", "value", ["carry_over_share"]),
        Limit.DELAY: lambda: _at(every, "places", "contracting_delay", _buyers(scope, subject)),
        Limit.LEAD_TIME: lambda: _at(every, "items", "lead_time", [subject]),
        Limit.BUILD_LAG: lambda: _of_lines(scope, every, subject, "build_lag"),
        Limit.CHAIN: lambda: _rates(scope, every, chain(scope.case, subject)),
    }
    return finders[limit]()


def confidence(rows: pl.DataFrame) -> Ground | None:
    """The weakest that any of the rows rests on; None without rows."""
    order = list(Ground)
    found = [Ground(ground) for ground in rows["weakest"].to_list()]
    return max(found, key=order.index) if found else None


def _at(every: pl.DataFrame, table: str, column: str, keys: Sequence[str]) -> pl.DataFrame:
    """The number `column` of rows of a table, in the order of their keys given."""
    rank = {key: number for number, key in enumerate(keys)}
    chosen = every.filter((pl.col("table") == table) & (pl.col("column") == column) & pl.col("row").is_in(list(keys)))
    return (
        chosen.with_columns(pl.col("row").replace_strict(rank, return_dtype=pl.Int64).alias("_rank"))
        .sort("_rank")
        .drop("_rank")
    )


def _money(scope: Scope, every: pl.DataFrame, ally: str) -> pl.DataFrame:
    year = scope.case.settings.start.year
    anchors = scope.case.table("paths").filter((pl.col("path") == scope.question.path) & (pl.col("place") == ally))
    last = [f"{scope.question.path}/{ally}/{found}" for found in anchors["year"].sort().tail(1)]
    return pl.concat(
        [
            _at(every, "economy", "gdp", [f"{ally}/{year}"]),
            _at(every, "paths", "share", last),
            _at(every, "budgets", "equipment_share", [ally]),
            _at(every, "budgets", "modelled_share", [ally]),
        ]
    )


def _rates(scope: Scope, every: pl.DataFrame, items: Sequence[str]) -> pl.DataFrame:
    """Latest trusted rates of the leading lines of each item."""
    latest = scope.trusted("capacity").sort("site", "date", "status").group_by("site", maintain_order=True).last()
    lines = latest.join(scope.sites.select("site", "item"), on="site")
    keys: list[str] = []
    for item in items:
        for site, when, status in (
            _leading(lines.filter(pl.col("item") == item), "rate").select("site", "date", "status").rows()
        ):
            keys.append(f"{site}/{when}/{status}")
    return _at(every, "capacity", "rate", keys)


def _of_lines(scope: Scope, every: pl.DataFrame, item: str, column: str) -> pl.DataFrame:
    """A number of the lines of an item inside the group that may grow most."""
    sites = scope.sites.filter((pl.col("item") == item) & pl.col("place").is_in(list(scope.allies)))
    return _at(every, "sites", column, _leading(sites, "rate_max")["site"].to_list())


def _buyers(scope: Scope, subject: str) -> list[str]:
    """The ally itself, or the allies of the group with the most money."""
    if subject in scope.allies:
        return [subject]
    frame = pl.DataFrame({"place": list(scope.allies), "money": scope.budget.sum(axis=1)})
    return _leading(frame.with_columns(pl.col("place").alias("site")), "money")["place"].to_list()


def _leading(rows: pl.DataFrame, size: str) -> pl.DataFrame:
    """The largest rows by a column, until they carry four fifths of the whole."""
    ordered = rows.sort([size, "site"], descending=[True, False])
    before = ordered[size].cum_sum() - ordered[size]
    return ordered.filter(before < CARRIED * float(ordered[size].sum())).head(LEADING)
