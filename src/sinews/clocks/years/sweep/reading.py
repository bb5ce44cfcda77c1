"""A file of questions to its rows; everything that is wrong with its cells at once."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sinews.clocks.years.sweep.columns import BY_NAME, NAME, TABLE, Cell, Steps
from sinews.data.reading import FILE, LINE, read_sheet
from sinews.data.rows import findings, shown
from sinews.errors import Finding, did_you_mean


@dataclass(frozen=True)
class Row:
    """A row of the file: what it is called and where it stands, and what its cells say.

    `words`: the parts of the question. `overlay`: beside the file. `trials`: 0 for none.
    """

    name: str
    line: int
    words: Mapping[str, object] = field(default_factory=dict)
    as_of: date | None = None
    overlay: Path | None = None
    levers: Steps = ()
    trials: int = 0
    seed: int = 1


def read_rows(path: Path) -> tuple[tuple[Row, ...], list[Finding]]:
    """The rows of a file whose cells are sound, in its order, and everything that is wrong with it."""
    sheet, wrong = read_sheet(path, str(path), TABLE)
    if sheet is None:
        return (), wrong
    wrong += findings(sheet, None)
    rows: list[Row] = []
    for cells in sheet.raw.iter_rows(named=True):
        row, bad = _row(cells, path.parent, {finding.column for finding in wrong if finding.row == cells[LINE]})
        wrong += bad
        rows += [row] if row else []
    if not sheet.raw.height and sheet.sound:
        wrong.append(Finding(str(path), 0, "", "no rows", "a question in each row", "Add the rows."))
    return tuple(rows), wrong


def _row(cells: Mapping[str, Any], folder: Path, broken: set[str]) -> tuple[Row | None, list[Finding]]:
    """A row of its cells, or what else is wrong with them; that of `broken` columns has been said."""
    file, line = cells[FILE], cells[LINE]
    parts: dict[str, Any] = {}
    words: dict[str, object] = {}
    wrong: list[Finding] = []
    for cell, text in _filled(cells):
        if cell.name in broken:
            continue
        try:
            value = _value(cell, text)
        except ArgumentTypeError as error:
            hint = did_you_mean(text, cell.choices)
            remedy = f"Correct the cell: {error}." if str(error) and not cell.choices else "Choose one of them."
            wrong.append(Finding(file, line, cell.name, shown(text), cell.expected, remedy + hint))
            continue
        if value is not None:
            (words if cell.question else parts)[cell.field] = value
    if "seed" in parts and "trials" not in parts:
        expected = "a seed beside a number of trials"
        wrong.append(Finding(file, line, "seed", "no trials to draw", expected, "Add trials, or take the seed out."))
    if wrong or not cells.get(NAME) or broken & BY_NAME.keys():
        return None, wrong
    if "overlay" in parts:
        parts["overlay"] = folder / parts["overlay"]
    return Row(cells[NAME], line, words, **parts), []


def _filled(cells: Mapping[str, Any]) -> Iterator[tuple[Cell, str]]:
    """The cells of a row that are filled."""
    for name, cell in BY_NAME.items():
        if text := (cells.get(name) or "").strip():
            yield cell, text


def _value(cell: Cell, text: str) -> object:
    """What a cell says; ArgumentTypeError for what it may not."""
    if cell.choices and text not in cell.choices:
        raise ArgumentTypeError(text)
    return cell.read(text)
