"""When a tier has closed: the day on which enough of every load that it asks for has arrived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from sinews.clocks.days.restricted import Solved
from sinews.clocks.days.scope import Moves
from sinews.model.calendar import Array, Hours

#: Part of a need that may be missing by rounding.
_ROUNDING = 1e-6

#: Part of a tick to which a plan determines a day of closure, and the steps, in days, in which such days are told.
#: Plans of the packaged case whose objectives are 0.2 % apart close their tiers up to half a tick apart.
PART, STEPS = 0.25, (0.5, 1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Closure:
    """A tier in an area (None: in all areas).

    `day`: when it has closed, in days from the order to move (None: not within the horizon). `due`: by when it has to.
    `load`: the load that closes last.
    """

    tier: str
    area: str | None
    due: float
    day: float | None
    load: str

    @property
    def margin(self) -> float | None:
        """Days from closure to the day by which it has to be (negative: too late)."""
        return None if self.day is None else self.due - self.day


def arrived(solved: Solved) -> Array:
    """What is there at the end of each tick, by row of the need; shape (rows, ticks)."""
    block = solved.program.variable("there")
    return np.asarray(solved.solution.value[solved.program.numbers(block)])


def closures(scope: Moves, there: Array) -> tuple[Closure, ...]:
    """Every tier in all areas, then in each; `there` as of `arrived`."""
    need, standard = scope.need, scope.case.parameter("days_standard") / 100
    ends = np.concatenate([[0.0], scope.calendar.last_day])
    closings: list[Closure] = []
    for number, tier in enumerate(need.tier):
        demand = need.quantity[:, : number + 1].sum(axis=1)
        days = [_reached(ends, row, standard * amount) for row, amount in zip(there, demand, strict=True)]
        for area in (None, *dict.fromkeys(need.area)):
            rows = [k for k, own in enumerate(need.area) if area in (None, own) and demand[k] > 0]
            if rows:
                last = max(rows, key=lambda k: days[k])
                day = None if np.isinf(days[last]) else float(days[last])
                closings.append(Closure(tier, area, float(need.day[number]), day, need.load[last]))
    return tuple(closings)


def rounded(closings: Iterable[Closure], calendar: Hours) -> tuple[Closure, ...]:
    """Closures with days no finer than a plan determines them that may not be the best: in steps by length of ticks."""
    return tuple(
        closure if closure.day is None else replace(closure, day=_step(closure.day, calendar)) for closure in closings
    )


def _step(day: float, calendar: Hours) -> float:
    """The day in whole steps, of which the longest is taken that is no longer than a part of its tick."""
    tick = min(int(np.searchsorted(calendar.last_day, day - _ROUNDING)), len(calendar) - 1)
    most = PART * float(calendar.days[tick])
    step = max((step for step in STEPS if step <= most), default=STEPS[0])
    return round(day / step) * step


def _reached(ends: Array, there: Array, target: float) -> float:
    """The day on which a stock that grows evenly within ticks reaches a target; infinite if it does not."""
    level = np.concatenate([[0.0], there])
    enough = np.flatnonzero(level >= target * (1 - _ROUNDING))
    if not len(enough):
        return np.inf
    k = int(enough[0])
    if k == 0 or level[k] <= level[k - 1]:
        return float(ends[k])
    part = (min(target, level[k]) - level[k - 1]) / (level[k] - level[k - 1])
    return float(ends[k - 1] + part * (ends[k] - ends[k - 1]))


def curve(scope: Moves, there: Array) -> pl.DataFrame:
    """Arrivals by area, load and day against what is due by then: area, load, day, arrived, due, total."""
    need, days = scope.need, scope.calendar.last_day
    frames = []
    for row, (area, load) in enumerate(zip(need.area, need.load, strict=True)):
        due = np.array([need.quantity[row, need.day <= day + 1e-9].sum() for day in days])
        frames.append(
            pl.DataFrame(
                {
                    "area": [area] * len(days),
                    "load": [load] * len(days),
                    "day": days,
                    "arrived": there[row],
                    "due": due,
                    "total": np.full(len(days), need.total[row]),
                }
            )
        )
    return pl.concat(frames)
