"""Pages that take work: each is made once behind the page that asks for it, and kept while there is room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from sinews.app.work import Job, State, Work
from sinews.present.page import Page

#: Pages that are kept.
MOST = 24


@dataclass(frozen=True)
class Prepared:
    """A page, or the work on it (None: too much waits)."""

    name: str
    page: Page | None
    job: Job | None


@dataclass
class Shelf:
    """Pages by name. Safe in several threads."""

    work: Work
    _pages: dict[str, Page] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, name: str, make: Callable[[Job], Page], *, begin: bool) -> Prepared:
        """The page of this name; if it is not there, the work on it, begun where `begin` says so."""
        pages = self._pages  # what is made of a case stays with it
        page = pages.get(name)
        if page is not None:
            return Prepared(name, page, None)

        def put(job: Job) -> None:
            made = make(job)
            with self._lock:
                while len(pages) >= MOST:
                    pages.pop(next(iter(pages)))
                pages[name] = made

        job = self.work.job(name)
        if begin and (job is None or job.state in {State.CANCELLED, State.DONE}):
            job = self.work.begin(name, put)
        return Prepared(name, pages.get(name), job)

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages = {}
