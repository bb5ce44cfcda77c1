"""The pipeline of an earlier day, as an assumption of the back-test: off in every case, on in one of its two plans.

No table says what contracting offices had under way on an earlier day. The assumption: an office signs within the next
twelve months what it signed in the last year of which the volume was known on the day, and the items have their part of
it (`share_of_offices_for_modelled_items`) in the mix, by value, of the order book that was known then. An ally of which
no volume was known, or no order, has no pipeline.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from sinews.data.case import Case
from sinews.data.months import month_after
from sinews.data.tables import Status
from tools.derivation.figures import Book, DerivationError, Figure

#: Volumes of the last year by ally, facts that were known on each day.
VOLUMES = {
    date(2024, 6, 30): {"DEU": "forces-2355", "FRA": "forces-2370"},
    date(2025, 6, 30): {"DEU": "forces-2084", "FRA": "forces-2371", "GBR": "forces-2169", "POL": "forces-2113"},
}

#: Months after the day in which half of the pipeline is signed each, and of the approvals behind it before the day.
SIGNATURES, BEFORE = (3, 9), 3

#: Months from the first delivery to the last.
DELIVERIES = 36

#: The part of what offices sign that is for the modelled items, percent.
PART = "share_of_offices_for_modelled_items"


def with_pipeline(book: Book, then: Case, day: date) -> Case:
    """The case as of a day with what its offices are taken to have under way; DerivationError for a later volume."""
    rows = [row for ally, fact in VOLUMES[day].items() for row in _rows(book, then, day, ally, fact)]
    table = then.table("decided")
    added = pl.DataFrame(rows, schema=table.schema, orient="row")
    return replace(then, tables={**then.tables, "decided": pl.concat([table, added]).sort("decision")})


def volume(book: Book, fact: str) -> Figure:
    """What a fact says was signed in its year, million EUR at prices of 2025."""
    return book.euros(fact)


def part(case: Case) -> tuple[float, float, float]:
    """The part of what offices sign that is for the modelled items, of one, with its range."""
    row = case.table("assumptions").row(by_predicate=pl.col("assumption") == PART, named=True)
    return (row["value"] / 100, row["value_low"] / 100, row["value_high"] / 100)


def mix(then: Case, ally: str) -> dict[str, float]:
    """Units of each item for each million EUR in an ally's order book as it was known, by value; empty without one."""
    prices = then.table("items").select("item", "price")
    needed = then.table("scales")["item"].unique().implode()
    book = then.table("deliveries").filter(
        (pl.col("place") == ally) & (pl.col("status") == Status.CONTRACTED.value) & pl.col("item").is_in(needed)
    )
    units = book.group_by("item").agg(pl.col("quantity").sum()).join(prices, on="item").sort("item")
    value = float((units["quantity"] * units["price"]).sum())
    return {item: quantity / value for item, quantity, _ in units.iter_rows()} if value > 0 else {}


def _rows(book: Book, then: Case, day: date, ally: str, fact: str) -> list[tuple[object, ...]]:
    if fact not in set(then.table("facts")["fact"]):
        raise DerivationError(f"not known on {day}: {fact}")
    money = volume(book, fact).value * part(then)[0]
    first = month_after(day.replace(day=1), 1)
    rows: list[tuple[object, ...]] = []
    for item, units in mix(then, ally).items():
        for months in SIGNATURES:
            signature = month_after(first, months - 1)
            half = money * units / len(SIGNATURES)
            rows.append(
                (
                    f"pipeline_{ally.lower()}_{item}_{months}", ally, item, half, 0.0, 2 * half, f"{fact} {PART}",
                    month_after(first, -BEFORE), signature, None, None, signature, month_after(signature, DELIVERIES),
                    None, f"{fact} {PART}",
                )
            )  # fmt: skip
    return rows
