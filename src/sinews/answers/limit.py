"""What a limit is to every clock: its words, the step by which it is relieved, its worth, and the rows it stands on.

A clock lists its limits in one tuple, `LIMITS`; another limit is another entry there, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

import polars as pl

from sinews.data.levers import Change, Lever

Scope = TypeVar("Scope")
Solved = TypeVar("Solved")

#: A standard step of a quantity: this part more. A standard step in time, months.
MORE, MONTH = 0.1, -1.0

#: By subject (an item, an ally, a link), what a standard step of relief takes off the objective, to first order.
Worth = Mapping[str, float]


class Unit(Enum):
    """In what steps of a limit are counted."""

    PERCENT = "percent"
    MONTH = "month"
    MINUTE = "minute"

    def amount(self, steps: int) -> str:
        """So many steps in words."""
        if self is Unit.PERCENT:
            return f"{100 * MORE * steps:.0f} %"
        return f"{steps} {self.value}{'' if steps == 1 else 's'}"


@dataclass(frozen=True)
class Limit(Generic[Scope, Solved]):
    """A kind of limit of one clock.

    `name`: under which it is kept. `step`: the standard step in words. `about`: what is limited in words, with the kind
    of its subject in braces, as in `Lines ({item})`. `unit`: what steps are counted in. `changes`: what the step
    changes of the case. `rows`: the figures of the case that it stands on, chosen from what
    `sinews.data.grounds.figures` gives. `worth`: the worth of a step as the prices of a solved program say; empty for
    limits that have no price.
    """

    name: str
    step: str = field(compare=False)
    about: str = field(compare=False)
    unit: Unit = field(compare=False)
    changes: Callable[[Scope, str], tuple[Change, ...]] = field(compare=False, repr=False)
    rows: Callable[[Scope, pl.DataFrame, str], pl.DataFrame] = field(compare=False, repr=False)
    worth: Callable[[Solved], Worth] = field(compare=False, repr=False)

    def lever(self, scope: Scope, subject: str) -> Lever:
        """The standard step of the limit on one subject."""
        return Lever(f"{self.name}_{subject}", self.step, self.changes(scope, subject))
