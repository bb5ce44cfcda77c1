"""The coarse clock: a tick up to the day of knowledge, ticks that lengthen while first orders are placed, then years.

An order arrives a fixed number of months after its tick, each month's part in its turn. With a first tick of a year a
plan in a hurry would order many times what it needs, for the part of it that is signed in the first month.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sinews.clocks.years.scope import Scope
from sinews.model.calendar import Calendar

#: Months of a long tick.
YEAR = 12

#: Years that are decided at once, before it is known what comes, and the months of the ticks of these years.
FIRST, LENGTHENING = 2, (1, 2, 3, 6, 12)


def coarse(scope: Scope) -> Scope:
    """The same question on coarse ticks; a tick ends where the horizon does."""
    shown, past = scope.shown.months, min(scope.known, scope.shown.months)
    years = -(-shown // YEAR)
    ends = np.minimum(past + np.cumsum([0, *LENGTHENING, *[YEAR] * years]), shown)
    lengths = np.diff([0, *ends])
    calendar = Calendar.of_lengths(scope.calendar.origin, [int(length) for length in lengths if length])
    tail = scope.calendar.months - shown
    return replace(scope, calendar=calendar.lengthened(tail, YEAR) if tail else calendar)
