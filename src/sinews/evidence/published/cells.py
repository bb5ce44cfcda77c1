"""Cells of published tables: years, numbers, what stands for a missing one, and marks that are none of these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sinews.data.intake.proposals import FactStatus
from sinews.data.workbook.packed import letters
from sinews.errors import Finding

#: Cells that say that there is no figure.
MISSING = frozenset({"", "..", "...", ". .", ". . .", "-", "--", "\u2013", "n/a", "na", "n.a.", "xxx", ":", "…"})

_YEAR = re.compile(r"((?:19|20)\d\d)(e?)")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?")

#: Fewest years in the head of a table.
YEARS = 3


@dataclass(frozen=True)
class Head:
    """The head of a table: its row (from 0), and the year of each column, with whether it is an estimate."""

    row: int
    years: dict[int, tuple[int, bool]]


def year(text: str) -> tuple[int, bool] | None:
    """The year that a cell names, and whether it is marked as an estimate (`2026e`)."""
    match = _YEAR.fullmatch(text.strip())
    return (int(match[1]), bool(match[2])) if match else None


def head(row: int, cells: Sequence[str]) -> Head | None:
    """The head of a table, if a row is one: it has several years."""
    years = {place: at for place, cell in enumerate(cells) if (at := year(cell)) is not None}
    return Head(row, years) if len(years) >= YEARS else None


def number(text: str) -> float | None:
    """The number in a cell, commas between thousands or not; None for anything else."""
    text = text.strip()
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no figure."""
    return text.strip().casefold() in MISSING


def status(*, estimated: bool) -> FactStatus:
    """What kind of figure it is."""
    return FactStatus.ESTIMATE if estimated else FactStatus.OBSERVED


def place(sheet: str, row: int, column: int) -> str:
    """A cell of a sheet, as in `Table 3, C12`; row and column from 0."""
    return f"{sheet}, {letters(column)}{row + 1}"


def unordered(called: str, sheet: str, at: Head) -> list[Finding]:
    """Years of a head that are not each the one after the one before."""
    years = list(at.years.items())
    return [
        Finding(
            f"{called}, sheet {sheet}", at.row + 1, letters(column), f"the year {now} after {before}",
            f"{before + 1}", "Look whether a column was moved, and put it back.",
        )
        for (_, (before, _)), (column, (now, _)) in pairwise(years)
        if now != before + 1
    ]  # fmt: skip


def marked(where: str, row: int, column: int, text: str) -> Finding:
    """A cell that is neither a number nor a sign for a missing one."""
    return Finding(
        where, row + 1, letters(column), f'"{text[:40]}"', "a number", "Take the mark or note out of the cell."
    )
