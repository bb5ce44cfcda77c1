"""Platforms: the tables hold together, and sums agree with published totals that they do not rest on."""

from __future__ import annotations

import pytest

from sinews.data.derivation.sheets import read_sheets
from sinews.data.tables import BY_NAME
from tests.derivation.families import PLATFORMS, family, number
from tools.build_case import from_rows
from tools.derivation.alliance import ALLIES, NATO_EUR
from tools.derivation.figures import CASE_ROWS, Book


@pytest.fixture(scope="module")
def book() -> Book:
    """The platforms among the rows."""
    return family(PLATFORMS)


def held(book: Book, item: str, places: tuple[str, ...]) -> float:
    return sum(
        number(row, "quantity") for row in book.tables["stocks"] if row["item"] == item and row["place"] in places
    )


def need(book: Book, needs_set: str, item: str, places: tuple[str, ...]) -> float:
    scales = {
        row["force"]: number(row, "per_force") * number(row, "days")
        for row in book.tables["scales"]
        if row["needs_set"] == needs_set and row["item"] == item
    }
    return sum(
        number(row, "quantity") * scales.get(row["force"], 0.0)
        for row in book.tables["forces"]
        if row["needs_set"] == needs_set and row["place"] in places
    )


def test_every_item_has_lines_of_its_own(book: Book) -> None:
    for item in PLATFORMS:
        assert sum(row["item"] == item for row in book.tables["sites"]) >= 5


def test_every_line_has_delivered_capacity_by_the_start(book: Book) -> None:
    known = {
        row["site"] for row in book.tables["capacity"] if row["status"] == "delivered" and str(row["date"]) <= "2026-01"
    }
    assert known == {row["site"] for row in book.tables["sites"]}


def test_expansion_reaches_at_least_what_is_announced(book: Book) -> None:
    highest = {row["site"]: number(row, "rate_max") for row in book.tables["sites"]}
    for row in book.tables["capacity"]:
        assert number(row, "rate") <= highest[row["site"]] + 1e-9, row["site"]


def test_ranges_hold_the_value_and_stay_above_zero(book: Book) -> None:
    for table, rows in book.tables.items():
        numbers = {column.name for column in BY_NAME[table].numbers} if table in BY_NAME else set()
        for row in rows:
            for column in (name for name in numbers if f"{name}_low" in row):
                low, value, high = (number(row, f"{column}{end}") for end in ("_low", "", "_high"))
                assert 0 <= low <= value <= high, (table, row)


def test_keys_are_unique(book: Book) -> None:
    for table, key in (
        ("stocks", ("place", "item")),
        ("sites", ("site",)),
        ("deliveries", ("order",)),
        ("forces", ("needs_set", "place", "force")),
        ("capacity", ("site", "date")),
    ):
        keys = [tuple(row[column] for column in key) for row in book.tables[table]]
        assert len(keys) == len(set(keys)), table


def test_shares_of_the_requirement_sum_to_one(book: Book) -> None:
    shares = [row for row in book.tables["forces"] if row["force"] == "share_of_requirement"]
    assert sum(number(row, "quantity") for row in shares) == pytest.approx(1)
    assert {row["place"] for row in shares} == set(NATO_EUR) - {"ISL"}


def test_brigades_sum_to_the_alliance_target(book: Book) -> None:
    brigades = {row["place"]: number(row, "quantity") for row in book.tables["forces"] if row["force"] == "brigade"}
    assert sum(brigades.values()) == pytest.approx(book.fact("platforms-227", "units").value)
    assert set(brigades) == set(ALLIES) - {"ISL"}


@pytest.mark.parametrize(
    ("item", "fact"),
    [
        ("main_battle_tank", "platforms-005"),
        ("infantry_fighting_vehicle", "platforms-006"),
        ("howitzer_155mm", "platforms-007"),
        ("combat_aircraft", "money-6553"),
    ],
)
def test_replacing_us_forces_takes_the_published_total_on_top(book: Book, item: str, fact: str) -> None:
    beyond = need(book, "replace_us", item, NATO_EUR) - held(book, item, NATO_EUR)
    assert beyond == pytest.approx(book.fact(fact, "units").value)


def test_european_aircraft_agree_with_the_published_fleet(book: Book) -> None:
    fleet = book.fact("platforms-071", "units").value
    assert held(book, "combat_aircraft", NATO_EUR) == pytest.approx(fleet, rel=0.15)


def test_tanks_of_four_large_allies_agree_with_the_published_sum(book: Book) -> None:
    four = held(book, "main_battle_tank", ("DEU", "GBR", "FRA", "ITA"))
    assert four == pytest.approx(book.fact("platforms-276", "units").value, rel=0.2)
    assert four < book.fact("platforms-005", "units").value


def test_german_tanks_and_howitzers_stay_far_below_2004(book: Book) -> None:
    for item, fact in (("main_battle_tank", "platforms-021"), ("howitzer_155mm", "platforms-022")):
        assert held(book, item, ("DEU",)) < book.fact(fact, "units").value / 5


def test_named_howitzer_lines_stay_below_the_published_european_output(book: Book) -> None:
    """The published rate also counts lines without a figure of their own, so the named ones are the floor."""
    lines = {
        row["site"] for row in book.tables["sites"] if row["item"] == "howitzer_155mm" and row["place"] in NATO_EUR
    }
    newest = {
        row["site"]: number(row, "rate")
        for row in book.tables["capacity"]
        if row["site"] in lines and row["status"] == "delivered"
    }
    published = book.fact("lines-300", "units/month").value
    assert published / 4 < sum(newest.values()) < published


def test_orders_name_a_line_of_their_own_item() -> None:
    sheets = read_sheets(CASE_ROWS).rows
    items = {row["site"]: row["item"] for row in sheets["sites"]}
    orders = [row for row in sheets["deliveries"] if row["site"]]
    assert len(orders) > 70
    assert not [row["order"] for row in orders if items[row["site"]] != row["item"]]


def test_order_across_the_start_counts_its_later_months_only(book: Book) -> None:
    """The 55 months from June 2025 to December 2029 have 48 left."""
    [order] = [row for row in book.tables["deliveries"] if row["order"] == "borsuk_pol"]
    assert order["quantity"] == pytest.approx(book.fact("inventories-049", "units").value * 48 / 55)


def test_the_past_peak_of_a_line_bounds_it(book: Book) -> None:
    """Munich has made more a month than it plans, forty years ago: what it plans and half as much, up to that."""
    ends = {row["site"]: [number(row, f"rate_max{end}") for end in ("", "_high")] for row in book.tables["sites"]}
    planned, peak = (book.fact(fact, "units/month").value for fact in ("lines-017", "lines-018"))
    assert ends["munich_leopard_2"] == pytest.approx([planned * 1.5, peak])


def test_the_same_rows_give_the_same_tables() -> None:
    assert from_rows().tables == from_rows().tables
