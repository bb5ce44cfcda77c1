"""What offices sign: each defect is found where it stands, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.case import Case
from tests.case.broken import Broken, cell, cells, found_in, stands_there
from tests.support import Row, describe, number, set_cell, write_rows

GERMANY: Row = {
    "place": "DEU",
    "year": "2024",
    **number("signed", 36700),
    **number("share", 40),
    **number("growth", 10),
}
POLAND: Row = GERMANY | {"place": "POL"}


def with_offices(folder: Path) -> None:
    """Write offices into a case, and list their table."""
    write_rows(folder, "offices", [GERMANY, POLAND])
    describe(folder, resources=[{"name": path.stem, "path": path.name} for path in sorted(folder.glob("*.csv"))])


def broken(line: int, column: str, text: str, says: str, name: str = "", others: int = 0) -> Broken:
    """A cell that is broken by itself."""
    return Broken(
        name or f"{column} {text}", cell("offices", line, column, text), "offices.csv", line, column, says, others
    )


def none(column: str) -> Broken:
    """A number that is 0 with its whole range."""
    zeros = {column: "0", f"{column}_low": "0", f"{column}_high": "0"}
    return Broken(f"no {column}", cells("offices", 2, **zeros), "offices.csv", 2, column, "more than 0")


BROKEN = [
    broken(2, "place", "DUE", "DEU?"),
    broken(2, "place", "USA", "ally", "an office of a supplier"),
    broken(3, "place", "DEU", "one row for each", "an ally twice"),
    broken(2, "year", "", "a year", "no year"),
    broken(2, "year", "2026", "the last that is over", "a year that is not over"),
    broken(2, "year", "1924", "from 1995", "a year of long ago"),
    broken(2, "signed", "-1", "at least 0", others=1),
    broken(2, "signed_low", "36701", "at most the value"),
    broken(3, "signed_basis", "", "rests", "signed without a basis"),
    broken(2, "share_high", "101", "100"),
    broken(2, "growth", "a lot", "a number"),
    broken(2, "growth_high", "1001", "1000"),
    none("signed"),
    none("share"),
]


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_what_is_broken_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    with_offices(small_folder)
    stands_there(broken, small_folder)


def test_what_is_broken_comes_at_once(small_folder: Path) -> None:
    with_offices(small_folder)
    chosen = [(2, "year", "2030"), (2, "signed_low", "36701"), (3, "place", "PLO"), (3, "growth", "")]
    for line, column, text in chosen:
        set_cell(small_folder, "offices", line, column, text)
    found = {(one.row, one.column) for one in found_in(small_folder) if one.file == "offices.csv"}
    assert found == {(line, column) for line, column, _ in chosen}


def test_a_case_may_have_offices_or_not(small_folder: Path, tmp_path: Path) -> None:
    """They are read, written and read again; without them a case has an empty table."""
    plain = Case.read(small_folder)
    assert plain.table("offices").is_empty()
    with_offices(small_folder)
    case = Case.read(small_folder)
    assert case.table("offices")["place"].to_list() == ["DEU", "POL"]
    case.write(tmp_path / "again")
    assert Case.read(tmp_path / "again") == case
