"""Files and folders are whole or not there, at whichever operation the disk fails or the process dies."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from errno import EACCES, ENOSPC
from pathlib import Path

import pytest

from sinews.errors import UsageError
from sinews.files import add_file, copy_folder, new_folder, places, replaced, replaced_folder, swap, write_bytes
from tests.faults.disk import ERRORS, MOVES, Disk, Killed, contents, counted, temporaries
from tests.house.source import modules

Work = Callable[[Path], None]

OLD = {"page.html": b"old page", "data/a.csv": b"old a", "data/b.csv": b"old b", "one": b"old one"}
NEW = {"page.html": b"new page", "data/a.csv": b"new a", "data/c.csv": b"new c", "one": b"new one"}


def a_file(folder: Path) -> None:
    write_bytes(folder / "one", NEW["one"])


def a_folder(folder: Path) -> None:
    with replaced_folder(folder / "data") as fresh:
        add_file(fresh / "a.csv", NEW["data/a.csv"])
        write_bytes(fresh / "c.csv", NEW["data/c.csv"])


def a_pair(folder: Path) -> None:
    with replaced(folder / "data", folder / "page.html") as fresh:
        for name in ("data/a.csv", "data/c.csv", "page.html"):
            add_file(fresh / name, NEW[name])


def a_copy(folder: Path) -> None:
    copy_folder(folder / "source", folder / "below" / "copy")


def a_new_folder(folder: Path) -> None:
    with new_folder(folder / "empty") as fresh:
        add_file(fresh / "a", b"new a")


#: What is written, and the names that come and go together.
WORKS: dict[str, tuple[Work, tuple[str, ...]]] = {
    "file": (a_file, ("one",)),
    "folder": (a_folder, ("data",)),
    "pair": (a_pair, ("data", "page.html")),
    "copy": (a_copy, ("below",)),
    "new": (a_new_folder, ("empty",)),
}

works = pytest.mark.parametrize("name", WORKS)
before = pytest.mark.parametrize("there", [True, False], ids=["over old", "anew"])


def laid_out(folder: Path, there: bool) -> Path:
    """A folder with a source, and with what was there before."""
    shutil.rmtree(folder, ignore_errors=True)
    files = (OLD if there else {}) | {"source/a": b"a", "source/deep/b": b"b"}
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "empty").mkdir()
    return folder


def states(tmp_path: Path, work: Work, there: bool) -> tuple[dict[str, bytes], dict[str, bytes], int]:
    """The files before and after, and how many operations it takes."""
    folder = laid_out(tmp_path / "whole", there)
    old = contents(folder)
    with counted(Disk()) as disk:
        work(folder)
    return old, contents(folder), len(disk.done)


def part(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path.split("/")[0] == name}


@works
@before
@pytest.mark.parametrize("error", ERRORS, ids=os.strerror)
def test_a_failure_leaves_the_old_or_the_new(tmp_path: Path, name: str, there: bool, error: int) -> None:
    work, _ = WORKS[name]
    old, new, count = states(tmp_path, work, there)
    assert old != new
    for at in range(count):
        folder = laid_out(tmp_path / "failing", there)
        failed = False
        with counted(Disk(at, error)) as disk:
            try:
                work(folder)
            except UsageError:
                failed = True
        after = {path: content for path, content in contents(folder).items() if ".part" not in path}
        assert after in (old, new), (at, disk.done)
        assert failed or after == new, (at, disk.done)
        work(folder) if after != new or name not in ("copy", "new") else write_bytes(folder / "source" / "a", b"a")
        assert contents(folder) == new, (at, disk.done)


@works
@before
def test_a_kill_leaves_the_old_or_the_new(tmp_path: Path, name: str, there: bool) -> None:
    work, names = WORKS[name]
    old, new, count = states(tmp_path, work, there)
    for at in range(count):
        folder = laid_out(tmp_path / "killed", there)
        with counted(Disk(at)) as disk, pytest.raises(Killed):
            work(folder)
        after = {path: content for path, content in contents(folder).items() if ".part" not in path}
        ages = [part(after, one) == part(new, one) for one in names]
        for one, fresh in zip(names, ages, strict=True):
            assert fresh or part(after, one) == part(old, one), (at, one, disk.done)
        assert ages == sorted(ages, reverse=True), "the page never comes before its data"
        with suppress(Exception):
            work(folder)
        write_bytes(folder / "below" / "last", b"") if name == "copy" else None
        assert not temporaries(folder), (at, disk.done)


@works
@before
def test_what_takes_its_place_is_on_the_disk_and_stays_there(tmp_path: Path, name: str, there: bool) -> None:
    """Each move is checked by the disk; the folder is seen onto the disk before what was there is removed."""
    work, names = WORKS[name]
    folder = laid_out(tmp_path, there)
    with counted(Disk()) as disk:
        work(folder)
    assert disk.moved == len(names)
    last = max(number for number, operation in enumerate(disk.done) if operation in MOVES)
    assert disk.done[last + 1] == "fsync"


@works
def test_a_failure_where_names_cannot_be_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Then what is there moves away, and back if what is new cannot take its place."""

    def unknown(*_: bytes) -> int:
        raise AttributeError

    monkeypatch.setattr(swap, "_swapped", unknown)
    test_a_failure_leaves_the_old_or_the_new(tmp_path, name, there=True, error=ENOSPC)


