"""A ready date against another threat, which changes by when it is due and nothing else: it is not searched again.

The threat does not enter the search. Of a program it changes what is charged for what is missing and for contracts that
are late: no variable, no bound, no limit, no size. And a search charges neither: it puts what is missing beyond the
standard in the place of all charges, after the least refused uses, which are weighed by time alone. So the ready date
under one threat is that under another; the tests search it anew for some, and compare the programs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sinews.answers.answer import Margin
from sinews.clocks.years.answer import EARLY
from sinews.clocks.years.scope import Scope

#: Tables that say by when the alliance is to be ready, and change nothing of when it is.
ONLY_DUE: tuple[str, ...] = ("threats",)

#: Quantiles of the threat that a ready date is held against, in the order of `sinews.clocks.years.prompt`.
LEVELS = (0.5, EARLY)


def restated(scope: Scope, margins: Sequence[Margin]) -> tuple[Margin, ...]:
    """What `prompt` says of a scope whose case differs in `ONLY_DUE` alone from that of some margins of the clock."""
    dues = [scope.threat.stated_quantile(level) for level in LEVELS]
    return tuple(
        replace(margin, due=due, low=None, high=None) for margin, due in zip(margins[: len(LEVELS)], dues, strict=True)
    )
