"""`sinews minutes` from question to page, JSON, table, saved run, memory and verdict, on the small case."""

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
from sinews.clocks.minutes import MINUTES
from sinews.clocks.minutes.options import Alarm
from sinews.commands.main import main
from sinews.data.case import Case
from sinews.data.tables import Side, StatementCheck
from sinews.errors import UsageError
from sinews.present.page import Page
from sinews.present.render.html import as_html
from sinews.statements.minutes import minutes_of_flight, minutes_of_warning
from sinews.statements.plans import Plans
from sinews.statements.verdict import ClaimCheck, Estimate, Outcome, Statement

SMALL = Path(__file__).resolve().parents[2] / "examples" / "small"


@pytest.fixture(scope="module")
def small() -> Case:
    return Case.read(SMALL)


@pytest.fixture(scope="module")
def asked(small: Case) -> Asking:
    asking = Asking.first(MINUTES, small)
    asking.extend(["levers"])
    return asking


def test_the_clock_is_one_of_the_clocks() -> None:
    assert MINUTES in clocks.CLOCKS


def test_the_command_answers_and_saves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["minutes", str(SMALL), "--city", "Warsaw", "--trials", "500", "--out", str(tmp_path), "--save"]
    assert main([*words, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["class"] == "ballistic"
    assert answer["trials"] == 500
    margins = {margin["of"]: margin for margin in answer["margins"]}
    assert margins["ballistic:warsaw"]["time"] == margins["ballistic:worst"]["time"]
    assert main([*words, "--table", "available", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)["table"]
    assert {row["place"] for row in table} == {"warsaw"}
    assert {row["subject"] for row in table} == {"ballistic", "cruise"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--city", "Warsow"], "Did you mean Warsaw?"),
        (["--class", "cruse"], "Did you mean cruise?"),
        (["--hour", "24"], "no hour of the day"),
        (["--trials", "0"], "no whole number"),
        (["--table", "nobody"], "available, needed, left"),
        (["--write-lp", "a.lp"], "minutes"),
    ],
)
def test_what_cannot_be_asked_is_said(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["minutes", str(SMALL), "--no-save", *words]) == 2
    assert says in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    "words", [{"path": "national"}, {"hour": 24.0}, {"hour": "noon"}, {"trials": 0}, {"seed": 1.5}]
)
def test_a_question_of_another_form_is_none(words: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="minutes clock"):
        Alarm.of(words)


def test_levers_are_told_with_their_price(asked: Asking) -> None:
    [effect] = asked.answer.effects
    assert effect.price == (100, 50, 200)
    assert effect.earned > 0
    asked.extend(["package"])
    step = asked.answer.details.bought.frontier[0]
    assert step.effect.earned == pytest.approx(effect.earned)
    sooner = {margin.of: margin.ready for margin in effect.margins}
    assert sooner["ballistic:warsaw"] < {margin.of: margin.ready for margin in asked.answer.margins}["ballistic:warsaw"]


def test_report_and_brief_are_whole(asked: Asking) -> None:
    parts = asked.parts
    page = parts.page()
    assert all(sentence.endswith(".") for sentence in page.sentences)
    document = as_html(Page("Title", ("Sentence.",), parts.sections(), cards=parts.cards()), "data")
    for name in ("minutes-classes", "minutes-cities", "minutes-day", "minutes-levers"):
        assert f'data-figure="{name}"' in document
    assert "nan" not in " ".join([*parts.after().text, *page.sentences]).split()


def test_findings_stand_on_rows_of_the_case(asked: Asking) -> None:
    assert asked.answer.findings
    for finding in asked.answer.findings:
        assert finding.rows is not None
        assert finding.rows.height > 0
        assert finding.weakest is not None


def test_what_is_remembered_gives_the_same_answer(small: Case) -> None:
    memory = Memory("key")
    first = Asking(MINUTES, MINUTES.scope(small), Means(memory=memory))
    first.extend(["levers"])
    again = Asking(MINUTES, MINUTES.scope(small), Means(memory=memory))
    again.extend(["levers"])
    assert again.answer.effects == first.answer.effects
    assert [finding.earned for finding in again.answer.findings] == [one.earned for one in first.answer.findings]
    found = MINUTES.remeasured(MINUTES.scope(small), Means(memory=memory))
    assert set(found) == set(memory.records)
    assert max(found.values()) == 0


def test_a_record_that_is_none_is_measured_again(small: Case) -> None:
    memory = Memory("key")
    asking = Asking(MINUTES, MINUTES.scope(small), Means(memory=memory))
    memory.keep("limits", [{"limit": "nothing"}])
    assert asking.answer.findings
    assert memory.notes


def test_ten_minutes_to_warsaw_and_berlin_get_a_verdict(small: Case, asked: Asking) -> None:
    """At 6,000 km an hour 500 km to Warsaw take 5 minutes, which is within ten, and 1,000 to Berlin ten and more."""
    parts: dict[str, Any] = dict.fromkeys((one.name for one in fields(Statement)), None)
    about = {"about": ("warsaw", "berlin"), "value": Estimate.exact(10.0, "minutes")}
    said = Statement(**{**parts, **about, "check": StatementCheck.MINUTES_CLOCK})
    assert minutes_of_flight(small, None, said).outcome is Outcome.OPEN
    found = minutes_of_flight(small, Plans(small, [asked]), said)
    assert found.outcome is Outcome.IN_PART
    assert found.figure is not None
    assert found.figure.low <= found.figure.value <= found.figure.high
    assert "Warsaw" in found.because
    lost = Statement(**{**parts, **about, "about": ("paris",), "check": StatementCheck.MINUTES_CLOCK})
    assert minutes_of_flight(small, Plans(small, [asked]), lost).outcome is Outcome.OPEN


@pytest.mark.parametrize(
    ("side", "minutes", "outcome"),
    [(Side.AT_MOST, 12.0, Outcome.HOLDS), (Side.AT_LEAST, 12.0, Outcome.DOES_NOT_HOLD)],
)
def test_minutes_of_warning_are_what_is_left_of_the_flight(
    small: Case, asked: Asking, side: Side, minutes: float, outcome: Outcome
) -> None:
    """The flight to Warsaw takes 5 minutes and more, and under 12: less is left to those who know the warning."""
    parts: dict[str, Any] = dict.fromkeys((one.name for one in fields(Statement)), None)
    about = {"about": ("warsaw",), "value": Estimate.exact(minutes, "minutes"), "side": side}
    said = Statement(**{**parts, **about, "check": ClaimCheck.MINUTES_OF_WARNING})
    assert minutes_of_warning(small, None, said).outcome is Outcome.OPEN
    found = minutes_of_warning(small, Plans(small, [asked]), said)
    flight = minutes_of_flight(small, Plans(small, [asked]), said)
    assert found.outcome is outcome
    assert found.figure is not None
    assert flight.figure is not None
    assert found.figure.value < flight.figure.value
    assert "left to those who know the warning" in found.because
