"""What clocks hold of the answer to the first question between requests, so that similar questions are answered sooner.

The case may come with where it starts from, and a whole answer that was worked out here leaves the same beside its
runs. It is made ready when a similar question is first asked, once a case, and is the same whoever asks what before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from sinews.answers.answer import Answer
from sinews.answers.memory import FOLDER, Memory
from sinews.clocks.prompt import Prompt
from sinews.errors import SolveError, WriteError

#: The name of what is remembered.
START = "start"


@dataclass
class Holding:
    """What one clock holds. Safe in several threads.

    `folder`: of the case; `beside`: the file of a name beside the runs.
    """

    folder: Path
    beside: Callable[[str], Path]
    _made: dict[str, Any] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, clock: Prompt, name: str, key: str, scope: Any) -> Any:  # noqa: ANN401 - the clock's own
        """What the clock of this name holds for the scope of the first question; None if nothing is remembered.

        None as well where the solver fails on what is remembered. StopError if it is stopped.
        """
        with self._lock:
            if key not in self._made:
                memory = self._memory(name, key)
                made = memory.get(START, lambda row: _held(clock, scope, row))
                self._made = {key: made}  # of one case alone: it takes room
            return self._made[key]

    def keep(self, clock: Prompt, name: str, key: str, answer: Answer[Any]) -> None:
        """Remember where a whole answer lets others start, unless that is known, cannot be found or be written."""
        memory = self._memory(name, key)
        if START in memory.records:
            return
        try:
            start = clock.start(answer)
        except SolveError:  # the answer itself is there: others are searched from nothing
            return
        if start is None:
            return
        memory.keep(START, start)
        with self._lock:
            self._made.pop(key, None)
        try:
            memory.write(self._file(name, key))
        except WriteError:  # then it starts from nothing, as before
            return

    def _memory(self, name: str, key: str) -> Memory:
        memory = Memory(key)
        memory.learn(of_case(self.folder, name), by_author=True)
        memory.learn(self._file(name, key))
        return memory

    def _file(self, name: str, key: str) -> Path:
        return self.beside(f"{START}-{name}-{key[:16]}")


def _held(clock: Prompt, scope: Any, row: Any) -> Any:  # noqa: ANN401 - the clock's own
    """What a clock makes of what is remembered; None where the solver fails on it. KeyError and others for no row."""
    try:
        return clock.held(scope, row)
    except SolveError:
        return None


def of_case(folder: Path, clock: str) -> Path:
    """The file in which a case comes with where a clock starts."""
    return folder / FOLDER / f"{START}-{clock}.json"
