"""The answer in the README is what the packaged case gives."""

from __future__ import annotations

from pathlib import Path

from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.years.answer import YearsAnswer
from tools.readme import answer_text, with_answer

README = Path(__file__).resolve().parents[2] / "README.md"


def test_answer_in_readme_is_that_of_a_run(packaged_answer: YearsAnswer, packaged_days: DaysAnswer) -> None:
    """`python -m tools.readme` writes it again."""
    text = README.read_text(encoding="utf-8")
    assert with_answer(text, answer_text(packaged_answer, packaged_days)) == text
