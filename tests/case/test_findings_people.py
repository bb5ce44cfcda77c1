"""People and crews: each defect is found where it stands, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.case import Case
from tests.case.broken import Broken, cell, cells, found_in, stands_there
from tests.support import Row, describe, number, set_cell, write_rows

NUMBERS = {
    "strength": 180000, "leave": 9, "recruits": 25000, "dropout": 20, "training": 12, "reserves": 1000, "pay": 70000,
}  # fmt: skip
GERMANY: Row = {"place": "DEU"} | {
    name: text for column, value in NUMBERS.items() for name, text in number(column, value).items()
}
POLAND: Row = GERMANY | {"place": "POL"}
TANKS: Row = {"item": "main_battle_tank", **number("crew", 18), **number("share", 90)}


def with_people(folder: Path) -> None:
    """Write people and crews into a case, and list their tables."""
    write_rows(folder, "people", [GERMANY, POLAND])
    write_rows(folder, "crews", [TANKS, TANKS | {"item": "shell_155mm"}])
    describe(folder, resources=[{"name": path.stem, "path": path.name} for path in sorted(folder.glob("*.csv"))])


def broken(
    line: int, column: str, text: str, says: str, name: str = "", *, table: str = "people", others: int = 0
) -> Broken:
    """A cell that is broken by itself."""
    harm = cell(table, line, column, text)
    return Broken(name or f"{column} {text}", harm, f"{table}.csv", line, column, says, others)


def all_of(table: str, line: int, column: str, text: str, says: str) -> Broken:
    """A number that is broken with both ends of its range."""
    harm = cells(table, line, **{f"{column}{end}": text for end in ("", "_low", "_high")})
    return Broken(f"{table} {column} {text} throughout", harm, f"{table}.csv", line, column, says)


BROKEN = [
    broken(2, "place", "DE", "DEU?"),
    broken(2, "place", "USA", "kind ally", "no ally"),
    broken(3, "place", "DEU", "one row for each", "an ally twice"),
    broken(2, "strength", "", "a number", "no strength"),
    broken(2, "strength_low", "190000", "at most the value"),
    broken(2, "leave_high", "101", "100"),
    broken(2, "recruits", "-1", "at least 0", others=1),
    broken(2, "dropout_high", "120", "100"),
    broken(3, "training_basis", "", "rests", "training without a basis"),
    broken(3, "pay", "much", "a number", "pay in words"),
    broken(2, "reserves", "", "a number", "no reserves"),
    all_of("people", 2, "strength", "0", "more than 0"),
    all_of("people", 3, "leave", "100", "less than 100"),
    all_of("people", 3, "dropout", "100", "less than 100"),
    Broken(
        "strength in thousands", cells("people", 2, strength="180", strength_low="180", strength_high="180"),
        "people.csv", 2, "recruits", "10 times",
    ),
    broken(2, "item", "main_battle_tanks", "main_battle_tank?", table="crews"),
    broken(2, "item", "propellant_charge", "needed", "an input", table="crews"),
    broken(3, "item", "main_battle_tank", "one row for each", "an item twice", table="crews"),
    broken(2, "crew", "-4", "at least 0", table="crews", others=1),
    broken(2, "share_high", "101", "100", table="crews"),
    all_of("crews", 3, "crew", "0", "more than 0"),
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_what_is_broken_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    with_people(small_folder)
    stands_there(broken, small_folder)


def test_what_is_broken_comes_at_once(small_folder: Path) -> None:
    with_people(small_folder)
    people = [(2, "leave_high", "101"), (2, "strength_low", "190000"), (3, "training", ""), (3, "pay_low", "x")]
    crews = [(2, "crew", ""), (3, "item", "shells")]
    for table, wrong in (("people", people), ("crews", crews)):
        for line, column, text in wrong:
            set_cell(small_folder, table, line, column, text)
    found = {(finding.file, finding.row, finding.column) for finding in found_in(small_folder)}
    assert found == {("people.csv", line, column) for line, column, _ in people} | {
        ("crews.csv", line, column) for line, column, _ in crews
    }


def test_a_case_may_have_such_rows_or_not(small_folder: Path, tmp_path: Path) -> None:
    """They are read, written and read again; without them a case has empty tables."""
    plain = Case.read(small_folder)
    assert plain.table("people").is_empty()
    assert plain.table("crews").is_empty()
    with_people(small_folder)
    case = Case.read(small_folder)
    assert case.table("people")["place"].to_list() == ["DEU", "POL"]
    assert case.table("crews")["item"].to_list() == ["main_battle_tank", "shell_155mm"]
    case.write(tmp_path / "again")
    assert Case.read(tmp_path / "again") == case
