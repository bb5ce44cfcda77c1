"""Tables and words of what levers earn for their money, and of the package of a budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from sinews.answers.answer import Effect
from sinews.answers.buying import Purchase, Stop, purchase
from sinews.answers.offers import OFFERS, PACKAGE, offers, package, tables
from sinews.data.levers import Lever, Package, price_of
from sinews.present import buying

#: Wagons: 2 days for 100 million; bridges: 3 for 300; a railway: nothing for 50. All together 4 days.
ALONE = {"wagons": 2.0, "bridges": 3.0, "railway": 0.0}
PRICES = {"wagons": 100.0, "bridges": 300.0, "railway": 50.0}


def measure(packages: Sequence[Package]) -> list[Effect]:
    found = []
    for one in packages:
        codes = {lever.code for lever, _ in one}
        earned = 4.0 if codes >= {"wagons", "bridges"} else sum(ALONE[code] for code in codes)
        found.append(Effect("package", " ".join(sorted(codes)), "", price_of(one), earned, "days", ()))
    return found


def bought(budget: float | None = None, most: int = 10) -> Purchase[Effect]:
    levers = [
        Lever(code, code.capitalize(), (), f"ministry of {code}", (price, price / 2, 2 * price))
        for code, price in PRICES.items()
    ]
    return purchase(levers, measure, lambda now, then: (now.earned - (then.earned if then else 0.0),), budget, most)


def test_levers_stand_by_what_they_earn_for_their_money() -> None:
    found = offers(bought())
    assert dict(found.schema) == OFFERS
    assert found["lever"].to_list() == ["Wagons", "Bridges", "Railway"]
    assert found["decides"].to_list() == ["ministry of wagons", "ministry of bridges", "ministry of railway"]
    assert found["earned_for_EUR_million"].to_list() == pytest.approx([0.02, 0.01, 0])
    assert found.select("price_million_EUR", "price_low", "price_high").row(0) == (100, 50, 200)


def test_the_package_has_money_and_what_it_earns_after_each_step() -> None:
    found = package(bought())
    assert dict(found.schema) == PACKAGE
    assert found.select("step", "lever", "money_million_EUR", "money_low", "money_high").rows() == [
        (1, "Wagons", 100, 50, 200),
        (2, "Bridges", 400, 200, 800),
    ]
    assert found.select("earned", "step_adds").rows() == [(2, 2), (4, 2)]


def test_what_was_not_measured_has_no_tables() -> None:
    assert tables("days", None) == {}
    assert set(tables("days", bought())) == {"days_offers", "days_package"}


@pytest.mark.parametrize(
    ("budget", "levers", "stop", "words"),
    [
        (None, ["Wagons", "Bridges"], Stop.NOTHING, "nothing that is left earns anything"),
        (400, ["Wagons", "Bridges"], Stop.SPENT, "the rest of the budget pays for no further step."),
        (350, ["Wagons"], Stop.REST, "for earns anything on top of it. EUR 250 million of the budget are left."),
        (80, [], Stop.REST, "Nothing is bought: what the budget pays for earns nothing alone."),
        (20, [], Stop.SPENT, "Nothing is bought: the budget pays for no step of any lever."),
    ],
)
def test_a_package_says_why_it_ends(budget: float | None, levers: list[str], stop: Stop, words: str) -> None:
    found = bought(budget)
    assert ([step.lever.name for step in found.frontier], found.stop) == (levers, stop)
    assert words in buying.bought(found)


def test_what_cannot_be_paid_does_not_stop_what_can() -> None:
    """For 350 million the wagons leave 250: the bridges are out of reach, the railway is not, and earns nothing."""
    assert bought(350).stop is Stop.REST
    dear = replace(bought(300), frontier=())
    assert buying.stopped(replace(dear, stop=Stop.SPENT, left=300)).endswith("EUR 300 million of the budget are left.")


def test_the_number_of_steps_that_were_asked_for_ends_it() -> None:
    found = bought(most=1)
    assert found.stop is Stop.STEPS
    assert "no more steps were asked for" in buying.bought(found)


def test_every_end_of_a_package_has_words() -> None:
    assert set(buying.STOPS) == set(Stop)
    assert not bought().together
    assert buying.stopped(replace(bought(), together=True)).endswith("Together, what is left would earn more.")
    assert {*buying.NOTHING, Stop.ALL, Stop.STEPS} == set(Stop)


def test_pages_say_price_with_its_range_who_decides_and_what_is_useless() -> None:
    listed, grown = buying.levers(bought(), "Days"), buying.steps(bought(), "Days")
    assert listed.table is not None
    assert listed.table["price_million_EUR"].to_list() == ["100 (50 to 200)", "300 (150 to 600)", "50 (25 to 100)"]
    assert listed.table["decides"][0] == "ministry of wagons"
    assert listed.text[-1] == "Earning nothing alone: Railway."
    assert grown.text[0].startswith("The package of 2 steps for EUR 400 million (200 to 800) earns 4 days.")
    assert grown.text[1] == "All steps of all levers, EUR 450 million, earn 4 days."
    assert buying.steps(bought(20), "Days").table is None
