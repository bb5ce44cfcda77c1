"""The days clock in the report, in a browser: tabs, the map with its slider, and what everybody needs to work them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from sinews.clocks.days import answer as days
from sinews.clocks.days.page.parts import DaysParts
from sinews.clocks.years.answer import run
from sinews.clocks.years.page.parts import YearsParts
from sinews.present.render.html import write_report
from sinews.present.report import GROUNDS
from tests import support
from tests.answers import report
from tests.browser import made_up
from tests.browser.windows import WIDE, Windows, windows
from tests.days.answers import two_ways
from tests.support import packaged_case
from tools.browser import drawn, opened

TABS = [YearsParts.tab, DaysParts.tab, GROUNDS]
WIDTHS = (360, 390, WIDE)
#: Scripts that list texts of charts and blocks of the page that lie over one another or are cut off.
CROWDED, COLLIDING = ((Path(__file__).parent / f"{name}.js").read_text("utf-8") for name in ("crowded", "colliding"))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the small case and on a network of two ways, with the names of levers of the packaged case."""
    folder = tmp_path_factory.mktemp("days")
    answer = run(support.small_case(folder / "case"))
    found = made_up.on_the_way(days.run(two_ways().case()), packaged_case())
    return write_report(report(answer, found), folder / "report.html")[0]


@pytest.fixture(scope="module")
def of_path(browser: Browser, path: Path) -> Iterator[Windows]:
    """Windows on the report."""
    with windows(browser, path) as found:
        yield found


@pytest.fixture
def page(of_path: Windows, path: Path) -> Iterator[Page]:
    """The report, at the tab of the days clock."""
    found = of_path.at()
    chosen(found.page, 1)
    yield found.page
    assert found.said == []
    assert found.asked == [path.as_uri()]


def chosen(page: Page, number: int) -> None:
    """Choose a tab of the report, and wait for its charts."""
    page.locator(".parts > [role=tablist] > [role=tab]").nth(number).click()
    drawn(page)


def lines(page: Page) -> list[str]:
    """The lines of the map as they are drawn."""
    found: list[str] = page.eval_on_selector_all(
        "#figure-days-map svg .mark-rule line",
        "all => all.map(one => one.getAttribute('transform') + one.getAttribute('stroke-width'))",
    )
    return found


def slider(page: Page) -> Locator:
    """The slider of the map."""
    return page.get_by_label("Days after the order to move", exact=True)


def test_the_report_stands_in_tabs_that_the_keyboard_reaches(page: Page) -> None:
    tabs = page.locator(".parts > [role=tablist] > [role=tab]")
    assert tabs.all_inner_texts() == TABS
    assert [part.is_visible() for part in page.locator(".part").all()] == [False, True, False]
    tabs.nth(1).focus()
    page.keyboard.press("ArrowLeft")
    drawn(page)
    assert [part.is_visible() for part in page.locator(".part").all()] == [True, False, False]
    assert tabs.first.evaluate("tab => tab === document.activeElement")


def test_an_address_opens_the_tab_in_which_it_stands(browser: Browser, path: Path) -> None:
    with opened(browser, path) as found:
        figure = found.page.locator("#figure-days-map")
        assert not figure.is_visible()
        found.page.evaluate("location.hash = '#figure-days-map'")
        drawn(found.page)
        assert figure.is_visible()
        assert found.page.locator(".part").nth(1).is_visible()


def stopped(page: Page, stop: int) -> None:
    """Wait until the map is drawn as it is at a stop of its slider."""
    expect(page.locator(".chart[data-figure=days-map]")).to_have_attribute("data-stop", str(stop))


