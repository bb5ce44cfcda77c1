"""Steps that are undone: each changes what it says, and the page shows what has been measured, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.answers.memory import Memory
from sinews.clocks.years.options import Question
from sinews.data.case import Case
from sinews.data.tables import BY_NAME, Status
from tests.model import Tiny
from tests.support import packaged_case
from tools.validation import steps

CHANGED = {
    "as it is": set[str](),
    "lead times by item alone, not by line": {"sites"},
    "each ally's stock for its own need alone": {"question"},
    "orders from the first month of the case on, in the past": {"settings", "decided", "slips"},
    "what is ready: all of every stock": {"serviceability"},
    "no fleet retires": {"retirements"},
    "offices sign whatever is ordered": {"offices"},
    "approvals forgotten": {"decided"},
    "orders without a known contract left out": {"deliveries"},
    "no tail: a plan ends with what is shown": {"parameters"},
    "surge and conversion called up": {"surge", "conversion"},
    "all of these but the last at once": {
        "sites", "question", "settings", "serviceability", "retirements", "offices", "decided", "deliveries", "slips",
        "parameters",
    },
}  # fmt: skip


@pytest.mark.parametrize("step", steps.STEPS, ids=lambda step: step.name)
def test_a_step_changes_what_it_says(step: steps.Step) -> None:
    case = packaged_case()
    undone = step.undone(case)
    changed = {name for name in BY_NAME if not case.table(name).equals(undone.table(name))}
    changed |= {"settings"} if undone.settings != case.settings else set()
    changed |= {"question"} if step.question != Question() else set()
    assert changed == CHANGED[step.name]


def test_questions_are_of_the_case_and_not_the_base_question() -> None:
    case = packaged_case()
    paths = set(case.table("paths")["path"].unique()) - {Question().path}
    assert set(steps.PATHS) == paths
    asked = [step.question for step in steps.QUESTIONS if step not in steps.PEOPLE[1:]]
    assert len({*asked, Question()}) == len(asked) + 1
    assert {question.trust for question in asked} == set(Status)


def test_levers_on_people_are_pulled_where_people_have_to_be_found() -> None:
    """A step of each changes the rows of people and nothing else of the case."""
    case = packaged_case()
    for step in steps.PEOPLE:
        eased = step.undone(case)
        changed = {name for name in BY_NAME if not case.table(name).equals(eased.table(name))}
        assert step.question == Question(crews=True)
        assert changed == (set() if step.name == steps.CREWED else {"people"}), step.name


def test_a_small_case_is_measured_kept_and_read_again(tmp_path: Path) -> None:
    """A line of 10 a month after a lead of 3 covers 95 of 100 at 12.5 months; nothing of it is read by another key."""
    tiny = Tiny(24).ally("POL").item("shell", lead=3).need("POL", "shell", 100).line("works", "POL", "shell", 10)
    case = tiny.test(9).case()
    answer = steps.measure(case, steps.STEPS[0])
    assert answer.instant == pytest.approx(12.5, abs=1e-3)
    assert answer.points == pytest.approx(30)
    memory = Memory(steps.key(case))
    memory.keep(steps.STEPS[0].name, steps.plain(answer))
    memory.write(tmp_path / "kept.json")
    again, other = Memory(memory.key), Memory("another key")
    for one in (again, other):
        one.learn(tmp_path / "kept.json")
    assert steps.found(again) == {steps.STEPS[0].name: answer}
    assert steps.found(other) == {}


def test_a_month_is_that_of_the_instant() -> None:
    case: Case = packaged_case()
    assert steps.month(case, None) is None
    month = steps.month(case, 70.29)
    assert month is not None
    assert f"{month:%Y-%m}" == "2031-11"
