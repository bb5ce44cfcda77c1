"""Things as a notebook shows them: a title, sentences, tables; text of anybody is text there and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sinews.files.sinks import for_page

#: Rows of a table that a notebook shows.
MOST_ROWS = 20


@dataclass(frozen=True)
class Grid:
    """A table: its title, headings, and rows of text."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def shown(title: str, sentences: Iterable[str], grids: Iterable[Grid] = ()) -> str:
    """HTML of a thing."""
    lines = "".join(f"<p>{for_page(line)}</p>" for line in sentences)
    return f"<div><h3>{for_page(title)}</h3>{lines}{''.join(map(_grid, grids))}</div>"


def _grid(grid: Grid) -> str:
    head = "".join(f"<th>{for_page(word)}</th>" for word in grid.headings)
    rows = "".join(f"<tr>{''.join(f'<td>{for_page(cell)}</td>' for cell in row)}</tr>" for row in grid.rows[:MOST_ROWS])
    more = len(grid.rows) - MOST_ROWS
    rest = f"<p>and {more:,} rows more</p>" if more > 0 else ""
    title = f"<h4>{for_page(grid.title)}</h4>" if grid.title else ""
    return f"{title}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{rest}"
