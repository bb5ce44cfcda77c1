"""What the checks share: frames of tables by name, and their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

import polars as pl

from sinews.data.package import Settings
from sinews.data.reading import FILE, LINE
from sinews.errors import Finding, Hints, did_you_mean, nearest

Frames = Mapping[str, pl.DataFrame]

#: What is wrong between tables, and what is wrong with dates: these need the settings of the case.
Check = Callable[[Frames], Iterator[Finding]]
DatedCheck = Callable[[Frames, Settings], Iterator[Finding]]

#: What is wrong with one table, seen beside others: made of each table.
EachCheck = Callable[[Frames, str], Iterator[Finding]]


class Known:
    """Codes that there are, and near misses among them."""

    def __init__(self, codes: Iterable[str | None]) -> None:
        self.codes = frozenset(code for code in codes if code is not None)

    @cached_property
    def _hints(self) -> Hints:
        return Hints(self.codes)

    def near(self, code: str) -> str | None:
        """The code that is closest, if one is close."""
        return nearest(code, self._hints)

    def hint(self, code: str) -> str:
        """` Did you mean x?`, or nothing."""
        return did_you_mean(code, self._hints)


def flagged(
    frame: pl.DataFrame, wrong: pl.Expr, column: str, defect: str, expected: str, remedy: str
) -> Iterator[Finding]:
    """A finding for each row that is wrong; `{}` in `defect` and `remedy` stands for the cell of the column."""
    for file, line, cell in frame.filter(wrong.fill_null(value=False)).select(FILE, LINE, column).iter_rows():
        yield Finding(file, line, column, defect.format(cell), expected, remedy.format(cell))


#: Rows that a warning names before it only counts.
_NAMED = 3


def noted(
    rows: pl.DataFrame, names: tuple[str, ...], what: str, expected: str, remedy: str, vocabulary: Known | None = None
) -> Iterator[Finding]:
    """One warning on all rows of which the same is to be said, if there are any: counted, the first few named.

    `names`: columns that name a row; the warning stands at the last of them. `vocabulary`: codes among which a near
    miss of the first row's cell in that column is looked up.
    """
    if rows.is_empty():
        return
    rows = rows.sort(FILE, LINE, maintain_order=True)
    told = ["/".join(map(_word, cells)) for cells in rows.select(names).iter_rows()]
    first = list(dict.fromkeys(told))[:_NAMED]
    more = f" and {len(told) - len(first)} more" if len(told) > len(first) else ""
    count = "a row" if len(told) == 1 else f"{len(told)} rows"
    file, line, cell = rows.select(FILE, LINE, names[-1]).row(0)
    hint = vocabulary.hint(str(cell)) if vocabulary else ""
    yield Finding(file, line, names[-1], f"{count} {what}: {', '.join(first)}{more}", expected, remedy + hint)


def _word(cell: object) -> str:
    return f"{cell:%Y-%m}" if isinstance(cell, date) else f"{cell:g}" if isinstance(cell, float) else str(cell)


def unread(
    rows: pl.DataFrame, names: tuple[str, ...], expected: str, vocabulary: Known | None = None
) -> Iterator[Finding]:
    """One warning on all rows that no question reads, if there are any."""
    return noted(rows, names, "that no question reads", expected, "Correct the rows, or take them out.", vocabulary)


def have(frames: Frames, *names: str) -> bool:
    """Whether all these tables could be read as a whole."""
    return all(name in frames for name in names)


def row_cells(frame: pl.DataFrame, *columns: str) -> Iterator[tuple[str, int, str]]:
    """File, line and the named cells (joined by a slash) of each row."""
    for file, line, *cells in frame.select(FILE, LINE, *columns).iter_rows():
        yield file, line, "/".join(str(cell) for cell in cells)
