"""Two names of a file system exchanged in one step, where the system can."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

#: Linux's renameat2 and macOS's renamex_np: what says "exchange", and "relative to the working folder".
_EXCHANGE, _HERE = 2, -100

#: What a system or a file system says that knows no exchange.
_UNKNOWN = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def swap(first: Path, second: Path) -> bool:
    """Exchange what two names stand for, in one step; False, and nothing done, where the system cannot.

    OSError if the system can, and the exchange fails.
    """
    names = os.fsencode(first), os.fsencode(second)
    try:
        status = _swapped(*names)
    except (AttributeError, OSError, TypeError):  # no such function, or no library of C at all
        return False
    number = ctypes.get_errno()
    if status and number not in _UNKNOWN:
        raise OSError(number, os.strerror(number), os.fspath(second))
    return not status


def _swapped(first: bytes, second: bytes) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        return int(library.renamex_np(first, second, _EXCHANGE))
    return int(library.renameat2(_HERE, first, _HERE, second, _EXCHANGE))
