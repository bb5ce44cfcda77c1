"""What the commands take that read documents and published tables, as plain data."""

from __future__ import annotations

from pathlib import Path

from sinews.clocks.options import Option, day
from sinews.commands.options import CASE, INTO, OF_CASE, WORDS, rows

READ: tuple[Option, ...] = (
    Option("files", "articles, or - for standard input; a case may stand behind them", "files", "FILE", many="+"),
    Option("--case", f"folder or name of a case ({CASE})", "case", "CASE"),
    *OF_CASE[1:],
    Option("--report", "write a page: each article beside its claims", "report", "FILE", Path),
    Option(
        "--facts",
        "print figures that could be facts, against those of the case",
        "facts",
        value=True,
        default=False,
    ),
    WORDS,
    Option(
        "--only",
        "data: leave claims open that take a plan of a clock, and answer at once",
        "only",
        "KIND",
        choices=("data",),
    ),
)

ACCEPT: tuple[Option, ...] = (
    *INTO,
    Option("--from", "proposed facts, as sinews read --facts writes them", "source", "FILE", Path),
    Option("--rows", "only these rows, from 1 below the header, as in 1,3-5 (all)", "rows", "ROWS", rows),
    Option(
        "--confidence",
        "how far the document is trusted, A, B or C (C): a figure without a range gets one by it",
        "confidence",
        "GRADE",
        choices=("A", "B", "C"),
        default="C",
    ),
)

UPDATE: tuple[Option, ...] = (
    *INTO,
    Option("--from", "the table as it is published (NATO's defence expenditure, ...)", "source", "FILE", Path),
    Option("--published", "day on which it became known, if it does not say it", "published", "DATE", day),
    WORDS,
)
