"""The ladder: from today's course rung by rung to money without limit; what money, time and industry each cost.

Each rung is a lever on top of all rungs below it, measured by solving. What a rung earns is counted to what it changes:
money (paths, budgets, funds, prices), time (delays, lead times, build lags) or industry (lines and their expansion).
The order of the rungs matters to the split, as in any decomposition of a joint effect; it is that of the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from sinews.clocks.years.measured import Measured
from sinews.clocks.years.measuring import Workers
from sinews.data.levers import Change, Lever
from sinews.data.tables import QUESTION

#: Rungs measured side by side: a number of its own, so that the number of workers changes nothing.
BATCH = 2


class Part(Enum):
    """What a rung takes away from the gap."""

    MONEY = "money"
    TIME = "time"
    INDUSTRY = "industry"


#: What a change of a column counts to; columns that are not listed count to money.
_PARTS: dict[tuple[str, str], Part] = {
    ("places", "contracting_delay"): Part.TIME,
    ("items", "lead_time"): Part.TIME,
    ("sites", "lead_time"): Part.TIME,
    ("sites", "build_lag"): Part.TIME,
    ("sites", "ramp"): Part.TIME,
    ("sites", "rate_max"): Part.INDUSTRY,
    ("sites", "export_share"): Part.INDUSTRY,
    ("capacity", "rate"): Part.INDUSTRY,
    ("offices", "signed"): Part.TIME,
    ("offices", "share"): Part.TIME,
    ("offices", "growth"): Part.TIME,
    ("serviceability", "ready"): Part.INDUSTRY,
    ("serviceability", "best"): Part.INDUSTRY,
    ("serviceability", "lag"): Part.TIME,
    ("people", "recruits"): Part.INDUSTRY,
    ("people", "leave"): Part.INDUSTRY,
    ("people", "dropout"): Part.INDUSTRY,
    ("people", "reserves"): Part.INDUSTRY,
    ("people", "training"): Part.TIME,
    ("people", "pay"): Part.MONEY,
    ("crews", "crew"): Part.INDUSTRY,
    ("crews", "share"): Part.INDUSTRY,
    ("surge", "share"): Part.INDUSTRY,
    ("surge", "lag"): Part.TIME,
    ("conversion", "share"): Part.INDUSTRY,
    ("conversion", "lag"): Part.TIME,
    ("recipes", "quantity"): Part.INDUSTRY,
    ("stocks", "quantity"): Part.INDUSTRY,
    ("retirements", "quantity"): Part.INDUSTRY,
    (QUESTION, "expansion"): Part.INDUSTRY,
    (QUESTION, "trust"): Part.INDUSTRY,
}


@dataclass(frozen=True)
class Rung:
    """One rung: the lever that it adds, what the answer is with it, and what it earns on top of the rung below.

    `points`: off the expected shortfall. `months`: of the ready date (None where one of the two lies beyond the
    horizon). `part`: what it counts to; None for the lowest rung.
    """

    lever: Lever
    measured: Measured
    points: float
    months: float | None
    part: Part | None

    @property
    def ready(self) -> date | None:
        """First month from which the standard can be held; None if not within the horizon."""
        return self.measured.ready


def climb(workers: Workers, rungs: tuple[Lever, ...]) -> tuple[Rung, ...]:
    """Measure every rung, each with all those below it; its date is looked for around that of a rung below."""
    packages = [tuple((lever, 1.0) for lever in rungs[: number + 1]) for number in range(len(rungs))]
    measured: list[Measured] = []
    for first in range(0, len(packages), BATCH):
        near = workers.reference.tick(measured[-1]) if measured else None
        measured += workers.packages(packages[first : first + BATCH], near=near)
    before = [None, *measured[:-1]]
    return tuple(_rung(*parts) for parts in zip(rungs, measured, before, strict=True))


def split(rungs: tuple[Rung, ...]) -> dict[Part, float]:
    """Points of expected shortfall that money, time and industry each cost."""
    return {part: sum(rung.points for rung in rungs if rung.part is part) for part in Part}


def _rung(lever: Lever, measured: Measured, below: Measured | None) -> Rung:
    if below is None:
        return Rung(lever, measured, 0.0, None, None)
    months = None
    if below.instant is not None and measured.instant is not None:
        months = below.instant - measured.instant
    return Rung(lever, measured, below.points - measured.points, months, part_of(lever))


def part_of(lever: Lever) -> Part:
    """What most of the changes of a lever count to (of as many, the first named)."""
    parts = [_part(change) for change in lever.changes]
    return max(parts, key=parts.count)


def _part(change: Change) -> Part:
    return _PARTS.get((change.table, change.column), Part.MONEY)
