"""Tables made ready for reading and for export."""

from __future__ import annotations

import polars as pl


def named(frame: pl.DataFrame, column: str, names: dict[str, str], alias: str) -> pl.DataFrame:
    """The frame with the name of what `column` codes as column `alias`."""
    return frame.with_columns(pl.col(column).replace(names).alias(alias))


def tidy(frame: pl.DataFrame, digits: int = 6) -> pl.DataFrame:
    """The frame with its numbers at as many digits as count, so that the same answer gives the same text."""
    floats = [name for name, kind in frame.schema.items() if kind == pl.Float64]
    return frame.with_columns(pl.col(name).round_sig_figs(digits) for name in floats)


def brief_names(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with levers by the first part of their names, for narrow tables."""
    return frame.with_columns(pl.col("lever").str.split(": ").list.first())


def settled(frame: pl.DataFrame, least: float = 1e-3) -> pl.DataFrame:
    """The frame with numbers closer to nothing than `least` as nothing: for reading, not for export."""
    floats = [pl.col(name) for name, kind in frame.schema.items() if kind == pl.Float64]
    return frame.with_columns(pl.when(cell.abs() < least).then(0.0).otherwise(cell).name.keep() for cell in floats)
