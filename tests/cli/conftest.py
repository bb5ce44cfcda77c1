"""Commands in a folder of their own that holds the small case as `small`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sinews.answers.memory import FOLDER
from sinews.commands.main import main
from tests import support
from tests.cli.words import Command, Done, Listing, Process, Start
from tests.undrawn import undrawn
from tests.unmoved import moved, unmoved


@pytest.fixture(autouse=True, scope="module")
def _undrawn() -> Iterator[None]:
    """What reports draw, and what dates rest on, is tested elsewhere; processes of their own do both here as well."""
    with undrawn(), unmoved():
        yield


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of commands."""
    support.small_folder(tmp_path / "small")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that the small case's first questions measure, as commands keep it beside their runs."""
    folder = tmp_path_factory.mktemp("measured")
    support.small_folder(folder / "small")
    with pytest.MonkeyPatch.context() as patch, undrawn(), moved():
        patch.chdir(folder)
        assert main(["brief", "small"]) == 0
    return folder / "runs" / FOLDER


@pytest.fixture
def _remembered(measured: Path, folder: Path) -> None:
    """Commands know what the first questions measure: for tests that are about something else."""
    shutil.copytree(measured, folder / "runs" / FOLDER)


@pytest.fixture
def sinews(folder: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in this process, into a pipe."""
    assert folder.is_dir()

    def run(*words: str) -> Done:
        capsys.readouterr()
        status = main(words)
        found = capsys.readouterr()
        return Done(status, found.out, found.err)

    return run


@pytest.fixture
def process(folder: Path) -> Start:
    """Starts Python in the working folder; its source is the first word, the command line the rest."""

    def start(words: Sequence[str]) -> Process:
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture
def listing(folder: Path) -> Listing:
    """Every file and folder below the working folder."""
    return lambda: sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
