"""What is wrong between tables: references, bases, recipes, and needs that nothing can meet.

Every check takes the typed tables that could be read as a whole, and skips what it cannot see.
"""

from __future__ import annotations

from sinews.data.checks import (
    dates,
    decided,
    factors,
    families,
    keys,
    magnitudes,
    needs,
    parameters,
    people,
    recalled,
    references,
    retirements,
    slips,
    statements,
    support,
    weights,
    years,
)
from sinews.data.checks.common import Check, DatedCheck, EachCheck, Frames
from sinews.data.checks.days import of_days
from sinews.data.checks.hours import of_hours
from sinews.data.checks.levers import of_levers
from sinews.data.checks.minutes import of_minutes
from sinews.data.checks.seen import Examined, Looks, Made, examined
from sinews.data.package import Settings

CHECKS: tuple[Check, ...] = (
    *keys.CHECKS,
    *parameters.CHECKS,
    *years.CHECKS,
    *decided.CHECKS,
    *retirements.CHECKS,
    *support.CHECKS,
    *slips.CHECKS,
    *people.CHECKS,
    *factors.CHECKS,
    *families.CHECKS,
    *needs.CHECKS,
    *weights.CHECKS,
    *magnitudes.CHECKS,
    of_levers,
    of_days,
    of_hours,
    of_minutes,
    statements.findings,
)

#: Checks that need to know the horizon.
DATED: tuple[DatedCheck, ...] = (*dates.CHECKS, *decided.DATED, *retirements.DATED, *support.DATED, *slips.DATED)


#: Checks that are made of each table.
EACH: tuple[EachCheck, ...] = (*references.EACH, *recalled.EACH, *keys.EACH, *magnitudes.EACH)


def inconsistencies(
    frames: Frames, settings: Settings | None, table: str | None = None, looks: Looks | None = None
) -> Examined:
    """All findings between tables; those on dates only where the horizon is one.

    With `table`, the one that has changed in a case that was found sound, and what each check looked at then: what is
    wrong since.
    """
    checks = {_name(check): Made(check) for check in CHECKS}
    filled = [name for name, frame in frames.items() if frame.height]
    checks |= {f"{_name(check)} {name}": Made(check, (name,)) for check in EACH for name in filled}
    if settings is not None and settings.start <= settings.end:
        checks |= {_name(check): Made(check, (settings,)) for check in DATED}
    return examined(checks, frames, table, looks or {})


def _name(check: Check | DatedCheck | EachCheck) -> str:
    return f"{check.__module__}.{check.__name__}"
