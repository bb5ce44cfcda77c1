"""Work side by side: tasks as plain data, done by whatever executor is handed in.

A task is a call of a function of a module with plain data (`functools.partial`, or a frozen dataclass with `__call__`),
so a process may do it as well as a thread. Threads are what sinews hires, since solvers work outside the interpreter's
lock. Results come in the order of the tasks, whoever does them.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, as_completed, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from threading import Event
from typing import TypeVar

from sinews.answers.progress import Count, Uncounted
from sinews.model.solver.stop import Stop, check, current, stoppable

Result = TypeVar("Result")

Task = Callable[[], Result]


@dataclass(frozen=True)
class Crew:
    """Who does the work: an executor, and a stop that reaches whomever it hands work to."""

    executor: Executor
    stop: Stop


@contextmanager
def threads(number: int) -> Iterator[Crew]:
    """So many threads; what stops the work that goes on here stops theirs."""
    with ThreadPoolExecutor(max_workers=number) as executor:
        yield Crew(executor, current() or Event())


def run_all(tasks: Sequence[Task[Result]], crew: Crew, count: Count | None = None) -> list[Result]:
    """Do all tasks; results in their order.

    Where some fail all others are still done, and the error of the first of them is raised. Once the crew's stop is
    set, solves end where they are and what waits is not begun: StopError. An interrupt of the wait (Ctrl-C) sets it.
    """
    counted = count or Uncounted()
    counted.more(len(tasks))
    begun = [begin(task, crew) for task in tasks]
    with _interruptible(crew):
        for _ in as_completed(begun):
            counted.done()
    return [future.result() for future in begun]


def as_ended(tasks: Sequence[Task[Result]], crew: Crew, ahead: int) -> Generator[tuple[int, Future[Result]]]:
    """Each task by its number, as it ends, well or not; no more than `ahead` are handed over at a time.

    Whoever stops to listen, or is interrupted, sets the crew's stop.
    """
    waiting = iter(enumerate(tasks))
    begun: dict[Future[Result], int] = {}
    with _interruptible(crew):
        while True:
            begun |= {begin(task, crew): number for number, task in islice(waiting, ahead - len(begun))}
            if not begun:
                return
            for future in wait(begun, return_when=FIRST_COMPLETED).done:
                yield begun.pop(future), future


def begin(task: Task[Result], crew: Crew) -> Future[Result]:
    """Hand a task to the crew; `ended` waits for it."""
    return crew.executor.submit(_done, task, crew.stop)


def ended(begun: Future[Result], crew: Crew) -> Result:
    """The result of a task that has been begun, as `run_all` gives it."""
    with _interruptible(crew):
        return begun.result()


@contextmanager
def _interruptible(crew: Crew) -> Iterator[None]:
    """A wait whose interrupt stops the crew; what a task raises is no interrupt."""
    try:
        yield
    except Exception:
        raise
    except BaseException:
        crew.stop.set()
        raise


def _done(task: Task[Result], stop: Stop) -> Result:
    with stoppable(stop):
        check()
        return task()
