"""Text to parts: paragraphs are parted by blank lines; the first line is the title if it looks like one."""

from __future__ import annotations

import codecs
import re

from sinews.evidence.reading.parts import Parts, Refused

#: Longest first line that is taken for a title.
TITLE = 150

_SAVE = "Save the file as text in UTF-8, or as PDF, DOCX or HTML."

#: Encodings by the mark that they begin with, the longest first.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def parts_of(content: bytes) -> Parts:
    """The parts of a text; Refused if it is none."""
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    blocks = [block for block in re.split(r"\n[ \t]*\n", text) if block.strip()]
    parts = Parts()
    if blocks and _is_title(blocks[0]):
        parts.named(blocks[0].lstrip("# "), "", "")
    for number, block in enumerate(blocks, 1):
        parts.add(block, f"paragraph {number}")
    return parts


def decoded(content: bytes) -> str:
    """The text of bytes in UTF-8, or in what their mark says; Refused for other bytes."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeError:
        raise Refused("bytes that are no text in UTF-8", "an article in HTML, PDF, DOCX or text", _SAVE) from None
    if "\0" in text:
        raise Refused("a NUL byte, as no text has", "an article in HTML, PDF, DOCX or text", _SAVE)
    return text


def _is_title(block: str) -> bool:
    line = block.strip()
    return "\n" not in line and len(line) <= TITLE and not line.endswith((".", "!", ";", ":", "”", '"'))
