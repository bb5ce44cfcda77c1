"""Laws of accounts: what comes into a balance is what goes out and what is left over, in every plan and tick."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from sinews.clocks.years.accounts import money, payments
from sinews.clocks.years.components.base import ADVANCES, AID, AT_DELIVERY, BUDGET, FUNDS, MONEY, ORDERED, STOCK
from sinews.clocks.years.outcome import outcomes
from sinews.clocks.years.scope import Question
from sinews.data.case import Case
from sinews.model.accounts import accounts
from sinews.model.journal import CARRIED_IN
from tests.laws.cases import cases, questions
from tests.model import Solved, Tiny, solve

few = settings(max_examples=8)

#: Parts of a month's money that are rounding.
NEAR = 1e-6


def by_heading(plan: Solved) -> dict[str, float]:
    """What comes in and goes out of the allies' own accounts over the horizon, by heading; million EUR."""
    own = money(plan.journal, plan.solution.value).filter(pl.col("account") == MONEY.name)
    return dict(own.group_by("heading").agg(pl.col("amount").sum()).iter_rows())


def funded(plan: Solved) -> float:
    """Money of funds for orders that falls into the horizon, month by month."""
    start, scope = plan.scope.case.settings.start, plan.scope
    total = 0.0
    for row in scope.trusted("funds").filter(pl.col("purpose") == "order").iter_rows(named=True):
        first, last = (12 * (row[k].year - start.year) + row[k].month - start.month for k in ("start", "end"))
        inside = sum(max(month, 0) < scope.calendar.months for month in range(max(first, 0), max(last, 0) + 1))
        months = max(last, 0) - max(first, 0) + 1
        total += row["amount"] * inside / months if row["place"] in scope.allies else 0.0
    return total


@few
@given(cases(), questions())
def test_money_in_is_money_out(case: Case, question: Question) -> None:
    """By ally and tick; what is left over is the slack of the program's own rows, and never less than nothing."""
    plan = solve(case, question)
    found = money(plan.journal, plan.solution.value)
    near = NEAR * plan.scope.sizes["money"]
    assert found.group_by("account", "place", "tick").agg(pl.col("amount").sum())["amount"].abs().max() <= near
    rest = found.filter(pl.col("heading") == MONEY.rest).sort("place", "tick")["amount"].to_numpy()
    numbers = plan.program.numbers(plan.program.row("money"))
    slack = (plan.program.matrix @ plan.solution.value - plan.program.row_lower)[numbers].ravel()
    np.testing.assert_allclose(-rest, slack, atol=near)
    assert rest.max() <= near


@few
@given(cases(), questions())
def test_money_in_is_that_of_the_tables_and_money_out_what_the_plan_buys(case: Case, question: Question) -> None:
    """Budgets and funds are those of the case; advances, rests and aid are prices x what is ordered, comes and goes."""
    plan = solve(case, question)
    scope, found = plan.scope, by_heading(plan)
    assert found[BUDGET] == pytest.approx(scope.budget.sum())
    assert found.get(FUNDS, 0.0) == pytest.approx(funded(plan))
    rows = outcomes(scope, plan.journal, plan.program, plan.solution)
    items = scope.items_table.select(pl.col("item").alias("subject"), "price", "advance_share")
    worth = rows.join(items, on="subject").select(
        "quantity", "period", "subject", "place", "value", "price", pl.col("advance_share") / 100
    )
    price, advance, value = pl.col("price"), pl.col("advance_share"), pl.col("value")
    orders, deliveries = (worth.filter(pl.col("quantity") == name) for name in ("orders", "deliveries"))
    spent = (
        orders.select((value * price * advance).sum()).item(),
        deliveries.select((value * price * (1 - advance)).sum()).item(),
    )
    near = NEAR * scope.sizes["money"] * len(scope.calendar)
    assert (-found.get(ADVANCES, 0.0), -found.get(AT_DELIVERY, 0.0)) == pytest.approx(spent, abs=near)
    sides = dict(rows.group_by("quantity").agg(value.sum()).iter_rows())
    assert sides["money_in"] == pytest.approx(sides["money_out"], abs=near)


@few
@given(cases(), questions())
def test_stocks_and_order_books_add_up(case: Case, question: Question) -> None:
    """Balances without free disposal: no heading is left out, or sums would not be nothing."""
    plan = solve(case, question)
    for balance in (STOCK, ORDERED):
        sums = accounts(plan.journal, balance, plan.solution.value).group_by("place", "item", "tick")
        for place, item, tick, amount in sums.agg(pl.col("amount").sum()).iter_rows():
            assert abs(amount) <= 1e-5 * plan.scope.sizes[item], (balance.name, place, item, tick)


def test_accounts_by_hand() -> None:
    """Three months of 30 million, 10 from a fund in the first; shells at 2, a quarter of it at order, lead time 1.

    The line makes 5 a month. In month 0 nothing can fall due, and 1 goes as aid, for 2 million. In months 1 and 2 all 5
    are delivered, which were ordered in months 0 and 1: advances of 2.5 there, rests of 7.5 a month later. Nothing may
    be carried over, so what is left of each month lapses: 40 - 2.5 - 2, 30 - 2.5 - 7.5, 30 - 7.5.
    """
    tiny = Tiny(3).ally("POL", 30).item("shell", price=2, advance=25, lead=1).line("works", "POL", "shell", 5)
    tiny.need("POL", "shell", 20).use("aid", "POL", "shell", 0, 0, 1).fund("POL", 0, 0, 10).test(2)
    plan = solve(tiny.parameters(money_price=1e-3))
    found = money(plan.journal, plan.solution.value)

    def of(heading: str) -> list[float]:
        sums = found.filter(pl.col("heading") == heading).group_by("tick").agg(pl.col("amount").sum())
        return sums.sort("tick")["amount"].to_list()

    assert of(BUDGET) == pytest.approx([30, 30, 30])
    assert of(FUNDS) == pytest.approx([10, 0, 0])
    assert of(AID) == pytest.approx([-2, 0, 0])
    assert of(ADVANCES) == pytest.approx([-2.5, -2.5, 0])
    assert of(AT_DELIVERY) == pytest.approx([0, -7.5, -7.5])
    assert of(MONEY.rest) == pytest.approx([-35.5, -20, -22.5])
    assert of(CARRIED_IN) == pytest.approx([0, 0, 0])
    paid = payments(found)
    assert dict(paid.group_by("about").agg(pl.col("amount").sum()).iter_rows()) == pytest.approx({"shell": 22})
