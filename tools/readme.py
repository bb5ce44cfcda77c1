"""Answer the default question, put the answer into README.md and its picture into docs/picture.png.

python -m tools.readme
"""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from sinews.case import Case, embedded
from sinews.clocks.years import YearsAnswer, run
from sinews.files import write_bytes
from sinews.render.html import write_report
from sinews.render.terminal import show
from sinews.views.brief import brief
from sinews.views.report import report
from tools.browser import chromium, opened

ROOT = Path(__file__).resolve().parent.parent
README, PICTURE = ROOT / "README.md", ROOT / "docs" / "picture.png"
MARKS = "<!-- answer -->", "<!-- /answer -->"

#: Width of the picture in points, pixels a point, room below, and what a picture has no use for.
WIDTH, SCALE, MARGIN = 1080, 1.5, 24
PLAIN = (
    "nav, [role=tablist], .skip { display: none !important } main > section:not(.cards) { padding-top: 0 !important }"
)


def main() -> None:
    """Write both."""
    answer = run(Case.read(embedded("nato-europe")))
    write_bytes(PICTURE, picture(answer))
    write_bytes(README, with_answer(README.read_text(encoding="utf-8"), answer_text(answer)).encode())


def answer_text(answer: YearsAnswer) -> str:
    """The briefing as `python3 start.py` prints it."""
    stream = StringIO()
    show(brief(answer, answer.scope.case), Console(file=stream, width=100, highlight=False))
    stream.write("\nReport\n  report.html\n")
    return "\n".join(line.rstrip() for line in stream.getvalue().strip().splitlines())


def with_answer(text: str, answer: str) -> str:
    """The text of the README with another answer between its marks."""
    block = f"{MARKS[0]}\n```text\n$ python3 start.py\n{answer}\n```\n{MARKS[1]}"
    return re.sub(f"{MARKS[0]}.*{MARKS[1]}", lambda _: block, text, flags=re.DOTALL)


def picture(answer: YearsAnswer) -> bytes:
    """The top of the report, down to its first chart, as a PNG file."""
    with TemporaryDirectory() as folder, chromium() as browser:
        written = write_report(report(answer), Path(folder) / "report.html", answer.scope.case.digest)[0]
        with opened(browser, written, WIDTH, scale=SCALE) as found:
            page = found.page
            page.add_style_tag(content=PLAIN)
            end = page.locator("figure .chart").first.bounding_box()
            assert end is not None  # noqa: S101 - the report has a chart
            clip = {"x": 0.0, "y": 0.0, "width": float(WIDTH), "height": end["y"] + end["height"] + MARGIN}
            return page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
