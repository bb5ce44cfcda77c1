"""Where rows stand that are tried out: findings of a try name the user's files and rows, not those of the try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

import polars as pl

from sinews.data.reading import FILE, LINE
from sinews.errors import Finding


@dataclass(frozen=True)
class Place:
    """A file as it is called and a row of it (0: the whole file); `by`: where what changes the row is stated."""

    file: str
    row: int = 0
    by: str = ""

    def __str__(self) -> str:
        """The place as a finding names it."""
        return f"{self.file}, row {self.row}" if self.row else self.file


@dataclass(frozen=True)
class Tried:
    """Tables as they are tried: the folder as it is called, and by table and line of its file where each row stands.

    A line that is not among them stands in the user's folder as it does here.
    """

    called: str
    rows: Mapping[str, Mapping[int, Place]] = field(default_factory=dict)

    def named(self, finding: Finding) -> Finding:
        """A finding at its place in the user's files."""
        place = self._place(finding.file, finding.row)
        if place is None:
            return finding
        by = f" (by {place.by})" if place.by else ""
        return replace(finding, file=place.file, row=place.row, found=f"{finding.found}{by}")

    def lines(self, frame: pl.DataFrame) -> pl.DataFrame:
        """File and line of rows, in the user's files."""
        there = [self._place(file, line) or Place(file, line) for file, line in frame.select(FILE, LINE).iter_rows()]
        return frame.with_columns(
            pl.Series(FILE, [place.file for place in there], dtype=pl.String),
            pl.Series(LINE, [place.row for place in there], dtype=pl.Int64),
        )

    def _place(self, file: str, row: int) -> Place | None:
        """Where a row of a file of the try stands; None if it stands there."""
        path = PurePosixPath(file)
        if str(path.parent) != self.called:
            return None
        return self.rows.get(path.stem, {}).get(row)


def behind(line: int, texts: Sequence[str], places: Sequence[Place]) -> dict[int, Place]:
    """Places of rows that follow each other from a line on, by the line on which each begins."""
    begins = {}
    for text, place in zip(texts, places, strict=True):
        begins[line] = place
        line += max(text.count("\n"), 1)
    return begins
