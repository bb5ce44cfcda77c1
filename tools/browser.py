"""Report and application in a headless Chromium: for their tests, and for the pictures in the documentation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, expect, sync_playwright

from sinews.app.desk import Desk
from sinews.app.server import application, bound, hosts_of, server
from sinews.errors import UsageError
from sinews.present.render.printing import require_browser

#: Milliseconds that a browser may take for one thing: no slow machine reaches them.
PATIENCE = 3_600_000

#: Nothing that a browser does by itself may look like something that the report does.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def program() -> str:
    """Where Chromium is. Raises FileNotFoundError with a remedy: a check that is skipped is no check."""
    try:
        return require_browser()
    except UsageError as error:
        remedy = (
            "Only the tests in a browser need it; all others run with: python3 start.py test --ignore tests/browser"
        )
        raise FileNotFoundError(f"{error} {remedy}") from error


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    path = program()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(QUIET), timeout=PATIENCE)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Opened:
    """A page with what its console said and what it asked the network for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def opened(
    browser: Browser, report: Path, width: int = 1400, *, script: bool = True, scale: float = 1.0
) -> Iterator[Opened]:
    """The report in a window of a width, with all charts drawn (`script`: with JavaScript; `scale`: pixels a point)."""
    with visited(browser, report.as_uri(), width, script=script, scale=scale) as found:
        if script:
            drawn(found.page)
        yield found


@contextmanager
def visited(
    browser: Browser, address: str, width: int = 1400, *, script: bool = True, scale: float = 1.0, dark: bool = False
) -> Iterator[Opened]:
    """A page in a window of its own, as `opened`; `dark`: for readers who want dark pages."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=script,
        accept_downloads=True,
        device_scale_factor=scale,
        color_scheme="dark" if dark else "light",
    )
    context.set_default_timeout(PATIENCE)
    found = Opened(context.new_page())
    found.page.on("console", lambda message: found.said.append(f"{message.type}: {message.text}"))
    found.page.on("pageerror", lambda error: found.said.append(f"error: {error}"))
    found.page.on("request", lambda request: found.asked.append(request.url))
    try:
        found.page.goto(address)
        yield found
    finally:
        context.close()


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The address at which a desk is served; its work ends with it."""
    socket = bound("127.0.0.1", 0)
    hosts = hosts_of("127.0.0.1", socket.getsockname()[1])
    serving = server(application(desk, hosts))
    thread = Thread(target=serving.run, kwargs={"sockets": [socket]})
    thread.start()
    yield f"http://{hosts[0]}"
    serving.should_exit = True
    thread.join()
    socket.close()
    desk.close()


def drawn(page: Page) -> None:
    """Wait until every chart is drawn at the present width."""
    width = page.viewport_size["width"] if page.viewport_size else ""
    page.wait_for_selector(f'html[data-drawn=yes][data-width="{width}"]', state="attached")
