"""What is remembered answers whatever changes nothing that it depends on: no table that a clock reads, or only dues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sinews.answers.means import Means
from sinews.app import address as addresses
from sinews.app.address import BESIDE, STEPS, Address
from sinews.app.desk import Desk
from sinews.app.levers import HANDS, Hand, catalogue, moved
from sinews.app.record import of_answer
from sinews.app.restating import alike
from sinews.clocks import CLOCKS, AnyClock
from sinews.clocks.asking import Asking
from sinews.clocks.years import YEARS
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.restated import ONLY_DUE, restated
from sinews.data.case import Case
from sinews.data.levers import Change, Lever
from sinews.data.tables.kinds import ChangeKind
from sinews.model.building import program_of
from tests import both
from tests.app.words import Look
from tests.model import Tiny
from tests.support import packaged_case

THREAT = next(hand for hand in HANDS if hand.name == "threat")

#: What is charged by when a test is expected.
DUE = {"shortfall", "shortfall beyond the end", "late contracts"}


def shifted(case: Case, months: int) -> Case:
    """The case with the threat so many months later."""
    return moved(case, THREAT, months, "NATO_EUR")


def claimed() -> Case:
    """Shells, booked and new, of an ally whose purse others claim first, with aid that goes on."""
    tiny = Tiny(10).ally("DEU", 40.0, delay=1.0).item("shell", lead=1.0).need("DEU", "shell", 60.0)
    tiny.claims("DEU", 5.0).ordered("DEU", "shell", 3, 6, 4.0).line("works", "DEU", "shell", 5.0)
    return tiny.stock("DEU", "shell", 10.0).use("aid", "DEU", "shell", 0, 3, 1.0).test(3, 7).case()


@settings(max_examples=5, deadline=None)
@given(months=st.integers(-2, 7))
def test_a_search_under_another_threat_gives_what_is_restated(months: int) -> None:
    """The ready date of the case as it is, against the moved threat, is what a fresh search of the moved case says."""
    scope = YEARS.scope(shifted(both.case(), months))
    before = YEARS.prompt(YEARS.scope(both.case()), Means(), ()).margins
    assert restated(scope, before) == YEARS.prompt(scope, Means(), ()).margins


@pytest.mark.parametrize("tiny", [both.case, claimed], ids=["both", "claimed"])
@pytest.mark.parametrize("months", [-1, 4])
def test_the_threat_changes_nothing_of_a_program_but_charges_that_a_search_replaces(
    tiny: Callable[[], Case], months: int
) -> None:
    """Byte by byte: so that the search, which charges only what is missing, solves the same programs."""
    case = tiny()
    first, then = (program_of(ledger_of(YEARS.scope(each)).journal) for each in (case, shifted(case, months)))
    for name in ("row_lower", "row_upper", "lower", "upper", "row_sizes", "column_sizes"):
        assert getattr(first, name).tobytes() == getattr(then, name).tobytes()
    assert (first.matrix != then.matrix).nnz == 0
    changed = {name for name in first.charges if not np.array_equal(first.charges[name], then.charges[name])}
    assert "shortfall" in changed
    assert changed <= DUE
    assert first.charges.keys() == then.charges.keys()


def test_the_lever_of_the_threat_answers_at_once(look_anew: Look, client: TestClient, desk: Desk) -> None:
    look_anew("/?share=20")
    page = client.get("/?share=20&threat=3").text
    assert "Being computed" not in page
    record = desk.record(YEARS, addresses.read(desk.case, [("share", "20"), ("threat", "3")]))
    fresh = YEARS.prompt(YEARS.scope(shifted(moved(both.case(), HANDS[0], 20, "NATO_EUR"), 3)), Means(), ()).margins
    assert record is not None
    assert record.margins == fresh


def test_a_search_under_a_moved_threat_serves_all_threats(look_anew: Look, client: TestClient) -> None:
    look_anew("/?share=20&threat=3")
    for path in ("/?share=20", "/?share=20&threat=-1"):
        assert "Being computed" not in client.get(path).text


# tables --------------------------------------------------------------------------------


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.name)
def test_a_clock_answers_from_its_own_tables_alone(clock: AnyClock) -> None:
    """It says the same where there is nothing else, but for what it reads beside."""
    whole = both.case()
    read = {*(table.name for table in clock.tables), "parameters", *BESIDE.get(clock.name, frozenset())}
    alone = replace(whole, tables={name: frame for name, frame in whole.tables.items() if name in read})
    assert alone.tables.keys() < whole.tables.keys()
    first, then = (of_answer(Asking.first(clock, case).answer, clock) for case in (whole, alone))
    assert first == then


def test_of_the_places_levers_move_the_months_between_money_and_contract_alone() -> None:
    levers = [lever for part in catalogue(packaged_case()).values() for lever in part]
    changes = [change for lever in (*HANDS, *levers) for change in lever.changes if change.table == "places"]
    assert {change.column for change in changes} == {"contracting_delay"}


def test_no_table_is_that_of_two_clocks() -> None:
    names = [table.name for clock in CLOCKS for table in clock.tables]
    assert len(names) == len(set(names))
    assert "parameters" not in names


def by_hand(hand: Hand) -> tuple[Address, set[str]]:
    """An address that moves a lever by hand, and the tables that it changes."""
    return replace(addresses.first(), amounts=((hand.name, 1.0),)), {hand.table}


def for_sale() -> list[tuple[Address, set[str]]]:
    """Addresses that pull each lever for sale of the packaged case, and the tables that each changes."""
    levers = [lever for part in catalogue(packaged_case()).values() for lever in part]
    return [(replace(addresses.first(), steps=((lever.code, 1),)), set(lever.tables)) for lever in levers]


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.name)
def test_a_clock_is_asked_anew_for_levers_that_change_its_tables_and_for_no_other(clock: AnyClock) -> None:
    own, case = {table.name for table in clock.tables}, packaged_case()
    moving = [*(by_hand(hand) for hand in HANDS), *for_sale()]
    assert any(address.query.startswith(STEPS) for address, _ in moving)
    for address, tables in moving:
        part = addresses.of_clock(address, clock, case)
        assert part == (address if tables & own else addresses.first()), address
        assert tables & own or not tables & BESIDE.get(clock.name, frozenset()) - {"places"}, address


@pytest.mark.parametrize(
    ("table", "column", "clocks"),
    [
        ("economy", "population", {"years", "hours"}),
        ("groups", "place", {"years", "hours", "minutes"}),
        ("places", "contracting_delay", {"years"}),
        ("links", "minutes", {"days"}),
    ],
)
def test_what_a_clock_reads_beside_its_tables_moves_it_too(table: str, column: str, clocks: set[str]) -> None:
    lever = Lever("own", "a lever of somebody's own", (Change(table, column, ChangeKind.MULTIPLY, 1.1),))
    assert {clock.name for clock in CLOCKS if addresses.moves(lever, clock)} == clocks


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.name)
@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.name)
def test_only_the_threat_is_set_aside_and_for_the_years_alone(clock: AnyClock, hand: Any) -> None:
    address, tables = by_hand(hand)
    due = clock is YEARS and tables <= set(ONLY_DUE)
    assert alike(address, clock, packaged_case()) == (addresses.first() if due else address)
