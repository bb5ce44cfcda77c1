"""Pages on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinews.files.sinks import for_terminal
from sinews.present.page import Page, Section
from sinews.present.render.cells import cell, heading
from sinews.present.render.fitting import print_table

if TYPE_CHECKING:
    import polars as pl
    from rich.console import Console

#: Rows of a table that a terminal shows.
MOST_ROWS = 40


def show(page: Page, console: Console) -> None:
    """Print a page: title, sentences, then each section."""
    if page.mark:
        _say(page.mark, console, "bold")
    _say(page.title, console, "bold")
    for sentence in page.sentences:
        _say(sentence, console)
    for section in (*page.cards, *page.sections):
        console.print()
        _show_section(section, console)
    foot = [line for line in (page.about, *page.notes) if line]
    if foot:
        console.print()
    for line in foot:
        _say(line, console, "dim")


def _say(line: str, console: Console, style: str = "") -> None:
    console.print(for_terminal(line), style=style or None, markup=False, highlight=False)


def _show_section(section: Section, console: Console) -> None:
    _say(section.title, console, "bold cyan")
    for line in section.text:
        _say(f"  {line}", console)
    if section.table is not None:
        _table(section.table, console)
    for line in section.sources:
        _say(f"  Source: {line}", console, "dim")


def _table(frame: pl.DataFrame, console: Console) -> None:
    rows = [[cell(value) for value in row] for row in frame.head(MOST_ROWS).iter_rows()]
    print_table(console, [heading(name) for name in frame.columns], rows, [kind.is_numeric() for kind in frame.dtypes])
    if frame.height > MOST_ROWS:
        _say(f"  and {frame.height - MOST_ROWS} rows more", console, "dim")
