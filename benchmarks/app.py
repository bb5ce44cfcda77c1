"""The application on the packaged case: its pages, each lever by hand at its steps, and stated pairs of levers.

    python3 start.py bench app                        all of it, into RESULTS.md
    python -m benchmarks.app pages levers             some of it, printed: pages, levers, start, pairs
    python -m benchmarks.app levers officials ready   of the levers, these alone; of the pairs likewise

A server on this machine is asked as a browser asks it. Seconds are CPU seconds of its process, from the request until
the exact answer is there. *New* is an answer that nobody has asked for before, *remembered* the same asked again; the
first lever also makes ready what is held between requests, and stands apart. Runs are saved in a folder of their own.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.request import urlopen

from benchmarks.page import made, table
from sinews.answers.means import Means
from sinews.app.address import case_of, first, read
from sinews.app.desk import Desk
from sinews.app.levers import Hand, hands
from sinews.app.pages import PAGES
from sinews.app.server import application, bound, hosts_of, server
from sinews.clocks.years import YEARS
from sinews.data.case import Case, embedded

TITLE = "The application"

#: Seconds between two looks at work that goes on.
EVERY = 0.02

#: The lever with which the first answer is asked, and the one that is searched from nothing beside it.
FIRST, AGAINST = "officials=15", "officials=20"

#: Pairs of levers, as addresses have them.
PAIRS = (
    "share=10&contracts=3",
    "share=10&officials=20",
    "share=10&american=10",
    "share=10&ready=5",
    "share=10&recruits=20",
    "share=-10&contracts=3",
    "share=-10&officials=20",
    "contracts=3&officials=20",
    "contracts=3&american=10",
    "contracts=3&ready=5",
    "contracts=1&recruits=20",
    "officials=20&american=10",
    "officials=50&ready=5",
    "officials=20&recruits=-20",
    "american=10&ready=5",
    "american=20&recruits=20",
    "ready=5&recruits=20",
    "threat=6&officials=30",
    "threat=-6&ready=10",
    "lever.shift_shells=1&lever.shift_missiles=1",
)


@dataclass(frozen=True)
class Timed:
    """CPU seconds of an answer when it is new, and when it is remembered."""

    name: str
    new: float
    remembered: float


@dataclass(frozen=True)
class Served:
    """A desk behind a server on this machine."""

    desk: Desk
    address: str

    def exact(self, path: str) -> float:
        """CPU seconds until a path shows an exact answer. RuntimeError if it cannot be worked out."""
        begin = time.process_time()
        page = self._page(path)
        while self.desk.work.busy:
            time.sleep(EVERY)
            page = ""
        page = page or self._page(path)
        if "could not be worked out" in page:
            raise RuntimeError(path)
        return time.process_time() - begin

    def timed(self, name: str, path: str) -> Timed:
        """Asked twice."""
        return Timed(name, self.exact(path), self.exact(path))

    def _page(self, path: str) -> str:
        with urlopen(f"{self.address}{path}") as response:  # noqa: S310 - a server of ours
            return str(response.read().decode())


@contextmanager
def served() -> Iterator[Served]:
    """The packaged case as `sinews app` serves it, with what it remembers and nothing else."""
    folder = embedded("nato-europe")
    with TemporaryDirectory() as runs:
        desk = Desk(Case.read(folder), folder, Path(runs))
        opened = bound("127.0.0.1", 0)
        port = opened.getsockname()[1]
        serving = server(application(desk, hosts_of("127.0.0.1", port)))
        thread = Thread(target=serving.run, kwargs={"sockets": [opened]})
        thread.start()
        try:
            yield Served(desk, f"http://127.0.0.1:{port}")
        finally:
            serving.should_exit = True
            thread.join()
            desk.close()


def numbers(hand: Hand) -> list[int]:
    """Where a lever is asked: both ends, halfway, and a step to both sides; 0, at which it rests, is not asked."""
    steps = {hand.least, hand.least // 2, -hand.step, hand.step, hand.most // 2, hand.most}
    on = {hand.step * round(number / hand.step) for number in steps}
    return sorted(number for number in on if number and hand.least <= number <= hand.most)


# parts ------------------------------------------------------------------------


def pages(here: Served, _names: Sequence[str] = ()) -> list[str]:
    """Every page of the menu; the first one opens with what the case comes with."""
    found = [here.timed(title, path) for path, title in PAGES]
    return ["### Pages", _table("page", found)]


def levers(here: Served, names: Sequence[str] = ()) -> list[str]:
    """Each lever by hand at its steps, or those of these names."""
    begun = here.timed(FIRST, f"/?{FIRST}")
    by_hand = [hand for hand in hands(here.desk.case) if hand.name in names or not names]
    rows, every = [], list[Timed]()
    for hand in by_hand:
        timed = [here.timed(f"{hand.name}={number}", f"/?{hand.name}={number}") for number in numbers(hand)]
        rows.append(_summary(hand.label, timed))
        every += timed
        print(rows[-1], file=sys.stderr, flush=True)
    head = ["lever", "steps asked", "new: median", "new: worst", "at", "remembered: median", "remembered: worst"]
    about = f"The first new answer of a process (`{FIRST}`) takes {begun.new:.1f} s."
    return ["### Levers by hand", table(head, [*rows, _summary("all", every)]), about]


def start(here: Served, _names: Sequence[str] = ()) -> list[str]:
    """A lever from what is held, and from nothing, in one run. ValueError if the answers differ."""
    desk, kept = here.desk, here.desk.kept(YEARS)
    held = desk.holding.get(YEARS, YEARS.name, kept.memory.key, YEARS.scope(desk.case))
    record = kept.get(first())
    near = record.margins if record else ()
    name, _, number = AGAINST.partition("=")
    scope = YEARS.scope(case_of(desk.case, read(desk.case, [(name, number)])))
    seconds, said = [], []
    for what in (held, None):
        begin = time.process_time()
        said.append(YEARS.prompt(scope, Means(), near, what).margins)
        seconds.append(time.process_time() - begin)
    if said[0] != said[1]:
        raise ValueError(AGAINST)
    about = (
        f"`{AGAINST}` takes {seconds[0]:.1f} s from what is held and {seconds[1]:.1f} s from nothing "
        f"({seconds[0] / seconds[1]:.2f} of it), with the same date."
    )
    return ["### From what is held, and from nothing", about]


def pairs(here: Served, names: Sequence[str] = ()) -> list[str]:
    """Stated pairs of levers, or those of these names."""
    here.exact(f"/?{FIRST}")
    found = [here.timed(f"`{query}`", f"/?{query}") for query in PAIRS if query in names or not names]
    worst = max(found, key=lambda timed: timed.new)
    about = f"Median {median(timed.new for timed in found):.1f} s, worst {worst.new:.1f} s ({worst.name})."
    return ["### Pairs of levers", _table("pair", found), about]


def _summary(label: str, found: Sequence[Timed]) -> list[str]:
    worst = max(found, key=lambda timed: timed.new)
    again = [timed.remembered for timed in found]
    return [
        label,
        f"{len(found)}",
        f"{median(timed.new for timed in found):.2f}",
        f"{worst.new:.2f}",
        f"`{worst.name}`",
        f"{median(again):.3f}",
        f"{max(again):.3f}",
    ]


def _table(what: str, found: Sequence[Timed]) -> str:
    rows = [[timed.name, f"{timed.new:.2f}", f"{timed.remembered:.3f}"] for timed in found]
    return table([what, "new, s", "remembered, s"], rows)


PARTS: dict[str, Callable[[Served, Sequence[str]], list[str]]] = {
    "pages": pages,
    "levers": levers,
    "start": start,
    "pairs": pairs,
}


def measured(_repeats: int, words: Sequence[str] = ()) -> list[str]:
    """The part of RESULTS.md; each answer is new but once, so there is one round. `words`: parts, and levers."""
    parts = {name: part for name, part in PARTS.items() if name in words} or PARTS
    names = [word for word in words if word not in PARTS]
    command = " ".join(["python -m benchmarks.app", *words])
    paragraphs = [f"{made(1, 'one process')} CPU seconds; `{command}`."]
    for name, part in parts.items():
        print(name, file=sys.stderr, flush=True)
        with served() as here:
            paragraphs += part(here, names)
    return paragraphs


if __name__ == "__main__":
    print("\n\n".join(measured(1, sys.argv[1:])))
