"""Rows of a derivation as they stand in files: read, written out where a cell lists several codes, and checked.

Each table of a case may have a sheet of the same columns, in which a number is one cell: an expression. A cell of
codes or months may hold several, set apart by blanks, or `@list` for the members of a list: the row stands for one row
for each. A cell of text that begins with "=" is an expression as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

import polars as pl

from sinews.data.derivation.source import Row
from sinews.data.reading import FILE, LINE, Sheet, read_sheet
from sinews.data.schema import Code, Column, Month, Number, Plain, Reference, Table, Text, Year
from sinews.data.tables import BY_NAME
from sinews.errors import Finding, did_you_mean

_WORD = re.compile(r"[A-Za-z_]\w*", re.ASCII)

#: The most rows that one row may stand for.
SEVERAL = 10_000

#: Columns that a sheet has besides those of its table.
BESIDES: Mapping[str, tuple[Column, ...]] = {
    "deliveries": (Text("site", "line that fills the order, if the plan of a line follows its orders", blank=True),)
}

#: Sheets that are no table of a case.
OWN = (
    Table(
        "figures",
        "Figures with a name, for expressions that several cells share.",
        (Code("figure", "name"), Text("value", "expression"), Text("about", "what it is")),
        ("figure",),
    ),
    Table(
        "rules",
        "Rules of derivation: their formula, and what the case says of them.",
        (
            Code("rule", "name"),
            Text("kind", "computation, analogy, or shorthand if it leaves no mark"),
            Text("arguments", "names of its arguments, set apart by blanks; the last may end in ...", blank=True),
            Text(
                "formula", "expression over the arguments; blank if the rule only says how rows were chosen", blank=True
            ),
            Text("text", "what it does"),
        ),
        ("rule",),
    ),
    Table(
        "series",
        "Series of facts: one quantity of one source, by state and year.",
        (Code("series", "name"), Text("source", "source_id"), Text("subject", "subject"), Text("quantity", "quantity")),
        ("series",),
    ),
    Table(
        "lists",
        "Lists of codes.",
        (Code("list", "name"), Text("members", "codes, set apart by blanks")),
        ("list",),
    ),
    Table(
        "price_levels",
        "Prices of each year relative to the price year.",
        (
            Year("year", "year"),
            Plain("level", "price level relative to the price year"),
            Plain("spread", "half-width of the range, percent"),
            Text("reason", "how it was reasoned"),
        ),
        ("year",),
    ),
)

#: Tables that no sheet fills: they are collected, or made of what the rows use.
NOT_ROWS = ("facts", "sources", "rules")


@dataclass(frozen=True)
class Sheets:
    """All rows by sheet, the sheets as tables, what is wrong with them, and all words of cells that may name a list."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    words: frozenset[str] = frozenset()


def sheet_of(table: Table) -> Table:
    """The sheet of a table: its columns, each number as one cell of text."""
    columns = tuple(
        Text(column.name, column.about, blank=True) if isinstance(column, Number) else column
        for column in table.columns
    )
    return replace(table, columns=columns + BESIDES.get(table.name, ()), required=False)


def known_sheets() -> dict[str, Table]:
    """All sheets that a folder of rows may have."""
    tables = {table.name: sheet_of(table) for table in BY_NAME.values() if table.name not in NOT_ROWS}
    return tables | {table.name: table for table in OWN}


def read_sheets(folder: Path) -> Sheets:
    """The sheets in a folder, with everything that keeps them from being rows."""
    schemas = known_sheets()
    tables: dict[str, Table] = {}
    sheets: dict[str, Sheet] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in schemas:
            findings.append(_unknown(path.name, schemas))
            continue
        sheet, wrong = read_sheet(path, path.name, schemas[path.stem])
        findings += wrong
        if sheet:
            tables[path.stem], sheets[path.stem] = schemas[path.stem], sheet
    lists = _lists(sheets.get("lists"))
    rows: dict[str, Sequence[Row]] = {}
    for name, sheet in sheets.items():
        rows[name] = _written_out(sheet, lists, findings)
    return Sheets(tables, rows, tuple(findings), _words(sheets))


