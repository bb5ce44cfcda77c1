"""Files and folders that are either whole or not there, and older ones that are never lost.

What is new is made under a temporary name beside its place, put on the disk (fsync), and moved into place in one step;
what was there before is exchanged with it in the same step, and removed after that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sinews.errors import UsageError, WriteError
from sinews.files.places import close, discard, opened, settle, temporary, writing
from sinews.files.swap import swap


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file; nobody ever sees half of it. WriteError if it cannot be written."""
    with _to(path), writing(path.parent) as place:
        part = temporary(path.parent)
        try:
            _fill(part, content)
            _settle(part)
            part.replace(path)
            settle(place)
        finally:
            discard(part)


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8 with line feeds at the end of lines; WriteError if it cannot be written."""
    write_bytes(path, text.encode("utf-8"))


def add_file(path: Path, content: bytes) -> None:
    """Write a new file into a folder that is itself not in its place yet; OSError if it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _fill(path, content)


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A temporary folder that becomes `target` when the block ends well, and vanishes when it does not.

    UsageError if something is there; WriteError if it, or what the block writes, cannot be written.
    """
    _refuse_occupied(target)
    with _to(target), writing(target.parent) as place:
        part = temporary(target.parent)
        try:
            part.mkdir()
            yield part
            _settle(part)
            with suppress(OSError):  # an empty folder may be there, and some systems move nothing onto it
                target.rmdir()
            part.rename(target)
            settle(place)
        finally:
            discard(part)


@contextmanager
def replaced_folder(target: Path) -> Iterator[Path]:
    """A temporary folder that takes the place of `target` (which may be full) when the block ends well.

    WriteError if it, or what the block writes, cannot be written; what was there is there still.
    """
    with replaced(target) as part:
        fresh = part / target.name
        fresh.mkdir()
        yield fresh


@contextmanager
def replaced(*targets: Path) -> Iterator[Path]:
    """A temporary folder; what the block makes in it takes the places of `targets`, by name, all of them or none.

    The targets stand in one folder, and are moved in the order in which they are named. WriteError if they, or what
    the block writes, cannot be written; what was there is there still.
    """
    folder = targets[0].parent
    with _to(targets[-1]), writing(folder) as place:
        part = temporary(folder)
        try:
            part.mkdir()
            yield part
            _settle(part)
            _move(part, targets)
            settle(place)
        finally:
            discard(part)


def copy_folder(source: Path, target: Path) -> None:
    """Copy the files of a folder (not its links) to a new folder, whole or not at all.

    UsageError if a file cannot be read or something is there already; WriteError if it cannot be written.
    """
    with new_folder(target) as folder:
        for path in _files(source):
            add_file(folder / path.relative_to(source), _content(path))


# steps ------------------------------------------------------------------------


@contextmanager
def _to(target: Path) -> Iterator[None]:
    """Failures of the block are failures to write `target`."""
    try:
        yield
    except OSError as error:
        raise WriteError(target, error.strerror or str(error)) from error
    except WriteError as error:
        raise WriteError(target, error.reason) from error


def _fill(path: Path, content: bytes) -> None:
    """Write a new file, with the rights that the system gives new files."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def _settle(part: Path) -> None:
    """See a file, or a folder with all that it holds, onto the disk."""
    folders = _walked(part) if part.is_dir() else ()
    within = [path for place, names in folders for path in (*map(place.joinpath, names), place)]
    for path in within or [part]:
        handle = opened(path)
        try:
            settle(handle)
        finally:
            close(handle)


def _move(part: Path, targets: tuple[Path, ...]) -> None:
    """Exchange the targets with what is new; if one fails, or the process is stopped, change all of them back."""
    fresh = {target: _identity(part / target.name) for target in targets}
    try:
        for target in targets:
            _exchange(part / target.name, target)
    except BaseException:
        for target in reversed(targets):
            if _identity(target) == fresh[target]:
                _exchange(target, part / target.name)
        raise


def _exchange(new: Path, target: Path) -> None:
    """Put `new` where `target` is, and what was there where `new` was."""
    if not (target.exists() or target.is_symlink()):
        new.rename(target)
    elif not swap(new, target):
        old = new.with_name(f"{new.name}.old")
        target.rename(old)
        try:
            new.rename(target)
            old.rename(new)
        except BaseException:
            if target.exists():
                target.rename(new)
            old.rename(target)
            raise


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file or folder from all others; None if there is none."""
    try:
        about = path.lstat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def _walked(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Each folder from this one down with the names of its files; OSError for one that cannot be read."""

    def refuse(error: OSError) -> None:
        raise error

    for place, _, names in os.walk(folder, onerror=refuse):
        yield Path(place), names


def _files(folder: Path) -> list[Path]:
    """Every file below a folder, no links; UsageError if they cannot be listed."""
    try:
        paths = [place / name for place, names in _walked(folder) for name in names]
        return sorted(path for path in paths if path.is_file() and not path.is_symlink())
    except OSError as error:
        raise UsageError(f"Cannot read {error.filename or folder}: {error.strerror or error}.") from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror or error}.") from error


def _refuse_occupied(target: Path) -> None:
    try:
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            raise UsageError(f"{target} is there already and is not a folder. Name a folder that does not exist yet.")
        if target.is_dir() and any(target.iterdir()):
            raise UsageError(f"{target} is there already and is not empty. Name another folder, or empty this one.")
    except OSError as error:
        raise WriteError(target, error.strerror or str(error)) from error
