"""Rows and rules to tables: every cell is parsed, evaluated and entered, or there is a finding that says why not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sinews.data.derivation.book import Book, PriceLevel
from sinews.data.derivation.derivation import Derivation
from sinews.data.derivation.faults import FaultError, ReportedError
from sinews.data.derivation.formulas import SHORTHAND
from sinews.data.derivation.lines import plan
from sinews.data.derivation.sheets import BESIDES, OWN, Sheets, as_sheet, read_sheets
from sinews.data.derivation.source import Row
from sinews.data.rows import findings as defects
from sinews.data.schema import Number, Table
from sinews.data.tables import BY_NAME
from sinews.errors import CaseError, Finding

#: Sheets of plain numbers, and sheets that are no rows of a case.
_STATED = ("assumptions", "price_levels")
_READ = {*(table.name for table in OWN), *_STATED}


def fill(book: Book, folder: Path, start: date, end: date) -> None:
    """Fill the tables of `book` from the sheets in `folder`; CaseError with all that is wrong with them.

    `start` and `end` are the first and the last month of the case, which rules may ask for.
    """
    sheets = read_sheets(folder)
    derivation, findings = _begun(book, sheets, start, end)
    for name in sheets.tables:
        if name not in _READ:
            for row in derivation.rows(name):
                _enter(derivation, row, BY_NAME[name])
    findings += derivation.findings
    if findings := findings or [_unused(row) for row in derivation.unused()]:
        raise CaseError(findings)


def state(book: Book, folder: Path) -> None:
    """Enter the assumptions and price levels of the sheets in `folder`; CaseError with what is wrong with any sheet."""
    sheets = read_sheets(folder)
    if findings := [*sheets.findings, *_stated(book, sheets)]:
        raise CaseError(findings)


def _begun(book: Book, sheets: Sheets, start: date, end: date) -> tuple[Derivation, list[Finding]]:
    """A derivation with its assumptions, rules and texts, and what is wrong with the cells that are no figures."""
    findings = [*sheets.findings, *_stated(book, sheets)]
    derivation = Derivation(book, sheets, start, end)
    for row in derivation.rows("rules"):
        if row["kind"] != SHORTHAND:
            book.rule(row["rule"], row["text"], row["kind"])
    for row in derivation.rows("figures"):
        if row["figure"] in book.stated or row["figure"] in book.facts:
            defect = f"{row['figure']}, which is an assumption or a fact"
            findings.append(Finding(row.file, row.line, "figure", defect, "a name of its own", "Rename the figure."))
    for name, table in sheets.tables.items():
        if name not in _STATED:
            derivation.evaluate_texts(name)
            findings += defects(as_sheet(table, derivation.rows(name)), end)
    return derivation, findings


def _stated(book: Book, sheets: Sheets) -> list[Finding]:
    """Enter assumptions and price levels as rows state them; what is wrong with them."""
    there = [name for name in _STATED if name in sheets.tables]
    findings = [
        finding for name in there for finding in defects(as_sheet(sheets.tables[name], sheets.rows[name]), None)
    ]
    if findings:
        return findings
    for row in sheets.rows.get("assumptions", ()):
        numbers = {name: float(row[name]) for name in ("value", "value_low", "value_high")}
        texts = {name: row[name] for name in ("assumption", "unit", "role", "reason")}
        book.stated[row["assumption"]] = {**texts, **numbers}
    for row in sheets.rows.get("price_levels", ()):
        book.levels[int(row["year"])] = PriceLevel(float(row["level"]), float(row["spread"]), row["reason"])
    return []


def _enter(derivation: Derivation, row: Row, table: Table) -> None:
    """Enter a row into the book, unless a cell of it has no figure or it says nothing new."""
    besides = {column.name for column in BESIDES.get(table.name, ())}
    numbers = {column.name for column in table.columns if isinstance(column, Number)}
    cells: dict[str, object] = {name: text for name, text in row.cells.items() if name not in besides}
    sound = True
    for name in [name for name in numbers if cells.get(name)]:
        try:
            cells[name] = derivation.cell(row, name)
        except ReportedError:
            sound = False
    if sound and not _level(derivation, row):
        derivation.book.add(table.name, **cells)
        place = (table.name, len(derivation.book.tables[table.name]) - 1)
        derivation.book.origins[place] = (row.file, row.line)


def _level(derivation: Derivation, row: Row) -> bool:
    """Whether a row is one of several months at which nothing changes."""
    if row.table != "capacity" or not row.one_of_several:
        return False
    try:
        return row not in plan(derivation, row["site"])
    except ReportedError:
        return False
    except FaultError as error:
        derivation.findings += [fault.at(row.file, row.line, "site") for fault in error.faults]
        return False


def _unused(row: Row) -> Finding:
    column = "series" if row.table == "series" else row.table.removesuffix("s")
    defect = f"{row[column]}, which no cell uses"
    return Finding(row.file, row.line, column, defect, "rows that something uses", "Use it, or take the row out.")
