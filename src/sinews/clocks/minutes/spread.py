"""Triangular draws: from a likely value and the ends of its range."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sinews.model.calendar import Array


@dataclass(frozen=True)
class Spread:
    """A quantity that differs from time to time: a triangle from `low` to `high` with its peak at `likely`."""

    low: float
    likely: float
    high: float

    @property
    def fixed(self) -> bool:
        """Whether it is always the same."""
        return self.low >= self.high

    def at(self, even: Array) -> Array:
        """Its quantiles at even draws from 0 to 1, of the same shape: the inverse of its distribution function."""
        if self.fixed:
            return np.full_like(even, self.likely)
        width = self.high - self.low
        turn = (self.likely - self.low) / width
        up = self.low + np.sqrt(even * (width * (self.likely - self.low)))
        down = self.high - np.sqrt((1 - even) * (width * (self.high - self.likely)))
        return np.where(even < turn, up, down)
