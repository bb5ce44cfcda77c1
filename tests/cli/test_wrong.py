"""Requests that make no sense: status 2, one message, no traceback, nothing written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from polars.exceptions import PanicException

from sinews.answers.runs import SavedRun
from sinews.clocks.years import answer as years
from sinews.errors import SolveError
from tests import support
from tests.cli.words import Command, Listing

#: What is measured is tested elsewhere.
pytestmark = pytest.mark.usefixtures("_remembered")

#: Words of the command, and what its message has to say.
WRONG = {
    "no such command": ("yeers", "Did you mean years?"),
    "no such option": ("years small --pth today", "Did you mean --path?"),
    "option of another command": ("check small --path today", "--path"),
    "abbreviated option": ("years small --month", "Did you mean --monthly?"),
    "value for a flag": ("years small --monthly=yes", "monthly"),
    "option without its value": ("years small --path", "--path"),
    "no such path": ("years small --path natonal", "Did you mean national?"),
    "no such group": ("years small --group NATO", "NATO_EUR"),
    "no such needs": ("years small --needs force_goal", "Did you mean force_goals?"),
    "no such trust": ("years small --trust dlivered", "Did you mean delivered?"),
    "no such solver": ("years small --solver highz", "Did you mean highs?"),
    "no such case": ("years nato-europa", "Did you mean nato-europe?"),
    "no such folder": ("years ./nowhere", "no folder of this name"),
    "a file for a case": ("years ./small/sites.csv", "no folder"),
    "a folder that holds no case": ("years empty", "datapackage.json"),
    "a path to a folder that holds no case": ("years ./empty", "datapackage.json"),
    "no such overlay": ("years small --overlay nowhere", "nowhere"),
    "a file for an overlay": ("years small --overlay small/sites.csv", "sites.csv"),
    "no such month": ("years small --as-of 2024-13", "'2024-13' is no day; write it as in 2024-12-31 or 2024-12"),
    "no such day": ("check small --as-of 2023-02-30", "is no day"),
    "a year for a day": ("facts shell --case small --as-of 2024", "is no day"),
    "a day before anything was known": ("brief small --as-of 2020-01", "No statement on the threat was known"),
    "no such table": ("years small --table covrage", "Did you mean coverage?"),
    "a file for the folder of runs": ("years small --out small/sites.csv", "not a folder"),
    "runs below a file": ("brief small --out small/sites.csv/runs", "not a folder"),
    "runs where nothing can be made": ("years small --out /proc/runs", "/proc"),
    "a folder for the report": ("brief small --report empty", "it is a folder"),
    "a report below a file": ("brief small --report small/sites.csv/a.html", "not a folder"),
    "data of the report over other things": ("brief small --report keep.html", "keep-data"),
    "a name that is none": ("app small --name http://here/", "is no name such as planning.example"),
    "a name with no such port": ("app small --name here:99999", "is no name such as planning.example"),
    "wrong ending of the print": ("brief small --pdf a.txt", "does not end in .pdf"),
    "an annex of nothing": ("brief small --annex", "Add --pdf FILE"),
    "a print over the report": ("brief small --report a.pdf --pdf ./a.pdf", "Name two files."),
    "a print below a file": ("brief small --pdf small/sites.csv/a.pdf", "not a folder"),
    "wrong ending of the program": ("years small --write-lp a.txt", ".lp"),
    "a folder for the program": ("years small --write-mps dir.mps", "it is a folder"),
    "facts of nothing": ("facts", "WORDS"),
    "facts of blanks": ("facts %20", "Nothing to search for"),
    "limit of nothing": ("facts tank --limit 0", "from 1 on"),
    "limit that is no number": ("facts tank --limit many", "from 1 on"),
    "facts of no such case": ("facts tank --case nowhere", "nato-europe"),
    "new without a target": ("new", "TARGET"),
    "new over a full folder": ("new small", "not empty"),
    "new over a file": ("new small/sites.csv --from small", "not a folder"),
    "new below a file": ("new small/sites.csv/case --from small", "not a folder"),
    "new from nothing": ("new target --from nowhere", "nato-europe"),
    "new from a folder that holds no case": ("new target --from ./empty", "no case"),
    "compare with one side": ("compare small", "required: B"),
    "compare with nothing": ("compare small ./empty", "neither a case"),
    "compare two that are not there": ("compare here there", "is called here; packaged are: nato-europe. No folder"),
    "compare two that are none": ("compare ./empty ./dir.mps", "./empty is neither a case (no datapackage.json) nor"),
    "compare with a file": ("compare small ./small/sites.csv", "neither a case"),
    "compare with a damaged manifest": ("compare small ./torn", "not a manifest"),
    "compare with a manifest of nothing": ("compare small ./hollow", "format"),
    "weakest of none": ("check small --weakest 0", "from 1 on"),
}


@pytest.fixture
def surroundings(folder: Path) -> Path:
    """Things that stand in the way."""
    (folder / "empty").mkdir()
    (folder / "dir.mps").mkdir()
    (folder / "keep-data").mkdir()
    (folder / "keep-data" / "letter.txt").write_text("mine")
    (folder / "torn").mkdir()
    (folder / "torn" / "manifest.json").write_text('{"format": 1, "ca')
    (folder / "hollow").mkdir()
    (folder / "hollow" / "manifest.json").write_text("[]")
    return folder


@pytest.mark.parametrize("name", WRONG)
def test_wrong_requests(sinews: Command, listing: Listing, surroundings: Path, name: str) -> None:
    assert surroundings.is_dir()
    words, message = WRONG[name]
    before = listing()
    done = sinews(*(word.replace("%20", " ") for word in words.split()))
    assert done.status == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
    assert listing() == before


def test_a_print_without_a_browser_is_refused_before_any_work(
    sinews: Command, listing: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = listing()
    monkeypatch.setenv("SINEWS_CHROMIUM", "/nowhere/chromium")
    done = sinews("brief", "small", "--pdf", "a.pdf", "--progress")
    assert (done.status, done.out) == (2, "")
    assert "none was found at /nowhere/chromium. On Debian and Ubuntu: apt-get install chromium." in done.err
    assert "solve" not in done.err
    assert listing() == before


def test_compare_says_all_that_is_wrong_with_both_sides(sinews: Command, folder: Path) -> None:
    """Two damaged cases, or one beside nothing: each finding says whose it is; the same twice is said once."""
    for name, table in (("one", "places"), ("two", "sites")):
        path = support.small_folder(folder / name) / f"{table}.csv"
        path.write_text(path.read_text().replace("\n", "\n\n,,\n", 1))
    done = sinews("compare", "one", "two")
    assert (done.status, done.out) == (2, "")
    assert "one: places.csv" in done.err
    assert "two: sites.csv" in done.err
    mixed = sinews("compare", "one", "nowhere")
    assert "one: places.csv" in mixed.err
    assert "nowhere: found this: No folder and no packaged case is called nowhere" in mixed.err
    alone, twice = sinews("compare", "one", "small"), sinews("compare", "one", "one")
    assert alone.err == twice.err != ""
    assert "one: places.csv" not in alone.err


@pytest.mark.parametrize("damage", ["outcome", "why", "missing", "key", "format"])
def test_damaged_runs(sinews: Command, folder: Path, damage: str) -> None:
    run = folder / sinews("years", "small", "--json").json["run"]
    manifest = json.loads((run / "manifest.json").read_text())
    if damage == "outcome":
        (run / "outcome.parquet").write_bytes(b"PAR1")
    elif damage == "why":
        (run / "why.csv").write_text("holds\n")
    elif damage == "missing":
        (run / "why.csv").unlink()
    elif damage == "key":
        (run / "manifest.json").write_text(json.dumps(manifest | {"margins": None}))
    else:
        (run / "manifest.json").write_text(json.dumps(manifest | {"format": 99}))
    done = sinews("compare", str(run), str(run))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("sinews: ")
    assert "Traceback" not in done.err


def test_a_run_without_its_timing_is_still_a_run(sinews: Command, folder: Path) -> None:
    run = folder / sinews("years", "small", "--json").json["run"]
    (run / "timing.json").unlink()
    assert SavedRun.load(run).timing == {}


def test_a_run_is_not_saved_over_something_else(sinews: Command, folder: Path) -> None:
    run = folder / sinews("years", "small", "--json").json["run"]
    shutil.rmtree(run)
    run.mkdir()
    (run / "letter.txt").write_text("mine")
    done = sinews("years", "small", "--json")
    assert done.status == 2
    assert [path.name for path in run.iterdir()] == ["letter.txt"]


def test_a_case_with_findings_stops_every_command(sinews: Command, folder: Path) -> None:
    (folder / "small" / "sites.csv").unlink()
    for words in (["years", "small"], ["brief", "small"], ["facts", "x", "--case", "small"], ["check", "small"]):
        done = sinews(*words)
        assert done.status == 2
        assert "finding" in done.err


def test_failure_of_the_solver_is_status_1(sinews: Command, monkeypatch: pytest.MonkeyPatch, listing: Listing) -> None:
    def fail(*_: object) -> None:
        raise SolveError("the solver gave up")

    monkeypatch.setattr(years, "answered", fail)
    before = listing()
    done = sinews("years", "small")
    assert (done.status, done.out, done.err) == (1, "", "sinews: the solver gave up\n")
    assert listing() == before


@pytest.mark.parametrize("kind", [ZeroDivisionError, PanicException])
def test_the_unforeseen_is_status_1_and_one_line(
    sinews: Command, monkeypatch: pytest.MonkeyPatch, kind: type[BaseException]
) -> None:
    failure = kind("division\nby zero")

    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(years, "answered", fail)
    done = sinews("years", "small")
    assert (done.status, done.out) == (1, "")
    assert done.err == f"sinews: {kind.__name__}: division. The option --debug shows where.\n"
    with pytest.raises(kind):
        sinews("years", "small", "--debug")
