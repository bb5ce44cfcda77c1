"""`sinews hours` from question to page, JSON, table, saved run, memory and verdict, on the small case."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from sinews import clocks
from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.clocks.asking import Asking
from sinews.clocks.hours import HOURS
from sinews.clocks.hours.options import Blackout
from sinews.commands.main import main
from sinews.data.case import Case
from sinews.data.tables import StatementCheck
from sinews.errors import UsageError
from sinews.present.page import Page
from sinews.present.render.html import as_html
from sinews.statements.hours import hours_on_their_own
from sinews.statements.plans import Plans
from sinews.statements.verdict import Estimate, Outcome, Statement

SMALL = Path(__file__).resolve().parents[2] / "examples" / "small"


@pytest.fixture(scope="module")
def small() -> Case:
    return Case.read(SMALL)


@pytest.fixture(scope="module")
def asked(small: Case) -> Asking:
    asking = Asking.first(HOURS, small)
    asking.extend(["levers"])
    return asking


def test_the_clock_is_one_of_the_clocks() -> None:
    assert HOURS in clocks.CLOCKS


def test_the_command_answers_and_saves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["hours", str(SMALL), "--ally", "POL", "--out", str(tmp_path), "--save"]
    assert main([*words, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["outage"] == "winter_power"
    due = {margin["of"]: margin["due"] for margin in answer["margins"]}
    assert due["vital:worst"] == min(due["water:POL"], due["warmth:POL"])
    assert {margin["time"] for margin in answer["margins"]} == {due[of] - 72 for of in due}
    assert main([*words, "--table", "without", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)["table"]
    assert {row["place"] for row in table} == {"POL"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--scenario", "winter_powr"], "Did you mean winter_power?"),
        (["--ally", "FIN"], "hits: DEU, POL"),
        (["--scenario", "broken_main", "--ally", "DEU"], "does not hit DEU"),
        (["--table", "nobody"], "lacking, supplied, without"),
    ],
)
def test_what_the_case_does_not_have_is_said(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hours", str(SMALL), "--no-save", *words]) == 2
    assert says in " ".join(capsys.readouterr().err.split())


def test_a_question_with_other_parts_is_none() -> None:
    with pytest.raises(UsageError, match="not asked for path"):
        Blackout.of({"path": "national"})


def test_levers_are_told_with_their_price(asked: Asking) -> None:
    [effect] = asked.answer.effects
    assert effect.price == (600, 400, 900)
    assert effect.earned > 0
    assert len(effect.margins) == 4
    asked.extend(["package"])
    step = asked.answer.details.bought.frontier[0]
    assert step.effect.earned == pytest.approx(effect.earned)


def test_report_and_brief_are_whole(asked: Asking) -> None:
    parts = asked.parts
    page = parts.page()
    assert all(sentence.endswith(".") for sentence in page.sentences)
    document = as_html(Page("Title", ("Sentence.",), parts.sections(), cards=parts.cards()), "data")
    for name in ("hours-without", "hours-allies", "hours-levers"):
        assert f'data-figure="{name}"' in document
    assert "inf" not in " ".join(parts.after().text).split()


def test_findings_stand_on_rows_of_the_case(asked: Asking) -> None:
    assert asked.answer.findings
    for finding in asked.answer.findings:
        assert finding.rows is not None
        assert finding.rows.height > 0
        assert finding.weakest is not None


def test_what_is_remembered_gives_the_same_answer(small: Case) -> None:
    memory = Memory("key")
    first = Asking(HOURS, HOURS.scope(small), Means(memory=memory))
    first.extend(["levers"])
    again = Asking(HOURS, HOURS.scope(small), Means(memory=memory))
    again.extend(["levers"])
    assert again.answer.effects == first.answer.effects
    assert [finding.earned for finding in again.answer.findings] == [one.earned for one in first.answer.findings]
    found = HOURS.remeasured(HOURS.scope(small), Means(memory=memory))
    assert set(found) == set(memory.records)
    assert max(found.values()) < 1e-9


def test_a_record_that_is_none_is_measured_again(small: Case) -> None:
    memory = Memory("key")
    asking = Asking(HOURS, HOURS.scope(small), Means(memory=memory))
    memory.keep("limits", [{"limit": "nothing"}])
    assert asking.answer.findings
    assert memory.notes


def test_the_statement_on_72_hours_gets_a_verdict(small: Case, asked: Asking) -> None:
    parts: dict[str, Any] = dict.fromkeys((one.name for one in fields(Statement)), None)
    said = Statement(**{**parts, "value": Estimate.exact(72.0, "hours"), "check": StatementCheck.HOURS_CLOCK})
    assert hours_on_their_own(small, None, said).outcome is Outcome.OPEN
    found = hours_on_their_own(small, Plans(small, [asked]), said)
    assert found.outcome is Outcome.DOES_NOT_HOLD
    assert found.figure is not None
    assert found.figure.low <= found.figure.value <= found.figure.high < 72
