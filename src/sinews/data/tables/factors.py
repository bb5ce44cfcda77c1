"""The table of common factors: which figures are wrong together, and how far.

It is optional, and only trials of a plan read it: without rows figures that rest on different sources are drawn apart.
"""

from __future__ import annotations

from enum import StrEnum

from sinews.data.schema import Choice, Code, Number, Table


class Among(StrEnum):
    """Among which figures a factor is common: all of the column, those of one place, or those of one item."""

    ALL = "all"
    PLACE = "place"
    ITEM = "item"


class Direction(StrEnum):
    """Whether a figure is high where the factor is, or low: who is optimistic has rates too high and lags too low."""

    SAME = "same"
    OPPOSITE = "opposite"


FACTORS = Table(
    "factors",
    "Common factors: figures of a column whose errors have a part in common.",
    (
        Code("factor", "code of the factor; rows of one code share it, also across columns"),
        Code("table", "table of the column"),
        Code("column", "column of numbers with ranges"),
        Choice("among", "all, or by place or item: those of one have it in common", choices=Among),
        Choice("direction", "same, or opposite: low where the factor is high", choices=Direction),
        Number("share", "part of the variance within ranges that is common", unit="percent", maximum=100.0),
    ),
    ("factor", "table", "column"),
)
