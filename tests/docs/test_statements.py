"""The lists on the page about statements are those of the code and of the packaged case."""

from __future__ import annotations

from sinews.statements.verdict import Outcome
from tools.statements_page import PAGE, written


def test_the_lists_of_the_page_are_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == written(text), "run python -m tools.statements_page"


def test_the_page_explains_every_verdict() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert not [outcome.value for outcome in Outcome if f"| {outcome.value} |" not in text]
