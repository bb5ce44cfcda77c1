"""Laws of levers in trials: what changes nothing changes no byte; the plan is kept in the case that a lever makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest

from sinews.clocks.years.measuring import with_levers
from sinews.clocks.years.outcome import coverage
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.scope import Scope, pulled
from sinews.clocks.years.trials.anew import anew
from sinews.clocks.years.trials.gained import SCHEMAS, plain, remembered, tables
from sinews.clocks.years.trials.levers import pulls
from sinews.clocks.years.trials.pulling import with_lever
from sinews.clocks.years.trials.risk import Inquiry
from sinews.clocks.years.trials.trial import Draw, Plan, Reading
from sinews.data.levers import Change, Lever
from sinews.data.tables import ChangeKind
from sinews.model.building import program_of
from sinews.model.program import Program
from sinews.model.solver.choice import open_session
from sinews.model.solver.highs import HighsSession
from sinews.model.streams import Streams
from tests.laws.test_trials import of_leads, of_parts
from tests.model import Tiny
from tests.trials import planned, ranged


def lever(table: str, column: str, kind: str, amount: float, earliest: date | None = None) -> Lever:
    """A lever that changes a column of a table."""
    change = Change(table, column, ChangeKind(kind), amount)
    return Lever(f"{table}_{column}", "Lever", (change,), "somebody", (1.0, 0.5, 2.0), earliest=earliest)


def with_ranges(tiny: Tiny) -> Tiny:
    """Lead times, rates and stocks have ranges."""
    ranged(ranged(tiny, "items", "lead_time", 2, 6), "capacity", "rate", 10, 90)
    return ranged(tiny, "stocks", "quantity", 20, 40)


CHANGES = [
    ("items", "lead_time", ChangeKind.ADD, -1.0),
    ("places", "contracting_delay", ChangeKind.ADD, -1.0),
    ("capacity", "rate", ChangeKind.MULTIPLY, 1.3),
    ("sites", "build_lag", ChangeKind.ADD, -1.0),
    ("paths", "share", ChangeKind.MULTIPLY, 0.8),
    ("surge", "share", ChangeKind.SET, 50.0),
    ("conversion", "share", ChangeKind.SET, 40.0),
]


def of_plants() -> Tiny:
    """Two plants of one state make the same, so that nothing but their order tells them apart."""
    tiny = of_parts().conversion("DEU", "shell", 9, lag=2, ramp=3)
    return ranged(ranged(tiny, "conversion", "rate", 4, 9), "conversion", "rate", 3, 20, 1)


@pytest.mark.parametrize("tiny", [of_parts, of_leads, of_plants])
def test_a_lever_that_changes_nothing_changes_no_byte(tiny: Callable[[], Tiny]) -> None:
    plan = planned(with_ranges(tiny()))
    draw = plan.draw(Streams(3, 5))
    late = date(2026, 5, 1)
    for same in (lever("items", "lead_time", "add", 0.0, late), lever("capacity", "rate", "multiply", 1.0)):
        kept = with_lever(plan, same)
        for reading in Reading:
            before, after = (each.rolled(draw, reading) for each in (plan, kept))
            assert after.coverage.tobytes() == before.coverage.tobytes()
            assert after.points.tobytes() == before.points.tobytes()


@pytest.mark.parametrize(("table", "column", "kind", "amount"), CHANGES)
def test_without_noise_the_plan_is_rolled_in_the_journal_of_the_changed_case(
    table: str, column: str, kind: ChangeKind, amount: float
) -> None:
    """A lever that acts from the first month on, against the changed case with the plan's values written into it."""
    tiny = of_parts()
    tiny.known = 0
    plan = planned(tiny)
    change = lever(table, column, kind.value, amount)
    scope = pulled(plan.scope, change)
    journal = ledger_of(scope).journal
    assert journal.columns == plan.book.journal.columns
    whole = Plan.of(scope, journal, plan.book.value)
    nothing = Draw({}, plan.promises.kept())
    kept = with_lever(plan, change).rolled(nothing, Reading.KEPT)
    there = whole.rolled(nothing, Reading.KEPT)
    assert kept.coverage == pytest.approx(there.coverage, abs=1e-9)


@pytest.mark.parametrize(("table", "column", "kind", "amount"), CHANGES)
def test_a_plan_made_anew_is_that_of_buy_and_its_trials_without_noise_are_it(
    table: str, column: str, kind: ChangeKind, amount: float
) -> None:
    """The objective is that of the program which `sinews buy` solves, from the lever's first month on.

    Trials cover what the plan does.
    """
    plan = planned(of_parts())
    change = lever(table, column, kind.value, amount, date(2026, 5, 1))
    [made] = anew(plan, [change])
    scope, bought = with_levers(_Built(plan.scope, program_of(plan.book.journal)), ((change, 1.0),))
    best = open_session(bought, "highs").solve()
    assert float(bought.cost @ made.book.value) == pytest.approx(best.objective, abs=2e-6)
    rolled = made.rolled(Draw({}, made.promises.kept()), Reading.KEPT)
    covered = coverage(scope, bought, replace(best, value=made.book.value))
    assert rolled.coverage[0] == pytest.approx(covered[:, : rolled.coverage.shape[2]], abs=1e-6)


