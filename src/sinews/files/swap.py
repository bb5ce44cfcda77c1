"""Two names of a file system exchanged in one step, where the system can."""

from __future__ import annotations

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
        number = _swapped(*names)
    except (AttributeError, ImportError, TypeError):  # no such function, or no library of C at all
        return False
    if number and number not in _UNKNOWN:
        raise OSError(number, os.strerror(number), os.fspath(second))
    return not number


def _swapped(first: bytes, second: bytes) -> int:
    """Have the system exchange two names; gives the number of its error, 0 for none."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        failed = library.renamex_np(first, second, _EXCHANGE)
    else:
        failed = library.renameat2(_HERE, first, _HERE, second, _EXCHANGE)
    return ctypes.get_errno() if failed else 0
