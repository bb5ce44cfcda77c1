"""What a budget buys of any clock that can measure levers pulled together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sinews.answers.answer import Answer, Effect
from sinews.answers.buying import Purchase, Worth, purchase
from sinews.answers.means import Means
from sinews.answers.progress import within
from sinews.clocks.clock import PACKAGE, STEPS, Purchasable
from sinews.data.levers import Lever, Package, on_sale

#: Part of the objective below which what a step takes off is the tolerance of the search and of the solver.
NOISE = 1e-4


def purchased(
    clock: Purchasable, answer: Answer[Any], means: Means, budget: float | None = None, most: int = STEPS
) -> Purchase[Effect] | None:
    """The package of a clock's levers within a budget, million EUR; None without any. SolveError as the solver does."""
    levers = on_sale(answer.case, clock.tables)
    if not levers:
        return None
    least = NOISE * sum(map(abs, answer.charges.values()))
    with means.progress(PACKAGE) as count:
        inside = replace(means, progress=within(count))

        def measure(packages: Sequence[Package]) -> tuple[Effect, ...]:
            return clock.together(answer, packages, inside)

        def worth(effect: Effect, beyond: Effect | None) -> Worth:
            earned = effect.earned - (beyond.earned if beyond else 0.0)
            return (earned if earned >= least else 0.0,)

        return purchase(levers, measure, worth, budget, most)


def most_measurements(levers: Sequence[Lever], most: int = STEPS) -> int:
    """How many measurements a package takes at most: levers alone and whole, all together, and every step of each."""
    first = len(levers) + sum(lever.most > 1 for lever in levers) + 1
    steps = min(sum(lever.most for lever in levers), most)
    return first + len(levers) * max(steps - 1, 0)
