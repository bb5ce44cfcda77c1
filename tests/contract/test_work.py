"""Work side by side: the same results by threads, by processes and alone; it can be stopped; errors come in order."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from sinews.answers.work import Crew, as_ended, begin, ended, run_all, threads
from sinews.clocks.days.effects import Effects
from sinews.clocks.days.kept import Movements
from sinews.clocks.days.plan import Plan, plan
from sinews.clocks.days.scope import Moves
from sinews.clocks.days.why import bottlenecks
from sinews.clocks.years.limits import LIMITS
from sinews.clocks.years.measured import Measured
from sinews.clocks.years.measuring import Measurement, hired
from sinews.clocks.years.outcome import Reader
from sinews.clocks.years.program import build
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Question, Scope
from sinews.errors import CaseError, Finding, SinewsError, SolveError, StopError, UsageError
from sinews.model.program import Program
from sinews.model.solver.highs import HighsSession, Method
from sinews.model.solver.stop import current, stoppable
from tests.days.answers import two_ways
from tests.laws.cases import base
from tests.laws.test_measured import near
from tests.model import refer
from tests.support import packaged_case


class AtOnce(Executor):
    """Does each task as it is handed in."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        return future


@contextmanager
def alone() -> Iterator[Crew]:
    yield Crew(AtOnce(), Event())


@contextmanager
def processes() -> Iterator[Crew]:
    """Two processes of their own, which hold nothing but what tasks bring."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as held, ProcessPoolExecutor(2, mp_context=context) as executor:
        yield Crew(executor, held.Event())


CREWS = {
    "alone": alone,
    "one thread": partial(threads, 1),
    "three threads": partial(threads, 3),
    "processes": processes,
}


@pytest.fixture(scope="module", params=CREWS)
def crew(request: pytest.FixtureRequest) -> Iterator[Crew]:
    with CREWS[request.param]() as who:
        yield who


@cache
def reference() -> Reference:
    return refer(near(base()))


@cache
def measurements() -> tuple[Measurement, ...]:
    """A step of each limit that is tried or has a price, and two of them at once."""
    found = reference()
    reader = Reader(found.scope, found.program, found.solution)
    first = [(limit, next(iter([*limit.worth(reader), *limit.tried(reader)]), "main_battle_tank")) for limit in LIMITS]
    steps = [(limit.lever(found.scope, subject), 1.0) for limit, subject in first]
    return *(Measurement(found, (step,), date=True) for step in steps), Measurement(found, tuple(steps[:2]), date=False)


@cache
def expected() -> tuple[str, ...]:
    return tuple(repr(task()) for task in measurements())


def test_results_are_the_same_bytes_whoever_does_the_work(crew: Crew) -> None:
    assert tuple(map(repr, run_all(measurements(), crew))) == expected()


@cache
def plan_of_days() -> Plan:
    return plan(Moves.of(two_ways().case()))


def test_the_days_clock_gives_the_same_bytes_as_well(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    made = plan_of_days()
    alone_why = bottlenecks(made)
    alone_effects = Effects(made, "highs", Movements()).of_corridors()
    assert alone_why
    assert alone_effects
    for module in ("sinews.clocks.days.why", "sinews.clocks.days.effects"):
        monkeypatch.setattr(f"{module}.threads", lambda _number: nullcontext(crew))
    assert repr(bottlenecks(made)) == repr(alone_why)
    assert repr(Effects(made, "highs", Movements()).of_corridors()) == repr(alone_effects)


# errors ---------------------------------------------------------------------------------------------------------------


def marked(folder: Path, name: str) -> str:
    """Leave a mark; what begins with `no` fails then."""
    (folder / name).touch()
    if name.startswith("no"):
        raise SolveError(name)
    return name


def test_the_first_error_by_order_is_raised_once_all_are_done(crew: Crew, tmp_path: Path) -> None:
    names = ["a", "no 1", "b", "no 2", "c"]
    with pytest.raises(SolveError, match="no 1"):
        run_all([partial(marked, tmp_path, name) for name in names], crew)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


@pytest.mark.parametrize(
    "error",
    [StopError(), SolveError("no"), UsageError("no"), CaseError([Finding("a.csv", 2, "b", "c", "d", "e")])],
    ids=lambda error: type(error).__name__,
)
def test_errors_come_back_from_another_process_as_they_were(error: SinewsError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - its own
    assert (type(again), str(again)) == (type(error), str(error))


@dataclass
class Counted:
    """Counts; `at`: the piece at which it is interrupted, as by Ctrl-C."""

    at: int = 0
    come: list[int] = field(default_factory=list)
    gone: int = 0

    def more(self, pieces: int) -> None:
        self.come.append(pieces)

    def done(self) -> None:
        self.gone += 1
        if self.gone == self.at:
            raise KeyboardInterrupt


def test_each_task_is_counted_once(crew: Crew, tmp_path: Path) -> None:
    count = Counted()
    assert run_all([partial(marked, tmp_path, name) for name in "abc"], crew, count) == ["a", "b", "c"]
    assert (count.come, count.gone) == ([3], 3)


def test_what_is_known_is_not_counted() -> None:
    """A bar shows work that is to be done."""
    count, memo, package = Counted(), Known(), measurements()[0].package
    with hired(reference(), 1, count, memo) as workers:
        once = workers.packages([package, package])
        again = workers.packages([package])
    assert once[0] == once[1] == again[0]
    assert (count.come, count.gone) == ([1, 0], 1)


class Known(dict[str, Measured]):
    """Remembers measurements."""

    def keep(self, name: str, measured: Measured) -> None:
        self[name] = measured


# stops ----------------------------------------------------------------------------------------------------------------


class After:
    """A stop that is set once it has been looked at so many times."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def is_set(self) -> bool:
        self.looks -= 1
        return self.looks < 0

    def set(self) -> None:
        self.looks = 0


