"""What is ready of stocks in the packaged case, and what more of it costs: worked out by hand."""

from __future__ import annotations

import pytest

from tests.derivation.test_levers import sure
from tools.build_case import derive
from tools.derivation import levers_prices as prices
from tools.derivation.figures import Book, figure_of
from tools.derivation.levers_terms import Row, years_to_the_end


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    return {str(row["item"]): row for row in derive().tables["serviceability"]}


def test_best_of_all_is_the_best_of_units_times_what_they_have(rows: dict[str, Row]) -> None:
    """77 of what units had, and of a fleet units have 43 / 60.7, 27.3 / 42.9 and 34.3 / 50: 0.677 in the mean."""
    best = figure_of(rows["main_battle_tank"], "best", "percent")
    assert best.value == pytest.approx(77 * (43 / 60.7 + 27.3 / 42.9 + 34.3 / 50) / 3, rel=1e-3)
    assert best.low < 70 * 27.3 / 42.9
    assert best.high > 90 * 43 / 60.7


def test_counts_are_of_all_of_a_fleet(rows: dict[str, Row]) -> None:
    found = {item: figure_of(row, "ready", "percent") for item, row in rows.items()}
    assert (found["main_battle_tank"].low, found["main_battle_tank"].value) == (37.7, 43.7)
    assert (found["howitzer_155mm"].value, found["howitzer_155mm"].high) == (34.3, 50)
    assert {figure_of(row, "planned", "percent").value for row in rows.values()} == {70}


def test_only_what_units_need_is_held_against_the_stock(rows: dict[str, Row]) -> None:
    """A need that is a fleet holds what is in upkeep already."""
    called = {item for item, row in rows.items() if figure_of(row, "share", "percent").value}
    assert called == {"howitzer_155mm", "main_battle_tank"}


def test_five_points_of_a_stock_cost_their_upkeep() -> None:
    """Of 200 tanks at 10 million, ten more are ready, at 15 % of their price a year, to the end of the clock."""
    plain = Book.read()
    plain.tables["items"] = [{"item": "tank"} | sure("price", 10.0)]
    plain.tables["stocks"] = [
        {"place": place, "item": "tank"} | sure("quantity", 100.0) for place in ("DEU", "POL", "USA")
    ]
    plain.tables["serviceability"] = [{"item": "tank"} | sure("cost", 15.0)]
    price = prices.spares(plain, ("tank",), 5, "2028-11")
    assert price.value == pytest.approx(10 * 10 * 0.15 * years_to_the_end(plain, "2028-11").value)