def test_temporaries_of_the_living_are_left_alone(tmp_path: Path) -> None:
    with replaced_folder(tmp_path / "data") as fresh:
        add_file(fresh / "a", b"a")
        write_bytes(tmp_path / "one", b"1")
        assert temporaries(tmp_path)
        dead = places.temporary(tmp_path)
        dead.mkdir()
    write_bytes(tmp_path / "one", b"2")
    assert contents(tmp_path) == {"data/a": b"a", "one": b"2"}
    assert not temporaries(tmp_path)


def test_without_locks_temporaries_of_yesterday_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    old, young = places.temporary(tmp_path), places.temporary(tmp_path)
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    write_bytes(tmp_path / "one", b"1")
    assert temporaries(tmp_path) == [str(young)]


def test_what_only_looks_like_a_temporary_is_not_swept(tmp_path: Path) -> None:
    names = [".sinews-mine.part", ".report.html.abcd.tmp", "sinews.part", ".sinews-"]
    for name in names:
        (tmp_path / name).write_bytes(b"mine")
    write_bytes(tmp_path / "one", b"1")
    assert sorted(contents(tmp_path)) == sorted([*names, "one"])


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o007])
def test_rights_are_those_that_the_system_gives(tmp_path: Path, mask: int) -> None:
    """The mask is never asked for, which would set it for a moment: the system applies it."""
    before = os.umask(mask)
    try:
        for work, _ in WORKS.values():
            work(laid_out(tmp_path / "made", there=False))
            made = [path for path in (tmp_path / "made").rglob("*") if "source" not in str(path)]
            assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_file()} == {0o666 & ~mask}
            assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_dir()} <= {0o777 & ~mask}
    finally:
        os.umask(before)


def test_nothing_asks_for_the_mask() -> None:
    assert not [name for name, module in modules().items() if "umask" in module.path.read_text(encoding="utf-8")]


def test_a_folder_that_cannot_be_read_is_not_copied_in_part(tmp_path: Path) -> None:
    folder = laid_out(tmp_path, there=False)
    with counted(Disk()) as disk:
        a_copy(folder)
    reading = [number for number, operation in enumerate(disk.done) if operation == "scandir"][1]
    laid_out(tmp_path, there=False)
    with counted(Disk(reading, EACCES)), pytest.raises(UsageError, match="Cannot read"):
        a_copy(folder)
    assert not (folder / "below" / "copy").exists()
