"""Clocks: each a folder with one face (`sinews.clocks.clock.Clock`), listed in the order in which they are asked."""

from __future__ import annotations

from typing import Any, TypeAlias

from sinews.clocks.clock import Clock
from sinews.clocks.days import DAYS
from sinews.clocks.hours import HOURS
from sinews.clocks.minutes import MINUTES
from sinews.clocks.years import YEARS

AnyClock: TypeAlias = Clock[Any, Any, Any]

#: Every clock; the first one opens a brief and a report.
CLOCKS: tuple[AnyClock, ...] = (YEARS, DAYS, HOURS, MINUTES)
