"""Pages on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sinews.files.sinks import for_terminal
from sinews.present.page import Page, Section
from sinews.present.render.cells import cell, heading

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

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
        console.print(_table(section))
        if section.table.height > MOST_ROWS:
            _say(f"  and {section.table.height - MOST_ROWS} rows more", console, "dim")
    for line in section.sources:
        _say(f"  Source: {line}", console, "dim")


def _table(section: Section) -> Table:
    from rich.table import Table
    from rich.text import Text

    frame = section.table
    assert frame is not None  # noqa: S101 - the caller has asked
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column, kind in frame.schema.items():
        table.add_column(Text(for_terminal(heading(column))), justify="right" if kind.is_numeric() else "left")
    for row in frame.head(MOST_ROWS).iter_rows():
        table.add_row(*(Text(for_terminal(cell(value))) for value in row))
    return table
