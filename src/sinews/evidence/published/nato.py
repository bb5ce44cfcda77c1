"""NATO's workbook "Defence Expenditure of NATO Countries": sheets `Table 1` to `Table 8b`.

Each sheet stacks blocks: a line of text alone that says what is measured, a row of years (estimates as `2026e`), a
row for each country or group, an empty row or notes. So describe it three public readers of the editions of 2025 and
2026: a module `otan` that writes its blocks as rows (its docstring), a connector that names the rows of tables 2 and
3, and one that lists the titles of all blocks that it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sinews.data.workbook.packed import letters
from sinews.errors import Finding
from sinews.evidence.published.cells import Head, head, is_missing, marked, number, place, status, unordered
from sinews.evidence.published.edition import Edition, Layout, Measured, Names, Source, Stated

SPENDING = "defence_expenditure"

#: Sheets and titles of their blocks: what they measure. A title may name the year of its prices.
BLOCKS: Mapping[tuple[str, str], Measured] = {
    ("table 2", "current prices and exchange rates"): Measured(SPENDING, "annual_amount_current_prices", "million_USD"),
    ("table 2", "constant # prices and exchange rates"): Measured(
        SPENDING, "annual_amount_constant_#_prices", "million_USD_#"
    ),
    ("table 3", "share of real gdp (%)"): Measured(SPENDING, "share_of_gdp", "percent"),
    ("table 8a", "equipment (a)"): Measured(SPENDING, "equipment_share_of_defence_expenditure", "percent"),
    ("table 8a", "personnel (b)"): Measured(SPENDING, "personnel_share_of_defence_expenditure", "percent"),
    ("table 8b", "infrastructure (c)"): Measured(SPENDING, "infrastructure_share_of_defence_expenditure", "percent"),
    ("table 8b", "other (d)"): Measured(SPENDING, "other_share_of_defence_expenditure", "percent"),
}

#: Rows that are no country, as facts call them.
GROUPS = {"nato total": "NATO", "nato europe and canada": "NATO Europe and Canada"}

_PRICES = re.compile(r"\b(20\d\d)\b(?= prices)")
_MARKS = re.compile(r"\s*(\([^()]*\)|[*\u00b9\u00b2\u00b3\u2020])\s*$")
_CUT_OFF = re.compile(r"cut-?off\D{0,60}?(\d{1,2}) ([A-Z][a-z]+) (20\d\d)", re.IGNORECASE)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


@dataclass(frozen=True)
class _Block:
    """A block of a sheet: its title, its head, and its rows by their number."""

    sheet: str
    title: str
    head: Head
    rows: Sequence[tuple[int, list[str]]]


def fits(source: Source) -> bool:
    """Whether it has NATO's sheets."""
    names = {name.casefold().strip() for name in source.sheets}
    return {"table 2", "table 3"} <= names


def read(source: Source, names: Names) -> Edition:
    """The figures of blocks that facts have; findings for a block that is not there and a cell that does not fit."""
    figures: list[Stated] = []
    findings: list[Finding] = []
    there = set()
    for sheet, rows in source.sheets.items():
        for block in _blocks(sheet, rows):
            measured, key = _measured(block)
            if measured is not None:
                there.add(key)
                findings += unordered(source.called, sheet, block.head)
                stated, wrong = _figures(source, block, measured, names)
                figures += stated
                findings += wrong
    findings += [_no_block(source, *key) for key in BLOCKS if key not in there]
    return Edition(tuple(figures), tuple(findings), _cut_off(source))


def _no_block(source: Source, sheet: str, title: str) -> Finding:
    defect = f'no block "{title.replace("#", "2021")}" on a sheet {sheet}'
    remedy = "Look whether the title or the sheet was renamed, and rename it."
    return Finding(source.called, 0, "", defect, "the block of that title", remedy)


def _blocks(sheet: str, rows: Sequence[list[str]]) -> Iterator[_Block]:
    title, at = "", None
    body: list[tuple[int, list[str]]] = []
    for row, cells in enumerate([*rows, []]):
        filled = [cell for cell in cells if cell.strip()]
        fresh = head(row, cells) if cells and not cells[0].strip() else None  # amounts may look like years
        if at is not None and (fresh or not filled or cells[0].startswith(("Note", "Source"))):
            yield _Block(sheet, title, at, body)
            at, body = None, []
        if fresh:
            at = fresh
        elif at is not None:
            body.append((row, cells))
        elif len(filled) == 1:
            title = filled[0].strip()


def _measured(block: _Block) -> tuple[Measured | None, tuple[str, str]]:
    """What a block measures, and its key in BLOCKS; None for one of which facts have nothing."""
    prices = _PRICES.search(block.title)
    title = _PRICES.sub("#", block.title.casefold())
    key = (block.sheet.casefold().strip(), title)
    measured = BLOCKS.get(key)
    if measured is None or prices is None:
        return measured, key
    quantity, unit = (text.replace("#", prices[1]) for text in (measured.quantity, measured.unit))
    return Measured(measured.subject, quantity, unit), key


def _figures(source: Source, block: _Block, measured: Measured, names: Names) -> tuple[list[Stated], list[Finding]]:
    figures: list[Stated] = []
    findings: list[Finding] = []
    where = f"{source.called}, sheet {block.sheet}"
    for row, cells in block.rows:
        name = _plain(cells[0])
        code = GROUPS.get(name.casefold()) or names.by_name(name)
        if code is None:
            remedy = "Add the name to a table of words (--words), or correct it."
            findings.append(Finding(where, row + 1, "A", f'"{cells[0][:40]}"', "a state of the case", remedy))
            continue
        for column, cell in enumerate(cells[1:], 1):
            if is_missing(cell):
                continue
            value, at = number(cell), block.head.years.get(column)
            if at is None:
                remedy = "Look whether a column was moved, and put it back."
                findings.append(Finding(where, row + 1, letters(column), f'"{cell[:40]}"', "a year above it", remedy))
            elif value is None:
                findings.append(marked(where, row, column, cell))
            else:
                figures.append(
                    Stated(code, measured, at[0], value, status(estimated=at[1]), place(block.sheet, row, column))
                )
    return figures, findings


def _plain(name: str) -> str:
    """A name without its marks and what stands in brackets behind it."""
    while (match := _MARKS.search(name)) is not None:
        name = name[: match.start()]
    return name.strip()


def _cut_off(source: Source) -> str:
    """The day up to which figures were taken, if a note says it."""
    for rows in source.sheets.values():
        for cells in rows:
            for cell in cells:
                match = _CUT_OFF.search(cell)
                if match and match[2].casefold() in _MONTHS:
                    return f"{match[3]}-{_MONTHS.index(match[2].casefold()) + 1:02d}-{int(match[1]):02d}"
    return ""


NATO = Layout(
    "nato",
    "Defence Expenditure of NATO Countries",
    ("NATO",),
    "https://www.nato.int/cps/en/natohq/topics_49198.htm",
    "three public readers of the editions of 2025 and 2026",
    fits,
    read,
)
