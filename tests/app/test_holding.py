"""What is held between requests: a whole answer leaves it, similar questions use it, in whatever order they come."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.testclient import TestClient

from sinews.answers.memory import Memory
from sinews.app import address as addresses
from sinews.app.desk import Desk
from sinews.app.holding import START, of_case
from sinews.app.record import Record
from sinews.app.server import application
from sinews.app.work import State
from sinews.clocks.years import YEARS, classed, held
from sinews.clocks.years.held import Held
from sinews.commands.options import CASE
from sinews.data.case import Case, embedded
from sinews.errors import SolveError
from tests import both
from tests.app.conftest import settle
from tests.app.words import HOST
from tests.support import packaged_case

#: How a page says that a date was found from what is held.
FOUND = "Found with allies of one kind taken as one"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Classes serve the tiny case as well."""
    monkeypatch.setattr(classed, "FEWEST", 0)
    monkeypatch.setattr(classed, "LARGEST", 1.0)


Opened = Callable[[str], Desk]


@pytest.fixture
def opened(folder: Path, tmp_path: Path) -> Iterator[Opened]:
    """Opens desks on the tiny case, each with a folder of runs of this name."""
    desks = []

    def opened(name: str) -> Desk:
        desks.append(Desk(both.case(), folder, tmp_path / name))
        return desks[-1]

    yield opened
    for desk in desks:
        desk.close()


def asked(desk: Desk, query: str) -> Record:
    """The record of the years clock at an address, worked out if it is not there."""
    client = TestClient(application(desk, [HOST]), f"http://{HOST}")
    client.get(f"/{query}")
    settle(desk)
    words = [(part.split("=")[0], part.split("=")[1]) for part in query.removeprefix("?").split("&") if part]
    record = desk.record(YEARS, addresses.read(desk.case, words))
    assert record is not None
    return record


def found(record: Record) -> bool:
    return record.found.startswith(FOUND)


def test_a_whole_answer_leaves_where_similar_ones_start(opened: Opened) -> None:
    desk = opened("runs")
    before = asked(desk, "?share=20")
    asked(desk, "")
    after = asked(desk, "?share=21")
    assert (found(before), found(after)) == (False, True)
    assert found(asked(opened("runs"), "?share=22"))


def test_what_was_asked_before_changes_no_answer(opened: Opened) -> None:
    one, other = opened("one"), opened("other")
    asked(one, "")
    asked(other, "")
    for query in ("?contracts=2", "?share=10", "?share=30&contracts=1"):
        asked(one, query)
    assert asked(one, "?share=20&contracts=1") == asked(other, "?share=20&contracts=1")


def test_how_a_date_was_found_is_said_under_every_threat(opened: Opened) -> None:
    desk = opened("runs")
    asked(desk, "")
    assert found(asked(desk, "?share=20&threat=1"))
    assert found(asked(desk, "?share=20&threat=2"))
    assert not found(asked(desk, "?threat=2"))


def test_how_a_date_was_found_stands_wherever_it_is_shown(opened: Opened) -> None:
    """Under its picture, in the figure for other pages, and while another answer is worked out in its place."""
    desk = opened("runs")
    asked(desk, "")
    record = asked(desk, "?share=20")
    client = TestClient(application(desk, [HOST]), f"http://{HOST}")
    article = re.findall(r'<article id="clock-years".*?</article>', client.get("/?share=20").text, re.DOTALL)[0]
    assert article.count(record.found) == 2, "under the picture, and in the figure for other pages"
    assert f"{record.found} For spending beside the path +20 percent." in unescape(article)
    hold = Event()
    desk.work.begin("first", lambda _: hold.wait() and None)
    page = client.get("/?share=25").text
    hold.set()
    settle(desk)
    assert record.found in page
    assert "Last answer of this server, for spending beside the path +20 percent:" in page
    assert "Last exact answer" not in page


def fails(*_: object) -> Any:
    """A solver that gives no answer."""
    raise SolveError("no accepted answer")


@pytest.mark.parametrize("place", ["held", "dated", "start"])
def test_where_what_is_held_fails_the_whole_search_answers(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    expected = asked(opened("other"), "?share=20").margins
    desk = opened("runs")
    times = []

    def failing(*_: object) -> Any:
        times.append(place)
        return fails()

    monkeypatch.setattr(Held if place == "dated" else type(YEARS), place, failing)
    asked(desk, "")
    assert (asked(desk, "?share=20").margins, found(asked(desk, "?share=20"))) == (expected, False)
    asked(desk, "?share=21")
    assert all(job.state is State.DONE for job in desk.work._jobs.values())
    assert len(times) == (2 if place == "dated" else 1), "what failed once is not tried again"


def test_levers_that_recast_the_program_are_searched_as_a_whole(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Contracts sooner move many coefficients, so that others may be short; nothing else is in doubt."""
    monkeypatch.setattr(classed, "poorer", lambda *_: False)
    monkeypatch.setattr(held, "_within_month", lambda _: True)
    monkeypatch.setattr(held, "RECAST", 0.0)
    desk = opened("runs")
    asked(desk, "")
    shown = {query: found(asked(desk, query)) for query in ("?share=20", "?contracts=2", "?share=20&contracts=2")}
    assert shown == {"?share=20": True, "?contracts=2": False, "?share=20&contracts=2": False}


def test_a_start_that_is_damaged_is_not_used(opened: Opened, tmp_path: Path) -> None:
    desk = opened("runs")
    asked(desk, "")
    [path] = (tmp_path / "runs").rglob(f"{START}-*.json")
    memory = Memory(desk.kept(YEARS).memory.key)
    memory.keep(START, {"instant": 1.0})
    memory.write(path)
    assert not found(asked(opened("runs"), "?share=20"))


def test_another_case_holds_nothing_of_the_one_before(folder: Path, tmp_path: Path) -> None:
    cases = [both.altered(both.case(), "stocks", "quantity", 2.0)]
    desk = Desk(both.case(), folder, tmp_path / "runs", again=lambda: cases[0])
    asked(desk, "")
    assert found(asked(desk, "?share=20"))
    desk.changed()
    assert not found(asked(desk, "?share=20"))
    desk.close()


def test_the_packaged_case_comes_with_where_it_starts(tmp_path: Path) -> None:
    """Of a lever that moves nothing: the same date as without it, by classes that are sure of it."""
    case: Case = packaged_case()
    assert of_case(embedded(CASE), YEARS.name).exists(), "run python -m tools.margins"
    desk = Desk(case, embedded(CASE), tmp_path)
    first = desk.record(YEARS, addresses.first())
    desk.begin(YEARS, addresses.read(case, [("recruits", "5")]))
    settle(desk)
    record = desk.record(YEARS, addresses.read(case, [("recruits", "5")]))
    desk.close()
    assert first is not None
    assert record is not None
    assert found(record), "worked out with another case or model: run python -m tools.margins"
    assert record.margins[0].ready == first.margins[0].ready
