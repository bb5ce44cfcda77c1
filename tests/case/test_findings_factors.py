"""Common factors: each defect is found where it stands, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.case import Case
from tests.case.broken import Break, Broken, alone, cell, cells, found_in
from tests.support import Row, describe, number, set_cell, write_rows

PRICES: Row = {
    "factor": "inflation",
    "table": "items",
    "column": "price",
    "among": "all",
    "direction": "same",
    **number("share", 50),
}
LAGS: Row = PRICES | {"factor": "optimism", "column": "lead_time", "direction": "opposite"}
DELAYS: Row = PRICES | {"factor": "optimism", "table": "places", "column": "contracting_delay", "among": "place"}
MORE: Row = PRICES | {"factor": "optimism", **number("share", 40)}
ROWS = (PRICES, LAGS, DELAYS, MORE)


def with_factors(folder: Path, *rows: Row) -> None:
    """Write factors into a case, and list their table."""
    write_rows(folder, "factors", rows or ROWS)
    describe(folder, resources=[{"name": path.stem, "path": path.name} for path in sorted(folder.glob("*.csv"))])


def broken(line: int, column: str, word: str, says: str, name: str = "", others: int = 0) -> Broken:
    """A cell that is broken by itself."""
    return at(name or f"{column} {word}", cell("factors", line, column, word), line, column, says, others)


def at(name: str, harm: Break, line: int, column: str, says: str, others: int = 0) -> Broken:
    """What is broken, and where it is found."""
    return Broken(name, harm, "factors.csv", line, column, says, others)


BROKEN = [
    broken(2, "table", "item", "Did you mean items", "a table that is not there"),
    broken(2, "table", "facts", "a table with numbers", "a table without ranges"),
    broken(2, "column", "prices", "Did you mean price", "a column that is not there"),
    broken(2, "column", "unit", "a number of items", "a column of words"),
    broken(2, "among", "place", "all or item", "places of a table without places"),
    broken(4, "among", "item", "all or place", "items of a table without items"),
    broken(2, "among", "country", "all", "an unknown group"),
    broken(2, "direction", "up", "same", "an unknown direction"),
    broken(2, "share", "some", "a number", "words for a share"),
    at("more than all", cells("factors", 3, share="101", share_high="101"), 3, "share", "at most 100", others=1),
    at("less than nothing", cells("factors", 3, share="-1", share_low="-1"), 3, "share", "at least 0", others=1),
    at("more than all in sum", cells("factors", 2, share="70", share_high="80"), 5, "share", "110 % of items.price"),
    at("no such correlations", cells("factors", 2, share="70", share_high="80"), 5, "share", "not positive definite"),
    broken(3, "share_low", "60", "at most the value", "a range upside down"),
    broken(3, "share_basis", "", "rests", "a share without a basis"),
    broken(3, "factor", "", "code", "no factor"),
    broken(3, "factor", "who knows", "code", "words for a code"),
    broken(3, "table", "", "code", "no table"),
    broken(3, "column", "", "code", "no column"),
    broken(2, "column", "price_low", "a number of items", "an end of a range for a column"),
    broken(3, "among", "", "all", "no group"),
    broken(3, "direction", "", "same", "no direction"),
    broken(3, "share", "", "a number", "no share"),
    broken(3, "share", "nan", "a finite number", "no number for a share"),
    broken(3, "share_high", "40", "at least the value", "a range that ends below its value"),
    at("a row twice", cells("factors", 5, factor="inflation"), 5, "factor, table, column", "one row for each"),
]


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_what_is_broken_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    with_factors(small_folder)
    alone(broken, small_folder)


def test_what_is_broken_comes_at_once(small_folder: Path) -> None:
    with_factors(small_folder)
    chosen = [(2, "column", "cost"), (3, "direction", "down"), (4, "among", "item"), (5, "share_low", "60")]
    for line, column, word in chosen:
        set_cell(small_folder, "factors", line, column, word)
    found = {(one.row, one.column) for one in found_in(small_folder) if one.file == "factors.csv"}
    assert found == {(line, column) for line, column, _ in chosen}


def test_a_case_may_have_factors_or_not(small_folder: Path, tmp_path: Path) -> None:
    """They are read, written and read again; without them a case has an empty table."""
    assert Case.read(small_folder).table("factors").is_empty()
    with_factors(small_folder)
    case = Case.read(small_folder)
    assert case.table("factors").height == len(ROWS)
    case.write(tmp_path / "again")
    assert Case.read(tmp_path / "again") == case
