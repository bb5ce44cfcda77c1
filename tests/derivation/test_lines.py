"""Rates of lines, orders and needs in rows, worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.derivation.book import Book
from tests.derivation.made import fact, filled

FACTS = {
    "made-1": fact(10, "units/month", low="8", high="12"),
    "made-2": fact(30, "units/month", low="20", high="40"),
    "made-3": fact(120, low="60", high="240"),
    "made-4": fact(3, "months", low="3", high="3"),
    "made-5": fact(50, "units/month", low="50", high="50"),
}
SITES = """
works,Works,AAA,shell,owner,,,,,,
parts,Parts,BBB,body,owner,,,,,,
more,More,BBB,body,owner,,,,,,"""
ITEMS = "shell,Shell,needed,units,,,,,\nbody,Body,input,units,,,,,"
SEEN = """
works,2025-01,delivered,made-1
works,2027-01,announced,made-2"""


def rates(book: Book, site: str) -> list[tuple[object, object, object, object]]:
    rows = [row for row in book.tables["capacity"] if row["site"] == site]
    return [(row["date"], row["rate_low"], row["rate"], row["rate_high"]) for row in rows]


def book(tmp_path: Path, capacity: str, **written: str) -> Book:
    return filled(tmp_path, FACTS, sites=SITES, items=ITEMS, capacity=SEEN + "\n" + capacity, **written)


def test_a_line_is_linear_between_its_points_and_constant_outside(tmp_path: Path) -> None:
    """From 10 in January 2025 to 30 two years later: 20 in January 2026, where seen alone it is still 10."""
    expressions = (
        ("2024-01", "rate(works, date)", 10),
        ("2026-01", "rate(works, date)", 20),
        ("2026-07", "rate(works, date)", 25),
        ("2030-01", "rate(works, date)", 30),
        ("2026-02", "observed(works, date)", 10),
        ("2026-03", "rates(2026-01, works, works)", 40),
        ("2026-04", "observed_rates(2026-01, works, works)", 20),
        ("2026-05", "highest(works)", 30),
    )
    rows = "\n".join(f'parts,{month},announced,"{text}"' for month, text, _ in expressions)
    found = {month: value for month, _, value, _ in rates(book(tmp_path, rows), "parts")}
    assert found == pytest.approx({month: value for month, _, value in expressions})


def test_the_range_of_a_rate_between_points_lies_between_theirs(tmp_path: Path) -> None:
    """Half-way from 8..12 to 20..40: 14..26."""
    made = book(tmp_path, 'parts,2026-01,announced,"rate(works, date)"')
    assert rates(made, "parts") == [("2026-01", 14, 20, 26)]


def test_an_announcement_that_was_overtaken_counts_in_no_rate(tmp_path: Path) -> None:
    """Fifty were announced for the month in which ten were seen: the line is one of ten, then of thirty."""
    made = book(
        tmp_path, 'works,2025-01,announced,made-5\nparts,2026-01,announced,"highest(works) + rate(works, date)"'
    )
    assert rates(made, "parts")[0][2] == 30 + 20
    assert ("2025-01", 50, 50, 50) in rates(made, "works")


def test_months_of_a_row_at_which_nothing_changes_are_left_out(tmp_path: Path) -> None:
    """The works stay at 10 until a plan begins in 2026, and at 30 from 2027: what follows them has three points."""
    level = 'works,2026-01,announced,"observed(works, date)"'
    past = 'parts,2025-01,delivered,"observed(works, date)"'
    follows = 'parts,2025-06 2025-09 2026-01 2027-01 2028-01 2029-01,announced,"rate(works, date)"'
    made = book(tmp_path, f"{level}\n{past}\n{follows}")
    assert [(month, value) for month, _, value, _ in rates(made, "parts")] == [
        ("2025-01", 10),
        ("2026-01", 10),
        ("2027-01", 30),
    ]


def test_lines_of_an_item_by_what_was_seen(tmp_path: Path) -> None:
    """10 and 50 bodies were seen; one of the lines stands in a place that is left out."""
    seen = "parts,2025-01,delivered,made-1\nmore,2025-01,delivered,made-5"
    expressions = '"observed_of(body, 2026-01) * 1"', '"observed_outside(shell, 2026-01, here) * 1"'
    stocks = "".join(f"A{n}A,body,2026-01,{text}\n" for n, text in enumerate(expressions))
    made = book(tmp_path, seen, stocks=stocks, lists="here,BBB")
    assert [row["quantity"] for row in made.tables["stocks"]] == [60, 10]


def test_orders_of_a_line_and_their_host(tmp_path: Path) -> None:
    """120 units from January to December 2026 are ten a month; an order that runs later or is not signed counts not."""
    orders = """
first,CCC,shell,2026-01,2026-12,made-3,contracted,= host(site),works
second,CCC,shell,2027-01,2027-12,made-3,contracted,= host(site),works
third,CCC,shell,2026-01,2026-12,made-3,announced,,works"""
    made = book(tmp_path, 'parts,2026-05,contracted,"booked(works, date)"', deliveries=orders)
    assert rates(made, "parts") == [("2026-05", 5, 10, 20)]
    assert [row["supplier"] for row in made.tables["deliveries"]] == ["AAA", "AAA", ""]
    assert "site" not in made.tables["deliveries"][0]


def test_needs_are_forces_times_items_times_days(tmp_path: Path) -> None:
    """120 forces of 10 a month for 3 months and 120 of 30 for 3: 3,600 + 10,800."""
    made = book(
        tmp_path,
        "parts,2025-01,delivered,made-1",
        forces="goals,AAA,one,made-3\ngoals,AAA,two,made-3\nother,AAA,one,made-3",
        scales="goals,one,shell,published,made-1 * 1,made-4 * 1\ngoals,two,shell,published,made-2 * 1,made-4 * 1",
        stocks='AAA,shell,2026-01,"need(goals, place, item)"',
    )
    assert made.tables["stocks"][0]["quantity"] == 3600 + 10800
