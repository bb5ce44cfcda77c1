"""Fleets that leave service: cases small enough to solve on paper; each docstring has the derivation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sinews.clocks.years.components import COMPONENTS, retirement
from sinews.clocks.years.components.base import RETIREMENTS, STOCK
from sinews.clocks.years.measuring import with_levers
from sinews.clocks.years.program import build, ledger_of
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from sinews.data.levers import Change, Lever
from sinews.data.months import month_after
from sinews.data.ranges import End
from sinews.data.tables import ChangeKind
from sinews.model.accounts import accounts
from sinews.model.building import program_of
from sinews.model.calendar import Calendar
from sinews.model.ledger import Ledger
from sinews.model.solver.choice import write_program
from sinews.model.solver.highs import HighsSession
from tests.model import START, Solved, Tiny, refer, solve


def fleet(stock: float = 60, loss: float = 0.0, months: int = 12, counted: int = 0) -> Tiny:
    """Poland needs 100 jets and has some; no line makes any; the test comes in the last month."""
    tiny = Tiny(months).ally("POL").item("jet", loss=loss).line("works", "POL", "jet", 0, rate_max=1e-9)
    return tiny.need("POL", "jet", 100).stock("POL", "jet", stock, counted).test(months - 1)


def test_a_fleet_leaves_evenly_over_its_months() -> None:
    """24 of 60 leave in months 2 to 5, 6 a month: 60, 60, 54, 48, 42, 36, and 36 from then on.

    36 of 100 at the test: 64 % of the need are missing.
    """
    plan = solve(fleet().retired("POL", "jet", 2, 5, 24))
    assert plan.value("stock") == pytest.approx([60, 60, 54, 48, 42, 36, *[36] * 6])
    assert plan.objective == pytest.approx(0.64)


def test_what_leaves_has_aged_like_the_rest() -> None:
    """All of 64 leave within a year in which 1 in 100 is lost each month: none is left at its end, and never less.

    At the end of month t, 64 x 0.99^(t+1) would be left without retirements; t + 1 of 12 parts of it have gone:
    64 x 0.99^(t+1) x (11 - t) / 12.
    """
    plan = solve(fleet(64, loss=100 * (1 - 0.99**12)).retired("POL", "jet", 0, 11, 64))
    month = np.arange(12)
    assert plan.value("stock") == pytest.approx(64 * 0.99 ** (month + 1) * (11 - month) / 12, abs=1e-6)


@pytest.mark.parametrize("lengths", [[12], [1, 2, 3, 6], [5, 7], [3, 3, 3, 3]])
def test_what_is_left_is_the_same_for_any_ticks(lengths: list[int]) -> None:
    """A stock of 64 that loses a tenth a year, of which 30 leave in months 1 to 8: months, quarters, a year agree."""
    tiny = fleet(64, loss=10).retired("POL", "jet", 1, 8, 30)
    monthly, scope = solve(tiny), Scope.of(tiny.case(), Question())
    calendar = Calendar.of_lengths(scope.calendar.origin, lengths)
    plan = solve(tiny, scope=replace(scope, calendar=calendar))
    ends = calendar.start + calendar.length - 1
    assert plan.value("stock") == pytest.approx(monthly.value("stock")[ends], abs=1e-6)


def test_months_before_the_start_have_passed() -> None:
    """30 leave in 6 months, 4 of which lie before the start: 5 a month in months 0 and 1, and 50 of 60 are left.

    The 20 before that are not in the stock of 60 any more.
    """
    plan = solve(fleet().retired("POL", "jet", -4, 1, 30))
    assert plan.value("stock") == pytest.approx([55, 50, *[50] * 10])


def test_what_leaves_after_the_end_leaves_its_part_before_it() -> None:
    """40 leave in months 8 to 15, 5 a month; the case ends with month 11: 20 have gone, 40 are left."""
    assert solve(fleet().retired("POL", "jet", 8, 15, 40)).value("stock")[-1] == pytest.approx(40)


def test_fleets_of_one_stock_add_up() -> None:
    """12 in months 0 to 5 and 30 in months 3 to 5: 2 a month, then 12 a month."""
    plan = solve(fleet().retired("POL", "jet", 0, 5, 12).retired("POL", "jet", 3, 5, 30))
    assert plan.value("stock")[:7] == pytest.approx([58, 56, 54, 42, 30, 18, 18])


def test_a_fleet_is_replaced() -> None:
    """64 leave in months 0 to 7, 8 a month, as 64 on order come in the same months: the stock stays at 64.

    From month 8 on come new orders, 8 a month. Where lines make 4 a month, the fleet leaves all the same:
    64 - 4 x 8 = 32, and from then on 4 a month come.
    """
    tiny = fleet(64).ordered("POL", "jet", 0, 7, 64).retired("POL", "jet", 0, 7, 64)
    for rate, stock in ((8, [*[64] * 8, 72, 80, 88, 96]), (4, [*range(60, 31, -4), 36, 40, 44, 48])):
        tiny.tables["sites"], tiny.tables["capacity"] = [], []
        tiny.line("works", "POL", "jet", rate)
        assert solve(tiny).value("stock") == pytest.approx(np.array(stock, dtype=float), abs=1e-6)


def test_training_and_losses_have_what_stays() -> None:
    """Of 60, all leave in months 0 to 5, 10 a month; training of 3 a month finds nothing that stays, and is refused."""
    plan = solve(fleet().retired("POL", "jet", 0, 5, 60).use("training", "POL", "jet", 0, 11, 3))
    assert plan.value("stock").min() >= 0
    assert plan.value("stock")[5:] == pytest.approx(np.zeros(7))
    assert plan.value("unmet_uses").sum() == pytest.approx(36)


def test_no_more_leaves_than_is_there() -> None:
    """60 were counted ten months before the start and age by 1 in 100 a month: 60 x 0.99^10 are left, and all leave."""
    tiny = fleet(60, loss=100 * (1 - 0.99**12), counted=-10).retired("POL", "jet", 0, 5, 60)
    plan = solve(tiny)
    there = 60 * 0.99**10
    month = np.arange(6)
    assert plan.value("stock")[:6] == pytest.approx(there * 0.99 ** (month + 1) * (5 - month) / 6, abs=1e-6)


@pytest.mark.parametrize(("end", "stock"), [(End.LOW, 40), (End.LIKELY, 30), (End.HIGH, 10)])
def test_a_fleet_has_a_range(end: End, stock: float) -> None:
    """20, 30 or 50 of 60 leave. At the high end of all numbers 50 of 80 leave, at the low end 20 of 25."""
    tiny = fleet().retired("POL", "jet", 0, 5, 30)
    tiny.tables["retirements"][0] |= {"quantity_low": "20", "quantity_high": "50"}
    tiny.tables["stocks"][0] |= {"quantity_low": "25", "quantity_high": "80"}
    scope = Scope.of(tiny.case(), Question())
    alone = solve(tiny, scope=scope.at(end, ("retirements", "quantity")))
    assert alone.value("stock")[-1] == pytest.approx(stock)
    together = {End.LOW: 5, End.LIKELY: 30, End.HIGH: 30}[end]
    assert solve(tiny, scope=scope.at(end)).value("stock")[-1] == pytest.approx(together)


def test_at_the_low_end_of_a_stock_as_much_leaves_as_there_is() -> None:
    """30 of 60 leave; if there are 25, all of them do, and the program has its plan."""
    tiny = fleet().retired("POL", "jet", 0, 5, 30)
    tiny.tables["stocks"][0] |= {"quantity_low": "25"}
    plan = solve(tiny, scope=Scope.of(tiny.case(), Question()).at(End.LOW, ("stocks", "quantity")))
    assert plan.value("stock")[:6] == pytest.approx(25 * (5 - np.arange(6)) / 6, abs=1e-6)


# levers --------------------------------------------------------------------------------------------------------------


def stock_with(tiny: Tiny, column: str, change: Change) -> np.ndarray:
    """Stocks of Poland where a lever acts from month 6 on."""
    lever = Lever("later", "later", (change,), earliest=month_after(START, 6))
    scope, program = with_levers(refer(tiny), ((lever, 1.0),))
    plan = Solved(scope, ledger_of(scope).journal, program, HighsSession(program).solve())
    return plan.value(column)


def test_a_lever_leaves_what_has_gone_and_takes_its_part_of_what_serves() -> None:
    """All of 60 leave in a year, 5 a month; half as many from month 6 on, of which what month 5 hands over is no part.

    25 serve at the end of month 6. With half as many all along, 60 x 17/24 would serve by then and 60 x 12/24 at the
    end: 12 of 17 parts of what is there stay, 25 x 12/17.
    """
    less = Change("retirements", "quantity", ChangeKind.MULTIPLY, 0.5)
    stock = stock_with(fleet().retired("POL", "jet", 0, 11, 60), "stock", less)
    assert stock[:7] == pytest.approx([55, 50, 45, 40, 35, 30, 25])
    assert stock[-1] == pytest.approx(25 * 12 / 17)


@pytest.mark.parametrize(
    "change",
    [
        Change("items", "loss_rate", ChangeKind.MULTIPLY, 0.2),
        Change("retirements", "end", ChangeKind.SET, text="2026-08"),
        Change("stocks", "quantity", ChangeKind.MULTIPLY, 1.5),
    ],
    ids=lambda change: change.column,
)
def test_whatever_a_lever_changes_there_is_a_plan(change: Change) -> None:
    """All of a stock that loses 30 % a year leaves within one; losses, months or stocks are others from month 6 on."""
    stock = stock_with(fleet(64, loss=30).retired("POL", "jet", 0, 11, 64), "stock", change)
    assert stock.min() >= 0
    assert (stock[-1] > 1) == (change.table == "stocks")  # of a larger stock some stay


# the journal ---------------------------------------------------------------------------------------------------------


def test_what_leaves_stands_in_the_account_of_the_stock() -> None:
    """24 of 60 leave, 6 a month; in the account of the stock they stand under a heading of their own."""
    tiny = fleet().retired("POL", "jet", 2, 5, 24)
    plan = solve(tiny)
    found = accounts(plan.journal, STOCK, plan.solution.value)
    gone = dict(found.filter(found["heading"] == RETIREMENTS).select("tick", "amount").iter_rows())
    assert {tick: amount for tick, amount in gone.items() if amount} == pytest.approx(dict.fromkeys(range(2, 6), -6))
    assert found["amount"].sum() == pytest.approx(0, abs=1e-6)


def bytes_of(case: Case, folder: Path, without: bool = False) -> bytes:
    """The exported program of a case; `without`: of all components but this one."""
    scope = Scope.of(case, Question())
    program = build(scope)
    if without:
        ledger = Ledger(scope.calendar, scope.sizes)
        for component in COMPONENTS:
            if component is not retirement.build:
                component(scope, ledger)
        program = program_of(ledger.journal)
    write_program(program, folder / "program.lp")
    return (folder / "program.lp").read_bytes()


def test_nothing_that_leaves_leaves_no_trace(tmp_path: Path) -> None:
    """Without rows, or with rows that are over, the program is that without the component, to the last byte."""
    plain = bytes_of(fleet().case(), tmp_path, without=True)
    assert bytes_of(fleet().case(), tmp_path) == plain
    over = fleet().retired("POL", "jet", -9, -1, 30)
    later = fleet().retired("POL", "jet", 12, 20, 30)
    for tiny in (over, later):
        assert bytes_of(tiny.case(), tmp_path) == plain
        journal = ledger_of(Scope.of(tiny.case(), Question())).journal
        assert RETIREMENTS not in {posting.heading for posting in journal.postings}
    assert bytes_of(fleet().retired("POL", "jet", 0, 5, 30).case(), tmp_path) != plain
