"""The pages of the tiny case, as a browser on this machine sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sinews.app.desk import Desk
from sinews.app.server import application
from tests import both
from tests.app.words import HOST, Look
from tests.served import settle


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny case."""
    folder = tmp_path_factory.mktemp("app") / "both"
    both.case().write(folder)
    return folder


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """The folder of saved runs."""
    return tmp_path / "runs"


@pytest.fixture
def desk(folder: Path, runs: Path) -> Iterator[Desk]:
    """The tiny case on a desk, with nothing remembered."""
    desk = Desk(both.case(), folder, runs)
    yield desk
    desk.close()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """Somebody who reads the pages; what sends elsewhere is not followed."""
    with TestClient(application(desk, [HOST]), f"http://{HOST}", follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def look(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    """Opens exact answers on a desk that the tests share: what is worked out once is there for all that only read."""
    desk = Desk(both.case(), folder, tmp_path_factory.mktemp("read") / "runs")
    with TestClient(application(desk, [HOST]), f"http://{HOST}") as client:
        yield partial(opened, client, desk)
    desk.close()


@pytest.fixture
def look_anew(client: TestClient, desk: Desk) -> Look:
    """Opens exact answers on the desk of one test."""
    return partial(opened, client, desk)


def opened(client: TestClient, desk: Desk, path: str) -> str:
    """Open an address, wait until no work goes on, and open it again."""
    client.get(path)
    settle(desk)
    response = client.get(path)
    assert response.status_code == 200
    return response.text


@pytest.fixture
def settled(desk: Desk) -> Callable[[], None]:
    """Waits until no work goes on."""
    return lambda: settle(desk)
