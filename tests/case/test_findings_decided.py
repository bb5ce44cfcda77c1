"""What is approved and not signed, and families of items: each defect is found where it stands, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.case import Case
from tests.case.broken import Broken, alone, cell, cells, found_in, row
from tests.case.test_findings_joins import both
from tests.support import Row, describe, number, read_rows, set_cell, write_rows

TANKS: Row = {
    "decision": "deu_more_tanks",
    "place": "DEU",
    "item": "main_battle_tank",
    **number("quantity", 75),
    "approved": "2025-11",
    "signature": "2027-02",
    "signature_low": "2027-01",
    "signature_high": "2027-12",
    "first": "2028-01",
    "last": "2030-12",
    "supplier": "DEU",
    "basis": "fact-1 guess",
}

SHELLS: Row = TANKS | {"decision": "pol_shells", "place": "POL", "item": "shell_155mm", "supplier": ""}

FAMILIES = (
    cells("items", 2, family="land", held="brigades"),
    cells("items", 4, family="munitions", held="together"),
)


def with_decided(folder: Path) -> None:
    """Write the two decisions into a case, and list their table."""
    write_rows(folder, "decided", [TANKS, SHELLS])
    describe(folder, resources=[{"name": path.stem, "path": path.name} for path in sorted(folder.glob("*.csv"))])


def decided(line: int, column: str, text: str, says: str = "", others: int = 0, name: str = "") -> Broken:
    """A cell of a decision that is broken by itself."""
    harm = cell("decided", line, column, text)
    return Broken(name or f"{column} {text}".strip(), harm, "decided.csv", line, column, says, others)


DECIDED = [
    decided(2, "place", "DUE", "DEU?"),
    decided(2, "place", "USA", "ally", name="buyer that is no ally"),
    decided(2, "item", "tank", "items"),
    decided(2, "item", "propellant_charge", "needed", name="an input is no purchase"),
    decided(3, "supplier", "XXX", "places"),
    decided(2, "basis", "fact-9", "fact-"),
    decided(2, "basis", "", "ids", name="no basis"),
    decided(2, "quantity_basis", "", "rests", name="quantity without a basis"),
    decided(2, "quantity", "", "a number", name="no quantity"),
    decided(2, "quantity_low", "80", "at most the value"),
    decided(2, "approved", "soon", "YYYY-MM"),
    decided(2, "approved", "", "a month", name="no month of approval"),
    decided(2, "signature", "2025-10", "not before approved", others=2),
    decided(2, "signature_high", "2027-01", "not before signature"),
    decided(2, "signature_low", "2027-03", "after the month that is expected"),
    decided(2, "signature_low", "", "both ends", name="half a range"),
    decided(3, "signature_high", "", "both ends", name="the other half of a range"),
    decided(2, "first", "2027-01", "not before signature"),
    decided(2, "last", "2027-12", "not before first"),
    decided(3, "decision", "deu_more_tanks", "one row for each", name="a code twice"),
    decided(2, "decision", "deu_tanks", "deliveries", name="a decision that is signed"),
    Broken(
        "nothing decided",
        cells("decided", 2, quantity="0", quantity_low="0", quantity_high="0"),
        "decided.csv",
        2,
        "quantity",
        "more than 0",
    ),
    Broken(
        "a decision twice",
        lambda folder: write_rows(folder, "decided", [TANKS, SHELLS, TANKS | {"decision": "deu_tanks_again"}]),
        "decided.csv",
        4,
        "decision",
        '"deu_more_tanks"',
    ),
    Broken(
        "signed already",
        cells("decided", 2, signature="2025-12", signature_low="2025-11"),
        "decided.csv",
        2,
        "signature",
        "deliveries",
    ),
    Broken(
        "approved tomorrow",
        cells("decided", 2, approved="2027-01"),
        "decided.csv",
        2,
        "approved",
        "day of the case",
    ),
]


@pytest.mark.parametrize("broken", DECIDED, ids=[broken.name for broken in DECIDED])
def test_a_broken_decision_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    with_decided(small_folder)
    alone(broken, small_folder)


def test_broken_decisions_come_at_once(small_folder: Path) -> None:
    """Ten defects in one table, each at its own cell."""
    with_decided(small_folder)
    chosen = [(2, "place", "DUE"), (2, "quantity_low", "80"), (2, "signature_low", "2027-03"), (2, "last", "2027-12")]
    chosen += [(3, "item", "shell"), (3, "basis", "fact-9"), (3, "supplier", "XXX"), (3, "signature_high", "")]
    chosen += [(3, "approved", "soon"), (2, "quantity_basis", "")]
    for line, column, text in chosen:
        set_cell(small_folder, "decided", line, column, text)
    found = {(one.row, one.column) for one in found_in(small_folder) if one.file == "decided.csv"}
    assert found >= {(line, column) for line, column, _ in chosen if column != "signature_high"}


def test_a_case_may_have_decisions_or_not(small_folder: Path) -> None:
    plain = Case.read(small_folder)
    assert plain.table("decided").is_empty()
    with_decided(small_folder)
    case = Case.read(small_folder)
    assert case.table("decided")["decision"].to_list() == ["deu_more_tanks", "pol_shells"]
    assert case.digest != plain.digest


FAMILY = [
    Broken("unknown word", cell("items", 2, "held", "brigade"), "items.csv", 2, "held", "brigades?"),
    Broken("not a code", cell("items", 2, "family", "land forces"), "items.csv", 2, "family", "blanks"),
    Broken("family of an input", cells("items", 3, family="munitions"), "items.csv", 3, "family", "an input"),
    Broken("an input that is held", cells("items", 3, held="together"), "items.csv", 3, "held", "an input"),
    Broken("held without a family", cells("items", 2, family="", held="together"), "items.csv", 2, "family", "held"),
    Broken("family of two minds", cells("items", 4, family="land"), "items.csv", 4, "held", "of the family land"),
    Broken("one alone", cells("items", 4, family="land", held=""), "items.csv", 4, "held", "each ally alone"),
    Broken(
        "family called as an item", cells("items", 4, family="main_battle_tank"), "items.csv", 4, "family", "an item"
    ),
    Broken(
        "a family misspelt",
        both(
            row("items", item="rocket", name="Rocket", family="munitions", held="together"),
            cells("items", 2, family="munition", held="together"),
        ),
        "items.csv",
        2,
        "family",
        "munitions?",
    ),
]


@pytest.mark.parametrize("broken", FAMILY, ids=[broken.name for broken in FAMILY])
def test_a_broken_family_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    for harm in FAMILIES:
        harm(small_folder)
    Case.read(small_folder)
    alone(broken, small_folder)


def test_a_case_may_leave_families_out(small_folder: Path) -> None:
    """Columns that a case does not fill are not written, so its bytes and digest are as before they existed."""
    case = Case.read(small_folder)
    assert case.table("items")["family"].is_null().all()
    case.write(small_folder / "again")
    assert "family" not in read_rows(small_folder / "again", "items")[0]
    for harm in FAMILIES:
        harm(small_folder)
    filled = Case.read(small_folder)
    assert dict(filled.table("items").select("item", "held").drop_nulls().iter_rows()) == {
        "main_battle_tank": "brigades",
        "shell_155mm": "together",
    }
    filled.write(small_folder / "filled")
    assert Case.read(small_folder / "filled") == filled
