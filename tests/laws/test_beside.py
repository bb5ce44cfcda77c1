"""The margins of two cases side by side, by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from sinews.answers.answer import Answer, Asked, Margin
from sinews.data.case import Case
from sinews.present.margins import beside


@dataclass(frozen=True)
class Part:
    """What the table of margins asks of a clock's parts."""

    answer: Answer[Any]
    reads: tuple[str, str] = ("it is due", "it is there")


def part(case: Case, clock: str, ready: float | None) -> Part:
    margins = (Margin("all", 10.0, ready, clock),)
    return Part(Answer(Asked(clock, case, None), margins, (), {}, pl.DataFrame(), None))


def test_what_is_left_here_and_there(small_case: Case) -> None:
    """Due at 10: 15 needed leaves -5, 12 leaves -2, which is 3 more; 8 leaves 2 in both; what is not known is said."""
    here = [part(small_case, clock, ready) for clock, ready in (("days", 15.0), ("hours", 8.0), ("minutes", 9.0))]
    there = [part(small_case, clock, ready) for clock, ready in (("days", 12.0), ("hours", 8.0), ("minutes", None))]
    section = beside(here, there, "Another")  # type: ignore[arg-type]
    assert section.title == "Beside Another"
    assert section.text == (
        "Days: 3 days more to spare there than here.",
        "Hours: as much time to spare there as here.",
        "Minutes: not comparable; one of the two has no time that is known.",
    )
    assert section.table is not None
    assert section.table["more_to_spare_there"].to_list() == [3.0, 0.0, None]
    [back] = beside(there[:1], here[:1], "First").text  # type: ignore[arg-type]
    assert back == "Days: 3 days less to spare there than here."
    [alone] = beside(here[:1], [], "Nothing").text  # type: ignore[arg-type]
    assert alone.startswith("Days: not comparable")
