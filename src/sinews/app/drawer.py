"""Whole answers that pages have shown, as runs that can be saved; the last few."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from sinews.answers.runs import SavedRun

#: Answers that are kept.
MOST = 8


@dataclass
class Drawer:
    """Runs by the name of the work that made them. Safe in several threads."""

    _runs: dict[str, SavedRun] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def put(self, name: str, run: SavedRun) -> None:
        """Keep a run; the oldest goes if there is no room."""
        with self._lock:
            self._runs.pop(name, None)
            while len(self._runs) >= MOST:
                self._runs.pop(next(iter(self._runs)))
            self._runs[name] = run

    def get(self, name: str) -> SavedRun | None:
        """The run of this name, if it is still there."""
        return self._runs.get(name)

    def clear(self) -> None:
        """Forget all runs."""
        with self._lock:
            self._runs.clear()
