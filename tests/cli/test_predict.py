"""The predicted size of a program against the program itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from sinews.answers.runs import SavedRun
from sinews.clocks.years.program import build, predict
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from sinews.model.calendar import Calendar
from tests import support
from tests.cli.words import Start
from tests.support import packaged_case

QUESTIONS = {
    "default": Question(),
    "monthly": Question(monthly=True),
    "no expansion": Question(expansion=False),
    "contracted": Question(trust=list(type(Question().trust))[2]),
}


def within_two_percent(scope: Scope) -> None:
    size, program = predict(scope), build(scope)
    assert size.rows == pytest.approx(program.matrix.shape[0], rel=0.02)
    assert size.columns == pytest.approx(program.matrix.shape[1], rel=0.02)
    assert size.nonzeros == pytest.approx(program.matrix.nnz, rel=0.02)


@pytest.mark.parametrize("name", QUESTIONS)
def test_size_of_the_small_case(small_case: Case, name: str) -> None:
    within_two_percent(Scope.of(small_case, QUESTIONS[name]))


@pytest.mark.parametrize("name", QUESTIONS)
def test_size_of_the_packaged_case(name: str) -> None:
    within_two_percent(Scope.of(packaged_case(), QUESTIONS[name]))


def test_size_on_a_tree(small_case: Case) -> None:
    plain = Scope.of(small_case, Question())
    tree = plain.calendar.branch(3, [0.4, 0.6])
    assert isinstance(tree, Calendar)
    within_two_percent(Scope(small_case, Question(), tree))


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory of a process is read from /proc")
def test_memory_and_the_embedded_case_from_end_to_end(process: Start, folder: Path) -> None:
    """`sinews brief` on the packaged case: the answer, the report, the run; memory within a factor of two."""
    done = process(["-m", "sinews", "brief", "--json"])
    out, err = done.communicate()
    assert done.returncode == 0, err
    answer = json.loads(out)
    assert answer["case"]["name"] == "nato-europe"
    assert answer["margin"]["median"] >= "2026"
    assert (folder / "report.html").stat().st_size > 100_000
    used = SavedRun.load(folder / answer["run"]).timing["peak_memory_mib"]
    predicted = predict(Scope.of(packaged_case(), Question())).memory
    assert used / 2 < predicted < 2 * used


def test_memory_grows_with_the_program(tmp_path: Path) -> None:
    case = support.small_case(tmp_path / "case")
    sizes = [predict(Scope.of(case, Question(monthly=monthly))) for monthly in (False, True)]
    assert sizes[0].memory < sizes[1].memory
