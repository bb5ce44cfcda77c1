"""What is sound by type and hardly possible in the world: warnings, which do not stop an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sinews.data.checks.common import Frames
from sinews.errors import Finding

#: Each takes the typed tables of a sound case, with file and line of each row, and yields what is hardly possible.
WARNINGS: tuple[Callable[[Frames], Iterator[Finding]], ...] = ()


def implausibilities(frames: Frames) -> tuple[Finding, ...]:
    """All warnings about a sound case, sorted."""
    return tuple(sorted(warning for check in WARNINGS for warning in check(frames)))
