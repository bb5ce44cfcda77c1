"""Progress by phase, on standard error: what is being done, how long it takes and took, and the peak of memory.

Each phase goes to the log `sinews` as well, for programs that ask clocks.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import rich.progress


class Count(Protocol):
    """Counts the pieces of a phase; may be called from any thread."""

    def more(self, pieces: int) -> None:
        """So many pieces are to come."""

    def done(self) -> None:
        """One piece is done."""


class Progress(Protocol):
    """Opens a phase of work; the phase ends with the context."""

    def __call__(self, phase: str) -> AbstractContextManager[Count]:
        """A context around the phase `phase`, which may count its pieces."""


class Uncounted:
    """Counts nothing."""

    def more(self, pieces: int) -> None:
        """Say nothing of them."""

    def done(self) -> None:
        """Say nothing of it."""


#: Where it is said which phase began, and how long it took; nothing is shown of it unless a program asks for it.
_LOG = logging.getLogger("sinews")


@contextmanager
def logged(phase: str) -> Iterator[Count]:
    """Say in the log that `phase` begins, and how long it took."""
    _LOG.debug("%s begins", phase)
    start = time.perf_counter()
    yield Uncounted()
    _LOG.info("%s took %.2f s", phase, time.perf_counter() - start)


def within(count: Count) -> Progress:
    """Phases that are pieces of one that is open already."""

    @contextmanager
    def opened(phase: str) -> Iterator[Count]:  # noqa: ARG001  # a protocol names it
        yield count

    return opened


def peak_memory() -> float:
    """Peak resident memory of this process so far, MiB.

    Linux states it for the program itself; getrusage may still count what was there before the program started
    (in KiB; on macOS in bytes). Windows has neither: 0.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return float(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        return _of_the_system() / 1024 / (1024 if sys.platform == "darwin" else 1)


def _of_the_system() -> float:
    try:
        import resource
    except ImportError:
        return 0.0
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


class _Bar:
    """A bar on a terminal, drawn once there is something to count, gone when the phase ends."""

    def __init__(self, phase: str) -> None:
        self._phase, self._pieces = phase, 0
        self._shown: rich.progress.Progress | None = None
        self._lock = threading.Lock()

    def more(self, pieces: int) -> None:
        """Draw the bar, or make it longer."""
        with self._lock:
            self._pieces += pieces
            if self._shown is None:
                self._shown = _drawn(self._phase)
            self._shown.update(self._shown.task_ids[0], total=self._pieces)

    def done(self) -> None:
        """Move on by one piece."""
        with self._lock:
            if self._shown is not None:
                self._shown.advance(self._shown.task_ids[0])

    def close(self) -> None:
        """Take the bar away."""
        if self._shown is not None:
            self._shown.stop()


def _drawn(phase: str) -> rich.progress.Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    left = (TextColumn("left about"), TimeRemainingColumn())  # dashes, until two pieces are done
    columns = (TextColumn(f"{phase:<8}"), BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn(), *left)
    shown = Progress(*columns, console=Console(stderr=True), transient=True)
    shown.add_task(phase, total=None)
    shown.start()
    return shown


@dataclass
class Meter:
    """Measures phases; with `shown`, writes a line for each to standard error. `phase`: the one that runs."""

    shown: bool
    seconds: dict[str, float] = field(default_factory=dict)
    phase: str = ""

    @contextmanager
    def __call__(self, phase: str) -> Iterator[Count]:
        """Measure a phase and say so when it ends (on a terminal also that it runs, and how far it has come)."""
        terminal = self.shown and sys.stderr.isatty()
        if terminal:
            sys.stderr.write(f"{phase:<8} ...\r")
            sys.stderr.flush()
        self.phase, start = phase, time.perf_counter()
        bar = _Bar(phase) if terminal else None
        try:
            yield bar or Uncounted()
        finally:
            if bar:
                bar.close()
        self.phase = ""
        self.seconds[phase] = time.perf_counter() - start
        _LOG.info("%s took %.2f s", phase, self.seconds[phase])
        if self.shown:
            sys.stderr.write(f"{phase:<8} {self.seconds[phase]:6.2f} s  {peak_memory():6.0f} MiB\n")
            sys.stderr.flush()
