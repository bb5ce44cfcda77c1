"""The report printed to a file: few pages, all of it on demand, the same bytes each time, nothing of the machine."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

import sinews
from sinews.clocks import CLOCKS
from sinews.clocks.asking import Asking
from sinews.clocks.years.answer import run
from sinews.commands.main import main
from sinews.data.case import Case
from sinews.errors import UsageError
from sinews.present import report as pages
from sinews.present.page import Page
from sinews.present.render.printing import VARIABLE, dated, write_pdf
from sinews.present.told import with_case
from tests import both, support
from tests.answers import remembered, report
from tests.marks import PACKAGED

#: The day on which the files that are printed here say that they were made.
DAY = date(2026, 1, 15)


@pytest.fixture(scope="module")
def of_small(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The report of the years clock on the small case."""
    answer = run(support.small_case(tmp_path_factory.mktemp("printed") / "case"))
    return with_case(report(answer), answer.scope.case)


def printed(page: Page, path: Path, *, annex: bool = False) -> PdfDocument:
    """A page on paper."""
    write_pdf(page, path, DAY, annex=annex)
    return PdfDocument(path)


def words(document: PdfDocument) -> str:
    """All that stands on the pages."""
    return " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in document).split())


def whole(case: Case, *askings: Asking) -> Page:
    """The report of several clocks."""
    return with_case(pages.report([asking.parts for asking in askings]), case)


def test_a_few_pages_have_the_answer_its_charts_and_how_to_cite_them(of_small: Page, tmp_path: Path) -> None:
    document = printed(of_small, tmp_path / "a.pdf")
    text = words(document)
    assert 1 <= len(document) <= 6
    assert all(sheet.get_size() == pytest.approx((595, 842), abs=1) for sheet in document)
    assert document.get_metadata_dict()["Title"] == of_small.title
    assert of_small.sentences[0].split(maxsplit=4)[-1][:30] in text
    assert "Threat, median" in text, "a chart is not drawn"
    assert f"sinews {sinews.__version__}" in text


def test_the_annex_has_tables_and_sources_on_demand(of_small: Page, tmp_path: Path) -> None:
    brief, annex = (printed(of_small, tmp_path / f"{name}.pdf", annex=name == "annex") for name in ("brief", "annex"))
    assert len(annex) > len(brief)
    assert "Figures that the chart rests on" in words(annex)
    assert "Figures that the chart rests on" not in words(brief)


def test_every_clock_has_its_page(tmp_path: Path) -> None:
    case = both.case()
    document = printed(whole(case, *(Asking.first(clock, case) for clock in CLOCKS)), tmp_path / "a.pdf")
    assert 2 <= len(document) <= 6
    assert not [clock.name for clock in CLOCKS if f"{clock.name.capitalize()}: " not in words(document)]


def test_the_bytes_name_no_path_and_no_time_and_are_the_same_again(of_small: Page, tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "elsewhere" / "second.pdf"
    about = printed(of_small, first).get_metadata_dict()
    printed(of_small, second)
    content = first.read_bytes()
    assert content == second.read_bytes()
    assert (about["CreationDate"], about["ModDate"]) == ("D:20260115000000+00'00'",) * 2
    assert about["Creator"] == f"sinews {sinews.__version__}"
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    text = b"".join([content, *map(unpacked, streams)])
    assert b"/Font" in text
    assert not [word for word in ("file:", str(tmp_path), "report.html", "Linux") if word.encode() in text]
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["first.pdf", "second.pdf"]


def unpacked(stream: bytes) -> bytes:
    """What a stream of a PDF file holds, if it is packed as most are."""
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.parametrize("name", ["printed.pdf", "report.html", "made"])
def test_a_print_has_any_name(of_small: Page, tmp_path: Path, name: str) -> None:
    assert len(printed(of_small, tmp_path / name)) >= 1
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("creator", [b"(x)", b"(Chromium, of a long and winding name)"])
def test_nothing_in_a_print_moves_when_it_is_dated(creator: bytes) -> None:
    before = b"/Creator " + creator + b"/CreationDate (D:20200101000000+00'00')"
    after = dated(before, DAY)
    assert len(after) == len(before)
    assert after.endswith(b"/CreationDate (D:20260115000000+00'00')")
    assert (b"sinews" in after) == (len(creator) > 10)


SCRIPTS: list[tuple[str, str]] = [
    ("#!/bin/sh\necho 'no display here' >&2\nexit 1\n", "no display here"),
    ("#!/bin/sh\nexit 0\n", "printed nothing."),
    ("no program\n", "printed nothing: Exec format error"),
]


@pytest.mark.parametrize(("script", "said"), SCRIPTS, ids=["fails", "silent", "none"])
def test_a_browser_that_prints_nothing_is_said_and_nothing_is_written(
    of_small: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    program, target = tmp_path / "browser", tmp_path / "out" / "a.pdf"
    program.write_text(script)
    program.chmod(0o755)
    target.parent.mkdir()
    target.write_bytes(b"before")
    monkeypatch.setenv(VARIABLE, str(program))
    with pytest.raises(UsageError, match=re.escape(said)):
        write_pdf(of_small, target, DAY)
    assert [(path.name, path.read_bytes()) for path in target.parent.iterdir()] == [("a.pdf", b"before")]


def test_the_command_prints_beside_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, report_file, print_file = tmp_path / "small", tmp_path / "a.html", tmp_path / "b.pdf"
    support.small_folder(folder)
    words_of_command = ["brief", str(folder), "--quick", "--no-save", "--json"]
    assert main([*words_of_command, "--report", str(report_file), "--pdf", str(print_file)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["report"], said["pdf"]) == (str(report_file), str(print_file))
    assert report_file.is_file()
    document = PdfDocument(print_file)
    assert len(document) <= 6
    assert Case.read(folder).digest in words(document).replace(" ", "")


def packaged(test: Callable[..., None]) -> Callable[..., None]:
    """A test of the report on the packaged case."""
    for mark in PACKAGED:
        test = mark(test)
    return test


@packaged
def test_the_report_of_the_packaged_case_takes_four_to_six_pages(
    packaged_asked: Asking, packaged_moved: Asking, tmp_path: Path
) -> None:
    case = packaged_asked.answer.case
    there = {asking.clock.name: asking for asking in (packaged_asked, packaged_moved)}
    askings = [there.get(clock.name) or remembered(clock, case) for clock in CLOCKS]
    for asking in askings:
        asking.extend(extra.name for extra in asking.clock.extras if extra.in_brief)
    document = printed(whole(case, *askings), tmp_path / "a.pdf")
    assert 4 <= len(document) <= 6
    assert all(clock.name.capitalize() in words(document) for clock in CLOCKS)
