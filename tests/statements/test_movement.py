"""The check that asks the days clock, on networks that can be done by hand."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from sinews.clocks.days import answer as days
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.effects import Effect
from sinews.clocks.days.limits import LINK, POOL, TRANSFER
from sinews.clocks.days.why import Bottleneck
from sinews.data.case import Case
from sinews.data.tables import Mode
from sinews.data.tables.days import DAYS
from sinews.statements.movement import heavy_loads, met_by
from sinews.statements.plans import Plans
from sinews.statements.verdict import Outcome, Verdict
from tests import support
from tests.answers import asked
from tests.days.network import Sketch, railway, road
from tests.statements.told import check, statement

HOLDS, IN_PART, NOT, OPEN = Outcome.HOLDS, Outcome.IN_PART, Outcome.DOES_NOT_HOLD, Outcome.OPEN

#: Weight of a heavy vehicle on its transporter, and what the road bears; tonnes.
MASS, BEARS = 100, 50


def two_ways() -> Sketch:
    """100 tanks are due on day 1, when the first can come. A train of ten a day; a road that does not bear ten more.

    Twelve hours bring 5 from day 1 on. Late, in days: the half of 0.95, 0.9, ... 0, which is 4.75. With a tenth more
    trains half of 0.945, 0.89, ... 0.01: 4.2975, so 9.526 % less. With the road 10 in twelve hours: half of 0.9, 0.8,
    ... 0: 2.25, so 52.63 % less.
    """
    sketch = railway("A", "B", capacity=1)
    sketch.rows["tiers"][0]["day"] = 1
    sketch.add("carriers", carrier="transporter", mode="road", loading="anywhere", loading_time=0)
    sketch.add("carriage", load="heavy", carrier="transporter", mass=MASS)
    return sketch.link("A", "B", capacity=1, load_class=BEARS)


def told(sketch: Sketch, threshold: object = 1.0, *, bridges: bool = True) -> Case:
    """The case with the statement, and with a lever that makes the road bear tanks."""
    tables = sketch.tables()
    row = statement("heavy_loads_bind", basis="fact-1", threshold=threshold, unit="percent")
    tables["statements"] = [{key: cell.replace("fact-5", "fact-1") for key, cell in row.items()}]
    if bridges:
        lever, change = dict(tables["levers"][0]), dict(tables["changes"][0])
        tables["levers"] = [*tables["levers"], lever | {"lever": "bridges", "name": "Bridges for tanks"}]
        bears = {"table": "links", "selection": "mode=road", "column": "load_class", "change": "at_least"}
        amount = support.number("amount", MASS)
        tables["changes"] = [
            *tables["changes"],
            change | {"lever": "bridges", "part": "1", "text": ""} | bears | amount,
        ]
    frames = {name: pl.DataFrame(rows) for name, rows in tables.items()}
    return Case.from_tables(sketch.case().settings, frames)


def judged(case: Case, moved: DaysAnswer | None = None) -> Verdict:
    return check(case, Plans(case, [asked(moved)] if moved else ()))


@pytest.mark.parametrize(
    ("threshold", "outcome"), [(1.0, HOLDS), ((9.0, 8.0, 11.0), IN_PART), (20.0, IN_PART), (60.0, NOT)]
)
def test_heavy_loads_bind_where_railway_and_road_sidewould_bring_them_sooner(
    threshold: object, outcome: Outcome
) -> None:
    found = judged(told(two_ways(), threshold))
    assert found.figure is not None
    assert (found.outcome, found.figure.value) == (outcome, pytest.approx(9.526, abs=0.01))
    rail, road_side = found.because.split(". ")[1:]
    assert rail.startswith("On railways 9.5 % of it would go with 10 % more room on A-B-rail (")
    assert road_side.startswith("On roads 53 % of it would go with bridges for tanks (")
    assert found.change.startswith("For railways: it would")
    assert "levers: bridges" in found.rows


def test_a_road_sidethat_nothing_would_help_makes_the_claim_hold_in_part() -> None:
    found = judged(told(two_ways(), bridges=False))
    assert (found.outcome, found.figure and found.figure.value) == (IN_PART, 0.0)
    assert "On roads nothing was found that would bring them sooner (does not hold)." in found.because


def test_a_lever_that_earns_nothing_is_named_as_such() -> None:
    sketch = two_ways()
    sketch.rows["links"][1]["length"] = 12_000  # a hundred days
    found = judged(told(sketch))
    assert (found.outcome, found.figure and found.figure.value) == (IN_PART, 0.0)
    assert "On roads nothing of it would go with bridges for tanks (does not hold)." in found.because


def test_it_does_not_hold_where_all_are_there_in_time() -> None:
    sketch = two_ways()
    sketch.rows["tiers"][0]["day"] = 30
    assert judged(told(sketch)).outcome is NOT


def test_it_is_open_without_plans_a_network_or_a_load_that_roads_limit() -> None:
    case = told(two_ways())
    assert (check(case).outcome, check(case).because) == (OPEN, "Plans were left out, and this claim takes one.")
    light = road("A", "B")
    assert heavy_loads(light.case()) == frozenset()
    assert judged(told(light)).outcome is OPEN
    assert "no network" in judged(case_without_network(case)).because


def case_without_network(case: Case) -> Case:
    moving = {table.name for table in DAYS}
    return Case(case.settings, {name: frame for name, frame in case.tables.items() if name not in moving})


def test_what_is_known_already_is_not_solved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer written by hand: its limits and levers make the verdict, and no solver is asked."""
    case = told(two_ways(), threshold=2.1)
    moved = days.run(case)
    limits = (Bottleneck(LINK, "A-B-road", 1.0, 1.0), Bottleneck(LINK, "A-B-rail", 0.5, 0.19))
    known = replace(moved, why=limits, levers=(Effect("bridges", "Bridges for tanks", 4.0, 0.095, ()),))
    monkeypatch.setattr(days, "plan", fail)
    found = judged(case, known)
    assert "On railways 4 % of it would go with 10 % more room on A-B-rail (holds)." in found.because
    assert "On roads 2 % of it would go with bridges for tanks (does not hold)." in found.because
    assert found.figure is not None
    assert (found.outcome, found.figure.value) == (IN_PART, pytest.approx(100 * 0.095 / moved.late))
    assert found.change.startswith("For roads: it would hold")


def fail(*_: object) -> None:
    raise AssertionError("a plan was asked for")


def test_limits_count_on_the_way_that_heavy_loads_take() -> None:
    """Tanks go by rail alone: the road is no limit of theirs, and the terminals at both ends are."""
    moved = days.run(two_ways().case())
    met = met_by(moved.plan, frozenset({"heavy"}))
    assert met == {
        (TRANSFER, "A"): {Mode.RAIL},
        (LINK, "A-B-rail"): {Mode.RAIL},
        (TRANSFER, "B"): {Mode.RAIL},
        (POOL, "train_1435"): {Mode.RAIL},
    }
    assert met_by(moved.plan, frozenset({"people"})) == {}


def test_the_days_clock_is_asked_once_and_only_by_those_who_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    run = days.answered
    monkeypatch.setattr(days, "answered", lambda *words, **more: calls.append(words) or run(*words, **more))  # type: ignore[func-returns-value]
    case = told(two_ways())
    plans = Plans(case)
    assert not calls
    assert [check(case, plans).outcome, check(case, plans).outcome] == [HOLDS, HOLDS]
    assert len(calls) == 1
