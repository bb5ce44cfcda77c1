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
        paths = sorted(table["path"].unique())
        raise UsageError(f"no spending path '{path}' in the case; there are: {', '.join(paths)}")
    return _by_month(_of_path(table, path), "share", allies, case.settings.start, months) / 100


@Kept
def _of_path(table: pl.DataFrame, path: str) -> pl.DataFrame:
    return table.filter(pl.col("path") == path)


def _by_month(table: pl.DataFrame, column: str, allies: Sequence[str], start: date, months: int) -> Array:
    """Numbers of a table by ally and month; nobody changes them."""
    return _interpolated(table, column, tuple(allies), start, months)


@Kept
def _interpolated(table: pl.DataFrame, column: str, allies: tuple[str, ...], start: date, months: int) -> Array:
    years = _years(start, months)
    rows = {place[0]: part.sort("year") for place, part in table.partition_by("place", as_dict=True).items()}
    missing = [ally for ally in allies if ally not in rows]
    if missing:
        raise UsageError(f"no row on {column} for {', '.join(missing)}; add it to the table or leave the ally out")
    return np.array([np.interp(years, rows[a]["year"].to_numpy(), rows[a][column].to_numpy()) for a in allies])


def _years(start: date, months: int) -> Array:
    """Calendar year of each month, shape (months,)."""
    return np.array([month_after(start, month).year for month in range(months)], dtype=float)


def monthly_budget(case: Case, path: str, allies: Sequence[str], months: int) -> Array:
    """Core defence budget by ally and month, million EUR: GDP x share of it; shape (allies, months)."""
    return np.asarray(monthly_gdp(case, allies, months) * share_of_gdp(case, path, allies, months))


def monthly_standing(case: Case, path: str, allies: Sequence[str], months: int) -> Array:
    """Pay, operation and infrastructure by ally and month, million EUR; shape (allies, months).

    Their share of the expenditure of the year of the start, whatever the path holds for later years; a part more each
    year, since pay and prices of the same forces grow. With `standing_moves` a part of what is spent beyond the share
    of that year is of the same kind; of what is spent less, it is saved.
    """
    table = case.table("budgets")
    shares = dict(zip(table["place"], table["standing_share"], strict=True))
    share = np.array([shares[ally] for ally in allies]) / 100
    whole = 12 * monthly_gdp(case, allies, 1)[:, 0] * _spent_at_start(case, path, allies)
    years = _years(case.settings.start, months) - case.settings.start.year
    growth = 1 + case.setting("standing_growth", 0.0) / 100
    kept = (share * whole / 12)[:, None] * growth**years
    moves = case.setting("standing_moves", 0.0) / 100
    if not moves:
        return np.asarray(kept)
    gdp, spent = monthly_gdp(case, allies, months), _spent_at_start(case, path, allies)
    more = gdp * (share_of_gdp(case, path, allies, months) - spent[:, None])
    return np.asarray(np.maximum(kept + moves * more, 0.0))


def _spent_at_start(case: Case, path: str, allies: Sequence[str]) -> Array:
    """Share of GDP in the year of the start: as observed then or the year before, or else on the path; (allies,)."""
    seen = _observed(case.table("history"), case.settings.start.year)
    ahead = share_of_gdp(case, path, allies, 1)[:, 0]
    return np.array([seen[ally] / 100 if ally in seen else share for ally, share in zip(allies, ahead, strict=True)])


@Kept
def _observed(history: pl.DataFrame, year: int) -> dict[str, float]:
    """Share of GDP by place as observed in a year or the one before, percent."""
    near = history.filter(pl.col("year").is_between(year - 1, year)).sort("year").unique("place", keep="last")
    return dict(zip(near["place"], near["share"], strict=True))


def claimed(case: Case) -> bool:
    """Whether anything is paid before the items: pay, operation and infrastructure, or a domain."""
    return bool((case.table("budgets")["standing_share"] > 0).any() or (case.table("domain_shares")["share"] > 0).any())


def monthly_domains(case: Case, allies: Sequence[str], months: int) -> dict[str, Array]:
    """What each domain takes by ally and month, million EUR, by code of the domain; each of shape (allies, months)."""
    table, gdp = case.table("domain_shares"), monthly_gdp(case, allies, months)
    amounts: dict[str, Array] = {}
    years = _years(case.settings.start, months)
    for (domain, place), (dated, shares) in _anchors(table).items():
        if place in allies:
            share = np.interp(years, dated, shares) / 100
            taken = amounts.setdefault(domain, np.zeros_like(gdp))
            taken[allies.index(place)] = gdp[allies.index(place)] * share
    return amounts


@Kept
def _anchors(table: pl.DataFrame) -> dict[tuple[str, str], tuple[Array, Array]]:
    """Years and shares of GDP in them by domain and place, sorted; of each shape (years,)."""
    parts = ((key, rows.sort("year")) for key, rows in table.partition_by("domain", "place", as_dict=True).items())
    by_key = {(domain, place): (rows["year"].to_numpy(), rows["share"].to_numpy()) for (domain, place), rows in parts}
    return dict(sorted(by_key.items()))


def needs(case: Case, needs_set: str, allies: Sequence[str]) -> pl.DataFrame:
    """Needs by ally and item (columns place, item, quantity, quantity_low, quantity_high), sorted.

    Raises UsageError for a set of needs that the case does not have.

    Sum over forces of number x items per force x days of supply: NATO's methods for stockpiles and force goals
    differ only in what they count as a force.
    """
    scales = case.table("scales")
    if needs_set not in set(scales["needs_set"]):
        sets = sorted(scales["needs_set"].unique())
        raise UsageError(f"no set of needs '{needs_set}' in the case; there are: {', '.join(sets)}")
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
