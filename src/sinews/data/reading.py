"""Reading the file of a table as text: what keeps it from being a table at all is found here."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import polars as pl

from sinews.data.schema import Number, Table
from sinews.errors import Finding, did_you_mean

#: Internal columns: the file and the line that a row comes from.
FILE, LINE = "_file", "_line"

#: The largest file that is read, in bytes.
LIMIT = 200_000_000

_SAVE = "Save the file as CSV in UTF-8 again."


@dataclass(frozen=True)
class Sheet:
    """The rows of one table as text (blank cells null), with FILE and LINE; `sound` if none was left out."""

    table: Table
    raw: pl.DataFrame
    sound: bool = True


def read_sheet(path: Path, file: str, table: Table, limit: int = LIMIT) -> tuple[Sheet | None, list[Finding]]:
    """The rows of a table from `path`, called `file` in findings; no sheet if there is no usable header."""
    text, finding = _text(path, file, limit)
    if finding:
        return None, [finding]
    rows, lines, findings = _rows(text, file)
    if not rows:
        return None, findings or [
            Finding(file, 0, "", "an empty file", "a header and rows", "Fill or delete the file.")
        ]
    header, body = rows[0], rows[1:]
    wrong = _header_findings(file, header, table)
    if len(set(header)) < len(header):
        return None, findings + wrong
    ragged = [index for index, row in enumerate(body) if len(row) != len(header)]
    findings += wrong + [_ragged(file, lines[index + 1], len(body[index]), len(header)) for index in ragged]
    sound = not findings
    if ragged:
        skip = set(ragged)
        body = [row for index, row in enumerate(body) if index not in skip]
        lines = [line for index, line in enumerate(lines) if index - 1 not in skip]
    return Sheet(table, _frame(header, body, lines[1:], file), sound), findings


def text_columns(table: Table) -> tuple[str, ...]:
    """All columns that the file of a table may have, in order."""
    return tuple(
        name
        for column in table.columns
        for name in (
            (column.name, *(f"{column.name}_{part}" for part in ("low", "high", "basis", "unit")))
            if isinstance(column, Number)
            else (column.name,)
        )
    )


def _text(path: Path, file: str, limit: int) -> tuple[str, Finding | None]:
    size = path.stat().st_size
    if size > limit:
        return "", Finding(file, 0, "", f"{size:,} bytes", f"at most {limit:,} bytes", "Split or thin out the file.")
    content = path.read_bytes()
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        return "", Finding(file, line, "", "a NUL byte", "text", _SAVE)
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return "", Finding(file, line, "", "bytes that are not UTF-8", "text in UTF-8", _SAVE)


def _rows(text: str, file: str) -> tuple[list[list[str]], list[int], list[Finding]]:
    """Rows, the line on which each begins, and what stopped the reading."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    line = 1
    try:
        for row in reader:
            rows.append(row)
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        return (
            rows,
            lines,
            [
                Finding(
                    file,
                    reader.line_num,
                    "",
                    f"broken CSV ({error})",
                    "cells set apart by commas",
                    "Close the quotation marks of the cell, and double those inside it.",
                )
            ],
        )
    return rows, lines, []


def _ragged(file: str, line: int, cells: int, expected: int) -> Finding:
    found = f"{cells} cells" if cells else "an empty line"
    return Finding(
        file,
        line,
        "",
        found,
        f"{expected} cells, as in the header",
        "Add or take out commas, put quotation marks around cells with commas, or delete the line.",
    )


def _header_findings(file: str, header: list[str], table: Table) -> list[Finding]:
    known = text_columns(table)
    findings = [
        Finding(file, 1, name, "the column twice", "each column once", "Take out or rename one of the two.")
        for name in sorted({name for name in header if header.count(name) > 1})
    ]
    findings += [
        Finding(
            file,
            1,
            name,
            "an unknown column",
            "one of the columns of the table",
            f"Rename it or take it out.{did_you_mean(name, known)}",
        )
        for name in dict.fromkeys(header)
        if not _may_stand(name, table, known)
    ]
    return findings + [
        Finding(file, 1, name, "no such column", "the column", f"Add the column {name} to the file.")
        for name in _wanted(header, table)
        if name not in header
    ]


def _may_stand(name: str, table: Table, known: tuple[str, ...]) -> bool:
    unitless = {f"{column.name}_unit" for column in table.numbers if not column.unit}
    return name in known and name not in unitless


def _wanted(header: list[str], table: Table) -> list[str]:
    """The columns that the file must have; the range of a number as a whole may be left out."""
    wanted = [column.name for column in table.columns]
    for column in table.numbers:
        ends = [f"{column.name}_low", f"{column.name}_high"]
        wanted += [f"{column.name}_basis", *(ends if any(end in header for end in ends) else [])]
    return wanted


def _frame(header: list[str], body: list[list[str]], lines: list[int], file: str) -> pl.DataFrame:
    cells = zip(*body, strict=True) if body else ([] for _ in header)
    frame = pl.DataFrame(
        {name: list(column) for name, column in zip(header, cells, strict=True)},
        schema=dict.fromkeys(header, pl.String),
    )
    blank_as_null = [pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in header]
    return frame.with_columns(*blank_as_null, pl.lit(file).alias(FILE), pl.Series(LINE, lines, dtype=pl.Int64))
