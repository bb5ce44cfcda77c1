"""Pages on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        console.print(page.mark, style="bold", markup=False, highlight=False)
    console.print(page.title, style="bold", markup=False, highlight=False)
    for sentence in page.sentences:
        console.print(sentence, markup=False, highlight=False)
    for section in (*page.cards, *page.sections):
        console.print()
        _show_section(section, console)
    foot = [line for line in (page.about, *page.notes) if line]
    if foot:
        console.print()
    for line in foot:
        console.print(line, style="dim", markup=False, highlight=False)


def _show_section(section: Section, console: Console) -> None:
    console.print(section.title, style="bold cyan", markup=False, highlight=False)
    for line in section.text:
        console.print(f"  {line}", markup=False, highlight=False)
    if section.table is not None:
        console.print(_table(section))
        if section.table.height > MOST_ROWS:
            console.print(f"  and {section.table.height - MOST_ROWS} rows more", style="dim", highlight=False)
    for line in section.sources:
        console.print(f"  Source: {line}", style="dim", markup=False, highlight=False)


def _table(section: Section) -> Table:
    from rich.table import Table
    from rich.text import Text

    frame = section.table
    assert frame is not None  # noqa: S101 - the caller has asked
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column, kind in frame.schema.items():
        table.add_column(Text(heading(column)), justify="right" if kind.is_numeric() else "left")
    for row in frame.head(MOST_ROWS).iter_rows():
        table.add_row(*(Text(cell(value)) for value in row))
    return table
