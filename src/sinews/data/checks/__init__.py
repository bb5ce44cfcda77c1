"""What is wrong between tables: references, bases, recipes, and needs that nothing can meet.

Every check takes the typed tables that could be read as a whole, and skips what it cannot see.
"""

from __future__ import annotations

from sinews.data.checks import dates, keys, magnitudes, needs, parameters, references, statements, weights, years
from sinews.data.checks.common import Check, DatedCheck, Frames
from sinews.data.checks.days import of_days
from sinews.data.checks.hours import of_hours
from sinews.data.checks.levers import of_levers
from sinews.data.package import Settings
from sinews.errors import Finding

CHECKS: tuple[Check, ...] = (
    *references.CHECKS,
    *keys.CHECKS,
    *parameters.CHECKS,
    *years.CHECKS,
    *needs.CHECKS,
    *weights.CHECKS,
    *magnitudes.CHECKS,
    of_levers,
    of_days,
    of_hours,
    statements.findings,
)

#: Checks that need to know the horizon.
DATED: tuple[DatedCheck, ...] = dates.CHECKS


def inconsistencies(frames: Frames, settings: Settings | None) -> list[Finding]:
    """All findings between tables; those on dates only where the horizon is one."""
    found = [finding for check in CHECKS for finding in check(frames)]
    if settings is None or settings.start > settings.end:
        return found
    return found + [finding for check in DATED for finding in check(frames, settings)]
