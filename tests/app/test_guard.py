"""Who may ask: other hosts, other sites and what is too large are refused; every response carries the policy."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from sinews.app import guard
from sinews.app.desk import Desk
from sinews.app.guard import BODY, POLICY, Guard
from sinews.app.server import application, hosts_of
from tests.app.words import HOST, OURS

PATHS = (
    "/",
    "/facts",
    "/why",
    "/runs",
    "/case",
    "/nowhere",
    "/static/app.css",
    "/static/htmx.min.js",
    "/static/../desk.py",
    "/?path=pour",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_response_has_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")
    assert "unsafe" not in POLICY


@pytest.mark.parametrize(
    "path", ["/", "/?path=pour", "/nowhere", "/facts?q=shell", "/facts/fact-1", "/case", "/case/items"]
)
def test_no_page_has_a_script_or_a_style_of_its_own(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert page.count("<script") == page.count('<script src="/static/')
    assert "<style" not in page
    assert " style=" not in page
    assert " on" not in {part[:3] for part in page.split('"')[::2] if part.endswith("=")}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", "localhost:8766", ""]
)
@pytest.mark.parametrize("path", ["/", "/static/app.css"])
def test_other_hosts_are_refused(client: TestClient, host: str, path: str) -> None:
    response = client.get(path, headers={"host": host})
    assert (response.status_code, response.headers["content-security-policy"]) == (421, POLICY)


#: The host that stands for all addresses of this machine.
ALL = "0.0.0.0"  # noqa: S104 - nothing listens here

SERVERS = [
    (("192.168.1.5", 8765), "192.168.1.5:8765", 200),
    (("192.168.1.5", 80), "192.168.1.5", 200),
    (("::ffff:192.168.1.5", 8765), "192.168.1.5:8765", 200),
    (("2001:db8::5", 8765), "[2001:db8::5]:8765", 200),
    (("192.168.1.5", 8765), "192.168.1.6:8765", 421),
    (("192.168.1.5", 8765), "192.168.1.5:80", 421),
    (("192.168.1.5", 8765), "planning.example:8765", 421),
    (("planning.example", 8765), "planning.example:8765", 421),
    (None, "192.168.1.5:8765", 421),
]


@pytest.mark.parametrize(("server", "host", "expected"), SERVERS, ids=str)
def test_the_address_in_numbers_that_a_request_came_in_by_is_served(
    desk: Desk, server: tuple[str, int] | None, host: str, expected: int
) -> None:
    """Whoever listens on all addresses is reached by each; a name that is made to lead here is none of them."""

    async def nothing() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    app = application(desk, hosts_of(ALL, 8765))
    assert _run(status(app, "GET", "/runs", nothing, host, server)) == expected


@pytest.mark.parametrize(
    ("host", "names", "first", "served", "refused"),
    [
        ("127.0.0.1", [], "127.0.0.1:8765", {"localhost:8765", "[::1]:8765"}, {f"{ALL}:8765"}),
        (ALL, [], "127.0.0.1:8765", {"localhost:8765"}, {f"{ALL}:8765"}),
        ("::", ["planning.example"], "127.0.0.1:8765", {"planning.example:8765"}, {"planning.example", "[::]:8765"}),
        ("192.168.1.5", ["localhost:9000"], "192.168.1.5:8765", {"localhost:9000"}, {"192.168.1.5:9000"}),
        ("fd00::1", ["[fd00::2]", "a:80"], "[fd00::1]:8765", {"[fd00::2]:8765", "a:80", "a"}, {"a:8765"}),
    ],
)
def test_hosts_are_names_that_open_and_what_is_allowed_beside(
    host: str, names: list[str], first: str, served: set[str], refused: set[str]
) -> None:
    hosts = hosts_of(host, 8765, names)
    assert hosts[0] == first
    assert served <= set(hosts)
    assert not refused & set(hosts)


REFUSED: list[Mapping[str, str]] = [
    {},
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": "https://127.0.0.1:8765"},
    {"origin": "http://127.0.0.1:8766"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site", **OURS},
    {"sec-fetch-site": "none"},
    {"sec-fetch-site": "same-origin", "origin": "http://evil.example"},
]


@pytest.mark.parametrize("headers", REFUSED, ids=str)
def test_posts_of_other_sites_are_refused(client: TestClient, desk: Desk, headers: Mapping[str, str]) -> None:
    desk.work.begin("mine", lambda job: job.stop.wait() and None)
    assert client.post("/cancel", data={"job": "mine"}, headers=headers).status_code == 403
    job = desk.work.job("mine")
    assert job is not None
    assert job.alive


@pytest.mark.parametrize("headers", [OURS, {"sec-fetch-site": "same-origin"}], ids=str)
def test_posts_of_our_pages_are_answered(client: TestClient, headers: Mapping[str, str]) -> None:
    assert client.post("/cancel", data={"job": "nobody"}, headers=headers).status_code == 303


def test_a_link_from_elsewhere_opens_a_page_and_a_page_from_elsewhere_loads_nothing(client: TestClient) -> None:
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert client.get("/", headers=link).status_code == 200
    for change in ({"sec-fetch-dest": "iframe"}, {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}):
        assert client.get("/", headers={**link, **change}).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/", headers=OURS).status_code == 405


def test_too_much_is_refused_whether_or_not_it_is_announced(client: TestClient) -> None:
    large = b"job=" + b"x" * BODY
    headers = {"content-type": "application/x-www-form-urlencoded", **OURS}
    assert client.post("/cancel", content=large, headers=headers).status_code == 413
    parts = (large[at : at + 1000] for at in range(0, len(large), 1000))
    assert client.post("/cancel", content=parts, headers=headers).status_code == 413
    assert client.post("/cancel", content=b"", headers={**headers, "content-length": "no"}).status_code == 413


def test_a_client_that_never_ends_is_given_up_while_others_are_answered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sends the beginning of a form and then nothing; the other one's page comes meanwhile."""
    monkeypatch.setattr(guard, "SECONDS", 0.2)
    app = application(desk, [HOST])

    async def slow() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def both() -> tuple[int, int]:
        first = asyncio.create_task(status(app, "POST", "/cancel", slow))
        second = await status(app, "GET", "/nowhere", slow)
        return await first, second

    assert _run(both()) == (408, 404)


async def status(
    app: Any, method: str, path: str, receive: Any, host: str = HOST, server: tuple[str, int] | None = None
) -> int:
    """The status that a request gets; `server`: the address that it came in by."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", host.encode()), *((name.encode(), value.encode()) for name, value in OURS.items())]
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
             "headers": headers, "http_version": "1.1", "scheme": "http", "root_path": "",
             "server": server}  # fmt: skip
    await app(scope, receive, send)
    return int(sent[0]["status"])


def test_what_is_no_request_passes() -> None:
    passed: list[str] = []

    async def inner(scope: Any, *_: object) -> None:
        passed.append(scope["type"])

    _run(Guard(inner, [HOST])({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert passed == ["lifespan"]


def _run(task: Coroutine[Any, Any, Any]) -> Any:
    """What a task gives, in a thread of its own: in this one a browser's loop may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, task).result()
