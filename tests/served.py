"""The application without a server: nobody waits for it, and no port of the machine is taken."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient

from sinews.app import server
from sinews.app.desk import Desk


class _Port:
    """Stands in the place of a socket."""

    def __init__(self, host: str, port: int) -> None:
        self._name = (host, port)

    def getsockname(self) -> tuple[str, int]:
        return self._name

    def close(self) -> None:
        """Nothing is open."""


@contextmanager
def unopened() -> Iterator[None]:
    """The server ends at once."""
    with _served(lambda *_: None):
        yield


@contextmanager
def glanced() -> Iterator[None]:
    """Somebody opens the first page, waits until it is exact, and prints what it says; the server ends then."""
    desks: list[Desk] = []
    made = server.application

    def noted(desk: Desk, hosts: Iterable[str]) -> Any:
        desks.append(desk)
        return made(desk, hosts)

    with _served(lambda app, port: _glance(app, port, desks[-1])), pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "application", noted)
        yield


@contextmanager
def _served(serve: Callable[[Any, _Port], None]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "bound", _Port)
        patch.setattr(server, "serve", serve)
        yield


def _glance(app: Any, port: _Port, desk: Desk) -> None:
    host, number = port.getsockname()
    client = TestClient(app, f"http://{host}:{number}")
    while "Being computed" in (page := client.get("/").text):
        settle(desk)
    sys.stdout.write(re.sub(r"<[^>]*>", " ", page))


def settle(desk: Desk) -> None:
    """Wait until all work that was begun has ended: it is done in order, so what is begun last ends last."""
    desk.work._executor.submit(str).result()