@cache
def program() -> Program:
    return reference().program


@pytest.mark.parametrize("method", Method)
def test_a_solve_stops_where_it_is(method: Method) -> None:
    """The stop is not set as the solve begins, and set when the solver asks: it ends with most steps before it."""
    session = HighsSession(program(), method.value)
    whole = session.solve()
    with stoppable(After(1)), pytest.raises(StopError, match="stopped before its end"):
        session.solve()
    info = session._highs.getInfo()
    assert info.simplex_iteration_count + info.ipm_iteration_count < whole.iterations / 2
    assert session.solve().objective == pytest.approx(whole.objective, abs=1e-9)  # and goes on from there


def test_a_solve_from_a_basis_stops_as_well() -> None:
    session = HighsSession(program())
    session.solve()
    start = session.basis()
    session.change_cost(program().charges["gap"] if "gap" in program().charges else -program().cost)
    with stoppable(After(1)), pytest.raises(StopError):
        session.solve(start)


def test_tasks_are_told_as_they_end_and_no_more_are_handed_over_than_asked(crew: Crew, tmp_path: Path) -> None:
    """Of five at most two at a time; each comes once with its number, and one that fails keeps no other from coming."""
    tasks = [partial(marked, tmp_path, name) for name in ("a", "b", "no", "c", "d")]
    handed: list[int] = []
    coming = as_ended(tasks, crew, 2)
    results = {}
    for number, future in coming:
        handed.append(len(list(tmp_path.iterdir())))
        results[number] = future.exception() or future.result()
    assert sorted(results) == [0, 1, 2, 3, 4]
    assert isinstance(results.pop(2), SolveError)
    assert list(map(results.get, (0, 1, 3, 4))) == list("abcd")
    assert handed[0] <= 2


def test_who_listens_no_more_ends_the_work(tmp_path: Path) -> None:
    with threads(1) as hands:
        coming = as_ended([partial(marked, tmp_path, name) for name in "abcd"], hands, 1)
        next(coming)
        coming.close()
        assert hands.stop.is_set()
    assert {path.name for path in tmp_path.iterdir()} == {"a"}


def test_nothing_begins_once_the_stop_is_set(tmp_path: Path) -> None:
    with threads(1) as hands:
        hands.stop.set()
        with pytest.raises(StopError):
            run_all([partial(marked, tmp_path, "a")], hands)
    assert not list(tmp_path.iterdir())


class Looked(After):
    """A stop that says when it has been looked at by a solver, and is set by somebody else."""

    def __init__(self) -> None:
        super().__init__(0)
        self.seen, self.over = Event(), Event()

    def is_set(self) -> bool:
        self.seen.set()
        return self.over.is_set()

    def set(self) -> None:
        self.over.set()


def test_a_long_solve_in_another_thread_is_stopped() -> None:
    """The packaged program takes some 30,000 steps; it is stopped from outside after a few of them."""
    sessions: list[HighsSession] = []
    stop = Looked()
    with threads(1) as hands:
        crew = Crew(hands.executor, stop)
        solving = begin(partial(_solve_packaged, sessions), crew)
        stop.seen.wait()
        stop.set()
        with pytest.raises(StopError):
            ended(solving, crew)
    assert sessions[0]._highs.getInfo().simplex_iteration_count < 10_000


def _solve_packaged(sessions: list[HighsSession]) -> float:
    sessions.append(HighsSession(packaged()))
    return sessions[0].solve().objective


@cache
def packaged() -> Program:
    return build(Scope.of(packaged_case(), Question()))


def test_an_interrupt_of_the_wait_stops_what_runs_and_what_waits(tmp_path: Path) -> None:
    """Ctrl-C after the first of three: the second, under way, ends at its next look; the third never begins."""
    tasks = [partial(marked, tmp_path, "a"), partial(waiting, tmp_path), partial(marked, tmp_path, "c")]
    with threads(1) as hands, pytest.raises(KeyboardInterrupt):
        run_all(tasks, hands, Counted(at=1))
    assert hands.stop.is_set()
    assert "c" not in {path.name for path in tmp_path.iterdir()}


def waiting(folder: Path) -> str:
    """Work that goes on until it is stopped."""
    stop = current()
    assert stop is not None
    while not stop.is_set():
        Event().wait(0.01)
    return marked(folder, "b")


def test_a_solve_in_another_process_is_stopped() -> None:
    with processes() as hands:
        running = begin(until_stopped, hands)
        hands.stop.set()
        with pytest.raises(StopError):
            ended(running, hands)


def until_stopped() -> float:
    """Solve the same program again and again."""
    session = HighsSession(program())
    while True:
        session.solve()


def test_a_crew_within_a_crew_shares_its_stop() -> None:
    with threads(1) as outer:
        assert run_all([partial(shares, outer)], outer) == [True]


def shares(outer: Crew) -> bool:
    """Whether threads that are hired within a task end with its crew."""
    with threads(1) as inner:
        return inner.stop is outer.stop
