"""Values beside the facts that they cite: what is carried over from a fact, converted at most, lies near it.

A value whose basis is facts and conversions alone (exchange rates, deflators) lies within their range, give or take
what a conversion can do; one that a rule computes from facts of its own dimension may lie a slipped decimal point away
from them, and no farther. Facts in other dimensions say nothing. A dollar counts as a euro here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import polars as pl

from sinews.data.checks.common import DatedCheck, Frames, noted
from sinews.data.package import Settings
from sinews.data.reading import FILE, LINE
from sinews.data.schema import Number, Table
from sinews.data.tables import BY_NAME
from sinews.data.units import factor
from sinews.errors import Finding, UsageError

#: Factor by which a value may lie outside the range of its facts: converted at most, and computed by a rule.
CONVERTED, COMPUTED = 2.0, 10.0

_CONVERSION, _RULE = "conversion", "rule:"


class Cited(NamedTuple):
    """A fact: its least and most likely value, and its unit."""

    low: float
    high: float
    unit: str


def _far(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    facts = {
        fact: Cited(low, high, unit)
        for fact, low, high, unit in frames["facts"].select("fact", *_ends(), "unit").drop_nulls().iter_rows()
    }
    conversions = frames["assumptions"].filter(pl.col("role") == _CONVERSION)["assumption"]
    for name, frame in frames.items():
        for number in BY_NAME[name].numbers:
            rows = _rows(frames, frame, BY_NAME[name], number)
            odd = [
                row[LINE]
                for row in rows.iter_rows(named=True)
                if _is_far(row[number.name], row["_unit"], row["_basis"].split(), facts, set(conversions))
            ]
            yield from noted(
                frame.filter(pl.col(LINE).is_in(odd)), (*BY_NAME[name].key, number.name),
                "far from the facts that they cite", f"values within {CONVERTED:g} times the range of their facts",
                "Correct the number, its unit, or its basis.",
            )  # fmt: skip


def _ends() -> tuple[pl.Expr, pl.Expr]:
    low, high = pl.coalesce("low", "value", "high"), pl.coalesce("high", "value", "low")
    return low.alias("_low"), high.alias("_high")


def _rows(frames: Frames, frame: pl.DataFrame, table: Table, number: Number) -> pl.DataFrame:
    """Values above zero with their units and bases."""
    unit = pl.lit(number.unit) if number.unit else pl.col("unit")
    if "item" in number.unit:
        made = dict(frames["sites"].select("site", "item").iter_rows())
        units = dict(frames["items"].select("item", pl.col("unit") + number.unit.removeprefix("item")).iter_rows())
        made_at = pl.col("site").replace_strict(made, default=None, return_dtype=pl.String)
        item = pl.col("item") if table.has("item") else made_at
        unit = item.replace_strict(units, default=None, return_dtype=pl.String)
    basis = pl.col(f"{number.name}_basis").alias("_basis")
    return (
        frame.filter(pl.col(number.name) > 0).select(FILE, LINE, number.name, unit.alias("_unit"), basis).drop_nulls()
    )


def _is_far(value: float, unit: str, basis: list[str], facts: Mapping[str, Cited], conversions: set[str]) -> bool:
    """Whether a value lies outside what its facts allow."""
    cited = [facts[token] for token in basis if token in facts]
    others = [token for token in basis if token not in facts and token not in conversions]
    scales = [_scale(fact.unit, unit) for fact in cited]
    if not cited or None in scales or not all(token.startswith(_RULE) for token in others):
        return False
    room = COMPUTED if others else CONVERTED
    ends = [(fact.low * scale, fact.high * scale) for fact, scale in zip(cited, scales, strict=True) if scale]
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    return high > 0 and not low / room <= value <= high * room


@cache
def _scale(unit: str, wanted: str) -> float | None:
    """What turns a value in the one unit into the other; None if nothing does."""
    try:
        return factor(unit.replace("USD", "EUR"), wanted.replace("USD", "EUR"))
    except UsageError:
        return None


WARNINGS: tuple[DatedCheck, ...] = (_far,)
