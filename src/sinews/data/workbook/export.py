"""A case to a workbook: a sheet for each table, with units, notes and lists to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sinews.data.case import Case
from sinews.data.package import DESCRIPTION as DESCRIBED
from sinews.data.package import read_package
from sinews.data.schema import Choice, Number, Reference, Table
from sinews.data.tables import BY_NAME
from sinews.data.texts import text_of
from sinews.data.workbook import form
from sinews.data.workbook.library import require
from sinews.errors import UsageError

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: A file says when it was made; the same case gives the same bytes, so this is always the same moment.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)

#: Characters of a column: at least, and at most.
_NARROW, _WIDE = 8, 44

#: The most characters of a cell.
_LONGEST = 30_000

#: Rows that decide how wide a column is.
_LOOKED_AT = 200


def book_of(folder: Path) -> bytes:
    """The workbook of the sound case in a folder.

    Raises UsageError where a cell holds what no workbook keeps, CaseError where the case has findings.
    """
    case = Case.read(folder)
    package, _ = read_package(folder)
    described = text_of(folder / DESCRIBED, DESCRIBED)
    tables = {name: form.cells(text_of(folder / file, file)) for name, file in package.files.items()}
    stream = BytesIO()
    book = require("xlsxwriter").Workbook(stream, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": case.settings.title, "created": _MADE.replace(tzinfo=None)})
    _about(book, case, tables)
    _settings(book, case)
    bold = book.add_format({"bold": True, "bg_color": "#DDE6EE", "border": 1})
    for name, rows in tables.items():
        _sheet(book.add_worksheet(name), BY_NAME[name], rows, bold, {name: len(part) for name, part in tables.items()})
    _lines(book, described)
    book.close()
    content = stream.getvalue()
    _held(content, tables, described)
    return content


def _about(book: Workbook, case: Case, tables: Mapping[str, Sequence[Sequence[str]]]) -> None:
    sheet = book.add_worksheet(form.ABOUT)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 9)
    sheet.set_column(2, 2, 100)
    title = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, case.settings.title, title)
    how = (
        f"A case of sinews, digest {case.digest[:12]}: each sheet is a table, each row a row of it.",
        "Change cells, then: sinews import THIS-FILE FOLDER. What is wrong is named by sheet and cell.",
        "Column names stay as they are; their notes say what they hold, and in which unit.",
        "x_low and x_high are the range of x (it holds nine times out of ten).",
        "x_basis names the facts, assumptions or rules that x rests on.",
    )
    for row, text in enumerate(how, start=1):
        sheet.write_string(row, 0, text)
    for row, (name, rows) in enumerate(tables.items(), start=len(how) + 2):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_number(row, 1, len(rows) - 1)
        sheet.write_string(row, 2, BY_NAME[name].about)


def _settings(book: Workbook, case: Case) -> None:
    sheet = book.add_worksheet(form.CASE)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 70)
    stated = _settings_text(case)
    for row, (name, about) in enumerate(form.SETTINGS.items()):
        for column, text in enumerate((name, stated[name], about)):
            sheet.write_string(row, column, text)


def _settings_text(case: Case) -> dict[str, str]:
    """The settings of a case as text, as its description states them."""
    settings = case.settings
    months = {name: f"{getattr(settings, name):%Y-%m}" for name in ("start", "end", "monthly_until")}
    return {
        "name": settings.name, "title": settings.title, **months,
        "price_year": str(settings.price_year), "as_of": settings.as_of.isoformat(),
    }  # fmt: skip


def _sheet(
    sheet: Worksheet, table: Table, rows: Sequence[Sequence[str]], bold: Format, sizes: Mapping[str, int]
) -> None:
    header = rows[0]
    numbers = [form.numeric(table, name) for name in header]
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
        if note := _note(table, name):
            sheet.write_comment(0, column, note, {"x_scale": 2})
        if choices := _choices(table, name, sizes):
            kept = {"validate": "list", "source": choices, "ignore_blank": True, "error_type": "warning"}
            sheet.data_validation(1, column, max(len(rows) + 100, 200), column, kept)
        widest = max(len(row[column]) for row in rows[:_LOOKED_AT])
        sheet.set_column(column, column, min(max(widest + 1, _NARROW), _WIDE))
    for number, row in enumerate(rows[1:], start=1):
        for column, text in enumerate(row):
            cell = form.value(text, as_number=numbers[column])
            if isinstance(cell, float):
                sheet.write_number(number, column, cell)
            elif cell:
                sheet.write_string(number, column, cell)
    sheet.freeze_panes(1, _leading(table, header))
    sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(header) - 1)


def _leading(table: Table, header: Sequence[str]) -> int:
    """How many columns of the key stand first, so that they can stay in sight."""
    leading = 0
    while leading < len(header) and header[leading] in table.key:
        leading += 1
    return leading


def _note(table: Table, name: str) -> str:
    """What a column holds and in which unit; for ends of a range and bases, whose they are."""
    if table.has(name):
        column = table.column(name)
        unit = f"\nUnit: {column.unit or 'as in column unit'}." if isinstance(column, Number) else ""
        return f"{column.about}.{unit}"
    base, _, part = name.rpartition("_")
    parts = {"low": "low end of the range of", "high": "high end of the range of", "unit": "unit of"}
    return f"{parts.get(part, 'facts, assumptions and rules behind')} {base}." if base else ""


def _choices(table: Table, name: str, sizes: Mapping[str, int]) -> list[str] | str:
    """What may stand in a column: the words of a choice, or the codes of the table that it names."""
    column = table.column(name) if table.has(name) else None
    if isinstance(column, Choice):
        words = [str(choice) for choice in column.choices]
        return words if len(",".join(words)) < 255 else ""
    if isinstance(column, Reference) and sizes.get(column.table, 0) > 1:
        return f"='{column.table}'!$A$2:$A${sizes[column.table]}"
    return ""


def _lines(book: Workbook, text: str) -> None:
    """The description of the case, a line a row, out of the way; long lines go on in the next cells."""
    sheet = book.add_worksheet(form.DESCRIPTION)
    for row, line in enumerate(text.split("\n")):
        for column, start in enumerate(range(0, len(line), _LONGEST)):
            sheet.write_string(row, column, line[start : start + _LONGEST])
    sheet.hide()


def _held(content: bytes, tables: Mapping[str, Sequence[Sequence[str]]], described: str) -> None:
    """Read the workbook again; UsageError for a cell that does not come back as it was."""
    from sinews.data.workbook.reading import sheets_in

    back = sheets_in(content, "the workbook")
    wanted = {name: [list(row) for row in rows] for name, rows in tables.items()}
    back[form.DESCRIPTION] = [["".join(row)] for row in back[form.DESCRIPTION]]
    wanted[form.DESCRIPTION] = [[line] for line in described.split("\n")]
    for name, rows in wanted.items():
        for number, row in enumerate(rows):
            there = back[name][number] if number < len(back[name]) else []
            if [*there, *[""] * (len(row) - len(there))] != row:
                raise UsageError(
                    f"Row {number + 1} of {name} holds what no workbook keeps, such as a character that is none. "
                    "Take it out and export again."
                )
