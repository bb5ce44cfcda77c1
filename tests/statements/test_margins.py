"""The check that every clock can decide: time to spare, on answers whose margins are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sinews.answers.answer import Margin
from sinews.clocks import CLOCKS
from sinews.clocks.asking import Asking
from sinews.data.case import Case
from sinews.statements.checks import verdicts
from sinews.statements.margins import figure
from sinews.statements.plans import Plans
from sinews.statements.verdict import Outcome, Verdict
from tests import both
from tests.model import exact
from tests.statements.told import statement

HOLDS, IN_PART, NOT, OPEN = Outcome.HOLDS, Outcome.IN_PART, Outcome.DOES_NOT_HOLD, Outcome.OPEN


@pytest.fixture(scope="module")
def case() -> Case:
    return both.case()


@pytest.fixture(scope="module")
def asked(case: Case) -> dict[str, Asking]:
    """Every clock, asked its first question."""
    return {clock.name: Asking.first(clock, case) for clock in CLOCKS}


def told(case: Case, asked: dict[str, Asking] | None, clock: str, of: str, value: float, unit: str) -> Verdict:
    """The verdict on a claim that there are so many units of time to spare, or more."""
    row = statement("clock_margin", "spare", value=value, side="at_least", unit=unit)
    row |= {
        "subject": of,
        "quantity": f"{clock}_margin",
        "basis": "fact-1",
        **exact(value=value),
        "value_basis": "guess",
    }
    plans = Plans(case, asked.values()) if asked else None
    [verdict] = verdicts(case.change("statements", both.frame([row])), plans)
    return verdict


@pytest.mark.parametrize("clock", [clock.name for clock in CLOCKS])
def test_each_clock_decides_on_its_own_margins(clock: str, case: Case, asked: dict[str, Asking]) -> None:
    for margin in asked[clock].answer.margins:
        spare = -1.0 if margin.time is None else margin.time
        surely = HOLDS if figure(margin).low >= 0 else IN_PART
        assert told(case, asked, clock, margin.of, 0.0, margin.unit).outcome is (surely if spare >= 0 else NOT)
        found = told(case, asked, clock, margin.of, abs(spare) + 1, margin.unit)
        assert found.outcome is NOT
        assert margin.of in found.because


def test_a_railway_is_there_on_day_18_and_is_due_on_day_10(case: Case, asked: dict[str, Asking]) -> None:
    """Wagons for two trains and a third, every four days, go eleven times and a bit: all is there on day 18."""
    found = told(case, asked, "days", "one", 0.0, "days")
    assert found.figure is not None
    assert found.figure.value == pytest.approx(10 - 18.34375, abs=1e-3)
    assert "one is ready at 18.3, due at 10" in found.because


@pytest.mark.parametrize(
    ("clock", "of", "unit", "says"),
    [
        ("weeks", "one", "days", "It takes the weeks clock, which is not there."),
        ("days", "noe", "days", "Did you mean one?"),
        ("days", "one", "months", "The claim is not in days"),
    ],
)
def test_what_no_clock_says_is_open(
    clock: str, of: str, unit: str, says: str, case: Case, asked: dict[str, Asking]
) -> None:
    found = told(case, asked, clock, of, 1.0, unit)
    assert (found.outcome, says in found.because) == (OPEN, True)


def test_without_plans_it_is_open(case: Case) -> None:
    assert told(case, None, "days", "one", 1.0, "days").because == "Plans were left out, and this claim takes one."


def test_the_range_of_the_ready_time_is_that_of_the_time_to_spare() -> None:
    margin = Margin("it", date(2030, 6, 1), date(2030, 1, 1), "months", date(2029, 12, 1), date(2030, 8, 1))
    assert (figure(margin).low, figure(margin).value, figure(margin).high) == (-2.0, 5.0, 6.0)
    never = figure(replace(margin, ready=None, low=None, high=None))
    assert (never.low, never.value, never.high) == (-float("inf"),) * 3
