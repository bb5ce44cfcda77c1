"""What scopes of one case share of its tables: kept for as long as these are there, whatever is asked and changed."""

from __future__ import annotations

import polars as pl

from sinews.data.kept import Kept
from sinews.data.tables import PlaceKind, Status
from sinews.errors import UsageError


@Kept
def column_of(table: pl.DataFrame, key: str, column: str) -> dict[str, float]:
    """Numbers of a table by its key."""
    return dict(zip(table[key], table[column], strict=True))


@Kept
def members(groups: pl.DataFrame, places: pl.DataFrame, group: str) -> tuple[str, ...]:
    """Allies in a group, sorted. UsageError for an unknown one."""
    there = sorted(groups["group"].unique())
    if group not in there:
        raise UsageError(f"no group '{group}' in the case; there are: {', '.join(there)}")
    allies = {place for place, kind in places["place", "kind"].iter_rows() if kind == PlaceKind.ALLY}
    return tuple(sorted(place for of, place in groups["group", "place"].iter_rows() if of == group and place in allies))


@Kept
def of_items(table: pl.DataFrame, items: tuple[str, ...]) -> pl.DataFrame:
    """Rows on some items."""
    return table.filter(pl.col("item").is_in(list(items)))


@Kept
def totals(needs: pl.DataFrame) -> dict[str, float]:
    """Needs of all places together by item."""
    return dict(needs.group_by("item").agg(pl.col("quantity").sum()).sort("item").iter_rows())


@Kept
def holders(needs: pl.DataFrame, together: frozenset[str], whole: str) -> pl.DataFrame:
    """Needs by who holds for them: each place, or under the name `whole` all of them, what they hold together."""
    place = pl.when(pl.col("item").is_in(sorted(together))).then(pl.lit(whole)).otherwise("place")
    by = needs.select(place.alias("place"), "item", "quantity").group_by("place", "item")
    return by.agg(pl.col("quantity").sum()).sort("place", "item")


@Kept
def lines(sites: pl.DataFrame, items: tuple[str, ...], allies: tuple[str, ...], without: str) -> pl.DataFrame:
    """Lines of some items, but for those of a state that is left out, with what of their output allies can have."""
    inside = pl.col("place").is_in(list(allies))
    return (
        sites.filter(pl.col("item").is_in(list(items)) & (pl.col("place") != without))
        .with_columns(pl.when(inside).then(1.0).otherwise(pl.col("export_share") / 100).alias("available"))
        .sort("site")
    )


@Kept
def without(orders: pl.DataFrame, supplier: str) -> pl.DataFrame:
    """Orders but for those of a supplier."""
    return orders.filter((pl.col("supplier") != supplier).fill_null(value=True))


@Kept
def firm(table: pl.DataFrame, least: Status) -> pl.DataFrame:
    """Rows that are at least so firm."""
    return table.filter(pl.col("status").is_in([status.value for status in Status if status.rank >= least.rank]))
