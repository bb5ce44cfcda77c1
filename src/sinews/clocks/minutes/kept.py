"""What the minutes clock remembers: confirmed limits, and what other states of the case come to.

The answer itself is worked out anew each time: the same draws give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from sinews.answers.confirmed import LIMITS, confirmed, plain
from sinews.answers.memory import Memory, key_of
from sinews.answers.plain import number, parts
from sinews.clocks.minutes.limits import BY_NAME
from sinews.clocks.minutes.scope import Cities
from sinews.clocks.minutes.state import State
from sinews.clocks.minutes.why import Bottleneck
from sinews.data.tables.minutes import MINUTES

#: The module that measures; what is remembered depends on it and on all that it imports.
MODULES = ("sinews.clocks.minutes.answer",)


def key(scope: Cities) -> str:
    """The key of an answer: what it depends on, and nothing else; no solver is asked."""
    names = (*(table.name for table in MINUTES), "parameters", "places", "groups")
    question = repr(sorted(asdict(scope.question).items()))
    return key_of(MODULES, scope.case.digest_of(names), question)


@dataclass(frozen=True)
class Measured:
    """A memory as those who measure see it."""

    memory: Memory = field(default_factory=Memory)

    def limits(self) -> tuple[Bottleneck, ...] | None:
        """What holds people back, as it was confirmed."""
        return self.memory.get(LIMITS, lambda rows: confirmed(rows, BY_NAME))

    def keep_limits(self, limits: Iterable[Bottleneck]) -> None:
        """Remember what holds people back."""
        self.memory.keep(LIMITS, plain(limits))

    def state(self, name: str, shape: tuple[int, int]) -> State | None:
        """What another state of the case comes to; `shape`: that of the minutes that are needed."""
        return self.memory.get(name, lambda row: _state(row, shape))

    def keep_state(self, name: str, state: State) -> None:
        """Remember what another state of the case comes to; what nobody needs is blank."""
        needed = [[float(value) if np.isfinite(value) else None for value in row] for row in state.needed]
        self.memory.keep(name, {"safe": state.safe, "needed": needed})


def _state(row: Mapping[str, Any], shape: tuple[int, int]) -> State:
    needed = np.array(
        [[np.nan if value is None else value for value in line] for line in parts(row["needed"])], dtype=float
    )
    if needed.shape != shape or np.isinf(needed).any():
        raise ValueError(row)
    return State(number(row, "safe"), needed)
