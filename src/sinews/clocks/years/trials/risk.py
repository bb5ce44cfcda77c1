"""How sure is the date: trials of a plan, and what they say.

The chance that all is ready before an attack becomes possible, in all and by family, under both readings; by when half
and nine tenths of the trials are ready; how far coverage fans out; what is lacking at the test, on average and in the
worst tenth; which figures drive it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

import numpy as np
import polars as pl

from sinews.answers.progress import Count
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.trials import drivers
from sinews.clocks.years.trials.kinds import Kind, exchanged, held, kind
from sinews.clocks.years.trials.ready import ALL, Ready, ready, tests
from sinews.clocks.years.trials.rolling import Rolled
from sinews.clocks.years.trials.trial import Draw, Plan, Reading, roll, roll_each
from sinews.model.calendar import Array
from sinews.model.streams import Streams

#: Quantiles of the fan, and parts of the trials of which it is said by when they are ready.
FAN = (0.10, 0.25, 0.50, 0.75, 0.90)
PARTS = (0.50, 0.90)

#: The worst part of the trials, over which what is lacking is averaged.
WORST = 0.10

#: One in so many trials is taken for the drivers, and at least so many.
SHARE, FEWEST = 20, 32

#: Single figures that are named.
NAMED = 12

#: Part of samples that an interval of a chance holds.
SURE = 0.95


@dataclass(frozen=True)
class Inquiry:
    """How many trials, of which seed, with which kinds of figures at their likely values, and for whom in detail."""

    trials: int = 10_000
    seed: int = 1
    held: tuple[Kind, ...] = ()
    drivers: bool = True


@dataclass(frozen=True)
class Outcome:
    """What trials come to under one reading.

    `coverage`: by family (weighted mean over its items), shape (trials, ticks). `shortfall`: points that are lacking at
    the test of each trial, `expected`: over all tests that may come; shape (trials,).
    """

    reading: Reading
    ready: Ready
    coverage: Mapping[str, Array]
    shortfall: Array
    expected: Array


@dataclass(frozen=True)
class Risk:
    """The answer. `outcomes` by reading; `drivers`, `figures`: of the expected shortfall, as orders are adapted.

    `certain`: the chance if nothing but the threat were uncertain.
    """

    plan: Plan
    inquiry: Inquiry
    outcomes: tuple[Outcome, ...]
    certain: float
    drivers: pl.DataFrame
    figures: pl.DataFrame

    @property
    def scope(self) -> Scope:
        """The case and the question."""
        return self.plan.scope

    def outcome(self, reading: Reading) -> Outcome:
        """That of a reading."""
        return next(outcome for outcome in self.outcomes if outcome.reading is reading)


def risk(plan: Plan, inquiry: Inquiry, workers: int = 1, count: Count | None = None) -> Risk:
    """Roll the trials of a plan forward. Its results do not depend on the number of workers."""
    streams = Streams(inquiry.seed, inquiry.trials)
    draw, test = draw_of(plan, streams, inquiry), tests(plan.scope, streams)
    [rolled] = roll_each(plan, [draw], list(Reading), workers, count)
    outcomes = tuple(_outcome(plan, way, came, test) for way, came in zip(Reading, rolled, strict=True))
    lacking = next(outcome.expected for outcome in outcomes if outcome.reading is Reading.ADAPTED)
    driving = _drivers(plan, inquiry, workers, count) if inquiry.drivers else pl.DataFrame(schema=drivers.DRIVERS)
    return Risk(
        plan,
        inquiry,
        outcomes,
        _certain(plan, test),
        driving,
        drivers.figures(plan.drawing.figures, draw.positions, lacking, NAMED),
    )


def interval(chance: Array) -> tuple[float, float, float]:
    """A chance with the interval that it has as a part of so many trials (Wilson, 1927); `chance`: 0 or 1 by trial."""
    count, part, z = len(chance), float(chance.mean()), NormalDist().inv_cdf(0.5 + SURE / 2)
    middle = (part + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z / (1 + z**2 / count) * np.sqrt(part * (1 - part) / count + z**2 / (4 * count**2))
    return part, max(float(middle - half), 0.0), min(float(middle + half), 1.0)


def by_when(plan: Scope, instants: Array, part: float) -> date | None:
    """The month by which so many of the trials are ready; None if that is not within the horizon."""
    instant = np.sort(instants)[int(np.ceil(part * len(instants))) - 1]
    return plan.calendar.month_of(float(instant)) if np.isfinite(instant) else None


def worst(shortfall: Array) -> float:
    """Mean of the worst tenth of the trials: conditional value at risk (Rockafellar and Uryasev, 2000)."""
    number = max(round(WORST * len(shortfall)), 1)
    return float(np.sort(shortfall)[-number:].mean())


def draw_of(plan: Plan, streams: Streams, inquiry: Inquiry) -> Draw:
    """The draws of an inquiry, with what it takes as known at its likely values."""
    draw = plan.draw(streams)
    for chosen in inquiry.held:
        draw = held(draw, chosen)
    return draw


def _outcome(plan: Plan, reading: Reading, rolled: Rolled, test: Array) -> Outcome:
    scope = plan.scope
    weight = scope.of_items("weight", scope.needed)
    covered: dict[str, Array] = {}
    for family, items in {ALL: scope.needed, **scope.families}.items():
        rows = [scope.needed.index(item) for item in items]
        part = weight[rows] / weight[rows].sum()
        covered[family] = (rolled.coverage[:, rows] * part[None, :, None]).sum(axis=1)
    shortfall = at_test(scope, rolled.points, test)
    return Outcome(reading, ready(scope, rolled.coverage, test), covered, shortfall, expected(scope, rolled))


def at_test(scope: Scope, points: Array, test: Array) -> Array:
    """Points that are lacking at the end of the tick of each trial's test, shape (trials,); beyond all: at the end."""
    ends = scope.calendar.shown.end
    tick = np.minimum(np.searchsorted(ends, test, side="right"), len(ends) - 1)
    return points[np.arange(len(points)), tick]


