"""Rates of lines in any month, with their ranges, as far as a trust believes; read as the years clock reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import polars as pl

from sinews.data.case import Case
from sinews.data.months import months_between
from sinews.data.tables import Status
from sinews.model.calendar import Array

ENDS = ("rate", "rate_low", "rate_high")


def rates_at(case: Case, sites: Iterable[str], when: date, trust: Status) -> pl.DataFrame:
    """Rate of each line in a month (site, rate and its ends, basis): linear between dates, constant outside.

    What was observed supersedes what had been promised for the same time or before; of several promises for one date
    the firmest counts; a line with nothing behind it starts from its first promise.
    """
    table = _believed(case, sites, trust)
    rows = [_at(points(part), when) for _, part in sorted(table.partition_by("site", as_dict=True).items())]
    schema = {"site": pl.String, **dict.fromkeys(ENDS, pl.Float64), "rate_basis": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def totals(case: Case, sites: Iterable[str], months: Sequence[date], trust: Status) -> Array:
    """Sum of the rates of lines in each of the months, by the same rules; shape (months,)."""
    total = np.zeros(len(months))
    for _, part in sorted(_believed(case, sites, trust).partition_by("site", as_dict=True).items()):
        at, values = _line(points(part), months[0])
        total += np.interp([months_between(months[0], when) for when in months], at, values["rate"])
    return total


def _believed(case: Case, sites: Iterable[str], trust: Status) -> pl.DataFrame:
    firm = [status.value for status in Status if status.rank >= trust.rank]
    return case.table("capacity").filter(pl.col("site").is_in(list(sites)) & pl.col("status").is_in(firm))


def points(rows: pl.DataFrame) -> list[dict[str, object]]:
    """Rows of one line that count, one for each date, in order."""
    ranked = rows.with_columns(
        pl.col("status").replace_strict({s.value: s.rank for s in Status}, return_dtype=pl.Int64).alias("_rank")
    )
    seen = ranked.filter(pl.col("status") == Status.DELIVERED)["date"].max()
    if seen is not None:
        ranked = ranked.filter((pl.col("status") == Status.DELIVERED) | (pl.col("date") > seen))
    return ranked.sort("date", "_rank").group_by("date", maintain_order=True).last().to_dicts()


def _line(known: list[dict[str, object]], origin: date) -> tuple[list[float], dict[str, list[float]]]:
    """Months from `origin` at which the rate of a line is known, and its ends there."""
    first = known[0]
    at = [float(months_between(origin, row["date"])) for row in known if isinstance(row["date"], date)]
    values = {end: [float(str(row[end])) for row in known] for end in ENDS}
    if first["status"] != Status.DELIVERED:
        return [at[0] - 1, *at], {end: [0.0, *ends] for end, ends in values.items()}
    return at, values


def _at(known: list[dict[str, object]], when: date) -> tuple[object, ...]:
    """Rate and ends of one line in a month, and what the points beside it rest on."""
    at, values = _line(known, when)
    dated = at[-len(known) :]
    before = max(int(np.searchsorted(dated, 0.0, side="right")) - 1, 0)
    after = min(int(np.searchsorted(dated, 0.0, side="left")), len(known) - 1)
    basis = " ".join(str(known[number]["rate_basis"]) for number in dict.fromkeys((before, after)))
    return (known[0]["site"], *(float(np.interp(0.0, at, values[end])) for end in ENDS), basis)
