"""The header of a table's file: where it stands, how its cells are set apart, and which columns it names."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from io import StringIO
from itertools import islice, pairwise

from sinews.data.schema import Number, Table
from sinews.errors import CaseError, Finding, Hints, did_you_mean

#: A header is looked for in so many lines, and so many characters of each.
LINES, CHARACTERS = 10, 10_000

#: The most columns that the file of a table may have.
MOST = 300

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars", ":": "colons", " ": "blanks"}
_WORD = re.compile(r"\w+")


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


def lines_above(text: str, file: str, table: Table) -> tuple[int, list[Finding]]:
    """How many lines stand above the header, and the finding about them.

    CaseError if there is no header, or if its cells are not set apart by commas.
    """
    columns = set(text_columns(table))
    first = [line[:CHARACTERS].rstrip("\r\n") for line in islice(StringIO(text, newline=""), LINES)]
    named = [len(columns.intersection(_words(line))) for line in first]
    above = 0 if columns.intersection(_cells(first[0])) else named.index(max(named))
    if not named[above]:
        raise CaseError([_no_header(file, first[0], table)])
    findings = [_above(file, above, first[0])] if above else []
    separator = _separator(first[above], columns)
    if separator:
        raise CaseError([*findings, _set_apart(file, above + 1, separator)])
    return above, findings


def header_findings(file: str, line: int, header: list[str], table: Table) -> list[Finding]:
    """What is wrong with the names of the columns; CaseError if there are far too many."""
    if len(header) > MOST:
        defect = f"{len(header):,} columns"
        raise CaseError(
            [Finding(file, line, "", defect, f"at most {MOST}", "Take out what is no column of the table.")]
        )
    columns = text_columns(table)
    count = Counter(header)
    nameless = sum(number for name, number in count.items() if not name.strip())
    named = [name for name in count if name.strip()]
    strange = [name for name in named if not _may_stand(name, table, columns)]
    otherwise = {name: _plain(name) for name in strange if _may_stand(_plain(name), table, columns)}
    return [
        *([_nameless(file, line, nameless)] if nameless else []),
        *(_twice(file, line, name) for name in sorted(named) if count[name] > 1),
        *([_otherwise(file, line, otherwise)] if otherwise else []),
        *_unknown(file, line, [name for name in strange if name not in otherwise], columns),
        *(_missing(file, line, name) for name in _wanted(header, table) - {*header, *otherwise.values()}),
    ]


# where it stands ----------------------------------------------------------------


def _words(line: str) -> list[str]:
    return _WORD.findall(line.casefold())


def _cells(line: str) -> list[str]:
    return [_plain(cell) for cell in next(csv.reader([line]), [])]


def _plain(name: str) -> str:
    """A name as columns are written: without blanks and marks around it, in small letters."""
    return name.strip().strip("\ufeff\"'").strip().casefold()


def _separator(line: str, columns: set[str]) -> str:
    """What sets the cells of a header apart, if commas do not."""
    if columns.intersection(_cells(line)):
        return ""
    line = line.casefold()
    pairs = pairwise(_WORD.finditer(line))
    between = [line[word.end() : after.start()] for word, after in pairs if columns & {word[0], after[0]}]
    return (between[0].strip("\"'") or between[0]) if between else line


def _set_apart(file: str, line: int, separator: str) -> Finding:
    if "," in separator:
        defect, remedy = "a whole line in quotation marks", "Take the quotation marks around whole lines away."
    else:
        name = _SEPARATORS.get(separator.strip(" ") or " ", json.dumps(separator, ensure_ascii=False))
        defect = f"cells set apart by {name}"
        remedy = "Save the file as CSV with commas between cells and decimal points in numbers."
    return Finding(file, line, "", defect, "cells set apart by commas", remedy)


def _above(file: str, above: int, first: str) -> Finding:
    what = f'the line "{_short(first)}"' if first.strip() else "an empty line"
    more = f" and {above - 1} more" if above > 1 else ""
    return Finding(file, 1, "", what + more, "the header in the first line", "Delete what stands above the header.")


def _no_header(file: str, first: str, table: Table) -> Finding:
    names = ", ".join(column.name for column in table.columns)
    defect = f'no header, but "{_short(first)}"' if first.strip() else "no header"
    return Finding(file, 1, "", defect, f"a header: {names}", "Put the names of the columns into the first line.")


def _short(line: str) -> str:
    return line if len(line) <= 60 else f"{line[:56]} ..."


# what it names --------------------------------------------------------------------


def _may_stand(name: str, table: Table, columns: tuple[str, ...]) -> bool:
    unitless = {f"{column.name}_unit" for column in table.numbers if not column.unit}
    return name in columns and name not in unitless


def _wanted(header: list[str], table: Table) -> set[str]:
    """The columns that the file must have; optional columns, each as a whole, and ranges may be left out."""
    wanted = {column.name for column in table.columns if not column.optional}
    for column in table.numbers:
        low, high, basis = (f"{column.name}{part}" for part in ("_low", "_high", "_basis"))
        if not column.optional or {column.name, low, high, basis}.intersection(header):
            wanted |= {column.name, basis} | ({low, high} if {low, high}.intersection(header) else set())
    return wanted


def _nameless(file: str, line: int, count: int) -> Finding:
    defect = "a column without a name" if count == 1 else f"{count} columns without a name"
    return Finding(
        file, line, "", defect, "a name for each column", "Name it, or take out commas at the ends of lines."
    )


def _twice(file: str, line: int, name: str) -> Finding:
    return Finding(file, line, name, "the column twice", "each column once", "Take out or rename one of the two.")


def _otherwise(file: str, line: int, names: dict[str, str]) -> Finding:
    defect = ", ".join(f'"{name}"' for name in names)
    remedy = "Write the names of columns in small letters, without blanks."
    return Finding(file, line, next(iter(names)) if len(names) == 1 else "", defect, ", ".join(names.values()), remedy)


def _unknown(file: str, line: int, names: list[str], columns: tuple[str, ...]) -> list[Finding]:
    hints = Hints(columns)
    defect, expected = "an unknown column", "one of the columns of the table"
    return [
        Finding(file, line, name, defect, expected, f"Rename it or take it out.{did_you_mean(name, hints)}")
        for name in names
    ]


def _missing(file: str, line: int, name: str) -> Finding:
    return Finding(file, line, name, "no such column", "the column", f"Add the column {name} to the file.")
