"""What stands in a workbook, and what in a file of a case: cells one way and the other, sheets that are no tables.

A cell is a number in a workbook where its column holds numbers and the number comes back as it was written (`12.5`, not
`12.50`); all else is text, so that no program makes a date of a month or a number of a code.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import StringIO

from sinews.data.csv_text import line_of
from sinews.data.schema import Number, Plain, Table, Year

#: Sheets that are no tables: what the workbook is, the settings of the case, its description line by line.
ABOUT, CASE, DESCRIPTION = "read me", "case", "description"

#: Settings that the sheet CASE shows, and what they mean.
SETTINGS: Mapping[str, str] = {
    "name": "short name of the case",
    "title": "title, as answers show it",
    "start": "first month of the horizon, YYYY-MM",
    "end": "last month of the horizon, YYYY-MM",
    "monthly_until": "ticks are months up to this month, quarters after it",
    "price_year": "year of the constant prices",
    "as_of": "day of knowledge, YYYY-MM-DD: nothing became known after it",
}

#: A number with more digits than a spreadsheet keeps stays text.
DIGITS = 15

_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


def numeric(table: Table, name: str) -> bool:
    """Whether a column of a table's file holds numbers."""
    plain = {column.name for column in table.columns if isinstance(column, (Number, Plain, Year))}
    ends = {f"{column.name}_{end}" for column in table.numbers for end in ("low", "high")}
    return name in plain | ends


def value(text: str, *, as_number: bool) -> str | float:
    """What a workbook holds for the text of a cell."""
    if as_number and _PLAIN_NUMBER.fullmatch(text) and sum(map(str.isdigit, text)) <= DIGITS:
        number = float(text)
        if written(number) == text:
            return number
    return text


def written(cell: object) -> str:
    """The text of a cell of a workbook as a file of a case holds it; days as YYYY-MM-DD, blank cells as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**DIGITS:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == cell.time().min else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def cells(text: str) -> list[list[str]]:
    """The rows of a CSV file, the header first."""
    return list(csv.reader(StringIO(text, newline="")))


def as_csv(rows: Sequence[Sequence[str]]) -> str:
    """Rows as the file of a table: commas, quotation marks where they have to be, a line feed after each row."""
    return "".join(map(line_of, rows))
