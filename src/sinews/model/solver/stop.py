"""How a solve is ended from outside: a stop that is shared with whoever may want to end it.

Sessions look for the stop of the work that they are part of, as decimal arithmetic looks for its context, so that
nothing between a page and the solver has to hand it on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from sinews.errors import StopError

#: Seconds between two looks at a stop: a stop that is shared between processes is slow to look at.
EVERY = 0.05


class Stop(Protocol):
    """Says whether work is to end; `threading.Event` is one, and the event of a manager of processes."""

    def is_set(self) -> bool:
        """Whether the work is to end."""

    def set(self) -> None:
        """End the work."""


_STOP: ContextVar[Stop | None] = ContextVar("stop", default=None)


def current() -> Stop | None:
    """The stop of the work that goes on here; None if nobody can end it."""
    return _STOP.get()


@contextmanager
def stoppable(stop: Stop) -> Iterator[None]:
    """Let `stop` end the solves of the work inside."""
    before = _STOP.set(stop)
    try:
        yield
    finally:
        _STOP.reset(before)


def check() -> None:
    """Raise StopError if the work that goes on here is to end."""
    stop = current()
    if stop is not None and stop.is_set():
        raise StopError


class Watch:
    """Looks at the stop of the work that goes on here, every so often; a solver asks it time and again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._stop, self._clock, self._next = current(), clock, 0.0

    def is_over(self) -> bool:
        """Whether the solve is to end."""
        if self._stop is None or self._clock() < self._next:
            return False
        self._next = self._clock() + EVERY
        return self._stop.is_set()
