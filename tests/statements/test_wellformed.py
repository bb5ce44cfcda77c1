"""What is wrong with a row of `statements` is found once, at its place, with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.tables import StatementCheck
from sinews.data.tables.statements import REQUIRED
from sinews.errors import CaseError, Finding
from tests import support
from tests.statements.told import case, statement

WHOLE: dict[str, object] = {
    "about": "NATO_EUR",
    "against": "RUS",
    "item": "main_battle_tank",
    "force": "brigade",
    "path": "national",
    "start": "2025-01",
    "end": "2025-12",
    "side": "at_least",
    "value": 1.0,
    "threshold": 1.0,
    "step": 10.0,
    "evidence": "fact-5",
    "unit": "units",
}


#: A city, of which statements on minutes are.
CITY: support.Row = {
    "city": "berlin",
    "name": "Berlin",
    "place": "DEU",
    **support.number("latitude", 52.5, 0.0),
    **support.number("longitude", 13.4, 0.0),
    **support.number("population", 3_400_000.0, 0.1),
    **support.blank("places"),
}


def whole(check: str) -> dict[str, object]:
    """All cells of a row with this check."""
    return WHOLE | ({"about": "berlin"} if check == StatementCheck.MINUTES_CLOCK else {})


def only(folder: Path, row: support.Row, **others: list[support.Row]) -> Finding:
    """The one finding on a row."""
    with pytest.raises(CaseError) as error:
        case(folder, row, **others)
    [found] = error.value.findings
    return found


def test_rows_with_all_cells_are_sound(tmp_path: Path) -> None:
    rows = [statement(name.value, code=name.value, **whole(name.value)) for name in StatementCheck]
    assert case(tmp_path, *rows, cities=[CITY]).table("statements").height == len(StatementCheck)


def test_a_cell_that_the_check_needs_may_not_be_blank(tmp_path: Path) -> None:
    """Every cell that a check needs, left out in a row of its own: one finding each, all at once."""
    missing = [(name.value, column) for name in StatementCheck for column in REQUIRED[name]]
    rows = [
        statement(name, code=f"{name}.{column}", **{key: cell for key, cell in whole(name).items() if key != column})
        for name, column in missing
    ]
    with pytest.raises(CaseError) as error:
        case(tmp_path, *rows, cities=[CITY])
    found = sorted(error.value.findings, key=lambda finding: finding.row)
    assert [finding.row for finding in found] == list(range(2, len(missing) + 2))
    for (name, column), finding in zip(missing, found, strict=True):
        assert (finding.file, finding.column, finding.found) == ("statements.csv", column, "a blank cell")
        assert name in finding.expected
        assert f"{name}.{column}" in finding.remedy


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("about", "NATO_EUR NATO_ERU", "Did you mean NATO_EUR?"),
        ("against", "RSU", "Did you mean RUS?"),
        ("item", "main_battle_tnak", "Did you mean main_battle_tank?"),
        ("force", "brigad", "Did you mean brigade?"),
        ("path", "nationl", "Did you mean national?"),
        ("evidence", "guess", "ids of facts"),
        ("evidence", "fact-55", "Did you mean fact-5?"),
        ("side", "beyond", "one of at_least"),
        ("check", "gap_levle", "Did you mean gap_level?"),
        ("end", "2024-06", "not before start"),
    ],
)
def test_a_wrong_cell_gets_one_finding(tmp_path: Path, column: str, cell: str, says: str) -> None:
    found = only(tmp_path, statement("gap_level", **WHOLE) | {column: cell})
    assert (found.file, found.row, found.column) == ("statements.csv", 2, column)
    assert says in str(found).replace("a month not before start", "not before start")


def test_a_figure_without_a_basis_is_found(tmp_path: Path) -> None:
    found = only(tmp_path, statement("gap_level", **WHOLE) | {"value_basis": ""})
    assert found.column == "value_basis"


def test_an_item_without_counterpart_is_found_where_one_is_needed(tmp_path: Path) -> None:
    found = only(tmp_path, statement("output_ratio", **{**WHOLE, "item": "shell_155mm"}))
    assert (found.column, found.expected) == ("item", "an item with a row in counterparts")


def test_two_rows_of_one_code_are_found(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error:
        case(tmp_path, statement("no_data"), statement("no_data"))
    [found] = error.value.findings
    assert found.column == "statement"
