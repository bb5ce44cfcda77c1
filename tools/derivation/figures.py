"""The book of the packaged case: its facts, its rows, and the kinds of the rules that are still written in Python."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from sinews.data.derivation.book import Book as Facts
from sinews.data.derivation.engine import state
from sinews.data.derivation.figures import DerivationError, Figure, total
from sinews.data.derivation.units import SPREAD, UNITS

__all__ = [
    "CASE_ROWS",
    "FACTS",
    "SPREAD",
    "UNITS",
    "Book",
    "DerivationError",
    "Figure",
    "figure_of",
    "total",
    "write_table",
    "written",
]

FACTS = Path(__file__).resolve().parent.parent / "facts"
CASE_ROWS = Path(__file__).resolve().parent.parent / "case"

#: Rules that compute nothing: they carry one figure, known or assumed, over to rows that lack their own. Values under
#: them count with the assumptions, not with the derived ones. Those of rows say so in their sheet.
ANALOGIES = frozenset(
    {
        "contracting_delay_of_others",
        "flight_speed_everywhere",
        "issue_as_in_2022",
        "march_speed_everywhere",
        "notice_like_germany",
        "capacity_by_tracks",
        "same_limit_for_weak_bridges",
        "same_stop_at_every_border",
        "ship_speed_everywhere",
        "terminals_like_bremerhaven",
        "train_speed_everywhere",
    }
)


class Book(Facts):
    """A book that knows where the facts and rows of the packaged case stand."""

    @classmethod
    def read(cls, folder: Path = FACTS, rows: Path = CASE_ROWS) -> Self:
        """The facts and sources in `folder`, with the assumptions that the sheets in `rows` state."""
        book = cls()
        book.collect(folder)
        state(book, rows)
        return book

    def rule(self, name: str, text: str, kind: str = "") -> str:
        """Name and explain a rule of derivation; returns its name for `Figure.by`."""
        return super().rule(name, text, kind or ("analogy" if name in ANALOGIES else "computation"))


def figure_of(row: Mapping[str, object], column: str, unit: str) -> Figure:
    """A number of a row that a table holds already, with its range and basis."""
    value, low, high = (float(str(row[f"{column}{end}"])) for end in ("", "_low", "_high"))
    return Figure(value, low, high, unit, tuple(str(row[f"{column}_basis"]).split()))


def written(cell: object) -> str:
    """A cell as text: six significant digits for numbers, so that the same figures give the same bytes."""
    if isinstance(cell, float):
        text = f"{cell:.6g}"
        return f"{float(text):.0f}" if "e+" in text else text
    return str(cell)


def write_table(path: Path, columns: list[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows under `columns`, through a temporary name."""
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([written(row.get(name, "")) for name in columns])
    temporary.replace(path)
