"""Text of anybody goes out as text: the same list of nasty strings through every place that text can go to."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import sys
from base64 import b64decode
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sinews.answers.runs import tidy_csv
from sinews.commands.main import main
from sinews.commands.output import note, write_json, write_line, write_lines, write_table
from sinews.errors import CaseError, Finding
from sinews.files.sinks import for_page, for_script, for_spreadsheet, for_terminal, from_spreadsheet
from sinews.present.page import Figure, Page, Section
from sinews.present.render.html import as_html, bundle
from sinews.present.render.terminal import show
from tests.house.source import modules

MARKUP = [
    "<!--<script>", "</script><script>alert(1)</script>", "]]>", "<img src=x onerror=alert(1)>", "&lt;b&gt;",
    '" onmouseover="alert(1)', "' x='", "line\u2028paragraph\u2029", "[bold]rich[/bold]", "${x} {{x}} %s", "\\u003c",
]  # fmt: skip
ORDERS = [
    "\x1b[31mred", "\x1b]0;title\x07", "\x9b31m", "back\x08\x08", "over\rwritten", "two\nlines", "two\x85lines",
    "\x00", "\x7f", "\u202egnp", "\u2066isolated\u2069", "\u200fmark", "half\udce9",
]  # fmt: skip
FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "=cmd|' /C calc'!A0", "\uff1d1", "'=1", "''=1",
]  # fmt: skip
HARMLESS = ["plain", "a,b;c", '"quoted"', "'tis", "-5", "+3.5e-1", "1=1", "Türkiye", "", "' 'x"]
NASTY = [*MARKUP, *ORDERS, *FORMULAS, *HARMLESS]

nasty = pytest.mark.parametrize("text", NASTY, ids=ascii)

#: What orders a terminal about, but the end of a line.
_ORDER = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Terminal(io.StringIO):
    """A terminal that knows no colours."""

    def isatty(self) -> bool:
        return True


def whole(text: str) -> str:
    """Text as a table can hold it: without halves of characters."""
    return text.replace("\udce9", "")


def page(text: str) -> Page:
    """A page in which everything that can be text is this text."""
    table = pl.DataFrame({"name": [whole(text)], f"of {whole(text)}": ["1"]})
    figure = Figure("fig", text, text, table, draw=lambda: None, sources=table, key=(text,))  # type: ignore[arg-type,return-value]
    section = Section(text, (text, text, text), table, figure, (text,), text, text)
    return Page(text, (text, text), (section, section), text, (section,), cite=text)


# terminals ------------------------------------------------------------------------


def on_stdout(say: Callable[[], None], stream: io.StringIO) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        patch.setenv("TERM", "dumb")
        say()
    return stream.getvalue()


def on_stderr(say: Callable[[], object]) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", stream := io.StringIO())
        say()
    return stream.getvalue()


def ordered(said: str) -> list[str]:
    return _ORDER.findall(said)


def shown(text: str) -> str:
    from rich.console import Console

    stream = io.StringIO()
    show(page(text), Console(file=stream, width=400))
    return stream.getvalue()


@nasty
def test_a_terminal_gets_no_orders(text: str) -> None:
    frame = pl.DataFrame({"name": [whole(text)], f"of {whole(text)}": [1]})
    assert not ordered(shown(text))
    for stream in (Terminal(), io.StringIO()):
        assert not ordered(on_stdout(lambda: write_lines(text, text), stream))
    assert not ordered(on_stdout(lambda: write_table(frame, for_terminal(text)), Terminal()))
    assert not ordered(on_stdout(lambda: write_line(text), Terminal()))


@nasty
def test_words_stay_in_their_line(text: str) -> None:
    assert on_stdout(lambda: write_lines(text), io.StringIO()).count("\n") == 1
    assert on_stderr(lambda: note(text)).count("\n") == 1


@nasty
def test_standard_error_gets_no_orders(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes, mistakes that argparse explains, requests that make no sense, findings, and what was not foreseen."""
    monkeypatch.chdir(tmp_path)
    word = text.replace("\x00", "") or "x"
    finding = Finding(text, 1, text, text, text, text)

    def fail(error: Exception) -> Callable[..., int]:
        def run(*_: object) -> int:
            raise error

        return run

    assert not ordered(on_stderr(lambda: note(text)))
    for words in (
        [word],
        ["check", f"--{word}"],
        ["check", word],
        ["new", "x", "--from", word],
        ["facts", "x", "--as-of", word],
    ):
        said = on_stderr(lambda words=words: main(words))
        assert not ordered(said)
        assert said.count("\n") == 1 or "usage" in said or "finding" in said
    for error, lines in ((CaseError([finding]), 2), (ValueError(text), 1)):
        monkeypatch.setattr("sinews.commands.facts.run", fail(error))
        said = on_stderr(lambda: main(["facts", "x"]))
        assert not ordered(said)
        assert said.count("\n") == lines


def test_escapes_can_be_read() -> None:
    assert for_terminal("\x1b[31m\nred\u202e") == "\\x1b[31m\\nred\\u202e"
    assert for_terminal("Türkiye, שלום") == "Türkiye, שלום"


# pages ----------------------------------------------------------------------------


