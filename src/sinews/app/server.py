"""The application as a whole: pages behind the guard, and a server for them on this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from importlib.resources import files

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from sinews.app import case_page, clocks_page, facts_page, going, runs_page, worked_pages
from sinews.app.desk import Desk
from sinews.app.guard import BODY, USUAL, Guard, with_port
from sinews.app.pages import Pages
from sinews.data.workbook.packed import PACKED
from sinews.errors import Finding, SinewsError, UsageError

#: What makes the routes of each page.
ROUTES: tuple[Callable[[Pages], list[Route]], ...] = (
    clocks_page.routes,
    worked_pages.routes,
    facts_page.routes,
    case_page.routes,
    runs_page.routes,
    going.routes,
)

#: Bytes that may be sent to a path, where it is more than a form.
BODIES = {case_page.UPLOAD: PACKED + BODY}

#: Hosts that stand for all addresses of this machine, and an address that nobody has (RFC 5737).
EVERYWHERE, NOBODY = ("0.0.0.0", "::", ""), "192.0.2.1"  # noqa: S104 - they are told apart, not listened on

#: Connections at a time, and seconds in which open requests may end when the server does.
CONNECTIONS, GRACE = 200, 2


def application(desk: Desk, hosts: Iterable[str]) -> ASGIApp:
    """The pages of a desk; `hosts`: names with ports by which they are served."""
    pages = Pages(desk)

    def wrong(request: Request, error: Exception) -> Response:
        if isinstance(error, SinewsError):
            return pages.wrong(request, error, 400 if error.exit_status == 2 else 500)
        status = error.status_code if isinstance(error, HTTPException) else 500
        return pages.refused(request, [_finding(error)], status)

    folder = str(files("sinews.app") / "static")
    routes = [route for made in ROUTES for route in made(pages)]
    app = Starlette(
        routes=[*routes, Mount("/static", StaticFiles(directory=folder))],
        exception_handlers={SinewsError: wrong, HTTPException: wrong, Exception: wrong},
    )
    return Guard(app, hosts, BODIES)


def _finding(error: Exception) -> Finding:
    if isinstance(error, HTTPException):
        expected = "a page that the menu leads to" if error.status_code == 404 else ""
        return Finding("the address", 0, "", error.detail, expected, "")
    return Finding("sinews", 0, "", f"{type(error).__name__}: {error}", "an answer", "Tell its makers of this page.")


def bound(host: str, port: int) -> socket.socket:
    """A socket on this host and port (0: any that is free); UsageError if it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
        opened.listen(CONNECTIONS)  # whoever has read the address may come
    except (OSError, OverflowError) as error:
        opened.close()
        remedy = "Name another one with --port; --port 0 takes any that is free."
        raise UsageError(f"Port {port} of {host} cannot be had: {error}. {remedy}") from None
    return opened


def hosts_of(host: str, port: int, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The names by which a host and port are served: its own, those of this machine, and what is allowed beside.

    `host`: where it listens; that of all addresses is no name that anybody could open. `names`: other names, with
    their ports where these differ. What opens on this machine comes first.
    """
    own = () if host in EVERYWHERE else (f"[{host}]" if ":" in host else host,)
    hosts = [end for name in (*own, "127.0.0.1", "localhost", "[::1]") for end in with_port(name, port)]
    for name in names:
        bare, _, number = name.rpartition(":")
        hosts += with_port(bare, int(number)) if bare and number.isdecimal() else with_port(name, port)
    return tuple(dict.fromkeys(hosts))


def outward(port: int) -> str | None:
    """The address of this machine, with its port, that the next network knows; None where there is none.

    Nothing is sent: the system says from where it would speak to an address that is there for documents alone.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
        try:
            trial.connect((NOBODY, USUAL))
            host = str(trial.getsockname()[0])
        except OSError:
            return None
    return None if host in EVERYWHERE or host.startswith("127.") else with_port(host, port)[-1]


def serve(app: ASGIApp, opened: socket.socket) -> None:
    """Serve until a signal ends it."""
    server(app).run(sockets=[opened])


def server(app: ASGIApp) -> uvicorn.Server:
    """A server of pages, with bounds."""
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nobody stands before it
        date_header=True,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=GRACE,
    )
    return uvicorn.Server(config)
