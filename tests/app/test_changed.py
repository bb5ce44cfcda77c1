"""A case that is changed while pages are open: nothing that was asked of the one before is shown of the new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sinews.app import address as addresses
from sinews.app.desk import Desk
from sinews.app.server import application
from sinews.app.work import Job, State
from sinews.clocks.years import YEARS
from sinews.data.case import Case
from sinews.errors import StopError
from tests import both
from tests.app.conftest import settle
from tests.app.words import HOST, OURS

DEARER = {"cell": "items.shell.price", "value": "0.008", "because": "a quote"}


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    """A case of one's own, which may be changed."""
    Case.read(folder).write(tmp_path / "own")
    return tmp_path / "own"


@pytest.fixture
def desk(own: Path, runs: Path) -> Iterator[Desk]:
    """It lies on the desk."""
    desk = Desk(Case.read(own), own, runs, again=lambda: Case.read(own))
    yield desk
    desk.close()


def test_what_was_answered_before_is_worked_out_again(client: TestClient, desk: Desk) -> None:
    client.get("/?share=7")
    settle(desk)
    assert "Exact" in client.get("/?share=7").text
    client.post("/case/set", data=DEARER, headers=OURS)
    assert "Being computed" in client.get("/?share=7").text
    settle(desk)
    assert "Being computed" not in (page := client.get("/?share=7").text)
    assert "no exact answer" not in page


def test_work_that_has_ended_without_an_answer_is_no_answer(client: TestClient, desk: Desk) -> None:
    """As it looks where an answer comes between two looks: it is asked for again, and never called exact."""
    name = desk.name(YEARS, addresses.of_clock(replace(addresses.first(), amounts=(("share", 7.0),)), YEARS, desk.case))
    ended = desk.work._jobs[name] = Job(name, lambda _: None, state=State.DONE)
    assert "Being computed" in client.get("/?share=7").text
    assert desk.work.job(name) is not ended


def test_work_of_the_case_before_is_kept_nowhere(desk: Desk) -> None:
    """What reaches its end after the change finds another memory on the desk, and gives up."""
    first = addresses.first()
    part, kept = addresses.of_clock(first, YEARS, desk.case), desk.kept(YEARS)
    job = Job("before", lambda _: None)
    desk.changed()
    with pytest.raises(StopError):
        desk._answer(YEARS, part, kept, job)
    assert not kept.memory.fresh
    assert kept.get(part) is None


def test_a_case_with_nothing_for_sale_says_so(runs: Path, tmp_path: Path) -> None:
    case = both.case()
    tables = {**case.tables, "levers": case.table("levers").head(0)}
    bare = replace(case, tables=tables)
    desk = Desk(bare, tmp_path, runs)
    with TestClient(application(desk, [HOST]), f"http://{HOST}") as client:
        client.get("/buy")
        settle(desk)
        response = client.get("/buy")
    desk.close()
    assert response.status_code == 200
    assert "Nothing is for sale in this case" in response.text


def test_a_path_that_is_none_leads_to_the_first_page(client: TestClient) -> None:
    response = client.post("/cancel", data={"job": "x", "path": "http://[x"}, headers=OURS)
    assert (response.status_code, response.headers["location"].split("?")[0]) == (303, "/")
