"""HTML of tables."""

from __future__ import annotations

import re

import polars as pl

from sinews.files.sinks import for_page
from sinews.present.render.cells import cell, heading

#: Characters from which a text needs a wide column.
LONG = 60

#: Rows from which a table scrolls within itself.
MANY = 30

_ADDRESS = re.compile(r"(.*?)\s*<(https?://[^\s<>]+)[^<>]*>(.*)", re.DOTALL)
_UNITS = re.compile(r"(?<=\d) (?=%|bn\b|million\b)|(?<=EUR) (?=\d)|(?<=\bday) (?=\d)")


def table(frame: pl.DataFrame, caption: str) -> str:
    """A table that scrolls within itself and can be reached by keyboard; its first column names the rows."""
    kinds = [_kind(column) for column in frame.get_columns()]
    head = "".join(
        f'<th scope="col"{kind}>{for_page(heading(name))}</th>' for name, kind in zip(frame.columns, kinds, strict=True)
    )
    rows = "".join(f"<tr>{_cells(row, kinds)}</tr>\n" for row in frame.iter_rows())
    size = "scroll long" if frame.height > MANY else "scroll"
    return (
        f'<div class="{size}" tabindex="0" role="group" aria-label="{for_page(caption)}"><table>'
        f"<caption>{for_page(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n"
    )


def _cells(row: tuple[object, ...], kinds: list[str]) -> str:
    first, *rest = zip(row, kinds, strict=True)
    others = "".join(f"<td{kind}>{linked(cell(value))}</td>" for value, kind in rest)
    return f'<th scope="row"{first[1]}>{linked(cell(first[0]))}</th>{others}'


def _kind(column: pl.Series) -> str:
    """Class of the cells of a column: numbers stand right, long text gets room."""
    if column.dtype.is_numeric():
        return ' class="n"'
    longest = column.str.len_chars().max() if column.dtype == pl.String else 0
    return ' class="w"' if isinstance(longest, int) and longest > LONG else ""


def linked(text: str) -> str:
    """Text whose parts (between semicolons) are links where an address in angle brackets stands behind them."""
    return "; ".join(_part(part) for part in text.split("; "))


def prose(text: str) -> str:
    """Escaped text in which no number is parted from its unit at the end of a line."""
    return _UNITS.sub("\u00a0", for_page(text, quote=False))


def _part(text: str) -> str:
    match = _ADDRESS.fullmatch(text)
    if not match:
        return prose(text)
    words, address, rest = match.groups()
    link = f'<a href="{for_page(address)}" rel="noreferrer">{prose(words or "source")}</a>'
    return link + prose(rest)
