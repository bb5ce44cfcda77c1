"""The package of the days clock: levers pulled together, worked out on paper, remembered, and shown."""

from __future__ import annotations

import re

import pytest

from sinews.answers.answer import Effect
from sinews.answers.buying import Purchase, Stop
from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.clocks.asking import Asking
from sinews.clocks.buying import purchased
from sinews.clocks.clock import PACKAGE
from sinews.clocks.days import DAYS
from sinews.present.render.html import as_html
from sinews.present.report import report
from tests.days.network import Sketch, road


def doubled(sketch: Sketch, code: str, link: str, price: object, most: int = 1) -> Sketch:
    """A lever that doubles the capacity of a link."""
    sketch.add("levers", lever=code, price=price, most=most)
    return sketch.add("changes", lever=code, part=1, table="links", selection=f"link={link}", column="capacity",
                      amount=2)  # fmt: skip


def one_road() -> Sketch:
    """One convoy of ten a day for a hundred vehicles, due on day 1, a day away; two levers that double it.

    So 5 come in each 12 hours from day 1 on: 95, 90, ... 5 of 100 are late in 19 ticks of half a day: 4.75 days on
    average. Doubled, 90, 80, ... 10: 2.25 days. Twice doubled, 80, 60, 40, 20: 1 day.
    """
    sketch = road("A", "C", capacity=1)
    sketch.rows["tiers"][0]["day"] = 1
    return doubled(doubled(sketch, "dear", "A-C-road", 30), "cheap", "A-C-road", 10)


def two_roads_in_a_row() -> Sketch:
    """Two links with the same capacity, two days away; a lever for each: one alone leaves the other as narrow."""
    sketch = road("A", "B", "C", capacity=1)
    sketch.rows["tiers"][0]["day"] = 2
    return doubled(doubled(sketch, "first", "A-B-road", 10), "second", "B-C-road", 20)


@pytest.fixture(scope="module")
def road_of_one() -> Asking:
    """The first question to the days clock on one road; what is measured of it is remembered."""
    return Asking.first(DAYS, one_road().case())


def bought(asking: Asking, budget: float | None = None, means: Means | None = None) -> Purchase[Effect]:
    found = purchased(DAYS, asking.answer, means or asking.means, budget)
    assert found is not None
    return found


def first(sketch: Sketch) -> Asking:
    return Asking.first(DAYS, sketch.case())


def test_two_levers_together_earn_less_than_the_sum_of_each(road_of_one: Asking) -> None:
    """Alone each takes 4.75 - 2.25 = 2.5 days off, both together 3.75; the cheap one comes first."""
    found = bought(road_of_one)
    assert [offer.lever.code for offer in found.offers] == ["cheap", "dear"]
    assert [offer.effect.earned for offer in found.offers] == pytest.approx([2.5, 2.5], abs=1e-4)
    assert [step.lever.code for step in found.frontier] == ["cheap", "dear"]
    assert [step.money for step in found.frontier] == [10, 40]
    assert [step.effect.earned for step in found.frontier] == pytest.approx([2.5, 3.75], abs=1e-4)
    assert [step.effect.price for step in found.frontier[1:]] == [(40, 40, 40)]
    assert found.stop is Stop.ALL


def test_two_steps_of_one_lever_are_twice_its_change() -> None:
    """The second step of a lever that doubles adds as much capacity as the first: 15 in 12 hours.

    85, 70, 55, 40, 25 and 10 of 100 are late: 1.425 days, so both steps earn 3.325.
    """
    sketch = road("A", "C", capacity=1)
    sketch.rows["tiers"][0]["day"] = 1
    found = bought(first(doubled(sketch, "wide", "A-C-road", 10, most=2)))
    assert [step.effect.earned for step in found.frontier] == pytest.approx([2.5, 3.325], abs=1e-4)
    assert found.offers[0].whole.earned == pytest.approx(3.325, abs=1e-4)


def test_levers_that_earn_only_together_are_not_bought_and_show_in_all_together() -> None:
    """Either alone earns nothing. Both let 10 instead of 5 through in 12 hours: 4.75 - 2.25 = 2.5 days."""
    found = bought(first(two_roads_in_a_row()))
    assert [offer.effect.earned for offer in found.offers] == pytest.approx([0, 0], abs=1e-4)
    assert (found.frontier, found.stop, found.together) == ((), Stop.NOTHING, True)
    assert (found.all_in.earned, found.all_in_price) == (pytest.approx(2.5, abs=1e-4), 30)


@pytest.mark.parametrize(
    ("budget", "codes", "stop"),
    [(9, [], Stop.SPENT), (10, ["cheap"], Stop.SPENT), (39, ["cheap"], Stop.SPENT), (40, ["cheap", "dear"], Stop.ALL)],
)
def test_a_budget_admits_what_it_pays_for(road_of_one: Asking, budget: float, codes: list[str], stop: Stop) -> None:
    found = bought(road_of_one, budget)
    assert ([step.lever.code for step in found.frontier], found.stop) == (codes, stop)


def test_what_is_remembered_is_not_planned_again(road_of_one: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the levers and their steps, the same for one worker and for three; a lever alone as its effect says."""
    memory = Memory("key")
    found = bought(road_of_one, means=Means(memory=memory, workers=3))
    assert repr(bought(road_of_one, means=Means(workers=1))) == repr(found)
    assert sorted(name.rsplit(" ", 1)[0] for name in memory.records) == [
        "lever cheap",
        "lever dear",
        "levers cheap dear",
    ]
    monkeypatch.setattr("sinews.clocks.days.effects._planned", None)  # would fail if it were called
    assert repr(bought(road_of_one, means=Means(memory=memory))) == repr(found)


def test_a_report_has_the_package_of_the_days(road_of_one: Asking) -> None:
    asking = road_of_one
    assert "The best package" not in {section.topic for section in report([asking.parts]).sections}
    asking.extend([PACKAGE])
    [section] = [part for part in report([asking.parts]).sections if part.topic == "The best package"]
    assert re.fullmatch(r"EUR 40 million would buy 3\.[78] days on average", section.title)
    assert section.table is not None
    assert section.table.columns[-1] == "one, there on day"
    assert section.table["decides"].to_list() == ["somebody"] * 2
    assert "Every step of every lever is in it." in as_html(report([asking.parts]))
    assert asking.answer.tables["days_package"]["step_adds"].to_list() == pytest.approx([2.5, 1.25], abs=1e-4)
    assert set(asking.answer.tables) == {"days_offers", "days_package"}


def test_a_case_without_levers_for_sale_has_no_package() -> None:
    asking = first(road("A", "C"))
    asking.extend([PACKAGE])
    assert (asking.answer.details.bought, asking.answer.tables) == (None, {})
