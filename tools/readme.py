"""Answer the default question, put the answer into README.md and its picture into docs/picture.png.

python -m tools.readme
"""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from sinews.clocks.days.found import MOVEMENTS, Movements
from sinews.clocks.days.found import key_of as days_key

from sinews.answers.memory import ANSWERS, Memory, key_of
from sinews.clocks.days import answer as days
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.scope import Moves
from sinews.clocks.years.answer import YearsAnswer, run
from sinews.clocks.years.buy import Purchase, purchase
from sinews.clocks.years.measuring import hired
from sinews.clocks.years.page.brief import brief
from sinews.clocks.years.scope import Question
from sinews.commands.brief import STEPS
from sinews.data.case import Case, embedded
from sinews.data.levers import for_sale
from sinews.data.tables.years import YEARS
from sinews.files import write_bytes
from sinews.present.render.html import write_report
from sinews.present.render.terminal import show
from sinews.present.report import report
from tools.browser import chromium, opened

ROOT = Path(__file__).resolve().parent.parent
README, PICTURE = ROOT / "README.md", ROOT / "docs" / "picture.png"
MARKS = "<!-- answer -->", "<!-- /answer -->"

#: Width of the picture in points, pixels a point, room below, and what a picture has no use for.
WIDTH, SCALE, MARGIN = 1080, 1.25, 4
PLAIN = """nav, [role=tablist], .skip { display: none !important }
main > section:not(.cards) { padding-top: 0 !important } header { padding-top: 1.5rem !important }"""


def main() -> None:
    """Write both."""
    folder, question = embedded("nato-europe"), Question()
    case = Case.read(folder)
    memory = Memory.read(key_of(case, question, "highs"), folder / ANSWERS)
    answer, moved = run(case, question, memo=memory), movements(case, folder)
    write_bytes(PICTURE, picture(answer, bought(answer, memory), moved))
    write_bytes(README, with_answer(README.read_text(encoding="utf-8"), answer_text(answer, moved)).encode())


def movements(case: Case, folder: Path) -> DaysAnswer:
    """The answer of the days clock, on the routes that come with the case."""
    found = Movements.read(days_key(Moves.of(case), "highs"), folder / MOVEMENTS)
    return days.run(case, asked=days.Asked(levers=True, corridors=True), movements=found, workers=2)


def answer_text(answer: YearsAnswer, moved: DaysAnswer) -> str:
    """The briefing as `python3 start.py` prints it."""
    stream = StringIO()
    show(brief(answer, answer.scope.case, moved), Console(file=stream, width=100, highlight=False))
    stream.write("\nReport\n  report.html\n")
    return "\n".join(line.rstrip() for line in stream.getvalue().strip().splitlines())


def with_answer(text: str, answer: str) -> str:
    """The text of the README with another answer between its marks."""
    block = f"{MARKS[0]}\n```text\n$ python3 start.py\n{answer}\n```\n{MARKS[1]}"
    return re.sub(f"{MARKS[0]}.*{MARKS[1]}", lambda _: block, text, flags=re.DOTALL)


def bought(answer: YearsAnswer, memory: Memory) -> Purchase:
    """What would buy time, as the briefing measures it for its report."""
    levers = for_sale(answer.scope.case, YEARS)
    with hired(answer.reference, 2, memo=memory) as workers:
        return purchase(workers, levers, most=STEPS)


def picture(answer: YearsAnswer, found: Purchase, moved: DaysAnswer) -> bytes:
    """The top of the report, down to its first chart, as a PNG file."""
    whole = report(answer, found=found, days=moved)
    with TemporaryDirectory() as folder, chromium() as browser:
        written = write_report(whole, Path(folder) / "report.html", answer.scope.case.digest)[0]
        with opened(browser, written, WIDTH, scale=SCALE) as window:
            page = window.page
            page.add_style_tag(content=PLAIN)
            end = page.locator("figure .chart").first.bounding_box()
            assert end is not None  # noqa: S101 - the report has a chart
            height = end["y"] + end["height"] + MARGIN
            shot: bytes = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
            return shot


if __name__ == "__main__":
    main()
