"""Laws of the parts: calendar, threat, needs, ledger, and the written program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import highspy
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.spending import needs
from sinews.clocks.years.threat import pool
from sinews.data.months import month_after, months_between
from sinews.model.calendar import Array, Calendar, Lag
from sinews.model.journal import Balance, Subjects, Term
from sinews.model.ledger import Ledger
from sinews.model.solver.choice import write_program
from sinews.model.solver.highs import HighsSession
from tests.laws.cases import base, factored, scope, with_table

START = date(2026, 1, 1)
lengths = st.lists(st.sampled_from([1, 1, 3, 2, 6]), min_size=1, max_size=14)
months = st.floats(0, 30, allow_nan=False).map(lambda value: round(value, 3))


def dense(calendar: Calendar, lag: Lag) -> Array:
    """Shares as a matrix: sources by targets."""
    matrix = np.zeros((len(calendar), len(calendar)))
    matrix[lag.source, lag.target] = lag.share
    return matrix


# calendar ------------------------------------------------------------------------------------------------------------


@given(lengths, months, months)
def test_a_flow_arrives_whole_or_leaves_the_horizon(ticks: list[int], delay: float, spread: float) -> None:
    calendar = Calendar.of_lengths(START, ticks)
    arrived = dense(calendar, calendar.lag(delay, spread)).sum(axis=1)
    assert (arrived <= 1 + 1e-9).all()
    inside = calendar.end + delay + spread <= calendar.months
    assert arrived[inside] == pytest.approx(np.ones(inside.sum()), abs=1e-7)
    beyond = calendar.start + delay >= calendar.months
    assert (arrived[beyond] == 0).all()


@given(lengths, months, months, st.integers(0, 13), st.sampled_from([(0.5, 0.5), (0.1, 0.2, 0.7)]))
def test_a_flow_arrives_in_every_branch(
    ticks: list[int], delay: float, spread: float, after: int, shares: tuple[float, ...]
) -> None:
    """In each branch of a tree the same part of a flow arrives as in the plain calendar, and none in its sisters."""
    plain = Calendar.of_lengths(START, ticks)
    after = min(after, len(plain) - 1)
    tree = plain.branch(after, shares)
    tail = len(plain) - after - 1
    whole, found = dense(plain, plain.lag(delay, spread)), dense(tree, tree.lag(delay, spread))
    trunk = np.arange(after + 1)
    for branch in range(len(shares)):
        mine = np.concatenate([trunk, after + 1 + branch * tail + np.arange(tail)])
        np.testing.assert_allclose(found[np.ix_(mine, mine)], whole, atol=1e-9)
        others = np.setdiff1d(np.arange(len(tree)), mine)
        assert not found[np.ix_(mine[after + 1 :], others)].any()


@given(st.integers(1, 20), st.integers(0, 12), st.integers(0, 12))
def test_delays_of_whole_months_compose(ticks: int, first: int, second: int) -> None:
    calendar = Calendar.of_lengths(START, [1] * ticks)
    matrices = [dense(calendar, calendar.lag(float(delay))) for delay in (first, second, first + second)]
    np.testing.assert_allclose(matrices[0] @ matrices[1], matrices[2], atol=1e-12)


@given(lengths, months, months, months)
def test_a_longer_delay_never_arrives_earlier(ticks: list[int], delay: float, spread: float, more: float) -> None:
    calendar = Calendar.of_lengths(START, ticks)
    soon = dense(calendar, calendar.lag(delay, spread)).cumsum(axis=1)
    assert (dense(calendar, calendar.lag(delay + more, spread)).cumsum(axis=1) <= soon + 1e-6).all()
    assert (dense(calendar, calendar.lag(delay, spread + more)).cumsum(axis=1) <= soon + 1e-6).all()


@given(lengths)
def test_no_delay_changes_nothing(ticks: list[int]) -> None:
    calendar = Calendar.of_lengths(START, ticks)
    np.testing.assert_allclose(dense(calendar, calendar.lag(0.0)), np.eye(len(calendar)), atol=1e-12)


@given(st.integers(1, 60), st.integers(-2, 70))
def test_ticks_cover_the_horizon_without_gap(count: int, monthly: int) -> None:
    end, until = month_after(START, count - 1), month_after(START, monthly)
    calendar = Calendar.between(START, end, until)
    assert calendar.start[0] == 0
    assert (calendar.start[1:] == calendar.end[:-1]).all()
    assert calendar.months == count
    assert months_between(START, end) == count - 1
    series = np.arange(count, dtype=float)
    assert calendar.sum(series).sum() == series.sum()
    assert (calendar.mean(series) * calendar.length).sum() == pytest.approx(series.sum())


@given(lengths, st.integers(0, 13), st.sampled_from([(1.0,), (0.5, 0.5), (0.1, 0.2, 0.7)]))
def test_branches_share_their_probability(ticks: list[int], after: int, shares: tuple[float, ...]) -> None:
    plain = Calendar.of_lengths(START, ticks)
    tree = plain.branch(min(after, len(plain) - 1), shares)
    for start in plain.start:
        assert tree.share[tree.start == start].sum() == pytest.approx(1)
    assert (tree.parent < np.arange(len(tree))).all()
    assert len(set(tree.labels)) == len(tree)


# threat --------------------------------------------------------------------------------------------------------------

statements = st.lists(
    st.tuples(st.sampled_from(["A", "B", "C"]), st.integers(-12, 90), st.integers(0, 40)), min_size=1, max_size=8
)


def table(rows: list[tuple[str, int, int]]) -> pl.DataFrame:
    spans = [(month_after(START, first), month_after(START, first + count)) for _, first, count in rows]
    return pl.DataFrame(
        {
            "threat": [f"t{number}" for number in range(len(rows))],
            "office": [office for office, _, _ in rows],
            "earliest": [first for first, _ in spans],
            "latest": [last for _, last in spans],
        }
    )


@given(statements, st.sampled_from([0.0, 0.1, 0.5]))
def test_threat_sums_to_one(rows: list[tuple[str, int, int]], tail: float) -> None:
    threat = pool(table(rows), START, START, tail, 60)
    if len(threat.set_aside) < len(rows):
        assert threat.probability.sum() == pytest.approx(1)
    assert threat.probability.min() >= 0
    assert threat.quantile(0.2) <= threat.quantile(0.8)


@given(statements)
def test_every_office_weighs_the_same(rows: list[tuple[str, int, int]]) -> None:
    """Pooled, the offices that still say anything are the mean of each alone; saying it twice changes nothing."""
    whole = pool(table(rows), START, START)
    alone = [pool(table([row for row in rows if row[0] == office]), START, START) for office in "ABC"]
    length = max(len(whole.probability), *(len(one.probability) for one in alone))
    heard = [one.within(length) for one in alone if one.probability.sum() > 0]
    if heard:
        np.testing.assert_allclose(whole.within(length), np.mean(heard, axis=0), atol=1e-12)
    twice = pool(table([*rows, *rows]), START, START)
    np.testing.assert_allclose(twice.within(length), whole.within(length), atol=1e-12)


@given(statements, st.integers(0, 40))
def test_nothing_is_expected_in_the_past(rows: list[tuple[str, int, int]], known: int) -> None:
    threat = pool(table(rows), START, month_after(START, known))
    assert not threat.probability[:known].any()
    assert len(threat.set_aside) == sum(first + count < known for _, first, count in rows)


@given(statements, st.sampled_from([0.0, 0.1, 0.5]), st.floats(0.01, 0.99))
def test_what_rests_on_statements_is_a_part_of_all(rows: list[tuple[str, int, int]], tail: float, level: float) -> None:
    """Probability is statements and tail; the tail lies in the horizon only, and a stated quantile has a statement.

    Without a tail every quantile is stated; where all statements have passed, none is.
    """
    threat = pool(table(rows), START, START, tail, 60)
    rest = threat.probability - threat.on_statements
    assert rest.min() >= -1e-12
    assert rest[60:].max(initial=0.0) == pytest.approx(0, abs=1e-12)
    assert threat.stated is (len(threat.set_aside) < len(rows))
    if not threat.stated:
        assert threat.stated_quantile(level) is None
    elif tail == 0:
        assert threat.stated_quantile(level) == threat.quantile(level)
    found = threat.stated_quantile(level)
    if found is not None:
        assert threat.on_statements[months_between(START, found)] > 0
    assert threat.within(60).sum() + threat.beyond(60) == pytest.approx(threat.probability.sum())


# needs ---------------------------------------------------------------------------------------------------------------


@given(st.floats(0.1, 50), st.sampled_from(["forces.quantity", "scales.per_force", "scales.days"]))
def test_needs_are_linear(factor: float, what: str) -> None:
    name, column = what.split(".")
    case, allies = base(), ("DEU", "POL")
    more = needs(factored(case, {name: {column: factor}}), "force_goals", allies)
    assert more["quantity"].to_list() == pytest.approx(
        (needs(case, "force_goals", allies)["quantity"] * factor).to_list()
    )


def test_needs_of_forces_add_up() -> None:
    """Twelve brigades need what five and seven need; each ally's needs are its own."""
    case, allies = base(), ("DEU", "POL")
    forces = case.table("forces")
    split = forces.filter(pl.col("place") == "POL").with_columns(force=pl.lit("other"), quantity=pl.lit(5.0))
    rest = forces.with_columns(quantity=pl.when(pl.col("place") == "POL").then(7.0).otherwise(pl.col("quantity")))
    scales = case.table("scales")
    more = with_table(case, "forces", pl.concat([rest, split]))
    more = with_table(more, "scales", pl.concat([scales, scales.with_columns(force=pl.lit("other"))]))
    columns = ("place", "item", "quantity")
    whole = needs(case, "force_goals", allies).select(columns)
    assert needs(more, "force_goals", allies).select(columns).equals(whole)
    assert needs(case, "force_goals", ("POL",)).select(columns).equals(whole.filter(pl.col("place") == "POL"))