class Reader(HTMLParser):
    """The elements and the texts of a page, and what stands in its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


@nasty
def test_a_page_has_the_same_elements_whatever_its_words(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sinews.present.render.html.specification", lambda figure: {"title": figure.description})
    monkeypatch.setattr("sinews.present.render.html.bundle", lambda: "")
    plain, found = (read(as_html(page(words), words)) for words in ("plain words of this length " * 3, text or "x"))
    wide = [(tag, tuple(name for name in names if name != "class")) for tag, names in plain.elements]
    assert [(tag, tuple(name for name in names if name != "class")) for tag, names in found.elements] == wide


@nasty
def test_data_within_a_script_are_data(text: str) -> None:
    written = for_script({text: [text]})
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {text: [text]}


def test_the_charts_own_script_has_nothing_that_would_hide_the_next_one() -> None:
    """`<!--` and then `<script` would make the rest of the page a part of the script."""
    assert "</script" not in bundle()
    assert not ("<!--" in bundle() and "<script" in bundle())


@nasty
def test_a_page_keeps_words_that_do_no_harm(text: str) -> None:
    assert for_page("two\nlines") == "two\nlines"
    assert not re.search('[<>"\x1b\x9b\u202e]', for_page(text))


# programs and spreadsheets ----------------------------------------------------------


@nasty
def test_json_for_programs_is_ascii_and_says_the_same(text: str) -> None:
    said = on_stdout(lambda: write_json("facts", {text: [text]}), io.StringIO())
    assert said.isascii()
    assert not ordered(said)
    assert json.loads(said)[text] == [text]


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def is_formula(cell: str) -> bool:
    """What a spreadsheet takes for a formula, the blanks before it taken away."""
    number = re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", cell)
    return cell[:1] in ("\t", "\r", "\n") or (cell.strip()[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20") and not number)


TEXTS = [text for text in NASTY if text != "half\udce9"]


def tables() -> pl.DataFrame:
    return pl.DataFrame({"name": TEXTS, "-1+1": ["=1"] * len(TEXTS), "number": [-1.5] * len(TEXTS)})


@pytest.mark.parametrize("written", ["table", "run", "report", "download"])
def test_no_cell_of_a_table_is_a_formula(written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = {
        "table": lambda: on_stdout(lambda: write_table(tables()), io.StringIO()),
        "run": lambda: tidy_csv(tables()).decode(),
        "report": lambda: beside_the_report(tmp_path, monkeypatch),
        "download": lambda: within_the_page(monkeypatch),
    }[written]()
    header, *rows = cells(text)
    assert header == ["name", "'-1+1", "number"]
    assert len(rows) == len(TEXTS)
    assert [float(row[2]) for row in rows] == [-1.5] * len(rows)
    assert not [cell for row in rows for cell in row[:2] if is_formula(cell)]


def drawn(monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setattr("sinews.present.render.html.specification", lambda _: {})
    monkeypatch.setattr("sinews.present.render.html.bundle", lambda: "")
    figure = Figure("fig", "", "", tables(), draw=lambda: None)  # type: ignore[arg-type,return-value]
    return Page("title", ("sentence",), (Section("section", figure=figure),))


def beside_the_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    from sinews.present.render.html import write_report

    write_report(drawn(monkeypatch), folder / "report.html")
    return (folder / "report-data" / "fig.csv").read_bytes().decode()


def within_the_page(monkeypatch: pytest.MonkeyPatch) -> str:
    found = re.search(r"data:text/csv;base64,([\w+/=]+)", as_html(drawn(monkeypatch)))
    assert found
    return b64decode(found[1]).decode()


def test_marks_of_formulas_go_and_come() -> None:
    """Text that is a number, or only begins with a mark, stays as it is."""
    frame = tables().rename({"-1+1": "other"})
    written = for_spreadsheet(frame)
    assert_frame_equal(from_spreadsheet(written.encode(), dict(frame.schema)), frame)
    by_text = dict(zip(TEXTS, (row[0] for row in cells(written)[1:]), strict=True))
    assert by_text["=1+1"] == "'=1+1"
    assert by_text["'=1"] == "''=1"
    assert [by_text[text] for text in HARMLESS] == HARMLESS


# the house ------------------------------------------------------------------------


def test_only_these_modules_write_to_streams_or_make_csv() -> None:
    """Elsewhere text would go past its one function."""
    allowed = {
        "write": {
            "commands.output",
            "commands.main",
            "commands.arguments",
            "commands.streams",
            "answers.progress",
            "evidence.reading.apart",
        },  # the last one to the process that has started it, as JSON
        "write_csv": {"files.sinks", "data.framed"},  # a case is written as it is: it is read again
    }
    for name, module in modules().items():
        calls = [node.func for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
        for call in calls:
            if isinstance(call, ast.Attribute) and call.attr in allowed:
                stream = call.attr != "write" or ast.unparse(call.value) in ("sys.stdout", "sys.stderr")
                assert not stream or name.removeprefix("sinews.") in allowed[call.attr], f"{name}: {ast.unparse(call)}"
            assert not (isinstance(call, ast.Name) and call.id == "print"), name
