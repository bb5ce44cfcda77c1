"""Curves of points with lines between them, many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sinews.model.calendar import Array, Indices


@dataclass(frozen=True)
class Curves:
    """Curves that never rise: shapes of `hour`, `level` (curves, points), short ones filled up with their last point.

    `names`: of the curves, as tuples of codes.
    """

    names: tuple[tuple[str, ...], ...]
    hour: Array
    level: Array

    @classmethod
    def of(cls, rows: pl.DataFrame, names: Sequence[str], hour: str, level: str) -> Curves:
        """The curves of a table; a level that rises (ends of ranges may) stays as low as it was."""
        rows = rows.sort(*names, hour)
        first = rows.select(names).unique(maintain_order=True)
        of = rows.select(names).join(first.with_row_index("curve"), on=list(names), maintain_order="left")["curve"]
        number = of.to_numpy().astype(np.int64)
        place = np.arange(len(number)) - np.searchsorted(number, number)
        shape = first.height, int(place.max(initial=0)) + 1
        hours, levels = np.full(shape, -np.inf), np.full(shape, np.inf)
        hours[number, place], levels[number, place] = rows[hour].to_numpy(), rows[level].to_numpy()
        return cls(
            tuple(first.iter_rows()), np.maximum.accumulate(hours, axis=1), np.minimum.accumulate(levels, axis=1)
        )

    def from_the_start(self, level: float) -> Curves:
        """The curves with a point at hour 0 where they have none."""
        shape = len(self.names), 1
        later = self.hour[:, :1] > 0
        hour = np.where(later, np.zeros(shape), self.hour[:, :1])
        at_start = np.where(later, np.full(shape, level), self.level[:, :1])
        return Curves(self.names, np.hstack([hour, self.hour]), np.hstack([at_start, self.level]))

    def number(self, names: Sequence[tuple[str, ...]]) -> Indices:
        """Numbers of curves by name, shape (names,)."""
        numbers = {name: number for number, name in enumerate(self.names)}
        return np.array([numbers[name] for name in names], dtype=np.int64)

    def at(self, which: Indices, time: Array) -> Array:
        """Levels at times; shape of `time` and of the result (curves chosen, times).

        Before the first point that of the first point, after the last one that of the last.
        """
        hour, level = self.hour[which], self.level[which]
        width, fall = np.diff(hour, axis=1), np.diff(level, axis=1)
        since = time[:, None, :] - hour[:, :-1, None]
        done = np.where(width[:, :, None] > 0, since / np.where(width > 0, width, 1.0)[:, :, None], since >= 0)
        return np.asarray(level[:, :1] + np.einsum("ck,ckt->ct", fall, np.clip(done, 0.0, 1.0)))
