"""Folders of cases that were uploaded as workbooks: a few, and those that somebody has changed of late."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from sinews.data.case import Case
from sinews.errors import SinewsError
from sinews.files import copy_folder
from sinews.files.places import discard, temporary

#: The folder, beside the saved runs, of cases that were uploaded.
CASES = "cases"

#: Folders that are kept, and days for which one is kept after its last change: a workbook may unfold to a gigabyte, and
#: whoever tries many of them in a month still has the disk that was there before.
MOST, DAYS = 20, 30

#: Names of folders that are made here: the beginning of a digest, and a number where a folder of that name was edited.
_NAME = re.compile(r"[0-9a-f]{16}(-[0-9]{1,6})?")

_DAY = 86_400.0


def keep(case: Case, source: Path, runs: Path, open_here: Path) -> Path:
    """The folder in which an uploaded case is kept, beside saved runs; what is too much by then is removed.

    `source`: where its files are. `open_here`: the folder of the case on the desk, which stays. WriteError if the
    folder cannot be written.
    """
    first = runs / CASES / case.digest[:16]
    names = chain([first], (first.with_name(f"{first.name}-{number}") for number in count(2)))
    target = next(path for path in names if not os.path.lexists(path) or _holds(path, case))
    if target.exists():
        with suppress(OSError):  # it may be somebody else's, and is there all the same
            os.utime(target)
    else:
        copy_folder(source, target)
    tidy(runs, open_here, target)
    return target


def tidy(runs: Path, *stays: Path) -> None:
    """Remove folders of uploaded cases beyond the newest few, and old ones; `stays`: never these."""
    folder = runs / CASES
    try:
        there = [Path(entry.path) for entry in os.scandir(folder) if _NAME.fullmatch(entry.name)]
        dated = sorted(((_changed(path), path) for path in there if not path.is_symlink()), reverse=True)
    except OSError:  # there is no such folder, or somebody else removes one at the same time
        return
    kept = {path.resolve() for path in stays}
    oldest = time.time() - DAYS * _DAY
    for place, (changed, path) in enumerate(dated):
        if (place >= MOST or changed < oldest) and path.resolve() not in kept:
            _remove(path)


def _holds(folder: Path, case: Case) -> bool:
    """Whether a folder still has this case, and nobody has edited it since it was kept."""
    try:
        return Case.read(folder).digest == case.digest
    except (SinewsError, OSError):
        return False


def _changed(folder: Path) -> float:
    """When a folder, or anything in it, was changed last; a file that is written in place does not move its folder."""
    return max(path.lstat().st_mtime for path in (folder, *folder.rglob("*")))


def _remove(path: Path) -> None:
    """Remove a folder whole: under its own name it is never there in part. What cannot be removed stays."""
    part = temporary(path.parent)
    with suppress(OSError):
        path.rename(part)
        discard(part)
