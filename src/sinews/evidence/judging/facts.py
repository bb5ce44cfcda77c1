"""Which facts of a case are about what a claim says: entity, subject, quantity, unit and year have to agree."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from sinews.data.case import Case

#: How facts call expenditure on defence, and a share of GDP.
SPENDING, SHARE = ("defence_expenditure", "military_expenditure"), ("share_of_gdp",)

#: How they call it as money of the year, in which units, and what is only asked for.
AMOUNT = ("annual_amount", "annual_amount_current_prices")
MONEY = ("million_{}", "billion_{}", "billion_{}/year", "{}")
REQUIRED = "requirement"

#: Facts that say what is, not what is to be.
SEEN = ("observed", "estimate")

#: How they call what is there, and what is made.
STOCK, MADE = ("stock",), ("production_rate", "production", "capacity")


def about(
    case: Case, entity: str, subjects: Iterable[str], quantities: Iterable[str], unit: str, year: int
) -> tuple[str, ...]:
    """Ids of the facts on one thing in a year, in their order."""
    facts = case.table("facts")
    rows = facts.filter(
        (pl.col("entity") == entity)
        & pl.col("subject").is_in(list(subjects))
        & pl.col("quantity").is_in(list(quantities))
        & (pl.col("unit") == unit)
        & (pl.col("period_start").str.slice(0, 4) == str(year))
        & pl.col("status").is_in(SEEN)
        & pl.col("value").is_not_null()
    )
    return tuple(rows["fact"])


def shares(case: Case, place: str, year: int) -> tuple[str, ...]:
    """Facts on the share of GDP that a state spends on defence."""
    return about(case, place, SPENDING, SHARE, "percent", year)


def amounts(case: Case, place: str, currency: str, year: int, *, ahead: bool) -> tuple[str, ...]:
    """Facts on the money that a state spends on defence in a year; `ahead`: what is announced, not what is."""
    rows = case.table("facts").filter(
        (pl.col("entity") == place)
        & pl.col("subject").is_in(SPENDING)
        & pl.col("quantity").is_in(AMOUNT)
        & pl.col("unit").is_in([form.format(currency) for form in MONEY])
        & (pl.col("period_start").str.slice(0, 4) == str(year))
        & (pl.col("status").is_in(SEEN) ^ pl.lit(ahead))
        & (pl.col("status") != REQUIRED)
        & pl.col("value").is_not_null()
    )
    return tuple(rows["fact"])


def incidents(case: Case, subject: str, first: int, last: int) -> tuple[str, ...]:
    """Facts on how many incidents there were in two years, in pairs of one source each, earlier and later."""
    rows = case.table("facts").filter(
        (pl.col("entity") == "Europe")
        & (pl.col("subject") == subject)
        & (pl.col("quantity") == "count")
        & (pl.col("unit") == "incidents/year")
        & pl.col("value").is_not_null()
    )
    by_year = [
        rows.filter(pl.col("period_start") == str(year)).unique("source", keep="first") for year in (first, last)
    ]
    pairs = by_year[0].join(by_year[1], on="source", suffix="_later").sort("fact").select("fact", "fact_later")
    return tuple(fact for pair in pairs.iter_rows() for fact in pair)


def stocks(case: Case, place: str, item: str, year: int) -> tuple[str, ...]:
    """Facts on stocks of an item, or of what stands for it on the other side."""
    return about(case, place, subjects(case, item), STOCK, "units", year)


def production(case: Case, place: str, item: str, year: int) -> tuple[str, ...]:
    """Facts on what a state makes of an item, or of what stands for it on the other side, in a year."""
    return about(case, place, subjects(case, item), MADE, "units/year", year)


def subjects(case: Case, item: str) -> tuple[str, ...]:
    """How facts call an item: by its code, by those of its counterparts, and by what begins with either."""
    twins = case.table("counterparts").filter(pl.col("item") == item)["counterpart"].to_list()
    names = case.table("facts")["subject"].unique().to_list()
    stems = {item, f"artillery_{item}", *twins}
    return tuple(sorted(name for name in names if name.removesuffix("_all") in stems))
