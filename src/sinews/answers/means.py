"""With what means an answer is worked out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sinews.answers.memory import Memory
from sinews.answers.progress import Progress, logged


def silently(text: str) -> None:
    """Say nothing of `text`."""


@dataclass(frozen=True)
class Means:
    """The solver by name, who is told of the progress, how many threads measure, and what has been measured before.

    `tell`: says the first lines of an answer before the rest is measured.
    """

    solver: str = "highs"
    progress: Progress = logged
    workers: int = 1
    memory: Memory = field(default_factory=Memory)
    tell: Callable[[str], None] = silently
