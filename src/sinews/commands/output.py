"""Answers on standard output: a plain table on a terminal, CSV into a pipe, or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from sinews.answers.manifest import measured as measured_words
from sinews.answers.manifest import plain, told
from sinews.answers.provenance import Provenance
from sinews.data.case import Case
from sinews.errors import WriteError
from sinews.files.sinks import for_programs, for_spreadsheet, for_terminal
from sinews.present.page import Page

if TYPE_CHECKING:
    from rich.console import Console


def write_json(
    command: str, content: Mapping[str, Any], case: Case | None = None, measured: Iterable[Provenance] = ()
) -> None:
    """Print an answer as one JSON object; frames become lists of rows, what is not a number becomes null.

    `case`: the one that it is an answer to, of which it says what has to be said; with what was `measured` elsewhere.
    What the content says itself stands as it is.
    """
    beside = {**told(case), "measured": measured_words(list(measured))} if case else {}
    more = {name: value for name, value in beside.items() if name not in content}
    sys.stdout.write(for_programs(_plain({"command": command, **content, **more})) + "\n")


def write_table(frame: pl.DataFrame, title: str = "") -> None:
    """Print a table: for reading on a terminal, as CSV elsewhere."""
    if sys.stdout.isatty():
        _show(frame, title)
    else:
        sys.stdout.write(for_spreadsheet(frame))


def write_answer(frame: pl.DataFrame, title: str, case: Case, measured: Iterable[Provenance] = ()) -> None:
    """Print a table of an answer; beside it what has to be said of its case and of what was `measured` elsewhere."""
    from sinews.present.told import beside

    write_table(frame, title)
    for text in beside(case, measured):
        note(text)


def write_line(text: str) -> None:
    """Print a line for a reader on a terminal; a pipe gets tables only."""
    if sys.stdout.isatty():
        write_lines(text)


def write_lines(*lines: str) -> None:
    """Print lines for a reader."""
    sys.stdout.write("".join(f"{for_terminal(line)}\n" for line in lines))


def note(text: str) -> None:
    """Say something beside the answer, on standard error."""
    sys.stderr.write(f"{for_terminal(text)}\n")


def remembered(write: Callable[[], None]) -> None:
    """Write what is only remembered: where that fails, the answer comes all the same, with a note."""
    try:
        write()
    except WriteError as error:
        note(f"Not remembered for the next time: {error}")


#: More columns than any line has: what reads a pipe ends lines itself, or not at all.
_ENDLESS = 1_000_000


def console() -> Console:
    """Where pages are shown: as wide as the terminal; in a pipe no line is broken, and there are no colours."""
    from rich.console import Console

    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else _ENDLESS, highlight=False)


def show(page: Page, case: Case, measured: Iterable[Provenance] = ()) -> None:
    """Print a page, with what has to be said of its case and of what was `measured` elsewhere."""
    from sinews.present.render import terminal
    from sinews.present.told import with_case

    terminal.show(with_case(page, case, measured), console())


def _show(frame: pl.DataFrame, title: str) -> None:
    from sinews.present.render.fitting import print_table

    shown = console()
    if title:
        shown.print(for_terminal(title), style="italic", markup=False)
    rows = [[_cell(value) for value in row] for row in frame.iter_rows()]
    names = [name.replace("_", " ") for name in frame.columns]
    print_table(shown, names, rows, [kind.is_numeric() for kind in frame.dtypes])


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.6g}"
    return "" if value is None else str(value)


def _plain(value: object) -> object:
    """A value as JSON knows it; a table as a list of rows."""
    if isinstance(value, pl.DataFrame):
        return [_plain(row) for row in value.iter_rows(named=True)]
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return plain(value)
