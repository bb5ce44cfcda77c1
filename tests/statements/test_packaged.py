"""The statements of the packaged case: all are there, and each gets a verdict or an open reason."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sinews.data.case import Case
from sinews.data.tables import StatementCheck
from sinews.data.tables.statements import REQUIRED, STATEMENTS
from sinews.data.vintage import known_by
from sinews.statements.by_tables import Kind
from sinews.statements.checks import BY_NAME, CHECKS, verdicts
from sinews.statements.reading import statements
from sinews.statements.verdict import Outcome, Verdict
from tests.support import packaged_case


@pytest.fixture(scope="module")
def packaged() -> Case:
    return packaged_case()


@pytest.fixture(scope="module")
def found(packaged: Case) -> tuple[Verdict, ...]:
    """Verdicts without any plan."""
    return verdicts(packaged)


def test_the_speeches_and_at_least_ten_targets_are_there(packaged: Case) -> None:
    codes = [one.code for one in statements(packaged)]
    speeches = [code for code in codes if re.fullmatch(r"statement_\d{3}", code)]
    assert len(speeches) == 27
    assert len(codes) - len(speeches) >= 10


def test_every_check_is_listed_once_and_states_what_it_needs() -> None:
    assert [check.name for check in CHECKS] == list(dict.fromkeys(check.name for check in CHECKS))
    assert set(BY_NAME) == set(StatementCheck) == set(REQUIRED)
    assert all(check.run.__doc__ for check in CHECKS)


def test_no_verdict_is_typed_in() -> None:
    words = {outcome.value for outcome in Outcome} | {"verdict", "outcome", "result"}
    assert not [column.name for column in STATEMENTS.columns if column.name in words]


def test_every_statement_gets_a_verdict_or_an_open_reason(found: tuple[Verdict, ...]) -> None:
    for verdict in found:
        kind = BY_NAME[verdict.statement.check].kind
        assert (verdict.outcome is Outcome.OPEN) == (kind is not Kind.DATA), verdict.statement.code
        assert verdict.because.endswith(".")
        assert verdict.change.endswith(".")
        assert "nan" not in verdict.because + verdict.change
        assert (verdict.figure is None) == (verdict.outcome is Outcome.OPEN)
    assert {verdict.outcome for verdict in found} == set(Outcome)


def test_every_figure_of_a_verdict_lies_in_its_range_and_names_what_it_rests_on(
    packaged: Case, found: tuple[Verdict, ...]
) -> None:
    known = set(packaged.table("facts")["fact"]) | set(packaged.table("assumptions")["assumption"])
    known |= {f"rule:{rule}" for rule in packaged.table("rules")["rule"]}
    for verdict in found:
        if verdict.figure is not None:
            assert verdict.figure.low <= verdict.figure.value <= verdict.figure.high, verdict.statement.code
            assert verdict.rows
        assert set(verdict.basis) <= known, verdict.statement.code
        assert set(verdict.statement.basis) <= known


def test_figures_that_can_be_looked_up(found: tuple[Verdict, ...]) -> None:
    """US lines made 40,000 a month when 100,000 had been promised; Poland and the Baltic states are above 2 %."""
    by = {verdict.statement.code: verdict for verdict in found}
    shells = by["target_us_shells_2025"]
    assert shells.figure is not None
    assert (shells.outcome, shells.figure.value) == (Outcome.DOES_NOT_HOLD, 480_000)
    assert by["statement_001"].outcome is Outcome.HOLDS
    assert by["statement_026"].outcome is Outcome.HOLDS
    assert by["statement_022"].outcome is Outcome.HOLDS
    assert "3 %" not in by["statement_026"].because


def test_battlegroups_grew_but_nothing_is_cited_for_ten_years_before(found: tuple[Verdict, ...]) -> None:
    """In the Baltic states 1,430, 1,887 and 1,632 stood in June 2022, after 3,200 in 2018; of 2014 nothing is known."""
    by = {verdict.statement.code: verdict for verdict in found}
    flank = by["statement_005"]
    assert flank.figure is not None
    assert (flank.outcome, flank.figure.value) == (Outcome.IN_PART, pytest.approx(100 * (4949 / 3200 - 1)))
    assert flank.because.startswith("NATO battlegroups, personnel: 4,950 in 2022 (Estonia, Latvia and Lithuania)")


def test_the_same_case_gives_the_same_verdicts(packaged: Case, found: tuple[Verdict, ...]) -> None:
    assert verdicts(packaged) == found


@pytest.mark.parametrize("day", [date(2023, 1, 31), date(2025, 3, 31)])
def test_an_earlier_day_knows_no_later_statement_and_opens_what_it_cannot_know(packaged: Case, day: date) -> None:
    then = known_by(packaged, day)
    found = verdicts(then)
    assert {one.statement.code for one in found} < {one.code for one in statements(packaged)}
    assert all(one.statement.said <= day for one in found)
    assert all(one.figure is not None or one.outcome is Outcome.OPEN for one in found)
