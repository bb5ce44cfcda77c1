"""A question whose test comes in a part of the pooled distribution: in its earliest third, say."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np

from sinews.clocks.years.scope import Scope
from sinews.clocks.years.threat import Threat
from sinews.model.calendar import Array


@dataclass(frozen=True)
class Dated(Scope):
    """A scope whose test comes between two levels of the distribution, given that it does."""

    levels: tuple[float, float] = (0.0, 1.0)

    @classmethod
    def within(cls, scope: Scope, levels: tuple[float, float]) -> Dated:
        """The scope with the test between two levels."""
        return cls(**{field.name: getattr(scope, field.name) for field in fields(Scope)}, levels=levels)

    @cached_property
    def threat(self) -> Threat:
        """The part of the pooled distribution between the levels, which sums to 1."""
        return part(super().threat, *self.levels)


def part(threat: Threat, low: float, high: float) -> Threat:
    """The distribution given that its level is between two; a month in which one of them is reached is shared out."""
    return replace(
        threat,
        probability=_between(threat.probability, threat.probability, low, high),
        on_statements=_between(threat.probability, threat.on_statements, low, high),
    )


def _between(probability: Array, amounts: Array, low: float, high: float) -> Array:
    """Amounts by month for the part of each month's probability that lies between two levels."""
    level = np.concatenate([[0.0], np.cumsum(probability)])
    inside = np.diff(np.clip(level, low, high))
    share = np.divide(inside, probability, out=np.zeros_like(probability), where=probability > 0)
    return np.asarray(amounts * share / (high - low))
