"""What is sound by type and hardly possible in the world, or idle: warnings, which do not stop an answer."""

from __future__ import annotations

from sinews.data.checks import cited, geography, idle, idle_days, idle_said, peers, windows
from sinews.data.checks.common import DatedCheck, Frames
from sinews.data.package import Settings
from sinews.errors import Finding

#: Each takes the typed tables of a sound case, with file and line of each row, and its settings.
WARNINGS: tuple[DatedCheck, ...] = (
    *idle.WARNINGS,
    *idle_said.WARNINGS,
    *idle_days.WARNINGS,
    *windows.WARNINGS,
    *peers.WARNINGS,
    *cited.WARNINGS,
    *geography.WARNINGS,
)


def implausibilities(frames: Frames, settings: Settings) -> tuple[Finding, ...]:
    """All warnings about a sound case, sorted."""
    return tuple(sorted(warning for check in WARNINGS for warning in check(frames, settings)))
