"""Rows as lines of CSV, as all files of a case that are written cell by cell have them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO


def line_of(cells: Sequence[str], end: str = "\n") -> str:
    """A row as a line: commas, quotation marks where they have to be (also round ends of lines within a cell)."""
    stream = StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow(cells)  # what ends a line is quoted, so both of its signs
    return stream.getvalue().removesuffix("\r\n") + end
