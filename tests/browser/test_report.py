"""The report in a browser: it draws, it fetches nothing, and everybody can read and work it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from sinews.clocks.years.answer import YearsAnswer, run
from sinews.clocks.years.buy import purchase
from sinews.clocks.years.ladder import climb
from sinews.clocks.years.measuring import hired
from sinews.clocks.years.scope import Question
from sinews.data.levers import for_sale, ladder
from sinews.data.tables.years import YEARS
from sinews.present.render.html import write_report
from sinews.statements.by_tables import Kind
from sinews.statements.checks import verdicts
from sinews.statements.report import section
from tests import support
from tests.answers import report
from tests.browser import made_up
from tests.browser.windows import WIDE, Windows, windows
from tests.marks import PACKAGED
from tools.browser import drawn, opened, program

Test = TypeVar("Test")

WIDTHS = (360, 820, WIDE)
#: Scripts that list texts of charts and blocks of the page that lie over one another or are cut off.
CROWDED, COLLIDING = ((Path(__file__).parent / f"{name}.js").read_text("utf-8") for name in ("crowded", "colliding"))

TABS = ["Chart", "Table", "Sources"]


def packaged(test: Test) -> Test:
    """A test of the report on the packaged case."""
    for mark in PACKAGED:
        test = mark(test)
    return test


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the small case, with the ladder and what would buy time."""
    folder = tmp_path_factory.mktemp("small")
    answer = run(support.small_case(folder / "case"), Question())
    case = answer.scope.case
    with hired(answer.reference) as workers:
        rungs = climb(workers, ladder(case))
        found = purchase(workers, for_sale(case, YEARS), most=3)
    return write_report(
        report(replace(answer, rungs=rungs, bought=found), grounds=[section(case, verdicts(case))]),
        folder / "report.html",
        case.digest,
    )[0]


