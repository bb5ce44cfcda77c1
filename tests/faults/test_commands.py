"""Every command that writes: the disk fails, or the process dies, at each operation; what is there is old or new.

In the suite one operation of each kind for each command; in the long run as many as it is told, or all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from sinews.commands.main import main
from tests.days.network import railway
from tests.faults.disk import ERRORS, Disk, Killed, contents, counted, temporaries
from tests.model import Tiny, exact, one_line
from tests.undrawn import undrawn
from tests.unmoved import unmoved

EXPORTS = ["--write-lp", "a.lp", "--write-mps", "a.mps"]

#: Calls of the commands that write: a case; runs, what is measured, and programs; a report and its data besides.
CALLS: dict[str, list[str]] = {
    "new": ["new", "mine", "--from", "tiny"],
    "years": ["years", "tiny", *EXPORTS],
    "days": ["days", "moving"],
    "brief": ["brief", "tiny", "--quick", *EXPORTS[:2]],
    "buy": ["buy", "tiny", "--steps", "1"],
    "sweep": ["sweep", "rows/one.csv", "tiny", "--workers", "1"],
}

#: Operations of each command that the long run tries in each way (1,000: all), and tests that share them.
POINTS, PARTS = int(os.environ.get("SINEWS_POINTS", "20")), 4

#: What one case of a process that dies, or of a disk that fails, leaves behind.
Files = dict[str, bytes]


@dataclass(frozen=True)
class Whole:
    """A command as it runs on a sound disk: the files before and after it, and its operations."""

    name: str
    place: Path
    before: Files
    after: Files
    operations: tuple[str, ...]

    def again(self) -> None:
        """Lay out the files as before."""
        for path in self.place.iterdir():
            if path.name not in ("tiny", "moving", "rows"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for name, content in self.before.items():
            (self.place / name).parent.mkdir(parents=True, exist_ok=True)
            (self.place / name).write_bytes(content)

    def found(self) -> Files:
        """The files now, those of temporaries left out."""
        return {name: content for name, content in made(self.place).items() if ".part" not in name}


def made(place: Path) -> Files:
    """What commands have made; how long a run took is never the same, and the cases are not theirs."""
    files = contents(place).items()
    cases = ("tiny/", "moving/", "rows/")
    return {name: b"" if "timing" in name else content for name, content in files if not name.startswith(cases)}


def group(name: str) -> str:
    """Files that come and go together: those of a run, of a case, of a report; each other one by itself."""
    top, *rest = name.split("/")
    if top in ("report.html", "report-data"):
        return "report"
    if top != "runs":
        return top
    return name if rest[0] == "measured" else f"{top}/{rest[0]}"


def for_sale() -> Tiny:
    """One line, and one lever that can be bought."""
    lever = {"lever": "shift", "name": "A second shift", "decides": "the works", "earliest": "2026-01"}
    change = {"table": "capacity", "selection": "item=shell", "column": "rate", "change": "multiply", "text": ""}
    tiny = one_line(test=6).add("levers", exact(price=10, most=1), **lever)
    return tiny.add("changes", change, exact(amount=1.2), lever="shift", part="1", unit="1")


@pytest.fixture(autouse=True, scope="module")
def _undrawn() -> Iterator[None]:
    with undrawn(), unmoved():
        yield


@pytest.fixture(scope="module")
def wholes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Whole]:
    """Each command over what an older call of it may have left, all of which is other than what it makes."""
    found = {}
    for name, words in CALLS.items():
        place = tmp_path_factory.mktemp(name)
        for_sale().case().write(place / "tiny")
        railway("A", "B", quantity=60).case().write(place / "moving")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(place)
            (place / "rows").mkdir()
            (place / "rows" / "one.csv").write_text("name,levers\nplain,\nfaster,shift\n", encoding="utf-8")
            assert main(words) == 0
            after = made(place)
            before = {} if name == "new" else {path: content and b"old " + content for path, content in after.items()}
            whole = Whole(name, place, before, after, ())
            whole.again()
            with counted(Disk()) as disk:
                assert main(words) == 0
        assert made(place) == after
        found[name] = Whole(name, place, before, after, tuple(disk.done))
    return found


@pytest.fixture(params=CALLS)
def whole(request: pytest.FixtureRequest, wholes: dict[str, Whole], monkeypatch: pytest.MonkeyPatch) -> Iterator[Whole]:
    """One of the commands, in its place."""
    chosen = wholes[request.param]
    monkeypatch.chdir(chosen.place)
    yield chosen
    assert not temporaries(chosen.place)


def ages(whole: Whole, found: Files) -> dict[str, str]:
    """Which of what belongs together is old, and which new; fails for what is neither."""
    told = {}
    for name in {group(path) for path in (*whole.before, *whole.after)}:
        part, old, new = (
            {path: content for path, content in files.items() if group(path) == name}
            for files in (found, whole.before, whole.after)
        )
        assert part in (old, new), f"{name} is neither old nor new"
        told[name] = "new" if part == new else "old"
    strange = found.keys() - whole.before.keys() - whole.after.keys()
    assert not strange
    return told


def failing(whole: Whole, at: int, said: pytest.CaptureFixture[str]) -> None:
    """A disk that fails once: an answer all the same, or one clear line and status 2; then the command works."""
    whole.again()
    said.readouterr()
    with counted(Disk(at, ERRORS[at % len(ERRORS)])):
        status = main(CALLS[whole.name])
    err = said.readouterr().err
    told = ages(whole, whole.found())
    lines = [line for line in err.splitlines() if line.startswith("sinews: ")]
    assert "Traceback" not in err
    assert "--debug" not in err
    assert (status, len(lines)) in ((0, 0), (2, 1)), err
    if status == 0:
        assert {name for name, age in told.items() if age == "old"} <= {name for name in told if "measured" in name}
    finished(whole)


def killed(whole: Whole, at: int) -> None:
    """A process that dies; the report's data may be a moment ahead of its page. Then the command works."""
    whole.again()
    with counted(Disk(at)), pytest.raises(Killed):
        main(CALLS[whole.name])
    found = whole.found()
    if "report.html" in found and found["report.html"] == whole.before["report.html"]:
        assert data_of(found) in (data_of(whole.before), data_of(whole.after))
        found |= data_of(whole.before)
    ages(whole, found)
    finished(whole)


