"""What an overlay replaces and adds is said; what is not read of it is a finding."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sinews.data.case import Case, embedded, resolve_case
from sinews.data.unread import MOST, meant
from sinews.errors import CaseError, Finding, UsageError
from tests.support import add_row, packaged_case, read_rows, set_cell, write_rows

Fill = Callable[[Path], object]

HEADER = "place,item,date,quantity,quantity_low,quantity_high,quantity_basis\n"
ROW = "DEU,main_battle_tank,2025-12,900,900,900,guess\n"


@dataclass(frozen=True)
class Laid:
    """What somebody put into an overlay, and the one finding that this is: its file, its row, words of it."""

    name: str
    fill: Fill
    file: str
    says: str
    row: int = 0


def file(name: str, text: str | bytes = HEADER + ROW) -> Fill:
    def fill(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    return fill


def beside(*others: Fill) -> Fill:
    """Other things beside a table that is read."""
    return lambda folder: [fill(folder) for fill in (file("stocks.csv"), *others)]


NOT_READ = [
    Laid("capitals in the ending", file("stocks.CSV"), "closed/stocks.CSV", "stocks.csv"),
    Laid("capitals in the name", file("Stocks.csv"), "closed/Stocks.csv", "Did you mean stocks?"),
    Laid("text", file("stocks.csv.txt"), "closed/stocks.csv.txt", "call it stocks.csv"),
    Laid("tabs", file("stocks.tsv"), "closed/stocks.tsv", "call it stocks.csv"),
    Laid("workbook", file("stocks.xlsx"), "closed/stocks.xlsx", "call it stocks.csv"),
    Laid("workbook beside", beside(file("uses.xlsx")), "closed/uses.xlsx", "call it uses.csv"),
    Laid("copy", file("stocks (1).csv"), "closed/stocks (1).csv", "Did you mean stocks?"),
    Laid("letter lost", file("stoks.csv"), "closed/stoks.csv", "Did you mean stocks?"),
    Laid("something else", beside(file("notes.md", "# Notes")), "closed/notes.md", "not read"),
    Laid("description", beside(file("datapackage.json", "{}")), "closed/datapackage.json", "in the case itself"),
    Laid("folder inside", file("tables/stocks.csv"), "closed/tables/stocks.csv", "Move it up"),
    Laid("deep inside", beside(file("a/b/uses.csv")), "closed/a/b/uses.csv", "call it uses.csv"),
    Laid("empty folder inside", beside(lambda folder: (folder / "more").mkdir()), "closed/more", "an empty folder"),
    Laid("folder called as a table", lambda folder: (folder / "stocks.csv").mkdir(), "closed/stocks.csv", "a folder"),
    Laid("link to nothing", lambda folder: (folder / "stocks.csv").symlink_to("x"), "closed/stocks.csv", "to nothing"),
    Laid("pipe", lambda folder: os.mkfifo(folder / "stocks.csv"), "closed/stocks.csv", "neither a file nor a folder"),
    Laid(
        "endless file", lambda folder: (folder / "stocks.csv").symlink_to("/dev/zero"), "closed/stocks.csv", "neither"
    ),
    Laid("header only", file("stocks.csv", HEADER), "closed/stocks.csv", "no rows"),
    Laid("empty file", file("stocks.csv", ""), "closed/stocks.csv", "an empty file"),
    Laid("semicolons", file("stocks.csv", (HEADER + ROW).replace(",", ";")), "closed/stocks.csv", "semicolons", 1),
    Laid("sep=", file("stocks.csv", "sep=,\n" + HEADER + ROW), "closed/stocks.csv", "sep=,", 1),
    Laid("UTF-16", file("stocks.csv", (HEADER + ROW).encode("utf-16")), "closed/stocks.csv", "UTF-16"),
    Laid("row twice", file("stocks.csv", HEADER + ROW + ROW), "closed/stocks.csv", "one row for each place, item", 3),
]


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """The folder of an overlay."""
    folder = tmp_path / "closed"
    folder.mkdir()
    return folder


def found_in(folder: Path, overlay: Path) -> tuple[Finding, ...]:
    with pytest.raises(CaseError) as caught:
        Case.read(folder, overlay)
    return caught.value.findings


@pytest.mark.parametrize("laid", NOT_READ, ids=[laid.name for laid in NOT_READ])
def test_what_is_not_read_of_an_overlay_is_one_finding(laid: Laid, small_folder: Path, closed: Path) -> None:
    laid.fill(closed)
    findings = found_in(small_folder, closed)
    assert len(findings) == 1, findings
    assert (findings[0].file, findings[0].row) == (laid.file, laid.row)
    assert laid.says in str(findings[0])
    assert findings[0].remedy


@pytest.mark.parametrize("fill", [lambda _: None, file(".DS_Store"), file("~$stocks.xlsx")], ids=["", "hidden", "lock"])
def test_an_overlay_without_tables_is_a_finding(fill: Fill, small_folder: Path, closed: Path) -> None:
    fill(closed)
    (finding,) = found_in(small_folder, closed)
    assert (finding.file, finding.found) == (str(closed), "a folder without tables, so nothing is read")


def test_what_systems_leave_in_folders_is_no_finding(small_folder: Path, closed: Path) -> None:
    beside(file(".DS_Store"), file("._stocks.csv"), file("~$stocks.xlsx"), file("Thumbs.db"))(closed)
    assert Case.read(small_folder, closed).closed


@pytest.mark.parametrize(
    ("name", "says"), [("nowhere", "no folder"), ("file", "no folder, but a file"), ("x" * 5000, "no folder")]
)
def test_an_overlay_that_is_no_folder_is_a_finding(name: str, says: str, small_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (finding,) = found_in(small_folder, tmp_path / name)
    assert says in finding.found


def test_of_very_many_files_that_are_not_read_some_are_named(small_folder: Path, closed: Path) -> None:
    for number in range(MOST + 50):
        file(f"{number}.txt", "")(closed)
    findings = found_in(small_folder, closed)
    assert len(findings) == MOST + 1
    assert any(finding.found == "more files that are not read" for finding in findings)


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("STOCKS.XLSX", "stocks"), ("stocks - Copy.csv", "stocks"), ("stocks_old.csv", "stocks"),
        ("corridor links.ods", "corridor_links"), ("formation-loads.tsv", "formation_loads"), ("stock.csv", "stocks"),
        ("notes.md", ""),
    ],
)  # fmt: skip
def test_which_table_a_file_was_meant_to_be(name: str, table: str) -> None:
    assert meant(name) == table


# what is said of it -----------------------------------------------------------------


def test_what_was_laid_over_is_stated(small_folder: Path, closed: Path) -> None:
    write_rows(closed, "stocks", read_rows(small_folder, "stocks")[:2])
    add_row(closed, "stocks", place="DEU", item="shell_155mm")
    write_rows(closed, "capacity", read_rows(small_folder, "capacity")[:1])
    set_cell(closed, "capacity", 2, "date", "2029-06")
    case = Case.read(small_folder, closed)
    assert case.closed
    assert case.stated() == (
        f"Case small, read from the folder {small_folder} (digest {case.digest[:12]}).",
        f"Laid over it: the folder {closed}. Rows replaced, by table: stocks 2.",
        "New rows (2): capacity deu_charges/2029-06/delivered, stocks DEU/shell_155mm.",
    )
    assert case.origin
    assert case.origin.overlay
    assert len(case.overlaid) == len(case.origin.overlay.replaced) + len(case.origin.overlay.new) == 4
    changed = case.change("uses", case.table("uses").head(0))
    assert changed.closed
    assert changed.stated()[1:] == case.stated()[1:]


def test_which_case_was_read_is_stated(small_folder: Path, small_case: Case) -> None:
    case = Case.read(small_folder)
    assert not case.closed
    assert case.stated() == (f"Case small, read from the folder {small_folder} (digest {case.digest[:12]}).",)
    made = Case.from_tables(small_case.settings, small_case.tables)
    assert made.stated() == (f"Case small, made from tables (digest {made.digest[:12]}).",)


def test_a_packaged_case_is_stated_as_such() -> None:
    case = packaged_case()
    assert case.stated() == (f"Case nato-europe, packaged with sinews (digest {case.digest[:12]}).",)


def test_of_very_many_new_rows_some_are_stated(small_folder: Path, closed: Path) -> None:
    fact = read_rows(small_folder, "facts")[0]
    write_rows(closed, "facts", [fact | {"fact": f"mine-{number}"} for number in range(100)])
    assert Case.read(small_folder, closed).stated()[-1].endswith(" and 60 more.")


# rows that were perhaps meant to replace others ---------------------------------------


@pytest.mark.parametrize(
    ("table", "column", "new", "near"),
    [
        ("deliveries", "order", "deu_tank", "deu_tanks"),
        ("uses", "start", "2026-02", "2026-01"),
        ("forces", "force", "brigades", "brigade"),
    ],
)
def test_a_new_row_close_to_one_that_is_there_is_a_warning(
    table: str, column: str, new: str, near: str, small_folder: Path, closed: Path
) -> None:
    write_rows(closed, table, read_rows(small_folder, table)[:1])
    set_cell(closed, table, 2, column, new)
    if table == "forces":
        write_rows(closed, "scales", [row | {"force": new} for row in read_rows(small_folder, "scales")])
    warnings = [one for one in Case.read(small_folder, closed).noticed if one.file == f"closed/{table}.csv"]
    assert [(one.row, one.column) for one in warnings] == [(2, column)]
    assert new in warnings[0].found
    assert near in warnings[0].remedy


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("deliveries", {"order": "pol_ships"}),
        ("uses", {"start": "2027-06"}),
        ("stocks", {"place": "POL"}),
        ("facts", {"fact": "fact-1b"}),
    ],
    ids=["another code", "much later", "another place", "ids follow a pattern"],
)
def test_a_new_row_that_is_close_to_none_is_no_warning(
    table: str, cells: dict[str, str], small_folder: Path, closed: Path
) -> None:
    write_rows(closed, table, [read_rows(small_folder, table)[0] | cells])
    assert not Case.read(small_folder, closed).noticed


def test_codes_that_differ_in_their_numbers_only_are_told_apart_on_purpose(small_folder: Path, closed: Path) -> None:
    write_rows(closed, "deliveries", [read_rows(small_folder, "deliveries")[0] | {"order": "order_1"}])
    add_row(small_folder, "deliveries", order="order_2")
    assert not Case.read(small_folder, closed).noticed


# files beside those of a case -----------------------------------------------------------


@pytest.mark.parametrize("name", ["stocks.xlsx", "uses.csv.txt", "stoks.csv", "old.csv", "stocks.tsv"])
def test_a_table_beside_those_of_a_case_is_a_warning(name: str, small_folder: Path) -> None:
    file(name)(small_folder)
    assert [one.file for one in Case.read(small_folder).noticed] == [name]


@pytest.mark.parametrize("name", ["Stocks.csv", "STOCKS.CSV", "areas.csv"])
def test_a_table_that_a_description_does_not_list_is_a_finding(name: str, small_folder: Path) -> None:
    file(name)(small_folder)
    with pytest.raises(CaseError) as caught:
        Case.read(small_folder)
    assert [(one.file, one.row) for one in caught.value.findings] == [(name, 0)]


@pytest.mark.parametrize("name", ["answers.json", "README.md", "notes.txt", ".stocks.csv.swp"])
def test_other_files_beside_those_of_a_case_are_nobodys_business(name: str, small_folder: Path) -> None:
    file(name, "{}")(small_folder)
    assert not Case.read(small_folder).noticed


def test_a_table_without_rows_that_a_case_may_leave_out_is_a_warning(small_folder: Path) -> None:
    write_rows(small_folder, "uses", [], list(read_rows(small_folder, "uses")[0]))
    (warning,) = Case.read(small_folder).noticed
    assert (warning.file, warning.found) == ("uses.csv", "no rows")


# which case a name means -----------------------------------------------------------------


def test_a_folder_without_a_description_does_not_hide_behind_a_packaged_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_folder: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert resolve_case("nato-europe") == embedded("nato-europe")
    (tmp_path / "nato-europe").mkdir()
    with pytest.raises(CaseError) as caught:
        resolve_case("nato-europe")
    (finding,) = caught.value.findings
    assert finding.file == "nato-europe"
    assert "./nato-europe" in finding.remedy
    assert resolve_case("./nato-europe") == Path("nato-europe")
    for path in small_folder.iterdir():
        (tmp_path / "nato-europe" / path.name).write_bytes(path.read_bytes())
    assert resolve_case("nato-europe") == Path("nato-europe")
    assert "read from the folder nato-europe" in Case.read(resolve_case("nato-europe")).stated()[0]


def test_a_name_that_no_file_can_have_is_no_case() -> None:
    with pytest.raises(UsageError, match="packaged are"):
        resolve_case("x" * 5000)
