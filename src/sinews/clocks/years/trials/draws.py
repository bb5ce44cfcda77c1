"""Draws of figures from their ranges, each by the name of what it is: no draw depends on what else is drawn.

A range is meant to hold nine times out of ten, so its ends are the quantiles of 5 and 95 %, and the likely value is the
median. Between them a figure is drawn from two halves of normal distributions that meet at the likely value (Fechner's
two-piece form, here with equal halves); what would lie beyond an end is put on the end, since nothing is known there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, pi, sqrt

import numpy as np
from scipy.special import ndtri

from sinews.data.ranges import Column
from sinews.model.calendar import Array
from sinews.model.streams import Streams

#: The part of draws that a range holds, and how many standard deviations its ends are away.
HELD = 0.90
ENDS = float(ndtri(0.5 + HELD / 2))

#: How far above the likely value a figure lies on average, as a part of the way to its high end, where it lies below it
#: counts as nothing; and as far below. The mean of max(0, min(z / ENDS, 1)) of a normal deviate z.
MEAN = float((1 - exp(-(ENDS**2) / 2)) / (sqrt(2 * pi) * ENDS) + (1 - HELD) / 2)


def position(uniform: Array) -> Array:
    """Where in their ranges figures lie, -1 at the low end and 1 at the high one; of the shape of even draws."""
    return _position(_normal(uniform))


def _normal(uniform: Array) -> Array:
    return np.asarray(ndtri(np.clip(uniform, 1e-12, 1 - 1e-12)))


def _position(normal: Array) -> Array:
    return np.asarray(np.clip(normal / ENDS, -1.0, 1.0))


@dataclass(frozen=True)
class Factor:
    """What figures of a column have in common: the part of their variance, and of which group each has it.

    `groups`: one for each figure; those of one group share it. `sign`: 1, or -1 where figures are low where it is high.
    """

    name: str
    groups: tuple[str, ...]
    share: float
    sign: float


def positions(streams: Streams, column: Column, names: Sequence[str], factors: Sequence[Factor] = ()) -> Array:
    """Positions of some figures of a column, shape (trials, figures).

    With factors, the normal deviate of each figure is the sum of those that it shares and its own, by the roots of
    their parts, so that it alone is spread as before.
    """
    table, number = column
    uniform = np.stack([streams.uniform(table, name, number) for name in names], axis=1)
    if not factors:
        return position(uniform)
    own = max(1 - sum(factor.share for factor in factors), 0.0)
    normal = np.sqrt(own) * _normal(uniform)
    for factor in factors:
        drawn = {group: _normal(streams.uniform("factors", factor.name, group)) for group in set(factor.groups)}
        normal += factor.sign * np.sqrt(factor.share) * np.stack([drawn[group] for group in factor.groups], axis=1)
    return _position(normal)
