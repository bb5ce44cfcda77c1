"""Tables between text and their types: frames as sheets of text, sheets as frames with file and line of each row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from threading import Lock

import polars as pl

from sinews.data.kept import Kept
from sinews.data.reading import FILE, LINE, Sheet
from sinews.data.rows import empty, findings, names, typed
from sinews.data.schema import Month, Table
from sinews.data.tables import BY_NAME, TABLES
from sinews.data.texts import bounded
from sinews.data.units import converted
from sinews.errors import CaseError, Finding, UsageError, did_you_mean

#: Cells up to which a frame is compared with earlier ones, and how many sheets are kept for that.
SMALL, KEPT = 1_000, 512

_ALONE = Lock()  # levers change cases side by side

_SHEETS: dict[tuple[object, ...], tuple[Sheet, list[Finding]]] = {}


def examined(name: str, sheet: Sheet, end: date | None) -> list[Finding]:
    """What is wrong inside one table; `end`: the last month of the horizon, if known."""
    try:
        return bounded(f"{name}.csv", lambda: findings(sheet, end))
    except CaseError as error:
        return list(error.findings)


def sheets_of(tables: Mapping[str, pl.DataFrame]) -> tuple[dict[str, Sheet], list[Finding]]:
    """Frames as sheets of text, and what is wrong with their columns; UsageError for a table that there is not."""
    sheets: dict[str, Sheet] = {}
    findings: list[Finding] = []
    for name, frame in tables.items():
        if name not in BY_NAME:
            raise UsageError(f"There is no table {name}.{did_you_mean(name, BY_NAME)}")
        sheets[name], wrong = _sheet(frame, name)
        findings += wrong
    return sheets, findings


def _sheet(frame: pl.DataFrame, name: str) -> tuple[Sheet, list[Finding]]:
    """A frame as a sheet: a small one with the content of an earlier one is that sheet, with what is known of it."""
    small = frame.height * frame.width <= SMALL and not any(kind.is_nested() for kind in frame.dtypes)
    if not small or pl.Object in frame.dtypes:
        return _made(frame, name)
    key = (name, *frame.schema.items(), repr(frame.rows()))
    if (sheet := _SHEETS.get(key)) is None:
        sheet = _made(frame, name)
        with _ALONE:
            while len(_SHEETS) >= KEPT:
                _SHEETS.pop(next(iter(_SHEETS)), None)
            _SHEETS[key] = sheet
    return sheet


def _made(frame: pl.DataFrame, name: str) -> tuple[Sheet, list[Finding]]:
    optional = {column.name for column in BY_NAME[name].columns if column.optional}
    wrong = [
        Finding(f"{name}.csv", 1, column, "no such column", "the column", f"Add the column {column}.")
        for column in names(BY_NAME[name].without(optional))
        if column not in frame.columns and not column.endswith(("_low", "_high"))
    ]
    wrong += [
        Finding(
            f"{name}.csv",
            1,
            column,
            "an unknown column",
            "one of the columns of the table",
            "Take it out.",
        )
        for column in frame.columns
        if column.removesuffix("_unit") not in names(BY_NAME[name])
    ]
    return Sheet(BY_NAME[name], placed(as_text(frame, BY_NAME[name]), name), not wrong), wrong


@Kept
def placed(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """The rows with the places that they would have in a file."""
    return frame.with_columns(
        pl.lit(f"{name}.csv").alias(FILE), pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias(LINE)
    )


@Kept
def in_order(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The rows by their key, without their places."""
    return frame.drop(FILE, LINE).sort(table.key)


@Kept
def lines_of(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The places of rows, with their key."""
    return frame.select(*table.key, FILE, LINE)


def as_text(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Every cell as a file holds it: numbers as short as they can be, months as YYYY-MM, blanks null."""
    months = {column.name for column in table.columns if isinstance(column, Month)}
    cells = []
    for name, kind in frame.schema.items():
        cell = pl.col(name)
        if kind == pl.Date and name in months:
            cell = cell.dt.strftime("%Y-%m")
        elif kind.is_float():
            cell = cell.cast(pl.String).str.replace(r"\.0$", "")
        else:
            cell = cell.cast(pl.String)
        cells.append(pl.when(cell != "").then(cell).alias(name))
    return frame.select(cells)


@Kept
def filled(frame: pl.DataFrame, table: Table) -> Table:
    """The table without optional columns of which a frame fills no cell."""
    unused = [column.name for column in table.columns if column.optional and frame[column.name].is_null().all()]
    return table.without(unused) if unused else table


@Kept
def content_as_file(frame: pl.DataFrame, table: Table) -> bytes:
    """The rows as the file of the table holds them."""
    return as_text(frame.select(names(filled(frame, table))), table).write_csv().encode()


def typed_all(
    sheets: Mapping[str, Sheet], kept: Mapping[str, pl.DataFrame]
) -> tuple[dict[str, pl.DataFrame], list[Finding]]:
    """All tables with their types, their numbers in the units of their columns."""
    frames = {**kept, **{name: typed(sheet) for name, sheet in sheets.items()}}
    sound = {
        name: frames[name] for name in ("items", "sites") if name in kept or (name in sheets and sheets[name].sound)
    }
    findings: list[Finding] = []
    for name, sheet in sheets.items():
        frames[name], wrong = converted(frames[name], sheet, sound)
        findings += wrong
    return frames, findings


def absent(present: Collection[str], whole: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Optional tables that a case leaves out, without rows; those that cannot be read are no such tables."""
    return {
        table.name: _rowless(table)
        for table in TABLES
        if not table.required and table.name not in present and table.name not in whole
    }


@cache
def _rowless(table: Table) -> pl.DataFrame:
    return placed(empty(table), table.name)
