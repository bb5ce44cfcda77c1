"""A clock that can say its margins alone, without what holds back: for somebody who waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from sinews.answers.answer import Answer, Margin
from sinews.answers.means import Means


@dataclass(frozen=True)
class Said:
    """The first margins of an answer, without ranges; `sentences`: what has to be said of how they were found."""

    margins: tuple[Margin, ...]
    sentences: tuple[str, ...] = ()


@runtime_checkable
class Prompt(Protocol):
    """A clock whose margins take a part of the time that its whole answer takes, and are the same."""

    def prompt(self, scope: Any, means: Means, near: Sequence[Margin], held: Any = None) -> Said:  # noqa: ANN401 - its own
        """The first margins of the answer; SolveError as the solver does.

        `near`: margins of a similar question, and `held`: what `held` gives of it. They change the time that it takes,
        not what it says.
        """

    def start(self, answer: Answer[Any]) -> Any:  # noqa: ANN401 - its own
        """What of a whole answer lets those of similar questions be found sooner, as JSON knows it; None if nothing."""

    def held(self, scope: Any, start: Any) -> Any:  # noqa: ANN401 - its own
        """The same at work, for the scope of that answer, to be held between questions; None if it helps nothing.

        KeyError, TypeError or ValueError for what is no such start; SolveError as the solver does.
        """
