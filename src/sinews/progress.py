"""Progress by phase, on standard error: what is being done, how long it took, and the peak of memory."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


class Progress(Protocol):
    """Opens a phase of work; the phase ends with the context."""

    def __call__(self, phase: str) -> AbstractContextManager[None]:
        """A context around the phase `phase`."""


@contextmanager
def silent(phase: str) -> Iterator[None]:  # noqa: ARG001  # a protocol names it
    """Say nothing of `phase`."""
    yield


def peak_memory() -> float:
    """Peak resident memory of this process so far, MiB.

    Linux states it for the program itself; getrusage may still count what was there before the program started
    (in KiB; on macOS in bytes).
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return float(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


@dataclass
class Meter:
    """Measures phases; with `shown`, writes a line for each to standard error. `phase`: the one that runs."""

    shown: bool
    seconds: dict[str, float] = field(default_factory=dict)
    phase: str = ""

    @contextmanager
    def __call__(self, phase: str) -> Iterator[None]:
        """Measure a phase and say so when it ends (and that it runs, on a terminal)."""
        terminal = self.shown and sys.stderr.isatty()
        if terminal:
            sys.stderr.write(f"{phase:<8} ...\r")
            sys.stderr.flush()
        self.phase, start = phase, time.perf_counter()
        yield
        self.phase = ""
        self.seconds[phase] = time.perf_counter() - start
        if self.shown:
            sys.stderr.write(f"{phase:<8} {self.seconds[phase]:6.2f} s  {peak_memory():6.0f} MiB\n")
            sys.stderr.flush()
