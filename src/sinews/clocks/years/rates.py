"""Rates of lines: which of the dated rates of a line count, and its rate in any month, in one place for all who ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from sinews.data.case import Case
from sinews.data.kept import Kept
from sinews.data.months import months_between
from sinews.data.tables import Status
from sinews.model.calendar import Array

#: Columns of a rate and of its range.
ENDS = ("rate", "rate_low", "rate_high")


@dataclass(frozen=True)
class Line:
    """What counts of the dated rates of a line: months from an origin, the rates and their ends there, and their basis.

    A line with nothing behind it starts from its first promise: there is a month of nothing before it.
    """

    months: Sequence[float]
    rates: Mapping[str, Sequence[float]]
    basis: Sequence[str]

    def rate(self, months: Array | Sequence[float] | float, end: str = "rate") -> Array:
        """The rate (or an end of its range) in months from the origin, of their shape: linear, constant outside."""
        return np.asarray(np.interp(months, self.months, self.rates[end]))

    def basis_at(self, month: float) -> str:
        """What the dated rates on both sides of a month rest on."""
        dated = self.months[-len(self.basis) :]
        before = max(int(np.searchsorted(dated, month, side="right")) - 1, 0)
        after = min(int(np.searchsorted(dated, month, side="left")), len(dated) - 1)
        return " ".join(self.basis[number] for number in dict.fromkeys((before, after)))


def counting(case: Case, trust: Status) -> pl.DataFrame:
    """Rows of `capacity` that count, one for each line and date, sorted.

    What was observed supersedes what had been promised for the same time or before; of several promises for one date
    the firmest counts.
    """
    return _counting(case.table("capacity"), trust)


@Kept
def _counting(capacity: pl.DataFrame, trust: Status) -> pl.DataFrame:
    ranks = {status.value: status.rank for status in Status}
    rank = pl.col("status").replace_strict(ranks, return_dtype=pl.Int64)
    observed = pl.col("status") == Status.DELIVERED.value
    seen = pl.col("date").filter(observed).max().over("site")
    believed = capacity.filter(rank >= trust.rank)
    kept = believed.filter(observed | seen.is_null() | (pl.col("date") > seen))
    return kept.sort("site", "date", rank).unique(["site", "date"], keep="last", maintain_order=True)


def lines(case: Case, trust: Status, origin: date) -> dict[str, Line]:
    """Every line of which a rate counts, months from `origin`."""
    return _known_lines(case.table("capacity"), trust, origin)


@Kept
def _known_lines(capacity: pl.DataFrame, trust: Status, origin: date) -> dict[str, Line]:
    return _lines(_counting(capacity, trust), origin)


def _lines(counted: pl.DataFrame, origin: date) -> dict[str, Line]:
    """The lines of some rows that count, months from `origin`."""
    rows = counted["site", "date", "status", "rate_basis", *ENDS].rows()
    points: dict[str, tuple[list[float], list[list[float]], list[str]]] = {}
    for site, when, status, basis, *ends in rows:
        month = float(months_between(origin, when))
        if site not in points:
            promised = status != Status.DELIVERED.value
            points[site] = ([month - 1], [[0.0, 0.0, 0.0]], []) if promised else ([], [], [])
        months, rates, bases = points[site]
        months.append(month)
        rates.append(ends)
        bases.append(basis or "")
    return {
        site: Line(months, dict(zip(ENDS, zip(*rates, strict=True), strict=True)), bases)
        for site, (months, rates, bases) in points.items()
    }


def rates_at(case: Case, sites: Iterable[str], when: date, trust: Status) -> pl.DataFrame:
    """Rate of each line in a month: site, rate and its ends, what it rests on; lines without a rate are left out."""
    counted = counting(case, trust).filter(pl.col("site").is_in(list(sites)))
    rows = [
        (site, *(float(line.rate(0.0, end)) for end in ENDS), line.basis_at(0.0))
        for site, line in _lines(counted, when).items()
    ]
    schema = {"site": pl.String, **dict.fromkeys(ENDS, pl.Float64), "rate_basis": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def totals(case: Case, sites: Iterable[str], months: Sequence[date], trust: Status) -> Array:
    """Sum of the rates of lines, one for each of the months."""
    by_site, wanted = lines(case, trust, months[0]), set(sites)
    at = [months_between(months[0], when) for when in months]
    total = np.zeros(len(at))
    for line in (line for site, line in by_site.items() if site in wanted):
        total += line.rate(at)
    return total
