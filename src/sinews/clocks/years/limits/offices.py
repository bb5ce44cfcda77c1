"""What the contracting office of an ally can sign."""

from __future__ import annotations

import polars as pl

from sinews.answers.limit import MORE, Unit, Worth
from sinews.clocks.years.limits.base import Limit, more, only
from sinews.clocks.years.outcome import Reader
from sinews.clocks.years.scope import Scope
from sinews.data.grounds import rows_of
from sinews.data.levers import Change


def _more_officials(_scope: Scope, ally: str) -> tuple[Change, ...]:
    return (more("offices", "signed", only("place", ally)),)


def _offices(_scope: Scope, every: pl.DataFrame, ally: str) -> pl.DataFrame:
    return pl.concat([rows_of(every, "offices", column, [ally]) for column in ("signed", "share", "growth")])


def _worth_of_officials(reader: Reader) -> Worth:
    """Ten per cent more of what each office can sign; none where no ally has one."""
    program = reader.program
    worths: dict[str, float] = {}
    for block in (block for block in program.rows if block.name == "office"):
        rows = program.numbers(block)
        worth = (reader.solution.price[rows] * program.row_lower[rows]).sum(axis=1)
        worths |= {place: MORE * float(price) for place, price in zip(block.subjects["place"], worth, strict=True)}
    return worths


OFFICE = Limit(
    "office",
    "10 % more officials who sign contracts",
    "Contracting office of {place}",
    Unit.PERCENT,
    _more_officials,
    _offices,
    _worth_of_officials,
)
