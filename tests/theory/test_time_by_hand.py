"""Time that is kept: cases small enough to solve on paper; each docstring has the derivation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sinews.clocks.years.answer import run
from sinews.clocks.years.graded import settled
from sinews.clocks.years.options import Holdings
from sinews.clocks.years.outcome import Reader, coverage, held_from
from sinews.clocks.years.scope import Question
from sinews.data.tables import Status
from sinews.model.calendar import Calendar
from tests.model import Tiny, one_line, refer, solve, with_tanks


def test_nothing_is_ordered_before_the_day_of_knowledge() -> None:
    """What is decided now begins in month 3; a delay of 2 and a lead of 1 lead to deliveries from month 6 on.

    The line makes 10 a month: 20 of 100 at the end of month 7.
    """
    tiny = one_line(delay=2, lead=1, test=7)
    tiny.known = 3
    plan = solve(tiny)
    assert plan.value("orders")[:3] == pytest.approx([0, 0, 0])
    assert plan.value("stock")[:8] == pytest.approx([0, 0, 0, 0, 0, 0, 10, 20])
    assert plan.objective == pytest.approx(0.8)


def test_no_line_grows_before_the_day_of_knowledge() -> None:
    """A line of 10 a month may reach 30 at once; what is decided now begins in month 2, is signed in 3: 10 + 20/2 then.

    Nothing is needed before: 10 a month are ordered from month 2 on, for 10 in month 2, 20 in month 3, 30 in month 4.
    """
    tiny = Tiny(5).ally("POL", delay=1).item("shell").need("POL", "shell", 200).test(4)
    tiny.line("works", "POL", "shell", 10, rate_max=30)
    tiny.known = 2
    plan = solve(tiny)
    assert plan.value("extra_capacity") == pytest.approx([0, 0, 0, 20, 20])
    assert plan.value("stock") == pytest.approx([0, 0, 0, 20, 50])


def test_a_day_within_a_month_opens_the_next() -> None:
    """Known on the 15th of the first month: orders open in the second."""
    tiny = one_line(test=2)
    case = tiny.case()
    assert solve(tiny).value("stock")[0] == pytest.approx(10)
    late = replace(case, settings=replace(case.settings, as_of=date(2026, 1, 15)))
    assert solve(late).value("stock")[:3] == pytest.approx([0, 10, 20])


@pytest.mark.parametrize("known", [0, 6])
def test_money_before_the_day_of_knowledge_serves_the_order_book_only(known: int) -> None:
    """10 million a month, all of it may be kept: by month 6 there are 70; 10 if that is the first open month."""
    tiny = one_line(rate=1000, budget=10, test=6).parameters(carry_over_share=100)
    tiny.known = known
    assert solve(tiny).value("stock")[6] == pytest.approx(10 if known else 70)


def test_what_is_decided_waits_for_the_rest_of_its_delay_only() -> None:
    """25 were approved and are due to be signed in month 2; new orders wait 9 months; a lead of 1.

    The line makes 10 a month from month 3 on: 20 of what was approved by the end of month 4, all 25 by that of month 5.
    New orders come from month 10 on.
    """
    for test, stock in ((2, 0), (3, 10), (4, 20), (5, 25), (9, 25), (10, 35)):
        plan = solve(one_line(delay=9, lead=1, test=test).decided("POL", "shell", 25, 2))
        assert plan.value("stock")[test] == pytest.approx(stock)
        assert plan.value("decided_orders")[:2] == pytest.approx([0, 0])


@pytest.mark.parametrize(("first", "month"), [(2, 3), (3, 3), (6, 6)])
def test_what_is_decided_comes_no_sooner_than_was_said(first: int, month: int) -> None:
    """Signed in month 2 with a lead of 1: from month 3 on, or from the month that was said, if that is later."""
    stock = solve(one_line(delay=20, lead=1).decided("POL", "shell", 10, 2, first)).value("stock")
    assert stock[:month] == pytest.approx(np.zeros(month))
    plan = solve(one_line(delay=20, lead=1, test=month).decided("POL", "shell", 10, 2, first))
    assert plan.value("stock")[month] == pytest.approx(10)


def test_what_is_decided_is_paid_like_any_order() -> None:
    """10 million a month, nothing kept; 25 at 1 each were approved: 10 a month are signed and paid at once."""
    for test, stock in ((0, 10), (1, 20), (2, 25), (3, 25)):
        plan = solve(one_line(rate=1000, budget=10, delay=20, test=test).decided("POL", "shell", 25, 0))
        assert plan.value("stock")[test] == pytest.approx(stock)


@pytest.mark.parametrize(("trust", "stock"), [(Status.BUDGETED, 25), (Status.ESTIMATED, 0), (Status.CONTRACTED, 0)])
def test_an_approval_counts_as_what_is_budgeted(trust: Status, stock: float) -> None:
    """An approval is no contract: who believes contracts alone does not count it."""
    plan = solve(one_line(delay=20).decided("POL", "shell", 25, 0), Question(trust=trust))
    assert plan.value("stock")[-1] == pytest.approx(stock)


def test_what_is_paid_for_counts_for_whoever_trusts_deliveries_alone() -> None:
    """40 % of 50 on order have been paid at the signature: 20 come, 2 a month for 10 months, and nothing is paid."""
    tiny = one_line(advance=40, delay=20, budget=0).ordered("POL", "shell", 0, 9, 50)
    plan = solve(tiny, Question(trust=Status.DELIVERED))
    assert plan.value("stock")[-1] == pytest.approx(20)
    assert solve(tiny, Question(trust=Status.CONTRACTED)).value("stock")[-1] == pytest.approx(0)


# holdings ---------------------------------------------------------------------


def two(held: str) -> Tiny:
    """Two allies need 60 each; one has 100, the other none; no line makes any."""
    tiny = Tiny(3).ally("POL").ally("LTU").item("battery").need("POL", "battery", 60).need("LTU", "battery", 60)
    tiny.line("works", "POL", "battery", 0, rate_max=1e-9).stock("POL", "battery", 100).test(2)
    return tiny.holding(held, "air_defence" if held else "")


@pytest.mark.parametrize(
    ("held", "asked", "missing"),
    [
        ("together", Holdings.AS_HELD, 20),
        ("brigades", Holdings.AS_HELD, 60),
        ("", Holdings.AS_HELD, 60),
        ("together", Holdings.ALONE, 60),
        ("brigades", Holdings.TOGETHER, 20),
    ],
)
def test_holdings(held: str, asked: Holdings, missing: float) -> None:
    """Together 100 stand for 120: a sixth is missing. Alone, one ally covers its 60, and the other lacks all of 60."""
    plan = solve(two(held), Question(holdings=asked))
    assert plan.objective == pytest.approx(missing / 120)
    assert coverage(plan.scope, plan.program, plan.solution)[0] == pytest.approx([1 - missing / 120] * 3)


def test_what_the_group_lacks_is_named_where_it_is_lacking() -> None:
    """Of 20 that the group lacks all stand with the ally that has none; the other has more than it needs."""
    answer = run(two("together").case())
    rows = answer.outcome.filter((answer.outcome["quantity"] == "shortfall") & (answer.outcome["period"] == "2026-01"))
    assert dict(rows.select("place", "value").iter_rows()) == pytest.approx({"LTU": 20, "POL": 0})


# others -----------------------------------------------------------------------


@pytest.mark.parametrize(("supplier", "stock"), [("POL", 60), ("USA", 100), ("", 100)])
def test_orders_of_states_outside_the_group_take_their_share_of_the_lines(supplier: str, stock: float) -> None:
    """A line of 10 a month, and Ukraine has 40 on order from it over the first 10 months: 6 a month are left.

    An order at a line elsewhere stands in that line's export share, and takes nothing here.
    """
    tiny = one_line(test=9, need=100).place("UKR", "partner").place("USA", "supplier").ordered("UKR", "shell", 0, 9, 40)
    tiny.tables["deliveries"][0]["supplier"] = supplier
    plan = solve(with_tanks(tiny))
    assert plan.value("stock", item="shell")[9] == pytest.approx(stock)


def test_an_export_that_cannot_be_made_is_unmet() -> None:
    """15 a month are due to others, and the line makes 10: 5 a month go unmet, and nothing is left for the stock."""
    tiny = one_line(months=4, need=100).place("UKR", "partner").ordered("UKR", "shell", 0, 3, 60)
    tiny.tables["deliveries"][0]["supplier"] = "POL"
    plan = solve(with_tanks(tiny))
    assert plan.value("unmet_exports") == pytest.approx([5] * 4)
    assert plan.value("stock", item="shell")[3] == pytest.approx(0)
    assert plan.objective == pytest.approx(0.5 + 20 / 100)


# the end ----------------------------------------------------------------------


def test_a_plan_does_not_stop_at_the_end_that_is_shown() -> None:
    """Half of a stock is lost in a year; 100 are needed, and the test comes in month 0 of 12.

    Nothing ordered reaches the test, so without a tail nothing is ordered. With one the later months weigh as those of
    the last year do, and the stock is held: 10 a month are more than what is lost.
    """
    tiny = one_line(loss=50, test=0, lead=0).stock("POL", "shell", 100, counted=0).parameters(threat_tail=10)
    stopped = solve(tiny)
    kept = solve(tiny.parameters(threat_tail=10, tail_years=5))
    assert kept.scope.calendar.tail == 10
    assert kept.value("stock")[11] >= 100 - 1e-6
    assert stopped.value("stock")[11] <= kept.value("stock")[11] + 1e-6
    assert kept.program.charges["shortfall"] @ kept.solution.value == pytest.approx(stopped.objective)


@pytest.mark.parametrize("years", [0, 5, 8])
def test_a_tail_moves_neither_threat_nor_points(years: float) -> None:
    """10 a month from month 3 on: 60 of 100 when the test comes at the end of month 8, whatever is solved after it."""
    answer = run(one_line(lead=3, test=8).parameters(tail_years=years, threat_tail=10).case())
    assert answer.scope.threat.probability.sum() == pytest.approx(1)
    assert answer.scope.weight_of_ticks.sum() == pytest.approx(1)
    assert answer.shortfall_points == pytest.approx(
        100 * (0.9 * 0.4 + 0.1 / 12 * sum(max(1 - 0.1 * max(month - 2, 0), 0) for month in range(12)))
    )
    assert answer.outcome["period"].max() == "2026-12"
    assert answer.margin.ready is None


def test_a_coverage_is_held_from_an_instant() -> None:
    """50, 80, 90, 100 % at the ends of quarters, 95 % asked: half through the last quarter, after 9 + 1.5 months.

    What falls below again is not held; what is never below is held from the start.
    """
    quarters = Calendar.of_lengths(date(2026, 1, 1), [3, 3, 3, 3])
    assert held_from(quarters, np.array([0.5, 0.8, 0.9, 1.0]), 0.95) == pytest.approx(10.5)
    assert held_from(quarters, np.array([0.96, 0.8, 0.9, 0.96]), 0.95) == pytest.approx(9 + 3 * 5 / 6)
    assert held_from(quarters, np.array([0.96, 0.97, 0.98, 0.94]), 0.95) is None
    assert held_from(quarters, np.array([0.96, 0.97, 0.98, 0.99]), 0.95) == 0.0


def test_what_is_settled() -> None:
    """Deliveries begin in month 3; the test comes in month 1 or month 5, with half a chance each.

    In month 1 all of 100 is missing and nothing can be done about it; in month 5 70 are: 50 of 85 points are settled.
    """
    plan = solve(one_line(lead=3, test=1).test(5, office="Second"))
    assert plan.objective == pytest.approx(0.85)
    assert settled(Reader(plan.scope, plan.program, plan.solution)) == pytest.approx(50 / 85)


def test_families_have_dates_of_their_own() -> None:
    """Shells, 10 a month from month 2 on, are 95 of 100 after 2 + 9.5 months; tanks, 20 a month, after 2 + 4.75."""
    tiny = one_line(months=24, lead=2).item("tank", lead=2).need("POL", "tank", 100).line("tanks", "POL", "tank", 20)
    tiny.tables["items"][0]["family"], tiny.tables["items"][1]["family"] = "fires", "land"
    for row in tiny.tables["items"]:
        row["held"] = ""
    answer = run(tiny.case())
    assert answer.grades is not None
    instants = {grade.name: grade.instant for grade in answer.grades.families}
    assert instants == pytest.approx({"fires": 11.5, "land": 6.75})
    assert answer.grades.whole.instant == pytest.approx(11.5)
    assert answer.grades.last == "fires"
    assert refer(tiny).deadline.instant == pytest.approx(11.5)
