"""What a measurement comes to, what it earns against the answer that stands, and the name by which it is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Protocol

from sinews.clocks.years.limits import Price
from sinews.data.levers import Package

#: Days of a month, on average.
DAYS = 365.25 / 12


@dataclass(frozen=True)
class Measured:
    """What a plan comes to.

    `objective`; `points`: expected shortfall, percentage points; `shortfall_months`: months of the horizon, each
    weighed with the part of the needs that is missing in it; `instant`: months from the start at which the standard can
    be held, within its tick, and `ready`: the month of it (None: not within the horizon, or not asked for). `prices`:
    what limits are worth in this plan.
    """

    objective: float
    points: float
    shortfall_months: float
    instant: float | None
    ready: date | None
    prices: tuple[Price, ...] = ()


class Memo(Protocol):
    """Remembers measurements against one reference, by the name of the package."""

    def get(self, name: str) -> Measured | None:
        """What was measured under this name, if anything."""

    def keep(self, name: str, measured: Measured) -> None:
        """Remember a measurement; may be called from any thread."""


class Forgetful:
    """Remembers nothing."""

    def get(self, name: str) -> Measured | None:  # noqa: ARG002 - a protocol names it
        """Nothing."""
        return None

    def keep(self, name: str, measured: Measured) -> None:
        """Forget it."""


def name_of(package: Package, *, date: bool) -> str:
    """A name for a package: all that its levers change, in order, and whether the date is searched."""
    parts = [(lever.changes, steps, lever.earliest) for lever, steps in package if steps]
    return sha256(f"{parts!r} {date}".encode()).hexdigest()[:24]


#: The name of the reference itself, with which nothing is changed.
UNCHANGED = name_of((), date=True)

#: The name of the reference by classes, whose objective is a proven lower bound.
BY_CLASSES = "by classes"


@dataclass(frozen=True)
class Effect:
    """What a change earns against the reference; positive is better.

    `objective`, `points`: taken off the objective and the expected shortfall, percentage points. `percent`: the same as
    per cent of the expected shortfall that there is. `shortfall_months`: fewer months of need missing. `days`: by which
    the ready date comes earlier (None: unknown, as one of the two dates lies beyond the horizon); `ready`: the date
    with the change (None: not within the horizon).
    """

    objective: float
    points: float
    percent: float
    shortfall_months: float
    days: float | None
    ready: date | None
