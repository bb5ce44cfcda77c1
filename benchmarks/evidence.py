"""Reading articles: sentences a second, and an article of ten pages as a whole.

CPU seconds of one process; the marked sentences of the tests are the text, over and over.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.measure import SINEWS, once
from benchmarks.page import made, table
from sinews.data.case import Case, embedded
from sinews.evidence.claims.sentence import spoken
from sinews.evidence.grammar.quantities import quantities
from sinews.evidence.lexicon import packaged
from sinews.evidence.reading.document import Document, Format, Paragraph
from sinews.evidence.registers import Registers
from sinews.evidence.result import heard, result

TITLE = "Reading articles"

#: Marked sentences, and how many of them make a page and an article of ten pages (500 words a page).
SENTENCES, PAGES = Path(__file__).resolve().parent.parent / "tests" / "evidence", 10
PAGE = 22

#: Cores on which articles are read side by side, a command each.
CORES = 2


def measured(repeats: int) -> list[str]:
    """The paragraphs of the part: grammar, claims and verdicts by sentence, and the whole command."""
    case = Case.read(embedded("nato-europe"))
    registers = Registers.of(case, packaged())
    texts = _texts()
    article = _article(texts)
    spoke = heard([article], registers, case)
    ways: Mapping[str, tuple[int, Callable[[], object]]] = {
        "quantities": (len(texts), lambda: [quantities(registers.lexicon, text) for text in texts]),
        "claims, speakers and quantities": (
            PAGES * PAGE,
            lambda: spoken(article, registers, case.settings.as_of),
        ),
        "verdicts that take tables alone": (PAGES * PAGE, lambda: result(case, spoke, None)),
    }
    rows = []
    for name, (number, work) in ways.items():
        seconds = median(_seconds(work) for _ in range(repeats))
        rows.append((name, f"{number:,}", f"{seconds:.3f}", f"{number / seconds:,.0f}"))
    return [
        made(repeats, "CPU seconds of one process"),
        table(("what", "sentences", "CPU seconds", "sentences a second"), rows),
        f"An article of {PAGES} pages ({PAGES * PAGE} sentences, all with figures), data checks alone, by the command:",
        table(("what", "wall seconds", "CPU seconds", "articles an hour on two cores"), _whole(article, repeats)),
    ]


def _texts() -> list[str]:
    found = []
    for name in ("development", "quoted", "later"):
        with (SENTENCES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            found += [row["sentence"] for row in csv.DictReader(stream)]
    return found


def _article(texts: list[str]) -> Document:
    """An article of ten pages: marked sentences in paragraphs of five."""
    sentences = [texts[number % len(texts)] for number in range(PAGES * PAGE)]
    blocks = [" ".join(sentences[start : start + 5]) for start in range(0, len(sentences), 5)]
    return Document("article", Format.TEXT, "", "", None, tuple(Paragraph(text, "") for text in blocks))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _whole(article: Document, repeats: int) -> list[tuple[str, str, str, str]]:
    """The command on the article as text and as HTML, and on nothing but the case."""
    blocks = [paragraph.text for paragraph in article.paragraphs]
    html = "".join(f"<p>{text}</p>" for text in blocks)
    with TemporaryDirectory() as folder:
        text, page = Path(folder) / "article.txt", Path(folder) / "article.html"
        text.write_text("\n\n".join(["Published on 1 June 2025", *blocks]), encoding="utf-8")
        page.write_text(f"<html><body><article>{html}</article></body></html>", encoding="utf-8")
        commands = {
            "sinews facts tank: the case is read, and nothing else": ["facts", "tank", "--json"],
            "sinews read, text": ["read", str(text), "--only", "data", "--json"],
            "sinews read, HTML": ["read", str(page), "--only", "data", "--json"],
        }
        return [(name, *_timed([*SINEWS, *words], repeats)) for name, words in commands.items()]


def _timed(command: list[str], repeats: int) -> tuple[str, str, str]:
    import os

    walls, cpus = [], []
    for number in range(repeats):
        print(f"{command[3]} ({number + 1}/{repeats})", file=sys.stderr, flush=True)
        before = os.times()
        walls.append(once(command).seconds)
        after = os.times()
        cpus.append(after.children_user + after.children_system - before.children_user - before.children_system)
    articles = f"{CORES * 3600 / median(cpus):,.0f}" if "read" in command else ""
    return f"{median(walls):.2f}", f"{median(cpus):.2f}", articles
