"""Pairs of promised and observed: each defect is found where it stands, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.case import Case
from tests.case.broken import Break, Broken, alone, cell, cells, found_in
from tests.support import Row, blank, describe, number, set_cell, write_rows

TANKS: Row = {
    "pair": "tanks",
    "programme": "tank_order",
    "party": "DEU",
    "kind": "procurement",
    "signed": "2018-03",
    "due": "2021-03",
    "came": "2023-09",
    **blank("promised"),
    **blank("observed"),
    "unit": "",
    "promise": "contract",
    "outcome": "observed",
    "looked_up": "late",
    "basis": "fact-4 fact-5",
}
HOWITZERS: Row = TANKS | {"pair": "howitzers", "programme": "howitzer_order", "came": "2022-03"}
SHELLS: Row = TANKS | {
    "pair": "shells",
    "programme": "shell_works",
    "party": "Works of Suhl",
    "kind": "rate",
    **number("promised", 1000),
    **number("observed", 800),
    "unit": "units/month",
    "promise": "plan",
}
PRICE: Row = SHELLS | {
    "pair": "price",
    "kind": "cost",
    **number("observed", 1200),
    "unit": "EUR",
    "outcome": "expected",
    "looked_up": "apart",
}
ROWS = (TANKS, HOWITZERS, SHELLS, PRICE)


def with_slips(folder: Path, *rows: Row) -> None:
    """Write pairs into a case, and list their table."""
    write_rows(folder, "slips", rows or ROWS)
    describe(folder, resources=[{"name": path.stem, "path": path.name} for path in sorted(folder.glob("*.csv"))])


def broken(line: int, column: str, word: str, says: str, name: str = "", others: int = 0) -> Broken:
    """A cell that is broken by itself."""
    return at(name or f"{column} {word}", cell("slips", line, column, word), line, column, says, others)


def at(name: str, harm: Break, line: int, column: str, says: str, others: int = 0) -> Broken:
    """What is broken, and where it is found."""
    return Broken(name, harm, "slips.csv", line, column, says, others)


def again(folder: Path) -> None:
    """A promise that is told twice."""
    with_slips(folder, *ROWS, TANKS | {"pair": "tanks_again", "came": "2024-01"})


BROKEN = [
    broken(2, "kind", "budget", "procurement", "an unknown kind"),
    broken(2, "kind", "", "procurement", "no kind"),
    broken(2, "due", "", "a month", "no promised date"),
    broken(2, "came", "", "a month", "no date on which it came"),
    broken(2, "party", "", "text", "a promise about nobody"),
    broken(4, "observed", "nan", "a finite number", "no number for a rate"),
    broken(4, "observed_high", "700", "at least the value", "a range that ends below its value"),
    broken(4, "promised", "lots", "a number", "words for a rate"),
    broken(2, "promise", "rumour", "restated", "an unknown promise"),
    broken(2, "outcome", "hoped", "expected", "an unknown outcome"),
    broken(2, "looked_up", "because", "apart", "an unknown reason"),
    broken(2, "signed", "soon", "YYYY", "text for a date"),
    broken(2, "due", "2021-13", "a day of the calendar", "no month of a year"),
    broken(2, "signed", "", "a month", "no day of the promise"),
    broken(2, "due", "2018-01", "signed", "promised for before the signature"),
    broken(2, "came", "2018-01", "signed", "observed before the signature"),
    at("promised for its own month", cells("slips", 2, due="2018-03"), 2, "due", "the month of the promise"),
    broken(2, "came", "2026-02", "observed", "observed after the day of the case"),
    at("promised after the day", cells("slips", 2, signed="2026-03", due="2027-03", came="2028-03"), 2, "signed",
       "promises that have been made"),
    at("late, and came in time", cells("slips", 2, came="2021-01"), 2, "looked_up", "was kept"),
    at("early, and came late", cells("slips", 2, looked_up="early"), 2, "looked_up", "was not kept"),
    at("a bound before it is due", cells("slips", 2, outcome="bound", came="2020-09", looked_up="apart"), 2, "came",
       "a bound"),
    broken(4, "promised", "-1000", "at least 0", "a negative rate", others=1),
    at("a rate of nothing", cells("slips", 4, observed="0", observed_low="0"), 4, "observed", "more than 0"),
    at("a rate without a promise", cells("slips", 4, **blank("promised")), 4, "promised", "both amounts"),
    at("a rate without a promise and with its range", cell("slips", 4, "promised", ""), 4, "promised", "the range"),
    broken(4, "unit", "", "both amounts", "a rate without a unit"),
    at("a date with an amount", cells("slips", 2, **number("promised", 3.0)), 2, "promised", "a blank cell"),
    broken(4, "promised_low", "1001", "at most the value", "a range upside down"),
    broken(4, "observed_basis", "", "rests", "a rate without a basis"),
    broken(2, "basis", "", "basis", "a date without a basis"),
    broken(2, "basis", "fact-44", "an id in facts", "a basis that is not there"),
    broken(3, "pair", "tanks", "one row for each", "a pair twice"),
    at("a promise told twice", again, 6, "pair", "the same promise"),
    at("a promise of nobody", cells("slips", 2, programme=""), 2, "programme", "a code"),
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_what_is_broken_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    with_slips(small_folder)
    alone(broken, small_folder)


def test_what_is_broken_comes_at_once(small_folder: Path) -> None:
    with_slips(small_folder)
    chosen = [(2, "due", "2017-01"), (3, "kind", "tank"), (4, "observed_low", "2000"), (5, "signed", "now")]
    for line, column, word in chosen:
        set_cell(small_folder, "slips", line, column, word)
    found = {(one.row, one.column) for one in found_in(small_folder) if one.file == "slips.csv"}
    assert found == {(line, column) for line, column, _ in chosen}


def test_a_case_may_have_pairs_or_not(small_folder: Path, tmp_path: Path) -> None:
    """They are read, written and read again; without them a case has an empty table."""
    assert Case.read(small_folder).table("slips").is_empty()
    with_slips(small_folder)
    case = Case.read(small_folder)
    assert case.table("slips")["pair"].to_list() == ["howitzers", "price", "shells", "tanks"]
    case.write(tmp_path / "again")
    assert Case.read(tmp_path / "again") == case


def test_pairs_that_do_not_differ_are_idle(small_folder: Path) -> None:
    """One warning for all of them, and none once two of a kind slipped differently."""
    with_slips(small_folder, TANKS, TANKS | {"pair": "same", "party": "POL"}, SHELLS)
    idle = [one for one in Case.read(small_folder).idle if one.file == "slips.csv"]
    assert [(one.row, one.column) for one in idle] == [(2, "pair")]
    assert "3 rows that no question reads: tanks, same, shells" in idle[0].found
    with_slips(small_folder)
    assert not [one for one in Case.read(small_folder).idle if one.file == "slips.csv"]
