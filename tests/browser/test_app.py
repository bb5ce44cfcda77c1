"""The application in a browser: a lever is moved, the margins answer, and the address opens the same elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from xlsxwriter import Workbook

from sinews.app.desk import Desk
from sinews.app.pages import PAGES
from sinews.data.case import Case
from sinews.data.workbook.reading import sheets_in
from tests import both
from tests.browser.sites import without_barriers
from tools.browser import served, visited

YEARS = "#clock-years .margin"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the tiny case is served."""
    folder = tmp_path_factory.mktemp("app")
    both.case().write(folder / "both")
    with served(Desk(both.case(), folder / "both", folder / "runs")) as address:
        yield address


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


def test_a_picture_stands_on_a_page_of_somebody_elses(browser: Browser, site: str, tmp_path: Path) -> None:
    """On a page that lets nothing be loaded, run or styled."""
    with visited(browser, f"{site}/?contracts=1") as window:
        exact(window.page, "contracts sooner +1 months")
        window.page.locator("details.embed summary").first.click()
        text = window.page.locator("details.embed textarea").first
        text.focus()
        marked = text.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")
        assert marked == text.input_value()
        without_barriers(window.page)
        assert window.said == []
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    elsewhere = tmp_path / "elsewhere.html"
    elsewhere.write_text(f"<!DOCTYPE html><html><head><meta charset=utf-8>{policy}</head>{marked}", encoding="utf-8")
    with visited(browser, elsewhere.as_uri()) as window:
        box = window.page.locator("figure > svg[role=img]").bounding_box()
        assert box
        assert min(box["width"], box["height"]) > 60
        assert "Digest of the case: " in window.page.locator("figcaption").inner_text()
        assert (window.said, window.asked) == ([], [elsewhere.as_uri()])


# print ---------------------------------------------------------------------------------

#: Makes every table of a page long, and shows each section of it as often as it takes for ten.
FULL = """() => {
  const parts = [...document.querySelectorAll("#answers .part")];
  const answers = document.querySelector("#answers");
  for (let k = parts.length; k < 10; k++) answers.append(parts[k % parts.length].cloneNode(true));
  document.querySelectorAll("#answers tbody").forEach((body) => {
    const rows = [...body.rows];
    for (let k = rows.length; k < 60; k++) body.append(rows[k % rows.length].cloneNode(true));
  });
}"""


def sheets(page: Page) -> int:
    """Sheets of paper that a page takes."""
    return len(re.findall(rb"/Type /Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


def test_the_first_page_takes_two_sheets_at_most(browser: Browser, site: str) -> None:
    with visited(browser, f"{site}/") as window:
        exact(window.page, "the case as it is")
        assert 1 <= sheets(window.page) <= 2


def test_the_page_of_an_ally_takes_two_sheets_however_long_its_tables_are(browser: Browser, site: str) -> None:
    with visited(browser, f"{site}/country?place=DEU") as window:
        expect(window.page.locator("#answers .part").first).to_be_visible()
        assert sheets(window.page) <= 2
        window.page.evaluate(FULL)
        assert window.page.locator("#answers .part").count() >= 10
        assert window.page.locator("tbody tr").count() >= 600
        assert sheets(window.page) == 2


# a walk --------------------------------------------------------------------------------


def rewritten(book: Path, changed: Path, table: str, cells: Mapping[str, float]) -> Path:
    """A workbook as another program writes it, after cells of the first row of a table were changed."""
    with Workbook(changed) as written:
        for name, rows in sheets_in(book.read_bytes(), book.name).items():
            sheet = written.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell)
            for column, value in cells.items() if name == table else ():
                sheet.write_number(1, rows[0].index(column), value)
    return changed


def test_a_newcomer_moves_a_lever_shares_it_changes_a_workbook_and_prints(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    with visited(browser, f"{site}/") as first:
        page = first.page
        before = exact(page, "the case as it is")
        page.locator("#contracts").focus()
        page.keyboard.press("End")
        after = exact(page, "contracts sooner +12 months")
        assert after[0] != before[0]
        with visited(browser, page.url) as colleague:
            assert exact(colleague.page, "contracts sooner +12 months") == after
        assert sheets(page) <= 2
        page.get_by_role("link", name="Case", exact=True).click()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Download the case as a workbook").click()
        book = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(book)
        upload(page, rewritten(book, tmp_path / "wrong.xlsx", "items", {"price": -1.0}))
        findings = page.locator("tr.finding")
        expect(findings).not_to_have_count(0)
        assert "items" in findings.first.inner_text()
        page.get_by_role("link", name="Case", exact=True).click()
        prices = {"price": 2.0, "price_low": 1.5, "price_high": 2.5}
        upload(page, rewritten(book, tmp_path / "right.xlsx", "items", prices))
        expect(page.locator(".told")).to_contain_text("The workbook is a sound case; 3 differences")
        folder = Path(page.locator("code").first.inner_text())
    assert Case.read(folder).table("items")["price"].to_list() == [2.0]
    with served(Desk(Case.read(folder), folder, tmp_path / "runs")) as other, visited(browser, f"{other}/") as third:
        changed = exact(third.page, "the case as it is")
        assert len(changed) == len(before)
        assert sheets(third.page) <= 2


def upload(page: Page, book: Path) -> None:
    """Send a workbook from the page of the case."""
    page.locator("#book").set_input_files(book)
    page.get_by_role("button", name="Upload").click()
