"""Saved runs: the same bytes each time, read back as they were, whole or not there."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import frictionless
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sinews import files
from sinews.answers import runs
from sinews.answers.answer import Answer, Asked
from sinews.answers.manifest import identity
from sinews.answers.runs import SavedRun
from sinews.clocks.asking import Asking
from sinews.clocks.years import YEARS
from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.options import Question
from sinews.errors import WriteError
from tests import support


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Answer[YearsAnswer]:
    return Asking.first(YEARS, support.small_case(tmp_path_factory.mktemp("case") / "small")).answer


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_run_saved_twice_has_the_same_bytes(answer: Answer[YearsAnswer], tmp_path: Path) -> None:
    first = contents(SavedRun.of(answer).save(tmp_path / "a"))
    again = Asking.first(YEARS, answer.case).answer
    second = contents(SavedRun.of(again).save(tmp_path / "b"))
    assert list(first) == ["datapackage.json", "manifest.json", "outcome.parquet", "timing.json", "why.csv"]
    assert {name: content for name, content in first.items() if name != "timing.json"} == {
        name: content for name, content in second.items() if name != "timing.json"
    }


def test_a_run_is_a_data_package_that_others_can_read(answer: Answer[YearsAnswer], tmp_path: Path) -> None:
    folder = SavedRun.of(answer).save(tmp_path)
    package = frictionless.Package(str(folder / "datapackage.json"))
    assert package.name == f"sinews-run-{folder.name}"
    assert answer.case.digest in str(package.description)
    assert {str(resource.path): resource.hash for resource in package.resources} == {
        name: f"sha256:{sha256((folder / name).read_bytes()).hexdigest()}" for name in ("outcome.parquet", "why.csv")
    }
    why = package.get_resource("why")
    assert why.schema.field_names == pl.read_csv(folder / "why.csv").columns
    report = why.validate()
    assert report.valid, report.flatten(["type", "message"])


def test_time_and_memory_stand_in_the_timing_alone(answer: Answer[YearsAnswer], tmp_path: Path) -> None:
    slow = SavedRun.of(answer, seconds={"solve": 2.0, "why": 1.0}, memory=300.0)
    folder = slow.save(tmp_path)
    fast = SavedRun.of(answer)
    assert slow.digest == fast.digest
    assert slow.manifest == fast.manifest
    assert SavedRun.load(folder).timing == {
        "phases": {"solve": 2.0, "why": 1.0},
        "seconds": 3.0,
        "peak_memory_mib": 300,
    }


def test_a_run_reads_back_as_it_was(answer: Answer[YearsAnswer], tmp_path: Path) -> None:
    run = SavedRun.of(answer)
    read = SavedRun.load(run.save(tmp_path))
    assert read.manifest == run.manifest
    assert YEARS.question(read.manifest["question"]) == answer.asked.question
    assert read.digest == run.digest
    assert_frame_equal(read.outcome, answer.outcome)
    assert_frame_equal(read.why, run.why)


def test_the_manifest_states_the_answer(answer: Answer[YearsAnswer]) -> None:
    manifest = SavedRun.of(answer).manifest
    assert manifest["case"]["digest"] == answer.case.digest
    assert manifest["margin"]["median"] == answer.details.margin.median.isoformat()[:7]
    assert manifest["residual"] < 1e-5
    assert manifest["program"]["nonzeros"] == answer.details.program.matrix.nnz


def test_another_question_case_or_solver_has_another_name(answer: Answer[YearsAnswer]) -> None:
    case = answer.case
    other = case.change("stocks", case.table("stocks").with_columns(pl.col("quantity_high") * 2))
    known = {
        SavedRun(identity(Asked("years", one, question, solver)), answer.outcome, answer.outcome).digest
        for one, question, solver in (
            (case, Question(), "highs"),
            (case, Question(path="today"), "highs"),
            (case, replace(Question(), expansion=False), "highs"),
            (case, Question(), "cbc"),
            (other, Question(), "highs"),
        )
    }
    assert len(known) == 5


def test_an_older_copy_is_replaced_whole(answer: Answer[YearsAnswer], tmp_path: Path) -> None:
    folder = SavedRun.of(answer).save(tmp_path)
    (folder / "why.csv").write_text("damaged")
    assert SavedRun.of(answer).save(tmp_path) == folder
    SavedRun.load(folder)
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_a_failure_while_saving_leaves_what_was_there(
    answer: Answer[YearsAnswer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = SavedRun.of(answer).save(tmp_path)
    before = contents(folder)

    def fail(path: Path, content: bytes) -> None:
        if path.name == "manifest.json":
            raise OSError(28, "No space left on device")
        files.write_bytes(path, content)

    monkeypatch.setattr(runs, "write_bytes", fail)
    with pytest.raises(WriteError, match="No space"):
        SavedRun.of(answer).save(tmp_path)
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_what_is_no_number_stands_as_null(answer: Answer[YearsAnswer], tmp_path: Path) -> None:
    run = SavedRun({**SavedRun.of(answer).manifest, "objective": float("nan")}, answer.outcome, answer.outcome)
    text = (run.save(tmp_path) / "manifest.json").read_text()
    assert json.loads(text)["objective"] is None