# ledger --------------------------------------------------------------------------------------------------------------

ABOUT = Subjects({"place": ["POL", "DEU"]}, ["shell", "shell"])
ROWS = np.arange(2)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_the_ledger_fills_no_gap(wrong: float) -> None:
    """A coefficient that is missing or without end is refused, with the name of its block."""
    ledger = Ledger(Calendar.of_lengths(START, [1, 1, 1]))
    made = ledger.variable("output", ABOUT)
    values = np.array([1.0, wrong, 1.0])
    places = ABOUT.columns["place"]
    with pytest.raises(ValueError, match="flow of output into balance stock"):
        ledger.flow("deliveries", Balance("stock"), places, ABOUT.items, values, made)
    with pytest.raises(ValueError, match="bare amount into balance stock"):
        ledger.flow("deliveries", Balance("stock"), places, ABOUT.items, values)
    with pytest.raises(ValueError, match="charge money on output"):
        ledger.charge("money", made, values)
    with pytest.raises(ValueError, match="limit line, term output"):
        ledger.limit("line", ABOUT, [Term(made, ROWS, values)], upper=1.0)


def test_the_ledger_refuses_bounds_that_are_missing_or_crossed() -> None:
    ledger = Ledger(Calendar.of_lengths(START, [1, 1]))
    with pytest.raises(ValueError, match="variable output"):
        ledger.variable("output", ABOUT, upper=np.array([[1.0, np.nan]]))
    with pytest.raises(ValueError, match="variable output"):
        ledger.variable("output", ABOUT, lower=2.0, upper=1.0)
    made = ledger.variable("output", ABOUT)
    with pytest.raises(ValueError, match="limit line"):
        ledger.limit("line", ABOUT, [Term(made, ROWS, 1.0)], upper=np.nan)


