"""What a view gives: a page of plain sentences, and sections with text, tables and charts.

A page knows nothing of terminals or browsers; `sinews.present.render` shows it. Charts are made only when asked for, so
that a command that prints text never loads the chart library.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from sinews.files.notebooks import Grid, shown

if TYPE_CHECKING:
    import altair as alt

#: A chart that stands alone, is layered, or is repeated for each item or state.
Chart: TypeAlias = "alt.Chart | alt.LayerChart | alt.FacetChart"


@dataclass(frozen=True)
class Figure:
    """A chart, the numbers that it shows, and what it shows in words.

    `name`: stem of the file with its data, and anchor on a page. `description`: for readers who cannot see it.
    `reading`: how to read it, for everybody. `data`: every number of the chart. `digest`: what a page lists of them,
    where the data are long. `sources`: figures that the chart rests on, with range and source. `key`: what the numbers
    of its marks mean, the first for mark 1.
    """

    name: str
    description: str
    reading: str
    data: pl.DataFrame
    draw: Callable[[], Chart]
    digest: pl.DataFrame | None = None
    sources: pl.DataFrame | None = None
    key: tuple[str, ...] = ()

    @property
    def table(self) -> pl.DataFrame:
        """What a page lists of the numbers."""
        return self.data if self.digest is None else self.digest


@dataclass(frozen=True)
class Section:
    """One part of a page.

    `sources`: what its numbers rest on, a line each. `topic`: its short name, for contents. `tab`: name of the tab in
    which it stands, where a page has tabs; those of one tab follow one another.
    """

    title: str
    text: tuple[str, ...] = ()
    table: pl.DataFrame | None = None
    figure: Figure | None = None
    sources: tuple[str, ...] = ()
    topic: str = ""
    tab: str = ""

    @property
    def chart(self) -> Callable[[], Chart] | None:
        """Makes the chart of the section, if it has one."""
        return self.figure.draw if self.figure else None


@dataclass(frozen=True)
class Page:
    """An answer to one question.

    `sentences`: the answer itself, the most important first. `about`: what was asked of which case. `cards`: sections
    that belong side by side, right under the sentences. `notes`: what it rests on, at its foot. `mark`: what stands
    over everything. `cite`: how to cite it.
    """

    title: str
    sentences: tuple[str, ...]
    sections: tuple[Section, ...] = ()
    about: str = ""
    cards: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()
    mark: str = ""
    cite: str = ""

    def _repr_html_(self) -> str:
        """The page as a notebook shows it: sentences and tables; charts stand in a report."""
        parts = (*self.cards, *self.sections)
        lines = (*((self.mark,) if self.mark else ()), *self.sentences)
        return shown(self.title, lines, ()) + "".join(
            shown(part.title, part.text, () if part.table is None else (_grid(part.table),)) for part in parts
        )


def _grid(frame: pl.DataFrame) -> Grid:
    rows = [["" if value is None else str(value) for value in row] for row in frame.iter_rows()]
    return Grid("", [name.replace("_", " ") for name in frame.columns], rows)
