"""A file that is no table, or no text, is one finding that names it; what is wrong elsewhere is found beside it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sinews.data import reading, rows
from sinews.data.case import Case
from sinews.data.reading import read_sheet
from sinews.data.schema import Table
from sinews.data.tables import BY_NAME
from sinews.errors import CaseError, Finding
from tests.support import set_cell

#: A defect in another table, which every file that cannot be read must leave in sight.
ELSEWHERE = ("uses.csv", 2, "rate")


@dataclass(frozen=True)
class Saved:
    """How somebody saved the table stocks, and the one finding that this is: its row, its column, words of it."""

    name: str
    change: Callable[[str], str | bytes]
    row: int
    says: str
    column: str = ""


def lines(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "".join(f"{change(line)}\n" for line in text.splitlines())


def quoted(separator: str) -> Callable[[str], str]:
    return lines(lambda line: separator.join(f'"{cell}"' for cell in line.split(",")))


SEPARATED = [
    Saved("semicolons", lambda text: text.replace(",", ";"), 1, "semicolons"),
    Saved(
        "semicolons and decimal commas", lambda text: text.replace(",", ";").replace("310", "310,5"), 1, "semicolons"
    ),
    Saved("quoted cells with semicolons", quoted(";"), 1, "semicolons"),
    Saved("tabs", lambda text: text.replace(",", "\t"), 1, "tabs"),
    Saved("quoted cells with tabs", quoted("\t"), 1, "tabs"),
    Saved("bars", lambda text: text.replace(",", "|"), 1, "vertical bars"),
    Saved("colons", lambda text: text.replace(",", ":"), 1, "colons"),
    Saved("blanks", lambda text: text.replace(",", " "), 1, "blanks"),
    Saved("another sign", lambda text: text.replace(",", "^"), 1, '"^"'),
    Saved("lines in quotation marks", lines(lambda line: f'"{line}"'), 1, "whole line in quotation marks"),
    Saved("blanks behind commas", lambda text: text.replace(",", ", "), 1, '" item", " date"'),
    Saved("decimal comma without quotation marks", lambda text: text.replace("310", "310,5", 1), 2, "8 cells"),
    Saved("semicolons in rows only", lambda text: text.replace("DEU,", "DEU;").replace(",3", ";3"), 2, "cells"),
]

ABOVE = [
    Saved("sep=,", lambda text: "sep=,\n" + text, 1, '"sep=,"'),
    Saved("sep=, in capitals with CR LF", lambda text: ("SEP=,\n" + text).replace("\n", "\r\n"), 1, '"SEP=,"'),
    Saved("empty first line", lambda text: "\n" + text, 1, "an empty line"),
    Saved("two blank lines", lambda text: " \n\n" + text, 1, "an empty line and 1 more"),
    Saved("line of commas", lambda text: ",,,,,,\n" + text, 1, '",,,,,,"'),
    Saved("title", lambda text: "Stocks of the allies\n" + text, 1, "Stocks of the allies"),
    Saved("comment that names columns", lambda text: "# place and item\n" + text, 1, "# place"),
    Saved("no header", lambda text: text.split("\n", 1)[1], 1, "no header"),
    Saved("web page", lambda _: "<!DOCTYPE html>\n<html></html>\n", 1, "no header"),
]

HEADERS = [
    Saved("capitals", lambda text: text.replace("place,item", "Place,ITEM"), 1, '"Place", "ITEM"'),
    Saved("two byte order marks", lambda text: "\ufeff\ufeff" + text, 1, "expected place", "\ufeffplace"),
    Saved("form feeds", lambda text: text.replace("\n", "\f\n", 1), 1, "quantity_basis", "quantity_basis\f"),
    Saved("commas at the ends", lines(lambda line: line + ","), 1, "without a name"),
    Saved("two commas at the ends", lines(lambda line: line + ",,"), 1, "2 columns without a name"),
    Saved("column too many", lines(lambda line: line + ",remark"), 1, "unknown column", "remark"),
    Saved("thousands of columns", lambda text: text.replace("\n", "," * 5000 + "\n"), 1, "at most 300"),
    Saved("column twice", lines(lambda line: f"{line},{line.split(',')[3]}"), 1, "twice", "quantity"),
]

ROWS = [
    Saved("CR CR LF", lambda text: text.replace("\n", "\r\r\n"), 2, "empty lines, the first of them here"),
    Saved("row of commas", lambda text: text + ",,,,,,\n", 5, "an empty line"),
    Saved("row of blanks", lambda text: text + " , ,\t,,,,\n", 5, "an empty line"),
    Saved("many empty lines", lambda text: text + "\n" * 500, 5, "500 empty lines"),
    Saved("many short rows", lambda text: text + "DEU\n" * 500, 5, "1 cell (so have 499 more rows)"),
    Saved("unclosed quotation mark", lambda text: text.replace("guess", '"guess', 1), 2, "not closed"),
    Saved(
        "unclosed mark in a long file",
        lambda text: text + '"' + "x\n" * 200_000,
        5,
        "a quotation mark that is not closed",
    ),
    Saved("text behind quotation mark", lambda text: text.replace("guess", '"gue"ss', 1), 2, "behind a closing"),
    Saved("long cell", lambda text: text.replace("guess", "x" * 30_000, 1), 2, "30,000 characters", "quantity_basis"),
    Saved("year 0", lambda text: text.replace("2025-12", "0000-01", 1), 2, "0000-01", "date"),
    Saved("year beyond calendars", lambda text: text.replace("2025-12", "-99999-01-01", 1), 2, "-99999", "date"),
    Saved("number of 400 digits", lambda text: text.replace("310", "9" * 400, 1), 2, "999", "quantity"),
    Saved("not a number", lambda text: text.replace("310", "NaN", 1), 2, "NaN", "quantity"),
]

BYTES = [
    Saved("nothing", lambda _: b"", 0, "an empty file"),
    Saved("line feeds only", lambda _: b"\n\r\n \t", 0, "an empty file"),
    Saved("byte order mark only", lambda _: b"\xef\xbb\xbf", 0, "an empty file"),
    Saved("UTF-16", lambda text: text.encode("utf-16"), 0, "text in UTF-16"),
    Saved("UTF-16, large end first", lambda text: b"\xfe\xff" + text.encode("utf-16-be"), 0, "text in UTF-16"),
    Saved("UTF-16 without a mark", lambda text: text.encode("utf-16-le"), 1, "UTF-16"),
    Saved("UTF-32", lambda text: text.encode("utf-32"), 0, "text in UTF-32"),
    Saved("Latin-1", lambda text: text.replace("guess", "gu\xe9ss", 1).encode("latin-1"), 2, '"\xe9" in Windows-1252'),
    Saved("Latin-1 with CR", lambda text: (text + "\xfc").replace("\n", "\r").encode("latin-1"), 5, "not UTF-8"),
    Saved("cut within a letter", lambda text: text.encode() + b"\xc3", 5, "not UTF-8"),
    Saved("half of a surrogate pair", lambda text: text.encode() + b"\xed\xa0\x80", 5, "not UTF-8"),
    Saved("NUL", lambda text: text.encode() + b"\0", 5, "a NUL byte"),
    Saved("workbook", lambda _: b"PK\x03\x04\x14\0\x06\0", 0, "a workbook"),
    Saved("old workbook", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1", 0, "an old workbook"),
    Saved("packed", lambda _: b"\x1f\x8b\x08\0", 0, "a packed file"),
    Saved("Parquet", lambda _: b"PAR1\x15\0", 0, "a Parquet file"),
]

SAVED = [*SEPARATED, *ABOVE, *HEADERS, *ROWS, *BYTES]


def found_in(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(CaseError) as caught:
        Case.read(folder)
    return caught.value.findings


def found_in_stocks(folder: Path) -> list[Finding]:
    """What is wrong with the table stocks by itself."""
    sheet, findings = read_sheet(folder / "stocks.csv", "stocks.csv", BY_NAME["stocks"])
    return sorted(findings + (rows.findings(sheet, None) if sheet else []))


def save(folder: Path, saved: Saved) -> None:
    path = folder / "stocks.csv"
    content = saved.change(path.read_text(encoding="utf-8"))
    path.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize("saved", SAVED, ids=[saved.name for saved in SAVED])
def test_a_file_saved_in_another_way_is_one_finding(saved: Saved, small_folder: Path) -> None:
    save(small_folder, saved)
    findings = found_in_stocks(small_folder)
    assert len(findings) == 1, findings
    here = findings[0]
    assert (here.file, here.row, here.column) == ("stocks.csv", saved.row, saved.column)
    assert saved.says in str(here)
    assert here.remedy


@pytest.mark.parametrize("saved", [group[0] for group in (SEPARATED, ABOVE, HEADERS, ROWS, BYTES)])
def test_a_file_saved_in_another_way_hides_no_other_finding(saved: Saved, small_folder: Path) -> None:
    save(small_folder, saved)
    set_cell(small_folder, "uses", 2, "rate", "many")
    here, elsewhere = found_in(small_folder)
    assert here.file == "stocks.csv"
    assert (elsewhere.file, elsewhere.row, elsewhere.column) == ELSEWHERE


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.rstrip("\n"),
        quoted(","),
    ],
    ids=["byte order mark", "CR", "CR LF", "no last line feed", "all quoted"],
)
def test_ways_of_writing_that_mean_the_same_are_read(change: Callable[[str], str], small_folder: Path) -> None:
    before = read_sheet(small_folder / "stocks.csv", "stocks.csv", BY_NAME["stocks"])
    save(small_folder, Saved("", change, 0, ""))
    after = read_sheet(small_folder / "stocks.csv", "stocks.csv", BY_NAME["stocks"])
    assert before[0]
    assert after[0]
    assert_frame_equal(after[0].raw, before[0].raw)
    assert not after[1]


@pytest.mark.parametrize("name", ["*", "^.*$", "_file", "_line", "place "])
def test_names_that_a_library_would_expand_are_unknown_columns(small_folder: Path, name: str) -> None:
    path = small_folder / "stocks.csv"
    path.write_text(path.read_text().replace("place,item", f"place,item,{name}").replace("_tank,", "_tank,x,"))
    assert (path.name, 1, name) in {(one.file, one.row, one.column) for one in found_in_stocks(small_folder)}


def test_a_separator_below_a_line_that_names_one_is_found_as_well(small_folder: Path) -> None:
    save(small_folder, Saved("", lambda text: "sep=;\n" + text.replace(",", ";"), 0, ""))
    first, second = found_in_stocks(small_folder)
    assert (first.row, second.row) == (1, 2)
    assert "semicolons" in second.found


def test_a_row_with_line_feeds_inside_cells_keeps_the_count_of_lines(small_folder: Path) -> None:
    save(
        small_folder, Saved("", lambda text: text.replace("2025-12", '"2025-\r\n12"', 1).replace("180000", "x"), 0, "")
    )
    assert [(one.row, one.column) for one in found_in_stocks(small_folder)] == [(2, "date"), (5, "quantity_low")]


def test_rows_and_cells_beyond_the_limits_are_findings(small_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ROWS", 2)
    monkeypatch.setattr(rows, "NAMED", 1)
    save(small_folder, Saved("", lambda text: text.replace("2025-12", "soon"), 0, ""))
    found = [(one.row, one.column, one.found) for one in found_in_stocks(small_folder)]
    assert (0, "", "over 2 rows") in found
    assert (0, "date", "2 more cells with defects") in found


def test_what_a_library_raises_about_a_file_names_the_file(small_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = reading._kept

    def breaks(text: str, file: str, table: Table) -> object:
        if table.name == "stocks":
            raise pl.exceptions.ComputeError("words of a library")
        return read(text, file, table)

    set_cell(small_folder, "uses", 2, "rate", "many")
    monkeypatch.setattr(reading, "_kept", breaks)
    here, elsewhere = found_in(small_folder)
    assert (here.file, elsewhere.file) == ("stocks.csv", "uses.csv")
    assert "words of a library" not in str(here)


# what stands where a file should be ------------------------------------------------


def _refused(number: int) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def harm(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        opened = Path.open

        def refuse(self: Path, *mode: str, **more: str) -> object:
            if self.name == path.name:
                raise OSError(number, os.strerror(number), str(self))
            return opened(self, *mode, **more)  # type: ignore[call-overload]

        monkeypatch.setattr(Path, "open", refuse)

    return harm


def _replaced(make: Callable[[Path], object]) -> Callable[[Path, pytest.MonkeyPatch], None]:
    def harm(path: Path, _: pytest.MonkeyPatch) -> None:
        path.unlink()
        make(path)

    return harm


OBSTACLES: dict[str, tuple[Callable[[Path, pytest.MonkeyPatch], None], str]] = {
    "folder": (_replaced(Path.mkdir), "a folder"),
    "link to nothing": (_replaced(lambda path: path.symlink_to("nowhere")), "a link to nothing"),
    "circle of links": (_replaced(lambda path: path.symlink_to(path.name)), "a circle of links"),
    "pipe": (_replaced(os.mkfifo), "neither a file nor a folder"),
    "no permission": (_refused(errno.EACCES), "no permission to read it"),
    "broken disk": (_refused(errno.EIO), "a disk that cannot be read"),
    "another error": (_refused(errno.ENODEV), "error 19"),
}


@pytest.mark.parametrize("file", ["stocks.csv", "datapackage.json"])
@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_what_is_no_file_is_one_finding(
    obstacle: str, file: str, small_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    harm, says = OBSTACLES[obstacle]
    set_cell(small_folder, "uses", 2, "rate", "many")
    harm(small_folder / file, monkeypatch)
    here, elsewhere = found_in(small_folder)
    assert file in str(here)
    assert says in here.found
    assert (elsewhere.file, elsewhere.row, elsewhere.column) == ELSEWHERE


def test_a_name_that_is_no_unicode_is_shown_with_escapes(small_folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(small_folder) + b"/stocks\xe9.csv")).write_bytes(b"place\n")
    (warning,) = Case.read(small_folder).noticed
    assert str(warning).encode().startswith(b"stocks\\udce9.csv")
