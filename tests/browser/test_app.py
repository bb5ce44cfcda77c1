"""The application in a browser: a lever is moved, the margins answer, and the address opens the same elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from sinews.app.desk import Desk
from sinews.app.pages import PAGES
from sinews.app.server import application, bound, hosts_of, server
from tests import both
from tools.browser import visited

YEARS = "#clock-years .margin"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the tiny case is served."""
    folder = tmp_path_factory.mktemp("app")
    both.case().write(folder / "both")
    desk, socket = Desk(both.case(), folder / "both", folder / "runs"), bound("127.0.0.1", 0)
    hosts = hosts_of("127.0.0.1", socket.getsockname()[1])
    serving = server(application(desk, hosts))
    thread = Thread(target=serving.run, kwargs={"sockets": [socket]})
    thread.start()
    yield f"http://{hosts[0]}"
    serving.should_exit = True
    thread.join()
    socket.close()
    desk.close()


def exact(page: Page, told: str) -> list[str]:
    """What a page says of each clock, once it is exact about a question."""
    expect(page.locator(".told")).to_have_text(f"Exact: {told}.")
    return page.locator(".margin").all_inner_texts()


def test_a_lever_that_is_moved_is_answered_and_its_address_opens_the_same(browser: Browser, site: str) -> None:
    with visited(browser, f"{site}/") as first:
        page = first.page
        before = exact(page, "the case as it is")
        page.locator("#share").focus()
        page.keyboard.press("Home")
        expect(page.locator("output[for=share]")).to_have_text("-30 percent")
        after = exact(page, "spending beside the path -30 percent")
        expect(page).to_have_url(f"{site}/?share=-30")
        page.locator("#expansion").select_option("no")
        third = exact(page, "expansion no; spending beside the path -30 percent")
        address = page.url
        page.go_back()
        assert exact(page, "spending beside the path -30 percent") == after
        expect(page.locator("#expansion")).to_have_value("yes")
    assert address == f"{site}/?expansion=no&share=-30"
    assert (before[1:], third[1:]) == (after[1:], before[1:])
    assert third[0] != before[0]
    with visited(browser, address, 360) as second:
        assert exact(second.page, "expansion no; spending beside the path -30 percent") == third
        expect(second.page.locator("#share")).to_have_value("-30")
    for window in (first, second):
        assert window.said == []
        assert all(request.startswith(site) for request in window.asked)


def test_a_page_without_scripts_is_answered_as_well(browser: Browser, site: str) -> None:
    with visited(browser, f"{site}/?contracts=1", script=False) as window:
        window.page.locator("#threat").press("ArrowRight")
        window.page.get_by_role("button", name="Answer").click()
        expect(window.page.locator("#threat")).to_have_value("1")
        expect(window.page.locator(".told")).to_contain_text("contracts sooner +1 months; date of the threat +1 months")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1400])
def test_the_first_page_is_for_everybody(browser: Browser, site: str, width: int, *, dark: bool) -> None:
    with visited(browser, f"{site}/", width, dark=dark) as window:
        exact(window.page, "the case as it is")
        without_barriers(window.page)


OTHERS = [
    *(path for path, _ in PAGES[1:]),
    *("/?path=pour", "/facts?q=shell", "/facts/fact-1", "/case/items", "/statements?take=plans", "/nowhere"),
]


@pytest.mark.parametrize("path", OTHERS)
def test_other_pages_are_for_everybody(browser: Browser, site: str, path: str) -> None:
    with visited(browser, f"{site}{path}", 360) as window:
        expect(window.page.get_by_text("Being computed")).to_have_count(0)
        without_barriers(window.page)
        assert window.said == [] or path in {"/?path=pour", "/nowhere"}


def without_barriers(page: Page) -> None:
    """Nothing that axe finds, and nothing wider than the window."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
