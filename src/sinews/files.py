"""Files that are either whole or not there: written under a temporary name, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sinews.errors import UsageError


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file through a temporary name beside it; nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8 with line feeds at the end of lines."""
    write_bytes(path, text.encode("utf-8"))


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A temporary folder that becomes `target` when the block ends well, and vanishes when it does not."""
    _refuse_occupied(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        yield temporary
        temporary.chmod(0o777 & ~_umask())
        if target.exists():
            target.rmdir()
        temporary.rename(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


@contextmanager
def replaced_folder(target: Path) -> Iterator[Path]:
    """A temporary folder that takes the place of `target` (which may be full) when the block ends well."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    fresh, old = temporary / "new", temporary / "old"
    try:
        fresh.mkdir()
        yield fresh
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    finally:
        if old.exists() and not target.exists():
            old.rename(target)
        shutil.rmtree(temporary, ignore_errors=True)


def require_writable(target: Path) -> None:
    """Raise UsageError unless files can be made below `target`, a folder that is there or can be made."""
    nearest = next(path for path in (target, *target.absolute().parents) if path.exists() or path.is_symlink())
    if not nearest.is_dir():
        raise UsageError(f"Cannot write to {target}: {nearest} is not a folder. Name another place.")
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        raise UsageError(f"Cannot write to {target}: {error.strerror} ({nearest}). Name another place.") from error


def require_writable_file(path: Path) -> None:
    """Raise UsageError unless a file can be written to `path`."""
    if path.is_dir():
        raise UsageError(f"Cannot write to {path}: it is a folder. Name a file.")
    require_writable(path.parent)


def copy_folder(source: Path, target: Path) -> None:
    """Copy the files of a folder (not its links) to a new folder, whole or not at all."""
    with new_folder(target) as folder:
        for path in sorted(source.rglob("*")):
            if path.is_file() and not path.is_symlink():
                write_bytes(folder / path.relative_to(source), path.read_bytes())


def _refuse_occupied(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise UsageError(f"{target} is there already and is not a folder. Name a folder that does not exist yet.")
    if target.is_dir() and any(target.iterdir()):
        raise UsageError(f"{target} is there already and is not empty. Name another folder, or empty this one.")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
