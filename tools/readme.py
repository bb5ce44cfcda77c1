"""Answer the default question; put the answer into README.md, pictures of report and application into docs.

python -m tools.readme
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import expect
from rich.console import Console

from sinews.app.desk import Desk
from sinews.clocks import CLOCKS
from sinews.clocks.asking import Asking
from sinews.commands.options import CASE
from sinews.data.case import Case, embedded
from sinews.files import write_bytes
from sinews.present.render.html import write_report
from sinews.present.render.terminal import show
from sinews.present.report import brief, report
from sinews.present.told import with_case
from tools.answers import remembered
from tools.browser import chromium, opened, served, visited

ROOT = Path(__file__).resolve().parent.parent
README, PICTURE, APPLICATION = ROOT / "README.md", ROOT / "docs" / "picture.png", ROOT / "docs" / "app.png"
MARKS = "<!-- answer -->", "<!-- /answer -->"

#: Width of the picture in points, pixels a point, room below, and what a picture has no use for.
WIDTH, SCALE, MARGIN = 1080, 1.25, 4
PLAIN = """nav, [role=tablist], .skip, .share { display: none !important }
main > section:not(.cards) { padding-top: 0 !important } header { padding-top: 1.5rem !important }"""


def main() -> None:
    """Write all of them."""
    case = Case.read(embedded(CASE))
    write_bytes(APPLICATION, of_application(case))
    asked = [remembered(case, clock) for clock in CLOCKS]
    for asking in asked:
        asking.extend(extra.name for extra in asking.clock.extras if extra.in_brief)
    text = answer_text(case, asked)
    for asking in asked:
        asking.extend(extra.name for extra in asking.clock.extras if not extra.in_brief)
    write_bytes(PICTURE, picture(case, asked))
    write_bytes(README, with_answer(README.read_text(encoding="utf-8"), text).encode())


def answer_text(case: Case, asked: Sequence[Asking]) -> str:
    """The briefing as `python3 start.py` prints it."""
    stream = StringIO()
    measured = [provenance for asking in asked for provenance in asking.means.memory.elsewhere]
    page = with_case(brief(case, [asking.parts for asking in asked]), case, sorted(set(measured)))
    show(page, Console(file=stream, width=100, highlight=False))
    stream.write("\nReport\n  report.html\n")
    return "\n".join(line.rstrip() for line in stream.getvalue().strip().splitlines())


def with_answer(text: str, answer: str) -> str:
    """The text of the README with another answer between its marks."""
    block = f"{MARKS[0]}\n```text\n$ python3 start.py\n{answer}\n```\n{MARKS[1]}"
    return re.sub(f"{MARKS[0]}.*{MARKS[1]}", lambda _: block, text, flags=re.DOTALL)


def picture(case: Case, asked: Sequence[Asking]) -> bytes:
    """The top of the report, down to its first chart, as a PNG file."""
    whole = report([asking.parts for asking in asked])
    with TemporaryDirectory() as folder, chromium() as browser:
        written = write_report(whole, Path(folder) / "report.html", case.digest)[0]
        with opened(browser, written, WIDTH, scale=SCALE) as window:
            page = window.page
            page.add_style_tag(content=PLAIN)
            end = page.locator("figure .chart").first.bounding_box()
            assert end is not None  # noqa: S101 - the report has a chart
            height = end["y"] + end["height"] + MARGIN
            shot: bytes = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
            return shot


def of_application(case: Case) -> bytes:
    """The first page of the application as it opens, as a PNG file."""
    with (
        TemporaryDirectory() as folder,
        served(Desk(case, embedded(CASE), Path(folder))) as address,
        chromium() as browser,
        visited(browser, f"{address}/", WIDTH, scale=SCALE) as window,
    ):
        expect(window.page.locator(".told")).to_have_text("Exact: the case as it is.")
        shot: bytes = window.page.screenshot()
        return shot


if __name__ == "__main__":
    main()
