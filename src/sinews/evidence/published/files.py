"""A published file to what layouts read, and the layout that it has."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from sinews.data.texts import LIMIT, obstacle
from sinews.data.workbook.packed import UNPACKED, Strange, unfolded
from sinews.data.workbook.reading import sheets_in
from sinews.errors import CaseError, Finding
from sinews.evidence.published.edition import Layout, Source
from sinews.evidence.published.layouts import LAYOUTS

_PACKED, _WIDE = b"PK\x03\x04", (b"\xff\xfe", b"\xfe\xff")


def source_of(path: Path) -> Source:
    """A file as layouts see it; CaseError with one finding for what is no published table."""
    called = path.name
    what = obstacle(path)
    if what:
        raise _refused(called, what, "a file that can be read", "Name the file of a published table.")
    with path.open("rb") as stream:
        content = stream.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise _refused(called, f"over {LIMIT:,} bytes", f"at most {LIMIT:,} bytes", "Download one table alone.")
    if not content.startswith(_PACKED):
        return Source(called, _text(content, called), {})
    try:
        inside = unfolded(content, UNPACKED)
    except Strange as error:
        raise _refused(called, str(error), "a workbook, or a packed table", "Download it again.") from None
    if any(name.startswith("xl/") for name in inside):
        return Source(called, "", sheets_in(content, called))
    tables = sorted(name for name in inside if name.endswith(".csv") and not name.startswith("Metadata"))
    if len(tables) != 1:
        raise _refused(called, f"a packed file with {len(tables)} tables", "one with one table", "Name the table.")
    with ZipFile(BytesIO(content)) as packed:
        return Source(called, _text(packed.read(tables[0]), called), {})


def layout_of(source: Source) -> Layout:
    """The layout of a file; CaseError if it has none that is known."""
    layout = next((layout for layout in LAYOUTS if layout.fits(source)), None)
    if layout is None:
        titles = "; ".join(layout.title for layout in LAYOUTS)
        remedy = "Download the table again as it is published, without changes."
        raise _refused(source.called, "a table of another layout", f"one of: {titles}", remedy)
    return layout


def _text(content: bytes, called: str) -> str:
    """The text of a file in UTF-8, UTF-16 or Latin-1, as publishers have them."""
    try:
        if content.startswith(_WIDE):
            return content.decode("utf-16")
        if content[1:200:2].count(0) > 50:
            return content.decode("utf-16-le")
        if b"\0" in content:
            raise _refused(called, "a file that is no text", "a workbook or a table as text", "Download it again.")
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("latin-1")
    except UnicodeDecodeError:
        raise _refused(called, "broken text in UTF-16", "text", "Download it again.") from None


def _refused(called: str, defect: str, expected: str, remedy: str) -> CaseError:
    return CaseError([Finding(called, 0, "", defect, expected, remedy)])
