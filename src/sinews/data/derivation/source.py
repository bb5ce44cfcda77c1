"""What operations may ask of the derivation that they work in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NewType, Protocol

from sinews.data.derivation.book import Book
from sinews.data.derivation.figures import Figure

#: Months since year 0.
Month = NewType("Month", int)


@dataclass(frozen=True)
class Row:
    """A row of a sheet: the table it belongs to, where it stands, and its cells as text (blank: "").

    `number`: its place among the rows of the table; `one_of_several`: it came of a row with several months.
    """

    table: str
    number: int
    file: str
    line: int
    cells: Mapping[str, str]
    one_of_several: bool = False

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


class Source(Protocol):
    """The facts, lists, series and rows of a derivation."""

    @property
    def book(self) -> Book:
        """Facts, assumptions and price levels."""

    @property
    def constants(self) -> Mapping[str, str]:
        """Months that have a name everywhere: `case_start` and `case_end`."""

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a table in their order."""

    def row(self, table: str, column: str, codes: tuple[str, ...]) -> Row:
        """The row of a table with a key, for its number in `column`; FaultError if there is none."""

    def cell(self, row: Row, column: str) -> Figure:
        """The figure in a cell; ReportedError if it has none, which is reported there."""

    def members(self, code: str) -> tuple[str, ...]:
        """The members of a list; FaultError if there is no such list."""

    def once(self, what: str, make: Callable[[], tuple[Row, ...]]) -> tuple[Row, ...]:
        """Rows that are found once and remembered under a name."""
