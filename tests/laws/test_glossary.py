"""Abbreviations say what they stand for, in text and never within a mark of HTML."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinews.present.glossary import ABBREVIATIONS, TERMS, section
from sinews.present.render.abbreviations import explained
from sinews.present.render.grids import linked

EUR = f'<abbr title="{ABBREVIATIONS["EUR"]}">EUR</abbr>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("EUR 5, then EUR 6", f"{EUR} 5, then EUR 6"),
        ("NEUROS and EUROS", "NEUROS and EUROS"),
        ('an <a href="x/EUR">EUR</a>', f'an <a href="x/EUR">{EUR}</a>'),
        ("&bn;", "&bn;"),
    ],
)
def test_the_first_of_each_is_explained(text: str, html: str) -> None:
    assert explained(text) == html


@given(st.text('EUR bnGDP<>&"; ', max_size=40))
def test_nothing_is_added_but_marks(text: str) -> None:
    html = linked(text)
    assert re.sub("</?abbr[^>]*>", "", explained(html)) == html


def test_the_glossary_has_every_word_once_in_order() -> None:
    table = section().table
    assert table is not None
    words = table["word"].to_list()
    assert words == sorted({*ABBREVIATIONS, *TERMS}, key=str.lower)
    assert not set(ABBREVIATIONS) & set(TERMS)
