"""A workbook to the files of a case, and findings in these files to the cells in which they stand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sinews.data.case import Case
from sinews.data.json_text import object_of
from sinews.data.package import DESCRIPTION as DESCRIBED
from sinews.data.tables import BY_NAME
from sinews.data.workbook import form
from sinews.data.workbook.reading import PACKED, sheets_in
from sinews.errors import CaseError, Finding, Hints, did_you_mean
from sinews.files import add_file, new_folder

_OWN = (form.ABOUT, form.CASE, form.DESCRIPTION)


@dataclass(frozen=True)
class Book:
    """The files that a workbook makes, by path, and the sheet and the row of each line of a table's file."""

    called: str
    files: Mapping[str, str]
    sheets: Mapping[str, str]
    rows: Mapping[str, Mapping[int, int]]

    def placed(self, finding: Finding) -> Finding:
        """A finding in a file of the case, by the sheet and the cell of the workbook."""
        sheet = form.DESCRIPTION if finding.file == DESCRIBED else self.sheets.get(finding.file)
        if sheet is None:
            return replace(finding, file=f"{self.called}, {finding.file}")
        row = self.rows.get(finding.file, {}).get(finding.row, finding.row)
        return replace(finding, file=f"{self.called}, sheet {sheet}", row=row, column=self._column(finding))

    def _column(self, finding: Finding) -> str:
        """A column by its letter and its name."""
        header = form.cells(self.files.get(finding.file, ""))[:1]
        names = header[0] if header and finding.file != DESCRIBED else []
        there = finding.column in names
        return f"{letters(names.index(finding.column))} ({finding.column})" if there else finding.column


def imported(path: Path, target: Path) -> Case:
    """Make the case of a workbook in a new folder, whole or not at all; gives the case.

    Raises CaseError with all findings, by sheet and cell; UsageError if something stands at the target.
    """
    book = book_in(path)
    with new_folder(target) as folder:
        for file, text in book.files.items():
            add_file(folder / file, text.encode())
        try:
            Case.read(folder)
        except CaseError as error:
            raise CaseError([book.placed(finding) for finding in error.findings]) from None
    return Case.read(target)


def book_in(path: Path) -> Book:
    """The files of the case that a workbook holds; CaseError if it holds none."""
    called = path.name
    sheets = sheets_in(_content(path, called), called)
    strange = [name for name in sheets if name not in BY_NAME and name not in _OWN]
    wrong = [_unknown(called, name) for name in strange]
    if form.DESCRIPTION not in sheets:
        remedy = "Export a case with `sinews export`, and change that workbook."
        wrong.append(Finding(called, 0, "", f"no sheet {form.DESCRIPTION}", "the sheets of an exported case", remedy))
    if wrong:
        raise CaseError(wrong)
    tables = {name: rows for name, rows in sheets.items() if name in BY_NAME}
    text = "\n".join(row[0] if row else "" for row in sheets[form.DESCRIPTION]) + "\n"
    return _book(called, tables, text, sheets.get(form.CASE, []))


def letters(column: int) -> str:
    """The letters of a column, the first of which is 0."""
    name = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        name = chr(65 + left) + name
    return name


def _book(called: str, tables: Mapping[str, list[list[str]]], text: str, settings: Sequence[Sequence[str]]) -> Book:
    content, wrong = object_of(text, DESCRIBED)
    if wrong:
        raise CaseError([replace(one, file=f"{called}, sheet {form.DESCRIPTION}") for one in wrong])
    changed = _resources(content, tables) | _stated(content, settings)
    paths = _paths(content)
    files = {DESCRIBED: json.dumps(content, indent=2, ensure_ascii=False) + "\n" if changed else text}
    files |= {paths.get(name, f"{name}.csv"): form.as_csv(_squared(rows)) for name, rows in tables.items()}
    sheets = {paths.get(name, f"{name}.csv"): name for name in tables}
    return Book(called, files, sheets, {file: _lines(tables[name]) for file, name in sheets.items()})


def _paths(content: Mapping[str, Any]) -> dict[str, str]:
    """Table -> the path of its file, as the description says; one that leaves the folder is found in reading."""
    listed = content.get("resources")
    parts = [part for part in listed if isinstance(part, dict)] if isinstance(listed, list) else []
    paths = {str(part.get("name")): str(part.get("path")) for part in parts}
    return {name: path for name, path in paths.items() if ".." not in Path(path).parts and not Path(path).is_absolute()}


def _resources(content: dict[str, Any], tables: Mapping[str, object]) -> bool:
    """Make the description list the tables for which there are sheets; whether that changed it."""
    listed = content.get("resources")
    if not isinstance(listed, list):
        return False
    kept = [part for part in listed if not isinstance(part, dict) or part.get("name") in tables]
    there = {part.get("name") for part in kept if isinstance(part, dict)}
    more = [{"name": name, "path": f"{name}.csv"} for name in tables if name not in there]
    content["resources"] = [*kept, *more]
    return len(kept) < len(listed) or bool(more)


def _stated(content: dict[str, Any], rows: Sequence[Sequence[str]]) -> bool:
    """Put the settings of the sheet into the description; whether that changed it."""
    inside = content.get("sinews")
    if not isinstance(inside, dict):
        return False
    changed = False
    for name, text in ((row[0], row[1]) for row in rows if len(row) > 1 and row[0] in form.SETTINGS):
        place = inside if name in inside or name not in ("name", "title") else content
        stated: object = int(text) if name == "price_year" and text.isdecimal() else text
        if str(place.get(name)) != text:
            place[name] = stated
            changed = True
    return changed


def _squared(rows: list[list[str]]) -> list[list[str]]:
    """Rows as wide as the header, where what is missing is blank; a longer one stays, to be found."""
    width = max((place for place, cell in enumerate(rows[0], start=1) if cell), default=0) if rows else 0
    return [row[:width] + [""] * (width - len(row)) if not any(row[width:]) else row for row in rows]


def _lines(rows: Sequence[Sequence[str]]) -> dict[int, int]:
    """Line of the file -> row of the sheet."""
    lines, line = {}, 1
    for number, row in enumerate(rows, start=1):
        lines[line] = number
        line += 1 + sum(cell.count("\n") for cell in row)
    return lines


def _unknown(called: str, name: str) -> Finding:
    remedy = f"Rename the sheet, or take it out.{did_you_mean(name, Hints(BY_NAME))}"
    return Finding(f"{called}, sheet {name}", 0, "", "an unknown table", "a sheet for each table of a case", remedy)


def _content(path: Path, called: str) -> bytes:
    """The bytes of a file; CaseError if there is none to read."""
    try:
        with path.open("rb") as stream:
            return stream.read(PACKED + 1)
    except (OSError, ValueError):
        remedy = "Name a workbook that `sinews export` wrote."
        raise CaseError([Finding(called, 0, "", "no file that can be read", "a workbook (.xlsx)", remedy)]) from None
