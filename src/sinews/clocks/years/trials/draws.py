"""Draws of figures from their ranges, each by the name of what it is: no draw depends on what else is drawn.

A range is meant to hold nine times out of ten, so its ends are the quantiles of 5 and 95 %, and the likely value is the
median. Between them a figure is drawn from two halves of normal distributions that meet at the likely value (Fechner's
two-piece form, here with equal halves); what would lie beyond an end is put on the end, since nothing is known there.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtri

from sinews.data.ranges import Column
from sinews.model.calendar import Array
from sinews.model.streams import Streams

#: The part of draws that a range holds, and how many standard deviations its ends are away.
HELD = 0.90
ENDS = float(ndtri(0.5 + HELD / 2))


def position(uniform: Array) -> Array:
    """Where in their ranges figures lie, -1 at the low end and 1 at the high one; of the shape of even draws."""
    normal = ndtri(np.clip(uniform, 1e-12, 1 - 1e-12))
    return np.asarray(np.clip(normal / ENDS, -1.0, 1.0))


def positions(streams: Streams, column: Column, names: Sequence[str]) -> Array:
    """Positions of some figures of a column, shape (trials, figures)."""
    table, number = column
    return np.stack([position(streams.uniform(table, name, number)) for name in names], axis=1)
