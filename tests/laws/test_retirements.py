"""Laws of what leaves service: nothing without rows; more, or sooner, is never better; the plan is always there."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from sinews.data.months import month_after
from sinews.data.tables import BY_NAME
from tests.laws.cases import base, cases, multiplied, with_table
from tests.laws.test_plan import NEAR, identical
from tests.model import START, solve

few = settings(max_examples=8)

#: The stocks of the small case that an ally holds.
STOCKS = (("DEU", "main_battle_tank", 310.0), ("POL", "shell_155mm", 2e5))

#: First month and number of months of a row; over the start, within and beyond the horizon of 36 months.
SPANS = st.tuples(st.sampled_from([-5, 0, 2, 11, 13, 24, 30, 40]), st.sampled_from([1, 2, 7, 18]))

ROWS = st.lists(
    st.tuples(st.sampled_from(STOCKS), SPANS, st.sampled_from([0.1, 0.5, 1.0, 3.0])), min_size=1, max_size=3
)
Rows = list[tuple[tuple[str, str, float], tuple[int, int], float]]


def retiring(case: Case, rows: Rows, earlier: int = 0) -> Case:
    """The case with parts of its stocks leaving; `earlier`: months by which they do so sooner."""
    cells = [
        {
            "place": place,
            "item": item,
            "start": month_after(START, first - earlier),
            "end": month_after(START, first - earlier + length - 1),
            **dict.fromkeys(("quantity", "quantity_low", "quantity_high"), part * stock),
            "quantity_basis": "guess",
        }
        for (place, item, stock), (first, length), part in rows
    ]
    empty = case.table("retirements")
    return with_table(case, "retirements", pl.DataFrame(cells, schema=empty.schema))


def objective(case: Case) -> float:
    return solve(case).objective


@few
@given(cases(), ROWS)
def test_retiring_never_helps_and_there_is_always_a_plan(case: Case, rows: Rows) -> None:
    """Whatever stocks, losses and uses are, and also where more is to leave than there is."""
    plan = solve(retiring(case, rows))
    assert plan.objective >= objective(case) - NEAR
    stock = plan.program.variable("stock")
    assert plan.solution.value[plan.program.numbers(stock)].min() >= 0


@few
@given(cases(), ROWS, st.sampled_from([0.0, 0.4, 0.9]))
def test_retiring_less_never_hurts(case: Case, rows: Rows, factor: float) -> None:
    less = [(stock, span, part * factor) for stock, span, part in rows]
    assert objective(retiring(case, less)) <= objective(retiring(case, rows)) + NEAR


@few
@given(cases(), ROWS, st.sampled_from([1, 3, 12]))
def test_retiring_sooner_never_helps(case: Case, rows: Rows, months: int) -> None:
    later = [(stock, (max(first, 0) + months, length), part) for stock, (first, length), part in rows]
    assert objective(retiring(case, later, months)) >= objective(retiring(case, later)) - NEAR


@few
@given(cases(), ROWS)
def test_what_leaves_is_what_a_smaller_stock_has_not(case: Case, rows: Rows) -> None:
    """Without losses and uses, what leaves in the first month is as if it had never been there."""
    case = multiplied(multiplied(case, "items", "loss_rate", 0.0), "uses", "rate", 0.0)
    at_once = [((*names, stock), (0, 1), 0.3) for (*names, stock), _, _ in rows[:1]]
    [(place, item, stock), *_] = [row[0] for row in at_once]
    mine = (pl.col("place") == place) & (pl.col("item") == item)
    held = case.table("stocks")
    left = (pl.col("quantity") - pl.min_horizontal(pl.lit(0.3 * stock), pl.col("quantity"))).alias("quantity")
    smaller = with_table(case, "stocks", held.with_columns(pl.when(mine).then(left).otherwise(pl.col("quantity"))))
    assert objective(retiring(case, at_once)) == pytest.approx(objective(smaller), abs=NEAR)


def test_without_rows_the_program_is_the_same() -> None:
    """No table, a table without rows, and rows that are over: the same program, to the last bit."""
    case = base()
    plain = build(Scope.of(case, Question()))
    over: Rows = [(STOCKS[0], (-8, 8), 0.5)]
    for other in (retiring(case, []), retiring(case, over)):
        assert identical(build(Scope.of(other, Question())), plain)
    assert case.table("retirements").columns == retiring(case, over).table("retirements").columns
    assert over[0][1][0] + over[0][1][1] == 0
    assert BY_NAME["retirements"].key == ("place", "item", "start")
    assert case.settings.start == date(2026, 1, 1)