def _certain(plan: Plan, test: Array) -> float:
    """The chance of the plan itself, before a test that is drawn."""
    likely = Draw({}, plan.promises.kept())
    whole = ready(plan.scope, plan.rolled(likely, Reading.KEPT).coverage, test)
    instants = np.broadcast_to(whole.families[ALL], test.shape)
    return float((np.isfinite(instants) & (instants <= test)).mean())


def fewer(inquiry: Inquiry) -> int:
    """How many trials are taken for what is asked of many cases."""
    return max(inquiry.trials // SHARE, FEWEST)


def _drivers(plan: Plan, inquiry: Inquiry, workers: int, count: Count | None) -> pl.DataFrame:
    """Indices of kinds of figures for what is expected to be lacking, whenever the test comes."""
    number = fewer(inquiry)
    a, b = (draw_of(plan, Streams(seed, number), inquiry) for seed in (inquiry.seed, -1 - inquiry.seed))
    kinds = [chosen for chosen in _kinds(plan) if chosen not in inquiry.held]
    rolled = roll(plan, [a, b, *(exchanged(a, b, chosen) for chosen in kinds)], Reading.ADAPTED, workers, count)
    lacking = [expected(plan.scope, part) for part in rolled]
    return drivers.table(lacking[0], lacking[1], dict(zip(kinds, lacking[2:], strict=True)), inquiry.seed)


def expected(scope: Scope, rolled: Rolled) -> Array:
    """Points that are lacking on average over when the test may come, as far as that is shown; shape (trials,)."""
    chance = scope.weight_of_ticks[: rolled.points.shape[1]]
    return np.asarray((rolled.points * chance).sum(axis=1) / max(float(chance.sum()), 1e-12))


def _kinds(plan: Plan) -> Sequence[Kind]:
    there = {kind(column) for column in plan.drawing.columns}
    return [chosen for chosen in Kind if chosen in there or (chosen is Kind.PROMISES and plan.promises.slips)]
