"""Levers of any clock by what they earn for their money, and the package of a budget."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from sinews.answers.answer import Answer, Asked, Effect
from sinews.answers.offers import offers
from sinews.answers.outcome import SCHEMA
from tests.model import one_line


def effect(code: str, price: float | None, earned: float, kind: str = "lever") -> Effect:
    prices = None if price is None else (price, price / 2, 2 * price)
    return Effect(kind, code, code.capitalize(), prices, earned, "days", ())


@pytest.fixture
def answer() -> Answer[None]:
    """Wagons: 2 days for 100 million; bridges: 3 for 300; a railway: nothing for 50; a lever without a price."""
    found = Answer(Asked("days", one_line().case(), None), (), (), {}, pl.DataFrame(schema=SCHEMA), None)
    levers = [effect("bridges", 300, 3), effect("wagons", 100, 2), effect("railway", 50, 0), effect("orders", None, 9)]
    return replace(found, effects=(*levers, effect("suwalki", 10, 9, "corridor")))


def test_levers_with_a_price_stand_by_what_they_earn_for_it(answer: Answer[None]) -> None:
    found = offers(answer)
    assert found["lever"].to_list() == ["Wagons", "Bridges", "Railway"]
    assert found["earned_for_EUR_million"].to_list() == pytest.approx([0.02, 0.01, 0])
    assert found["package"].to_list() == [1, 2, None]


@pytest.mark.parametrize(("budget", "package"), [(100, [1, None, None]), (350, [1, None, None]), (400, [1, 2, None])])
def test_a_package_is_what_the_budget_buys_in_this_order(
    answer: Answer[None], budget: float, package: list[int | None]
) -> None:
    assert offers(answer, budget)["package"].to_list() == package


def test_what_cannot_be_paid_does_not_stop_what_can(answer: Answer[None]) -> None:
    """For 80 million only the railway can be paid, and that earns nothing; with 300 the bridges without wagons."""
    assert offers(answer, 80)["package"].to_list() == [None] * 3
    dear = replace(answer, effects=(effect("wagons", 500, 20), effect("bridges", 300, 3)))
    assert offers(dear, 300)["package"].to_list() == [None, 1]
