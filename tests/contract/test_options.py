"""Every option of every command does something, or is refused: over the tuples of commands and their options.

A command line is said twice, with the option and without it, each time in a copy of the same folder. What is printed,
what is written, or the status has to differ. An option without a probe fails.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sinews.answers import work
from sinews.answers.memory import FOLDER, Memory, Record
from sinews.clocks import CLOCKS
from sinews.clocks.options import Option, Role
from sinews.commands.catalogue import COMMANDS
from sinews.commands.main import main
from sinews.commands.options import OF_EVERY
from sinews.data.case import Case
from sinews.data.intake.proposals import PROPOSED
from sinews.data.workbook.form import as_csv
from tests import both
from tests.contract.probes import BASE, COMMON, PLACES, PROBES, Probe
from tests.served import glanced
from tests.undrawn import undrawn
from tests.unmoved import unmoved

#: Options whose effect is not in what is printed or written: each has a test of its own below.
OWN_TESTS = ("--debug", "--fresh", "--workers")

#: What a row that is remembered calls its numbers.
WEIGHED = {"points", "objective", "earned", "late", "weighed", "value"}

#: Folders that commands read and do not write to.
CASES = ("both", "other", "closed", "standing")

EVERY = [(command.name, option) for command in COMMANDS for option in (*command.options, *OF_EVERY)]

#: Options that are of a brief alone. What it shares with clocks, and hands on to them, is tried there, and through a
#: brief in the long run.
OF_BRIEF = [option for name, option in EVERY if name == "brief" and [each for _, each in EVERY].count(option) == 1]

PAIRS = [
    pytest.param(*pair, marks=pytest.mark.long if pair[0] == "brief" and pair[1] not in OF_BRIEF else ())
    for pair in EVERY
]


def named(value: object) -> str:
    return value.name if isinstance(value, Option) else str(value)


def taking(name: str) -> list[str]:
    """Commands that take an option."""
    return [command for command, option in EVERY if option.name == name]


@dataclass(frozen=True)
class Outcome:
    """What a command line left: its status, what it printed, and the files by their digests."""

    status: int
    out: str
    err: str
    files: frozenset[tuple[str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two cases, rows to lay over the first, and what every command has measured of it."""
    folder = tmp_path_factory.mktemp("options")
    case = both.case()
    case.write(folder / "both")
    both.altered(both.altered(case, "scales", "per_force", 0.5), "facts", "value", 3.0).write(folder / "other")
    both.standing().write(folder / "standing")
    for name, value in (("table", 2_000_000), ("newer", 3_000_000)):
        (folder / f"{name}.csv").write_text(both.population(value), encoding="utf-8")
    for name, value in (("proposed", 30), ("more", 40)):
        (folder / f"{name}.csv").write_text(proposals(value), encoding="utf-8")
    (folder / "closed").mkdir()
    both.altered(case, "stocks", "quantity", 2.0).write(folder / "laid")
    shutil.copy(folder / "laid" / "stocks.csv", folder / "closed")
    shutil.rmtree(folder / "laid")
    for name, hours in (("article", 72), ("second", 48)):
        text = f"1 June 2025\n\nHouseholds should manage on their own for {hours} hours."
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "words.csv").write_text("language,kind,word,code\nen,time,hours,hours\n", encoding="utf-8")
    (folder / "questions.csv").write_text("name,path,trials\nsure,,40\npoor,poor,\n", encoding="utf-8")
    (folder / "others.csv").write_text("name,path\nplain,\npoor,poor\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in ("both", "other"):
            assert main(("export", name, f"{name}.xlsx")) == 0
        for command in ("brief", "buy", "levers", "risk", "decide", "sweep", "statements"):
            assert main(BASE[command]) == 0
        Path("report.html").unlink()
        Path("sweep.parquet").unlink()
        shutil.rmtree("report-data")
        for run in (path for path in Path("runs").iterdir() if path.name != FOLDER):
            shutil.rmtree(run)  # each line saves its own: only what was measured serves all of them
    return folder


def proposals(value: int) -> str:
    """A file of two proposed facts: a stock in the place of another, and what is new."""
    row = {"entity": "POL", "subject": "shell", "quantity": "stock", "value": f"{value}", "unit": "units"}
    row |= {"period_start": "2025", "period_end": "2025", "status": "observed", "source": "A paper", "as_of": "2025-07"}
    row |= {"sure": "true", "compared": "contradicts", "fact": "fact-9"}
    names = [column.name for column in PROPOSED.columns]
    rows = [row, row | {"subject": "tank", "compared": "new", "fact": ""}]
    return as_csv([names, *([cells.get(name, "") for name in names] for cells in rows)])


@pytest.fixture(autouse=True, scope="module")
def _undrawn() -> Iterator[None]:
    with undrawn(), unmoved(), glanced():
        yield


@pytest.fixture
def say(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Any]:
    """Says a command line in a folder like that one; nothing is written to the cases."""
    cases = written(folder)

    def said(words: tuple[str, ...], copy: str = "copy") -> Outcome:
        place = tmp_path / copy
        shutil.copytree(folder / "runs", place / "runs")
        for case in CASES:
            if words[0] == "set":  # which writes to the case
                shutil.copytree(folder / case, place / case)
            else:
                (place / case).symlink_to(folder / case)
        for path in (*folder.glob("*.xlsx"), *folder.glob("*.txt"), *folder.glob("*.csv")):
            (place / path.name).symlink_to(path)
        monkeypatch.chdir(place)
        capsys.readouterr()
        status = main(words)
        found = capsys.readouterr()
        files = frozenset((str(path.relative_to(place)), digest(path)) for path in place.rglob("*") if path.is_file())
        return Outcome(status, found.out, found.err, files)

    yield said
    assert written(folder) == cases
    shutil.rmtree(tmp_path, ignore_errors=True)


def written(folder: Path) -> set[tuple[str, int]]:
    """The files of the cases, and when each was written."""
    return {(str(path), path.stat().st_mtime_ns) for case in CASES for path in (folder / case).iterdir()}


def digest(path: Path) -> str:
    return "" if path.name == "timing.json" else sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def kept() -> dict[tuple[str, ...], Outcome]:
    """Outcomes of command lines that several probes start from."""
    return {}


def test_every_command_has_a_base_and_every_probe_an_option() -> None:
    assert set(BASE) == {command.name for command in COMMANDS}
    there = {(command, option.name) for command, option in EVERY}
    assert {*PROBES, *PLACES} <= there
    assert {*COMMON, *OWN_TESTS} <= {name for _, name in there}


@pytest.mark.parametrize(("command", "option"), PAIRS, ids=named)
def test_every_option_does_something_or_is_refused(
    command: str,
    option: Option,
    say: Any,
    kept: dict[tuple[str, ...], Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if option.name in OWN_TESTS:
        return
    base, changed, probe = lines(command, option)
    if probe.terminal:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    if (first := kept.get(base)) is None:
        first = kept[base] = say(base)
    second = say(changed, "changed")
    assert (first.status, second.status) == (0, probe.status), first.err + second.err
    assert (second.out, second.err, second.files) != (first.out, first.err, first.files)


def lines(command: str, option: Option) -> tuple[tuple[str, ...], tuple[str, ...], Probe]:
    """A command line without an option and one with it; a failure for an option that has no probe."""
    if (command, option.name) in PLACES:
        here, there, *behind = PLACES[command, option.name]
        words = BASE[command]
        place = len(words) - 1 - words[::-1].index(here)
        return (*words, *behind), (*words[:place], there, *words[place + 1 :], *behind), Probe(())
    probe = PROBES.get((command, option.name)) or COMMON.get(option.name)
    if probe is None:
        pytest.fail(f"sinews {command} {option.name} has no probe: say in probes.py what it changes")
    base = (*(probe.base or BASE[command]), *probe.before)
    return base, (*base, *probe.words), probe


def test_options_of_one_name_are_one_option_or_of_clocks_of_their_own() -> None:
    """A brief takes the options of all clocks: what two of them call alike has to be the same."""
    seen: dict[str, Option] = {}
    for clock in CLOCKS:
        for option in (option for option in clock.options if option.role is Role.QUESTION):
            assert seen.setdefault(option.name, option) == option
    for command in COMMANDS:
        names = [option.name for option in (*command.options, *OF_EVERY)]
        assert len(set(names)) == len(names), command.name


def test_an_option_that_another_clock_means_otherwise_says_whose_it_is(say: Any) -> None:
    """In a brief --without takes a corridor; a state is left out by the years clock's own command."""
    done = say(("brief", "both", "--quick", "--without", "DEU"))
    assert (done.status, done.out) == (2, "")
    assert "There is no corridor DEU; there are: east." in done.err
    assert "for without a state: sinews years --without DEU." in done.err


# options whose effect is elsewhere ----------------------------------------------------


@pytest.mark.parametrize("command", taking("--debug"))
def test_an_error_that_was_not_foreseen_is_one_line_or_a_traceback(
    command: str, say: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Case:
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr(Case, "read", fail)
    monkeypatch.setattr("sinews.commands.new.new_case", fail)
    done = say(BASE[command])
    assert (done.status, "Traceback" in done.err, "--debug" in done.err) == (1, False, True)
    with pytest.raises(RuntimeError, match="nobody foresaw"):
        say((*BASE[command], "--debug"), "again")


@pytest.mark.parametrize("command", taking("--workers"))
def test_as_many_workers_are_hired_as_are_asked_for(command: str, say: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    hired: list[int] = []
    threads = work.ThreadPoolExecutor
    monkeypatch.setattr(
        work,
        "ThreadPoolExecutor",
        lambda max_workers: hired.append(max_workers) or threads(max_workers=max_workers),  # type: ignore[func-returns-value]
    )
    few, many = say(BASE[command], "few"), say((*BASE[command], "--fresh", "--workers", "3"), "many")
    assert 3 in hired
    assert (few.status, few.out) == (many.status, many.out)


@pytest.mark.parametrize("command", taking("--fresh"))
def test_fresh_measures_again_what_is_remembered(command: str, say: Any, folder: Path) -> None:
    """What is remembered is made wrong, with a digest that fits: it is printed; measured afresh it is as it was."""
    right = say(BASE[command], "right")
    before = {path: path.read_bytes() for path in (folder / "runs" / FOLDER).iterdir()}
    try:
        for path in before:
            falsify(path)
        wrong, fresh = say(BASE[command], "wrong"), say((*BASE[command], "--fresh"), "fresh")
    finally:
        for path, content in before.items():
            path.write_bytes(content)
    assert fresh.out == right.out
    assert wrong.out != right.out


def falsify(path: Path) -> None:
    """Every number of effects in a file twice as large, under its key and with a digest that fits."""
    import json

    memory = Memory(json.loads(path.read_bytes())["key"])
    memory.learn(path)
    assert memory.records
    for name, record in memory.records.items():
        memory.records[name] = Record(doubled(record.plain), record.provenance)
    memory.write(path)


def doubled(plain: Any) -> Any:
    """A row with its effects twice as large; what is no effect stays."""
    if isinstance(plain, list):
        return [doubled(part) for part in plain]
    if not isinstance(plain, dict):
        return plain
    return {name: 2 * value if name in WEIGHED and value is not None else value for name, value in plain.items()}
