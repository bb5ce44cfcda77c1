"""What each lever that is for sale does to the chance: the same trials with the lever and without.

The plan's decisions are kept: what is ordered and enlarged, by whom and when; or a plan is made anew for each lever
(`sinews.clocks.years.trials.anew`). Allies adapt their orders to their own figures in both. Every figure is drawn by
its name, so both sets of trials have the same luck (common random numbers), and what differs between them is the lever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sinews.answers.progress import Count
from sinews.clocks.years.trials.pulling import with_lever
from sinews.clocks.years.trials.ready import Ready, ready, tests
from sinews.clocks.years.trials.risk import Inquiry, at_test, draw_of, expected, fewer
from sinews.clocks.years.trials.rolling import Rolled
from sinews.clocks.years.trials.trial import Plan, Reading, roll
from sinews.data.levers import Lever
from sinews.model.calendar import Array
from sinews.model.streams import Streams

#: Coverage and points that differ by no more are the same but for rounding.
SAME = 1e-9


@dataclass(frozen=True)
class Trials:
    """What some trials come to: when they are ready, and what is lacking at the test and expected, shape (trials,)."""

    rolled: Rolled
    ready: Ready
    at_test: Array
    expected: Array


@dataclass(frozen=True)
class Pulls:
    """Trials without a lever and with each; `levers`: with their trials, in the order in which they were given."""

    plan: Plan
    inquiry: Inquiry
    base: Trials
    levers: Mapping[Lever, Trials]

    def moves(self, lever: Lever) -> bool:
        """Whether any trial comes otherwise with the lever; if none does, only a plan made anew can use it."""
        mine, base = self.levers[lever].rolled, self.base.rolled
        return not (
            np.allclose(mine.coverage, base.coverage, 0, SAME) and np.allclose(mine.points, base.points, 0, SAME)
        )


def pulls(plan: Plan, levers: Sequence[Lever], inquiry: Inquiry, workers: int = 1, count: Count | None = None) -> Pulls:
    """Roll the trials forward without a lever and with each, the plan kept. CaseError for one that makes no case."""
    return pulled(plan, {lever: with_lever(plan, lever) for lever in levers}, inquiry, workers, count)


def pulled(
    plan: Plan, plans: Mapping[Lever, Plan], inquiry: Inquiry, workers: int = 1, count: Count | None = None
) -> Pulls:
    """Roll the trials of a plan forward, and those of the plan of each lever."""
    streams = Streams(inquiry.seed, fewer(inquiry))
    test = tests(plan.scope, streams)
    base, *others = (_tried(changed, streams, test, inquiry, workers, count) for changed in (plan, *plans.values()))
    return Pulls(plan, inquiry, base, dict(zip(plans, others, strict=True)))


def _tried(plan: Plan, streams: Streams, test: Array, inquiry: Inquiry, workers: int, count: Count | None) -> Trials:
    [rolled] = roll(plan, [draw_of(plan, streams, inquiry)], Reading.ADAPTED, workers, count)
    shortfall = at_test(plan.scope, rolled.points, test)
    return Trials(rolled, ready(plan.scope, rolled.coverage, test), shortfall, expected(plan.scope, rolled))


def difference(before: Array, after: Array) -> tuple[float, float]:
    """The mean difference of paired trials, with its standard error; both of shape (trials,)."""
    moved = after - before
    spread = float(moved.std(ddof=1)) if len(moved) > 1 else 0.0
    return float(moved.mean()), spread / float(np.sqrt(len(moved)))
