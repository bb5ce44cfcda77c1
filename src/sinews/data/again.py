"""Which folder it is that a case is read from, as far as reading looks at it: the same content gives the same case."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from itertools import islice
from pathlib import Path

#: Most files of a folder, and largest file, in bytes, that a case is known by; with more it is read each time.
MOST, LARGEST = 200, 5_000_000


def content_of(folder: Path) -> str | None:
    """A digest of all that is in a folder, by name and content; None where that cannot be had, or is too much.

    A description may name any file in the folder or in one within, so that all of them count.
    """
    total = sha256()
    try:
        entries = list(islice(_entries(folder), MOST + 1))
        if len(entries) > MOST:
            return None
        for path in entries:
            total.update(f"{path.relative_to(folder)}\n".encode("utf-8", "surrogateescape"))
            about = path.stat()
            if stat.S_ISDIR(about.st_mode):
                continue
            if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
                return None
            content = path.read_bytes()
            total.update(f"{len(content)}\n".encode() + content)
    except (OSError, ValueError):
        return None
    return total.hexdigest()


def _entries(folder: Path) -> list[Path]:
    """Files and folders in a folder and in those within, sorted; OSError if it cannot be listed."""
    entries = sorted(folder.iterdir())
    for place, folders, files in os.walk(folder):
        if Path(place) != folder:
            entries += [Path(place) / name for name in (*folders, *files)]
        if len(entries) > MOST:
            break
    return sorted(entries)
