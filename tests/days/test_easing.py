"""What makes nothing harder never makes a plan worse: on made-up networks, on paper, column by column; days as told."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinews.clocks.days import answer as days
from sinews.clocks.days import effects
from sinews.clocks.days.closure import Closure, rounded
from sinews.clocks.days.easing import SIDES, Side, eases
from sinews.clocks.days.effects import Effect, planned, without
from sinews.clocks.days.page import sentences
from sinews.clocks.days.plan import Plan, plan
from sinews.clocks.days.scope import Moves
from sinews.model.calendar import Hours
from tests.days.answers import two_ways
from tests.days.network import Sketch, railway
from tests.days.test_laws import FEW, networks

#: Rounding of an interior point, relative to objectives here (days).
CLOSE = 1e-5


def shorter(sketch: Sketch) -> None:
    for row in sketch.rows["links"][::2]:
        row["length"] = float(str(row["length"])) / 3


def wider(sketch: Sketch) -> None:
    for row in sketch.rows["links"][1::2]:
        row["capacity"] = float(str(row["capacity"])) * 1.5


def farther_pool(sketch: Sketch) -> None:
    sketch.add("pools", pool="more", carrier="train", home="Z", quantity=40, notice=2)


EASINGS: tuple[Callable[[Sketch], None], ...] = (shorter, wider, farther_pool)


def changed(sketch: Sketch, *changes: Callable[[Sketch], None]) -> Moves:
    copy = deepcopy(sketch)
    for change in changes:
        change(copy)
    return Moves.of(copy.case())


@FEW
@given(networks(), st.sampled_from(EASINGS))
def test_a_shorter_link_more_capacity_and_one_more_pool_never_make_the_objective_worse(
    sketch: Sketch, easing: Callable[[Sketch], None]
) -> None:
    now, easier = plan(changed(sketch)), changed(sketch, easing)
    assert eases(now.scope, easier)
    assert not eases(easier, now.scope)
    then = planned(now, easier)
    assert then.solution.objective <= now.solution.objective
    assert planned(then, now.scope).solution.objective >= then.solution.objective - CLOSE


def far_pool() -> tuple[Plan, Moves]:
    """Thirty wagons at A, where all is; and as many again at Z, ten days off, which make the mean way five days.

    With both, wagons of either would reach A on day 5 at the earliest; those of A alone take the first train on day 0.
    """
    sketch = railway("A", "B", quantity=30)
    sketch.node("Z").link("Z", "A", "rail", gauge=1435, length=1200)
    more = deepcopy(sketch)
    more.add("pools", pool="far", carrier="train_1435", home="Z", quantity=30)
    return plan(Moves.of(sketch.case())), Moves.of(more.case())


def test_a_pool_too_far_away_to_help_is_left_alone() -> None:
    now, then = far_pool()
    assert plan(then).solution.objective > now.solution.objective + 0.1
    assert planned(now, then) is now


def test_a_way_that_is_lost_costs_nothing_where_a_better_plan_is_found_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The plan that is found then is one of now as well: the search had stopped before it."""
    now = plan(Moves.of(two_ways().case()))
    then = plan(without(now.scope, "way_around"))
    assert then.solution.objective > now.solution.objective
    assert planned(now, then.scope).scope is not now.scope
    found = replace(then, solved=replace(then.solved, solution=replace(then.solution, objective=-1.0)))
    monkeypatch.setattr(effects, "plan", lambda *_: found)
    assert planned(now, then.scope) is now


@pytest.mark.parametrize(("table", "column"), [(table, column) for table, sides in SIDES.items() for column in sides])
def test_every_column_has_its_easier_side(table: str, column: str) -> None:
    """A number on its easier side eases, one on the other does not; nothing changed eases both ways."""
    sketch = two_ways()
    sketch.add("prepositioned", formation="first", load="heavy", node="B", quantity=10)
    sketch.rows["carriers"][0]["loading"], sketch.rows["carriers"][0]["loading_time"] = "anywhere", 1
    sketch.add("borders", from_place="DEU", to_place="POL").add("borders", from_place="POL", to_place="DEU")

    def with_number(value: float) -> Moves:
        copy = deepcopy(sketch)
        copy.rows[table][0][column] = value
        return Moves.of(copy.case())

    now, above = with_number(20), with_number(22)
    easier, harder = (above, now) if SIDES[table][column] is Side.MORE else (now, above)
    assert eases(harder, easier)
    assert not eases(easier, harder)
    assert eases(now, now)


@pytest.mark.parametrize(
    ("table", "column", "value"), [("arrivals", "quantity", 50), ("formation_loads", "quantity", 200)]
)
def test_what_is_needed_and_what_there_is_to_send_is_the_same_or_nothing_is_eased(
    table: str, column: str, value: float
) -> None:
    now, other = two_ways(), two_ways()
    other.rows[table][0][column] = value
    assert not eases(Moves.of(now.case()), Moves.of(other.case()))


def test_days_of_closure_are_told_in_half_days_and_later_in_steps_of_a_quarter_of_a_tick_at_most() -> None:
    """Ticks of 12 hours to day 30, then of ten days: half-days, then steps of 2 days (a quarter of ten is 2.5)."""
    calendar = Hours.of_days(date(2026, 1, 1), 12, 30, 10, 200)
    days_of = [(27.1, 27.0), (29.9, 30.0), (59.46, 60.0), (190.9, 190.0), (193.7, 194.0), (None, None)]
    rows = rounded([Closure("one", None, 10, day, "heavy") for day, _ in days_of], calendar)
    assert [row.day for row in rows] == [day for _, day in days_of]


def test_tiers_that_get_later_are_said() -> None:
    answer = days.run(two_ways().case())
    later = replace(answer.whole[0], day=(answer.whole[0].day or 0.0) + 3)
    effect = Effect("wagons", "Twice the wagons: rail", 1.0, 0.5, (later,))
    said = replace(answer, levers=(effect,))
    assert sentences.helps(said, effect).endswith("earlier on average; one 3 days later.")
    assert sentences.delaying(said).endswith("not each tier: with twice the wagons one 3 days later.")
    assert sentences.delaying(replace(said, levers=(replace(effect, closures=answer.whole),))) == ""
