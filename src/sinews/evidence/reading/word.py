"""A DOCX to parts: paragraphs and cells of tables in their order. Macros and outside parts are never looked at."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from sinews.data.workbook.library import require
from sinews.data.workbook.packed import Strange, unfolded
from sinews.evidence.reading.parts import UNFOLDED, Parts, Refused

_SAVE = "Save it as DOCX, PDF or text again."

#: What a packed file holds if it is a document of Word.
MAIN = "word/document.xml"


def parts_of(content: bytes) -> Parts:
    """The parts of a DOCX; Refused for one that is broken, none at all, or unfolds without end."""
    try:
        names = unfolded(content, UNFOLDED)
    except Strange as error:
        raise Refused(str(error), "a document (.docx)", _SAVE) from None
    if MAIN not in names:
        raise Refused("a packed file without a document in it", "a document (.docx)", _SAVE)
    library = require("docx", "evidence")
    try:
        return _read(library.Document(BytesIO(content)))
    except (ValueError, KeyError, AttributeError, TypeError, SyntaxError) as error:
        raise Refused(f"a document that cannot be read ({type(error).__name__})", "one that opens", _SAVE) from None


def _read(document: Any) -> Parts:  # noqa: ANN401 - of a library without types
    told = document.core_properties
    parts = Parts()
    parts.named(told.title, told.author, told.modified or told.created)
    for number, block in enumerate(document.iter_inner_content(), 1):
        if hasattr(block, "rows"):
            for row, cells in enumerate(block.rows, 1):
                parts.add("; ".join(dict.fromkeys(cell.text for cell in cells.cells)), f"table {number}, row {row}")
        else:
            parts.add(block.text, f"paragraph {number}")
    return parts
