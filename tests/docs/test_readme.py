"""The answer in the README is what the packaged case gives."""

from __future__ import annotations

from pathlib import Path

from sinews.clocks import CLOCKS
from sinews.clocks.asking import Asking
from tests.marks import PACKAGED
from tools.answers import remembered
from tools.readme import answer_text, with_answer

pytestmark = PACKAGED

README = Path(__file__).resolve().parents[2] / "README.md"


def test_answer_in_readme_is_that_of_a_run(packaged_asked: Asking, packaged_moved: Asking) -> None:
    """`python -m tools.readme` writes it again."""
    text = README.read_text(encoding="utf-8")
    case = packaged_asked.answer.case
    others = [remembered(case, clock) for clock in CLOCKS if clock not in (packaged_asked.clock, packaged_moved.clock)]
    for asking in (packaged_asked, *others):
        asking.extend(extra.name for extra in asking.clock.extras if extra.in_brief)
    asked = [packaged_asked, packaged_moved, *others]
    assert with_answer(text, answer_text(packaged_asked.answer.case, asked)) == text
