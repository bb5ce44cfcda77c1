"""What is sound by type and hardly possible in the world, and what nothing reads: neither stops an answer."""

from __future__ import annotations

from collections.abc import Iterable

from sinews.data.checks import cited, geography, idle, idle_days, idle_said, lead_times, peers, slips, windows
from sinews.data.checks.common import DatedCheck, Frames
from sinews.data.package import Settings
from sinews.errors import Finding

#: Each takes the typed tables of a sound case, with file and line of each row, and its settings. What is hardly
#: possible stands in every answer, what no question reads in `sinews check` alone.
WARNINGS: tuple[DatedCheck, ...] = (
    *windows.WARNINGS,
    *peers.WARNINGS,
    *lead_times.WARNINGS,
    *cited.WARNINGS,
    *geography.WARNINGS,
)
IDLE: tuple[DatedCheck, ...] = (*idle.WARNINGS, *idle_said.WARNINGS, *idle_days.WARNINGS, *slips.IDLE, *lead_times.IDLE)


def implausibilities(frames: Frames, settings: Settings) -> tuple[Finding, ...]:
    """All warnings about values of a sound case, sorted."""
    return _found(WARNINGS, frames, settings)


def idle_rows(frames: Frames, settings: Settings) -> tuple[Finding, ...]:
    """All warnings about rows of a sound case that no question reads, sorted."""
    return _found(IDLE, frames, settings)


def _found(checks: Iterable[DatedCheck], frames: Frames, settings: Settings) -> tuple[Finding, ...]:
    return tuple(sorted(warning for check in checks for warning in check(frames, settings)))
