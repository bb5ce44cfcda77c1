"""What a budget buys, whatever the clock: packages measured by made-up results, without a solver."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinews.answers.buying import Purchase, Stop, Worth, purchase
from sinews.data.levers import Lever, Package

FEW = settings(max_examples=60, deadline=None)


def lever(code: str, price: float | None, most: int = 1) -> Lever:
    ends = None if price is None else (price, price / 2, 2 * price)
    return Lever(code, code, (), "somebody", ends, most)


def worth(result: float, beyond: float | None) -> Worth:
    return (result - (beyond or 0.0),)


class Field:
    """What packages come to: the weight of all that the steps of their levers cover, each part once.

    `covers`: by lever, what each of its steps covers. So a step never adds more after others than before them.
    """

    def __init__(self, covers: dict[str, list[frozenset[int]]]) -> None:
        self.covers, self.measured = covers, list[Package]()

    def __call__(self, packages: Sequence[Package]) -> list[float]:
        self.measured += packages
        return [self.of(package) for package in packages]

    def of(self, package: Package) -> float:
        parts = [part for lever, steps in package for part in self.covers[lever.code][: int(steps)]]
        return float(sum(part + 1 for part in frozenset[int]().union(*parts)))


@st.composite
def fields(draw: st.DrawFn) -> tuple[Field, tuple[Lever, ...]]:
    """Up to five levers with prices and steps, each of which covers some of eight parts."""
    covers, levers = {}, []
    for code in "abcde"[: draw(st.integers(1, 5))]:
        steps = draw(st.integers(1, 3))
        rows = [draw(st.frozensets(st.integers(0, 7), max_size=3)) for _ in range(steps)]
        covers[code] = sorted(rows, key=len, reverse=True)[:1] * steps if draw(st.booleans()) else rows[:1]
        levers.append(lever(code, float(draw(st.integers(0, 9))), len(covers[code])))
    return Field(covers), tuple(levers)


def bought(field: Field, levers: Sequence[Lever], budget: float | None = None, most: int = 20) -> Purchase[float]:
    return purchase(levers, field, worth, budget, most)


def earned(found: Purchase[float]) -> float:
    return found.frontier[-1].effect if found.frontier else 0.0


@FEW
@given(fields(), st.integers(0, 40), st.integers(1, 6))
def test_money_is_never_over_the_budget(drawn: tuple[Field, tuple[Lever, ...]], budget: int, most: int) -> None:
    found = bought(*drawn, budget=budget, most=most)
    money = [step.money for step in found.frontier]
    assert money == sorted(money)
    assert all(spent <= budget + 1e-9 for spent in money)
    assert len(money) <= most
    assert found.left == pytest.approx(budget - (money[-1] if money else 0.0))
    assert all(step.money_low <= step.money <= step.money_high for step in found.frontier)


@FEW
@given(fields(), st.integers(0, 30), st.integers(0, 10))
def test_a_larger_budget_never_buys_less(drawn: tuple[Field, tuple[Lever, ...]], budget: int, more: int) -> None:
    """Where no step adds more after others than before: what a smaller budget buys instead earns less for its money."""
    field, levers = drawn
    assert earned(bought(field, levers, budget)) <= earned(bought(field, levers, budget + more)) + 1e-9


@FEW
@given(fields())
def test_each_step_is_the_best_for_its_money_as_if_all_had_been_measured(
    drawn: tuple[Field, tuple[Lever, ...]],
) -> None:
    """Bounds save measurements and change nothing where no step adds more after others than before."""
    field, levers = drawn
    found = bought(field, levers)
    steps = {one.code: 0 for one in levers}
    for step in found.frontier:
        now = field.of(tuple((one, float(steps[one.code])) for one in levers))
        gains = {
            one.code: (field.of(tuple((other, float(steps[other.code] + (other is one))) for other in levers)) - now)
            / max(one.price[0] if one.price else 0.0, 1e-3)
            for one in levers
            if steps[one.code] < one.most
        }
        assert gains[step.lever.code] == pytest.approx(max(gains.values()))
        steps[step.lever.code] += 1
    assert earned(found) == pytest.approx(found.all_in)


@FEW
@given(fields(), st.one_of(st.none(), st.integers(0, 30)))
def test_it_stops_for_the_reason_that_it_says(drawn: tuple[Field, tuple[Lever, ...]], budget: int | None) -> None:
    field, levers = drawn
    found = bought(field, levers, budget)
    steps = {one.code: sum(step.lever is one for step in found.frontier) for one in levers}
    left = [one for one in levers if steps[one.code] < one.most]
    room = float("inf") if found.left is None else found.left + 1e-9
    paid = [one for one in left if one.price and one.price[0] <= room]
    package = tuple((one, float(steps[one.code])) for one in levers)
    more = [field.of((*package, (one, float(steps[one.code] + 1)))) for one in paid]
    assert all(then == pytest.approx(earned(found)) for then in more)
    expected = Stop.ALL if not left else Stop.SPENT if not paid else Stop.NOTHING if paid == left else Stop.REST
    assert found.stop is expected


def test_bounds_save_measurements() -> None:
    """Six levers that have nothing in common, the first the best: after each step the next two are measured, no more.

    Alone: 6; all together: 1; the first step is known; then 2 for each of the steps from the second to the fifth, whose
    bounds hold, and 1 for the sixth.
    """
    field = Field({code: [frozenset({7 - number})] for number, code in enumerate("abcdef")})
    found = bought(field, [lever(code, 1.0) for code in "abcdef"])
    assert [step.lever.code for step in found.frontier] == list("abcdef")
    assert len(field.measured) == 6 + 1 + 4 * 2 + 1


def test_levers_that_earn_only_together_are_not_bought_and_show_in_all_together() -> None:
    """Trains without terminals earn nothing, nor do terminals without trains; both together earn 5."""

    def measure(packages: Sequence[Package]) -> list[float]:
        return [5.0 if len([steps for _, steps in package if steps]) == 2 else 0.0 for package in packages]

    found = purchase((lever("trains", 10.0), lever("terminals", 20.0)), measure, worth)
    assert (found.frontier, found.stop, found.together) == ((), Stop.NOTHING, True)
    assert (found.all_in, found.all_in_price) == (5.0, 30.0)
    assert not any(offer.earns for offer in found.offers)


def test_what_earns_only_on_top_of_another_is_bought_after_it() -> None:
    """Terminals alone earn nothing; with trains, which earn 1 alone, both earn 5: measured again, and bought."""

    def measure(packages: Sequence[Package]) -> list[float]:
        names = [{lever.code for lever, steps in package if steps} for package in packages]
        return [5.0 if len(name) == 2 else 1.0 if "trains" in name else 0.0 for name in names]

    found = purchase((lever("terminals", 20.0), lever("trains", 10.0)), measure, worth)
    assert [(step.lever.code, step.effect) for step in found.frontier] == [("trains", 1.0), ("terminals", 5.0)]
    assert found.stop is Stop.ALL


def test_two_that_share_are_less_than_their_sum() -> None:
    """A covers 6 + 7, b covers 7 + 8, parts weighing 7, 8 and 9: 15 and 17 alone, 24 together, not 32."""
    field = Field({"a": [frozenset({6, 7})], "b": [frozenset({7, 8})]})
    found = bought(field, [lever("a", 1.0), lever("b", 1.0)])
    assert [step.effect for step in found.frontier] == [17.0, 24.0]
    assert sum(offer.effect for offer in found.offers) == 32.0


def test_the_order_in_which_levers_come_changes_nothing() -> None:
    field = Field({"a": [frozenset({1})], "b": [frozenset({1})], "c": [frozenset({2})]})
    levers = [lever("a", 2.0), lever("b", 2.0), lever("c", 3.0)]
    found = [
        [(step.lever.code, step.effect) for step in bought(field, order).frontier]
        for order in (levers, levers[::-1], [*levers[1:], levers[0]])
    ]
    assert all(one == other for one, other in combinations(found, 2))
