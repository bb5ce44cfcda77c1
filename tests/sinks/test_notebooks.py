"""What a notebook shows: everything that is said, and text of anybody as text."""

from __future__ import annotations

import io
import logging
import re
import sys
from datetime import date
from html.parser import HTMLParser

import polars as pl
import pytest
from rich.progress import TimeRemainingColumn

from sinews.answers.answer import Answer, Asked, Bottleneck, Margin
from sinews.answers.means import Means
from sinews.answers.progress import Meter, _drawn, logged
from sinews.data.case import Case
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


def test_a_case_is_shown_with_its_tables(small_case: Case) -> None:
    read = Reader(small_case._repr_html_())
    assert read.texts[0] == small_case.settings.title
    assert {"places", "2", "items"} <= set(read.texts)


def test_an_answer_is_shown_with_its_margins_and_findings(small_case: Case) -> None:
    """A margin of three months is months to spare; what nobody knows is said to be unknown."""
    margins = (Margin("all", date(2029, 6, 1), date(2029, 3, 1), "months"), Margin("tanks", 1.0, None, "days"))
    finding = Bottleneck("lines", "tank", "10 % more", 12.3456, "days")
    answer = Answer(Asked("years", small_case, None), margins, (finding,), {}, pl.DataFrame(), None)
    read = Reader(answer._repr_html_())
    assert [text for text in read.texts if text in {"Margins", "What holds back", "Effects"}] == [
        "Margins",
        "What holds back",
    ]
    assert read.texts[read.texts.index("all") + 1 :][:4] == ["2029-06", "2029-03", "3", "months"]
    assert read.texts[read.texts.index("tanks") + 1 :][:4] == ["1", "unknown", "unknown", "days"]
    assert read.texts[read.texts.index("lines") + 1 :][:4] == ["tank", "10 % more", "12.35", "days"]


def test_phases_stand_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "sinews")
    with logged("solve") as count:
        count.more(1)
    with Meter(shown=False)("read"):
        pass
    begins, took, read = [record.getMessage() for record in caplog.records]
    assert begins == "solve begins"
    assert re.fullmatch(r"solve took \d+\.\d\d s", took)
    assert re.fullmatch(r"read took \d+\.\d\d s", read)
    assert Means().progress is logged


def test_the_bar_says_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    shown = _drawn("levers")
    shown.stop()
    assert "left about" in "".join(str(getattr(column, "text_format", "")) for column in shown.columns)
    assert any(isinstance(column, TimeRemainingColumn) for column in shown.columns)
