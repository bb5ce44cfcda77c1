"""Answer the default question, put the answer into README.md and its picture into docs/picture.svg.

python -m tools.readme
"""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import vl_convert
from rich.console import Console

from sinews.case import Case, embedded
from sinews.clocks.years import YearsAnswer, run
from sinews.files import write_bytes
from sinews.render.terminal import show
from sinews.views import charts, charts_ready, readings
from sinews.views.brief import brief

ROOT = Path(__file__).resolve().parent.parent
README, PICTURE = ROOT / "README.md", ROOT / "docs" / "picture.svg"
MARKS = "<!-- answer -->", "<!-- /answer -->"
PANEL_WIDTH = 250


def main() -> None:
    """Write both."""
    answer = run(Case.read(embedded("nato-europe")))
    write_bytes(PICTURE, picture(answer).encode())
    write_bytes(README, with_answer(README.read_text(encoding="utf-8"), answer_text(answer)).encode())


def answer_text(answer: YearsAnswer) -> str:
    """The briefing as `python3 start.py` prints it."""
    stream = StringIO()
    show(brief(answer, answer.scope.case, "report.html"), Console(file=stream, width=100, highlight=False))
    return "\n".join(line.rstrip() for line in stream.getvalue().strip().splitlines())


def with_answer(text: str, answer: str) -> str:
    """The text of the README with another answer between its marks."""
    block = f"{MARKS[0]}\n```text\n$ python3 start.py\n{answer}\n```\n{MARKS[1]}"
    return re.sub(f"{MARKS[0]}.*{MARKS[1]}", lambda _: block, text, flags=re.DOTALL)


def picture(answer: YearsAnswer) -> str:
    """Coverage of each item over time, before the distribution of the threat, as SVG on white."""
    chart = charts.styled(charts_ready.coverage(readings.tidy(readings.coverage(answer)), readings.standard(answer)))
    drawn: dict[str, Any] = json.loads(chart.to_json())
    drawn["config"]["background"] = "white"
    drawn["spec"]["width"] = PANEL_WIDTH
    drawn |= {"bounds": "full", "spacing": {"row": 12, "column": 24}}
    svg: str = vl_convert.vegalite_to_svg(drawn)
    return svg


if __name__ == "__main__":
    main()