def test_charts_behind_another_tab_keep_their_size_when_the_window_changes_and_changes_back(page: Page) -> None:
    """As on a phone, where the bar with the address comes and goes."""
    sizes = "all => all.map(one => one.getBoundingClientRect().width)"
    texts = "#years .chart svg .mark-text text, #years .chart svg .role-axis-label text"
    chosen(page, 0)
    before = page.eval_on_selector_all("#years .chart svg", sizes)
    lefts = page.eval_on_selector_all(texts, "all => all.map(one => one.getBoundingClientRect().left)")
    assert min(before) > 200
    chosen(page, 1)
    page.set_viewport_size({"width": 1400, "height": 700})
    drawn(page)  # once the window rests
    chosen(page, 0)
    assert page.eval_on_selector_all("#years .chart svg", sizes) == before
    assert page.eval_on_selector_all(texts, "all => all.map(one => one.getBoundingClientRect().left)") == lefts


def test_the_slider_changes_the_map_and_says_where_it_stands(page: Page) -> None:
    """On day 0 trains go from A to B and a truck to D; on day 1 they go on from B, and another truck follows."""
    slider(page).focus()
    page.keyboard.press("Home")
    stopped(page, 0)
    first = lines(page)
    assert len(first) == 2
    page.keyboard.press("ArrowRight")
    stopped(page, 1)
    assert lines(page) != first
    assert slider(page).get_attribute("aria-valuetext") == "day 1 to 2"
    assert page.locator(".slider output").inner_text() == "day 1 to 2"
    page.keyboard.press("Home")
    stopped(page, 0)
    assert lines(page) == first


def test_the_map_plays_until_it_is_stopped_or_at_its_end(page: Page) -> None:
    slider(page).fill("0")
    button = page.locator(".slider button")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_text("Pause")
    page.locator(".chart[data-figure=days-map]:not([data-stop='0']):not([data-stop='1'])").wait_for()
    page.keyboard.press("Enter")
    expect(button).to_have_text("Play")
    last = int(str(slider(page).get_attribute("max")))
    slider(page).fill(str(last - 1))
    button.click()
    stopped(page, last)
    expect(button).to_have_text("Play")


def test_the_slider_keeps_its_place_when_the_window_changes(page: Page) -> None:
    slider(page).fill("3")
    before = page.locator(".slider output").inner_text()
    page.set_viewport_size({"width": 500, "height": 800})
    drawn(page)
    assert page.locator(".slider output").inner_text() == before
    assert page.locator(".slider").count() == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_of_the_days_overlaps(width: int, of_path: Windows) -> None:
    page = of_path.at(width).page
    chosen(page, 1)
    sizes = page.eval_on_selector_all(
        ".part:not(.away) .chart", "all => all.map(one => one.querySelector('svg').getBoundingClientRect().height)"
    )
    assert len(sizes) == 5
    assert min(sizes) > 60
    assert page.evaluate(CROWDED) == []
    assert page.evaluate(COLLIDING) == []


@pytest.mark.parametrize("width", [WIDTHS[1], WIDTHS[-1]])
def test_no_barrier_is_found(width: int, of_path: Windows) -> None:
    """Rules of WCAG 2.2 (A, AA) and good practice, as axe-core checks them, with every tab unfolded."""
    page = of_path.at(width).page
    chosen(page, 1)
    page.eval_on_selector_all(".panel", "all => all.forEach(one => one.classList.remove('away'))")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_in_print_and_without_scripts_every_part_is_there(browser: Browser, path: Path) -> None:
    with opened(browser, path, script=False) as found:
        names = found.page.locator(".part > .name")
        assert names.all_inner_texts() == TABS
        assert all(part.is_visible() for part in found.page.locator(".part").all())
    with opened(browser, path, 680) as found:
        found.page.evaluate("document.documentElement.classList.add('annex')")
        found.page.emulate_media(media="print")
        assert all(part.is_visible() for part in found.page.locator(".part, .part > .name").all())
        charts = found.page.locator(".chart")
        assert found.page.locator(".chart svg").count() == charts.count() > 10
        assert not found.page.locator(".slider button").is_visible()
        assert found.page.locator(".slider output").is_visible()
        assert found.page.evaluate(COLLIDING) == []
