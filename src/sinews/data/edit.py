"""One number of a case set by its user: the cell, its range, and the assumption that it then rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sinews.data.case import Case
from sinews.data.csv_text import line_of
from sinews.data.package import read_package
from sinews.data.schema import Number
from sinews.data.tables import BY_NAME
from sinews.data.written import Written, exchange
from sinews.errors import CaseError, UsageError, did_you_mean
from sinews.files import add_file

_ASSUMPTIONS = "assumptions"
_NO_CODE = re.compile(r"[^A-Za-z0-9_.:+-]")


@dataclass(frozen=True)
class Cell:
    """A number of a case: the table, the key of its row (parts set apart by dots), and the column."""

    table: str
    key: str
    column: str

    @classmethod
    def named(cls, text: str) -> Cell:
        """The cell that TABLE.KEY.COLUMN names; UsageError for no such table, or a column without numbers."""
        name, _, rest = text.partition(".")
        key, _, column = rest.rpartition(".")
        if name not in BY_NAME:
            raise UsageError(f"There is no table {name}; write TABLE.KEY.COLUMN.{did_you_mean(name, BY_NAME)}")
        numbers = [number.name for number in BY_NAME[name].numbers]
        if column not in numbers:
            there = f"its numbers are {', '.join(numbers)}" if numbers else "it holds no numbers that rest on something"
            raise UsageError(f"{column or 'Nothing'} is no number of {name}; {there}.{did_you_mean(column, numbers)}")
        return cls(name, key, column)

    def __str__(self) -> str:
        return f"{self.table}.{self.key}.{self.column}"

    @property
    def number(self) -> Number:
        """The column as the schema has it."""
        return next(number for number in BY_NAME[self.table].numbers if number.name == self.column)


@dataclass(frozen=True)
class Reasoned:
    """A value with its range, as text, and how it was reasoned."""

    value: str
    low: str
    high: str
    because: str

    @property
    def ranged(self) -> bool:
        """Whether it has a range besides its value."""
        return (self.low, self.high) != (self.value, self.value)


@dataclass(frozen=True)
class Edit:
    """What was set: before and after, as text, and the assumption that it now rests on."""

    cell: Cell
    before: str
    after: str
    assumption: str


def set_number(folder: Path, cell: Cell, reasoned: Reasoned) -> Edit:
    """Set a number of the case in a folder, both files or none.

    Raises UsageError for a row that is not there, or no reason; CaseError if the case would not be sound.
    """
    _require(reasoned)
    Case.read(folder)
    files = read_package(folder)[0].files
    written = Written.of(folder, files.get(cell.table, ""), BY_NAME[cell.table])
    row = written.row(cell.key)
    if reasoned.ranged and not {f"{cell.column}_low", f"{cell.column}_high"} <= set(written.header):
        raise UsageError(f"{written.file} has no columns for a range of {cell.column}; leave out --low and --high.")
    assumption = _NO_CODE.sub("_", f"set.{cell}")
    fresh = row | _cells(cell, reasoned, assumption, written.header)
    reasons = Written.of(folder, files[_ASSUMPTIONS], BY_NAME[_ASSUMPTIONS])
    reason = _reason(cell, reasoned, assumption, row)
    _check(folder, cell, {cell.table: (written.header, fresh), _ASSUMPTIONS: (reasons.header, reason)})
    exchange(folder, {reasons: reasons.with_row(assumption, reason), written: written.with_row(cell.key, fresh)})
    return Edit(cell, row[cell.column], reasoned.value, assumption)


def _require(reasoned: Reasoned) -> None:
    """Raise UsageError for no reason, one that is no text, or ends of a range on the wrong side of the value."""
    if not reasoned.because.strip():
        raise UsageError("Say how the number was reasoned: --because TEXT. It becomes an assumption of the case.")
    if any("\ud800" <= sign <= "\udfff" for sign in reasoned.because):
        raise UsageError("--because is no text in UTF-8; write it again.")
    try:
        value, low, high = (float(text) for text in (reasoned.value, reasoned.low, reasoned.high))
    except ValueError:
        return  # found when the case is read
    if not low <= value <= high:
        ends = f"from {reasoned.low} to {reasoned.high}"
        raise UsageError(f"The value {reasoned.value} does not lie within its range, {ends}; correct --low or --high.")


def _cells(cell: Cell, reasoned: Reasoned, assumption: str, header: Sequence[str]) -> dict[str, str]:
    """The cells of the number and of what belongs to it; its value is in the unit of the column."""
    column = cell.column
    cells = {
        column: reasoned.value, f"{column}_low": reasoned.low, f"{column}_high": reasoned.high,
        f"{column}_basis": assumption, f"{column}_unit": "",
    }  # fmt: skip
    return {name: text for name, text in cells.items() if name in header}


def _reason(cell: Cell, reasoned: Reasoned, assumption: str, row: Mapping[str, str]) -> dict[str, str]:
    return {
        "assumption": assumption, "value": reasoned.value, "value_low": reasoned.low, "value_high": reasoned.high,
        "unit": cell.number.unit or row.get("unit", "") or "as in the row", "role": "judgement",
        "reason": reasoned.because,
    }  # fmt: skip


def _check(folder: Path, cell: Cell, rows: Mapping[str, tuple[Sequence[str], Mapping[str, str]]]) -> None:
    """CaseError, about the cell, if the case with these rows is not sound."""
    with TemporaryDirectory() as over:
        for table, (header, row) in rows.items():
            lines = [list(header), [row.get(name, "") for name in header]]
            add_file(Path(over) / f"{table}.csv", "".join(map(line_of, lines)).encode())
        try:
            Case.read(folder, over)
        except CaseError as error:
            own = [finding for finding in error.findings if Path(finding.file).stem == cell.table] or list(
                error.findings
            )
            told = {
                (finding.found, finding.expected): replace(finding, file=str(cell), row=0) for finding in reversed(own)
            }
            raise CaseError(list(told.values())) from None  # a value that is its own range is wrong once
