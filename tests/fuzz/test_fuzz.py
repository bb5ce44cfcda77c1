"""Whatever a case holds: an answer or findings. Exit status 1 is for the solver and the model only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sinews.commands.main import main
from tests import support
from tests.days.network import railway
from tests.fuzz.mutation import damaged
from tests.model import one_line

#: Cases in the suite; and in the long run, where the variable says so (10,000 say).
FEW, MANY = 50, int(os.environ.get("SINEWS_FUZZ", "800"))

#: Cases that one test tries.
PART = 25


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sound cases: a small one, a tiny one, and one that moves."""
    folder = tmp_path_factory.mktemp("bases")
    support.small_folder(folder / "small")
    one_line(test=6).stock("POL", "shell", 10).case().write(folder / "tiny")
    railway("A", "B", quantity=60).case().write(folder / "moving")
    return folder


@pytest.mark.parametrize("first", range(0, FEW, PART))
def test_a_damaged_case(first: int, bases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tried(first, bases, tmp_path, capsys)


@pytest.mark.long
@pytest.mark.parametrize("first", range(FEW, MANY, PART))
def test_another_damaged_case(first: int, bases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tried(first, bases, tmp_path, capsys)


def tried(first: int, bases: Path, folder: Path, said: pytest.CaptureFixture[str]) -> None:
    """Some cases in a row; those that end in another way than by an answer or findings are all named."""
    wrong = []
    for seed in range(first, first + PART):
        case = damaged(seed, bases, folder / "place")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder / "place")
            try:
                status = main(case.words)
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                status = f"{type(error).__name__}: {error}"
        err = said.readouterr().err
        unforeseen = "--debug shows where" in err or "Traceback" in err
        if status not in (0, 1, 2) or unforeseen or (status == 2 and not err):
            wrong.append(f"{case}: status {status}, {err[:300]}")
    assert not wrong, "\n".join(wrong)
