"""What budgets pay before the items, solved by hand: pay and operation, domains, cuts, running costs.

One ally, one item of price 1 that is paid at the order, comes at once and is made at 10 a month; 10 million EUR come in
a month, and nothing is carried over. So what first claims leave is what is bought.
"""

from __future__ import annotations

import numpy as np
import pytest

from sinews.clocks.years.accounts import money
from sinews.clocks.years.outcome import coverage
from tests.model import Solved, Tiny, exact, one_line, refer, solve


def bought(plan: Solved) -> float:
    """The stock of shells at the end."""
    return float(plan.value("stock", place="POL", item="shell")[-1])


def paid(plan: Solved, heading: str) -> float:
    """What goes out under a heading, million EUR."""
    rows = money(plan.journal, plan.solution.value)
    return -float(rows.filter((rows["heading"] == heading) & (rows["account"] == "money"))["amount"].sum())


def test_what_first_claims_leave_is_spent_on_items() -> None:
    """Of 10 a month 4 are pay and operation, 2 are ships: 4 a month buy 48 of the 100 that are needed."""
    plan = solve(one_line(budget=10).claims("POL", 40, 20))
    assert plan.objective == pytest.approx(0.52)
    assert paid(plan, "standing costs") == pytest.approx(48)
    assert paid(plan, "other domains") == pytest.approx(24)


def test_what_stands_grows_dearer_year_by_year() -> None:
    """5 a month in the first year, 5.5 in the second: 60 + 54 of 200 are bought."""
    tiny = one_line(months=24, need=200, budget=10).claims("POL", 50).parameters(standing_growth=10)
    assert solve(tiny).objective == pytest.approx(1 - 114 / 200)


def test_what_stands_follows_the_year_of_the_start_and_not_the_path() -> None:
    """Half of output in 2026, all of it from 2027: half of the first, 2.5 a month, stands in both years.

    12 x (5 - 2.5) + 12 x (10 - 2.5) = 120 are bought of 200.
    """
    tiny = one_line(months=24, need=200, budget=10).claims("POL", 50)
    tiny.tables["paths"][0] |= exact(share=50)
    tiny.add("paths", exact(share=100), path="national", place="POL", year="2027")
    tiny.add("history", exact(share=50), place="POL", year="2026")
    assert solve(tiny).objective == pytest.approx(1 - 120 / 200)


def test_aid_of_the_first_year_is_not_counted_twice() -> None:
    """One shell a month is given away in the first year: of 5 that stand 4 are left, of 10 then 10 - 4 - 1 = 5.

    In the second year nothing is given, and 10 - 4 = 6 buy shells: 60 + 72 of 200.
    """
    tiny = one_line(months=24, need=200, budget=10).claims("POL", 50).use("aid", "POL", "shell", 0, 11, 1)
    assert solve(tiny).objective == pytest.approx(1 - 132 / 200)


def test_contracts_come_before_pay_and_what_was_cut_once_is_not_there_again() -> None:
    """8 stand, 5 a month fall due of contracts in the first year: 3 of 8 are cut, so 37.5 % of the need is unmanned.

    60 come by contract, and 2 a month are left in the second year: 84 of 100 are in store, and 16 + 37.5 % are missing.
    """
    tiny = one_line(months=24, budget=10, advance=0).claims("POL", 80).ordered("POL", "shell", 0, 11, 60)
    plan = solve(tiny)
    assert paid(plan, "standing costs") == pytest.approx(12 * 5 + 12 * 8)
    assert bought(plan) == pytest.approx(84)
    assert plan.objective == pytest.approx(0.16 + 0.375)


@pytest.mark.parametrize(("book", "instant"), [(26.4, 8.0), (60.0, None)])
def test_who_cannot_be_manned_is_not_ready(book: float, instant: float | None) -> None:
    """8 stand of 10: of 2.2 a month that fall due 0.2 are cut, 2.5 % of the need; of 5 a month 37.5 %.

    Within 5 % of the need a group is ready as soon as 97.5 % is in store: 80 are there, 2.2 a month come, so that
    17.5 more take 7.95 months, which is the eighth. Beyond it the group is never ready.
    """
    tiny = one_line(budget=10, advance=0).claims("POL", 80).ordered("POL", "shell", 0, 11, book)
    found = refer(tiny.stock("POL", "shell", 80)).deadline
    assert (found.instant is None) == (instant is None)
    assert instant is None or found.instant == pytest.approx(instant, abs=0.1)


def test_domains_take_what_is_left_and_no_more() -> None:
    """9 stand of 10, ships ask for 4: they get 1, and nothing is bought."""
    plan = solve(one_line(budget=10).claims("POL", 90, 40))
    assert paid(plan, "other domains") == pytest.approx(12)
    assert bought(plan) == pytest.approx(0)


