"""The text of a file, or the one finding that says why it has none: each file of a case is opened here."""

from __future__ import annotations

import errno
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import polars as pl

from sinews.errors import CaseError, Finding

#: The largest file that is read, in bytes.
LIMIT = 50_000_000

#: What libraries raise about content. (What polars calls a panic is no Exception.)
_OF_LIBRARIES = (
    pl.exceptions.PolarsError, pl.exceptions.PanicException, ValueError, OverflowError, RecursionError, MemoryError,
)  # fmt: skip

_REASONS = {
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.ELOOP: "a circle of links",
    errno.ENAMETOOLONG: "a name that is too long",
    errno.ENOTDIR: "no such file",
    errno.EIO: "a disk that cannot be read",
    errno.ENOENT: "no such file",
}

_SAVE = "Save the file as text in UTF-8 again."
_PUT = "Put a file there, or grant access to it."

#: How files that are no text in UTF-8 begin, what they are, and what to do; the longest beginnings first.
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xff\xfe\0\0", "text in UTF-32", _SAVE),
    (b"\0\0\xfe\xff", "text in UTF-32", _SAVE),
    (b"\xff\xfe", "text in UTF-16", _SAVE),
    (b"\xfe\xff", "text in UTF-16", _SAVE),
    (b"PK\x03\x04", "a workbook or another packed file", "Export each sheet as CSV in UTF-8."),
    (b"\xd0\xcf\x11\xe0", "an old workbook", "Export each sheet as CSV in UTF-8."),
    (b"\x1f\x8b", "a packed file", "Unpack it."),
    (b"PAR1", "a Parquet file", "Export the table as CSV in UTF-8."),
)


_T = TypeVar("_T")


def text_of(path: Path, file: str, limit: int = LIMIT) -> str:
    """The text of a file in UTF-8, without a byte order mark; CaseError (the file is called `file`) if it has none."""
    content = _content(path, file, limit)
    for beginning, what, remedy in _BEGINNINGS:
        if content.startswith(beginning):
            raise CaseError([Finding(file, 0, "", what, "text in UTF-8", remedy)])
    if b"\0" in content:
        wide = content[1::2].count(0) > len(content) // 4 or content[::2].count(0) > len(content) // 4
        defect = "a NUL byte" + (", as in text in UTF-16" if wide else "")
        raise CaseError([Finding(file, _line(content, content.index(b"\0")), "", defect, "text in UTF-8", _SAVE)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        defect = f"bytes that are not UTF-8{_guess(content, error.start)}"
        raise CaseError([Finding(file, _line(content, error.start), "", defect, "text in UTF-8", _SAVE)]) from None


def obstacle(path: Path) -> str:
    """What stands in the way of reading a file, in words; empty if it is a file."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "a link to nothing" if path.is_symlink() else "no such file"
    except (OSError, ValueError, RuntimeError) as error:
        return _reason(error)
    if stat.S_ISREG(mode):
        return ""
    return "a folder" if stat.S_ISDIR(mode) else "neither a file nor a folder"


def is_folder(path: Path) -> bool:
    """Whether a path names a folder; a path that no system can hold names none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def names_in(folder: Path, called: str) -> list[str]:
    """The sorted names in a folder, called `called` in findings; CaseError if it cannot be listed."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError as error:
        defect = f"a folder that cannot be listed ({_reason(error)})"
        raise CaseError([Finding(called, 0, "", defect, "a folder that can be read", "Grant access to it.")]) from error


def bounded(file: str, read: Callable[[], _T]) -> _T:
    """What `read` makes of a file; CaseError, which names the file, if a library cannot take what stands in it."""
    try:
        return read()
    except _OF_LIBRARIES as error:
        defect = f"content that cannot be read ({type(error).__name__})"
        remedy = "Look for cells that are very long or hold strange signs, and save the file again."
        raise CaseError([Finding(file, 0, "", defect, "a table in CSV", remedy)]) from error


def _content(path: Path, file: str, limit: int) -> bytes:
    defect = obstacle(path)
    try:
        if not defect:
            with path.open("rb") as stream:
                content = stream.read(limit + 1)
            if len(content) <= limit:
                return content
            defect = f"{max(path.stat().st_size, len(content)):,} bytes"
            raise CaseError([Finding(file, 0, "", defect, f"at most {limit:,} bytes", "Split or thin out the file.")])
    except OSError as error:
        defect = _reason(error)
    raise CaseError([Finding(file, 0, "", defect, "a file that can be read", _PUT)])


def _reason(error: Exception) -> str:
    """Why a system cannot read a file, in words."""
    if not isinstance(error, OSError):
        return "a path that no file can have"
    return _REASONS.get(error.errno or 0, f"a file that the system cannot read (error {error.errno})")


def _line(content: bytes, place: int) -> int:
    """The line of a byte; lines end with a line feed, a carriage return or both."""
    before = content[:place]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def _guess(content: bytes, place: int) -> str:
    """What the first strange byte would be in the encoding of older spreadsheets."""
    try:
        letter = content[place : place + 1].decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return f' ("{letter}" in Windows-1252 or Latin-1)'
