"""`sinews accept`: proposed facts into an overlay or an own case, shown before they are written; all or nothing."""

from __future__ import annotations

import codecs
import csv
import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sinews.clocks.years.graded import DateSearch
from sinews.clocks.years.options import Question
from sinews.clocks.years.scope import Scope
from sinews.commands.main import main
from sinews.data.case import Case
from sinews.data.intake.folder import Changes, Target
from sinews.data.intake.places import Place
from sinews.data.intake.proposals import PROPOSED
from sinews.errors import CaseError, UsageError

#: DEU's share of output, 2.4 % in the example by `fact-2` (without a range), is 3 % by a document.
ROW = {
    "entity": "DEU", "subject": "budget", "quantity": "share", "value": "3", "unit": "percent",
    "period_start": "2025", "period_end": "2025-06", "status": "observed", "source": "A paper, May 2026",
    "as_of": "2026-05-02", "place": "paragraph 1", "sure": "true", "compared": "contradicts", "fact": "fact-2",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree("examples/small", tmp_path / "small")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def propose(folder: Path, *rows: dict[str, str]) -> None:
    """Write rows as `sinews read --facts` does."""
    with (folder / "facts.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [column.name for column in PROPOSED.columns], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def accept(capsys: pytest.CaptureFixture[str], *words: str, target: str = "over") -> tuple[int, str, str]:
    status = main(["accept", target, "--from", "facts.csv", "--case", "small", "--no-answer", *words])
    out, err = capsys.readouterr()
    return status, out, err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    status, out, err = accept(capsys, "--json", *words)
    assert status == 0, err
    return json.loads(out)


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def shares(case: Case) -> list[Sequence[Any]]:
    """Paths whose number rests on what was accepted."""
    rows = case.table("paths").select("place", "share", "share_low", "share_high", "share_basis")
    return [row for row in rows.iter_rows() if "own-" in row[-1]]


def test_what_would_be_is_shown_and_nothing_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    propose(folder, ROW)
    before = content(folder)
    status, out, err = accept(capsys)
    assert (status, err) == (0, "")
    assert "own-0001: DEU, budget, share, 2025: 3 percent in place of 2.4 (fact-2)" in out
    assert "paths.share" in out
    assert "by the fact alone, without a range" in out
    assert out.endswith("Nothing has been written; --write takes them into over.\n")
    assert content(folder) == before


def test_an_overlay_holds_the_fact_its_source_and_the_numbers_that_follow(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The number is 3 without a range, as what was there had none; both editions of the fact are there."""
    propose(folder, ROW)
    told = as_json(capsys, "--write")
    assert told["written"] is True
    case = Case.read(folder / "small", folder / "over")
    rows = shares(case)
    assert rows
    assert {tuple(row[1:]) for row in rows} == {(3.0, 3.0, 3.0, "own-0001")}
    assert len(rows) == sum(number["table"] == "paths" for number in told["numbers"])
    facts = {row["fact"]: row for row in case.table("facts").iter_rows(named=True)}
    assert (facts["own-0001"]["confidence"], facts["own-0001"]["as_of"], facts["fact-2"]["value"]) == (
        "C",
        "2026-05-02",
        2.4,
    )
    sources = dict(case.table("sources").select("source", "title").iter_rows())
    assert sources[facts["own-0001"]["source"]] == "A paper, May 2026"


def test_an_own_case_becomes_what_the_overlay_makes_of_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    propose(folder, ROW)
    shutil.copytree(folder / "small", folder / "mine")
    before = content(folder / "mine")
    assert accept(capsys, "--write")[0] == accept(capsys, "--write", target="mine")[0] == 0
    laid, own = Case.read(folder / "small", folder / "over"), Case.read(folder / "mine")
    assert laid.digest == own.digest
    after = content(folder / "mine")
    assert {name for name in before if before[name] != after[name]} >= {"facts.csv", "sources.csv", "paths.csv"}
    assert after["facts.csv"].startswith(before["facts.csv"])


def test_what_was_taken_is_not_taken_again_and_more_goes_into_the_same_overlay(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    propose(folder, ROW)
    assert accept(capsys, "--write")[0] == 0
    once = content(folder / "over")
    status, out, _ = accept(capsys, "--write")
    assert (status, "Nothing to take" in out, content(folder / "over")) == (0, True, once)
    propose(folder, ROW | {"value": "3.5", "fact": "own-0001", "as_of": "2026-06"})
    assert accept(capsys, "--write", "--confidence", "A")[0] == 0
    rows = shares(Case.read(folder / "small", folder / "over"))
    assert {row[-1] for row in rows} == {"own-0002"}
    assert len(content(folder / "over")["paths.csv"].splitlines()) == len(once["paths.csv"].splitlines())


def test_a_fact_that_no_number_stands_on_is_taken_and_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    propose(folder, ROW | {"compared": "new", "fact": "", "subject": "conscripts"})
    told = as_json(capsys, "--write")
    assert ([fact["numbers"] for fact in told["facts"]], told["numbers"]) == ([0], [])
    assert "own-0001" in Case.read(folder / "small", folder / "over").table("facts")["fact"]
    assert not (folder / "over" / "paths.csv").exists()


def test_a_figure_of_a_later_year_does_not_enter_rows_of_an_earlier_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    propose(folder, ROW | {"compared": "newer", "period_start": "2027", "period_end": "2027"})
    told = as_json(capsys)
    assert not [number for number in told["numbers"] if number["table"] in {"paths", "history"}]


def test_one_fact_gives_way_to_one_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two figures in its place are a finding; the same figure from two places of a document is one fact."""
    propose(folder, ROW, ROW | {"value": "3.5"})
    status, out, err = accept(capsys, "--write")
    assert (status, out, err.count("\n")) == (2, "", 2)
    assert 'facts.csv, row 3, column fact: found "fact-2", as in row 2; expected' in err
    assert not (folder / "over").exists()
    propose(folder, ROW, ROW | {"place": "paragraph 9"})
    assert len(as_json(capsys)["facts"]) == 1


def test_an_overlay_keeps_what_others_wrote_meanwhile_its_mark_and_its_rights(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    propose(folder, ROW)
    assert accept(capsys, "--write")[0] == 0
    facts = folder / "over" / "facts.csv"
    facts.write_bytes(codecs.BOM_UTF8 + facts.read_bytes())
    facts.chmod(0o600)
    target, changes = Target.at(folder / "over", folder / "small"), Changes(added={"facts": [{"fact": "own-0009"}]})
    target.write(changes)
    assert facts.read_bytes().startswith(codecs.BOM_UTF8)
    assert facts.stat().st_mode & 0o777 == 0o600
    with pytest.raises(UsageError, match=r"facts\.csv has been changed in the meantime"):
        target.write(changes)
    assert facts.read_text(encoding="utf-8").count("own-0009") == 1


def test_rows_are_chosen_by_their_number(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    others = [ROW | {"compared": "new", "fact": "", "subject": name} for name in ("a", "b", "c")]
    propose(folder, *others)
    assert [fact["subject"] for fact in as_json(capsys, "--rows", "1,3")["facts"]] == ["a", "c"]
    assert [fact["subject"] for fact in as_json(capsys, "--rows", "2-3")["facts"]] == ["b", "c"]


def test_a_folder_is_the_same_by_whatever_path_it_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An own case from a folder within it; an overlay, of which the number is changed again, from inside it."""
    propose(folder, ROW)
    shutil.copytree(folder / "small", folder / "mine")
    (folder / "mine" / "sub").mkdir()
    assert accept(capsys, "--write")[0] == 0
    words = ["--case", "../small", "--no-answer", "--write"]
    monkeypatch.chdir(folder / "mine" / "sub")
    assert main(["accept", "..", "--from", "../../facts.csv", "--no-answer", "--write"]) == 0
    (folder / "mine" / "sub").rmdir()
    assert {row[1] for row in shares(Case.read(folder / "mine"))} == {3}
    propose(folder, ROW | {"value": "3.5", "fact": "own-0001", "as_of": "2026-06"})
    monkeypatch.chdir(folder / "over")
    assert main(["accept", ".", "--from", "../facts.csv", *words]) == 0
    assert {tuple(row[1:]) for row in shares(Case.read(folder / "small", folder / "over"))} == {
        (3.5, 3.5, 3.5, "own-0002")
    }
    propose(folder, ROW | {"value": "3000", "fact": "own-0002", "as_of": "2026-07"})
    capsys.readouterr()
    assert main(["accept", ".", "--from", "../facts.csv", *words]) == 2
    assert 'over/paths.csv, row 2, column share: found "3000" (by facts.csv, row 2)' in capsys.readouterr().err


WRONG = {
    "not understood": ({"sure": "false", "unsure_of": "whose it is"}, "not understood (whose it is)"),
    "no number": ({"value": "much"}, '"much"'),
    "no entity": ({"entity": "DEV"}, "Did you mean DEU"),
    "no fact": ({"fact": "fact-22"}, '"fact-22"; expected a fact of the case'),
    "another unit": ({"unit": "units"}, "units, beside fact-2, which has percent"),
    "another entity": ({"entity": "POL"}, "POL, beside fact-2, which has DEU"),
    "no date": ({"as_of": ""}, "column as_of: found a blank cell"),
    "no day": ({"period_start": "spring"}, '"spring"'),
    "a range beside its value": ({"low": "4"}, "at most the value"),
    "no kind": ({"compared": "perhaps"}, '"perhaps"'),
}


def test_all_that_is_wrong_with_rows_is_found_at_once_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What keeps the file from being read comes first; then all that is wrong between its rows and the case."""
    of_cells = ("no number", "a range beside its value", "no kind")
    for group in (of_cells, [name for name in WRONG if name not in of_cells]):
        propose(folder, ROW, *(ROW | WRONG[name][0] | {"place": name} for name in group))
        status, out, err = accept(capsys, "--write")
        assert (status, out, "Traceback" in err) == (2, "", False)
        for line, name in enumerate(group, 3):
            assert any(WRONG[name][1] in text and f"row {line}" in text for text in err.splitlines()), (name, err)
    assert not (folder / "over").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("accept", "over", "--from", "nothing.csv"), "nothing.csv"),
        (("accept", "over"), "--from FILE"),
        (("accept", "nato-europe", "--from", "facts.csv"), "comes with sinews"),
        (("accept", "facts.csv", "--from", "facts.csv"), "is a file"),
        (("accept", "over", "--from", "facts.csv", "--rows", "3"), "no row 3"),
        (("accept", "over", "--from", "facts.csv", "--rows", "3-1"), "names no rows"),
        (("accept", "over", "--from", "small/items.csv"), "items.csv"),
    ],
)
def test_command_lines_that_make_no_sense_are_said(
    words: tuple[str, ...], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    propose(folder, ROW)
    try:
        status = main([*words, "--case", "small", "--no-answer", "--write"])
    except SystemExit as error:
        status = int(str(error.code))
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert message in err
    assert not (folder / "over").exists()


def test_the_answer_becomes_what_the_changed_case_answers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """DEU spends 12 % of its output in the place of 2.4 %: the date is that of the case in which it does."""
    propose(folder, ROW | {"value": "12"})
    assert main(["accept", "over", "--from", "facts.csv", "--case", "small", "--json", "--write"]) == 0
    answer = json.loads(capsys.readouterr().out)["answer"]
    scope = Scope.of(Case.read(folder / "small", folder / "over"), Question())
    instants = {name: DateSearch(replace(scope, only=items), "highs", None)() for name, items in scope.families.items()}
    assert {row["family"]: row["becomes"] for row in answer} == {
        name: None if at is None else str(scope.calendar.month_of(at)) for name, at in instants.items()
    }
    assert any(row["later"] != 0 for row in answer)


def test_a_finding_names_the_files_of_the_user_and_not_those_of_a_try(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """3,000 per cent is over what a path may hold, in both rows of the national one, by row 2 of the accepted file."""
    propose(folder, {**ROW, "value": "3000"})
    lines = (folder / "small" / "paths.csv").read_text(encoding="utf-8").splitlines()
    rows = [number for number, line in enumerate(lines, 1) if line.startswith("national,")]
    for target in ("over", "small"):
        status, out, err = accept(capsys, target=target)
        assert (status, out) == (2, "")
        found = {line.split(", column")[0] for line in err.splitlines()[1:]}
        assert found == {f"paths.csv, row {row}" for row in rows}
        assert err.count('found "3000" (by facts.csv, row 2); expected at most 100') == 3 * len(rows)


def test_a_finding_on_an_overlay_names_its_rows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The overlay has rows of paths already: they are changed where they stand in it."""
    propose(folder, ROW)
    assert accept(capsys, "--write")[0] == 0
    propose(folder, {**ROW, "value": "3000", "source": "A later paper", "as_of": "2026-06-02", "fact": "own-0001"})
    status, _, err = accept(capsys, "--write")
    assert status == 2
    lines = (folder / "over" / "paths.csv").read_text(encoding="utf-8").splitlines()
    found = {line.split(", column")[0] for line in err.splitlines()[1:]}
    assert found == {f"over/paths.csv, row {row}" for row in range(2, len(lines) + 1)}


def test_a_finding_on_a_new_row_names_where_it_is_stated(folder: Path) -> None:
    """The second of two facts has a confidence that there is not; it is row 3 of the file that it came from."""
    facts = [
        {**ROW, "fact": f"own-{number}", "source": "press", "confidence": grade}
        for number, grade in ((1, "A"), (2, "Z"))
    ]
    changes = Changes(added={"facts": facts}, at={"facts": [Place("proposed.csv", 2), Place("proposed.csv", 3)]})
    for target in ("over", "small"):
        with pytest.raises(CaseError) as error:
            Target.at(folder / target, folder / "small").after(changes)
        assert [(found.file, found.row, found.column) for found in error.value.findings] == [
            ("proposed.csv", 3, "confidence")
        ]
