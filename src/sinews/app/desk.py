"""What the application works on: a case, its clocks, what is remembered of them, and work that goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from sinews.answers.means import Means
from sinews.answers.memory import FOLDER, Memory, key_of
from sinews.answers.provenance import Provenance
from sinews.app import address as addresses
from sinews.app.address import Address
from sinews.app.drawer import Drawer
from sinews.app.holding import Holding
from sinews.app.record import READS, Record, of_answer, plain, recorded
from sinews.app.restating import again, alike
from sinews.app.shelf import Shelf
from sinews.app.work import Job, Work
from sinews.clocks import CLOCKS, AnyClock
from sinews.clocks.asking import Asking
from sinews.clocks.prompt import Prompt
from sinews.data.case import Case
from sinews.errors import SinewsError, StopError, WriteError
from sinews.model.solver.stop import check

#: What answers to an address depend on beside the first question: what its levers are, and how they are restated.
MODULES = ("sinews.app.address", "sinews.app.restating")

#: The solver that is asked.
SOLVER = "highs"

#: Records that are kept of a clock.
MOST = 2_000


@dataclass
class Kept:
    """What is remembered of a clock: by the part of an address that concerns it. `path`: where it is kept."""

    clock: AnyClock
    memory: Memory
    path: Path
    _lock: Lock = field(default_factory=Lock)

    def get(self, address: Address) -> Record | None:
        """The record of an exact answer."""
        return self.memory.get(address.query, recorded)

    def keep(self, address: Address, record: Record) -> None:
        """Remember an exact answer, here and for the next time; where that cannot be written, here alone."""
        with self._lock:  # pages keep what they restate, beside the work that goes on
            while len(self.memory.records) >= MOST:
                self.memory.records.pop(next(iter(self.memory.records)))
            self.memory.keep(address.query, plain(record))
            try:
                self.memory.write(self.path)
            except WriteError:
                self.memory.notes.append(f"{self.path} cannot be written; the answer is remembered until the end.")


@dataclass
class Desk:
    """A case on the desk. `folder`: where it lies; `runs`: where runs are saved; `workers`: threads of one answer.

    `again`: reads the case anew after a change (None: it is nobody's to change here).
    """

    case: Case
    folder: Path
    runs: Path
    workers: int = 1
    again: Callable[[], Case] | None = None
    work: Work = field(default_factory=Work)
    shelf: Shelf = field(init=False)
    drawer: Drawer = field(default_factory=Drawer)
    holding: Holding = field(init=False)
    _kept: dict[str, Kept] = field(default_factory=dict)
    _last: dict[str, Address] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.work)
        self.holding = Holding(self.folder, self._beside)

    def changed(self) -> None:
        """Read the case anew, and forget what was remembered of the one before."""
        if self.again is not None:
            case = self.again()
            with self._lock:
                self.case = case
                self._kept.clear()
                self._last.clear()
            self.work.forget_all()  # also what was begun while the case was read
            self.shelf.clear()
            self.drawer.clear()

    @property
    def clocks(self) -> tuple[AnyClock, ...]:
        """The clocks that the case has something for."""
        return tuple(clock for clock in CLOCKS if not clock.lacking(self.case))

    def recall(self) -> tuple[str, ...]:
        """Read what is remembered of every clock, so that the first page does not wait; what was wrong with it."""
        return tuple(text for clock in self.clocks for text in self.kept(clock).memory.notes)

    @property
    def elsewhere(self) -> tuple[Provenance, ...]:
        """Where exact answers that were shown come from, if not from here."""
        origins = {origin for kept in list(self._kept.values()) for origin in kept.memory.elsewhere}
        return tuple(sorted(origins))

    def kept(self, clock: AnyClock) -> Kept:
        """What is remembered of a clock: what the case came with, and earlier answers here."""
        with self._lock:
            if clock.name not in self._kept:
                self._kept[clock.name] = self._learned(clock)
            return self._kept[clock.name]

    def record(self, clock: AnyClock, address: Address) -> Record | None:
        """The exact answer of a clock to an address, if it is remembered: it is the last one from now on."""
        part = addresses.of_clock(address, clock, self.case)
        record = self.kept(clock).get(part) or self._restated(clock, part)
        if record is not None:
            self._last[clock.name] = part
        return record

    def last(self, clock: AnyClock) -> tuple[Address, Record] | None:
        """The exact answer of a clock that was shown last, or that to the first question; None if there is none."""
        for part in (self._last.get(clock.name), addresses.of_clock(addresses.first(), clock, self.case)):
            record = None if part is None else self.kept(clock).get(part)
            if part is not None and record is not None:
                return part, record
        return None

    def begin(self, clock: AnyClock, address: Address) -> Job | None:
        """Work the answer of a clock out behind the page; None where too much waits already."""
        part = addresses.of_clock(address, clock, self.case)
        return self.work.begin(self.name(clock, part), partial(self._answer, clock, part, self.kept(clock)))

    def job(self, clock: AnyClock, address: Address) -> Job | None:
        """The work on the answer of a clock to an address, if there is any."""
        return self.work.job(self.name(clock, addresses.of_clock(address, clock, self.case)))

    def name(self, clock: AnyClock, part: Address) -> str:
        """The name of the work on an answer."""
        return f"{clock.name}?{part.query}"

    def asking(self, clock: AnyClock, address: Address, job: Job) -> Asking:
        """The question of an address to a clock, with what is remembered of it. UsageError, CaseError for none."""
        part = addresses.of_clock(address, clock, self.case)
        scope = _scope(self.case, clock, part)
        memory = Memory(clock.key(scope, SOLVER))
        memory.learn(self.folder / FOLDER / f"{clock.name}.json", by_author=True)
        memory.learn(self._beside(f"{clock.name}-{memory.key[:16]}"))
        return Asking(clock, scope, Means(SOLVER, job, self.workers, memory))

    def remember(self, asking: Asking) -> None:
        """Keep what an answer has measured, for the next time; where that cannot be written it is measured again."""
        memory = asking.means.memory
        if memory.fresh:
            try:
                memory.write(self._beside(f"{asking.clock.name}-{memory.key[:16]}"))
            except WriteError:
                return

    def close(self) -> None:
        """End all work."""
        self.work.close()

    def _restated(self, clock: AnyClock, part: Address) -> Record | None:
        """The record of an address that differs from a remembered one only in when something is due."""
        case, kept = self.case, self.kept(clock)
        near = alike(part, clock, case)
        before = None if near == part else kept.get(near)
        if before is None:
            return None
        try:
            record = again(before, _scope(case, clock, part))
        except SinewsError:  # it is worked out behind the page, which says what is wrong
            return None
        if case is self.case:
            kept.keep(part, record)
        return record

    def _answer(self, clock: AnyClock, part: Address, kept: Kept, job: Job) -> None:
        """Work an answer out and remember it: the whole one to the first question, else its margins."""
        asking = self.asking(clock, part, job)
        first = kept.get(addresses.of_clock(addresses.first(), clock, self.case))
        if part.query and isinstance(clock, Prompt):
            said = clock.prompt(asking.scope, asking.means, first.margins if first else (), self._held(clock, kept))
            record = Record(said.margins, first.reads if first else READS, found=" ".join(said.sentences))
        else:
            record = of_answer(asking.answer, clock)
            self.remember(asking)
        records = {part: record, **self._alike(clock, part, kept, record)}
        check()
        if self.kept(clock) is not kept:  # it is about a case that is not on the desk any more
            raise StopError
        for name, worked_out in records.items():
            kept.keep(name, worked_out)
        if isinstance(clock, Prompt) and not part.query:  # the answer is shown by now
            self.holding.keep(clock, clock.name, kept.memory.key, asking.answer)

    def _held(self, clock: AnyClock, kept: Kept) -> Any:  # noqa: ANN401 - the clock's own
        """What a clock holds of the answer to the first question; None if it holds nothing."""
        case = self.case
        if not isinstance(clock, Prompt) or self.kept(clock) is not kept:
            return None
        return self.holding.get(clock, clock.name, kept.memory.key, clock.scope(case))

    def _alike(self, clock: AnyClock, part: Address, kept: Kept, record: Record) -> dict[Address, Record]:
        """The record at the address that others are restated from, unless it is there or is that of a whole answer."""
        near = alike(part, clock, self.case)
        if near == part or not near.query or kept.get(near) is not None:
            return {}
        return {near: again(record, _scope(self.case, clock, near))}

    def _learned(self, clock: AnyClock) -> Kept:
        memory = Memory(key(clock, clock.scope(self.case)))
        path = self._beside(f"margins-{clock.name}-{memory.key[:16]}")
        memory.learn(of_case(self.folder, clock.name), by_author=True)
        memory.learn(path)
        return Kept(clock, memory, path)

    def _beside(self, name: str) -> Path:
        return self.runs / FOLDER / f"{name}.json"


def _scope(case: Case, clock: AnyClock, part: Address) -> Any:  # noqa: ANN401 - the clock's own
    """The scope of the part of an address that a clock is asked about. UsageError, CaseError for none."""
    return clock.scope(addresses.case_of(case, part), clock.question(addresses.question_of(part, clock)))


def key(clock: AnyClock, scope: Any) -> str:  # noqa: ANN401 - the clock's own
    """The key of what is remembered of addresses, by the scope of the first question."""
    return key_of(MODULES, clock.key(scope, SOLVER))


def of_case(folder: Path, clock: str) -> Path:
    """The file in which a case comes with the margins of a clock."""
    return folder / FOLDER / f"margins-{clock}.json"
