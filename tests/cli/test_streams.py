"""Streams that are closed, full, unread, or lack characters: lost output is one status and one sentence."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sinews.commands.catalogue import COMMANDS
from sinews.commands.main import main
from sinews.data.intake.proposals import PROPOSED
from sinews.data.workbook.export import book_of
from sinews.data.workbook.form import as_csv
from tests import support
from tests.both import population
from tests.days.network import railway
from tests.hours.homes import dark, with_relief
from tests.minutes.towns import town
from tests.served import unopened

#: A call of each command, and calls that argparse answers itself.
CALLS: dict[str, list[str]] = {
    "brief": ["brief", "small", "--quick"],
    "years": ["years", "small"],
    "days": ["days", "net"],
    "hours": ["hours", "homes"],
    "minutes": ["minutes", "towns"],
    "buy": ["buy", "small", "--steps", "1"],
    "levers": ["levers", "small"],
    "risk": ["risk", "small", "--trials", "50"],
    "decide": ["decide", "small", "--foresight", "1", "--certain", "aid"],
    "sweep": ["sweep", "questions.csv", "small"],
    "statements": ["statements", "small", "--only", "data"],
    "read": ["read", "article.txt", "--case", "small"],
    "accept": ["accept", "mine", "--from", "proposed.csv", "--case", "small", "--no-answer"],
    "update": ["update", "mine", "--from", "table.csv", "--case", "small", "--no-answer"],
    "check": ["check", "small"],
    "facts": ["facts", "gdp", "--case", "small"],
    "new": ["new", "mine", "--from", "small"],
    "export": ["export", "small", "mine.xlsx"],
    "import": ["import", "small.xlsx", "mine"],
    "set": ["set", "small", "items.main_battle_tank.price", "15", "--because", "a quote"],
    "app": ["app", "small"],
    "compare": ["compare", "small", "small"],
}
ASKED: dict[str, list[str]] = {
    "version": ["--version"],
    "help": ["--help"],
    "help of one": ["check", "--help"],
    "completion": ["--print-completion", "zsh"],
}
WRONG: dict[str, list[str]] = {"command": ["yeers"], "option": ["check", "--pth"], "case": ["check", "nix"]}

CLOSED = "sinews: Cannot write to standard output: it is closed. Make room for it, or name another place.\n"
FULL = CLOSED.replace("it is closed", "No space left on device")


#: A name that few encodings have.
NAME = "Türkiye, Łódź"


def proposed(entity: str) -> str:
    """A file of one proposed fact that no number stands on."""
    row = {"entity": entity, "subject": "tank", "quantity": "stock", "value": "30", "unit": "units", "sure": "true"}
    row |= {"period_start": "2025", "period_end": "2025", "status": "observed", "source": NAME, "as_of": "2025-07"}
    names = [column.name for column in PROPOSED.columns]
    return as_csv([names, [(row | {"compared": "new"}).get(name, "") for name in names]])


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with four cases, in which what has been measured is remembered from test to test."""
    folder = tmp_path_factory.mktemp("streams")
    support.small_folder(folder / "small")
    support.set_cell(folder / "small", "places", 2, "name", NAME)
    railway("A", "B", "C", quantity=60).case().write(folder / "net")
    with_relief(dark()).case().write(folder / "homes")
    (folder / "questions.csv").write_text("name,path\nas_it_is,\n", encoding="utf-8")
    (folder / "article.txt").write_text("1 June 2025\n\nNATO has 32 members, and 3 of them 5 tanks.", encoding="utf-8")
    (folder / "proposed.csv").write_text(proposed("DEU"), encoding="utf-8")
    (folder / "table.csv").write_text(population(38_000_000), encoding="utf-8")
    (folder / "small.xlsx").write_bytes(book_of(folder / "small"))
    town().case().write(folder / "towns")
    return folder


@pytest.fixture(autouse=True)
def _served() -> Iterator[None]:
    """Nobody opens the pages of the application."""
    with unopened():
        yield


