"""How many pairs lie in the intervals that they are held against, and how a page tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from scipy.special import betaincinv, gammaln

from sinews.data.tables.slips import SlipKind

#: Intervals whose coverage is told.
LEVELS = (0.5, 0.8, 0.9)
LEVELS_SAID = tuple(f"{level:.0%} interval" for level in LEVELS)

#: What an interval of confidence leaves out on both sides together.
LEFT_OUT = 0.05

NAMES = {
    SlipKind.PROCUREMENT: "delivery",
    SlipKind.FACTORY: "factory",
    SlipKind.RATE: "rate",
    SlipKind.COST: "cost",
}


@dataclass(frozen=True)
class Coverage:
    """How many of so many pairs lie in the interval of a level; bounds on the share by Clopper and Pearson, 1934."""

    level: float
    inside: int
    pairs: int

    @classmethod
    def of(cls, chances: Sequence[float], level: float) -> Coverage:
        """The coverage of the middle interval of a level."""
        return cls(level, sum(abs(chance - 0.5) <= level / 2 for chance in chances), len(chances))

    @property
    def share(self) -> float:
        """Share of pairs inside."""
        return self.inside / self.pairs

    @property
    def bounds(self) -> tuple[float, float]:
        """Bounds of the share that hold 19 times out of 20."""
        out, end = self.pairs - self.inside, LEFT_OUT / 2
        low = float(betaincinv(self.inside, out + 1, end)) if self.inside else 0.0
        return low, float(betaincinv(self.inside + 1, out, 1 - end)) if out else 1.0

    @property
    def holds(self) -> bool:
        """Whether the level lies within the bounds."""
        low, high = self.bounds
        return low <= self.level <= high


def cells(each: Sequence[Coverage]) -> tuple[str, ...]:
    """Cells of a table: shares with their bounds, and whether they hold their level."""
    return tuple(
        f"{one.share:.0%} [{one.bounds[0]:.0%}, {one.bounds[1]:.0%}]{'' if one.holds else ' no'}" for one in each
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def density(away: float, freedom: float) -> float:
    """Logarithm of the density of Student's t."""
    constant = gammaln((freedom + 1) / 2) - gammaln(freedom / 2) - 0.5 * log(freedom * np.pi)
    return float(constant - (freedom + 1) / 2 * np.log1p(away**2 / freedom))
