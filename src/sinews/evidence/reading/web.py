"""A page of HTML to parts: what is the article, and not menu or advertisement, is found by trafilatura."""

from __future__ import annotations

from sinews.data.workbook.library import require
from sinews.evidence.reading.parts import HTML_BYTES, Parts, Refused, tidy


def parts_of(content: bytes) -> Parts:
    """The parts of a page; Refused if it is too large, or if there is no text in it."""
    if len(content) > HTML_BYTES:
        raise Refused(f"a page of {len(content):,} bytes", f"at most {HTML_BYTES:,} bytes", "Save the article alone.")
    library = require("trafilatura", "evidence")
    parts = Parts()
    read = library.bare_extraction(content, with_metadata=True, include_comments=False, include_tables=True)
    if read is not None:
        parts.named(read.title, read.sitename or read.hostname, read.date)
    text = read.text if read is not None and read.text else library.html2txt(content)
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and tidy(lines[0]) == parts.title:
        del lines[0]
    for number, line in enumerate(lines, 1):
        parts.add(line, f"paragraph {number}")
    return parts
