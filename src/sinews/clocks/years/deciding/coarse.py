"""The coarse clock: a first tick up to the day of knowledge, then years from that day on."""

from __future__ import annotations

from dataclasses import replace

from sinews.clocks.years.scope import Scope
from sinews.model.calendar import Calendar

#: Months of a tick.
YEAR = 12


def coarse(scope: Scope) -> Scope:
    """The same question on ticks of a year; a tick ends where the horizon does."""
    shown, past = scope.shown.months, min(scope.known, scope.shown.months)
    years, rest = divmod(shown - past, YEAR)
    lengths = [*([past] if past else []), *[YEAR] * years, *([rest] if rest else [])]
    calendar = Calendar.of_lengths(scope.calendar.origin, lengths)
    tail = scope.calendar.months - shown
    return replace(scope, calendar=calendar.lengthened(tail, YEAR) if tail else calendar)
