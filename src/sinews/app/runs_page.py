"""Saved runs: which there are, and what differs between two of them, in sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import polars as pl
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sinews.answers.comparison import compare_runs
from sinews.answers.runs import MANIFEST, SavedRun
from sinews.app.address import of_clock, read
from sinews.app.desk import Desk
from sinews.app.pages import Pages
from sinews.errors import CaseError, Finding, UsageError

#: Runs and differences that a page lists.
MOST, CHANGES = 200, 200

#: The name of the folder of a run.
_RUN = re.compile(r"[0-9a-f]{16}")


def routes(pages: Pages) -> list[Route]:
    """The list, the comparison of two, and what saves an answer. UsageError for one that is not on the desk."""

    def show(request: Request) -> Response:
        runs = saved(pages.desk.runs)
        first, second = chosen(request.query_params.multi_items(), [run["run"] for run in runs])
        new = second if second and "first" not in request.query_params else ""
        changes = _compared(pages.desk.runs, first, second) if first and second else None
        return pages.show(
            request,
            "runs.html",
            title="Runs",
            runs=runs,
            saved=new,
            first=first,
            second=second,
            sentences=None if changes is None else [*in_words(changes.head(CHANGES))],
            count=0 if changes is None else changes.height,
        )

    async def save(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
        path = await run_in_threadpool(_save, pages.desk, form.get("clock", ""), form.get("levers", ""))
        return RedirectResponse(f"/runs?second={path.name}", 303)

    return [Route("/runs", show), Route("/runs/save", save, methods=["POST"])]


def _save(desk: Desk, name: str, levers: str) -> Path:
    """Save the answer of a clock to the levers of an address that a page has shown. UsageError if none has."""
    address = read(desk.case, parse_qsl(levers))
    clock = next((clock for clock in desk.clocks if clock.name == name), None)
    run = desk.drawer.get(desk.name(clock, of_clock(address, clock, desk.case))) if clock else None
    if run is None:
        raise UsageError("This answer is not on the desk any more; open the page Why, and save it from there.")
    return run.save(desk.runs)


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
