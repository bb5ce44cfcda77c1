"""Facts that a search has found."""

from __future__ import annotations

import polars as pl

from sinews.views.page import Page, Section

_SHOWN = ("fact", "entity", "subject", "quantity", "value", "unit", "period", "confidence", "publisher")


def found(frame: pl.DataFrame) -> Page:
    """The page of a search: the facts, and the sources that they come from."""
    count = frame.height
    if not count:
        return Page("Facts", ("No fact has all of these words. Try fewer of them, or shorter ones.",))
    sources = frame.select("title", "publisher", "url").unique(maintain_order=True).iter_rows()
    lines = tuple(". ".join(part for part in row if part) for row in sources)
    section = Section("Found", (), frame.select(name for name in _SHOWN if name in frame.columns), sources=lines)
    return Page("Facts", (f"{count} fact{'s' if count > 1 else ''} found.",), (section,))
