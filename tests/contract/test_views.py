"""Every view gives a page, and every page can be shown; the report is one file that loads nothing."""

from __future__ import annotations

import io
import json
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from sinews.clocks.years.answer import YearsAnswer, run
from sinews.clocks.years.graded import CARRYING
from sinews.clocks.years.page.graded import KINDS
from sinews.clocks.years.page.page import ready
from sinews.clocks.years.page.readings import subject
from sinews.clocks.years.scope import Question
from sinews.data.case import Case
from sinews.data.grounds import Ground, check
from sinews.present.check import checked
from sinews.present.page import Page
from sinews.present.render.cells import heading
from sinews.present.render.grids import linked, prose
from sinews.present.render.html import as_html, write_report
from sinews.present.render.terminal import show
from sinews.present.words import billions, listed, number, plain, span
from tests import support
from tests.answers import brief, report

LARGEST = 5_000_000


def test_every_kind_of_figure_that_a_date_is_held_against_has_words() -> None:
    assert set(KINDS) == {".".join(column) for column in CARRYING}


def complete_tables() -> dict[str, list[support.Row]]:
    """The small case with every parameter that the years clock reads."""
    tables = support.small_tables()
    known = {row["parameter"] for row in tables["parameters"]}
    more = {"first_half_weight": 2.0, "second_half_weight": 1.0, "money_price": 0.001, "threat_tail": 10.0}
    tables["parameters"] += [
        {"parameter": name, **support.share("value", value, "choice"), "unit": "1"}
        for name, value in more.items()
        if name not in known
    ]
    return tables


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The small case, complete."""
    return Case.read(support.write_tables(tmp_path_factory.mktemp("views") / "small", complete_tables()))


@pytest.fixture(scope="module")
def answer(case: Case) -> YearsAnswer:
    """The answer of the years clock to the small case."""
    return run(case, Question())


VIEWS: dict[str, Callable[[YearsAnswer], Page]] = {
    "ready": ready,
    "report": report,
    "brief": brief,
    "checked": lambda answer: checked(check(answer.scope.case)),
}


def shown(page: Page, width: int = 80) -> str:
    """A page as a terminal shows it."""
    stream = io.StringIO()
    show(page, Console(file=stream, width=width))
    return stream.getvalue()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_gives_a_page_that_terminal_and_html_show(view: str, answer: YearsAnswer) -> None:
    page = VIEWS[view](answer)
    assert page.title
    assert page.sentences
    assert all(sentence.endswith(".") for sentence in page.sentences)
    assert page.title in " ".join(shown(page, 200).split("\n"))
    document = as_html(page)
    assert document.count("<h1>") == 1
    assert document.count("<h2 id=") == len(page.sections)
    for section in page.sections:
        assert section.text or section.table is not None or section.figure or section.sources


@pytest.mark.parametrize("view", sorted(set(VIEWS) - {"checked"}))  # a check names tables
def test_no_code_of_an_item_or_place_stands_before_a_reader(view: str, answer: YearsAnswer) -> None:
    text = shown(VIEWS[view](answer), 300)
    codes = [*answer.scope.case.table("items")["item"], *answer.scope.case.table("places")["place"], "NATO_EUR"]
    assert [code for code in codes if re.search(rf"\b{code}\b", text)] == []


def test_the_brief_fits_on_a_screen_and_names_what_to_fix_first(answer: YearsAnswer) -> None:
    text = shown(VIEWS["brief"](answer))
    assert len(text.splitlines()) <= 36
    assert "What to fix first" in text


def test_brief_card_and_table_name_the_same_finding_first(answer: YearsAnswer) -> None:
    """The finding that moves the date most is made the last of all: each of them brings it forward again."""
    last = replace(answer.why[-1], effect=replace(answer.why[-1].effect, days=500.0))
    turned = replace(answer, why=(*answer.why[:-1], last))
    name = subject(turned, last)
    assert report(turned).cards[1].text[0] == name
    table = next(section.table for section in ready(turned).sections if section.title == "Why")
    assert table is not None
    assert table["what_holds_back"][0] == name
    [first, *_] = next(section.text for section in brief(turned).sections if section.title == "What to fix first")
    assert first.startswith(f"1. {name}: ")


def test_an_answer_without_a_date_says_so(answer: YearsAnswer) -> None:
    late = replace(answer, margin=replace(answer.margin, ready=None, planned=None))
    sentences = ready(late).sentences
    said = next(number for number, words in enumerate(sentences) if "not ready before the end of 2030" in words)
    assert "more than" in sentences[said + 1] or "beyond" in sentences[said + 1]
    assert "Not before the end of 2030" in report(late).cards[0].text[0]


@pytest.fixture(scope="module")
def written(answer: YearsAnswer, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The files of a report."""
    return write_report(report(answer), tmp_path_factory.mktemp("report") / "report.html", answer.scope.case.digest)


