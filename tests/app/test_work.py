"""Work behind the pages: begun once, cancelled with its solver, bounded, and given up where nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest

from sinews.app import work as working
from sinews.app.work import WAITING, Job, State, Work
from sinews.errors import UsageError
from sinews.model.solver.stop import check, current


@pytest.fixture
def work() -> Iterator[Work]:
    """One thread."""
    work = Work()
    yield work
    work.close()


def ended(work: Work) -> None:
    work._executor.submit(str).result()


def test_work_of_one_name_is_begun_once(work: Work) -> None:
    hold, times = Event(), []
    first = work.begin("a", lambda _: times.append(hold.wait()))
    assert work.begin("a", lambda _: times.append(True)) is first
    hold.set()
    ended(work)
    assert (times, first.state if first else None) == ([True], State.DONE)
    assert work.begin("a", lambda _: None) is not first


def test_cancelling_reaches_the_solver(work: Work) -> None:
    """Solvers look at the stop of the work that they are part of, which is the job's."""
    begun = Event()

    def solve(job: Job) -> None:
        assert current() is job.stop
        begun.set()
        job.stop.wait()
        check()

    job = work.begin("a", solve)
    begun.wait()
    work.cancel("a")
    ended(work)
    assert job is not None
    assert job.state is State.CANCELLED


def test_what_fails_says_why(work: Work) -> None:
    def refuse(_: Job) -> None:
        raise UsageError("no such thing")

    job = work.begin("a", refuse)
    ended(work)
    assert job is not None
    assert (job.state, job.error) == (State.FAILED, "no such thing")


def test_progress_is_counted(work: Work) -> None:
    def count(job: Job) -> None:
        with job("solve") as pieces:
            pieces.more(3)
            pieces.done()

    job = work.begin("a", count)
    ended(work)
    assert job is not None
    assert (job.phase, job.over, job.pieces) == ("solve", 1, 3)


def test_so_much_waits_and_no_more(work: Work) -> None:
    hold, begun = Event(), Event()
    work.begin("first", lambda _: begun.set() or (hold.wait() and None))
    begun.wait()
    jobs = [work.begin(str(number), lambda _: None) for number in range(WAITING + 3)]
    assert jobs.count(None) == 3
    hold.set()
    ended(work)
    assert work.begin("later", lambda _: None) is not None


def test_what_nobody_asks_after_is_given_up(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    hold, done = Event(), []
    work.begin("first", lambda _: hold.wait() and None)
    work.begin("left", lambda _: done.append("left"))
    monkeypatch.setattr(working, "FORGOTTEN", -1.0)
    work.begin("wanted", lambda _: done.append("wanted"))
    hold.set()
    ended(work)
    assert done == ["wanted"]


def test_ends_are_forgotten_in_time(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "ENDED", 2)
    for number in range(5):
        work.begin(str(number), lambda _: None)
        ended(work)
    work.begin("last", lambda _: None)
    assert [name for name in "01234" if work.job(name)] == ["3", "4"]


def test_closing_ends_all(work: Work) -> None:
    first = work.begin("first", lambda job: job.stop.wait() and None)
    second = work.begin("second", lambda _: None)
    work.close()
    assert first is not None
    assert second is not None
    assert {first.stop.is_set(), second.stop.is_set()} == {True}