@pytest.fixture(scope="module")
def whole(packaged_answer: YearsAnswer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the packaged case, with the verdicts that take no plan, and made up effects of its levers."""
    path, case = tmp_path_factory.mktemp("whole") / "report.html", packaged_answer.scope.case
    said = verdicts(case, kinds=[Kind.DATA])
    answer = replace(packaged_answer, rungs=made_up.rungs(case), bought=made_up.purchase(case))
    page = report(answer, grounds=[section(case, said)])
    return write_report(page, path, case.digest)[0]


@pytest.fixture(scope="module")
def of_whole(browser: Browser, whole: Path) -> Iterator[Windows]:
    """Windows on the report on the packaged case."""
    with windows(browser, whole) as found:
        yield found


@pytest.fixture(scope="module")
def of_small(browser: Browser, small: Path) -> Iterator[Windows]:
    """Windows on the report on the small case."""
    with windows(browser, small) as found:
        yield found


@pytest.fixture
def page(of_small: Windows) -> Page:
    """The report on the small case, to be worked on."""
    return of_small.at().page


def test_nothing_is_said_or_fetched(of_small: Windows, small: Path) -> None:
    _silent(of_small, small)


@packaged
def test_nothing_is_said_or_fetched_by_the_packaged_case(of_whole: Windows, whole: Path) -> None:
    _silent(of_whole, whole)


def _silent(windows: Windows, path: Path) -> None:
    assert windows.at().said == []
    assert windows.at().asked == [path.as_uri()]


@packaged
@pytest.mark.parametrize("width", WIDTHS)
def test_charts_are_drawn_and_nothing_overlaps(width: int, of_whole: Windows) -> None:
    found = of_whole.at(width)
    sizes = found.page.eval_on_selector_all(
        ".chart", "all => all.map(one => one.querySelector('svg')?.getBoundingClientRect().height || 0)"
    )
    assert len(sizes) > 5
    assert min(sizes) > 60
    assert found.page.evaluate(CROWDED) == []
    assert found.page.evaluate(COLLIDING) == []
    tabs = found.page.locator("[role=tab]")
    for number in range(len(TABS), tabs.count()):
        tabs.nth(number).click()
        assert found.page.evaluate("document.documentElement.scrollWidth") <= width
    assert found.said == []


def states(page: Page) -> list[tuple[str, str, bool]]:
    """Tabs of the first figure: selected, index for the Tab key, whether their panel is seen."""
    figure = page.locator("figure.tabs").first
    tabs = figure.locator("[role=tab]").all()
    return [
        (
            str(tab.get_attribute("aria-selected")),
            str(tab.get_attribute("tabindex")),
            page.locator(f"#{tab.get_attribute('aria-controls')}").is_visible(),
        )
        for tab in tabs
    ]


def only(chosen: int) -> list[tuple[str, str, bool]]:
    """The state in which one tab is chosen."""
    return [("true", "0", True) if number == chosen else ("false", "-1", False) for number in range(len(TABS))]


def test_tabs_work_by_mouse(page: Page) -> None:
    tabs = page.locator("figure.tabs").first.locator("[role=tab]")
    assert tabs.all_inner_texts() == TABS
    assert states(page) == only(0)
    for number in (1, 2, 0):
        tabs.nth(number).click()
        assert states(page) == only(number)


def test_tabs_work_by_keyboard(page: Page) -> None:
    tabs = page.locator("figure.tabs").first.locator("[role=tab]")
    tabs.first.focus()
    moves = [("ArrowRight", 1), ("ArrowRight", 2), ("ArrowRight", 0), ("ArrowLeft", 2), ("Home", 0), ("End", 2)]
    for key, number in moves:
        page.keyboard.press(key)
        assert states(page) == only(number)
        assert tabs.nth(number).evaluate("tab => tab === document.activeElement")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "tabpanel"


def test_tabs_and_panels_name_each_other(page: Page) -> None:
    for figure in page.locator("figure.tabs").all():
        assert figure.locator("[role=tablist]").get_attribute("aria-label")
        for tab in figure.locator("[role=tab]").all():
            panel = page.locator(f"#{tab.get_attribute('aria-controls')}")
            assert panel.get_attribute("role") == "tabpanel"
            assert panel.get_attribute("aria-labelledby") == tab.get_attribute("id")


def test_chart_fits_after_the_window_has_changed_behind_another_tab(page: Page) -> None:
    tabs = page.locator("figure.tabs").first.locator("[role=tab]")
    tabs.nth(1).click()
    page.set_viewport_size({"width": 400, "height": 800})
    drawn(page)  # once the window rests
    tabs.first.click()
    drawn(page)
    chart = page.locator(".chart").first
    assert chart.locator("svg").bounding_box()["width"] <= chart.bounding_box()["width"] + 1  # type: ignore[index]


def test_skip_link_comes_first_and_leads_to_the_answer(browser: Browser, small: Path) -> None:
    with opened(browser, small) as found:
        found.page.keyboard.press("Tab")
        assert found.page.evaluate("document.activeElement.className") == "skip"
        found.page.keyboard.press("Enter")
        assert found.page.evaluate("document.activeElement.id") == "main"


def test_numbers_of_a_chart_can_be_taken_away(page: Page, small: Path) -> None:
    page.locator("figure.tabs").first.locator("[role=tab]").nth(1).click()
    link = page.locator("figure.tabs").first.locator("a.csv")
    with page.expect_download() as waiting:
        link.click()
    name = waiting.value.suggested_filename
    beside = small.with_name("report-data") / name
    assert Path(waiting.value.path()).read_bytes() == beside.read_bytes()


@pytest.mark.parametrize("width", [WIDTHS[0], WIDTHS[-1]])
def test_no_barrier_is_found(width: int, of_small: Windows) -> None:
    """Rules of WCAG 2.2 (A, AA) and good practice, as axe-core checks them, with the panels of every tab unfolded."""
    found = of_small.at(width)
    found.page.eval_on_selector_all(".panel", "all => all.forEach(one => one.classList.remove('away'))")
    assert all(panel.is_visible() for panel in found.page.locator(".panel").all())
    results = Axe().run(found.page)
    assert results.violations_count == 0, results.generate_report()


@packaged
def test_headings_come_in_order(of_whole: Windows) -> None:
    names = of_whole.at().page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map(one => Number(one.tagName[1]))")
    assert names[0] == 1
    assert names.count(1) == 1
    assert max(after - before for before, after in pairwise(names)) == 1


def test_in_print_with_annex_every_panel_stands_on_the_page(browser: Browser, small: Path) -> None:
    with opened(browser, small, 680) as found:
        found.page.evaluate("document.documentElement.classList.add('annex')")
        found.page.emulate_media(media="print")
        assert all(panel.is_visible() for panel in found.page.locator(".panel").all())
        assert not any(tabs.is_visible() for tabs in found.page.locator("[role=tablist]").all())
        assert found.page.evaluate(COLLIDING) == []
        printed = found.page.pdf(format="A4", prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert 3 <= len(re.findall(rb"/Type /Page\b", printed)) <= 40


def test_without_scripts_tables_and_sources_are_there(browser: Browser, small: Path) -> None:
    with opened(browser, small, script=False) as found:
        panels = found.page.locator(".panel").all()
        assert panels
        assert all(panel.is_visible() for panel in panels)
        assert found.page.locator("[role=tab]").count() == 0
        assert all(table.is_visible() for table in found.page.locator(".panel table").all())


def test_missing_chromium_is_said_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SINEWS_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(FileNotFoundError, match="apt-get install chromium"):
        program()
