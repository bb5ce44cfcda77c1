"""Saved runs: which there are, and what differs between two of them, in sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sinews.answers.comparison import compare_runs
from sinews.answers.runs import MANIFEST, SavedRun
from sinews.app.pages import Pages
from sinews.errors import CaseError, Finding

#: Runs and differences that a page lists.
MOST, CHANGES = 200, 200

#: The name of the folder of a run.
_RUN = re.compile(r"[0-9a-f]{16}")


def routes(pages: Pages) -> list[Route]:
    """The list, and the comparison of two."""

    def show(request: Request) -> Response:
        runs = saved(pages.desk.runs)
        first, second = chosen(request.query_params.multi_items(), [run["run"] for run in runs])
        changes = _compared(pages.desk.runs, first, second) if first and second else None
        return pages.show(
            request,
            "runs.html",
            title="Runs",
            runs=runs,
            first=first,
            second=second,
            sentences=None if changes is None else [*in_words(changes.head(CHANGES))],
            count=0 if changes is None else changes.height,
        )

    return [Route("/runs", show)]


def saved(folder: Path) -> list[dict[str, Any]]:
    """Saved runs of a folder, the newest first: what was asked of which case, and the first margin."""
    names = [path for path in folder.iterdir() if _RUN.fullmatch(path.name)] if folder.is_dir() else []
    newest = sorted(names, key=lambda path: (-path.stat().st_mtime, path.name))[:MOST]
    return [row for path in newest if (row := _row(path)) is not None]


def chosen(words: list[tuple[str, str]], there: list[str]) -> tuple[str, str]:
    """The two runs of an address, empty where none is named; CaseError with all that is wrong with it."""
    given = dict(words)
    findings = [
        Finding("the address", 0, name[:40], "a word that this page does not know", "first, second", "Take it out.")
        for name in given
        if name not in {"first", "second"}
    ]
    findings += [
        Finding("the address", 0, name, given[name][:40], "a saved run", "Choose one of the list.")
        for name in ("first", "second")
        if given.get(name) and given[name] not in there
    ]
    if findings:
        raise CaseError(findings)
    return given.get("first", ""), given.get("second", "")


def in_words(changes: pl.DataFrame) -> Iterator[str]:
    """Each difference as a sentence."""
    for row in changes.iter_rows(named=True):
        what = f"{row['row']}, {row['column']}" if row["column"] else row["row"]
        before, after = row["before"] or "nothing", row["after"] or "nothing"
        if row["change"] == "added":
            yield f"{what}: only the second has it ({after})."
        elif row["change"] == "removed":
            yield f"{what}: only the first has it ({before})."
        else:
            yield f"{what}: {before} in the first, {after} in the second."


def _compared(folder: Path, first: str, second: str) -> pl.DataFrame:
    """What differs between two runs. UsageError where one is not as it was saved."""
    return compare_runs(SavedRun.load(folder / first), SavedRun.load(folder / second))


def _row(path: Path) -> dict[str, Any] | None:
    """What a run says of itself; None where it says nothing."""
    try:
        manifest = json.loads((path / MANIFEST).read_bytes())
        question = ", ".join(f"{name} {value}" for name, value in manifest["question"].items() if value)
        return {"run": path.name, "clock": str(manifest["clock"]), "case": str(manifest["case"]), "question": question}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
