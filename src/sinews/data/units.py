"""Units of numbers, and their conversion to the unit of a column (by pint, loaded only if need be)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from sinews.data.reading import FILE, LINE, Sheet
from sinews.data.schema import Number
from sinews.errors import Finding, UsageError

if TYPE_CHECKING:
    import pint

#: The units that cases may use. Currencies have no rate here: an amount in another currency is another fact.
DEFINITIONS = (
    "unit = [count]",
    "person = [people]",
    "tonne = [mass]",
    "kg = 0.001 tonne",
    "kilotonne = 1000 tonne",
    "month = [time]",
    "year = 12 month",
    "quarter = 3 month",
    "day = 12 / 365.25 month",
    "week = 7 day",
    "hour = day / 24",
    "minute = hour / 60",
    "degree = [angle]",
    "km = [length]",
    "mm = 1e-6 km",
    "mile = 1.609344 km",
    "trip = [trips]",
    "train = trip",
    "convoy = trip",
    "sailing = trip",
    "flight = trip",
    "percent = 0.01",
    "permille = 0.001",
    "round = unit",
    "force = unit",
    "million_EUR = [currency]",
    "EUR = 1e-6 million_EUR",
    "thousand_EUR = 1e-3 million_EUR",
    "billion_EUR = 1e3 million_EUR",
    "million_USD = [dollar]",
    "USD = 1e-6 million_USD",
    "billion_USD = 1e3 million_USD",
    "million_international_USD = [purchasing_power]",
    "billion_international_USD = 1e3 million_international_USD",
    "thousand_persons = 1e3 person",
    "million_persons = 1e6 person",
    "person_day = [supplies]",
    "litre = [volume]",
    "thousand_units = 1e3 unit",
    "million_units = 1e6 unit",
)

#: A unit, or a unit in another; nothing that pint would have to compute.
_UNIT = re.compile(r"1|[A-Za-z_]{1,40}(/[A-Za-z_]{1,40})?")


@cache
def registry() -> pint.UnitRegistry[float]:
    """The units of sinews, and no others."""
    import pint

    units: pint.UnitRegistry[float] = pint.UnitRegistry(None, cache_folder=None)
    for definition in DEFINITIONS:
        units.define(definition)
    return units


@cache
def factor(unit: str, wanted: str) -> float:
    """What turns a number in the unit `unit` into one in the unit `wanted`; UsageError if nothing does."""
    if unit == wanted:
        return 1.0
    import pint

    if not _UNIT.fullmatch(unit):
        raise UsageError(f"{unit} is not a unit such as units/month.")
    try:
        units = registry()
        return float((1.0 * units.parse_units(unit)).to(units.parse_units(wanted)).magnitude)
    except (pint.PintError, ValueError) as error:  # the second for nan, which pint takes for a number
        raise UsageError(f"{unit} does not convert to {wanted}.") from error


def converted(
    frame: pl.DataFrame, sheet: Sheet, others: Mapping[str, pl.DataFrame]
) -> tuple[pl.DataFrame, list[Finding]]:
    """The typed frame, each number in the unit of its column; `others`: typed items and sites, if sound."""
    findings: list[Finding] = []
    for column in sheet.table.numbers:
        name = f"{column.name}_unit"
        if name in sheet.raw.columns and column.unit and sheet.raw[name].null_count() < sheet.raw.height:
            wanted = _wanted(frame, column, others)
            if wanted is not None:
                frame = _convert(frame, column, sheet.raw[name], wanted, findings)
    return frame, findings


def _wanted(frame: pl.DataFrame, column: Number, others: Mapping[str, pl.DataFrame]) -> pl.Series | None:
    """The unit of the column in each row; nothing if it cannot be told because of other findings."""
    if "item" not in column.unit:
        return pl.Series([column.unit] * frame.height, dtype=pl.String)
    items, sites = others.get("items"), others.get("sites")
    if "item" not in frame.columns:
        if sites is None or "site" not in frame.columns:
            return None
        frame = frame.select("site").join(
            sites.select("site", "item").unique("site"), on="site", how="left", maintain_order="left"
        )
    if items is None:
        return None
    unit = frame.select("item").join(
        items.select("item", "unit").unique("item"), on="item", how="left", maintain_order="left"
    )["unit"]
    return unit + column.unit.removeprefix("item")


def _convert(
    frame: pl.DataFrame, column: Number, stated: pl.Series, wanted: pl.Series, findings: list[Finding]
) -> pl.DataFrame:
    pairs = pl.DataFrame({"found": stated.fill_null(wanted), "wanted": wanted}).with_row_index("_index")
    factors = {}
    for origin, unit in pairs.select("found", "wanted").unique().drop_nulls().iter_rows():
        try:
            factors[origin, unit] = factor(origin, unit)
        except UsageError:
            rows = pairs.filter((pl.col("found") == origin) & (pl.col("wanted") == unit))["_index"]
            findings += [
                Finding(
                    file,
                    line,
                    f"{column.name}_unit",
                    f'"{origin}"',
                    f"a unit that converts to {unit}",
                    f"State the number in {unit}, or correct the unit.",
                )
                for file, line in frame[rows].select(FILE, LINE).iter_rows()
            ]
    table = pl.DataFrame(
        [(origin, unit, times) for (origin, unit), times in factors.items()],
        schema={"found": pl.String, "wanted": pl.String, "times": pl.Float64},
        orient="row",
    )
    times = pairs.join(table, on=["found", "wanted"], how="left", maintain_order="left")["times"].fill_null(1.0)
    names = [column.name, f"{column.name}_low", f"{column.name}_high"]
    frame = frame.with_columns(pl.col(name) * times for name in names)
    above = frame.filter((times != 1.0) & (pl.max_horizontal(names) > column.maximum))
    findings += [
        Finding(
            file,
            line,
            column.name,
            f"{value:g} {column.unit} after conversion",
            f"at most {column.maximum:g} {column.unit}",
            "Correct the number or its unit.",
        )
        for file, line, value in above.select(FILE, LINE, pl.max_horizontal(names)).iter_rows()
    ]
    return frame
