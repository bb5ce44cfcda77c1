"""Lines with lead times of their own, worked out on paper.

A fast line makes 5 a month and delivers a month after the signature, a slow one makes 10 and delivers after four; the
lead time of the item is 2 months and holds for neither. Ticks are months, contracts are signed at once.
"""

from __future__ import annotations

import pytest

from sinews.clocks.years.components.opening import first_deliveries
from sinews.clocks.years.deadline import earliest
from sinews.clocks.years.limits import LEAD_TIME
from sinews.clocks.years.measured import DAYS
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Question, Scope, pulled
from sinews.clocks.years.sharing import shared_out
from sinews.model.shapes import in_shape
from sinews.model.solver.highs import HighsSession
from tests.model import Tiny, effects, refer, solve


def two_lines(
    *, fast: float = 1.0, slow: float = 4.0, need: float = 100.0, delay: float = 0.0, monthly: int | None = None
) -> Tiny:
    """The two lines; the test comes in month 7."""
    tiny = Tiny(24, monthly).ally("POL", delay=delay).item("shell", lead=2.0).need("POL", "shell", need).test(7)
    tiny.line("fast", "POL", "shell", 5).line("slow", "POL", "shell", 10)
    return tiny.leads(fast=fast, slow=slow)


def test_each_line_delivers_after_its_own_lead_time() -> None:
    """Nothing in month 0, 5 in each of months 1 to 3, 15 from month 4 on: 75 of 100 at the end of month 7.

    What arrives from the fast line in months 1 to 7 was ordered in months 0 to 6, 5 each; what arrives from the slow
    one in months 4 to 7 in months 0 to 3, 10 each.
    """
    plan = solve(two_lines())
    assert plan.value("stock")[:8] == pytest.approx([0, 5, 10, 15, 30, 45, 60, 75])
    assert plan.objective == pytest.approx(0.25)
    orders = plan.value("orders") + plan.value("orders_elsewhere")
    assert orders[0] == pytest.approx(15)
    assert first_deliveries(plan.scope) == {"shell": 1.0}


@pytest.mark.parametrize(
    ("fast", "slow", "instant"), [(1, 4, 9 + 1 / 3), (1, 1, 7 + 1 / 3), (4, 4, 10 + 1 / 3), (4, 1, 8 + 1 / 3)]
)
def test_earliest_date_of_two_lines(fast: float, slow: float, instant: float) -> None:
    """95 of 100 are the standard; 15 a month once both deliver.

    Lead times of 1 and 4: 15 by the end of month 3, and 80 / 15 = 5 1/3 months after it, in month 9. Of 4 and 1, 30 by
    then: 65 / 15 = 4 1/3 after month 4, at 8 1/3. Both 1 or both 4: 95 / 15 = 6 1/3 months after that.
    """
    program = build(Scope.of(two_lines(fast=fast, slow=slow).case(), Question()))
    assert earliest(program, HighsSession(program), 0.95).instant == pytest.approx(instant, abs=1e-4)


def test_what_waits_for_nothing_leaves_the_fast_line_to_new_orders() -> None:
    """An order on the books of 10 a month from month 0 on for 4 months takes the slow line, new orders the fast one.

    10 in month 0, 15 in each of months 1 to 3; then the slow line delivers new orders as well.
    """
    tiny = two_lines(need=200).ordered("POL", "shell", 0, 3, 40)
    assert solve(tiny).value("stock")[:6] == pytest.approx([10, 25, 40, 55, 70, 85])


def test_first_deliveries_within_a_quarter() -> None:
    """In quarters: the fast line has 2 months of the first for what is new, one of 1.5 months lead half of it.

    So 2 x 5 + 1.5 x 10 = 25 by the end of the first quarter. With a lead of 4 the slow line has two months of the
    second quarter, in which the fast one has all of it: 10, and 15 + 2 x 10 = 35 more.
    """
    near, far = (solve(two_lines(slow=slow, monthly=0)).value("stock") for slow in (1.5, 4.0))
    assert near[:2] == pytest.approx([25, 70])
    assert far[:2] == pytest.approx([10, 45])


@pytest.mark.parametrize(("first", "stock"), [(4, [0, 0, 0, 0, 15, 30]), (2, [0, 0, 5, 10, 25, 30])])
def test_an_approval_that_is_patient_is_served_by_the_slow_line_too(first: int, stock: list[float]) -> None:
    """30 are approved and can be signed in month 0; whatever else is ordered is signed a year later.

    Delivered from month 4 on, either line will do: 15 a month. From month 2 on, the fast one makes 5 in each of months
    2 and 3 and both 15 in month 4, which leaves 5 for month 5.
    """
    tiny = two_lines(delay=12).decided("POL", "shell", 30, 0, first).test(0, 11, "Another")
    assert solve(tiny).value("stock")[:6] == pytest.approx(stock)


def test_a_month_less_for_an_item_is_one_less_for_its_lines() -> None:
    """All comes a month sooner: the date is a month earlier, 5 of month 1 come in month 0, and so on.

    The program keeps its variables and rows, so that the step can be measured against what stands, and has a price.
    """
    reference = refer(two_lines())
    moved = build(pulled(reference.scope, LEAD_TIME.lever(reference.scope, "shell")))
    assert in_shape(moved, reference.program) is not None
    [found] = effects(reference, ((LEAD_TIME.lever(reference.scope, "shell"), 1.0),))
    assert found.days == pytest.approx(DAYS, abs=1e-3)
    assert found.points == pytest.approx(15)  # 90 instead of 75 of 100 at the end of month 7


def test_lines_with_one_lead_time_share_what_they_make() -> None:
    """Two fast lines of 5 and 15 make the 10 that are needed in month 1: 2.5 and 7.5; the slow one stands alone."""
    tiny = two_lines(need=10).line("quick", "POL", "shell", 15).leads(fast=1, quick=1, slow=4)
    plan = solve(tiny)
    value = shared_out(plan.scope, plan.journal, plan.program, plan.solution).solution.value
    output = plan.program.variable("output")
    made = dict(zip(output.subjects["site"], value[plan.program.numbers(output)], strict=True))
    assert made["quick"].sum() == pytest.approx(3 * made["fast"].sum())
    assert made["quick"] == pytest.approx(3 * made["fast"])