def test_the_ledger_refuses_shapes_that_do_not_fit() -> None:
    ledger = Ledger(Calendar.of_lengths(START, [1, 1]))
    made = ledger.variable("output", ABOUT)
    with pytest.raises(ValueError, match="broadcast"):
        ledger.charge("money", made, np.ones((3, 2)))
    with pytest.raises(ValueError, match="no heading"):
        ledger.flow("", Balance("stock"), ABOUT.columns["place"], ABOUT.items, 1.0, made)
    with pytest.raises(ValueError, match="2 subjects, 1 places and 2 items"):
        ledger.flow("deliveries", Balance("stock"), ["POL"], ABOUT.items, 1.0, made)


# the written program -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["mps", "lp"])
def test_a_written_program_is_the_program(ending: str, tmp_path: Path) -> None:
    program = build(scope(base()))
    path = tmp_path / f"program.{ending}"
    write_program(program, path)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    first = path.read_bytes()
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(path)) == highspy.HighsStatus.kOk
    assert (highs.getNumCol(), highs.getNumRow()) == (len(program.lower), len(program.row_lower))
    highs.run()
    assert highs.getInfo().objective_function_value == pytest.approx(HighsSession(program).solve().objective, abs=1e-8)
    names = {highs.getColName(number)[1] for number in range(highs.getNumCol())}
    assert names == set(program.column_names())
    write_program(program, path)
    assert path.read_bytes() == first


@settings(max_examples=3)
@given(st.integers(2, 10))
def test_names_are_unique_in_a_tree(after: int) -> None:
    plain = scope(base())
    program = build(Scope(plain.case, plain.question, plain.calendar.branch(after, (0.5, 0.5))))
    assert len(set(program.column_names())) == len(program.lower)
    assert len(set(program.row_names())) == len(program.row_lower)
