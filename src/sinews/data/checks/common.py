"""What the checks share: frames of tables by name, and their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import polars as pl

from sinews.data.package import Settings
from sinews.data.reading import FILE, LINE
from sinews.errors import Finding, nearest

Frames = Mapping[str, pl.DataFrame]

#: What is wrong between tables, and what is wrong with dates: these need the settings of the case.
Check = Callable[[Frames], Iterator[Finding]]
DatedCheck = Callable[[Frames, Settings], Iterator[Finding]]

#: Codes for which near misses are looked up among the same options: each look-up compares a code with thousands.
HINTS = 20


class Hints:
    """Near misses among `options`, for the first HINTS unknown codes; later ones get none."""

    def __init__(self, options: Iterable[str | None]) -> None:
        self.options = frozenset(option for option in options if option is not None)
        self._near: dict[str, str | None] = {}

    def near(self, found: str) -> str | None:
        """The option that is closest, if one is close."""
        if found not in self._near and len(self._near) < HINTS:
            self._near[found] = nearest(found, self.options)
        return self._near.get(found)

    def of(self, found: str) -> str:
        """` Did you mean x?`, or nothing."""
        close = self.near(found)
        return f" Did you mean {close}?" if close else ""


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
