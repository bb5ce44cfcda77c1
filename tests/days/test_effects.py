"""Levers and corridors of the days clock: what they earn is what the changed case comes to, remembered or not."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sinews.clocks.days.found import Movements, key_of, name_of

from sinews.clocks.days import answer as days
from sinews.clocks.days.kept import results, saved
from sinews.clocks.days.scope import Movement, Moves
from sinews.data.case import Case
from sinews.data.levers import Change, Lever, case_with
from sinews.data.tables import ChangeKind
from tests.days.network import Sketch, railway
from tests.days.test_laws import FEW, networks

#: Twice the wagons, twice the capacity of links, faster permission.
LEVERS = {
    "wagons": Change("pools", "quantity", ChangeKind.MULTIPLY, 2.0),
    "links": Change("links", "capacity", ChangeKind.MULTIPLY, 2.0),
    "terminals": Change("transfers", "throughput", ChangeKind.MULTIPLY, 2.0),
}


def lever(code: str) -> Lever:
    return Lever(code, code, (LEVERS[code],))


def line() -> Sketch:
    """A railway of two links with wagons for two trains, and a corridor over its second link."""
    sketch = railway("A", "B", "C", quantity=60)
    return sketch.add("corridors", corridor="east").add("corridor_links", corridor="east", link="B-C-rail")


@pytest.fixture(scope="module")
def case() -> Case:
    return line().case()


def test_a_lever_earns_what_the_changed_case_comes_to(case: Case) -> None:
    """Two trains of wagons take ten trains in five turns of four days; four trains take three turns."""
    answer = days.run(case)
    assert results(answer)["routes"] == 1  # there is but one way
    [effect] = days.pull(answer, [lever("wagons")])
    changed = days.run(case_with(case, lever("wagons")))
    assert effect.late == pytest.approx(changed.late, abs=1e-6)
    assert effect.earned == pytest.approx(answer.late - changed.late, abs=1e-6)
    assert [one.day for one in effect.closures] == [pytest.approx(one.day) for one in changed.closures]
    assert effect.earned > 1


def test_levers_that_free_nothing_earn_nothing(case: Case) -> None:
    effects = days.pull(days.run(case), [lever("terminals"), lever("links"), lever("wagons")])
    assert [effect.code for effect in effects] == ["wagons", "links", "terminals"]
    assert [effect.earned for effect in effects[1:]] == pytest.approx([0, 0], abs=1e-6)


@FEW
@given(networks(), st.sampled_from(sorted(LEVERS)))
def test_a_lever_never_hurts(sketch: Sketch, code: str) -> None:
    [effect] = days.pull(days.run(sketch.case()), [lever(code)])
    assert effect.earned >= -1e-4


@FEW
@given(networks())
def test_a_corridor_out_of_service_never_helps(sketch: Sketch) -> None:
    sketch.add("corridors", corridor="east").add("corridor_links", corridor="east", link="N-Z-road")
    [effect] = days.run(sketch.case(), asked=days.Asked(corridors=True)).corridors
    assert effect.earned <= 1e-4


def test_what_is_remembered_gives_the_same_answer(case: Case, tmp_path: Path) -> None:
    asked = days.Asked(corridors=True)
    first = Movements(key_of(Moves.of(case), "highs"))
    fresh = days.run(case, asked=asked, movements=first, workers=2)
    first.write(tmp_path / "found.json")
    second = Movements.read(first.key, tmp_path / "found.json", tmp_path / "nothing.json")
    again = days.run(case, asked=asked, movements=second)
    assert first.fresh
    assert not second.fresh
    assert results(again) == results(fresh)
    assert again.plan.journeys == fresh.plan.journeys
    np.testing.assert_array_equal(again.plan.found.departures.leaving, fresh.plan.found.departures.leaving)
    assert saved(again).outcome.equals(saved(fresh).outcome)
    assert saved(again).why.equals(saved(fresh).why)


def test_what_is_remembered_of_another_question_or_damaged_is_not_used(case: Case, tmp_path: Path) -> None:
    movements = Movements(key_of(Moves.of(case), "highs"))
    days.run(case, movements=movements)
    path = tmp_path / "found.json"
    movements.write(path)
    other = key_of(Moves.of(case, Movement(tick=24)), "highs")
    assert other != movements.key
    assert not Movements.read(other, path).known
    path.write_text("{", encoding="utf-8")
    assert not Movements.read(movements.key, path).known
    path.write_text(json.dumps({"key": movements.key}), encoding="utf-8")
    assert not Movements.read(movements.key, path).known


def test_routes_that_lead_nowhere_and_damaged_limits_are_found_again(case: Case) -> None:
    movements = Movements(key_of(Moves.of(case), "highs"))
    right = days.run(case, movements=movements)
    movements.known["limits"] = [{}]
    movements.known["routes"]["journeys"][0][-2] = "train_1435:nowhere"
    assert movements.routes(Moves.of(case)) is None
    again = days.run(case, movements=movements)
    assert (again.late, again.why) == (right.late, right.why)


def test_the_key_depends_on_tables_of_the_days_clock_and_no_others(case: Case) -> None:
    key = key_of(Moves.of(case), "highs")
    stocks = case.table("stocks")
    assert key_of(Moves.of(case.change("stocks", stocks.head(stocks.height - 1))), "highs") == key
    assert key_of(Moves.of(case_with(case, lever("wagons"))), "highs") != key
    assert key_of(Moves.of(case, Movement(whole=True)), "highs") == key


def test_a_lever_that_changes_is_another_one() -> None:
    one, other = lever("wagons"), Lever("wagons", "wagons", (LEVERS["links"],))
    assert name_of(one, 1.0) != name_of(other, 1.0)
    assert name_of(one, 1.0) != name_of(one, 2.0)
