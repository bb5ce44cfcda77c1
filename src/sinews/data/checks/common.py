"""What the checks share: frames of tables by name, and their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from sinews.data.reading import FILE, LINE

Frames = Mapping[str, pl.DataFrame]


def have(frames: Frames, *names: str) -> bool:
    """Whether all these tables could be read as a whole."""
    return all(name in frames for name in names)


def row_cells(frame: pl.DataFrame, *columns: str) -> Iterator[tuple[str, int, str]]:
    """File, line and the named cells (joined by a slash) of each row."""
    for file, line, *cells in frame.select(FILE, LINE, *columns).iter_rows():
        yield file, line, "/".join(str(cell) for cell in cells)