def test_what_is_added_costs_each_year() -> None:
    """12 % of price a year are 1 % a month: S(t) - S(t-1) + 0.01 S(t) = 10, so S(12) = sum of 10 / 1.01^k."""
    plan = solve(one_line(need=200, budget=10).running("shell", 12).stock("POL", "shell", 30))
    added = sum(10 / 1.01**k for k in range(1, 13))
    assert bought(plan) == pytest.approx(30 + added)
    assert paid(plan, "running costs of what is added") == pytest.approx(120 - added)


def test_domains_give_up_what_upkeep_asks_for_and_nothing_for_items() -> None:
    """Ships ask for 5 of 10; the other 5 a month buy shells, whose upkeep of a hundredth a month ships give up.

    5 + 10 + ... + 60 shells stand at the ends of the months: 0.01 x 390 = 3.9 of the ships' 60.
    """
    tiny = one_line(need=200, budget=10).claims("POL", 0, 50).running("shell", 12)
    plan = solve(tiny.parameters(money_price=0.001))
    assert bought(plan) == pytest.approx(60)
    assert paid(plan, "other domains") == pytest.approx(60)
    assert paid(plan, "given up by other domains") == pytest.approx(-3.9)
    assert paid(plan, "running costs of what is added") == pytest.approx(3.9)


def test_what_nobody_can_keep_is_laid_up_and_counts_for_nothing() -> None:
    """All of the budget stands. 12 paid shells arrive of contracts, with upkeep that nothing pays: none counts.

    With pay of half a per cent less, what is left, 0.05 a month, keeps five of them.
    """
    for standing, kept in ((100.0, 0.0), (99.5, 5.0)):
        tiny = one_line(need=20, budget=10).claims("POL", standing).running("shell", 12)
        plan = solve(tiny.ordered("POL", "shell", 0, 0, 12).parameters(carry_over_share=0))
        assert bought(plan) == pytest.approx(12)
        assert plan.value("laid_up").ravel()[-1] == pytest.approx(12 - kept)
        assert plan.objective == pytest.approx(1 - kept / 20)
        assert coverage(plan.scope, plan.program, plan.solution)[0, -1] == pytest.approx(kept / 20)


def test_a_falling_stock_pays_for_others_and_never_for_anything_else() -> None:
    """One tank of price 10 is lost a month: its upkeep of 0.1 a month is that of the ten shells that are bought.

    Twenty tanks lost at once would free more; 10 a month buy 120 shells in either case.
    """
    for lost, last in ((1.0, 11), (20.0, 0)):
        tiny = one_line(need=200, budget=10).running("shell", 12).running("tank", 12)
        tiny.item("tank", price=10).need("POL", "tank", 20).stock("POL", "tank", 20)
        tiny.line("tanks", "POL", "tank", 0, rate_max=1).use("loss", "POL", "tank", 0, last, lost)
        plan = solve(tiny)
        assert bought(plan) == pytest.approx(120, abs=1e-4)
        assert np.abs(plan.value("running", place="POL")).max() == pytest.approx(0, abs=1e-6)


def test_a_domain_rebuilds_a_part_of_the_budget() -> None:
    """A budget of which a domain takes all but a part is that part: the same plan, and the same may be carried over."""

    def plan(share: float, domain: float) -> Solved:
        tiny = one_line(budget=100, need=150, delay=1.5, lead=2.5, advance=30, months=18)
        tiny.tables["paths"][0] |= exact(share=share)
        tiny.ordered("POL", "shell", 0, 5, 12).use("aid", "POL", "shell", 2, 7, 1).fund("POL", 3, 8, 9)
        tiny.parameters(carry_over_share=20, money_price=1)
        return solve(tiny.claims("POL", 0, domain) if domain else tiny)

    whole, part = plan(30, 24), plan(6, 0)
    late = whole.program.charges["late contracts"] @ whole.solution.value
    assert whole.objective - late == pytest.approx(part.objective, rel=1e-9)
    np.testing.assert_allclose(
        *(one.program.upper[one.program.numbers(one.program.variable("money_carried"))] for one in (whole, part))
    )


def test_nothing_is_posted_where_nothing_comes_first() -> None:
    """A case without first claims has neither their rows nor their variables."""
    program = solve(
        Tiny(1).ally("POL", 10).item("shell").line("works", "POL", "shell", 1).need("POL", "shell", 1).test(0)
    ).program
    assert not {"running", "shortfall_unmanned"} & {block.name for block in program.variables}
    assert "upkeep" not in {block.name for block in program.rows}
    assert "late contracts" not in program.charges
