"""A workbook to the rows of its sheets, as text: bounded before a library opens it, since a small file can unfold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile

from sinews.data.workbook import form
from sinews.data.workbook.library import require
from sinews.errors import CaseError, Finding

#: The largest workbook, all that it unfolds to (bytes), and the most cells of a sheet, blank ones among them.
PACKED, UNPACKED, CELLS = 50_000_000, 1_000_000_000, 20_000_000

#: The most sheets.
SHEETS = 300

_ENDED = b"\xd0\xcf\x11\xe0"
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_SAVE = "Save it as an Excel workbook (.xlsx) again, or export the case anew."


def sheets_in(content: bytes, called: str) -> dict[str, list[list[str]]]:
    """The rows of each sheet as text, by its name; CaseError (the file is `called`) if it is no workbook."""
    _bounded(content, called)
    library = require("python_calamine")
    try:
        book = library.CalamineWorkbook.from_filelike(BytesIO(content))
        found: dict[str, list[list[str]]] = {}
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            found[name] = _trimmed([[form.written(cell) for cell in row] for row in rows])
    except (library.CalamineError, ValueError, OSError, KeyError, UnicodeError) as error:
        raise _refused(called, f"a workbook that cannot be read ({type(error).__name__})", _SAVE) from None
    return found


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Rows without blank ones at the end, each as wide as the last filled cell of any."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((_filled(row) for row in rows), default=0)
    return [row[:width] for row in rows]


def _filled(row: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)


def _bounded(content: bytes, called: str) -> None:
    """CaseError for what is no workbook, or one that would fill the memory."""
    if len(content) > PACKED:
        raise _refused(called, f"{len(content):,} bytes", "Thin out the workbook.", f"at most {PACKED:,} bytes")
    if content.startswith(_ENDED):
        found = "an old workbook (.xls), or one with a password"
        raise _refused(called, found, "Save it as .xlsx without a password.")
    try:
        with ZipFile(BytesIO(content)) as packed:
            _unfolding(packed, called)
    except (BadZipFile, LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        if isinstance(error, CaseError):
            raise
        raise _refused(called, "a file that is no workbook", _SAVE) from None


def _unfolding(packed: ZipFile, called: str) -> None:
    entries = packed.infolist()
    if sum(entry.file_size for entry in entries) > UNPACKED:
        raise _refused(called, "a workbook that unfolds without end", "Thin it out.", f"at most {UNPACKED:,} bytes")
    sheets = [entry for entry in entries if re.fullmatch(r"xl/worksheets/[^/]+\.xml", entry.filename)]
    if not sheets:
        raise _refused(called, "a packed file without sheets", _SAVE)
    if len(sheets) > SHEETS:
        raise _refused(called, f"{len(sheets)} sheets", "Take out those that are no tables.", f"at most {SHEETS}")
    for entry in sheets:
        rows, columns = _extent(packed.read(entry))
        if rows * columns > CELLS:
            found = f"a sheet of {rows:,} rows and {columns:,} columns"
            raise _refused(called, found, "Delete what stands far outside of the table.", f"at most {CELLS:,} cells")


def _extent(sheet: bytes) -> tuple[int, int]:
    """The last row and the last column in which a cell stands."""
    rows, columns = 0, set()
    for cell in _CELL.finditer(sheet):
        columns.add(cell[1])
        rows = max(rows, int(cell[2]))
    return rows, max(map(_number, columns), default=0)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refused(called: str, found: str, remedy: str, expected: str = "a workbook (.xlsx)") -> CaseError:
    return CaseError([Finding(called, 0, "", found, expected, remedy)])
