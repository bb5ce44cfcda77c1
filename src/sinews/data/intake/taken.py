"""Facts that are taken into a case, each with its source and with the fact whose place it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sinews.data.case import Case
from sinews.data.intake.places import Place

#: Columns of the tables of facts and of sources.
FACT = (
    "fact", "entity", "subject", "quantity", "value", "low", "high", "unit", "period_start", "period_end", "status",
    "confidence", "as_of", "source",
)  # fmt: skip
SOURCE = ("source", "title", "publisher", "published", "url")

Cells = Mapping[str, str]

#: The place of a fact of which nobody says where it stands.
NOWHERE = Place("")


@dataclass(frozen=True)
class Taken:
    """A fact that is taken in: its row (columns FACT, as text), and the fact whose place it takes (empty: none).

    `at`: where the user states it.
    """

    row: Cells
    replaces: str
    at: Place = NOWHERE

    @property
    def year(self) -> str:
        """The year in which its period begins."""
        return self.row["period_start"][:4]


#: Significant digits of numbers that are worked out, and of figures that are stated.
WORKED_OUT, STATED = 6, 12


def text_of_number(value: float | None, digits: int = WORKED_OUT) -> str:
    """A number as files of a case hold it, with so many significant digits; blank for none."""
    if value is None:
        return ""
    text = f"{value:.{digits}g}"
    return f"{float(text):.0f}" if "e+" in text else text


def rows_of(case: Case, table: str) -> dict[str, dict[str, str]]:
    """The rows of a table of facts or sources as text, by their codes."""
    frame = case.table(table)
    return {str(row[frame.columns[0]]): _texts(row) for row in frame.iter_rows(named=True)}


def fresh_names(prefix: str, there: Mapping[str, object]) -> Iterator[str]:
    """Codes that begin alike, counted on from the last of those that are there."""
    numbers = [name.removeprefix(f"{prefix}-") for name in there if name.startswith(f"{prefix}-")]
    number = max((int(text) for text in numbers if text.isdecimal()), default=0)
    while True:
        number += 1
        yield f"{prefix}-{number:04d}"


def _texts(row: Mapping[str, object]) -> dict[str, str]:
    return {
        name: text_of_number(cell, STATED) if isinstance(cell, float) else "" if cell is None else str(cell)
        for name, cell in row.items()
    }
