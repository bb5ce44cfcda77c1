"""The table of pairs: what was promised of a date, a rate or a cost, and what came of it.

It is optional. No clock has to read it: what slips is what is promised, so a plan that takes promises at their word
needs none of it, and trials of a plan do.
"""

from __future__ import annotations

from enum import StrEnum


class SlipKind(StrEnum):
    """What was promised: each kind slips in its own way."""

    PROCUREMENT = "procurement"
    FACTORY = "factory"
    RATE = "rate"
    COST = "cost"


#: Kinds of promises that are dates: they slip by a factor on the months from promise to date.
DATED = frozenset({SlipKind.PROCUREMENT, SlipKind.FACTORY})
