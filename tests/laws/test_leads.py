"""Laws of lead times by line: they change nothing where lines are alike, and a faster line never hurts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.components.contract import NEW_ORDERS
from sinews.clocks.years.outcome import outcomes
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from tests.laws.cases import cases, with_table
from tests.laws.test_plan import NEAR, identical, objective
from tests.model import solve

few = settings(max_examples=8)

#: Lead times of lines, months; None: that of the item.
LEADS = st.lists(st.sampled_from([None, 0.0, 2.0, 5.5, 9.25, 18.0]), min_size=3, max_size=3)


def with_leads(case: Case, leads: list[float | None]) -> Case:
    """The case with lead times of its lines, in the order of their codes, and another line for each item."""
    sites, rates = case.table("sites"), case.table("capacity")
    more = sites.with_columns(site="more_" + pl.col("site"), lead_time=pl.Series(leads, dtype=pl.Float64))
    case = with_table(case, "sites", pl.concat([sites, more.select(sites.columns)]))
    return with_table(case, "capacity", pl.concat([rates, rates.with_columns(site="more_" + pl.col("site"))]))


def set_leads(case: Case, months: pl.Expr) -> Case:
    """The case in which every line has a lead time of its own."""
    usual = dict(case.table("items").select("item", "lead_time").rows())
    sites = case.table("sites").with_columns(usual=pl.col("item").replace_strict(usual, return_dtype=pl.Float64))
    return with_table(case, "sites", sites.with_columns(lead_time=months).drop("usual"))


@few
@given(cases())
def test_lead_times_of_lines_that_are_those_of_items_leave_no_trace(case: Case) -> None:
    plain, stated = (build(Scope.of(one, Question())) for one in (case, set_leads(case, pl.col("usual"))))
    assert identical(plain, stated)


@few
@given(cases(), st.sampled_from([0.0, 3.25, 11.0]))
def test_where_all_lines_have_one_lead_time_it_is_that_of_the_item(case: Case, months: float) -> None:
    items = case.table("items")
    moved = items.with_columns(lead_time=pl.when(pl.col("lead_time").is_not_null()).then(months))
    plain = build(Scope.of(with_table(case, "items", moved), Question()))
    assert identical(plain, build(Scope.of(set_leads(case, pl.lit(months)), Question())))


@few
@given(cases(), LEADS, st.sampled_from([1, 3, 7]), st.integers(0, 2))
def test_a_faster_line_never_hurts(case: Case, leads: list[float | None], months: int, line: int) -> None:
    """With ticks of a month, whole months of lead, and money that does not lapse (`tests.laws.test_plan` says why)."""
    parameters = case.table("parameters")
    keeps = pl.when(parameters["parameter"] == "carry_over_share").then(1e6).otherwise(pl.col("value"))
    case = with_table(case, "parameters", parameters.with_columns(value=keeps))
    case = replace(case, settings=replace(case.settings, end=date(2027, 6, 1), monthly_until=date(2027, 6, 1)))
    items = case.table("items")
    case = with_table(case, "items", items.with_columns(items["lead_time"].round()))
    slow = with_leads(case, [7.0 if lead is None else round(lead) for lead in leads])
    sites = slow.table("sites")
    codes = sites["site"].filter(sites["lead_time"].is_not_null())
    sooner = pl.when(pl.col("site") == codes[line]).then(pl.col("lead_time") - months).otherwise(pl.col("lead_time"))
    fast = with_table(slow, "sites", sites.with_columns(lead_time=sooner.clip(0.0)))
    assert objective(fast) <= objective(slow) + NEAR


@few
@given(cases(), LEADS)
def test_what_the_tables_say_was_ordered_is_ordered_of_all_lines(case: Case, leads: list[float | None]) -> None:
    plan = solve(with_leads(case, leads))
    table = outcomes(plan.scope, plan.journal, plan.program, plan.solution).filter(pl.col("quantity") == "orders")
    blocks = [block for block in plan.program.variables if block.name in NEW_ORDERS]
    shown = len(plan.scope.shown)
    ordered = sum(float(plan.solution.value[plan.program.numbers(block)][:, :shown].sum()) for block in blocks)
    assert table["value"].sum() == pytest.approx(ordered)
    assert table.height == len(plan.scope.needs) * shown
