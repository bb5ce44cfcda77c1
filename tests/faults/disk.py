"""A disk that fails, or a process that dies, at a chosen operation: as SQLite's tests of crashes and of I/O errors do.

Every change that sinews makes to the disk goes through the functions of `os` that are wrapped here (and one of the
system's that exchanges names). They are counted. At the chosen one either an error of the system is raised, or the
process dies: from then on no operation has any effect, so that nothing that would tidy up can. A write that fails has
written half by then.
"""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from errno import EACCES, EIO, ENOSPC
from pathlib import Path
from typing import Any

import pytest

from sinews.files import swap

#: Operations of `os` that change a disk, or look for what to change.
OPERATIONS = ("open", "write", "fsync", "mkdir", "rmdir", "unlink", "remove", "rename", "replace", "link", "scandir")

#: Those that put something into its place.
MOVES = ("rename", "replace", "swap")

#: Errors of systems: a full disk, a broken one, and one that somebody else guards.
ERRORS = (ENOSPC, EIO, EACCES)


class Killed(BaseException):
    """The process is dead."""


@dataclass
class Disk:
    """Counts operations; that of number `at` (from 0 on) fails with `error`, or kills the process if that is None.

    What leaves a temporary for its place has to be on the disk by then: `moved` counts such moves.
    """

    at: int = -1
    error: int | None = None
    done: list[str] = field(default_factory=list)
    dead: bool = False
    moved: int = 0
    _handles: set[int] = field(default_factory=set)
    _unsettled: set[int] = field(default_factory=set)

    def operation(self, name: str, real: Callable[..., Any], *words: Any, **more: Any) -> Any:
        """One operation: counted, and let through unless it is the chosen one or the process is dead."""
        if self.dead:
            raise Killed
        self.done.append(name)
        if len(self.done) - 1 == self.at:
            if name == "write":
                real(words[0], words[1][: len(words[1]) // 2])
            if self.error is None:
                self._die()
            raise OSError(self.error, os.strerror(self.error or 0))
        if name in MOVES:
            self._look(*(os.fsdecode(word) for word in words))
        elif name == "fsync":
            self._unsettled.discard(os.fstat(words[0]).st_ino)
        found = real(*words, **more)
        self._note(name, found, words)
        return found

    def _note(self, name: str, found: Any, words: tuple[Any, ...]) -> None:
        if name == "open":
            self._handles.add(found)
        if name == "write" or (name == "open" and len(words) > 1 and words[1] & os.O_CREAT):
            self._unsettled.add(os.fstat(words[0] if name == "write" else found).st_ino)
        elif name == "mkdir":
            self._unsettled.add(Path(words[0]).stat().st_ino)

    def _look(self, new: str, place: str) -> None:
        if ".part" in new and ".part" not in place:
            self.moved += 1
            lacking = [path for path in _whole(Path(new)) if path.stat().st_ino in self._unsettled]
            assert not lacking, f"moved before it was on the disk: {lacking}"

    def close(self, real: Callable[[int], None], handle: int) -> None:
        """Handles close in any case."""
        self._handles.discard(handle)
        with suppress(OSError):
            real(handle)

    def _die(self) -> None:
        """The locks of a process end with it."""
        self.dead = True
        for handle in list(self._handles):
            os.close(handle)
        raise Killed


@contextmanager
def counted(disk: Disk) -> Iterator[Disk]:
    """Let a disk count, and fail, within the block."""
    with pytest.MonkeyPatch.context() as patch:
        for name in OPERATIONS:
            patch.setattr(os, name, _wrapped(disk, name, getattr(os, name)))
        patch.setattr(swap, "_swapped", _wrapped(disk, "swap", swap._swapped))
        close = os.close
        patch.setattr(os, "close", lambda handle: disk.close(close, handle))
        for module in (builtins, io):
            patch.setattr(module, "open", _reading_only(module.open))
        yield disk


def _whole(path: Path) -> list[Path]:
    """A file, or a folder with all below it; by functions that are not counted."""
    below = path.iterdir() if path.is_dir() else ()
    return [path, *(inner for one in below for inner in _whole(one))]


def _wrapped(disk: Disk, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *words, **more: disk.operation(name, real, *words, **more)


def _reading_only(real: Callable[..., Any]) -> Callable[..., Any]:
    """Nothing may be written past the operations that are counted."""

    def opened(file: Any, mode: str = "r", *words: Any, **more: Any) -> Any:
        counted_too = isinstance(file, int) or more.get("opener")  # opened by os.open
        assert counted_too or not set(mode) & set("wax+"), f"{file} is written by another way"
        return real(file, mode, *words, **more)

    return opened


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def temporaries(folder: Path) -> list[str]:
    """What looks like a temporary below a folder."""
    return [str(path) for path in folder.rglob(".*")] + [str(path) for path in folder.rglob("tmp*")]
