"""From a spending path to money by month, and from forces to needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from sinews.data.case import Case
from sinews.data.kept import Kept
from sinews.data.months import month_after
from sinews.errors import UsageError
from sinews.model.calendar import Array


def monthly_gdp(case: Case, allies: Sequence[str], months: int) -> Array:
    """GDP by ally and month (a twelfth of the year's), million EUR; shape (allies, months).

    Years that the table lacks take the nearest year that it has.
    """
    return _by_month(case.table("economy"), "gdp", allies, case.settings.start, months) / 12


def share_of_gdp(case: Case, path: str, allies: Sequence[str], months: int) -> Array:
    """Share of GDP for defence on a spending path by ally and month, 0 to 1; linear between anchor years.

    Raises UsageError for a path that the case does not have.
    """
    table = case.table("paths")
    if path not in set(table["path"]):
        known = sorted(table["path"].unique())
        raise UsageError(f"no spending path '{path}' in the case; there are: {', '.join(known)}")
    return _by_month(_of_path(table, path), "share", allies, case.settings.start, months) / 100


@Kept
def _of_path(table: pl.DataFrame, path: str) -> pl.DataFrame:
    return table.filter(pl.col("path") == path)


def _by_month(table: pl.DataFrame, column: str, allies: Sequence[str], start: date, months: int) -> Array:
    """Numbers of a table by ally and month; nobody changes them."""
    return _interpolated(table, column, tuple(allies), start, months)


@Kept
def _interpolated(table: pl.DataFrame, column: str, allies: tuple[str, ...], start: date, months: int) -> Array:
    years = np.array([month_after(start, m).year for m in range(months)], dtype=float)
    rows = {place[0]: part.sort("year") for place, part in table.partition_by("place", as_dict=True).items()}
    missing = [ally for ally in allies if ally not in rows]
    if missing:
        raise UsageError(f"no row on {column} for {', '.join(missing)}; add it to the table or leave the ally out")
    return np.array([np.interp(years, rows[a]["year"].to_numpy(), rows[a][column].to_numpy()) for a in allies])


def monthly_budget(case: Case, path: str, allies: Sequence[str], months: int) -> Array:
    """Money for the modelled items by ally and month, million EUR; shape (allies, months).

    GDP x share of GDP for defence x share of it for equipment x share of that for the modelled items.
    """
    table = case.table("budgets")
    rows = dict(zip(table["place"], zip(table["equipment_share"], table["modelled_share"], strict=True), strict=True))
    part: Array = np.array([rows[a][0] * rows[a][1] / 1e4 for a in allies])
    budget: Array = monthly_gdp(case, allies, months) * share_of_gdp(case, path, allies, months) * part[:, None]
    return budget


def needs(case: Case, needs_set: str, allies: Sequence[str]) -> pl.DataFrame:
    """Needs by ally and item (columns place, item, quantity, quantity_low, quantity_high), sorted.

    Raises UsageError for a set of needs that the case does not have.

    Sum over forces of number x items per force x days of supply: NATO's methods for stockpiles and force goals
    differ only in what they count as a force.
    """
    scales = case.table("scales")
    if needs_set not in set(scales["needs_set"]):
        known = sorted(scales["needs_set"].unique())
        raise UsageError(f"no set of needs '{needs_set}' in the case; there are: {', '.join(known)}")
    return _needs(scales, case.table("forces"), needs_set, tuple(allies))


@Kept
def _needs(scales: pl.DataFrame, forces: pl.DataFrame, needs_set: str, allies: tuple[str, ...]) -> pl.DataFrame:
    """The sum over the forces of some allies, as `needs` has it."""
    joined = (
        forces.filter(pl.col("place").is_in(list(allies)))
        .join(scales, on=["needs_set", "force"], suffix="_forces")
        .filter(pl.col("needs_set") == needs_set)
    )
    ends = {"quantity": "", "quantity_low": "_low", "quantity_high": "_high"}
    products = [
        (pl.col(f"quantity{end}") * pl.col(f"per_force{end}") * pl.col(f"days{end}")).sum().alias(name)
        for name, end in ends.items()
    ]
    return joined.group_by("place", "item").agg(products).filter(pl.col("quantity") > 0).sort("place", "item")
