"""Options that several commands take, as plain data."""

from __future__ import annotations

import os
from pathlib import Path

from sinews.clocks.options import SOLVING, Option, count, day

CASE = "nato-europe"

_EVERY = "for every command"


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


OF_EVERY: tuple[Option, ...] = (
    Option("--json", "print the answer as JSON", "json", value=True, default=False, group=_EVERY),
    Option(
        "--progress",
        "say on standard error what is being done, and how long it takes",
        "progress",
        value=True,
        default=False,
        group=_EVERY,
    ),
    Option(
        "--debug",
        "show the traceback of an error that was not foreseen",
        "debug",
        value=True,
        default=False,
        group=_EVERY,
    ),
)

AS_OF = Option(
    "--as-of",
    "the case as it was known on this day (YYYY-MM-DD, or YYYY-MM for the end of a month)",
    "as_of",
    "DATE",
    day,
)

OF_CASE: tuple[Option, ...] = (
    Option("case", f"folder or name of a case ({CASE})", "case", "CASE", default=CASE, many="?"),
    Option("--overlay", "folder with tables whose rows replace those of the case", "overlay", "DIR", Path),
    AS_OF,
)

MEASURING: tuple[Option, ...] = (
    Option("--solver", "highs, or another that linopy finds here", "solver", "NAME", default="highs", group=SOLVING),
    Option(
        "--workers",
        "measure so many changes side by side (as many as there are cores); the results are the same",
        "workers",
        "N",
        count(512),
        default=cores(),
        group=SOLVING,
    ),
    Option(
        "--fresh",
        "measure all effects again, even those that are remembered",
        "fresh",
        value=True,
        default=False,
        group=SOLVING,
    ),
    Option("--out", "folder of saved runs (./runs)", "out", "DIR", Path, default=Path("runs"), group=SOLVING),
)

SAVING: tuple[Option, ...] = (
    Option("--save", "save the run to DIR/<hash> (default)", "save", value=True, default=True, group=SOLVING),
    Option("--no-save", "save nothing", "save", value=False, default=True, group=SOLVING),
)
