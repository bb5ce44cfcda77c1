"""Differences between two saved runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from sinews.answers.runs import SavedRun
from sinews.data.comparison import changed_values, changes_frame


def compare_runs(first: SavedRun, second: SavedRun) -> pl.DataFrame:
    """What differs in question, inputs, versions, answer, findings and coverage (COLUMNS)."""
    found = list(changed_values("run", _flat(first.manifest), _flat(second.manifest)))
    found += changed_values("why", _findings(first), _findings(second))
    found += changed_values("coverage", _coverage(first), _coverage(second))
    return changes_frame(found)


def _flat(content: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in content.items():
        name = f"{before}{key}"
        found |= _flat(value, f"{name}.") if isinstance(value, Mapping) else {name: value}
    return found


def _findings(run: SavedRun) -> dict[str, float]:
    rows = run.why.select("limit", "subject", "points").iter_rows()
    return {f"{limit}/{subject}": points for limit, subject, points in rows}


def _coverage(run: SavedRun) -> dict[str, float]:
    """Coverage of the group by item, at the median of the threat and at the end, percent."""
    if run.manifest["clock"] != "years":
        return {}
    of_group = (pl.col("quantity") == "coverage") & (pl.col("place") == run.manifest["question"]["group"])
    rows = run.outcome.filter(of_group).select("subject", "period", "value")
    by_median = rows.filter(pl.col("period") <= str(run.manifest["margin"]["median"]))["period"]
    periods = [period for period in dict.fromkeys([by_median.max(), rows["period"].max()]) if period is not None]
    chosen = rows.filter(pl.col("period").is_in(periods)).sort("subject", "period")
    return {f"{subject}/{period}": value for subject, period, value in chosen.iter_rows()}
