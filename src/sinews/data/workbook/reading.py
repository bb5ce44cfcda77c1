"""A workbook to the rows of its sheets, as text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from io import BytesIO

from sinews.data.workbook import form
from sinews.data.workbook.library import require
from sinews.data.workbook.packed import SAVE, examine, refused
from sinews.errors import CaseError, Finding, did_you_mean


def sheets_in(content: bytes, called: str, names: Collection[str] | None = None) -> dict[str, list[list[str]]]:
    """The rows of each sheet as text, by its name; CaseError (the file is `called`) if it is no workbook.

    `names`: names that sheets may have (None: any), in small letters or not as they are said; others are findings.
    """
    unknown = examine(content, called)
    library = require("python_calamine")
    try:
        book = library.CalamineWorkbook.from_filelike(BytesIO(content))
        strange = [name for name in book.sheet_names if names is not None and name not in names]
        if strange or unknown:
            raise CaseError([*(_strange(called, name, names or ()) for name in strange), *unknown])
        sheets: dict[str, list[list[str]]] = {}
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            sheets[name] = _trimmed([[form.written(cell) for cell in row] for row in rows])
    except (library.CalamineError, ValueError, OSError, KeyError, UnicodeError) as error:
        raise refused(called, f"a workbook that cannot be read ({type(error).__name__})", SAVE) from None
    return sheets


def _strange(called: str, name: str, names: Collection[str]) -> Finding:
    remedy = f"Rename the sheet, or take it out.{did_you_mean(name, names)}"
    return Finding(f"{called}, sheet {name}", 0, "", "an unknown table", "a sheet for each table of a case", remedy)


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Rows without blank ones at the end, each as wide as the last filled cell of any."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((_filled(row) for row in rows), default=0)
    return [row[:width] for row in rows]


def _filled(row: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)