def _words(sheets: Mapping[str, Sheet]) -> frozenset[str]:
    texts = (
        sheet.raw.select(pl.concat_str(pl.all().exclude(LINE), separator=" ", ignore_nulls=True)).to_series()
        for name, sheet in sheets.items()
        if name not in ("lists", "series")
    )
    return frozenset(word for text in texts for cell in text for word in _WORD.findall(cell))


def as_sheet(table: Table, rows: Sequence[Row]) -> Sheet:
    """Rows as a sheet again, so that their cells can be checked like those of a case."""
    names = [column.name for column in table.columns]
    frame = pl.DataFrame(
        [[row[name] or None for name in names] + [row.file, row.line] for row in rows],
        schema={**dict.fromkeys(names, pl.String), FILE: pl.String, LINE: pl.Int64},
        orient="row",
    )
    return Sheet(table, frame)


def _unknown(file: str, schemas: Mapping[str, Table]) -> Finding:
    name = file.removesuffix(".csv")
    return Finding(
        file,
        0,
        "",
        f"rows of {name}",
        "a sheet of one of the tables of a case, or of figures, rules, series, lists, price_levels",
        f"Rename the file or take it out.{did_you_mean(name, schemas)}",
    )


def _lists(sheet: Sheet | None) -> dict[str, tuple[str, ...]]:
    if sheet is None or not {"list", "members"} <= set(sheet.raw.columns):
        return {}
    pairs = sheet.raw.select("list", "members").drop_nulls().iter_rows()
    return {name: tuple(members.split()) for name, members in pairs}


def _written_out(sheet: Sheet, lists: Mapping[str, tuple[str, ...]], findings: list[Finding]) -> list[Row]:
    """The rows of a sheet, each with one code or month in a cell."""
    rows: list[Row] = []
    for cells in sheet.raw.fill_null("").iter_rows(named=True):
        file, line = cells.pop(FILE), cells.pop(LINE)
        for cell, several in _each(sheet.table, cells, lists, (file, line), findings):
            rows.append(Row(sheet.table.name, len(rows), file, line, cell, several))
    return rows


def _each(
    table: Table,
    cells: dict[str, str],
    lists: Mapping[str, tuple[str, ...]],
    where: tuple[str, int],
    findings: list[Finding],
) -> Iterator[tuple[dict[str, str], bool]]:
    """The rows that a row stands for, and whether it has several months."""
    listed: dict[str, list[str]] = {}
    for column in table.columns:
        text = cells.get(column.name, "")
        if isinstance(column, (Code, Reference, Month)) and not text.startswith("=") and (" " in text or "@" in text):
            listed[column.name] = [
                code for word in text.split() for code in _members(word, lists, (*where, column.name), findings)
            ]
    count = 1
    for codes in listed.values():
        count *= len(codes)
    if count > SEVERAL:
        findings.append(
            Finding(*where, "", f"a row for {count:,} rows", f"at most {SEVERAL:,}", "Write it as several rows.")
        )
        return
    months = any(isinstance(table.column(name), Month) and len(codes) > 1 for name, codes in listed.items())
    for chosen in product(*listed.values()):
        yield cells | dict(zip(listed, chosen, strict=True)), months


def _members(
    word: str, lists: Mapping[str, tuple[str, ...]], where: tuple[str, int, str], findings: list[Finding]
) -> tuple[str, ...]:
    if not word.startswith("@"):
        return (word,)
    if word[1:] not in lists:
        hint = did_you_mean(word[1:], lists)
        findings.append(Finding(*where, word, "a list of lists.csv", f"Add the list, or correct its name.{hint}"))
    return lists.get(word[1:], ())
