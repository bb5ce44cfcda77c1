"""A PDF to parts, page by page: lines are joined to paragraphs, and what stands on every page is left out."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sinews.data.workbook.library import require
from sinews.evidence.reading.parts import PAGES, SECONDS, Parts, Refused

#: Part of the longest line of a page below which a line that ends a sentence ends a paragraph.
SHORT = 0.8

#: Characters a page, on average, below which pages are taken for pictures.
SPARSE = 20

_DIGITS = re.compile(r"\d+")
_ENDED = re.compile(r"[.!?:;”\"\u2019)]\s*$")
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def parts_of(content: bytes) -> Parts:
    """The parts of a PDF; Refused for one with a password, without text or pages, or with too many of them."""
    library = require("pypdfium2", "evidence")
    try:
        document = library.PdfDocument(content)
    except library.PdfiumError as error:
        raise _refused(str(error)) from None
    try:
        return _read(document, library.PdfiumError)
    finally:
        document.close()


def _refused(said: str) -> Refused:
    if "assword" in said:
        return Refused("a PDF with a password", "a PDF that opens", "Save it without a password.")
    return Refused("a broken PDF", "a PDF that opens", "Print it to a PDF again.")


def _read(document: Any, error: type[Exception]) -> Parts:  # noqa: ANN401 - of a library without types
    count = len(document)
    if count > PAGES:
        raise Refused(f"{count} pages", f"at most {PAGES}", "Read the pages that matter.")
    pages = list(_pages(document, count, error))
    letters = sum(len(line) for lines in pages for line in lines)
    if letters < SPARSE * max(count, 1):
        fault = "a PDF of pictures, or without text" if count else "a PDF without pages"
        raise Refused(fault, "a PDF with text", "Have its text recognised, and save it with the text.")
    repeated = _repeated(pages)
    found_parts = Parts()
    told = document.get_metadata_dict()
    made = _DATE.match(told.get("CreationDate", ""))
    found_parts.named(told.get("Title"), told.get("Author"), "-".join(made.groups()) if made else "")
    for page, lines in enumerate(pages, 1):
        kept = [line for line in lines if _form(line) not in repeated]
        for number, text in enumerate(paragraphs(kept), 1):
            found_parts.add(text, f"page {page}, paragraph {number}")
    return found_parts


def _pages(document: Any, count: int, error: type[Exception]) -> Iterator[list[str]]:  # noqa: ANN401 - as above
    """The lines of each page."""
    begun = time.monotonic()
    for number in range(count):
        if time.monotonic() - begun > SECONDS:
            raise Refused(f"a PDF that takes over {SECONDS} seconds", "one that is read sooner", "Read a part of it.")
        try:
            page = document[number]
            text = page.get_textpage().get_text_range()
        except error:
            raise _refused("a page") from None
        yield [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _form(line: str) -> str:
    return _DIGITS.sub("#", line)


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """First and last lines that stand on most pages, numbers aside: heads and feet."""
    if len(pages) < 3:
        return set()
    ends = Counter(_form(line) for lines in pages for line in {*lines[:2], *lines[-2:]} if line)
    return {form for form, times in ends.items() if times > len(pages) / 2}


def paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Lines joined to paragraphs; one ends at a blank line, or where a sentence ends well before the margin."""
    widest = max(map(len, lines), default=0)
    text = ""
    for line in lines:
        if line.endswith(("-", "\x02", "\ufffe", "\u00ad")) and line[:-1][-1:].isalpha():
            text += line[:-1] if line[-1] != "-" else line
            continue
        text += f"{line} " if line else ""
        if not line or (_ENDED.search(line) and len(line) < SHORT * widest):
            yield text
            text = ""
    yield text
