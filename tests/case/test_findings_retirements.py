"""What leaves service: each defect is found where it stands, all of them at once; what nobody reads is named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sinews.data.case import Case
from tests.case.broken import Broken, alone, cell, cells, found_in
from tests.case.test_idle import USUAL
from tests.support import Row, describe, number, set_cell, write_rows

#: The stocks that they leave, counted the month before the start: 310 tanks, 200,000 shells.
OLD_TANKS: Row = {
    "place": "DEU",
    "item": "main_battle_tank",
    "start": "2026-01",
    "end": "2027-12",
    **number("quantity", 60),
}
OTHER_TANKS: Row = OLD_TANKS | {"start": "2028-01", "end": "2029-12", **number("quantity", 250)}
SHELLS: Row = {
    "place": "POL",
    "item": "shell_155mm",
    "start": "2025-07",
    "end": "2026-06",
    **number("quantity", 5e4),
}
ROWS = (OLD_TANKS, OTHER_TANKS, SHELLS)


def with_retirements(folder: Path, rows: Sequence[Row] = ROWS) -> None:
    """Write rows of what leaves into a case, and list their table."""
    write_rows(folder, "retirements", rows)
    describe(folder, resources=[{"name": path.stem, "path": path.name} for path in sorted(folder.glob("*.csv"))])


def retired(line: int, column: str, text: str, says: str = "", others: int = 0, name: str = "") -> Broken:
    """A cell of a retirement that is broken by itself."""
    harm = cell("retirements", line, column, text)
    return Broken(name or f"{column} {text}".strip(), harm, "retirements.csv", line, column, says, others)


def exactly(line: int, value: float, row: int, says: str, name: str) -> Broken:
    """A quantity without a range, and the row at which it is found."""
    harm = cells("retirements", line, **number("quantity", value, 0.0))
    return Broken(name, harm, "retirements.csv", row, "quantity", says)


BROKEN = [
    retired(2, "place", "DUE", "DEU?"),
    retired(2, "place", "USA", "ally", name="a fleet of no ally"),
    retired(2, "place", "MARKET", "places", name="a fleet on the market"),
    retired(2, "item", "tank", "items"),
    retired(4, "item", "propellant_charge", "needed", name="an input is no fleet"),
    retired(2, "start", "soon", "YYYY-MM"),
    retired(2, "start", "", "a month", name="no first month"),
    retired(2, "end", "2025-12", "not before start"),
    retired(2, "end", "", "a month", name="no last month"),
    retired(2, "quantity", "", "a number", name="no quantity"),
    retired(2, "quantity", "-3", "at least 0", others=1, name="fewer than none"),
    retired(2, "quantity_low", "80", "at most the value"),
    retired(2, "quantity_high", "", "both ends", name="half a range"),
    retired(2, "quantity_basis", "", "rests", name="quantity without a basis"),
    retired(2, "quantity_basis", "fact-9", "fact-"),
    Broken(
        "a row twice",
        cell("retirements", 3, "start", "2026-01"),
        "retirements.csv",
        3,
        "place, item, start",
        "one row for each",
    ),
    exactly(2, 0, 2, "more than 0", "nothing leaves"),
    exactly(3, 251, 3, "311 that leave from 2026-01 on, of a stock of 310", "more than there is, in two rows"),
    exactly(4, 500_000, 4, "250000 that leave from 2026-01 on, of a stock of 200000", "more than there is, half of it"),
    Broken(
        "a fleet of which nobody has counted any",
        cells("retirements", 4, place="DEU"),
        "retirements.csv",
        4,
        "quantity",
        "of a stock of 0",
    ),
]


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_a_broken_retirement_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    with_retirements(small_folder)
    alone(broken, small_folder)


def test_broken_retirements_come_at_once(small_folder: Path) -> None:
    """Ten defects in one table, each at its own cell."""
    with_retirements(small_folder)
    chosen = [(2, "place", "DUE"), (2, "end", "2025-12"), (2, "quantity_low", "80"), (2, "quantity_basis", "")]
    chosen += [(3, "item", "tank"), (3, "start", "soon"), (3, "quantity_basis", "fact-9")]
    chosen += [(4, "item", "propellant_charge"), (4, "end", ""), (4, "quantity", "many")]
    for line, column, text in chosen:
        set_cell(small_folder, "retirements", line, column, text)
    found = {(one.row, one.column) for one in found_in(small_folder) if one.file == "retirements.csv"}
    assert found == {(line, column) for line, column, _ in chosen}


def test_a_case_may_have_retirements_or_not(small_folder: Path) -> None:
    """All of a stock may leave; half of the shells left before the start and do not count against it."""
    plain = Case.read(small_folder)
    assert plain.table("retirements").is_empty()
    shells = SHELLS | number("quantity", 4e5, 0.0)
    with_retirements(small_folder, [OLD_TANKS, OTHER_TANKS, shells])
    case = Case.read(small_folder)
    assert case.table("retirements")["quantity"].to_list() == [60, 250, 400_000]
    assert case.digest != plain.digest
    assert [(one.file, one.row, one.column) for one in case.idle] == USUAL
    case.write(small_folder / "again")
    assert Case.read(small_folder / "again") == case


IDLE = [
    ("over before the start", SHELLS | {"start": "2024-01", "end": "2025-12"}, "POL/shell_155mm"),
    ("begun after the end", SHELLS | {"start": "2031-01", "end": "2032-06"}, "2026-01 and 2030-12"),
    ("of an item that the ally does not need", OLD_TANKS | {"place": "POL"}, "POL/main_battle_tank"),
]


@pytest.mark.parametrize(("row", "says"), [pair[1:] for pair in IDLE], ids=[pair[0] for pair in IDLE])
def test_a_retirement_that_no_question_reads_is_named(row: Row, says: str, small_folder: Path) -> None:
    with_retirements(small_folder, [OLD_TANKS, row])
    if row["place"] == "POL" and row["item"] == "main_battle_tank":
        cells("stocks", 4, place="POL", item="main_battle_tank", **number("quantity", 60, 0.0))(small_folder)
        cells("forces", 3, quantity="0", quantity_low="0", quantity_high="0")(small_folder)
    idle = [one for one in Case.read(small_folder).idle if one.file == "retirements.csv"]
    assert [(one.row, one.column) for one in idle] == [(3, "item")]
    assert says in str(idle[0])


def test_a_row_that_may_be_none_has_a_high_end(small_folder: Path) -> None:
    """What perhaps leaves has the value 0 and a high end above it; what leaves at no end is a finding."""
    perhaps = OLD_TANKS | {"quantity": "0", "quantity_low": "0", "quantity_high": "60"}
    with_retirements(small_folder, [perhaps])
    assert Case.read(small_folder).table("retirements")["quantity_high"].to_list() == [60]
