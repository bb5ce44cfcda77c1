"""Laws of classes: a proven bound, the same where members are alike, and effects that are those of the whole."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.clocks.years import answer as years
from sinews.clocks.years import classed
from sinews.clocks.years.classes import Likeness, Looks
from sinews.clocks.years.deadline import earliest
from sinews.clocks.years.limits import (
    BUILD_LAG,
    CHAIN,
    DELAY,
    LEAD_TIME,
    LINES,
    MONEY,
    OFFICE,
    PEOPLE,
    ROOM,
    SERVICEABILITY,
    Limit,
)
from sinews.clocks.years.measured import Effect
from sinews.clocks.years.measuring import hired
from sinews.clocks.years.page.sentences import by_classes
from sinews.clocks.years.program import build
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.levers import Change, Lever
from sinews.data.tables import ChangeKind
from sinews.model.classes import Classes, classified
from sinews.model.program import Block, Program
from sinews.model.solver.highs import HighsSession
from tests.laws.cases import base, cases, multiplied, scope, with_table
from tests.laws.test_measured import near
from tests.model import Tiny, frame, refer

few = settings(max_examples=5)

#: What HiGHS may be off: its own tolerance is 1e-7 of an item's size.
NEAR = 1e-6

TWINS, OTHERS = ("AAA", "BBB"), ("CCC",)


def twins() -> Case:
    """Two allies that are alike to the last number, and a third that waits longer and has a stock beyond its need."""
    tiny = Tiny(months=36, monthly=12)
    tiny.item("shell", price=0.5, lead=2.0, loss=3.0, advance=30).item("tank", price=8.0, lead=5.0)
    tiny.item("powder", needed=False).part("shell", "powder", 2.0)
    for ally in (*TWINS, *OTHERS):
        tiny.ally(ally, 400, delay=3.0 if ally in TWINS else 6.0)
        tiny.need(ally, "shell", 600).need(ally, "tank", 40).stock(ally, "tank", 5 if ally in TWINS else 60)
        tiny.ordered(ally, "shell", 2, 9, 50)
        tiny.line(f"works_{ally}", ally, "shell", 9, rate_max=30, capex=2.0, lag=4.0, ramp=3.0)
        tiny.line(f"hall_{ally}", ally, "tank", 1, rate_max=3, capex=9.0, lag=6.0, ramp=2.0)
    tiny.line("mill", "CCC", "powder", 60, rate_max=150, lag=3.0)
    tiny.test(10, 34).test(20, 26, "Second office")
    return tiny.parameters(carry_over_share=20, first_half_weight=2, money_price=0.01).case()


def alike(scope: Scope, program: Program) -> Likeness:
    return Likeness((Looks.of(scope, program, frozenset()),), scope)


# a bound ---------------------------------------------------------------------------------------------------------


@few
@given(cases(), st.integers(0, 2**32 - 1))
def test_any_classes_are_a_bound(case: Case, seed: int) -> None:
    """Whatever is summed up, the objective is never above that of the whole, and its charges are shared out whole."""
    chance = random.Random(seed)  # noqa: S311 - a partition, not a secret
    program = build(scope(case))

    def partition(block: Block) -> list[tuple[str, int]]:
        return [(item, chance.randrange(2)) for item in block.subjects["item"]]

    classes, smaller = classified(program, partition)
    assert smaller.matrix.shape < program.matrix.shape
    best, bound = HighsSession(program).solve(), HighsSession(smaller).solve()
    assert bound.objective <= best.objective + NEAR
    whole = classes.whole(program, bound, lambda block: np.ones(len(block)))
    assert program.cost @ whole.value == pytest.approx(bound.objective, abs=NEAR)
    assert (whole.value <= program.upper + NEAR * program.column_sizes).all()
    assert program.bound(whole.price) == pytest.approx(bound.objective, abs=NEAR)


@few
@given(cases())
def test_what_is_alike_is_a_bound_of_dates_as_well(case: Case) -> None:
    """No date by classes is later than that of the whole."""
    here = scope(near(case))
    program = build(here)
    _, smaller = classified(program, alike(here, program))
    dates = [earliest(one, HighsSession(one), 0.95).instant for one in (smaller, program)]
    instants = [np.inf if instant is None else instant for instant in dates]
    assert instants[0] <= instants[1] + NEAR


def test_what_is_alone_stays_as_it_is() -> None:
    program = build(scope(base()))
    _, same = classified(program, lambda block: range(len(block)))
    assert same.row_names() == program.row_names()
    assert same.column_names() == program.column_names()
    assert np.array_equal(same.matrix.toarray(), program.matrix.toarray())


def test_columns_that_are_no_longer_equal_are_not_one() -> None:
    program = build(scope(twins()))
    classes, _ = classified(program, alike(scope(twins()), program))
    for table, column in (("sites", "capex"), ("places", "contracting_delay")):
        factors = [2.0] + [1.0] * (twins().table(table).height - 1)
        assert classes.program(build(scope(multiplied(twins(), table, column, factors)))) is None
    dearer = build(scope(multiplied(twins(), "items", "price", 2.0)))
    assert classes.program(dearer) is not None


def test_lines_with_other_lead_times_are_not_one() -> None:
    """Two lines that are alike but for it are two; by classes, the objective is still a bound."""
    case = twins()
    sites = case.table("sites")
    own = pl.when(pl.col("site") == sites["site"][0]).then(2.0).alias("lead_time")
    here = scope(with_table(case, "sites", sites.with_columns(own)))
    program = build(here)
    rows = {site: look for (site, _), look in Looks.of(here, program, frozenset()).lines.items()}
    before = {site: look for (site, _), look in Looks.of(scope(case), program, frozenset()).lines.items()}
    assert len(set(rows.values())) == len(set(before.values())) + 1
    _, smaller = classified(program, alike(here, program))
    assert smaller.matrix.shape < program.matrix.shape
    assert HighsSession(smaller).solve().objective <= HighsSession(program).solve().objective + NEAR


# twins -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def reference(monkeypatch: pytest.MonkeyPatch) -> Reference:
    """The twins, measured by classes."""
    monkeypatch.setattr(classed, "FEWEST", 0)
    monkeypatch.setattr(classed, "LARGEST", 1.0)
    return refer(twins())


def test_twins_are_as_good_as_the_whole(reference: Reference) -> None:
    by = reference.classed
    assert by is not None
    assert by.dated
    assert by.program.matrix.shape < reference.program.matrix.shape
    assert by.measured.objective == pytest.approx(reference.solution.objective, abs=NEAR)
    assert by.measured.shortfall_months == pytest.approx(reference.measured.shortfall_months, abs=1e-3)
    assert by.deadline.instant == pytest.approx(reference.deadline.instant, abs=NEAR)


@pytest.mark.parametrize(
    ("limit", "subject"),
    [
        (LINES, "shell"),
        (LINES, "powder"),
        (ROOM, "shell"),
        (CHAIN, "shell"),
        (LEAD_TIME, "tank"),
        (BUILD_LAG, "shell"),
        (DELAY, "NATO_EUR"),
        (DELAY, "AAA"),  # one of the twins, which are none any more
        (DELAY, "CCC"),
        (MONEY, "AAA"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_effects_are_those_of_the_whole(reference: Reference, limit: Limit, subject: str) -> None:
    lever = limit.lever(reference.scope, subject)
    assert_same(effect(reference, lever), effect(replace(reference, by_classes=False), lever))


@pytest.mark.parametrize(
    ("limit", "subject", "steps"),
    [
        (OFFICE, "AAA", 1.0),
        (OFFICE, "CCC", 1.0),
        (OFFICE, "BBB", -3.0),  # less than before: measured whole
        (SERVICEABILITY, "tank", 1.0),
        (DELAY, "AAA", 1.0),
        (LINES, "shell", 1.0),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_offices_and_upkeep_are_those_of_the_whole(
    limit: Limit, subject: str, steps: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offices of the twins are alike, one ally's binds and that of one of the twins has no more to give."""
    monkeypatch.setattr(classed, "FEWEST", 0)
    monkeypatch.setattr(classed, "LARGEST", 1.0)
    case, rows = twins(), Tiny().office("AAA", 700).office("BBB", 700).office("CCC", 60, growth=10)
    rows.serviceable("tank", 40, 70, 60, lag=4.5, cost=10)
    for table, cells in rows.tables.items():
        case = case.change(table, frame(cells))
    made = refer(case)
    assert made.classed is not None
    lever = limit.lever(made.scope, subject)
    whole = replace(made, by_classes=False)
    assert_same(effect(made, lever, steps), effect(whole, lever, steps))


