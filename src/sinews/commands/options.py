"""Options that several commands take, as plain data."""

from __future__ import annotations

import os
import re
from argparse import ArgumentTypeError
from pathlib import Path

from sinews.clocks.options import SOLVING, Option, count, day

CASE = "nato-europe"

#: The highest number of a port.
PORTS = 65_535

#: Parts of a name with points between them, or an address in brackets; then a port.
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,20}|\[[0-9a-f:.]{2,45}\])(?P<port>:\d{1,5})?")

_EVERY = "for every command"


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def port(text: str) -> int:
    """The number of a port, or 0 for any that is free; ArgumentTypeError for others."""
    return 0 if text == "0" else count(PORTS)(text)


def hostname(text: str) -> str:
    """A name or address of a machine, with a port or without, in small letters; ArgumentTypeError for others."""
    name, number = _HOST.fullmatch(text.lower()), text.rpartition(":")[2]
    if not name or (name["port"] and not 1 <= int(number) <= PORTS):
        raise ArgumentTypeError(f"'{text[:40]}' is no name such as planning.example or localhost:9000")
    return text.lower()


def rows(text: str) -> tuple[int, ...]:
    """Numbers of rows, from 1 on, as in `1,3-5`; ArgumentTypeError for others."""
    numbers: list[int] = []
    for part in text.split(","):
        match = re.fullmatch(r"(\d{1,7})(?:-(\d{1,7}))?", part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            raise ArgumentTypeError(f"'{text[:40]}' names no rows; write them as in 1,3-5")
        numbers += range(first, last + 1)
    return tuple(numbers)


def scheduler(text: str) -> str:
    """The address of a scheduler, as in tcp://scheduler:8786; ArgumentTypeError for others."""
    if not re.fullmatch(r"(tcp|tls|ws|wss|ucx)://[^\s/]+:\d{1,5}", text):
        raise ArgumentTypeError(f"'{text}' is no address such as tcp://scheduler:8786")
    return text


#: Words of another language, or other names of places.
WORDS = Option("--words", "a table of words in the place of the one that comes with sinews", "words", "CSV", Path)

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

WORKERS = Option(
    "--workers",
    "measure so many changes side by side (as many as there are cores); the results are the same",
    "workers",
    "N",
    count(512),
    default=cores(),
    group=SOLVING,
)

OUT = Option("--out", "folder of saved runs (./runs)", "out", "DIR", Path, default=Path("runs"), group=SOLVING)

MEASURING: tuple[Option, ...] = (
    Option("--solver", "highs, or another that linopy finds here", "solver", "NAME", default="highs", group=SOLVING),
    WORKERS,
    Option(
        "--fresh",
        "measure all effects again, even those that are remembered",
        "fresh",
        value=True,
        default=False,
        group=SOLVING,
    ),
    OUT,
)

SAVING: tuple[Option, ...] = (
    Option("--save", "save the run to DIR/<hash> (default)", "save", value=True, default=True, group=SOLVING),
    Option("--no-save", "save nothing", "save", value=False, default=True, group=SOLVING),
)

#: Options of commands that take facts into a folder of the user's.
INTO: tuple[Option, ...] = (
    Option("target", "folder of an own case, or of an overlay (a new one is made)", "target", "DIR", Path),
    Option("--case", f"the case under an overlay ({CASE})", "case", "CASE", default=CASE),
    Option("--write", "write what is shown; without it nothing is written", "write", value=True, default=False),
    Option(
        "--no-answer",
        "leave out what the answer becomes, which takes long on a large case",
        "answer",
        value=False,
        default=True,
    ),
)
