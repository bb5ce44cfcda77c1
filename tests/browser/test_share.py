"""A report that is handed on: addresses, pictures, numbers with notes, how to cite it, a dark window, a few pages."""

from __future__ import annotations

import csv
import json
import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

import sinews
from sinews.clocks.days import answer as days
from sinews.clocks.years.answer import run
from sinews.present.render.html import write_report
from sinews.present.told import with_case
from tests import support
from tests.answers import report
from tests.browser.windows import Windows, windows
from tests.days.answers import two_ways
from tools.browser import drawn, opened, visited


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the small case and on a network of two ways."""
    folder = tmp_path_factory.mktemp("shared")
    answer = run(support.small_case(folder / "case"))
    page = with_case(report(answer, days.run(two_ways().case())), answer.scope.case)
    return write_report(page, folder / "report.html", answer.scope.case.digest)[0]


@pytest.fixture(scope="module")
def of_path(browser: Browser, path: Path) -> Iterator[Windows]:
    """Windows on the report."""
    with windows(browser, path) as found:
        yield found


@pytest.fixture
def page(of_path: Windows) -> Iterator[Page]:
    """The report at its first tab."""
    window = of_path.at()
    yield window.page
    assert window.said == []


def shown(page: Page) -> list[str]:
    """Names of the tabs that are seen."""
    return [str(part.get_attribute("id")) for part in page.locator(".part").all() if part.is_visible()]


def taken(page: Page, figure: str, button: str) -> tuple[str, bytes]:
    """The file that a button under a chart gives: its name, and what is in it."""
    with page.expect_download() as waiting:
        page.locator(f"#{figure} .share button", has_text=re.compile(f"^{button}$")).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_an_address_names_a_tab_and_going_through_tabs_changes_it(browser: Browser, path: Path) -> None:
    with opened(browser, path) as window:
        assert shown(window.page) == ["years"]
        assert "#" not in window.page.url
        window.page.locator(".parts > [role=tablist] > [role=tab]").nth(1).click()
        assert (shown(window.page), window.page.url) == (["days"], f"{path.as_uri()}#days")
        window.page.keyboard.press("ArrowLeft")
        assert (shown(window.page), window.page.url) == (["years"], f"{path.as_uri()}#years")
        window.page.goto("about:blank")
        window.page.goto(f"{path.as_uri()}#days")
        drawn(window.page)
        assert shown(window.page) == ["days"]


def test_names_of_sections_are_words_and_no_two_are_alike(page: Page) -> None:
    names = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(set(names)) == len(names)
    sections = page.eval_on_selector_all(".columns > section", "all => all.map(one => one.id)")
    assert all(re.fullmatch(r"(years|days|what-it-rests-on)-[a-z0-9-]+", name) for name in sections)
    links = page.eval_on_selector_all("nav a", "all => all.map(one => one.getAttribute('href').slice(1))")
    assert links == sections


def test_a_chart_is_taken_away_as_a_picture_with_title_and_citation(page: Page) -> None:
    """A PNG file says its width in pixels from byte 16 on: two for each point of title and panels."""
    figure = str(page.locator("figure").first.get_attribute("id"))
    title = str(page.locator("figure").first.get_attribute("data-title"))
    name, content = taken(page, figure, "PNG")
    assert (name, content[:4]) == (f"{figure.removeprefix('figure-')}.png", b"\x89PNG")
    assert struct.unpack(">I", content[16:20])[0] > 900
    name, content = taken(page, figure, "SVG")
    text = " ".join(re.sub("<[^>]*>", " ", content.decode()).split())
    assert name.endswith(".svg")
    assert title.split(maxsplit=1)[0] in text
    assert f"sinews {sinews.__version__}" in text


def test_a_map_is_taken_away_as_it_stands(page: Page, path: Path) -> None:
    page.locator(".parts > [role=tablist] > [role=tab]").nth(1).click()
    drawn(page)
    assert b"<svg" in taken(page, "figure-days-map", "SVG")[1]
    name, content = taken(page, "figure-days-map", "GeoJSON")
    lines = json.loads(content)["features"]
    with (path.parent / "report-data" / "days-map.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (name, len(lines)) == ("days-map.geojson", len(rows))
    for line, row in zip(lines, rows, strict=True):
        ends = [[float(row[f"{end}{axis}"]) for axis in ("longitude", "latitude")] for end in ("", "to_")]
        assert line["geometry"] == {"type": "LineString", "coordinates": ends}
        assert line["properties"]["link"] == row["link"]
        assert line["properties"]["trips_a_day"] == float(row["trips_a_day"])


def test_numbers_are_taken_away_with_units_and_notes(page: Page, path: Path) -> None:
    figure = page.locator("figure").first
    name, content = taken(page, str(figure.get_attribute("id")), "CSV with notes")
    link = figure.locator("a.csv")
    notes, rows = content.decode().split(
        (path.parent / "report-data" / str(link.get_attribute("download"))).read_text()
    )
    assert (name, rows) == (str(link.get_attribute("download")).replace(".csv", "-with-notes.csv"), "")
    lines = notes.splitlines()
    assert lines[0] == f'"# {figure.get_attribute("data-title")}"'
    assert lines[1].startswith('"# How to read it: ')
    assert len(lines) == 3 + len(str(link.get_attribute("data-columns")).splitlines())
    assert "Digest of the case: " in lines[-1]


@pytest.mark.parametrize(
    ("button", "says"),
    [
        ("Copy link", lambda path, figure: f"Copied: {path.as_uri()}#{figure}"),
        ("Cite", lambda *_: f". sinews {sinews.__version__}. Digest of the case: "),
    ],
)
def test_link_and_citation_are_copied(
    browser: Browser, path: Path, button: str, says: Callable[[Path, str], str]
) -> None:
    with opened(browser, path) as window:
        window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        figure = window.page.locator("figure").first
        figure.locator(".share button", has_text=button).click()
        output = figure.locator(".share output")
        output.filter(has_text="Copied").wait_for()
        text = output.inner_text()
        assert says(path, str(figure.get_attribute("id"))) in text
        assert window.page.evaluate("navigator.clipboard.readText()") == text.removeprefix("Copied: ")


#: A page of somebody else's that lets nothing be loaded, run or styled.
STRICT = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Elsewhere</title>'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"></head><body><main><h1>Elsewhere</h1>{}'
    "</main></body></html>"
)


@pytest.mark.parametrize("tab", [0, 1], ids=["years", "days"])
def test_a_chart_stands_on_a_page_of_somebody_elses(browser: Browser, path: Path, tab: int) -> None:
    """Every chart of a tab at once, on a page that forbids all there is to forbid: drawn, named, with source."""
    with opened(browser, path) as window:
        window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        window.page.locator(".parts > [role=tablist] > [role=tab]").nth(tab).click()
        drawn(window.page)
        snippets, titles = [], []
        for figure in [one for one in window.page.locator("figure.tabs").all() if one.is_visible()]:
            figure.get_by_role("button", name="Embed").click()
            text = figure.locator(".share textarea")
            text.wait_for()
            snippets.append(text.input_value())
            titles.append(str(figure.get_attribute("data-title")))
            assert window.page.evaluate("navigator.clipboard.readText()") == snippets[-1]
        assert window.said == []
    elsewhere = path.with_name(f"elsewhere-{tab}.html")
    elsewhere.write_text(STRICT.format("".join(snippets)), encoding="utf-8")
    with visited(browser, elsewhere.as_uri()) as window:
        page = window.page
        assert (window.said, window.asked) == ([], [elsewhere.as_uri()])
        captions = page.locator("figure > figcaption").all_inner_texts()
        assert len(captions) == len(titles) > 0
        for caption, title in zip(captions, titles, strict=True):
            assert caption.startswith(f"{title}. ")
            assert f". sinews {sinews.__version__}." in caption
            assert "Digest of the case: " in caption
        boxes = [one.bounding_box() for one in page.locator("figure > svg").all()]
        assert all(box and box["width"] > 300 and box["height"] > 60 for box in boxes)
        assert page.locator("figure > svg[role=img][aria-label]").count() == len(titles)
        names = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
        assert len(set(names)) == len(names)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


#: A browser that does not let a page copy, and one on plain http, which has no clipboard.
CLOSED = {
    "refused": "() => { navigator.clipboard.writeText = () => Promise.reject(); }",
    "none": "() => { Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }); }",
}


@pytest.mark.parametrize("closed", CLOSED.values(), ids=CLOSED.keys())
def test_a_chart_that_cannot_be_copied_is_there_to_be_marked(browser: Browser, path: Path, closed: str) -> None:
    with opened(browser, path) as window:
        window.page.evaluate(closed)
        to_be_marked(window.page)
        assert window.said == []


def to_be_marked(page: Page) -> None:
    """Link and HTML of the first chart are shown, as they are not copied."""
    figure = page.locator("figure").first
    figure.get_by_role("button", name="Copy link").click()
    figure.locator(".share output").filter(has_text=f"#{figure.get_attribute('id')}").wait_for()
    figure.get_by_role("button", name="Embed").click()
    output = figure.locator(".share output")
    output.filter(has_text="To be copied:").wait_for()
    assert output.locator("textarea").input_value().startswith("<figure><svg ")


def test_a_dark_window_is_dark(browser: Browser, path: Path) -> None:
    with opened(browser, path) as window:
        colours = []
        for scheme in ("light", "dark"):
            window.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            colours.append(
                [
                    window.page.evaluate(f"getComputedStyle(document.body).{name}")
                    for name in ("backgroundColor", "color")
                ]
            )
        (light, ink), (dark, chalk) = [[brightness(colour) for colour in pair] for pair in colours]
        assert light > 240
        assert ink < 100
        assert dark < 40
        assert chalk > 180
        window.page.emulate_media(media="print", color_scheme="dark")
        assert brightness(window.page.evaluate("getComputedStyle(document.body).backgroundColor")) == 255


def brightness(colour: str) -> float:
    """Of a colour as the browser writes it, 0 to 255."""
    return sum(int(number) for number in re.findall(r"\d+", colour)[:3]) / 3


def test_in_print_a_few_pages_and_all_of_it_on_demand(browser: Browser, path: Path) -> None:
    with opened(browser, path, 680) as window:
        window.page.evaluate("window.print = () => {}")
        pages = []
        for button in ("Print in brief", "Print with annex"):
            window.page.get_by_role("button", name=button).click()
            printed = window.page.pdf(format="A4", prefer_css_page_size=True)
            pages.append(len(re.findall(rb"/Type /Page\b", printed)))
        assert 2 <= pages[0] <= 6
        assert pages[1] > 6
