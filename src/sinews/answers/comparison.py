"""Differences between two saved runs of one clock, or of two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from sinews.answers.runs import SavedRun
from sinews.data.comparison import changed_values, changes_frame

#: What names a part of a list in a manifest.
_NAMES = ("of", "code", "name")

#: Parts of a manifest that may differ although the answer is the same: where the case was read.
LEFT_OUT = ("stated",)


def compare_runs(first: SavedRun, second: SavedRun) -> pl.DataFrame:
    """What differs in question, inputs, versions, answer and findings (COLUMNS of `sinews.data.comparison`)."""
    said = [{key: value for key, value in run.manifest.items() if key not in LEFT_OUT} for run in (first, second)]
    changes = list(changed_values("run", *(dict(_flat(manifest)) for manifest in said)))
    changes += changed_values("why", _findings(first), _findings(second))
    return changes_frame(changes)


def _flat(content: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Every value with its path; parts of a list by what names them, or by their number."""
    for key, value in content.items():
        name = f"{before}{key}"
        if isinstance(value, list) and all(isinstance(part, Mapping) for part in value):
            value = {_name(part, number): part for number, part in enumerate(value, 1)}  # noqa: PLW2901 - as a mapping
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name}.")
        else:
            yield name, value


def _name(part: Mapping[str, Any], number: int) -> str:
    return next((str(part[name]) for name in _NAMES if name in part), str(number))


def _findings(run: SavedRun) -> dict[str, float]:
    rows = run.why.select("limit", "subject", "earned").iter_rows()
    return {f"{limit}/{subject}": earned for limit, subject, earned in rows}
