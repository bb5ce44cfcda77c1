"""Many readers at once, while answers are worked out and one client sends nothing: nobody loses a page."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from urllib.request import urlopen

import pytest

from sinews.app.desk import Desk
from sinews.app.server import application, bound, hosts_of, server
from sinews.errors import UsageError

READERS, SOLVERS = 50, 5


@pytest.fixture
def port(desk: Desk) -> Iterator[int]:
    """The port at which the tiny case is served."""
    listening = bound("127.0.0.1", 0)
    port = int(listening.getsockname()[1])
    serving = server(application(desk, hosts_of("127.0.0.1", port)))
    thread = Thread(target=serving.run, kwargs={"sockets": [listening]})
    thread.start()
    yield port
    serving.should_exit = True
    thread.join()
    listening.close()


def test_readers_and_solvers_at_once(port: int, desk: Desk) -> None:
    def read(number: int) -> tuple[int, bool]:
        path = f"/?share={number % SOLVERS}" if number % 2 else "/facts?q=shell"
        with urlopen(f"http://127.0.0.1:{port}{path}") as response:
            return response.status, b"</html>" in response.read()

    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        with ThreadPoolExecutor(READERS) as readers:
            answers = Counter(readers.map(read, range(2 * READERS)))
    assert answers == {(200, True): 2 * READERS}
    desk.work._executor.submit(str).result()
    assert {job.state.value for job in desk.work._jobs.values()} == {"done"}


def test_a_port_that_is_taken_is_said() -> None:
    taken = bound("127.0.0.1", 0)
    with taken, pytest.raises(UsageError, match=r"cannot be had: .*--port 0 takes any that is free"):
        bound("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(UsageError, match="cannot be had"):
        bound("no address", 0)
