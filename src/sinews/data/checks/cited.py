"""Values beside the facts that they cite: what is carried over from a fact, converted at most, lies near it.

A value whose basis is facts and conversions alone (exchange rates, deflators) lies within their range, give or take
what a conversion can do; one that a rule computes from facts of its own dimension may lie a slipped decimal point away
from them, and no farther. Facts in other dimensions say nothing. A dollar counts as a euro here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache

import polars as pl

from sinews.data.checks.common import DatedCheck, Frames, noted
from sinews.data.package import Settings
from sinews.data.reading import LINE
from sinews.data.schema import Number, Table
from sinews.data.tables import BY_NAME
from sinews.data.units import factor
from sinews.errors import Finding, UsageError

#: Factor by which a value may lie outside the range of its facts: converted at most, and computed by a rule.
CONVERTED, COMPUTED = 2.0, 10.0

_CONVERSION, _RULE = "conversion", "rule:"


#: A fact: its least and its greatest value, and its unit.
Cited = tuple[float, float, str]


def _far(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    stated = frames["facts"].select("fact", *_ends(), "unit").drop_nulls()
    facts: dict[str, Cited] = {fact: (low, high, unit) for fact, low, high, unit in stated.iter_rows()}
    conversions = set(frames["assumptions"].filter(pl.col("role") == _CONVERSION)["assumption"])

    @cache
    def allowed(unit: str, basis: str) -> tuple[float, float] | None:
        return _allowed(unit, basis.split(), facts, conversions)

    for name, frame in ((name, frame) for name, frame in frames.items() if frame.height):
        for number in BY_NAME[name].numbers:
            odd = [
                line
                for line, value, unit, basis in _rows(frames, frame, BY_NAME[name], number)
                if (ends := allowed(unit, basis)) and not ends[0] <= value <= ends[1]
            ]
            if odd:
                yield from noted(
                    frame.filter(pl.col(LINE).is_in(odd)), (*BY_NAME[name].key, number.name),
                    "far from the facts that they cite", f"values within {CONVERTED:g} times the range of their facts",
                    "Correct the number, its unit, or its basis.",
                )  # fmt: skip


def _ends() -> tuple[pl.Expr, pl.Expr]:
    low, high = pl.coalesce("low", "value", "high"), pl.coalesce("high", "value", "low")
    return low.alias("_low"), high.alias("_high")


def _rows(frames: Frames, frame: pl.DataFrame, table: Table, number: Number) -> list[tuple[int, float, str, str]]:
    """Values above zero: line, value, unit and basis."""
    unit = pl.lit(number.unit) if number.unit else pl.col("unit")
    if "item" in number.unit:
        made = dict(frames["sites"].select("site", "item").iter_rows())
        units = dict(frames["items"].select("item", pl.col("unit") + number.unit.removeprefix("item")).iter_rows())
        made_at = pl.col("site").replace_strict(made, default=None, return_dtype=pl.String)
        item = pl.col("item") if table.has("item") else made_at
        unit = item.replace_strict(units, default=None, return_dtype=pl.String)
    basis = pl.col(f"{number.name}_basis").alias("_basis")
    rows = frame.select(LINE, number.name, unit.alias("_unit"), basis).iter_rows()
    return [row for row in rows if None not in row and row[1] > 0]


def _allowed(
    unit: str, basis: list[str], facts: Mapping[str, Cited], conversions: Collection[str]
) -> tuple[float, float] | None:
    """Between what a value in a unit lies by the facts of its basis; None if these say nothing of it."""
    others = [token for token in basis if token not in facts and token not in conversions]
    if not all(token.startswith(_RULE) for token in others):
        return None
    ends = []
    for low, high, stated in (facts[token] for token in basis if token in facts):
        scale = _scale(stated, unit)
        if scale is None:
            return None
        ends.append((low * scale, high * scale))
    room = COMPUTED if others else CONVERTED
    most = max((high for _, high in ends), default=0.0)
    return (min(low for low, _ in ends) / room, most * room) if most > 0 else None


@cache
def _scale(unit: str, wanted: str) -> float | None:
    """What turns a value in the one unit into the other; None if nothing does."""
    try:
        return factor(unit.replace("USD", "EUR"), wanted.replace("USD", "EUR"))
    except UsageError:
        return None


WARNINGS: tuple[DatedCheck, ...] = (_far,)
