"""What could be made beyond the rates of lines: each defect is found where it stands, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.case import Case
from tests.case.broken import Broken, cell, cells, found_in, stands_there
from tests.support import Row, describe, number, set_cell, write_rows

TERMS: Row = {**number("lag", 9), **number("premium", 30)}
OFF: Row = number("share", 0)

SHELLS: Row = {"site": "deu_shells", **number("most", 40), **OFF, **TERMS}
TANKS: Row = SHELLS | {"site": "pol_tanks"}

RAIL: Row = {
    "conversion": "rail_plants",
    "name": "Rail plants",
    "place": "DEU",
    "item": "main_battle_tank",
    **number("rate", 2),
    **OFF,
    **TERMS,
    **number("ramp", 12),
}


def with_beyond(folder: Path) -> None:
    """Write surge and conversion into a case, and list their tables."""
    write_rows(folder, "surge", [SHELLS, TANKS])
    write_rows(folder, "conversion", [RAIL])
    describe(folder, resources=[{"name": path.stem, "path": path.name} for path in sorted(folder.glob("*.csv"))])


def broken(table: str, line: int, column: str, text: str, says: str, name: str = "", others: int = 0) -> Broken:
    """A cell that is broken by itself."""
    words = name or f"{table} {column} {text}".strip()
    return Broken(words, cell(table, line, column, text), f"{table}.csv", line, column, says, others)


BROKEN = [
    broken("surge", 2, "site", "deu_shell", "deu_shells?"),
    broken("surge", 2, "site", "deu_charges", "makes an input"),
    broken("surge", 3, "site", "deu_shells", "one row for each", "a line twice"),
    broken("surge", 2, "site", "", "a site", "no line"),
    broken("surge", 2, "most", "-40", "at least 0", others=1),
    broken("surge", 2, "most", "a lot", "a number"),
    broken("surge", 2, "most_low", "45", "at most the value"),
    broken("surge", 3, "most_basis", "", "rests", "most without a basis"),
    broken("surge", 2, "lag_basis", "fact-9", "fact-"),
    broken("surge", 3, "lag", "", "a number", "no lag"),
    broken("conversion", 2, "place", "USA", "ally", "host that is no ally"),
    broken("conversion", 2, "place", "DUE", "DEU?"),
    broken("conversion", 2, "item", "propellant_charge", "needed", "an input is not converted to"),
    broken("conversion", 2, "item", "tank", "items"),
    broken("conversion", 2, "rate", "-1", "at least 0", others=1),
    broken("conversion", 2, "ramp_high", "11", "at least the value"),
    broken("conversion", 2, "name", "", "text", "no name"),
    Broken(
        "more than all is called up",
        cells("surge", 2, share="101", share_low="101", share_high="101"),
        "surge.csv",
        2,
        "share",
        "100",
        2,
    ),
    Broken(
        "a premium of more than ten prices",
        cells("surge", 2, premium="1001", premium_low="1001", premium_high="1001"),
        "surge.csv",
        2,
        "premium",
        "1000",
        2,
    ),
    Broken(
        "a premium of more than ten prices of a plant",
        cells("conversion", 2, premium_high="1001"),
        "conversion.csv",
        2,
        "premium_high",
        "1000",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_what_is_broken_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    with_beyond(small_folder)
    stands_there(broken, small_folder)


def test_what_is_broken_comes_at_once(small_folder: Path) -> None:
    with_beyond(small_folder)
    chosen = [("surge", 2, "most_low", "45"), ("surge", 3, "lag", ""), ("surge", 3, "site", "no_line")]
    chosen += [("conversion", 2, "place", "DUE"), ("conversion", 2, "rate", "-1"), ("conversion", 2, "name", "")]
    for table, line, column, text in chosen:
        set_cell(small_folder, table, line, column, text)
    found = {(one.file, one.row, one.column) for one in found_in(small_folder)}
    assert found >= {(f"{table}.csv", line, column) for table, line, column, _ in chosen}


def test_a_case_may_have_such_rows_or_not(small_folder: Path, tmp_path: Path) -> None:
    """They are read, written and read again; without them a case has empty tables."""
    plain = Case.read(small_folder)
    assert plain.table("surge").is_empty()
    assert plain.table("conversion").is_empty()
    with_beyond(small_folder)
    case = Case.read(small_folder)
    assert case.table("surge")["site"].to_list() == ["deu_shells", "pol_tanks"]
    assert case.digest != plain.digest
    case.write(tmp_path / "again")
    assert Case.read(tmp_path / "again") == case
