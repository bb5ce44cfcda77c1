"""Levers and corridors of the days clock: what they earn is what the changed case comes to, remembered or not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.answers.runs import SavedRun
from sinews.clocks.days import answer as days
from sinews.clocks.days.answer import CORRIDORS, DaysAnswer
from sinews.clocks.days.kept import Movements, key, name_of
from sinews.clocks.days.options import Movement
from sinews.clocks.days.scope import Moves
from sinews.data.case import Case
from sinews.data.levers import Change, Lever, case_with
from sinews.data.tables import ChangeKind
from tests.answers import asked
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
    assert asked(answer).answer.figures["routes"] == 1  # there is but one way
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
    [effect] = days.run(sketch.case(), extras=[CORRIDORS]).corridors
    assert effect.earned <= 1e-4


def fresh(case: Case) -> Memory:
    """Nothing remembered of the first question yet."""
    return Memory(key(Moves.of(case), "highs"))


def run(case: Case, memory: Memory, workers: int = 1) -> DaysAnswer:
    return days.run(case, means=Means(workers=workers, memory=memory), extras=[CORRIDORS])


def test_what_is_remembered_gives_the_same_answer(case: Case, tmp_path: Path) -> None:
    first, second = fresh(case), fresh(case)
    once = run(case, first, workers=2)
    first.write(tmp_path / "found.json")
    second.learn(tmp_path / "found.json")
    second.learn(tmp_path / "nothing.json")
    again = run(case, second)
    assert first.fresh
    assert not second.fresh
    saved, kept = (SavedRun.of(asked(answer).answer) for answer in (once, again))
    assert saved.manifest == kept.manifest
    assert again.plan.journeys == once.plan.journeys
    np.testing.assert_array_equal(again.plan.found.departures.leaving, once.plan.found.departures.leaving)
    assert saved.outcome.equals(kept.outcome)
    assert saved.why.equals(kept.why)


def test_what_is_remembered_of_another_question_is_not_used(case: Case, tmp_path: Path) -> None:
    memory = fresh(case)
    run(case, memory)
    memory.write(tmp_path / "found.json")
    other = Memory(key(Moves.of(case, Movement(tick=24)), "highs"))
    assert other.key != memory.key
    other.learn(tmp_path / "found.json")
    assert (other.records, other.notes) == ({}, [])


def test_routes_that_lead_nowhere_and_damaged_limits_are_found_again(case: Case) -> None:
    memory = fresh(case)
    right = run(case, memory)
    memory.records["limits"] = replace(memory.records["limits"], plain=[{}])
    memory.records["routes"].plain["journeys"][0][-2] = "train_1435:nowhere"
    assert Movements(memory).routes(Moves.of(case)) is None
    again = run(case, memory)
    assert (again.late, again.why) == (right.late, right.why)
    assert len(memory.notes) == 1


def test_the_key_depends_on_tables_of_the_days_clock_and_no_others(case: Case) -> None:
    first = key(Moves.of(case), "highs")
    stocks = case.table("stocks")
    assert key(Moves.of(case.change("stocks", stocks.head(stocks.height - 1))), "highs") == first
    assert key(Moves.of(case_with(case, lever("wagons"))), "highs") != first
    assert key(Moves.of(case, Movement(whole=True)), "highs") == first


def test_a_lever_that_changes_is_another_one() -> None:
    one, other = lever("wagons"), Lever("wagons", "wagons", (LEVERS["links"],))
    assert name_of(((one, 1.0),)) != name_of(((other, 1.0),))
    assert name_of(((one, 1.0),)) != name_of(((one, 2.0),))
