"""A workbook to the files of a case, and findings in these files to the cells in which they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sinews.data.case import Case
from sinews.data.described import shown
from sinews.data.json_text import object_of
from sinews.data.package import DESCRIPTION as DESCRIBED
from sinews.data.tables import BY_NAME
from sinews.data.workbook import form
from sinews.data.workbook.packed import PACKED, letters
from sinews.data.workbook.reading import sheets_in
from sinews.errors import CaseError, Finding, did_you_mean
from sinews.files import add_file, new_folder

_OWN = (form.ABOUT, form.CASE, form.DESCRIPTION)

#: A name of a file that every system can have.
_NAME = re.compile(r"[^/\\\x00-\x1f]{1,200}")


@dataclass(frozen=True)
class Book:
    """The files that a workbook makes, by path, and where in it they come from.

    `sheets`, `rows`: the sheet of a file, and its row for each line of the file. `stated`: the row of each setting.
    """

    called: str
    files: Mapping[str, str]
    sheets: Mapping[str, str]
    rows: Mapping[str, Mapping[int, int]]
    stated: Mapping[str, int]

    def placed(self, finding: Finding) -> Finding:
        """A finding in a file of the case, by the sheet and the cell of the workbook."""
        setting = finding.column.removeprefix("sinews.")
        if finding.file == DESCRIBED and setting in self.stated:
            place = f"{self.called}, sheet {form.CASE}"
            return replace(finding, file=place, row=self.stated[setting], column=f"B ({setting})")
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
    return Case.read(target)  # by the name that it has now


def book_in(path: Path) -> Book:
    """The files of the case that a workbook holds; CaseError if it holds none."""
    called = path.name
    sheets = sheets_in(_content(path, called), called, (*BY_NAME, *_OWN))
    if form.DESCRIPTION not in sheets:
        remedy = "Export a case with `sinews export`, and change that workbook."
        defect = f"no sheet {form.DESCRIPTION}"
        raise CaseError([Finding(called, 0, "", defect, "the sheets of an exported case", remedy)])
    tables = {name: rows for name, rows in sheets.items() if name in BY_NAME}
    text = "\n".join(map("".join, sheets[form.DESCRIPTION])) + "\n"
    return _book(called, tables, text, sheets.get(form.CASE, []))


def _book(called: str, tables: Mapping[str, list[list[str]]], text: str, settings: Sequence[Sequence[str]]) -> Book:
    """The files of tables with a description, and what is wrong with what says where they are; CaseError for that."""
    described = f"{called}, sheet {form.DESCRIPTION}"
    try:
        content, wrong = object_of(text, DESCRIBED)
    except CaseError as error:
        raise CaseError([replace(finding, file=described) for finding in error.findings]) from None
    wrong += _misplaced(content)
    wrong = [replace(finding, file=described) for finding in wrong] + _misnamed(
        f"{called}, sheet {form.CASE}", settings
    )
    if wrong:
        raise CaseError(wrong)
    changed = _resources(content, tables) | _stated(content, settings)
    paths = {str(part["name"]): str(part["path"]) for part in _parts(content)}
    files = {DESCRIBED: json.dumps(content, indent=2, ensure_ascii=False) + "\n" if changed else text}
    files |= {paths.get(name, f"{name}.csv"): form.as_csv(_squared(rows)) for name, rows in tables.items()}
    sheets = {paths.get(name, f"{name}.csv"): name for name in tables}
    stated = {row[0]: number for number, row in enumerate(settings, start=1) if row}
    return Book(called, files, sheets, {file: _lines(tables[name]) for file, name in sheets.items()}, stated)


def _parts(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What the description says of tables that it names with a path; the rest is found when the case is read."""
    listed = content.get("resources")
    parts = [part for part in listed if isinstance(part, dict)] if isinstance(listed, list) else []
    return [part for part in parts if isinstance(part.get("name"), str) and isinstance(part.get("path"), str)]


def _misplaced(content: Mapping[str, Any]) -> list[Finding]:
    """Paths of tables that name no file of their own within the folder."""
    taken, findings = {DESCRIBED}, []
    for part in _parts(content):
        path = str(part["path"])
        if not _within(path) or any(path == other or _inside(path, other) for other in taken):
            remedy = f"Write the name of a file, as in {part['name']}.csv."
            expected = "a file of its own within the folder"
            findings.append(Finding(DESCRIBED, 0, f"resources.{part['name']}", shown(path), expected, remedy))
        taken.add(path)
    return findings


def _within(path: str) -> bool:
    """Whether every system can have such a file within a folder."""
    return all(_NAME.fullmatch(name) and name not in (".", "..") for name in path.split("/"))


def _inside(first: str, second: str) -> bool:
    """Whether one of two paths would be a folder of the other."""
    return first.startswith(f"{second}/") or second.startswith(f"{first}/")


def _misnamed(called: str, settings: Sequence[Sequence[str]]) -> list[Finding]:
    """Rows of the sheet of settings that name none."""
    return [
        Finding(called, number, "A", f'"{row[0]}"', f"one of {', '.join(form.SETTINGS)}", f"Rename it.{hint}")
        for number, row in enumerate(settings, start=1)
        if row and row[0] and row[0] not in form.SETTINGS
        for hint in [did_you_mean(row[0], form.SETTINGS)]
    ]


def _resources(content: dict[str, Any], tables: Mapping[str, object]) -> bool:
    """Make the description list the tables for which there are sheets; whether that changed it."""
    listed = content.get("resources")
    if not isinstance(listed, list):
        return False
    kept = [part for part in listed if not isinstance(part, dict) or str(part.get("name")) in tables]
    there = {str(part.get("name")) for part in kept if isinstance(part, dict)}
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
        line += 1 + sum(len(re.findall("\r\n|\r|\n", cell)) for cell in row)
    return lines


def _content(path: Path, called: str) -> bytes:
    """The bytes of a file; CaseError if there is none to read."""
    try:
        with path.open("rb") as stream:
            return stream.read(PACKED + 1)
    except (OSError, ValueError):
        remedy = "Name a workbook that `sinews export` wrote."
        raise CaseError([Finding(called, 0, "", "no file that can be read", "a workbook (.xlsx)", remedy)]) from None
