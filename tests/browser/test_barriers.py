"""Every page of the application and every tab of the report, on the packaged case: no barrier is found.

On a light phone and on a wide dark screen. Rules of WCAG 2.2 (A, AA) and good practice, as axe-core checks them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from sinews.app import address as addresses
from sinews.app.address import Address
from sinews.app.desk import Desk
from sinews.app.pages import PAGES
from sinews.app.work import Job
from sinews.clocks import CLOCKS, AnyClock
from sinews.clocks.asking import Asking
from sinews.commands.options import CASE
from sinews.data.case import embedded
from sinews.present import report as pages
from sinews.present.render.html import write_report
from sinews.present.told import with_case
from sinews.statements.by_tables import Kind
from sinews.statements.checks import verdicts
from sinews.statements.report import section
from tests.answers import remembered
from tests.browser.sites import without_barriers
from tests.marks import PACKAGED
from tools.browser import drawn, served, visited

pytestmark = PACKAGED

#: Width of the window in points, and whether its reader wants dark pages: each width and each scheme once.
WINDOWS = ((360, False), (1400, True))

#: Pages beside those of the menu, by address; those of clocks, of an ally and of a fact are made below.
OTHERS = ("/?threat=6", "/facts?q=shell", "/case/items", "/case/sites", "/case/sources", "/nowhere", "/?path=pour")
WORKED = tuple(f"/{page}?clock={clock.name}" for page in ("why", "buy") for clock in CLOCKS)
PATHS = (*(path for path, _ in PAGES), *OTHERS, *WORKED, "/country?place=DEU", "/statements?take=plans", "/facts/FACT")


@pytest.fixture(scope="module")
def askings(packaged_asked: Asking, packaged_moved: Asking) -> Mapping[str, Asking]:
    """The first question to each clock on the packaged case, with all that it measures beside."""
    case = packaged_asked.answer.case
    there = {asking.clock.name: asking for asking in (packaged_asked, packaged_moved)}
    found = {clock.name: there.get(clock.name) or remembered(clock, case) for clock in CLOCKS}
    for asking in found.values():
        asking.extend(extra.name for extra in asking.clock.extras)
    return found


@pytest.fixture(scope="module")
def site(askings: Mapping[str, Asking], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the application, which knows the answers to the first questions already."""
    case = next(iter(askings.values())).answer.case

    def known(_: Desk, clock: AnyClock, address: Address, __: Job) -> Asking:
        assert addresses.of_clock(address, clock, case).query == ""
        return askings[clock.name]

    desk = Desk(case, embedded(CASE), tmp_path_factory.mktemp("barriers") / "runs")
    with pytest.MonkeyPatch.context() as patch, served(desk) as address:
        patch.setattr(Desk, "asking", known)
        yield address


@pytest.mark.parametrize("path", PATHS)
def test_no_barrier_is_found_on_a_page_of_the_application(
    browser: Browser, site: str, askings: Mapping[str, Asking], path: str
) -> None:
    fact = next(iter(askings.values())).answer.case.table("facts")["fact"][0]
    for width, dark in WINDOWS:
        with visited(browser, f"{site}{path.replace('FACT', fact)}", width, dark=dark) as window:
            expect(window.page.get_by_text("Being computed")).to_have_count(0)
            expect(window.page.get_by_text("could not be worked out")).to_have_count(0)
            window.page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
            without_barriers(window.page)
            assert window.said == [] or path in {"/nowhere", "/?path=pour"}


@pytest.fixture(scope="module")
def report(askings: Mapping[str, Asking], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole report, with the verdicts that take data alone."""
    case = next(iter(askings.values())).answer.case
    grounds = (section(case, verdicts(case, kinds=[Kind.DATA])),)
    page = pages.report([asking.parts for asking in askings.values()], grounds)
    path = tmp_path_factory.mktemp("barriers") / "report.html"
    return write_report(with_case(page, case), path, case.digest)[0]


@pytest.mark.parametrize(("width", "dark"), WINDOWS, ids=["phone", "wide"])
def test_no_barrier_is_found_in_the_report(browser: Browser, report: Path, width: int, *, dark: bool) -> None:
    """With the panels of every tab unfolded; and no tab is wider than the window."""
    with visited(browser, report.as_uri(), width, dark=dark) as window:
        drawn(window.page)
        for tab in window.page.locator(".parts > [role=tablist] > [role=tab]").all():
            tab.click()
            assert window.page.evaluate("document.documentElement.scrollWidth") <= width
        window.page.eval_on_selector_all(".panel", "all => all.forEach((one) => one.classList.remove('away'))")
        without_barriers(window.page)
