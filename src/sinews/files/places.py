"""Places that files are to go to: whether they can, and who works there.

Whoever writes into a folder holds a lock on it that others can hold as well. Whoever can have it alone knows that
nobody writes there, so that all temporaries in it are of processes that have ended; these are swept. Where a system or
a file system has no such locks, only temporaries of yesterday and before are swept.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from sinews.errors import UsageError

#: Whether the system has handles of folders.
HANDLES = os.name != "nt"

#: Names of temporaries; nobody else gives such names.
_TEMPORARY = re.compile(r"\.sinews-[0-9a-f]{32}\.part")

#: Seconds after which a temporary is of the past where there are no locks.
_DAY = 86_400

#: How often a lock is asked for, a hundredth of a second apart: sweeping takes no longer.
_TRIES = 200

#: What file systems say that see nothing onto a disk, or not a folder.
_UNKNOWN = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}


def temporary(folder: Path) -> Path:
    """A new name for a temporary in a folder."""
    return folder / f".sinews-{uuid4().hex}.part"


@contextmanager
def writing(folder: Path) -> Iterator[int | None]:
    """Make a folder, sweep it, and keep others from sweeping it while the block writes there; gives its handle.

    OSError if the folder cannot be made.
    """
    _make(folder)
    handle = _place(folder)
    try:
        _sweep(folder, alone=_lock(handle, alone=True))
        _share(handle)
        yield handle
    finally:
        close(handle)


def opened(path: Path) -> int | None:
    """A handle of a file or folder for `settle`, None for a folder where a system has none of those."""
    if path.is_dir():
        return os.open(path, os.O_RDONLY) if HANDLES else None
    return os.open(path, os.O_RDWR)


def settle(handle: int | None) -> None:
    """See what a file or folder holds onto the disk, to be there even if the power fails; OSError if that fails."""
    try:
        if handle is not None:
            os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise


def close(handle: int | None) -> None:
    """Close a handle."""
    if handle is not None:
        os.close(handle)


def require_writable(target: Path) -> None:
    """Raise UsageError unless files can be made below `target`, a folder that is there or can be made."""
    try:
        nearest = next(path for path in (target, *target.absolute().parents) if path.exists() or path.is_symlink())
        if not nearest.is_dir():
            raise UsageError(f"Cannot write to {target}: {nearest} is not a folder. Name another place.")
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except (OSError, ValueError) as error:  # ValueError: a name that no file system has
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"Cannot write to {target}: {reason}. Name another place.") from error


def require_writable_file(path: Path) -> None:
    """Raise UsageError unless a file can be written to `path`."""
    if path.exists() and not path.is_file():
        kind = "a folder" if path.is_dir() else "no file but a device or a pipe"
        raise UsageError(f"Cannot write to {path}: it is {kind}. Name a file.")
    require_writable(path.parent)


def _place(folder: Path) -> int | None:
    """A handle of the folder that is written into; None where it may not be read."""
    with suppress(PermissionError):
        return opened(folder)
    return None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), os.fspath(folder)) from error


def _lock(handle: int | None, *, alone: bool) -> bool | None:
    """Try to lock a folder, alone or with others; None where there are no such locks."""
    try:
        import fcntl

        if handle is None:
            return None
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):  # Windows, and file systems that are far away
        return None
    return True


def _share(handle: int | None) -> None:
    """Keep others from sweeping; a lock of somebody who does not sweep is not waited for."""
    for _ in range(_TRIES):
        if _lock(handle, alone=False) is not False:
            return
        time.sleep(0.01)


def _sweep(folder: Path, *, alone: bool | None) -> None:
    """Remove the temporaries that nobody works on; what cannot be removed stays."""
    with suppress(OSError):
        for entry in [] if alone is False else list(os.scandir(folder)):
            if _TEMPORARY.fullmatch(entry.name) and (alone or _old(entry)):
                discard(Path(entry.path))


def _old(entry: os.DirEntry[str]) -> bool:
    return time.time() - entry.stat(follow_symlinks=False).st_mtime > _DAY


def discard(path: Path) -> None:
    """Remove a temporary; what cannot be removed stays, for the next that writes there to sweep."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
