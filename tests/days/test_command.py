"""`sinews days` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sinews.commands.main import main
from tests.days.network import railway


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a network as the case `net`."""
    sketch = railway("A", "B", "C", quantity=60)
    sketch.add("corridors", corridor="east").add("corridor_links", corridor="east", link="B-C-rail")
    sketch.case().write(tmp_path / "net")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_answer_is_saved_and_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["days", "net", "--json", "--corridors"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["command"] == "days"
    assert answer["clock"] == "days"
    assert answer["margin"]["one"]["closed_day"] == pytest.approx(18.375, abs=1e-3)
    assert answer["why"][0]["subject"] == "train_1435"
    assert answer["corridors"][0]["tiers"]["one"]["closed_day"] is None
    assert (folder / answer["run"] / "manifest.json").is_file()


def test_the_page_and_the_timetable(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    assert main(["days", "net", "--no-save"]) == 0
    assert "In how many days" in capsys.readouterr().out
    assert main(["days", "net", "--no-save", "--unit", "first", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["timetable"][0]["step"] == "load"
    assert main(["days", "net", "--no-save", "--unit", "first"]) == 0
    assert "How does first travel?" in capsys.readouterr().out
    assert not (folder / "runs").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["net", "--without", "west"], "no corridor west"),
        (["net", "--unit", "frist"], "Did you mean first?"),
        (["net", "--on", "soon"], "--on soon is no month"),
        (["net", "--tick", "0"], "no number of hours"),
        (["net", "--solver", "magic"], "no solver magic"),
        (["nothing"], "nothing"),
    ],
)
def test_mistakes_are_one_line_and_status_two(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert main(["days", *words]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error
    assert not (folder / "runs").exists()


def test_the_brief_and_the_report_answer_for_both_clocks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "net", "--quick"]) == 0
    printed = capsys.readouterr().out
    assert "What to fix first" in printed
    assert "Days: can forces reach the flank in time?" in printed
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert 'data-tab="Days: getting there"' in report
    assert {path.stem for path in (folder / "report-data").glob("days-*.csv")} == {
        "days-arrivals",
        "days-closures",
        "days-map",
    }
    assert main(["brief", "net", "--quick", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["days"]["margin"]["one"]["closed_day"] == pytest.approx(18.375, abs=1e-3)


def test_whole_trains_are_another_run_and_state_their_gap(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    assert main(["days", "net", "--json", "--whole"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert main(["days", "net", "--json"]) == 0
    fractions = json.loads(capsys.readouterr().out)
    assert whole["gap_of_whole_trains"] >= 0
    assert fractions["gap_of_whole_trains"] is None
    assert whole["run"] != fractions["run"]
    assert main(["days", "net", "--no-save", "--whole"]) == 0
    assert "in whole trains" in capsys.readouterr().out


def test_what_was_found_is_kept_beside_the_runs_and_not_looked_up_afresh(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["days", "net", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    [kept] = (folder / "runs" / "measured").glob("days-*.json")
    before = kept.read_bytes()
    assert main(["days", "net", "--json", "--fresh"]) == 0
    assert json.loads(capsys.readouterr().out) == first
    assert kept.read_bytes() == before


def test_what_is_measured_beside_the_plan_makes_another_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    runs = set()
    for words in ([], ["--corridors"]):
        assert main(["days", "net", "--json", *words]) == 0
        runs.add(json.loads(capsys.readouterr().out)["run"])
    assert len(runs) == 2
