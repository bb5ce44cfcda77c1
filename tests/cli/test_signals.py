"""Ctrl-C and SIGTERM: one line, a status of their own, and no half file."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.cli.words import Listing, Process, Start

STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143}

signals = pytest.mark.parametrize("number", list(STATUS), ids=lambda number: number.name)

#: Runs a command that waits for ever where what it has made in a folder is to take its place. It draws no charts.
WAITING = """
import signal, sys
from sinews.commands.main import main
from sinews.files import whole
from sinews.present.render import html
html.specification = lambda figure: {{}}
ready = whole._settle
def waiting(part):
    if part.parent.name == {place!r}:
        print("at work", flush=True)
        while True:
            signal.pause()
    return ready(part)
whole._settle = waiting
sys.exit(main({words!r}))
"""

#: Runs a command that says when the solver is about to start.
SOLVING = """
import sys
import highspy
from sinews.commands.main import main
ready = highspy.Highs.run
def run(highs):
    print("at work", flush=True)
    return ready(highs)
highspy.Highs.run = run
sys.exit(main({words!r}))
"""

#: Runs a command whose solver is told to stop, and goes on for ever.
DEAF = """
import sys, threading, time
import highspy
from sinews.commands.main import main
from sinews.model.solver.stop import current
def run(highs):
    print("at work", flush=True)
    while not current().is_set():
        time.sleep(0.01)
    print("told to stop", flush=True)
    threading.Event().wait()
highspy.Highs.run = run
sys.exit(main({words!r}))
"""


def at_work(process: Process, said: str = "at work") -> None:
    """Wait for the line that says so."""
    assert process.stdout is not None
    line = process.stdout.readline()
    while line and not line.startswith(said):
        line = process.stdout.readline()


def ends_in_one_line(process: Process, number: signal.Signals) -> None:
    """Send the signal: the process says that it was stopped, and ends with the status for it."""
    status, err = stop(process, number)
    assert status == STATUS[number]
    assert err.startswith("sinews: stopped by ")
    assert "Traceback" not in err


def stop(process: Process, number: signal.Signals) -> tuple[int, str]:
    """Send the signal; returns status and what was said."""
    os.kill(process.pid, number)
    _, err = process.communicate()
    return process.returncode, err


def computing(process: Process, ticks: int) -> None:
    """Wait until a process has used the processor for so many ticks more, or has ended."""

    def used() -> int:
        return sum(map(int, Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").split()[13:15]))

    start = used()
    while process.poll() is None and used() < start + ticks:
        time.sleep(0.01)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a process has used is read from /proc")
def test_while_the_solver_works(process: Start, listing: Listing) -> None:
    """The packaged case by months: its solve takes most of a minute, and the signal ends it on the way."""
    before = listing()
    words = ["brief", "--monthly", "--progress", "--no-save"]
    started = process(["-c", SOLVING.format(words=words)])
    at_work(started)
    computing(started, ticks=30)
    status, err = stop(started, signal.SIGINT)
    assert status == STATUS[signal.SIGINT]
    assert "stopped by" in err.splitlines()[-1]
    assert "during 'solve'" in err.splitlines()[-1]
    assert "Traceback" not in err
    assert listing() == before


@signals
def test_a_second_time_while_the_solver_does_not_listen(
    process: Start, listing: Listing, number: signal.Signals
) -> None:
    """The first signal reaches the solver; the second ends the process, whatever the solver does."""
    before = listing()
    started = process(["-c", DEAF.format(words=["years", "small", "--workers", "1", "--no-save"])])
    at_work(started)
    os.kill(started.pid, number)
    at_work(started, "told to stop")
    ends_in_one_line(started, number)
    assert listing() == before


@signals
@pytest.mark.usefixtures("_remembered")
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("runs", ["years", "small"]),
        ("", ["brief", "small", "--quick", "--no-save"]),
        ("", ["new", "mine", "--from", "small"]),
    ],
    ids=["run", "report", "case"],
)
def test_while_files_are_written(
    process: Start, listing: Listing, number: signal.Signals, place: str, words: list[str]
) -> None:
    before = listing()
    started = process(["-c", WAITING.format(place=place, words=words)])
    at_work(started)
    ends_in_one_line(started, number)
    assert listing() == before


@signals
def test_before_anything_has_started(process: Start, number: signal.Signals) -> None:
    """A signal to a command that waits in its own code unwinds it."""
    code = (
        "import signal, sys, sinews.commands.new as new; from sinews.commands.main import main\n"
        "def wait(*_): print('at work', flush=True); signal.pause()\n"
        "new.run = wait; sys.exit(main(['new', 'x']))"
    )
    started = process(["-c", code])
    at_work(started)
    status, err = stop(started, number)
    assert (status, err.count("\n")) == (STATUS[number], 1)