@pytest.fixture(autouse=True)
def _folder(surroundings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(surroundings)
    shutil.rmtree("mine", ignore_errors=True)
    for made in ("report.html", "mine.xlsx", "sweep.parquet"):
        Path(made).unlink(missing_ok=True)


def full() -> io.TextIOWrapper:
    """A stream onto a full disk."""
    return Path("/dev/full").open("w", encoding="utf-8")


def unread() -> io.TextIOWrapper:
    """A pipe whose reader is gone."""
    reader, writer = os.pipe()
    os.close(reader)
    return os.fdopen(writer, "w", encoding="utf-8")


def memory(encoding: str = "utf-8") -> io.TextIOWrapper:
    """A stream that keeps what it gets, and is as strict as streams can be."""
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")


def kept(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(stream.encoding)


@contextmanager
def closing(stream: io.TextIOWrapper | None) -> Iterator[io.TextIOWrapper | None]:
    """Close a stream as the interpreter does when it ends: what is in it by then has to go somewhere."""
    yield stream
    if stream is not None:
        stream.close()


def run(words: list[str], out: io.TextIOWrapper | None, err: io.TextIOWrapper | None) -> int:
    """The status of a command with these streams."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        return main(words)


def test_a_call_of_every_command() -> None:
    assert set(CALLS) == {command.name for command in COMMANDS}


@pytest.mark.parametrize("name", [*CALLS, *ASKED])
def test_a_full_disk_behind_standard_output(name: str) -> None:
    err = memory()
    with closing(full()) as out:
        assert run((CALLS | ASKED)[name], out, err) == 2
    said = kept(err)
    assert said.endswith(FULL)
    assert "Traceback" not in said
    assert said.count("sinews: Cannot") == 1


@pytest.mark.parametrize("name", [*CALLS, *ASKED])
def test_standard_output_that_is_closed(name: str) -> None:
    """Nothing is worked out or written that nobody can get."""
    err = memory()
    before = sorted(Path().iterdir())
    assert run((CALLS | ASKED)[name], None, err) == 2
    assert kept(err) == CLOSED
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("out", [full, memory, lambda: None], ids=["full", "open", "closed"])
def test_mistakes_are_said_whatever_standard_output_is(name: str, out: Callable[[], io.TextIOWrapper | None]) -> None:
    err = memory()
    with closing(out()) as stream:
        assert run(WRONG[name], stream, err) == 2
    assert kept(err).count("\n") == 1


@pytest.mark.parametrize("name", [*CALLS, *ASKED])
def test_standard_error_never_stops_an_answer(name: str) -> None:
    out = memory()
    assert run((CALLS | ASKED)[name], out, None) == 0
    assert kept(out)


@pytest.mark.parametrize("kind", [full, unread])
@pytest.mark.parametrize("name", ["new", "facts", "version"])
def test_nor_does_one_that_is_full_or_unread(name: str, kind: Callable[[], io.TextIOWrapper]) -> None:
    out = memory()
    with closing(kind()) as err:
        assert run((CALLS | ASKED)[name] + (["--progress"] if name != "version" else []), out, err) == 0
    assert kept(out)


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("kind", [full, unread, lambda: None], ids=["full", "unread", "closed"])
def test_mistakes_that_nobody_can_hear_of(name: str, kind: Callable[[], io.TextIOWrapper | None]) -> None:
    with closing(kind()) as err, closing(kind()) as out:
        assert run(WRONG[name], out, err) == 2


@pytest.mark.parametrize("name", ["brief", "facts", "check"])
def test_whoever_stops_reading_has_seen_enough(name: str) -> None:
    """The command goes on to its end: a report is written, a run is saved."""
    err = memory()
    with closing(unread()) as out:
        assert run(CALLS[name], out, err) == 0
    assert "sinews: Cannot" not in kept(err)
    assert name != "brief" or Path("report.html").exists()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-16"])
def test_characters_that_a_stream_lacks_stand_as_escapes(encoding: str) -> None:
    for words in (["brief", "small", "--quick", "--report", "ä.html"], ["check", "small", "--weakest", "3"]):
        out, err = memory(encoding), memory(encoding)
        assert run(words, out, err) == 0
        assert kept(out)
    out, err = memory(encoding), memory(encoding)
    assert run(["check", "Ł", "--json"], out, err) == 2
    assert ("\\u0141" if "utf" not in encoding else "Ł") in kept(err)
    assert run(["compare", "small", "net", "--json"], out, err) == 0
    assert NAME in [change["before"] for change in json.loads(kept(out))["changes"]]


def test_a_stream_is_as_before_when_the_command_has_ended() -> None:
    out, err = memory("ascii"), memory("ascii")
    assert run(["--version"], out, err) == 0
    assert (out.errors, err.errors) == ("strict", "strict")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's redirections")
@pytest.mark.parametrize(
    ("redirected", "status", "out", "err"),
    [
        (">&-", 2, "", CLOSED),
        ("2>&-", 0, "sinews ", ""),
        (">&- 2>&-", 2, "", ""),
        ("<&- >&- 2>&-", 2, "", ""),
        (">/dev/full", 2, "", FULL),
        ("2>/dev/full", 0, "sinews ", ""),
        (">/dev/full 2>&1", 2, "", ""),
    ],
)
def test_a_process_with_such_streams(redirected: str, status: int, out: str, err: str) -> None:
    """The interpreter has its own say at the end: neither a line nor a status of it comes through."""
    command = f"{sys.executable} -m sinews --version {redirected}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)  # noqa: S607
    assert (done.returncode, done.stdout[:7], done.stderr) == (status, out, err)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's redirections")
def test_no_file_gets_the_number_of_a_closed_stream(surroundings: Path) -> None:
    """Else what is said on standard error would stand in the case."""
    command = f"{sys.executable} -m sinews new mine --from small --progress 2>&-"
    subprocess.run(["sh", "-c", command], check=True, stdout=subprocess.DEVNULL)  # noqa: S607
    for path in (surroundings / "small").iterdir():
        assert (surroundings / "mine" / path.name).read_bytes() == path.read_bytes()
