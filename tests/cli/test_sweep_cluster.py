"""A sweep on a Dask scheduler with two workers on this machine, one of which is killed while it has rows."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event

import polars as pl
import pytest

from sinews.answers.memory import FOLDER
from tests import both

ROWS = ("first,,", "poor,poor,", "sure,,40", "again,,41", "third,,42", "fourth,poor,43")

#: Schedulers and workers take seconds to begin.
pytestmark = pytest.mark.long

QUIET = ("--host", "127.0.0.1", "--no-dashboard")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A working folder with a tiny case and a file of rows."""
    both.case().write(tmp_path / "both")
    (tmp_path / "rows.csv").write_text("".join(f"{line}\n" for line in ("name,path,trials", *ROWS)), encoding="utf-8")
    return tmp_path


@contextmanager
def started(place: Path, words: Sequence[str], name: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process in the working folder that says what it does in a file; it is ended behind the block."""
    with (
        (place / name).open("wb") as log,
        subprocess.Popen([sys.executable, "-m", *words], cwd=place, stdout=log, stderr=log) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def await_text(path: Path, text: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a file holds a text; a failure if who writes it has ended before."""
    while not path.exists() or text not in path.read_text(encoding="utf-8"):
        assert process.poll() is None, path.read_text(encoding="utf-8") if path.exists() else path
        Event().wait(0.05)


def test_a_worker_that_is_killed_loses_nothing(place: Path) -> None:
    """One of two workers stands still from the start, so that it never ends the rows that it gets; then it is killed.

    The other one does these as well, and the table has the bytes of one that was worked out here.
    """
    with ExitStack() as stack:
        file = place / "scheduler.json"
        words = ("dask", "scheduler", "--port", "0", "--scheduler-file", str(file), *QUIET)
        scheduler = stack.enter_context(started(place, words, "scheduler.log"))
        await_text(file, "address", scheduler)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        workers = []
        for number in range(2):
            words = ("dask", "worker", address, "--nthreads", "1", "--no-nanny", *QUIET)
            workers.append(stack.enter_context(started(place, words, f"worker{number}.log")))
            await_text(place / f"worker{number}.log", "Registered to:", workers[-1])
        still, _ = workers
        os.kill(still.pid, signal.SIGSTOP)
        words = ("sinews", "sweep", "rows.csv", "both", "--cluster", address, "--progress")
        sweep = stack.enter_context(started(place, words, "sweep.log"))
        await_text(place / "sweep.log", f"1 of {len(ROWS)}: ", sweep)
        kept = list((place / "runs" / FOLDER).glob("sweep-*.json"))
        assert 1 <= len(kept) < len(ROWS)
        still.kill()
        status = sweep.wait()
        assert status == 0, (place / "sweep.log").read_text(encoding="utf-8")
    there = (place / "sweep.parquet").read_bytes()
    words = ("sinews", "sweep", "rows.csv", "both", "--out", "here", "--workers", "1")
    subprocess.run([sys.executable, "-m", *words], cwd=place, check=True, capture_output=True)
    assert (place / "sweep.parquet").read_bytes() == there
    assert pl.read_parquet(there)["row"].unique(maintain_order=True).to_list() == [row.split(",")[0] for row in ROWS]


def test_where_no_scheduler_answers_is_said(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sinews.answers import cluster
    from sinews.commands.main import main

    monkeypatch.chdir(place)
    monkeypatch.setattr(cluster, "PATIENCE", "10ms")
    assert main(("sweep", "rows.csv", "both", "--cluster", "tcp://127.0.0.1:1")) == 2
    assert "No Dask scheduler answers at tcp://127.0.0.1:1" in capsys.readouterr().err
