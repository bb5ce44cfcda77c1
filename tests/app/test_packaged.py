"""The packaged case opens with the margins that it comes with; closed rows are marked on every page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sinews.answers.answer import Margin
from sinews.answers.memory import FOLDER, Memory
from sinews.app import address as addresses
from sinews.app.desk import Desk
from sinews.app.pages import PAGES
from sinews.app.record import Record
from sinews.app.server import application
from sinews.clocks import CLOCKS
from sinews.clocks.years import YEARS
from sinews.clocks.years.kept import Measurements
from sinews.clocks.years.measured import UNCHANGED
from sinews.commands.options import CASE
from sinews.data.case import Case, embedded
from sinews.present.told import CLOSED
from tests import both
from tests.app.words import HOST
from tests.support import packaged_case


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.name)
def test_the_packaged_case_comes_with_its_margins(clock: object, runs: Path) -> None:
    desk = Desk(packaged_case(), embedded(CASE), runs)
    record = desk.record(clock, addresses.first())  # type: ignore[arg-type]
    desk.close()
    assert record is not None, "worked out with another case or model: run python -m tools.margins"
    assert record.margins
    assert record.sentences


def test_the_first_page_says_who_worked_its_margins_out(runs: Path) -> None:
    desk = Desk(packaged_case(), embedded(CASE), runs)
    page = TestClient(application(desk, [HOST]), f"http://{HOST}").get("/").text
    desk.close()
    assert page.count("Effects as measured by the author of the case") == 1
    assert "Being computed" not in page


def test_a_file_of_margins_that_is_damaged_is_said_and_not_used(folder: Path, runs: Path) -> None:
    desk = Desk(both.case(), folder, runs)
    kept = desk.kept(YEARS)
    kept.keep(addresses.first(), Record((Margin("a", 1.0, 2.0, "days"),)))
    kept.path.write_bytes(kept.path.read_bytes().replace(b"2.0", b"1.0"))
    again = Desk(both.case(), folder, runs)
    assert [text for text in again.recall() if kept.path.name in text]
    assert again.record(YEARS, addresses.first()) is None
    for opened in (desk, again):
        opened.close()


def test_the_ready_date_that_it_comes_with_is_the_one_that_was_measured(runs: Path) -> None:
    case = packaged_case()
    memory = Memory(YEARS.key(YEARS.scope(case), "highs"))
    memory.learn(embedded(CASE) / FOLDER / "years.json")
    measured = Measurements(memory).get(UNCHANGED)
    desk = Desk(case, embedded(CASE), runs)
    record = desk.record(YEARS, addresses.first())
    desk.close()
    assert measured is not None
    assert record is not None
    assert isinstance(record.margins[0].ready, date)
    assert record.margins[0].ready == measured.ready


def test_the_date_of_the_threat_is_answered_from_what_the_case_comes_with(runs: Path) -> None:
    desk = Desk(packaged_case(), embedded(CASE), runs)
    first = desk.record(YEARS, addresses.first())
    later = desk.record(YEARS, addresses.read(desk.case, [("threat", "6")]))
    desk.close()
    assert first is not None
    assert later is not None
    assert [margin.ready for margin in later.margins] == [margin.ready for margin in first.margins[:2]]
    dues = [(before.due, after.due) for before, after in zip(first.margins, later.margins, strict=False)]
    assert all(isinstance(before, date) and isinstance(after, date) and before < after for before, after in dues)


def test_rows_that_were_laid_over_a_case_mark_every_page(folder: Path, tmp_path: Path, runs: Path) -> None:
    both.altered(both.case(), "stocks", "quantity", 2.0).write(tmp_path / "laid")
    (tmp_path / "over").mkdir()
    (tmp_path / "laid" / "stocks.csv").rename(tmp_path / "over" / "stocks.csv")
    desk = Desk(Case.read(folder, tmp_path / "over"), folder, runs)
    client = TestClient(application(desk, [HOST]), f"http://{HOST}")
    for path in (*(path for path, _ in PAGES), "/?path=pour", "/case/items"):
        assert f'role="note">{CLOSED}</p>' in client.get(path).text
    response = client.get("/case/book.xlsx")
    assert (response.status_code, "open it without --overlay" in response.text) == (400, True)
    desk.close()
