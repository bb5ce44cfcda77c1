"""Fixtures that all tests may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sinews.clocks.days.found import MOVEMENTS, Movements
from sinews.clocks.days.found import key_of as days_key

from sinews.answers.memory import ANSWERS, Memory, key_of
from sinews.clocks.days import answer as days
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.scope import Moves
from sinews.clocks.years.answer import YearsAnswer, run
from sinews.clocks.years.scope import Question
from sinews.data.case import Case, embedded
from tests import support

# The same examples each time, so that a run can be repeated; no limit of time, as machines differ.
settings.register_profile("sinews", derandomize=True, deadline=None, max_examples=30)
settings.load_profile("sinews")


@pytest.fixture(autouse=True, scope="session")
def _quick_disk() -> Iterator[None]:
    """No power fails during the tests, so that nothing has to wait for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture
def small_folder(tmp_path: Path) -> Path:
    """The folder of the small case, to be broken."""
    return support.small_folder(tmp_path / "small")


@pytest.fixture
def small_case(tmp_path: Path) -> Case:
    """The small case."""
    return support.small_case(tmp_path / "whole")


@pytest.fixture(scope="session")
def packaged_answer() -> YearsAnswer:
    """The answer of the years clock to the default question on the packaged case, asked once; with its record."""
    folder, question = embedded("nato-europe"), Question()
    case = Case.read(folder)
    return run(case, question, memo=Memory.read(key_of(case, question, "highs"), folder / ANSWERS))


@pytest.fixture(scope="session")
def packaged_days() -> DaysAnswer:
    """The answer of the days clock on the packaged case, with levers and corridors, on the routes that come with it."""
    folder = embedded("nato-europe")
    case = Case.read(folder)
    movements = Movements.read(days_key(Moves.of(case), "highs"), folder / MOVEMENTS)
    assert movements.known, "found with another case or model: run python -m tools.answers"
    answer = days.run(case, asked=days.Asked(levers=True, corridors=True), movements=movements)
    assert not movements.fresh, "something was not remembered: run python -m tools.answers"
    return answer
