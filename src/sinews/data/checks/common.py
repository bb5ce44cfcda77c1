"""What the checks share: frames of tables by name, and their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

import polars as pl

from sinews.data.package import Settings
from sinews.data.reading import FILE, LINE
from sinews.errors import Finding, Hints, did_you_mean, nearest

Frames = Mapping[str, pl.DataFrame]

#: What is wrong between tables, and what is wrong with dates: these need the settings of the case.
Check = Callable[[Frames], Iterator[Finding]]
DatedCheck = Callable[[Frames, Settings], Iterator[Finding]]


class Known:
    """Codes that there are, and near misses among them."""

    def __init__(self, codes: Iterable[str | None]) -> None:
        self.codes = frozenset(code for code in codes if code is not None)

    @cached_property
    def _hints(self) -> Hints:
        return Hints(self.codes)

    def near(self, found: str) -> str | None:
        """The code that is closest, if one is close."""
        return nearest(found, self._hints)

    def hint(self, found: str) -> str:
        """` Did you mean x?`, or nothing."""
        return did_you_mean(found, self._hints)


def flagged(
    frame: pl.DataFrame, wrong: pl.Expr, column: str, found: str, expected: str, remedy: str
) -> Iterator[Finding]:
    """A finding for each row that is wrong; `{}` in `found` and `remedy` stands for the cell of the column."""
    for file, line, cell in frame.filter(wrong.fill_null(value=False)).select(FILE, LINE, column).iter_rows():
        yield Finding(file, line, column, found.format(cell), expected, remedy.format(cell))


def have(frames: Frames, *names: str) -> bool:
    """Whether all these tables could be read as a whole."""
    return all(name in frames for name in names)


def row_cells(frame: pl.DataFrame, *columns: str) -> Iterator[tuple[str, int, str]]:
    """File, line and the named cells (joined by a slash) of each row."""
    for file, line, *cells in frame.select(FILE, LINE, *columns).iter_rows():
        yield file, line, "/".join(str(cell) for cell in cells)
