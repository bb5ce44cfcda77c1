"""Tables on a terminal and in a pipe: no word is cut, no line is broken that nobody asked to break."""

from __future__ import annotations

import io

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from sinews.commands.output import console
from sinews.present.page import Page, Section
from sinews.present.render.fitting import GAP, fitted, print_table
from sinews.present.render.terminal import show

WORDS = st.text("abcdefghij", min_size=1, max_size=24)
CELLS = st.lists(WORDS, max_size=9).map(" ".join)
TABLES = st.integers(1, 7).flatmap(
    lambda columns: st.tuples(
        st.lists(WORDS, min_size=columns, max_size=columns),
        st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=1, max_size=4),
    )
)


def printed(headings: list[str], rows: list[list[str]], width: int) -> str:
    stream = io.StringIO()
    print_table(Console(file=stream, width=width), headings, rows, [False] * len(headings))
    return stream.getvalue()


@given(TABLES)
@settings(max_examples=40)
def test_every_word_stands_whole_in_80_columns(table: tuple[list[str], list[list[str]]]) -> None:
    headings, rows = table
    text = printed(headings, rows, 80)
    assert max(map(len, text.splitlines())) <= 80
    words = text.split()
    assert not [word for row in (headings, *rows) for cell in row for word in cell.split() if word not in words]


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 30)), min_size=1, max_size=8), st.integers(20, 200))
def test_columns_are_as_wide_as_they_like_or_fill_the_whole(columns: list[tuple[int, int]], whole: int) -> None:
    """With n columns and gaps of 2 between them, the widths and gaps come to the whole where not all is wide enough."""
    natural, least = [max(pair) for pair in columns], [pair[1] for pair in columns]
    gaps = GAP * (len(columns) - 1)
    widths = fitted(natural, least, whole)
    if sum(least) + gaps > whole:
        assert widths == []
    elif sum(natural) + gaps <= whole:
        assert widths == natural
    else:
        assert sum(widths) + gaps == whole
        assert all(low <= width <= high for low, width, high in zip(least, widths, natural, strict=True))


def test_the_widest_column_gives_way_first() -> None:
    """30 + 10 + 4 and two gaps are 48; in 40 the first gives up 8. A word of 25 keeps it from giving more than 5."""
    assert fitted([30, 10, 4], [5, 5, 4], 40) == [22, 10, 4]
    assert fitted([30, 10, 4], [25, 5, 4], 40) == [25, 7, 4]
    assert fitted([30, 10, 4], [25, 5, 4], 37) == []


def test_rows_that_do_not_fit_side_by_side_stand_alone() -> None:
    wide = "w" * 30
    assert printed(["First", "Second"], [[wide, "2"], ["3", wide]], 40).split("\n") == [
        f"First   {wide}",
        f"Second  {'2'.ljust(30)}",
        "",
        f"First   {'3'.ljust(30)}",
        f"Second  {wide}",
        "",
    ]


def test_nothing_is_wrapped_in_a_pipe() -> None:
    sentence = "There is more to say than fits into a line of a terminal. " * 9
    table = pl.DataFrame({f"column {number}": [sentence.strip()] for number in range(5)})
    shown = console()
    with shown.capture() as caught:
        show(Page("Title", (sentence.strip(),), (Section("Section", (), table),)), shown)
    lines = [line.strip() for line in caught.get().splitlines()]
    assert lines[1] == sentence.strip()
    assert "  ".join([sentence.strip()] * 5) in lines
