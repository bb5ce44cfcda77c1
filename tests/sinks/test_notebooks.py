"""What a notebook shows: everything that is said, and text of anybody as text."""

from __future__ import annotations

from html.parser import HTMLParser

import polars as pl
import pytest

from sinews.files.notebooks import MOST_ROWS, Grid, shown
from sinews.present.page import Page, Section


class Reader(HTMLParser):
    """Notes elements and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser hands them in
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a & b", '" onclick="x', "plain"])
def test_a_page_is_shown_with_its_text_as_text(text: str) -> None:
    table = pl.DataFrame({f"of_{text}": [text, None]})
    page = Page(text, (text,), (Section(text, (text,), table),), cards=(Section(text, (text,)),), mark=text)
    read = Reader(page._repr_html_())
    assert set(read.elements) <= {"div", "h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td"}
    assert read.texts.count(text) == 8
    assert f"of {text}".replace("_", " ") in read.texts


def test_a_long_table_says_how_much_more_there_is() -> None:
    """22 rows: 20 stand there, and two more are said."""
    rows = [[str(number)] for number in range(MOST_ROWS + 2)]
    read = Reader(shown("Title", (), [Grid("Numbers", ["number"], rows)]))
    assert read.elements.count("tr") == MOST_ROWS + 1
    assert read.texts[-1] == "and 2 rows more"
