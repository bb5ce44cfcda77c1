"""Ctrl-C and SIGTERM: one line, a status of their own, and no half file."""

from __future__ import annotations

import os
import re
import signal
import time
from typing import IO

import pytest

from tests.cli.words import Listing, Process, Start

STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143}

signals = pytest.mark.parametrize("number", list(STATUS), ids=lambda number: number.name)

#: Runs a command with one function slowed down, so that a signal meets it at work.
SLOW = """
import sys, time
from pathlib import Path
import {module} as module
from sinews.commands.main import main
ready = module.{function}
def slow(path, *rest):
    if Path(path).name == {name!r}:
        print("at work", flush=True)
        time.sleep(60)
    return ready(path, *rest)
module.{function} = slow
sys.exit(main({words!r}))
"""


def stop(process: Process, number: signal.Signals, stream: IO[str] | None) -> tuple[int, str]:
    """Wait for a line that says that work is going on, send the signal; returns status and what was said."""
    assert stream is not None
    line = stream.readline()
    while line and not line.startswith(("at work", "build")):
        line = stream.readline()
    time.sleep(0.5)
    os.kill(process.pid, number)
    _, err = process.communicate(timeout=20)
    return process.returncode, err


@signals
def test_while_the_solver_works(process: Start, listing: Listing, number: signal.Signals) -> None:
    """The packaged case by months: its solve takes most of a minute, and the signal ends it at once."""
    before = listing()
    started = process(["-m", "sinews", "brief", "--monthly", "--progress", "--no-save"])
    status, err = stop(started, number, started.stderr)
    assert status == STATUS[number]
    assert err.count("\n") == 1
    assert "during 'solve'" in err
    assert listing() == before


@signals
@pytest.mark.parametrize(
    ("module", "function", "name", "words"),
    [
        ("sinews.answers.runs", "write_bytes", "manifest.json", ["years", "small"]),
        ("sinews.present.render.html", "write_text", "report.html", ["brief", "small", "--no-save"]),
        ("sinews.files", "write_bytes", "sites.csv", ["new", "mine", "--from", "small"]),
    ],
    ids=["run", "report", "case"],
)
def test_while_files_are_written(
    process: Start, listing: Listing, number: signal.Signals, module: str, function: str, name: str, words: list[str]
) -> None:
    before = listing()
    code = SLOW.format(module=module, function=function, name=name, words=words)
    started = process(["-c", code])
    status, err = stop(started, number, started.stdout)
    assert status == STATUS[number]
    assert err.startswith("sinews: stopped by ")
    assert "Traceback" not in err
    left = [name for name in listing() if name not in before]
    # what is remembered is whole by then
    whole = re.compile(r"runs|runs/measured|runs/measured/\w+\.json|report-data.*")
    assert [name for name in left if not whole.fullmatch(name)] == []


@signals
def test_before_anything_has_started(process: Start, number: signal.Signals) -> None:
    """A signal to a command that waits in its own code unwinds it."""
    code = (
        "import sys, time, sinews.commands.new as new; from sinews.commands.main import main\n"
        "def wait(*_): print('at work', flush=True); time.sleep(60)\n"
        "new.run = wait; sys.exit(main(['new', 'x']))"
    )
    started = process(["-c", code])
    status, err = stop(started, number, started.stdout)
    assert (status, err.count("\n")) == (STATUS[number], 1)