def data_of(files: Files) -> Files:
    """The data beside a report."""
    return {path: content for path, content in files.items() if path.startswith("report-data/")}


def finished(whole: Whole) -> None:
    """The next run makes everything new, and leaves no temporary behind; a case that is whole stays as it is."""
    status = main(CALLS[whole.name])
    if whole.name == "new" and status == 2:
        (whole.place / "tiny" / "again").mkdir()
        assert main(["new", "second", "--from", "tiny"]) == 0
        shutil.rmtree(whole.place / "second")
        (whole.place / "tiny" / "again").rmdir()
    else:
        assert status == 0
    assert made(whole.place) == whole.after
    assert not temporaries(whole.place)


def one_of_each(operations: tuple[str, ...]) -> list[int]:
    """The number of the last operation of each kind."""
    return sorted({name: at for at, name in enumerate(operations)}.values())


def test_the_disk_fails_once(whole: Whole, capsys: pytest.CaptureFixture[str]) -> None:
    for at in one_of_each(whole.operations)[::2]:
        failing(whole, at, capsys)


def test_the_process_dies(whole: Whole) -> None:
    for at in one_of_each(whole.operations)[1::2]:
        killed(whole, at)


def some(whole: Whole, part: int) -> list[int]:
    """A part of the operations that the long run tries, drawn so that each may come up."""
    count = len(whole.operations)
    return sorted(Random(whole.name).sample(range(count), min(count, POINTS)))[part::PARTS]  # noqa: S311


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_the_disk_fails_at_each_operation(whole: Whole, part: int, capsys: pytest.CaptureFixture[str]) -> None:
    for at in some(whole, part):
        failing(whole, at, capsys)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_the_process_dies_at_each_operation(whole: Whole, part: int) -> None:
    for at in some(whole, part):
        killed(whole, at)