@pytest.mark.parametrize("table", ["surge", "conversion"])
def test_a_plan_made_anew_has_what_a_lever_adds_from_its_month_on(table: str) -> None:
    """Nothing was called up before, so the lever adds it; trials without noise cover what the plan does."""
    tiny = of_parts()
    tiny.tables[table] = []
    tiny = tiny.surge("works", 60, share=0) if table == "surge" else tiny.conversion("DEU", "shell", 20, share=0)
    first, name = 7, {"surge": "surge", "conversion": "converted"}[table]
    plan = planned(tiny)
    [made] = anew(plan, [lever(table, "share", "set", 100.0, date(2026, 1 + first, 1))])
    [added] = [each.variable for each in made.book.journal.decisions if each.variable.name == name]
    before = made.scope.calendar.start < first
    value = made.book.value[added.column]
    assert value[:, before] == pytest.approx(0, abs=1e-9)
    assert value[:, ~before].sum() > 1
    rolled = made.rolled(Draw({}, made.promises.kept()), Reading.KEPT)
    program = program_of(made.book.journal)
    covered = coverage(made.scope, program, replace(HighsSession(program).solve(), value=made.book.value))
    assert rolled.coverage[0] == pytest.approx(covered[:, : rolled.coverage.shape[2]], abs=1e-6)


def test_a_plan_made_anew_for_nothing_is_the_plan() -> None:
    """No lever, no change: the rule picks the same plan, and no trial comes otherwise."""
    plan = planned(with_ranges(of_parts()))
    nothing = lever("items", "lead_time", "add", 0.0)
    [same] = anew(plan, [nothing])
    assert float(program_of(plan.book.journal).cost @ (same.book.value - plan.book.value)) == pytest.approx(0, abs=2e-6)
    more = lever("paths", "share", "multiply", 1.5)
    one, two = (anew(plan, [nothing, more], workers=workers) for workers in (1, 2))
    assert [each.book.value.tobytes() for each in one] == [each.book.value.tobytes() for each in two]


@dataclass(frozen=True)
class _Built:
    """A question and its program."""

    scope: Scope
    program: Program


def test_a_lever_acts_on_what_is_decided_from_its_first_month_on() -> None:
    """Earlier orders are as late as before: coverage is the same until an order of that month could have come."""
    plan = planned(of_parts())
    nothing = Draw({}, plan.promises.kept())
    before = plan.rolled(nothing, Reading.KEPT).coverage
    seen = []
    for month in (2, 5, 20):
        sooner = with_lever(plan, lever("items", "lead_time", "add", -1.0, date(2026 + month // 12, month % 12 + 1, 1)))
        after = sooner.rolled(nothing, Reading.KEPT).coverage
        moved = np.abs(after - before).max(axis=(0, 1)) > 1e-9
        seen.append(int(moved.argmax()) if moved.any() else len(moved))
    assert seen == sorted(seen)
    assert seen[0] < seen[1]
    assert seen[2] == before.shape[2]  # beyond the horizon


def test_what_lines_can_do_more_is_nothing_where_nothing_more_is_ordered() -> None:
    """Without noise the plan's lines make all that it orders: a shift more is felt in no trial, and its row is blank.

    Where rates are drawn low it catches up.
    """
    shift = lever("capacity", "rate", "multiply", 1.2)
    certain, drawn = planned(of_parts()), planned(with_ranges(of_parts()))
    blank = tables(pulls(certain, [shift], Inquiry(640, 1)))["levers"].row(0, named=True)
    assert (blank["price"], blank["expected_change"], blank["chance_change"]) == (1.0, None, None)
    felt = tables(pulls(drawn, [shift], Inquiry(640, 1)))["levers"].row(0, named=True)
    assert felt["expected_change"] < 0 < felt["expected_error"]


def test_tables_are_remembered_as_they_were_on_any_number_of_workers() -> None:
    plan = planned(with_ranges(of_parts()))
    levers = [lever("items", "lead_time", "add", -1.0), lever("paths", "share", "multiply", 1.1)]
    first, second = (tables(pulls(plan, levers, Inquiry(640, 2), workers)) for workers in (1, 2))
    again = remembered(plain(first))
    for title in SCHEMAS:
        assert first[title].equals(second[title], null_equal=True)
        assert first[title].equals(again[title], null_equal=True)
    with pytest.raises((KeyError, TypeError, ValueError)):
        remembered(plain(first)[:1])
