"""Run every back-test and write its tables into docs/validation.md, between its marks."""

from __future__ import annotations

from pathlib import Path

from sinews.data.case import Case, embedded
from sinews.files import write_bytes
from tools.derivation.figures import Book
from tools.validation.page import blocks, with_blocks

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "validation.md"


def main() -> None:
    """Write the page."""
    parts = blocks(Book.read(), Case.read(embedded("nato-europe")))
    write_bytes(PAGE, with_blocks(PAGE.read_text(encoding="utf-8"), parts).encode())


if __name__ == "__main__":
    main()
