"""The package of the hours clock: levers pulled together, worked out on paper, remembered, and shown.

As in `tests.hours.test_by_hand`: stores run out evenly, a hundredth of a million people every hour, so that after a
hold of h hours (72 - h)^2 / 200 million people-hours are missing: 25.92 without any.
"""

from __future__ import annotations

import pytest

from sinews.answers.answer import Effect
from sinews.answers.buying import Purchase, Stop
from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.clocks.asking import Asking
from sinews.clocks.buying import purchased
from sinews.clocks.clock import PACKAGE
from sinews.clocks.hours import HOURS
from sinews.present.render.html import as_html
from sinews.present.report import report
from tests.hours.homes import Sketch, dark


def on_sale(sketch: Sketch, code: str, price: float, selection: str, column: str, **change: object) -> Sketch:
    """A lever that changes a column of dependence."""
    most = change.pop("most", 1)
    sketch.add("levers", lever=code, price=price, most=most)
    return sketch.add("changes", lever=code, table="dependence", selection=selection, column=column, **change)


def tanks_and_springs() -> Sketch:
    """Tanks for 12 hours more leave 18 of 25.92; springs for a half of the people leave 12.96; both leave 9."""
    sketch = on_sale(dark(), "tanks", 10, "need=water", "hold", change="add", amount=12, unit="h", most=2)
    return on_sale(sketch, "springs", 10, "need=water", "share", amount=0.5)


def two_services() -> Sketch:
    """Water fails with power and with the mains alike: a half less of one leaves the other; of both, a half."""
    sketch = dark().add("services", service="water").add("dependence", service="water").back((0, 100), service="water")
    for service in ("power", "water"):
        sketch = on_sale(sketch, f"for_{service}", 10, f"service={service}", "share", amount=0.5)
    return sketch


@pytest.fixture(scope="module")
def both() -> Asking:
    """The first question to the hours clock on tanks and springs; what is measured of it is remembered."""
    return Asking.first(HOURS, tanks_and_springs().case())


def bought(asking: Asking, budget: float | None = None, means: Means | None = None) -> Purchase[Effect]:
    found = purchased(HOURS, asking.answer, means or asking.means, budget)
    assert found is not None
    return found


def test_levers_together_earn_less_than_the_sum_of_each(both: Asking) -> None:
    """Springs earn 12.96 and come first; a step of tanks earns 7.92 alone and 12.96 - 9 = 3.96 behind them.

    After a second step, for 24 hours, 48^2 / 400 = 5.76 are left.
    """
    found = bought(both)
    assert [(offer.lever.code, offer.effect.earned) for offer in found.offers] == [
        ("springs", pytest.approx(12.96)),
        ("tanks", pytest.approx(7.92)),
    ]
    assert found.offers[1].whole.earned == pytest.approx(25.92 - 48**2 / 200)
    assert [step.lever.code for step in found.frontier] == ["springs", "tanks", "tanks"]
    left = [25.92 - step.effect.earned for step in found.frontier]
    assert left == pytest.approx([12.96, 9, 5.76])
    assert [step.money for step in found.frontier] == [10, 20, 30]
    assert (found.all_in.earned, found.stop) == (pytest.approx(20.16), Stop.ALL)


def test_levers_that_earn_only_together_are_not_bought_and_show_in_all_together() -> None:
    found = bought(Asking.first(HOURS, two_services().case()))
    assert [offer.effect.earned for offer in found.offers] == pytest.approx([0, 0])
    assert (found.frontier, found.stop, found.together) == ((), Stop.NOTHING, True)
    assert (found.all_in.earned, found.all_in_price) == (pytest.approx(12.96), 20)


def test_a_budget_admits_what_it_pays_for(both: Asking) -> None:
    found = bought(both, budget=25)
    assert [step.lever.code for step in found.frontier] == ["springs", "tanks"]
    assert (found.left, found.stop) == (5, Stop.SPENT)


def test_what_is_remembered_is_not_worked_out_again(both: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for one worker and for three; five states: two alone, one of two steps, both together in two ways."""
    memory = Memory("key")
    first = bought(both, means=Means(memory=memory, workers=3))
    assert repr(bought(both, means=Means(workers=1))) == repr(first)
    assert len([name for name in memory.records if name.startswith("levers ")]) == 5
    monkeypatch.setattr("sinews.clocks.hours.effects._pulled", None)  # would fail if it were called
    assert repr(bought(both, means=Means(memory=memory))) == repr(first)


def test_a_package_that_is_remembered_can_stand_beside_what_is_measured_again(both: Asking) -> None:
    both.extend(["levers", PACKAGE])
    again = HOURS.remeasured(both.scope, both.means)
    assert len(again) == 3  # limits and two levers alone
    assert max(again.values()) < 1e-9


def test_a_report_has_the_package_of_the_hours(both: Asking) -> None:
    both.extend(["levers", PACKAGE])
    [section] = [part for part in report([both.parts]).sections if part.topic == "The best package"]
    assert section.title == "EUR 30 million would buy 20 million people-hours"
    assert section.table is not None
    assert section.table["money_million_EUR"].to_list() == ["10 (10 to 10)", "20 (20 to 20)", "30 (30 to 30)"]
    assert "Every step of every lever is in it." in as_html(report([both.parts]))
    assert both.answer.tables["hours_package"]["step_adds"].to_list() == pytest.approx([12.96, 3.96, 3.24])
