"""Units of numbers, and their conversion to the unit of a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

import polars as pl

from sinews.data.reading import FILE, LINE, Sheet
from sinews.data.schema import Number
from sinews.errors import Finding, UsageError

#: How many of another a unit is, and which other; the unit of a dimension is one of itself, a number of nothing.
#: (A day is 12 / 365.25 months.)
#: Currencies have no rate here: an amount in another currency is another fact.
UNITS: Mapping[str, tuple[str, str]] = {
    "1": ("1", ""), "percent": ("1/100", "1"), "permille": ("1/1000", "1"),
    "unit": ("1", "unit"), "round": ("1", "unit"), "force": ("1", "unit"),
    "thousand_units": ("1000", "unit"), "million_units": ("1000000", "unit"),
    "person": ("1", "person"), "thousand_persons": ("1000", "person"), "million_persons": ("1000000", "person"),
    "tonne": ("1", "tonne"), "kg": ("1/1000", "tonne"), "kilotonne": ("1000", "tonne"),
    "month": ("1", "month"), "year": ("12", "month"), "quarter": ("3", "month"), "day": ("48/1461", "month"),
    "week": ("7", "day"), "hour": ("1/24", "day"), "minute": ("1/60", "hour"),
    "degree": ("1", "degree"),
    "km": ("1", "km"), "mm": ("1/1000000", "km"), "mile": ("1.609344", "km"),
    "trip": ("1", "trip"), "train": ("1", "trip"), "convoy": ("1", "trip"), "sailing": ("1", "trip"),
    "flight": ("1", "trip"),
    "million_EUR": ("1", "million_EUR"), "EUR": ("1/1000000", "million_EUR"), "thousand_EUR": ("1/1000", "million_EUR"),
    "billion_EUR": ("1000", "million_EUR"),
    "million_USD": ("1", "million_USD"), "USD": ("1/1000000", "million_USD"), "billion_USD": ("1000", "million_USD"),
    "million_international_USD": ("1", "million_international_USD"),
    "billion_international_USD": ("1000", "million_international_USD"),
    "person_day": ("1", "person_day"),
    "litre": ("1", "litre"),
}  # fmt: skip

#: A unit, or a unit in another; nothing that would have to be computed.
_UNIT = re.compile(r"1|[A-Za-z_]{1,40}(/[A-Za-z_]{1,40})?")


@cache
def factor(unit: str, wanted: str) -> float:
    """What turns a number in the unit `unit` into one in the unit `wanted`; UsageError if nothing does."""
    if unit == wanted:
        return 1.0
    if not _UNIT.fullmatch(unit):
        raise UsageError(f"{unit} is not a unit such as units/month.")
    given, other = _resolved(unit), _resolved(wanted.strip())
    if given is None or other is None or given[1] != other[1]:
        raise UsageError(f"{unit} does not convert to {wanted}.")
    return float(given[0] / other[0])


@cache
def _resolved(unit: str) -> tuple[Fraction, Mapping[str, int]] | None:
    """How many units of its dimensions a unit is, and the power of each of these; None if it is unknown."""
    above, stroke, below = unit.partition("/")
    times, powers = Fraction(1), Counter[str]()
    for name, power in [(above, 1), (below, -1)][: 1 + len(stroke)]:
        base = _in_base(name)
        if base is None:
            return None
        times *= base[0] ** power
        powers[base[1]] += power
    return times, {name: power for name, power in powers.items() if name and power}


def _in_base(name: str) -> tuple[Fraction, str] | None:
    """How many of the unit of its dimension a unit, or its plural, is, and that unit; None if it is unknown."""
    base = name if name in UNITS else name.removesuffix("s")
    times = Fraction(1)
    while base in UNITS:
        more, above = UNITS[base]
        times *= Fraction(more)
        if above in (base, ""):
            return times, above
        base = above
    return None


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
