"""The rule that picks one plan of many, on cases solved by hand: who gets it, when it is ordered, who pays for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sinews.clocks.years.answer import answer
from sinews.clocks.years.behind import filled
from sinews.clocks.years.page.page import planned
from sinews.clocks.years.page.picked import RULE, whom
from sinews.clocks.years.rule import year_ends
from sinews.clocks.years.sharing import Shared, shared_out
from sinews.model.calendar import Array
from tests.model import Solved, Tiny, refer, solve


def picked(plan: Solved) -> Shared:
    """What the rule picks."""
    return shared_out(plan.scope, plan.journal, plan.program, plan.solution)


def value(plan: Solved, name: str, **about: str) -> Array:
    """Values of a variable by tick in the plan that the rule picks."""
    return Solved(plan.scope, plan.journal, plan.program, picked(plan).solution).value(name, **about)


def two_allies(polish: float = 1000.0) -> Tiny:
    """Poland needs 100 shells and has 60, Romania needs 100 and has none; a line makes 10 a month for a year."""
    tiny = Tiny(12).ally("POL", polish).ally("ROU").item("shell").line("works", "POL", "shell", 10).test(11)
    return tiny.need("POL", "shell", 100).need("ROU", "shell", 100).stock("POL", "shell", 60)


def test_deliveries_go_to_who_has_least_of_its_need() -> None:
    """120 are made until the test in December; all are wanted, since 140 are missing, and whose they are is the same.

    Tenth by tenth: Romania has none and Poland six tenths of 100, so the first 60 are Romania's; with 60 each, the
    other 60 are shared: 90 each at the end of the year.
    """
    plan = solve(two_allies())
    assert [value(plan, "stock", place=place)[-1] for place in ("POL", "ROU")] == pytest.approx([90, 90])
    assert picked(plan).behind.is_empty()


def test_where_half_of_a_stock_counts_more_things_fill_a_need() -> None:
    """Half of all tanks are ready: Poland's 100 count for 50 of the 100 that it needs, Romania's 140 for 70.

    120 are made by the test in December, and all are wanted. By what is ready Poland has least: 40 go there until both
    have 140, and the rest is shared, 180 each. Neither is behind.
    """
    tiny = Tiny(12).ally("POL").ally("ROU").item("tank").line("works", "POL", "tank", 10).test(11)
    tiny.need("POL", "tank", 100).need("ROU", "tank", 100).stock("POL", "tank", 100).stock("ROU", "tank", 140)
    plan = solve(tiny.serviceable("tank", ready=50))
    assert [value(plan, "stock", place=place)[-1] for place in ("POL", "ROU")] == pytest.approx([180, 180])
    assert picked(plan).behind.is_empty()


def test_whose_money_is_short_gets_what_it_can_pay_for_and_is_behind() -> None:
    """Poland can pay for one shell a month, 12 in all: 72. Romania takes the 100 that it needs, as before the rule.

    Of these 172 each would have 86 by need alone, so Poland is 14 behind, more than a tenth of its need.
    """
    plan = solve(two_allies(polish=1))
    assert [value(plan, "stock", place=place)[-1] for place in ("POL", "ROU")] == pytest.approx([72, 100])
    assert picked(plan).behind.rows() == [("POL", "shell", "2026-12", pytest.approx(14), pytest.approx(0.14))]


def test_orders_come_as_soon_as_they_can() -> None:
    """Poland needs 30 more at the test in December: the line makes 10 a month from January on, and so it is ordered."""
    tiny = Tiny(12).ally("POL").item("shell").line("works", "POL", "shell", 10).test(11)
    plan = solve(tiny.need("POL", "shell", 30))
    assert value(plan, "orders", place="POL") == pytest.approx([10, 10, 10] + [0] * 9)


def test_expansion_is_paid_by_common_funds_before_budgets() -> None:
    """20 shells are needed in March, and the line makes 5 a month: 5 are missing.

    What is ordered evenly in January comes evenly over February: x more a month make x / 2 in February and x in March,
    1.5 x = 5. Ordered in February it would make half of that, at twice the money. A fund has 10, and capex is 1.
    """
    tiny = Tiny(3).ally("POL").item("shell").line("works", "POL", "shell", 5, rate_max=20, lag=1).test(2)
    plan = solve(tiny.need("POL", "shell", 20).fund("POL", 0, 0, 10, "expansion").parameters(money_price=0.01))
    assert value(plan, "funded_expansion", site="works") == pytest.approx([10 / 3, 0, 0])
    assert value(plan, "expansion", site="works") == pytest.approx([0, 0, 0])


def test_inputs_are_made_as_they_are_needed() -> None:
    """Fuzes could be made ahead and lie about, 20 a month; 10 shells a month take 10."""
    tiny = Tiny(6).ally("POL").item("shell").item("fuze", needed=False).part("shell", "fuze", 1).test(5)
    tiny.line("works", "POL", "shell", 10).line("fuzes", "POL", "fuze", 20).need("POL", "shell", 60)
    plan = solve(tiny)
    assert value(plan, "market_stock") == pytest.approx([0] * 6)
    assert value(plan, "output", item="fuze") == pytest.approx([10] * 6)


def test_what_is_new_raises_those_who_have_least_to_one_level() -> None:
    """0, 30 and 80 of needs of 50, 50 and 80 come to 150: 40 new for the first two, who had 30 of 100, make 35 each."""
    assert filled(np.array([0.0, 30.0, 80.0]), np.array([50.0, 50.0, 80.0]), 150.0) == pytest.approx([35, 35, 80])


def test_years_end_in_their_last_tick_and_with_the_horizon() -> None:
    """Twelve months and then quarters from January 2026 to August 2027: December 2026, and the last tick."""
    tiny = two_allies()
    tiny.months, tiny.monthly = 20, 12
    assert year_ends(solve(tiny).scope).tolist() == [11, 14]


def test_the_page_says_that_a_rule_has_picked_and_whom_it_left_behind() -> None:
    """As above, Poland is short of money."""
    reference = refer(two_allies(polish=1))
    found = answer(reference)
    assert RULE in planned(found).text[-1]
    assert "At the end of some year POL had less by more than a tenth of a need" in planned(found).text[-1]
    rows = found.outcome.filter(pl.col("quantity") == "behind").select("subject", "place", "period", "value", "unit")
    assert rows.rows() == [("shell", "POL", "2026-12", pytest.approx(14), "units")]


def test_the_page_says_why_no_rule_has_picked() -> None:
    reference = refer(two_allies())
    vars(reference)["shared"] = replace(reference.shared, broken="the objective is worse by 1.0e-03")
    assert planned(answer(reference)).text[-1].endswith("could not be kept (the objective is worse by 1.0e-03).")


def test_some_are_named_and_the_others_are_counted() -> None:
    """DEU is behind twice, so it comes first; the others in the order of their codes."""
    places = ["ROU", "POL", "DEU", "DEU", "ALB", "BEL"]
    rows = pl.DataFrame({"place": places, "item": "shell", "period": "2026-12", "units": 1.0, "part": 0.5})
    assert "some year DEU, ALB, BEL and 2 others had" in whom(rows, answer(refer(two_allies())))
    assert "some year DEU, ALB, BEL and one other had" in whom(rows[1:], answer(refer(two_allies())))
