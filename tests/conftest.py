"""Fixtures that all tests may use."""

from __future__ import annotations

import faulthandler
import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadFileScheduling, LoadScopeScheduling

from sinews.clocks.asking import Asking
from sinews.clocks.clock import PACKAGE
from sinews.clocks.days import DAYS
from sinews.clocks.days.answer import CORRIDORS, LEVERS, DaysAnswer
from sinews.clocks.years import YEARS
from sinews.clocks.years.answer import YearsAnswer
from sinews.data.case import Case
from tests import support
from tests.answers import remembered
from tests.distribution import group, place
from tests.support import packaged_case

# The same examples each time, so that a run can be repeated; no limit of time, as machines differ.
settings.register_profile(
    "sinews", derandomize=True, deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("sinews")

#: Seconds after which a run of tests hangs. The one limit of time that there is: no test has one of its own.
LIMIT = 3 * 3600


def pytest_configure() -> None:
    """Say where a run hangs, and end it; while tests run, what they say is captured, so that a copy is taken now."""
    faulthandler.dump_traceback_later(LIMIT, exit=True, file=os.dup(2))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, for every process alike."""
    items.sort(key=lambda item: place(item.nodeid))


def pytest_collection_finish() -> None:
    """What has been collected stays until the end: nobody looks through it for what may go."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling | None:
    """How tests are handed to processes: whole files in the order in which they stand, or groups."""
    if config.getoption("dist") == "loadgroup":
        return GroupScheduling(config, log)
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)


class GroupScheduling(LoadScopeScheduling):
    """Groups by the file of a test: a mark does not reach who hands tests out."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


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
def packaged_asked() -> Asking:
    """The default question to the years clock on the packaged case, asked once, with what the case remembers."""
    return remembered(YEARS, packaged_case())


@pytest.fixture(scope="session")
def packaged_answer(packaged_asked: Asking) -> YearsAnswer:
    """The answer of the years clock to the default question on the packaged case."""
    details: YearsAnswer = packaged_asked.answer.details
    return details


@pytest.fixture(scope="session")
def packaged_moved() -> Asking:
    """The first question to the days clock on the packaged case, with all that it measures beside."""
    asked = remembered(DAYS, packaged_case())
    assert asked.means.memory.records, "found with another case or model: run python -m tools.answers"
    asked.extend([LEVERS, CORRIDORS, PACKAGE])
    assert not asked.means.memory.fresh, "something was not remembered: run python -m tools.answers"
    return asked


@pytest.fixture(scope="session")
def packaged_days(packaged_moved: Asking) -> DaysAnswer:
    """The answer of the days clock on the packaged case, with levers and corridors."""
    details: DaysAnswer = packaged_moved.answer.details
    return details
