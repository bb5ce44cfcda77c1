"""A case as a workbook and back: not a byte is lost, and what is wrong is named by sheet and cell."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sinews.data.case import Case
from sinews.data.packaged import embedded
from sinews.data.workbook import form
from sinews.data.workbook.back import imported
from sinews.data.workbook.export import book_of
from sinews.data.workbook.packed import letters
from sinews.data.workbook.reading import sheets_in
from sinews.errors import CaseError, Finding, UsageError

SMALL = Path("examples/small")

Sheets = dict[str, list[list[Any]]]


@pytest.fixture(scope="module")
def book() -> bytes:
    """The workbook of the small case."""
    return book_of(SMALL)


@pytest.fixture(scope="module")
def sheets(book: bytes) -> Sheets:
    """Its sheets as rows of text."""
    return sheets_in(book, "small.xlsx")


def packed(sheets: Sheets, dates: str = "yyyy-mm-dd") -> bytes:
    """A workbook of these sheets, as somebody else's program would write it."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": dates})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, str) and not cell.startswith("="):
                    sheet.write_string(number, column, cell)
                else:
                    sheet.write(number, column, cell)
    book.close()
    return stream.getvalue()


def changed(sheets: Sheets, table: str, row: int, column: str, cell: object) -> Sheets:
    """The sheets with another cell; `row` as a spreadsheet counts."""
    rows = [list(cells) for cells in sheets[table]]
    rows[row - 1][rows[0].index(column)] = cell
    return {**sheets, table: rows}


def made(content: bytes, folder: Path) -> Case:
    (folder / "book.xlsx").write_bytes(content)
    return imported(folder / "book.xlsx", folder / "made")


def refused(content: bytes, folder: Path) -> tuple[Finding, ...]:
    """What is found in a workbook, of which nothing is left behind."""
    with pytest.raises(CaseError) as caught:
        made(content, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["book.xlsx"]
    return caught.value.findings


def test_a_round_trip_changes_no_byte(book: bytes, tmp_path: Path) -> None:
    made(book, tmp_path)
    there = {path.name: path.read_bytes() for path in SMALL.iterdir() if path.suffix in {".csv", ".json"}}
    assert {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()} == there


@pytest.mark.long
def test_a_round_trip_of_the_packaged_case_changes_no_byte(tmp_path: Path) -> None:
    folder = embedded("nato-europe")
    made(book_of(folder), tmp_path)
    there = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()} == there


def test_the_same_case_gives_the_same_bytes(book: bytes) -> None:
    assert book_of(SMALL) == book


@given(st.text(alphabet="0123456789.-+eE ,", max_size=20), st.booleans())
def test_a_cell_comes_back_as_it_was_written(text: str, as_number: bool) -> None:
    assert form.written(form.value(text, as_number=as_number)) == text


@settings(max_examples=30)
@example("one\rtwo")
@given(st.text(max_size=40))
def test_rows_come_back_from_csv_as_they_were(text: str) -> None:
    assert form.cells(form.as_csv([["a", text], [text, "b"]])) == [["a", text], [text, "b"]]


