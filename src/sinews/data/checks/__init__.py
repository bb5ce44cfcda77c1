"""What is wrong between tables: references, bases, recipes, and needs that nothing can meet.

Every check takes the typed tables that could be read as a whole, and skips what it cannot see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sinews.data.checks import references, statements, years
from sinews.data.checks.common import Frames
from sinews.data.checks.days import of_days
from sinews.data.checks.levers import of_levers
from sinews.errors import Finding

CHECKS: tuple[Callable[[Frames], Iterator[Finding]], ...] = (
    *references.CHECKS,
    *years.CHECKS,
    of_levers,
    of_days,
    statements.findings,
)


def inconsistencies(frames: Frames) -> list[Finding]:
    """All findings between tables."""
    return [finding for check in CHECKS for finding in check(frames)]
