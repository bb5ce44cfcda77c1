"""What is ready of stocks: each defect is found where it stands, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.case import Case
from tests.case.broken import Broken, cell, cells, found_in, stands_there
from tests.support import Row, describe, number, set_cell, write_rows

NUMBERS = {"ready": 44, "planned": 70, "best": 54, "lag": 24, "cost": 15, "share": 90}
TANKS: Row = {"item": "main_battle_tank"} | {
    name: text for column, value in NUMBERS.items() for name, text in number(column, value).items()
}
SHELLS: Row = TANKS | {"item": "shell_155mm"}


def with_serviceability(folder: Path) -> None:
    """Write what is ready into a case, and list its table."""
    write_rows(folder, "serviceability", [TANKS, SHELLS])
    describe(folder, resources=[{"name": path.stem, "path": path.name} for path in sorted(folder.glob("*.csv"))])


def broken(line: int, column: str, text: str, says: str, name: str = "", others: int = 0) -> Broken:
    """A cell that is broken by itself."""
    harm = cell("serviceability", line, column, text)
    return Broken(name or f"{column} {text}", harm, "serviceability.csv", line, column, says, others)


BROKEN = [
    broken(2, "item", "main_battle_tanks", "main_battle_tank?"),
    broken(2, "item", "propellant_charge", "needed", "an input"),
    broken(3, "item", "main_battle_tank", "one row for each", "an item twice"),
    broken(2, "ready", "-1", "at least 0", others=1),
    broken(2, "ready_low", "45", "at most the value"),
    broken(3, "ready_basis", "", "rests", "ready without a basis"),
    broken(2, "best_high", "101", "100"),
    broken(2, "lag", "", "a number", "no lag"),
    broken(2, "cost_high", "1001", "1000"),
    broken(2, "share_high", "101", "100"),
    broken(2, "planned_low", "0", "more than 0"),
    Broken(
        "nothing is planned", cells("serviceability", 2, planned="0", planned_low="0", planned_high="0"),
        "serviceability.csv", 2, "planned_low", "more than 0",
    ),
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_what_is_broken_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    with_serviceability(small_folder)
    stands_there(broken, small_folder)


def test_what_is_broken_comes_at_once(small_folder: Path) -> None:
    with_serviceability(small_folder)
    chosen = [(2, "planned_low", "0"), (2, "ready_low", "45"), (3, "item", "shells"), (3, "lag", "")]
    for line, column, text in chosen:
        set_cell(small_folder, "serviceability", line, column, text)
    found = {(one.row, one.column) for one in found_in(small_folder) if one.file == "serviceability.csv"}
    assert found == {(line, column) for line, column, _ in chosen}


def test_a_case_may_have_such_rows_or_not(small_folder: Path, tmp_path: Path) -> None:
    """They are read, written and read again; without them a case has an empty table."""
    plain = Case.read(small_folder)
    assert plain.table("serviceability").is_empty()
    with_serviceability(small_folder)
    case = Case.read(small_folder)
    assert case.table("serviceability")["item"].to_list() == ["main_battle_tank", "shell_155mm"]
    case.write(tmp_path / "again")
    assert Case.read(tmp_path / "again") == case
