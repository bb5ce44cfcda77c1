"""What the hours clock remembers: confirmed limits, and what other states of the case come to.

The answer itself is worked out anew each time: it takes less than reading would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from sinews.answers.confirmed import LIMITS, confirmed, plain
from sinews.answers.memory import Memory, key_of
from sinews.answers.plain import number
from sinews.clocks.hours.limits import BY_NAME
from sinews.clocks.hours.scope import Homes
from sinews.clocks.hours.state import State
from sinews.clocks.hours.why import Bottleneck
from sinews.data.tables.hours import HOURS

#: The module that measures; what is remembered depends on it and on all that it imports.
MODULES = ("sinews.clocks.hours.answer",)


def key(homes: Homes, solver: str) -> str:
    """The key of an answer: what it depends on, and nothing else."""
    names = (*(table.name for table in HOURS), "parameters", "economy", "places", "groups")
    question = repr(sorted(asdict(homes.question).items()))
    return key_of(MODULES, homes.case.digest_of(names), f"{homes.case.settings.as_of}", question, solver)


@dataclass(frozen=True)
class Measured:
    """A memory as those who measure see it."""

    memory: Memory = field(default_factory=Memory)

    def limits(self) -> tuple[Bottleneck, ...] | None:
        """What leaves people without, as it was confirmed."""
        return self.memory.get(LIMITS, lambda rows: confirmed(rows, BY_NAME))

    def keep_limits(self, limits: Iterable[Bottleneck]) -> None:
        """Remember what leaves people without."""
        self.memory.keep(LIMITS, plain(limits))

    def state(self, name: str) -> State | None:
        """What another state of the case comes to."""
        return self.memory.get(name, _state)

    def keep_state(self, name: str, state: State) -> None:
        """Remember what another state of the case comes to."""
        row = {"weighed": state.weighed, "by_need": state.by_need.tolist(), "first": state.first.tolist()}
        self.memory.keep(name, row)


def _state(row: Mapping[str, Any]) -> State:
    arrays = [np.array(row[name], dtype=float) for name in ("by_need", "first")]
    if not all(np.isfinite(array).all() for array in arrays) or [array.ndim for array in arrays] != [1, 2]:
        raise ValueError(row)
    return State(number(row, "weighed"), *arrays)
