"""What is known of tables is of these very tables: whatever was sound before, a defect is found."""

from __future__ import annotations

import gc
from pathlib import Path

import polars as pl
import pytest

from sinews.data.case import Case
from sinews.data.kept import Kept
from sinews.errors import CaseError
from tests.support import small_case


def test_a_frame_is_worked_out_once_and_an_equal_one_for_itself() -> None:
    asked: list[tuple[int, str]] = []

    def height(frame: pl.DataFrame, about: str) -> int:
        asked.append((frame.height, about))
        return frame.height

    kept = Kept(height)
    first, second = pl.DataFrame({"a": [1]}), pl.DataFrame({"a": [1]})
    assert [kept(first, "x"), kept(first, "x"), kept(first, "y"), kept(second, "x")] == [1, 1, 1, 1]
    assert asked == [(1, "x"), (1, "y"), (1, "x")]


def test_what_is_known_of_a_frame_goes_with_it() -> None:
    kept = Kept(lambda frame, other: frame.height + other.height)
    first, second = pl.DataFrame({"a": [1]}), pl.DataFrame({"a": [1, 2]})
    assert kept(first, second) == 3
    assert len(kept._known) == 1
    del second
    gc.collect()
    assert not kept._known


def test_a_defect_is_found_between_tables_that_were_sound_in_other_cases(tmp_path: Path) -> None:
    """Each table is that of a sound case; together they are none. The sound cases stay so."""
    case = small_case(tmp_path / "small")
    other = pl.col("lever") != "unlimited_money"
    without = {name: case.table(name).filter(other) for name in ("levers", "changes", "ladder")}
    assert (
        Case.from_tables(case.settings, {**case.tables, **without}).table("ladder").height
        == case.table("ladder").height - 1
    )
    with pytest.raises(CaseError, match='column lever: found "unlimited_money"'):
        Case.from_tables(case.settings, {**case.tables, **without, "ladder": case.table("ladder")})
    assert Case.from_tables(case.settings, case.tables).digest == case.digest
