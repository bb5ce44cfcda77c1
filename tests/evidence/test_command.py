"""`sinews read` as a command: terminal, table, JSON, facts and page; text of anybody stays text."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from sinews.commands.main import main
from sinews.evidence.frames import moved
from sinews.evidence.proposed import proposed
from sinews.evidence.reading.document import Document, Format, Paragraph
from sinews.evidence.report import as_html
from sinews.evidence.result import Result, heard, result
from tests.evidence.made import registers
from tests.evidence.test_reading import HTML
from tests.sinks.test_sinks import NASTY
from tests.support import packaged_case

FIRST = (
    "Wonders\n\n9 June 2025\n\n“Europe lacks 1,400 tanks,” Jane Doe said. NATO has 32 members. "
    "The bridge cost 41 million euros."
)
SECOND = "More wonders\n\n9 July 2025\n\n“Europe lacks 900 tanks,” Jane Doe said. Two per cent of GDP is not enough."


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    paths = [tmp_path / name for name in ("one.txt", "two.txt")]
    for path, text in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["read", *words, "--only", "data"])
    out, err = capsys.readouterr()
    return status, out, err


def of(*texts: str) -> Result:
    """What is read of texts, a document each, in months that follow one another."""
    from datetime import date

    case = packaged_case()
    documents = [
        Document(f"d{n}", Format.TEXT, f"Title {n}", "", date(2025, n, 1), (Paragraph(text, "paragraph 1"),))
        for n, text in enumerate(texts, 1)
    ]
    return result(case, heard(documents, registers(), case), None)


def test_a_pipe_gets_a_table_and_the_answer_stands_beside_it(
    articles: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, articles[0])
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    assert [(row["kind"], row["standing"], row["speaker"]) for row in rows] == [
        ("gap_level", "does not hold", "Jane Doe"),
        ("members", "holds", ""),
    ]
    assert rows[0]["published"] == "2025-06-09"
    assert err.startswith("2 claims understood: 1 holds, 1 does not; 0 not computable; 1 with figures, not understood")


def test_json_holds_claims_with_figures_and_sources(articles: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, *articles, "--json")
    told = json.loads(out)
    assert (status, told["command"], len(told["documents"])) == (0, "read", 2)
    claim = told["claims"][0]
    assert (claim["value"], claim["against_value"], claim["check"]) == (pytest.approx(905, abs=1), 1400, "gap_level")
    assert claim["sources"]
    assert claim["what_would_change_it"]
    assert told["not_understood"][0]["figures"] == "41 million euros"


def test_two_documents_give_the_same_bytes_in_either_order(
    articles: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, *articles, "--json") == run(capsys, *articles[::-1], "--json")


def test_a_case_may_stand_behind_the_articles(articles: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, articles[0], "nato-europe") == run(capsys, articles[0], "--case", "nato-europe")
    status, _, err = run(capsys, articles[0], "nato-europe", "--case", "nato-europe")
    assert (status, "Two cases" in err) == (2, True)
    status, _, err = run(capsys, "nato-europe")
    assert (status, "name an article" in err) == (2, True)


def test_all_that_is_no_article_is_said_at_once(
    articles: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    status, out, err = run(capsys, articles[0], str(tmp_path / "a.doc"), str(tmp_path / "gone"))
    assert (status, out) == (2, "")
    assert "2 findings" in err
    assert "old document" in err
    assert "no such file" in err
    (tmp_path / "b.txt").write_bytes(b"a\0b")
    (tmp_path / "c.txt").write_bytes(b"\xff")
    status, _, err = run(capsys, str(tmp_path / "b.txt"), str(tmp_path / "c.txt"))
    assert (status, "2 findings" in err) == (2, True)
    status, _, err = run(capsys, "-", "-")
    assert (status, "once" in err) == (2, True)


def test_facts_are_proposed_against_those_of_the_case(articles: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, articles[0], "--facts")
    [row] = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    assert (row["entity"], row["subject"], row["value"], row["status"]) == (
        "NATO_EUR",
        "main_battle_tank",
        "1400.0",
        "requirement",
    )


def test_a_proposed_figure_is_new_the_same_newer_or_contradicts() -> None:
    """The case has shares of GDP of Poland for 2024 (4.12 by one source), and none for 2027."""
    said = "Poland spent {} per cent of GDP on defence in {}."
    found = proposed(of(said.format("4.1", 2024), said.format("9.7", 2024), said.format("4.9", 2029)))
    assert found["compared"].to_list() == ["the same", "contradicts", "newer"]
    assert found["value_there"].is_not_null().all()
    new = proposed(of("Luxembourg has 50 howitzers."))
    assert new["compared"].to_list() == ["new"]
    assert new["fact"].to_list() == [""]
    assert proposed(of("Nothing is said.")).is_empty()


def test_what_changes_between_documents_is_said() -> None:
    found = moved(of("Europe lacks 1,400 tanks.", "Europe lacks 900 tanks.", "Europe lacks 900 tanks."))
    assert found.select("document", "figure_said", "said_before").rows() == [("Title 2", "900", "1,400")]


# the page ----------------------------------------------------------------------------------


class Tags(HTMLParser):
    """All tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_shows_the_article_beside_its_claims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article, target = tmp_path / "a.html", tmp_path / "page.html"
    article.write_bytes(HTML)
    status, _, err = run(capsys, str(article), "--report", str(target))
    page = Tags(target.read_text(encoding="utf-8"))
    assert (status, f"Wrote {target}" in err) == (0, True)
    names = [name for name, _ in page.tags]
    assert {"script", "img", "link", "iframe", "form", "object", "base"}.isdisjoint(names)
    assert names.count("details") == 2
    links = {str(given["href"]) for name, given in page.tags if name == "a"}
    marks = {f"#{given['id']}" for name, given in page.tags if name == "details"}
    assert links <= marks
    assert links
    [policy] = [given["content"] for name, given in page.tags if given.get("http-equiv")]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_the_policy_lets_the_style_of_the_page_through() -> None:
    from base64 import b64encode
    from hashlib import sha256

    page = as_html(of("NATO has 32 members."))
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in page for text in style] == [True]


