"""The application without a server: nobody waits for it, and no port of the machine is taken."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient

from sinews.app import server


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
    with _served(_glance):
        yield


@contextmanager
def _served(serve: Callable[[Any, _Port], None]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "bound", _Port)
        patch.setattr(server, "serve", serve)
        yield


def _glance(app: Any, port: _Port) -> None:
    host, number = port.getsockname()
    client = TestClient(app, f"http://{host}:{number}")
    while "Being computed" in (page := client.get("/").text):
        time.sleep(0.02)
    sys.stdout.write(re.sub(r"<[^>]*>", " ", page))
