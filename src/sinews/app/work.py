"""Work behind the pages: exact answers are worked out in threads, a page asks how far they are, and may cancel them.

What nobody has asked after for a while is given up, so that a reader who moves a lever ten times does not leave ten
solves behind. So many at most wait; whoever comes then is told so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from threading import Event, Lock

from sinews.answers.progress import Count
from sinews.errors import SinewsError, StopError
from sinews.model.solver.stop import check, stoppable

#: Pieces of work that wait at most.
WAITING = 32

#: Ends of work that are kept, so that a page can say how it ended.
ENDED = 200

#: Seconds after which work is given up that no page has asked after: before it begins, and while it goes on.
FORGOTTEN, LEFT = 20.0, 600.0


class State(Enum):
    """How far a piece of work is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass
class Job:
    """A piece of work, and its progress (`sinews.answers.progress.Progress`).

    `stop`: ends it, solver included. `phase`, `pieces`, `over`: how far it is. `error`: why it failed.
    `seen`: when a page last asked after it; `begun`: when it began (None: not yet), by `time.monotonic`.
    """

    name: str
    task: Callable[[Job], None]
    stop: Event = field(default_factory=Event)
    state: State = State.WAITING
    phase: str = ""
    pieces: int = 0
    over: int = 0
    error: str = ""
    seen: float = field(default_factory=time.monotonic)
    begun: float | None = None
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def __call__(self, phase: str) -> Iterator[Count]:
        """A phase of it (`sinews.answers.progress.Progress`)."""
        self.phase, self.pieces, self.over = phase, 0, 0
        yield self

    def more(self, pieces: int) -> None:
        """So many pieces of the phase are to come."""
        with self._lock:
            self.pieces += pieces

    def done(self) -> None:
        """A piece of the phase is done."""
        with self._lock:
            self.over += 1

    @property
    def alive(self) -> bool:
        """Whether it waits or goes on."""
        return self.state in {State.WAITING, State.RUNNING} and not self.stop.is_set()

    @property
    def seconds(self) -> int:
        """Since it began."""
        return 0 if self.begun is None else int(time.monotonic() - self.begun)


class Work:
    """Pieces of work by name, done by so many threads. Safe in several threads."""

    def __init__(self, threads: int = 1) -> None:
        self._executor = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="sinews-work")
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()

    def job(self, name: str) -> Job | None:
        """The last piece of work of this name, if it is known; a page has asked after it now."""
        job = self._jobs.get(name)
        if job is not None:
            job.seen = time.monotonic()
        return job

    @property
    def busy(self) -> bool:
        """Whether any piece of work waits or goes on."""
        return any(job.alive for job in list(self._jobs.values()))

    def begin(self, name: str, task: Callable[[Job], None]) -> Job | None:
        """The piece of work of this name, begun unless it waits or goes on already; None where too many wait."""
        with self._lock:
            self._give_up()
            job = self.job(name)
            if job is not None and job.alive:
                return job
            if sum(job.state is State.WAITING for job in self._jobs.values()) >= WAITING:
                return None
            job = Job(name, task)
            self._jobs.pop(name, None)
            self._jobs[name] = job
            self._executor.submit(self._do, job)
            return job

    def cancel(self, name: str) -> None:
        """End a piece of work, solver included; nothing for one that has ended or is not known."""
        job = self._jobs.get(name)
        if job is not None and job.alive:
            job.stop.set()
            job.state = State.CANCELLED

    def forget(self, name: str) -> None:
        """Forget how a piece of work ended, so that it is begun again when it is wanted; what goes on is kept."""
        with self._lock:
            job = self._jobs.get(name)
            if job is not None and not job.alive:
                del self._jobs[name]

    def cancel_all(self) -> None:
        """End all work."""
        for name in list(self._jobs):
            self.cancel(name)

    def forget_all(self) -> None:
        """End all work, and forget what came of it: it was about something else."""
        self.cancel_all()
        with self._lock:
            self._jobs.clear()

    def close(self) -> None:
        """End all work, and wait until it has ended."""
        self.cancel_all()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _give_up(self) -> None:
        """Cancel what nobody has asked after, and forget the oldest of what has ended."""
        now = time.monotonic()
        for name, job in list(self._jobs.items()):
            patience = FORGOTTEN if job.state is State.WAITING else LEFT
            if job.alive and now - job.seen > patience:
                self.cancel(name)
        ended = [name for name, job in self._jobs.items() if not job.alive and job.state is not State.RUNNING]
        for name in ended[: max(len(ended) - ENDED, 0)]:
            del self._jobs[name]

    def _do(self, job: Job) -> None:
        if job.stop.is_set():
            return
        job.state, job.begun = State.RUNNING, time.monotonic()
        try:
            with stoppable(job.stop):
                check()
                job.task(job)
            job.state = State.DONE
        except StopError:
            job.state = State.CANCELLED
        except SinewsError as error:
            job.state, job.error = State.FAILED, str(error)
        except Exception as error:  # noqa: BLE001 - a thread has nobody else to tell
            job.state, job.error = State.FAILED, f"{type(error).__name__}: {error}"
