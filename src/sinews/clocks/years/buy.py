"""What would buy time, and at what price: levers of the years clock, and the package that a budget buys.

The package grows by what earns most for its money (`sinews.answers.buying`): days of the ready date for a million EUR
where any step moves the date, per cent of the expected shortfall where none does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from sinews.answers import buying
from sinews.answers.buying import Worth
from sinews.clocks.years.measured import Effect
from sinews.clocks.years.measuring import Workers
from sinews.data.levers import Lever

Offer: TypeAlias = buying.Offer[Effect]
Step: TypeAlias = buying.Step[Effect]
Purchase: TypeAlias = buying.Purchase[Effect]


def purchase(workers: Workers, levers: Sequence[Lever], budget: float | None = None, most: int = 10) -> Purchase:
    """Measure levers, then build the best package within `budget` (million EUR) and at most `most` steps."""
    return buying.purchase(levers, workers.effects, worth, budget, most)


def worth(effect: Effect, beyond: Effect | None) -> Worth:
    """Days of the ready date, 0 if it does not move or is not known, and per cent of the expected shortfall."""
    if beyond is None:
        return effect.days or 0.0, effect.percent
    both_dated = effect.days is not None and beyond.days is not None
    days = (effect.days or 0.0) - (beyond.days or 0.0) if both_dated else 0.0
    return days, effect.percent - beyond.percent
