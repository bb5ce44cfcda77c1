"""Checks of the missile, air defence and drone part of the derivation."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.derivation.families import MISSILE_INPUTS, MISSILES, Row, family, number
from tools.derivation.figures import Book
from tools.derivation.shared import EUROPE, START

#: The force whose goals are set with the land platforms; launchers and rockets are scaled to it.
BRIGADE = "brigade"


@pytest.fixture(scope="module")
def book() -> Book:
    """Derive once for all checks."""
    return family((*MISSILES, *MISSILE_INPUTS))


def today(book: Book, *, of_the_world: bool) -> dict[str, float]:
    """Delivered rate by item at the start, of all lines or of what Europe gets of them."""
    last: dict[str, tuple[str, float]] = {}
    for row in book.tables["capacity"]:
        date = str(row["date"])
        if row["status"] == "delivered" and date <= START:
            site = str(row["site"])
            last[site] = max(last.get(site, ("", 0.0)), (date, number(row, "rate")))
    sums: dict[str, float] = defaultdict(float)
    for row in book.tables["sites"]:
        share = 1.0 if of_the_world or row["place"] in EUROPE else number(row, "export_share") / 100
        sums[str(row["item"])] += last.get(str(row["site"]), ("", 0.0))[1] * share
    return sums


def test_every_needed_item_is_made_for_europe(book: Book) -> None:
    """Each needed item has a line whose output can reach Europe today, but for long-range drones: none is seen yet."""
    rates = today(book, of_the_world=False)
    assert {item for item in MISSILES if rates[item] <= 0} == {"long_range_drone"}


@pytest.mark.parametrize("of_the_world", [True, False])
def test_inputs_feed_the_output_of_today(book: Book, of_the_world: bool) -> None:
    """Motors and seekers suffice for what the lines are seen to make."""
    rates = today(book, of_the_world=of_the_world)
    use: dict[str, float] = defaultdict(float)
    for row in book.tables["recipes"]:
        use[str(row["input"])] += rates[str(row["item"])] * number(row, "quantity")
    assert set(use) == set(MISSILE_INPUTS)
    assert {item for item, amount in use.items() if amount > rates[item]} == set()


def test_numbers_are_ordered_and_have_a_basis(book: Book) -> None:
    """Ranges hold their value, are never negative, and name known facts, assumptions and rules."""
    known = set(book.facts) | set(book.assumptions) | {f"rule:{rule}" for rule in book.rules}
    for table, rows in book.tables.items():
        for row in rows:
            for name in [key.removesuffix("_basis") for key in row if key.endswith("_basis")]:
                low, value, high = (number(row, name + end) for end in ("_low", "", "_high"))
                assert 0 <= low <= value <= high, (table, row)
                basis = set(str(row[f"{name}_basis"]).split())
                assert basis, (table, row)
                assert basis <= known, basis - known


def test_dates_of_a_line_rise(book: Book) -> None:
    """Every line has capacity rows, each later than the one before, and expansion room above them."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in book.tables["capacity"]:
        rows[str(row["site"])].append(row)
    sites = {str(row["site"]): row for row in book.tables["sites"]}
    assert set(rows) == set(sites)
    for site, points in rows.items():
        dates = [str(point["date"]) for point in points]
        assert dates == sorted(set(dates)), site
        assert max(number(point, "rate") for point in points) <= number(sites[site], "rate_max"), site


def test_total_of_batteries_is_the_goal(book: Book) -> None:
    """Spreading by GDP loses nothing: Europe and Canada together have the published number of batteries."""
    goal = "long_range_air_defence_battery_goal"
    spread = [
        number(row, "quantity") for row in book.tables["forces"] if row["force"] == goal and row["place"] != "USA"
    ]
    assert sum(spread) == pytest.approx(book.fact("inventories-329", "units").value)


def test_scales_name_forces(book: Book) -> None:
    """Every scale of the goals hangs on a force of this part or on brigades."""
    forces = {row["force"] for row in book.tables["forces"]} | {BRIGADE}
    scales = [row for row in book.tables["scales"] if row["needs_set"] == "force_goals"]
    assert {row["force"] for row in scales} <= forces
    assert {row["item"] for row in scales} == set(MISSILES)


def test_orders_are_whole_or_partly_delivered(book: Book) -> None:
    """What is still to come of an order never exceeds it, and no order ends before it starts."""
    rows = {str(row["order"]): row for row in book.tables["deliveries"]}
    assert len(rows) == len(book.tables["deliveries"])
    assert all(START <= str(row["start"]) < str(row["end"]) for row in rows.values())
    assert number(rows["germany_iris_t"], "quantity") == pytest.approx(book.fact("lines-260", "units").value)
    assert number(rows["poland_piorun"], "quantity") < book.fact("lines-107", "units").value


def test_overlapping_reports_of_stocks_are_scaled_down_to_the_published_total(book: Book) -> None:
    """The low ends of European batteries add up to the published total at most; the middles to more."""
    held = [
        row
        for row in book.tables["stocks"]
        if row["item"] == "long_range_air_defence_battery" and row["place"] != "USA"
    ]
    total = book.fact("inventories-330", "units").value
    assert (
        sum(number(row, "quantity_low") for row in held) <= total + 1e-9 < sum(number(row, "quantity") for row in held)
    )


def test_joint_orders_are_shared_out_whole(book: Book) -> None:
    """Four buyers of interceptors have the order among them, none of it delivered before the start."""
    parts = [row for row in book.tables["deliveries"] if str(row["order"]).startswith("gem_t_")]
    assert len(parts) == 4
    assert sum(number(row, "quantity") for row in parts) == pytest.approx(book.fact("platforms-313", "units").value)
