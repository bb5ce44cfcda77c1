"""Measurements by classes of allies beside those on the whole program: what they take, and how far they are apart.

One process, one worker. The steps are those that are measured first to find what holds back. Fails where the two are
apart by more than a hundredth of a point or a day. Run as `python -m benchmarks.classes`.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.page import table
from sinews.clocks.years import answer as years
from sinews.clocks.years.limits import Key
from sinews.clocks.years.measured import Effect
from sinews.clocks.years.measuring import hired
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Question, Scope
from sinews.clocks.years.why import candidates, estimates
from sinews.data.case import Case, embedded

#: Steps that are measured, and how far two ways may be apart: percentage points, days.
STEPS, POINTS, DAYS = 22, 0.01, 1.0


@dataclass(frozen=True)
class Step:
    """What a step of relief earns by one way, and CPU seconds that it took."""

    effect: Effect
    seconds: float


def steps(reference: Reference) -> list[Key]:
    """Limits that are measured first, each once."""
    known = {price.key: price.points for price in estimates(reference, reference.solution)}
    return candidates(reference, known)[:STEPS]


def measured(reference: Reference, keys: list[Key]) -> list[Step]:
    """Each step by itself, one after the other."""
    found = []
    with hired(reference) as workers:
        for limit, subject in keys:
            begun = time.process_time()
            [effect] = workers.effects([((limit.lever(reference.scope, subject), 1.0),)])
            found.append(Step(effect, time.process_time() - begun))
            print(limit.name, subject, f"{found[-1].seconds:.1f}", effect, file=sys.stderr, flush=True)
    return found


def apart(one: Step, other: Step) -> tuple[float, float]:
    """How far two ways are apart: percentage points of the expected shortfall or of the objective, and days."""
    points = max(abs(one.effect.points - other.effect.points), abs(one.effect.objective - other.effect.objective))
    first, second = one.effect.days, other.effect.days
    days = abs(first - second) if first is not None and second is not None else np.inf * (first is not second)
    return points, 0.0 if np.isnan(days) else float(days)


def main() -> None:
    """Measure both ways and print a table. SystemExit if they are too far apart."""
    reference = years.refer(Scope.of(Case.read(embedded("nato-europe")), Question()))
    begun = time.process_time()
    if reference.classed is None:
        raise SystemExit("classes would save too little here")
    first, keys = time.process_time() - begun, steps(reference)
    by_classes = measured(reference, keys)
    whole = measured(replace(reference, by_classes=False), keys)
    rows, most = [], np.zeros(2)
    for (limit, subject), one, other in zip(keys, by_classes, whole, strict=True):
        points, days = apart(one, other)
        most = np.maximum(most, (points, days))
        ways = [f"{one.seconds:.1f}", f"{other.seconds:.1f}", f"{other.effect.points:.3f}", f"{other.effect.days}"]
        rows.append([limit.name, subject, *ways, f"{points:.4f}", f"{days:.2f}"])
    titles = ["limit", "subject", "by classes, s", "whole, s", "points", "days", "points apart", "days apart"]
    print(table(titles, rows))
    bound, best = reference.classed.measured.objective, reference.solution.objective
    print(f"The reference by classes took {first:.1f} s: a bound {100 * (1 - bound / best):.2f} % below the plan.")
    sums = [sum(step.seconds for step in way) for way in (by_classes, whole)]
    print(f"All: {sums[0]:.1f} s by classes, {sums[1]:.1f} s whole; {most[0]:.4f} points and {most[1]:.2f} days apart.")
    if most[0] > POINTS or most[1] > DAYS:
        raise SystemExit("too far apart")


if __name__ == "__main__":
    main()
