"""A clock that is asked: its scope, with what it works, and the answer once there is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sinews.answers.answer import Answer
from sinews.answers.means import Means
from sinews.clocks import CLOCKS, AnyClock
from sinews.data.case import Case
from sinews.errors import UsageError, did_you_mean
from sinews.present.parts import Parts


@dataclass
class Asking:
    """One question to one clock.

    `scope`: the clock's own, of the case and the question. `known`: the answer, if there is one already.
    """

    clock: AnyClock
    scope: Any
    means: Means = field(default_factory=Means)
    known: Answer[Any] | None = None

    @classmethod
    def first(cls, clock: AnyClock, case: Case) -> Asking:
        """The question that a clock is asked if nobody says another. UsageError if the case cannot be asked."""
        return cls(clock, clock.scope(case))

    @property
    def answer(self) -> Answer[Any]:
        """The answer, worked out when first asked for. SolveError as the solver does."""
        if self.known is None:
            self.known = self.clock.answer(self.scope, self.means)
        return self.known

    def extend(self, extras: Iterable[str]) -> None:
        """Measure more beside the answer. SolveError as the solver does."""
        self.known = self.clock.extended(self.answer, tuple(extras), self.means)

    @property
    def parts(self) -> Parts:
        """What pages and reports show of the answer."""
        return self.clock.parts(self.answer)


def ask(
    case: Case, clock: str = "years", *, extras: Iterable[str] = (), means: Means | None = None, **question: object
) -> Answer[Any]:
    """Ask a clock by name; `question`: its parts, as in `path="national"`; `extras`: what is measured beside it.

    UsageError for what is no clock or question, or cannot be answered from the case; SolveError as the solver does.
    """
    names = [candidate.name for candidate in CLOCKS]
    if clock not in names:
        raise UsageError(f"There is no clock {clock}; there are: {', '.join(names)}.{did_you_mean(clock, names)}")
    chosen, extras = CLOCKS[names.index(clock)], tuple(extras)
    there = [extra.name for extra in chosen.extras]
    for extra in extras:
        if extra not in there:
            raise UsageError(f"The {clock} clock measures nothing called {extra}; it does: {', '.join(there)}.")
    asking = Asking(chosen, chosen.scope(case, chosen.question(question)), means or Means())
    asking.extend(extras)
    return asking.answer
