"""Whom an ally can take in and train."""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.answers.limit import MORE, Unit, Worth
from sinews.clocks.years.limits.base import Limit, more, only, upper
from sinews.clocks.years.outcome import Reader
from sinews.clocks.years.scope import Scope
from sinews.data.grounds import rows_of
from sinews.data.levers import Change


def _more_recruits(_scope: Scope, ally: str) -> tuple[Change, ...]:
    return (more("people", "recruits", only("place", ally)),)


def _rows(_scope: Scope, every: pl.DataFrame, ally: str) -> pl.DataFrame:
    return pl.concat([rows_of(every, "people", column, [ally]) for column in ("recruits", "leave", "strength")])


def _worth_of_recruits(reader: Reader) -> Worth:
    """Ten per cent more who may be taken in by each ally; none where no people are counted."""
    if all(block.name != "recruited" for block in reader.program.variables):
        return {}
    most, price = upper(reader, "recruited")
    worth = np.sum(MORE * price * most, axis=1)
    return dict(zip(reader.column("recruited", "place"), worth.tolist(), strict=True))


PEOPLE = Limit(
    "people",
    "10 % more recruits taken in and trained",
    "People of {place}",
    Unit.PERCENT,
    _more_recruits,
    _rows,
    _worth_of_recruits,
)
