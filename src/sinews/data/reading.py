"""Reading the file of a table as text: what keeps it from being a table at all is found here."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from itertools import groupby, islice
from pathlib import Path
from typing import NamedTuple

import polars as pl

from sinews.data.headers import header_findings, lines_above, text_columns
from sinews.data.schema import Table
from sinews.data.texts import LIMIT, bounded, text_of
from sinews.errors import CaseError, Finding

#: Internal columns: the file and the line that a row comes from.
FILE, LINE = "_file", "_line"

#: The most rows of a table, and the longest cell, in characters.
ROWS, LONGEST = 1_000_000, 20_000

#: Texts of fewer characters are kept with their sheets: a file that is read again is mostly as it was.
KEPT = 100_000

#: Rows with the same defect that are named one by one; of more, the first is named, with their number.
NAMED = 20

_BROKEN = {
    "unexpected end of data": "a quotation mark that is not closed",
    "expected after": "text behind a closing quotation mark",
    "field larger": "a cell without end, or a quotation mark that is not closed",
}


@dataclass(frozen=True, eq=False)
class Sheet:
    """The rows of one table as text (blank cells null), with FILE and LINE; `sound` if none was left out.

    A sheet is itself alone, so that what was worked out from it is kept for the next time.
    """

    table: Table
    raw: pl.DataFrame
    sound: bool = True


class _Row(NamedTuple):
    """Cells of a row, and the line on which it begins."""

    line: int
    cells: list[str]


def read_sheet(path: Path, file: str, table: Table, limit: int = LIMIT) -> tuple[Sheet | None, list[Finding]]:
    """The rows of a table from `path`, called `file` in findings; no sheet if there is no usable header."""
    try:
        text = text_of(path, file, limit)
        sheet, findings = bounded(file, lambda: (_kept if len(text) < KEPT else _sheet)(text, file, table))
    except CaseError as error:
        return None, list(error.findings)
    return sheet, list(findings)


def _sheet(text: str, file: str, table: Table) -> tuple[Sheet | None, list[Finding]]:
    if not text.strip("\ufeff \t\r\n"):
        return None, [Finding(file, 0, "", "an empty file", "a header and rows", "Fill or delete the file.")]
    above, findings = lines_above(text, file, table)
    rows, broken = _rows(text, above, file)
    findings += broken
    if not rows:
        return None, findings
    header, body = rows[0], rows[1:]
    findings += header_findings(file, header.line, header.cells, table)
    filled = [row for row in body if "".join(row.cells).strip()]
    if len(filled) < len(body):
        findings += _empty(file, [row for row in body if not "".join(row.cells).strip()])
    kept = [row for row in filled if len(row.cells) == len(header.cells)]
    if len(kept) < len(filled):
        findings += _ragged(file, [row for row in filled if len(row.cells) != len(header.cells)], len(header.cells))
    frame = _frame(header.cells, kept, file, table)
    findings += _endless(frame, file)
    return Sheet(table, frame, not findings), findings


_kept = lru_cache(maxsize=512)(_sheet)


def _rows(text: str, above: int, file: str) -> tuple[list[_Row], list[Finding]]:
    """Rows from the header on, and what stopped the reading."""
    stream = StringIO(text, newline="")
    for _ in range(above):
        next(stream)
    reader = csv.reader(stream, strict=True)
    rows: list[_Row] = []
    line = above + 1
    try:
        for cells in islice(reader, ROWS + 2):
            rows.append(_Row(line, cells))
            line = above + reader.line_num + 1
    except csv.Error as error:
        return rows, [_broken(file, line, str(error))]
    if len(rows) > ROWS + 1:
        return rows, [Finding(file, 0, "", f"over {ROWS:,} rows", f"at most {ROWS:,}", "Split or thin out the table.")]
    return rows, []


def _broken(file: str, line: int, message: str) -> Finding:
    what = next((words for part, words in _BROKEN.items() if part in message), "a quotation mark out of place")
    remedy = "Close the quotation marks of the cell, and double those inside it."
    return Finding(file, line, "", f"broken CSV ({what})", "cells set apart by commas", remedy)


def _empty(file: str, rows: list[_Row]) -> list[Finding]:
    if not rows:
        return []
    defect = "an empty line" if len(rows) == 1 else f"{len(rows):,} empty lines, the first of them here"
    return [Finding(file, rows[0].line, "", defect, "a row on each line", "Delete the line, with its commas.")]


def _ragged(file: str, rows: list[_Row], width: int) -> list[Finding]:
    """Rows that are longer or shorter than the header."""

    def cells(row: _Row) -> int:
        return len(row.cells)

    findings = []
    for number, group in groupby(sorted(rows, key=cells), key=cells):
        alike = list(group)
        more = f" (so have {len(alike) - 1:,} more rows)" if len(alike) > NAMED else ""
        findings += [
            Finding(
                file,
                row.line,
                "",
                f"{number} {'cell' if number == 1 else 'cells'}{more}",
                f"{width} cells, as in the header",
                "Add or take out commas, put quotation marks around cells with commas, or delete the line.",
            )
            for row in (alike[:1] if more else alike)
        ]
    return findings


def _endless(frame: pl.DataFrame, file: str) -> list[Finding]:
    """Cells that are too long to be meant."""
    names = [name for name in frame.columns if name not in (FILE, LINE)]
    longest = frame.select(pl.col(names).str.len_chars().max()).row(0) if names else ()
    return [
        Finding(
            file,
            line,
            name,
            f"a cell of {length:,} characters",
            f"at most {LONGEST:,} characters",
            "Shorten the text, or look for a quotation mark that is not closed.",
        )
        for name, most in zip(names, longest, strict=True)
        if (most or 0) > LONGEST
        for line, length in frame.select(LINE, pl.col(name).str.len_chars().alias("_length"))
        .filter(pl.col("_length") > LONGEST)
        .iter_rows()
    ]


def _frame(header: list[str], rows: list[_Row], file: str, table: Table) -> pl.DataFrame:
    """Known columns as text, each where it stands first; blank cells are null."""
    places = {name: header.index(name) for name in text_columns(table) if name in header}
    columns = list(zip(*(row.cells for row in rows), strict=True)) or [()] * len(header)
    frame = pl.DataFrame(
        {name: [cell or None for cell in columns[place]] for name, place in places.items()},
        schema=dict.fromkeys(places, pl.String),
    )
    lines = pl.Series(LINE, [row.line for row in rows], dtype=pl.Int64)
    return pl.DataFrame([*frame.get_columns(), pl.Series(FILE, [file] * len(rows), dtype=pl.String), lines])