@pytest.mark.parametrize(
    ("limit", "subject", "steps"),
    [(PEOPLE, "AAA", 1.0), (PEOPLE, "BBB", -3.0), (LINES, "shell", 1.0)],
    ids=lambda value: getattr(value, "name", value),
)
def test_people_are_those_of_the_whole(
    limit: Limit, subject: str, steps: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People of the twins serve on the same terms; where they are too few for crews, each of them stands alone."""
    monkeypatch.setattr(classed, "FEWEST", 0)
    monkeypatch.setattr(classed, "LARGEST", 1.0)
    case, rows = twins(), Tiny().crew("tank", 5)
    for place in ("AAA", "BBB"):
        rows.people(place, 900, 90, leave=5, dropout=10, training=3, pay=0.01)
    rows.people("CCC", 900, 90, leave=5, dropout=20, training=2.5, pay=0.02)
    for table, cells in rows.tables.items():
        case = case.change(table, frame(cells))
    made = refer(case)
    assert made.classed is not None
    lever = limit.lever(made.scope, subject)
    found = effect(made, lever, steps)
    assert_same(found, effect(replace(made, by_classes=False), lever, steps))
    assert (found.points > 0) is (steps > 0)


@pytest.mark.parametrize(
    "change",
    [
        Change("items", "price", ChangeKind.MULTIPLY, 1.5),
        Change("paths", "share", ChangeKind.MULTIPLY, 0.5, selection=(("place", ("AAA",)),)),
        Change("forces", "quantity", ChangeKind.MULTIPLY, 1.2),
        Change("sites", "build_lag", ChangeKind.ADD, -2.0, selection=(("place", ("BBB",)),)),
        Change("items", "loss_rate", ChangeKind.ADD, 2.0),
    ],
    ids=lambda change: change.table + change.column,
)
def test_other_changes_are_those_of_the_whole(reference: Reference, change: Change) -> None:
    """What may make money short is measured whole; a line that differs is one no longer."""
    lever = Lever("other", "Another change", (change,))
    assert_same(effect(reference, lever), effect(replace(reference, by_classes=False), lever))


def test_a_date_that_classes_do_not_come_to_is_searched_on_the_whole(
    reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classed, "NEAR_DAYS", -1.0)
    lever = LINES.lever(reference.scope, "shell")
    assert reference.classed is not None
    assert not reference.classed.dated
    assert_same(effect(reference, lever), effect(replace(reference, by_classes=False), lever))


def test_classes_that_come_to_another_plan_are_not_used(reference: Reference, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classed, "NEAR", -1.0)
    assert reference.classed is None
    assert reference.bound is None


def test_the_bound_is_said_and_remembered(reference: Reference) -> None:
    """With the findings, and again where these are remembered and nothing is measured."""
    memory = Memory()
    first = years.answered(reference.scope, Means(memory=memory))
    assert first.bound == pytest.approx(0, abs=1e-4)
    assert "a proven bound" in by_classes(first)
    again = years.answered(reference.scope, Means(memory=memory))
    assert again.bound == first.bound
    assert again.reference.bound is None
    assert by_classes(years.answer(first.reference)) == ""


def effect(reference: Reference, lever: Lever, steps: float = 1.0) -> Effect:
    with hired(reference) as workers:
        return workers.effects([((lever, steps),)])[0]


def assert_same(mine: Effect, other: Effect) -> None:
    assert mine.objective == pytest.approx(other.objective, abs=100 * NEAR)
    assert mine.points == pytest.approx(other.points, abs=1e-3)
    assert mine.ready == other.ready
    assert mine.days == pytest.approx(other.days, abs=1e-2)


def test_few_allies_are_measured_whole() -> None:
    """A program that is small is solved as it is."""
    assert refer(twins()).classed is None
    assert isinstance(Classes.of(build(scope(base())), lambda block: range(len(block))), Classes)