def test_the_report_is_one_file_that_loads_nothing(written: list[Path]) -> None:
    text = written[0].read_text(encoding="utf-8")
    assert len(text.encode()) < LARGEST
    body = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    assert re.findall(r"<(?:link|img|iframe|object|embed|source)\b", body) == []
    assert re.findall(r"<script[^>]*\bsrc=", text) == []
    assert re.findall(r"@import|url\(", body) == []
    assert "default-src 'none'" in text
    assert all(address.startswith(("http", "#", "data:text/csv;")) for address in re.findall(r'href="([^"]*)"', body))


def test_the_report_can_be_read_by_everybody(written: list[Path]) -> None:
    """What a browser shows of it stands in tests/browser."""
    text = written[0].read_text(encoding="utf-8")
    charts = re.findall(r'<div class="chart"[^>]*>', text)
    assert charts
    assert all('role="img"' in chart and re.search(r'aria-label="[^"]{40,}"', chart) for chart in charts)
    assert '<html lang="en">' in text
    assert 'name="viewport"' in text
    body = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    tables = re.findall(r"<table>.*?</table>", body, re.DOTALL)
    assert len(tables) > len(charts)
    assert all(re.search(r"<caption>[^<]{5,}</caption>", table) and 'scope="row"' in table for table in tables)


def test_every_chart_has_its_data_beside_the_report(written: list[Path], answer: YearsAnswer) -> None:
    text = written[0].read_text(encoding="utf-8")
    figures = [section.figure for section in report(answer).sections if section.figure]
    assert [path.stem for path in written[1:]] == [figure.name for figure in figures]
    for figure, path in zip(figures, written[1:], strict=True):
        assert pl.read_csv(path).height == figure.data.height > 0
        assert f'download="{path.name}"' in text
        assert b64encode(path.read_bytes()).decode() in text


def test_every_chart_is_valid_and_stands_in_the_report(written: list[Path], answer: YearsAnswer) -> None:
    text = written[0].read_text(encoding="utf-8")
    specs = json.loads(re.search(r'id="figures">(.*?)</script>', text, re.DOTALL).group(1))  # type: ignore[union-attr]
    figures = [section.figure for section in report(answer).sections if section.figure]
    assert list(specs) == [figure.name for figure in figures]
    for figure in figures:
        assert figure.draw().to_dict()["config"]  # validated against the schema of the chart language


def test_every_figure_names_its_sources_with_range_and_ground(answer: YearsAnswer) -> None:
    figures = [section.figure for section in report(answer).sections if section.figure]
    for figure in figures:
        assert figure.sources is not None, figure.name
        assert figure.sources.height > 0, figure.name
        assert figure.sources["rests_on"].is_not_null().all()
        numbers = figure.sources.drop_nulls("value")
        assert (numbers["low"] <= numbers["value"] + 1e-9).all()
        assert (numbers["value"] <= numbers["high"] + 1e-9).all()
        assert set(figure.sources["counts_as"]) <= {*(ground.value for ground in Ground), "statement"}


def test_titles_of_charts_say_what_they_show(answer: YearsAnswer) -> None:
    sections = [section for section in report(answer).sections if section.figure]
    assert all(section.topic and section.topic != section.title for section in sections)
    assert all(len(section.title) < 130 for section in sections)
    assert len({section.topic for section in sections}) == len(sections)


def test_sources_are_links_on_their_own_words() -> None:
    text = linked("A Newspaper, Shells <https://example.org/a?b=1&c=2>; 3 more sources; assumptions: a guess")
    assert text == (
        '<a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer">A Newspaper, Shells</a>; 3 more sources; '
        "assumptions: a guess"
    )
    assert linked("A file <https://example.org/a (in a folder)>") == (
        '<a href="https://example.org/a" rel="noreferrer">A file</a>'
    )
    assert linked("<script>") == "&lt;script&gt;"


def test_no_number_is_parted_from_its_unit() -> None:
    assert prose("EUR 302 bn, or 72 % of it") == "EUR\u00a0302\u00a0bn, or 72\u00a0% of it"


@pytest.mark.parametrize(
    ("column", "words"),
    [("billion_EUR", "Billion EUR"), ("pays_billion_EUR", "Pays, EUR bn"), ("coverage_percent", "Coverage, %")],
)
def test_headings_of_columns_carry_their_unit(column: str, words: str) -> None:
    assert heading(column) == words


def test_the_same_answer_gives_the_same_bytes(written: list[Path], answer: YearsAnswer, tmp_path: Path) -> None:
    again = write_report(report(answer), tmp_path / "report.html", answer.scope.case.digest)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in written]
    over = write_report(report(answer), tmp_path / "report.html", answer.scope.case.digest)
    assert [path.read_bytes() for path in over] == [path.read_bytes() for path in written]


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "0"), (0.1234, "0.123"), (12.345, "12.3"), (1234.6, "1,235"), (float("nan"), "unknown"), (1e-5, "0.00001")],
)
def test_numbers_read_well(value: float, words: str) -> None:
    assert number(value) == words


def test_words_read_well() -> None:
    assert span(33) == "2 years and 9 months"
    assert span(-12) == "1 year"
    assert span(0) == "no time"
    assert billions(1500) == "EUR 1.5 bn"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert plain("main_battle_tank") == "Main battle tank"
