"""Fixtures that all tests may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from sinews.case import Case, embedded
from sinews.clocks.years import YearsAnswer, run
from tests import support

# The same examples each time, so that a run can be repeated; no limit of time, as machines differ.
settings.register_profile("sinews", derandomize=True, deadline=None, max_examples=30)
settings.load_profile("sinews")


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
    """The answer of the years clock to the default question on the packaged case, asked once."""
    return run(Case.read(embedded("nato-europe")))
