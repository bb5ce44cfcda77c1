"""Which figures drive an answer: Sobol's first-order and total indices of kinds of figures, with intervals.

Of N trials A and N other trials B, each kind is taken from B into A in turn (AB): the first-order index is the mean of
f(B) (f(AB) - f(A)) over the variance (Saltelli and others, 2010, table 2b), the total one half the mean of
(f(A) - f(AB))^2 over it (Jansen, 1999). The first says how much of the variance would go if the kind were known, the
second how much would stay if all else were. Intervals are of a bootstrap over trials, nine times out of ten.

Within kinds, figures are ordered by their squared correlation with the answer over all trials: the part of the variance
that goes with that figure alone, in a straight line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sinews.clocks.years.trials.draws import HELD
from sinews.clocks.years.trials.figures import Figures
from sinews.clocks.years.trials.kinds import Kind, kind
from sinews.data.ranges import Column
from sinews.data.tables import BY_NAME
from sinews.model.calendar import Array
from sinews.model.streams import Streams

#: Samples of the bootstrap.
SAMPLES = 200

#: Squared correlations of independent samples are beyond this, over their number, once in a hundred thousand times.
CHANCE = 20.0

#: Columns of the table of drivers, and of the one of single figures.
DRIVERS = {
    "kind": pl.String,
    **dict.fromkeys(("first", "first_low", "first_high", "total", "total_low", "total_high"), pl.Float64),
}
FIGURES = {"kind": pl.String, "table": pl.String, "row": pl.String, "column": pl.String, "part": pl.Float64}


@dataclass(frozen=True)
class Index:
    """An index with its interval."""

    value: float
    low: float
    high: float


def indices(a: Array, b: Array, mixed: Array, seed: int) -> tuple[Index, Index]:
    """First-order and total index; `mixed`: A with one kind from B; all of shape (trials,). Zeros without variance."""
    streams = Streams(seed, SAMPLES * len(a))
    chosen = (streams.uniform("drivers", "", "bootstrap") * len(a)).astype(np.int64).reshape(SAMPLES, -1)
    both = _both(a[None], b[None], mixed[None])
    spread = _both(a[chosen], b[chosen], mixed[chosen])
    ends = ((1 - HELD) / 2, (1 + HELD) / 2)
    first, total = (
        Index(float(value[0]), *(float(np.quantile(values, end)) for end in ends))
        for value, values in zip(both, spread, strict=True)
    )
    return first, total


def _both(a: Array, b: Array, mixed: Array) -> tuple[Array, Array]:
    """First-order and total indices of samples, each along the last axis."""
    variance = np.concatenate([a, b], axis=-1).var(axis=-1)
    middle = np.concatenate([a, b], axis=-1).mean(axis=-1, keepdims=True)
    first = ((b - middle) * (mixed - a)).mean(axis=-1)
    total = 0.5 * ((a - mixed) ** 2).mean(axis=-1)
    none = np.zeros_like(variance)
    first, total = (np.divide(part, variance, out=none.copy(), where=variance > 0) for part in (first, total))
    return first, total


def table(a: Array, b: Array, mixed: Mapping[Kind, Array], seed: int) -> pl.DataFrame:
    """Indices of kinds (columns DRIVERS), the largest total first."""
    rows = []
    for name, values in mixed.items():
        first, total = indices(a, b, values, seed)
        rows.append((name.value, first.value, first.low, first.high, total.value, total.low, total.high))
    return pl.DataFrame(rows, schema=DRIVERS, orient="row").sort("total", "kind", descending=[True, False])


def figures(every: Sequence[Figures], positions: Mapping[Column, Array], output: Array, number: int) -> pl.DataFrame:
    """The figures that go with the output most (columns FIGURES); `output`: shape (trials,)."""
    rows = []
    for drawn in every:
        parts = correlations(positions[drawn.column], output)
        rows += [
            (kind(drawn.column).value, drawn.column[0], _row(drawn, figure), drawn.column[1], float(part))
            for figure, part in enumerate(parts)
        ]
    frame = pl.DataFrame(rows, schema=FIGURES, orient="row").filter(pl.col("part") > CHANCE / max(len(output), 1))
    return frame.sort("part", "table", "row", "column", descending=[True, False, False, False]).head(number)


def correlations(positions: Array, output: Array) -> Array:
    """Squared correlation of each figure with the output, shape (figures,); nothing where either does not vary."""
    x, y = positions - positions.mean(axis=0), output - output.mean()
    square = (x**2).sum(axis=0) * (y**2).sum()
    product = (x * y[:, None]).sum(axis=0)
    return np.asarray(np.divide(product**2, square, out=np.zeros(x.shape[1]), where=square > 0))


def _row(drawn: Figures, figure: int) -> str:
    """The key of the first row of a figure, with how many more there are."""
    rows = [number for number, of in enumerate(drawn.of) if of == figure]
    key = "/".join(str(drawn.rows[name][rows[0]]) for name in BY_NAME[drawn.column[0]].key)
    return key if len(rows) == 1 else f"{key} and {len(rows) - 1} more"