def test_columns_have_letters() -> None:
    assert [letters(column) for column in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_changed_cells_are_in_the_case(sheets: Sheets, tmp_path: Path) -> None:
    """A number typed as a number, a month that the program made a day of, a formula with its last value."""
    column = sheets["items"][0].index("price")
    assert sheets["items"][1][column] == "15"
    book = changed(sheets, "items", 2, "price", 16.25)
    book = changed(book, "stocks", 2, "date", date(2025, 11, 1))
    case = made(packed(book), tmp_path)
    before = Case.read(SMALL)
    assert case.table("items")["price"].to_list()[0] == 16.25
    assert str(case.table("stocks")["date"][0]) == "2025-11-01"
    assert case.digest != before.digest


def test_settings_are_changed_in_their_sheet(sheets: Sheets, tmp_path: Path) -> None:
    rows = [[name, "2029-06" if name == "end" else text, *rest] for name, text, *rest in sheets["case"]]
    assert made(packed({**sheets, "case": rows}), tmp_path).settings.end == date(2029, 6, 1)


def test_a_sheet_taken_out_is_a_table_less_and_one_put_in_a_table_more(sheets: Sheets, tmp_path: Path) -> None:
    """A table that a case may leave out: the ladder goes, and comes again."""
    assert "ladder" in Case.read(SMALL).tables
    case = made(packed({name: rows for name, rows in sheets.items() if name != "ladder"}), tmp_path)
    assert "ladder" not in case.tables
    book = sheets_in(book_of(tmp_path / "made"), "book")
    assert "ladder" not in book
    (tmp_path / "again").mkdir()
    assert made(packed({**book, "ladder": sheets["ladder"]}), tmp_path / "again") == Case.read(SMALL)


WRONG: dict[str, tuple[Callable[[Sheets], Sheets], str, int, str, str]] = {
    "negative": (lambda s: changed(s, "items", 2, "price", -3), "items", 2, "E (price)", '"-3"'),
    "text": (lambda s: changed(s, "items", 2, "price", "much"), "items", 2, "E (price)", '"much"'),
    "code": (lambda s: changed(s, "stocks", 2, "item", "tonk"), "stocks", 2, "B (item)", '"tonk"'),
    "error": (lambda s: changed(s, "items", 2, "price", "#REF!"), "items", 2, "E (price)", '"#REF!"'),
    "header": (lambda s: changed(s, "items", 1, "price", "prise"), "items", 1, "E (prise)", "an unknown column"),
    "gap": (lambda s: {**s, "items": [s["items"][0], [], *s["items"][1:]]}, "items", 2, "", "an empty line"),
    "long": (lambda s: {**s, "items": [s["items"][0], [*s["items"][1], "x"]]}, "items", 2, "", "cells"),
    "setting": (lambda s: {**s, "case": [["end", "soon"]]}, "case", 1, "B (end)", '"soon"'),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_by_sheet_and_cell(name: str, sheets: Sheets, tmp_path: Path) -> None:
    change, sheet, row, column, found = WRONG[name]
    findings = refused(packed(change(sheets)), tmp_path)
    named = [one for one in findings if (one.file, one.row, one.column) == (f"book.xlsx, sheet {sheet}", row, column)]
    assert any(found in one.found for one in named), findings


def test_the_row_is_that_of_the_sheet_where_cells_have_several_lines(sheets: Sheets, tmp_path: Path) -> None:
    made_up = changed(sheets, "assumptions", 2, "reason", "one\ntwo\nthree")
    made_up = changed(made_up, "assumptions", 4, "value", "nothing")
    assert [one.row for one in refused(packed(made_up), tmp_path)] == [4]


def bomb() -> bytes:
    """A workbook whose only sheet has a cell in each of two corners that are far apart."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("items")
    sheet.write(0, 0, 1)
    sheet.write(1_048_575, 16_383, 1)
    book.close()
    return stream.getvalue()


def rewritten(content: bytes, change: Callable[[str], str], to: str = "") -> bytes:
    """A workbook with the XML of its first sheet changed by hand, or moved to another entry."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = change(text.decode()).encode()
            if to:
                text = text.replace(b"worksheets/sheet1.xml", to.encode())
            new.writestr(f"xl/{to}" if to and name == "xl/worksheets/sheet1.xml" else name, text)
    return stream.getvalue()


def one_cell(cell: str) -> bytes:
    """A workbook whose sheet `items` has a word in its first cell, and a last row as it is written here."""
    return rewritten(
        packed({"items": [["item"]], "description": [["{}"]]}),
        lambda text: text.replace("</sheetData>", f"{cell}</sheetData>"),
    )


FAR = "XFD1048576"
FAR_CELLS = {
    "other quotation marks": f"<row><c r='{FAR}'><v>1</v></c></row>",
    "small letters": f'<row><c r="{FAR.lower()}"><v>1</v></c></row>',
    "blanks": f'<row><c r = "{FAR}"><v>1</v></c></row>',
    "other attributes": f'<row><c x="&gt;>" r="{FAR}"><v>1</v></c></row>'.replace("&gt;>", "&gt;"),
    "cells without a place": '<row r="1048576">' + "<c><v>1</v></c>" * 100 + "</row>",
}


@pytest.mark.parametrize("name", FAR_CELLS)
def test_a_cell_far_away_is_found_however_it_is_written(name: str, tmp_path: Path) -> None:
    [finding] = refused(one_cell(FAR_CELLS[name]), tmp_path)
    assert "a sheet items of 1,048,576 rows" in finding.found


def test_a_sheet_is_found_wherever_it_lies(tmp_path: Path) -> None:
    moved = rewritten(bomb(), lambda text: text, to="other/far.dat")
    assert "1,048,576 rows" in refused(moved, tmp_path)[0].found


def test_errors_and_formulas_without_a_value_are_named(tmp_path: Path) -> None:
    """What a spreadsheet could not work out is no blank cell."""
    cells = '<row r="2"><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2"><f>1+1</f></c></row>'
    found = refused(one_cell(cells), tmp_path)
    assert [(one.row, one.column, one.found) for one in found] == [
        (2, "B", "an error of the spreadsheet"),
        (2, "C", "a formula without a value"),
    ]


PLACES = {
    "": "a file of its own",
    "./items.csv": "a file of its own",
    "datapackage.json": "a file of its own",
    "stocks.csv": "a file of its own",
    "stocks.csv/items.csv": "a file of its own",
    "../items.csv": "a file of its own",
    "a\\u0000b.csv": "a file of its own",
}


@pytest.mark.parametrize("path", PLACES)
def test_a_path_that_is_no_file_of_its_own_is_one_finding(path: str, sheets: Sheets, tmp_path: Path) -> None:
    lines = [
        [line[0].replace('"path": "items.csv"', f'"path": "{path}"') if line else ""] for line in sheets["description"]
    ]
    [finding] = refused(packed({**sheets, "description": lines}), tmp_path)
    assert (finding.file, finding.expected) == ("book.xlsx, sheet description", "a file of its own within the folder")


def test_a_setting_that_is_none_is_named_in_its_sheet(sheets: Sheets, tmp_path: Path) -> None:
    [finding] = refused(packed({**sheets, "case": [["ende", "2030-12"]]}), tmp_path)
    assert (finding.file, finding.row, finding.found) == ("book.xlsx, sheet case", 1, '"ende"')
    assert "Did you mean end?" in finding.remedy


def test_a_description_in_one_long_line_comes_back(tmp_path: Path) -> None:
    """A cell of a workbook holds 32,767 characters."""
    folder = Path(shutil.copytree(SMALL, tmp_path / "case"))
    described = folder / "datapackage.json"
    described.write_text(json.dumps(json.loads(described.read_text()), ensure_ascii=False))
    (tmp_path / "to").mkdir()
    made(book_of(folder), tmp_path / "to")
    assert (tmp_path / "to" / "made" / "datapackage.json").read_text().rstrip() == described.read_text()


def archive(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed_file:
        packed_file.writestr(name, "<worksheet>")
    return stream.getvalue()


NO_BOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "text": (lambda: b"item,name\n", "a file that is no workbook"),
    "empty": (lambda: b"", "a file that is no workbook"),
    "old": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "an old workbook (.xls), or one with a password"),
    "archive": (lambda: archive("letter.txt"), "a packed file without sheets"),
    "broken": (lambda: archive("xl/worksheets/sheet1.xml"), "a workbook that cannot be read"),
    "cut": (lambda: book_of(SMALL)[:5000], "a file that is no workbook"),
    "corners": (bomb, "a sheet items of 1,048,576 rows and 16,384 columns"),
    "not ours": (lambda: packed({"Sheet1": [["a"]]}), "an unknown table"),
}


@pytest.mark.parametrize("name", NO_BOOKS)
def test_what_is_no_workbook_of_a_case_is_one_finding(name: str, tmp_path: Path) -> None:
    content, found = NO_BOOKS[name]
    assert any(found in one.found for one in refused(content(), tmp_path))


def test_what_unfolds_without_end_is_not_unfolded(book: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sinews.data.workbook.packed.UNPACKED", 1000)
    assert "without end" in refused(book, tmp_path)[0].found


def test_no_file_is_one_finding(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no file that can be read"):
        imported(tmp_path / "nothing.xlsx", tmp_path / "made")


def test_what_no_workbook_keeps_is_refused(tmp_path: Path) -> None:
    """U+FFFE is no character; a workbook holds its escape, and gives that back."""
    folder = tmp_path / "case"
    case = Case.read(SMALL)
    reasons = case.table("assumptions")
    case.change("assumptions", reasons.with_columns(reason=reasons["reason"] + "\ufffe")).write(folder)
    with pytest.raises(UsageError, match="holds what no workbook keeps"):
        book_of(folder)


def test_without_the_libraries_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(UsageError, match="pip install"):
        book_of(SMALL)
