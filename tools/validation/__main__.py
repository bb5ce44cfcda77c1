"""Run every back-test and write its tables into docs/validation.md, between its marks.

    python -m tools.validation [--slow]

With --slow the plans that budgets are held against are solved again first (`tools.validation.plans`).
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from sinews.data.case import Case, embedded
from sinews.files import write_bytes
from tools.derivation.figures import Book
from tools.validation.page import blocks, with_blocks
from tools.validation.plans import keep

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "validation.md"


def main() -> None:
    """Write the page."""
    parser = ArgumentParser(prog="python -m tools.validation", description="Write the tables of docs/validation.md.")
    parser.add_argument("--slow", action="store_true", help="solve the plans again that budgets are held against")
    book, case = Book.read(), Case.read(embedded("nato-europe"))
    if parser.parse_args().slow:
        keep(book, case)
    write_bytes(PAGE, with_blocks(PAGE.read_text(encoding="utf-8"), blocks(book, case)).encode())


if __name__ == "__main__":
    main()
