"""A crew of many machines: the workers of a Dask scheduler, as an executor for the one seam of work side by side.

A task goes to a worker as plain data and comes back as its result. The scheduler hands a task of a worker that dies to
another one. A stop reaches what has not begun; what runs afar ends its task, which nobody takes any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

from sinews.answers.work import Crew
from sinews.data.workbook.library import require
from sinews.errors import UsageError

#: Seconds in which a scheduler has to answer.
PATIENCE = "10s"

#: From which size on Dask warns of a task: a case is larger than what it thinks of.
_WARNING = "distributed.admin.large-graph-warning-threshold"


class Unheard:
    """The stop of a task that runs afar: nothing sets it there."""

    def is_set(self) -> bool:
        """Never."""
        return False

    def set(self) -> None:
        """Say so to nobody."""


@dataclass(frozen=True)
class Recall:
    """The stop of a crew of a cluster: tasks that wait here are not handed over any more."""

    event: Event = field(default_factory=Event)

    def is_set(self) -> bool:
        """Whether the work is to end."""
        return self.event.is_set()

    def set(self) -> None:
        """End the work."""
        self.event.set()

    def __reduce__(self) -> tuple[type[Unheard], tuple[()]]:
        """What a worker gets of it."""
        return Unheard, ()


@contextmanager
def cluster(address: str) -> Iterator[tuple[Crew, int]]:
    """The workers of the scheduler at an address, and how many tasks they do at a time now (at least 1).

    UsageError if nobody answers there. What is still under way when the block ends is given up.
    """
    distributed = require("distributed", "cluster")
    try:
        require("dask", "cluster").config.set({_WARNING: "1GB"})
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(
            f"No Dask scheduler answers at {address} ({type(error).__name__}). Start one with `dask scheduler`, or "
            "correct the address."
        ) from error
    with client:
        executor = client.get_executor(pure=False)
        try:
            yield Crew(executor, Recall()), max(sum(client.nthreads().values()), 1)
        finally:
            executor.shutdown(wait=False)


def lost(error: BaseException) -> bool:
    """Whether a task has no result because workers died under it again and again, or because their scheduler did."""
    return isinstance(error, CancelledError) or any(kind.__name__ == "KilledWorker" for kind in type(error).__mro__)
