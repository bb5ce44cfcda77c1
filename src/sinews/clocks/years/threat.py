"""When a test of the alliance is to be expected: dated official statements, pooled into a distribution.

Each statement gives an interval of months, taken as even within it. Statements of one office share the weight
of that office; every office weighs the same (a linear opinion pool, Stone 1961). What lies before `known` has not
happened, so an interval is cut to what remains of it, and one that has passed whole is set aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from sinews.data.months import month_after, months_between
from sinews.model.calendar import Array


@dataclass(frozen=True)
class Threat:
    """Probability of the test by month.

    Attributes
    ----------
    origin: the first month.
    probability: by month from `origin` on; shape (months that the statements or the horizon reach,).
    set_aside: statements whose interval has passed.
    on_statements: the part of `probability` that rests on statements; the rest is the tail, which nobody has stated.
    """

    origin: date
    probability: Array
    set_aside: tuple[str, ...]
    on_statements: Array

    @property
    def stated(self) -> bool:
        """Whether any statement is still open."""
        return bool(self.on_statements.sum() > 0)

    def within(self, months: int) -> Array:
        """Probability by month for the first `months` (zero beyond what the statements reach)."""
        short = self.probability[:months]
        return np.concatenate([short, np.zeros(months - len(short))])

    def beyond(self, months: int) -> float:
        """Probability that lies beyond the first `months`."""
        return float(self.probability[months:].sum())

    def quantile(self, level: float) -> date:
        """First month by whose end the probability has reached `level`."""
        reached = self._reached(level)
        return month_after(self.origin, len(self.probability) if reached is None else reached)

    def quantile_by_tail(self, level: float) -> bool:
        """Whether a quantile is no office's: most of the probability of its month is tail, or none reaches it."""
        reached = self._reached(level)
        return reached is None or bool(self.on_statements[reached] < self.probability[reached] / 2)

    def stated_quantile(self, level: float) -> date | None:
        """A quantile that rests on statements; None for one that is the tail's."""
        return None if self.quantile_by_tail(level) else self.quantile(level)

    def _reached(self, level: float) -> int | None:
        reached = np.flatnonzero(np.cumsum(self.probability) >= level - 1e-12)
        return int(reached[0]) if len(reached) else None


def pool(statements: pl.DataFrame, origin: date, knowledge: date, tail: float = 0.0, months: int = 0) -> Threat:
    """Pool the rows of the table `threats` (columns office, earliest, latest) into months from `origin` on.

    `tail`: probability that is spread evenly over all months from `knowledge` to the end of `months`, whatever the
    offices say: they may all be wrong in the same direction.
    """
    first_open = max(months_between(origin, knowledge), 0)
    rows = statements.sort("threat").select("threat", "office", "earliest", "latest").to_dicts()
    spans = [
        (max(months_between(origin, r["earliest"]), first_open), months_between(origin, r["latest"])) for r in rows
    ]
    open_rows = [(row, span) for row, span in zip(rows, spans, strict=True) if span[1] >= span[0]]
    probability = np.zeros(max((last for _, (_, last) in open_rows), default=0) + 1)
    offices = [row["office"] for row, _ in open_rows]
    for row, (first, last) in open_rows:
        weight = 1 / (offices.count(row["office"]) * len(set(offices)))
        probability[first : last + 1] += weight / (last - first + 1)
    on_statements = probability
    if months > first_open and tail > 0:
        longer = max(months, len(probability))
        on_statements = (1 - tail) * np.concatenate([probability, np.zeros(longer - len(probability))])
        probability = on_statements.copy()
        probability[first_open:months] += tail / (months - first_open)
    aside = tuple(row["threat"] for row, span in zip(rows, spans, strict=True) if span[1] < span[0])
    return Threat(origin, probability, aside, on_statements)