@pytest.mark.parametrize("nasty", [text for text in NASTY if text.strip()], ids=ascii)
def test_text_of_a_document_is_text_on_the_page(nasty: str) -> None:
    """Title, paragraph and speaker: no tag and no attribute more than with harmless text."""
    from datetime import date

    def page(text: str) -> Tags:
        case = packaged_case()
        said = f"NATO has 32 members. {text} 5 things. Europe lacks 10 tanks, {text} Doe said."
        document = Document(text, Format.TEXT, text, text, date(2025, 1, 1), (Paragraph(said, text),))
        return Tags(as_html(result(case, heard([document], registers(), case), None)))

    expected = [(name, sorted(given)) for name, given in page("harmless").tags]
    found = [(name, sorted(given)) for name, given in page(nasty).tags]
    assert {name for name, _ in found} == {name for name, _ in expected}
    assert not [given for _, names in found for given in names if given.startswith("on")]


def test_several_documents_have_a_table_of_who_said_what_when() -> None:
    page = as_html(of("Europe lacks 1,400 tanks.", "Europe lacks 900 tanks."))
    assert "Who said what when" in page
    assert "What has changed between documents" in page
    assert "Who said" not in as_html(of("Europe lacks 1,400 tanks."))


def test_schemas_hold_for_nothing() -> None:
    from sinews.evidence.frames import claims, timeline, unread

    nothing = of("Nothing is said.")
    assert claims(nothing).is_empty()
    assert claims(nothing).schema == claims(of("NATO has 32 members.")).schema
    assert unread(nothing).is_empty()
    assert isinstance(timeline(nothing), pl.DataFrame)
