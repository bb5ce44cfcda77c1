"""What is sound by type and hardly possible in the world: the hook through which a case tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from sinews.data.case import Case, Settings
from sinews.data.checks import plausibility
from sinews.data.checks.common import Frames, row_cells
from sinews.errors import Finding
from tests.support import add_row, read_rows, write_rows


def _large(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """A check as plausibility has them: every stock of a thousand and more."""
    for file, line, cell in row_cells(frames["stocks"].filter(pl.col("quantity") >= 1000), "quantity"):
        yield Finding(file, line, "quantity", cell, "a smaller stock", "Look it up again.")


@pytest.fixture(autouse=True)
def _one_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plausibility, "WARNINGS", (_large,))


def test_warnings_stand_where_their_rows_stand(small_folder: Path) -> None:
    rows = read_rows(small_folder, "stocks")
    write_rows(small_folder, "stocks", [rows[2], rows[0], rows[1]])  # a case sorts its rows by key
    assert [(warning.file, warning.row) for warning in Case.read(small_folder).warnings] == [
        ("stocks.csv", 2),
        ("stocks.csv", 4),
    ]


def test_warnings_name_the_file_of_an_overlay(small_folder: Path, tmp_path: Path) -> None:
    over = tmp_path / "closed"
    over.mkdir()
    write_rows(over, "stocks", read_rows(small_folder, "stocks")[1:2])
    assert [(warning.file, warning.row) for warning in Case.read(small_folder, over).warnings] == [
        ("closed/stocks.csv", 2),
        ("stocks.csv", 4),
    ]


def test_rows_of_a_changed_case_keep_their_places_and_new_ones_have_none(small_folder: Path) -> None:
    add_row(small_folder, "stocks", place="DEU", item="shell_155mm")
    case = Case.read(small_folder)
    moved = case.change("stocks", case.table("stocks").filter(pl.col("place") != "POL"))
    assert [warning.row for warning in moved.warnings] == [3, 5]
    new = case.change("stocks", case.table("stocks").with_columns(place=pl.col("place").replace("POL", "DEU")).tail(1))
    assert [warning.row for warning in new.warnings] == [5]
    market = case.table("stocks").filter(pl.col("place") == "POL").with_columns(item=pl.lit("main_battle_tank"))
    assert [warning.row for warning in case.change("stocks", market).warnings] == [0]
