"""Laws that every plan keeps, whatever the numbers of the case."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.outcome import outcomes
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from sinews.data.months import month_after
from sinews.model.program import Program
from tests.laws.cases import base, cases, factored, multiplied, questions, same, shifted, with_table
from tests.model import START, Solved, exact, frame, solve

few = settings(max_examples=8)
NEAR = 1e-7


def objective(case: Case, question: Question | None = None) -> float:
    return solve(case, question).objective


def identical(first: Program, second: Program) -> bool:
    """Whether two programs say the same, to the last bit."""
    arrays = ("row_lower", "row_upper", "lower", "upper", "cost", "row_sizes", "column_sizes")
    return (
        first.column_names() == second.column_names()
        and first.row_names() == second.row_names()
        and all(same(getattr(first, name), getattr(second, name)) for name in arrays)
        and (first.matrix != second.matrix).nnz == 0
    )


# the objective is the report -----------------------------------------------------------------------------------------


@few
@given(cases(), questions())
def test_charges_sum_to_the_objective(case: Case, question: Question) -> None:
    plan = solve(case, question)
    charges = {heading: float(cost @ plan.solution.value) for heading, cost in plan.program.charges.items()}
    assert sum(charges.values()) == pytest.approx(plan.objective, abs=1e-12)
    assert min(charges.values()) >= -1e-12


@few
@given(cases())
def test_shortfall_in_the_objective_is_that_of_the_tables(case: Case) -> None:
    """Shortfall read from the outcome table, weighed again by hand, is what the objective charges.

    With money for all who stand: what is unmanned is charged beside what stocks lack; tables show no more than all.
    """
    enough = pl.col("standing_share").clip(upper_bound=90.0)
    case = with_table(case, "budgets", case.table("budgets").with_columns(enough))
    plan = solve(case)
    scope = plan.scope
    rows = outcomes(scope, plan.journal, plan.program, plan.solution).filter(pl.col("quantity") == "shortfall")
    need = {(place, item): quantity for place, item, quantity in scope.needs.select("place", "item", "quantity").rows()}
    weight = dict(zip(scope.needed, scope.of_items("weight", scope.needed), strict=True))
    chance = dict(zip(scope.calendar.labels, scope.weight_of_ticks, strict=True))
    total = 0.0
    for place, item, period, missing in rows.select("place", "subject", "period", "value").rows():
        last = min(missing, need[place, item] / 2)  # second halves weigh 1 of (2 + 1) / 2, first halves 2
        points = last * 2 / 3 + (missing - last) * 4 / 3
        total += chance[period] * weight[item] / sum(weight.values()) * points / scope.need_totals[item]
    charged = float(plan.program.charges["shortfall"] @ plan.solution.value)
    assert total == pytest.approx(charged, abs=1e-9)


@few
@given(cases(), questions())
def test_money_is_conserved(case: Case, question: Question) -> None:
    """Budgets and funds are paid out, kept at the end, or lapse; nothing else."""
    plan = solve(case, question)
    rows = plan.program.row("money")
    numbers = plan.program.numbers(rows)
    slack = (plan.program.matrix @ plan.solution.value - plan.program.row_lower)[numbers]
    assert slack.min() >= -1e-6
    assert plan.solution.value.min() >= 0


# what does not matter ------------------------------------------------------------------------------------------------


@few
@given(st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(shuffler: random.Random) -> None:
    case = base()
    tables = {}
    for name, rows in case.tables.items():
        order = list(range(rows.height))
        shuffler.shuffle(order)
        tables[name] = rows[order]
    shuffled = Case.from_tables(case.settings, tables)
    assert identical(build(Scope.of(case, Question())), build(Scope.of(shuffled, Question())))


def test_unused_rows_change_nothing() -> None:
    """An ally outside the group with money, needs and stocks; an item nobody needs, its line and stock."""
    case = base()
    more = {
        "places": {**exact(contracting_delay=1), "place": "USA2", "name": "Elsewhere", "kind": "ally"},
        "groups": {"group": "OTHERS", "place": "USA2"},
        "economy": {**exact(gdp=9e6, gdp_ppp=np.nan, population=np.nan), "place": "USA2", "year": "2026"},
        "budgets": {**exact(standing_share=85, equipment_share=25), "place": "USA2"},
        "forces": {**exact(quantity=9), "needs_set": "force_goals", "place": "USA2", "force": "brigade"},
        "items": {
            **exact(price=9, advance_share=10, lead_time=3, loss_rate=1, weight=5),
            "item": "airship",
            "name": "Airship",
            "kind": "needed",
            "unit": "units",
        },
        "sites": {
            **exact(capex=1, build_lag=1, ramp=1, rate_max=99, export_share=100),
            "site": "airships",
            "name": "Airships",
            "place": "DEU",
            "item": "airship",
            "owner": "a firm",
        },
        "capacity": {**exact(rate=50), "site": "airships", "date": "2025-12", "status": "delivered"},
        "stocks": {**exact(quantity=50), "place": "DEU", "item": "airship", "date": "2025-12"},
        "uses": {**exact(rate=5), "use": "aid", "place": "USA2", "item": "shell_155mm", "start": "2026", "end": "2027"},
        "funds": {
            **exact(amount=50),
            "fund": "theirs",
            "name": "theirs",
            "place": "USA2",
            "start": "2026-01",
            "end": "2027-12",
            "purpose": "order",
            "status": "budgeted",
        },
    }
    tables = dict(case.tables)
    for name, row in more.items():
        added = frame([row]).cast(
            {column: kind for column, kind in tables[name].schema.items() if column in row and not kind.is_temporal()}
        )
        tables[name] = pl.concat(
            [tables[name].cast(dict.fromkeys(_dates(tables[name]), pl.String)), added], how="diagonal"
        )
    paths = tables["paths"].filter(pl.col("place") == "POL").with_columns(place=pl.lit("USA2"))
    tables["paths"] = pl.concat([tables["paths"], paths])
    larger = Case.from_tables(case.settings, tables)
    assert identical(build(Scope.of(case, Question())), build(Scope.of(larger, Question())))


def _dates(rows: pl.DataFrame) -> list[str]:
    return [name for name, kind in rows.schema.items() if kind.is_temporal()]


# more is never worse -------------------------------------------------------------------------------------------------

MORE = [
    ("paths", "share"),
    ("funds", "amount"),
    ("economy", "gdp"),
    ("stocks", "quantity"),
    ("sites", "rate_max"),
    ("sites", "export_share"),
]
LESS = [
    ("budgets", "standing_share"),
    ("items", "price"),
    ("items", "loss_rate"),
    ("sites", "capex"),
    ("sites", "build_lag"),
    ("sites", "ramp"),
    ("places", "contracting_delay"),
    ("recipes", "quantity"),
]


@few
@given(cases(), st.sampled_from(MORE), st.sampled_from([1.2, 2.0]))
def test_more_is_never_worse(case: Case, what: tuple[str, str], factor: float) -> None:
    assert objective(multiplied(case, *what, factor)) <= objective(case) + NEAR


@settings(max_examples=14)
@given(cases(), st.sampled_from(LESS), st.sampled_from([0.0, 0.5, 0.9]))
def test_cheaper_and_faster_is_never_worse(case: Case, what: tuple[str, str], factor: float) -> None:
    assert objective(multiplied(case, *what, factor)) <= objective(case) + NEAR


@few
@given(cases(), st.sampled_from([1.1, 2.0]))
def test_more_capacity_is_never_worse(case: Case, factor: float) -> None:
    """Every line makes more, and may grow as far beyond that as before."""
    highest = case.table("capacity").group_by("site").agg(pl.col("rate").max().alias("highest"))
    sites = case.table("sites").join(highest, on="site")
    sites = sites.with_columns(rate_max=pl.col("rate_max") + (factor - 1) * pl.col("highest")).drop("highest")
    more = multiplied(with_table(case, "sites", sites), "capacity", "rate", factor)
    assert objective(more) <= objective(case) + NEAR


@few
@given(cases(), st.sampled_from([1, 3, 7]))
def test_shorter_lead_time_is_never_worse_if_money_keeps(case: Case, months: int) -> None:
    """With ticks of a month, whole months of lead, and money that does not lapse.

    Where money lapses, an early advance can save it, and a long lead time is then no pure loss.
    """
    settings = replace(case.settings, end=date(2027, 6, 1), monthly_until=date(2027, 6, 1))
    parameters = case.table("parameters")
    keeps = pl.when(parameters["parameter"] == "carry_over_share").then(1e6).otherwise(pl.col("value"))
    case = replace(with_table(case, "parameters", parameters.with_columns(value=keeps)), settings=settings)
    items = case.table("items")
    case = with_table(case, "items", items.with_columns(items["lead_time"].round()))
    assert objective(shifted(case, "items", "lead_time", -months)) <= objective(case) + NEAR


@few
@given(cases(), st.sampled_from([1, 3, 6, 24]))
def test_more_time_is_never_worse(case: Case, months: int) -> None:
    """A longer horizon behind the last month of the threat: same objective or better (no use goes on that long).

    Without expansion: near the end a plan may order more of it than there is room for, as the rest comes later.
    """
    uses = case.table("uses").filter(pl.col("end") <= date(2028, 12, 1))
    case = with_table(case, "uses", uses)
    year, month_ = divmod(case.settings.end.year * 12 + case.settings.end.month - 1 + months, 12)
    longer = replace(case, settings=replace(case.settings, end=date(year, month_ + 1, 1)))
    fixed = Question(expansion=False)
    assert objective(longer, fixed) <= objective(case, fixed) + NEAR


@few
@given(cases(), st.sampled_from([12, 20, 30]), st.sampled_from([1.5, 4.0]))
def test_promises_never_hurt(case: Case, tick: int, factor: float) -> None:
    """One more announced rate for every line, as high as its room or beyond: believing it makes nothing worse."""
    case = with_table(case, "capacity", case.table("capacity").filter(pl.col("status") == "delivered"))
    rates = case.table("capacity")
    promised = rates.with_columns(
        date=pl.lit(month_after(START, tick)), status=pl.lit("announced"), rate=pl.col("rate") * factor
    )
    more = with_table(case, "capacity", pl.concat([rates, promised]))
    assert objective(more) <= objective(case) + NEAR


@few
@given(cases())
def test_expansion_never_hurts(case: Case) -> None:
    assert objective(case) <= objective(case, Question(expansion=False)) + NEAR


# units ---------------------------------------------------------------------------------------------------------------


@few
@given(cases(), st.sampled_from([1e-3, 0.5, 12.0, 1e3]))
def test_unit_of_an_item_scales_its_stocks_and_nothing_else(case: Case, factor: float) -> None:
    shells = pl.col("item") == "shell_155mm"
    sites = case.table("sites").filter(shells)["site"].to_list()
    stages: list[tuple[dict[str, dict[str, float]], pl.Expr]] = [
        ({"items": {"price": 1 / factor}}, shells),
        ({"recipes": {"quantity": 1 / factor}}, shells),
        ({"sites": {"capex": 1 / factor, "rate_max": factor}}, shells),
        ({"capacity": {"rate": factor}}, pl.col("site").is_in(sites)),
        ({"stocks": {"quantity": factor}, "deliveries": {"quantity": factor}, "uses": {"rate": factor}}, shells),
        ({"scales": {"per_force": factor}}, shells),
    ]
    other = case
    for changes, rows in stages:
        other = factored(other, changes, rows)
    plan, again = solve(case), solve(other)
    assert again.objective == pytest.approx(plan.objective, abs=1e-7)
    at_test = plan.scope.weight_of_ticks > 0
    assert _missing(again)[:, at_test] == pytest.approx(_missing(plan)[:, at_test], abs=1e-4)


def _missing(plan: Solved) -> np.ndarray:
    """Coverage of the group by item and tick, in percent."""
    rows = outcomes(plan.scope, plan.journal, plan.program, plan.solution)
    group = rows.filter((pl.col("quantity") == "coverage") & (pl.col("place") == "NATO_EUR"))
    return group["value"].to_numpy().reshape(len(plan.scope.needed), -1)


@few
@given(cases(), st.sampled_from([1e-3, 0.1, 7.0, 1e3]))
def test_unit_of_money_changes_nothing(case: Case, factor: float) -> None:
    changes = {
        "economy": {"gdp": factor},
        "funds": {"amount": factor},
        "items": {"price": factor},
        "sites": {"capex": factor},
    }
    other = factored(case, changes)
    other = factored(other, {"parameters": {"value": 1 / factor}}, pl.col("parameter") == "money_price")
    plan, again = solve(case), solve(other)
    assert again.objective == pytest.approx(plan.objective, abs=1e-8)
    np.testing.assert_allclose(again.program.scaled_matrix.toarray(), plan.program.scaled_matrix.toarray(), rtol=1e-9)


# trees ---------------------------------------------------------------------------------------------------------------


@few
@given(cases(), st.integers(0, 14))
def test_a_tree_of_one_branch_is_the_calendar(case: Case, after: int) -> None:
    plain = Scope.of(case, Question())
    tree = replace(plain, calendar=plain.calendar.branch(after, [1.0]))
    assert identical(build(plain), build(tree))


@few
@given(cases(), st.integers(0, 14), st.sampled_from([(0.5, 0.5), (0.2, 0.8), (0.3, 0.3, 0.4)]))
def test_equal_branches_change_nothing(case: Case, after: int, shares: tuple[float, ...]) -> None:
    """A plan for branches that are all alike does neither better nor worse than one plan."""
    plain = Scope.of(case, Question())
    tree = replace(plain, calendar=plain.calendar.branch(after, shares))
    assert solve(case, scope=tree).objective == pytest.approx(solve(case, scope=plain).objective, abs=1e-8)
