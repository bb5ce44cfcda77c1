"""A clock that can say its margins alone, without what holds back: for somebody who waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from sinews.answers.answer import Margin
from sinews.answers.means import Means


@runtime_checkable
class Prompt(Protocol):
    """A clock whose margins take a part of the time that its whole answer takes, and are the same."""

    def prompt(self, scope: Any, means: Means, near: Sequence[Margin]) -> tuple[Margin, ...]:  # noqa: ANN401 - its own
        """The first margins of the answer, without ranges; SolveError as the solver does.

        `near`: margins of a similar question. They change the time that it takes, not what it says.
        """
