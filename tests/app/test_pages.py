"""Statements, facts, the case, runs, an ally, why and what can be bought: as commands say it, at one address each."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sinews.answers.runs import SavedRun
from sinews.app import uploads
from sinews.app.case_page import UPLOAD
from sinews.app.desk import Desk
from sinews.app.pages import PAGES
from sinews.app.runs_page import saved
from sinews.app.server import BODIES, application
from sinews.clocks import CLOCKS
from sinews.clocks.asking import ask
from sinews.commands.main import main
from sinews.data.case import Case
from sinews.data.search import search
from sinews.data.workbook.export import book_of
from tests import both
from tests.app.conftest import settle
from tests.app.words import HOST, OURS, Look


@pytest.fixture
def own(tmp_path: Path, folder: Path) -> Path:
    """A case of one's own, which may be changed."""
    Case.read(folder).write(tmp_path / "own")
    return tmp_path / "own"


@pytest.fixture
def owner(own: Path, runs: Path) -> Iterator[TestClient]:
    """Somebody who opens a case of one's own."""
    desk = Desk(Case.read(own), own, runs, again=lambda: Case.read(own))
    with TestClient(application(desk, [HOST]), f"http://{HOST}") as client:
        yield client
    desk.close()


def text(page: str) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page)))


def test_every_page_of_the_menu_is_there(look: Look) -> None:
    for path, name in PAGES:
        page = look(path)
        assert f'<a href="{path}" aria-current="page">{name}</a>' in page
        assert page.count("aria-current") == 1


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.name)
def test_why_says_what_the_command_of_the_clock_says(look: Look, clock: str) -> None:
    name = clock.name  # type: ignore[attr-defined]
    said = text(look(f"/why?clock={name}"))
    page = next(known for known in CLOCKS if known.name == name).parts(ask(both.case(), name)).page()
    for sentence in page.sentences:
        assert sentence in said
    for section in page.sections:
        assert section.title in said


def test_why_at_levers_is_that_of_the_changed_case(look: Look) -> None:
    assert text(look("/why?clock=years&expansion=no")) != text(look("/why?clock=years"))
    assert "For expansion no." in text(look("/why?clock=years&expansion=no"))


def test_what_can_be_bought(look: Look) -> None:
    said = text(look("/buy"))
    assert "Offers" in said
    assert "Shift" in said


def test_what_it_means_for_an_ally(look: Look) -> None:
    page = text(look("/country?place=POL"))
    assert "What the plan of the years clock means for POL" in page
    assert "What it pays" in page
    assert "Lines that it hosts" not in page
    assert "Lines that it hosts" in text(look("/country?place=DEU"))


def test_statements_that_take_data_alone_and_all(look: Look) -> None:
    assert "Of 1 statements" in text(look("/statements"))
    assert "Of 4 statements" in text(look("/statements?take=plans"))


# facts --------------------------------------------------------------------------------


def test_facts_are_found_as_the_command_finds_them(client: TestClient) -> None:
    page = client.get("/facts?q=shell").text
    codes = search(both.case(), "shell")["fact"].to_list()
    assert re.findall(r'href="/facts/([^"]*)"', page) == codes


def test_a_fact_has_one_address_that_says_what_stands_on_it(client: TestClient) -> None:
    page = text(client.get("/facts/fact-1").text)
    assert "Fact fact-1" in page
    assert "5 numbers of the case" in page
    assert "No number of the case" in text(client.get("/facts/fact-2").text)


# the case -----------------------------------------------------------------------------


def test_the_workbook_goes_there_and_back_without_a_difference(client: TestClient, folder: Path) -> None:
    book = client.get("/case/book.xlsx")
    assert book.content == book_of(folder)
    page = client.post(UPLOAD, files={"book": ("my.xlsx", book.content)}, headers=OURS)
    assert "sound case; 0 differences" in text(page.text)


def test_a_workbook_of_another_case_says_what_differs(client: TestClient, tmp_path: Path, runs: Path) -> None:
    both.altered(both.case(), "items", "price", 2.0).write(tmp_path / "other")
    page = client.post(UPLOAD, files={"book": ("a.xlsx", book_of(tmp_path / "other"))}, headers=OURS).text
    assert re.search(r"shell, price: [\d.]+ in the first, [\d.]+ in the second\.", text(page))
    [kept] = (runs / "cases").iterdir()
    assert Case.read(kept) == Case.read(tmp_path / "other")


def test_uploaded_cases_are_few_and_of_late(
    client: TestClient, desk: Desk, runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest go beyond so many, and those of long ago; other folders, and the case on the desk, stay."""
    monkeypatch.setattr(uploads, "MOST", 2)
    cases, day = runs / "cases", 86_400
    ages = {"a" * 16: 1, "b" * 16: 2, "c" * 16: 3, "d" * 16: uploads.DAYS + 1, "mine": 999, "e" * 16: 999}
    for name, days in ages.items():
        (cases / name).mkdir(parents=True)
        os.utime(cases / name, (then := time.time() - days * day, then))
    desk.folder, before = cases / ("e" * 16), desk.folder
    book = book_of(before)
    page = client.post(UPLOAD, files={"book": ("a.xlsx", book)}, headers=OURS).text
    new = Case.read(before).digest[:16]
    assert {path.name for path in cases.iterdir()} == {new, "a" * 16, "mine", "e" * 16}
    assert f"kept for {uploads.DAYS} days after its last change" in text(page)
    aged(cases / new)
    uploads.tidy(runs)
    assert {path.name for path in cases.iterdir()} == {"a" * 16, "mine"}
    client.post(UPLOAD, files={"book": ("a.xlsx", book)}, headers=OURS)
    client.post(UPLOAD, files={"book": ("a.xlsx", book)}, headers=OURS)
    assert {path.name for path in cases.iterdir()} == {new, "a" * 16, "mine"}


def test_an_uploaded_case_that_is_asked_for_again_is_a_new_one(client: TestClient, folder: Path, runs: Path) -> None:
    book = {"book": ("a.xlsx", book_of(folder))}
    client.post(UPLOAD, files=book, headers=OURS)
    [kept] = (runs / "cases").iterdir()
    aged(kept)
    client.post(UPLOAD, files=book, headers=OURS)
    assert kept.is_dir()


def test_an_uploaded_case_that_was_edited_stays_as_it_is_and_is_no_answer_to_the_same_workbook(
    client: TestClient, folder: Path, runs: Path
) -> None:
    """The second upload is a folder of its own, found again by the third; files date both."""
    book = {"book": ("a.xlsx", book_of(folder))}
    client.post(UPLOAD, files=book, headers=OURS)
    [edited] = (runs / "cases").iterdir()
    before = Case.read(edited).digest
    items = edited / "items.csv"
    items.write_text(items.read_text().replace("shell", "round"))
    for _ in range(2):
        page = text(client.post(UPLOAD, files=book, headers=OURS).text)
    fresh = edited.with_name(f"{edited.name}-2")
    assert {path.name for path in (runs / "cases").iterdir()} == {edited.name, fresh.name}
    assert Case.read(fresh).digest == before
    assert str(fresh) in page
    aged(edited)
    aged(fresh)
    os.utime(items)
    uploads.tidy(runs)
    assert [*(runs / "cases").iterdir()] == [edited]
    os.utime(items, (0, 0))
    uploads.tidy(runs, edited)
    assert edited.is_dir(), "it is served"
    uploads.tidy(runs)
    assert not edited.is_dir()


def aged(folder: Path) -> None:
    """Give a folder and all that is in it the time of long ago."""
    for path in (*folder.rglob("*"), folder):
        os.utime(path, (0, 0))


@pytest.mark.parametrize(
    ("content", "found"), [(b"", "no file"), (b"PK\x03\x04", "a file that is no workbook"), (b"x" * 99, "no workbook")]
)
def test_what_is_no_workbook_is_a_finding(client: TestClient, content: bytes, found: str) -> None:
    response = client.post(UPLOAD, files={"book": ("../../a.xlsx", content)}, headers=OURS)
    assert (response.status_code, response.text.count('<tr class="finding">')) == (400, 1)
    assert found in text(response.text)


def test_an_upload_is_bounded(client: TestClient) -> None:
    assert BODIES[UPLOAD] < 51_000_000
    large = {"content-length": str(BODIES[UPLOAD] + 1), "content-type": "multipart/form-data; boundary=a", **OURS}
    assert client.post(UPLOAD, content=b"", headers=large).status_code == 413


def test_a_number_is_set_with_its_reason_and_the_pages_are_those_of_the_new_case(owner: TestClient, own: Path) -> None:
    before = Case.read(own)
    form = {"cell": "items.shell.price", "value": "0.008", "low": "0.007", "high": "0.01", "because": "a quote"}
    page = owner.post("/case/set", data=form, headers=OURS).text
    assert "Set: items.shell.price." in text(page)
    changed = Case.read(own)
    assert changed.table("items")["price"].to_list() == [0.008]
    assert changed.digest[:12] in page
    assert before.digest[:12] not in page


BAD = [
    ({"value": "-5"}, "at least 0"),
    ({"value": "much"}, "a number"),
    ({"because": " "}, "Say how the number was reasoned"),
    ({"cell": "items.shell.nothing"}, "is no number of items"),
    ({"cell": "nothing"}, "There is no table nothing"),
    ({"cell": "items.nobody.price"}, "No row nobody in items"),
]


@pytest.mark.parametrize(("wrong", "expected"), BAD, ids=[expected for _, expected in BAD])
def test_a_number_that_cannot_be_set_changes_nothing(
    owner: TestClient, own: Path, wrong: dict[str, str], expected: str
) -> None:
    before = {path.name: path.read_bytes() for path in own.iterdir()}
    form = {"cell": "items.shell.price", "value": "0.008", "because": "a quote", **wrong}
    response = owner.post("/case/set", data=form, headers=OURS)
    assert (response.status_code, response.text.count('class="finding"')) == (400, 1)
    assert expected in text(response.text)
    assert {path.name: path.read_bytes() for path in own.iterdir()} == before


def test_a_case_that_is_nobodys_to_change_stays(client: TestClient) -> None:
    assert "Set a number" not in client.get("/case/items").text
    response = client.post("/case/set", data={"cell": "items.shell.price", "value": "1"}, headers=OURS)
    assert (response.status_code, "copy it first" in response.text) == (400, True)


def test_answers_to_the_case_before_a_change_are_not_those_after_it(own: Path, runs: Path) -> None:
    """What is still being worked out when a number is set is given up, and not taken for the new case's."""
    desk = Desk(Case.read(own), own, runs, again=lambda: Case.read(own))
    clock = CLOCKS[0]
    first = desk.kept(clock)
    desk.changed()
    assert desk.kept(clock) is not first
    desk.close()


# runs ---------------------------------------------------------------------------------


def test_saved_runs_are_listed_and_compared_in_sentences(
    client: TestClient, desk: Desk, folder: Path, runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (("--hour", "3"), ("--hour", "12")):
        assert main(("minutes", str(folder), "--out", str(runs), *words)) == 0
    capsys.readouterr()
    first, second = (run["run"] for run in saved(runs))
    page = text(client.get(f"/runs?first={first}&second={second}").text)
    assert re.search(r"hour: \d+(\.0)? in the first, \d+(\.0)? in the second\.", page)
    assert "0 differences" in text(client.get(f"/runs?first={first}&second={first}").text)
    settle(desk)


def test_an_answer_of_the_desk_is_saved_as_a_run_and_compared_with_another(
    client: TestClient, look_anew: Look, runs: Path
) -> None:
    """The same bytes as the command saves, but for what the run took and where the case was read."""
    saved_as = []
    for levers in ("", "contracts=1&lever.shift=1"):
        page = look_anew(f"/why?clock=years&{levers}")
        assert f'name="levers" value="{levers.replace("&", "&amp;")}"' in page
        sent = client.post("/runs/save", data={"clock": "years", "levers": levers}, headers=OURS)
        assert sent.status_code == 303
        saved_as.append(sent.headers["location"].removeprefix("/runs?second="))
        assert f"Saved as {saved_as[-1]}" in client.get(sent.headers["location"]).text
    assert SavedRun.load(runs / saved_as[0]).outcome.equals(ask(both.case()).outcome)
    said = text(client.get(f"/runs?first={saved_as[0]}&second={saved_as[1]}").text)
    assert re.search(r"margins\.NATO_EUR:median\.\w+: .* in the first, .* in the second\.", said)


@pytest.mark.parametrize("form", [{}, {"clock": "years"}, {"clock": "nobody", "levers": ""}, {"levers": "share=x"}])
def test_what_is_not_on_the_desk_is_not_saved(client: TestClient, runs: Path, form: dict[str, str]) -> None:
    response = client.post("/runs/save", data=form, headers=OURS)
    assert (response.status_code, response.text.count('<tr class="finding">')) == (400, 1)
    assert not saved(runs)


def test_levers_of_another_clock_make_no_other_page(client: TestClient, look_anew: Look) -> None:
    look_anew("/why?clock=days")
    page = client.get("/why?clock=days&contracts=1").text
    assert "Being computed" not in page
    assert "For contracts sooner +1 months." in page


@pytest.mark.parametrize(
    "path",
    [
        *("/facts?x=1", "/facts?q=a&q=b", f"/facts?q={'a' * 300}", "/facts?q=" + "%20".join("ab") + "&z=1"),
        *("/why?clock=x", "/why?clock=", "/why?clock=years&clock=days", "/why?contracts=99", "/country?place=XXX"),
        *("/buy?clock=days", "/statements?take=all", "/runs?first=0123456789abcdef", "/runs?x=1", "/case?x=1"),
        *("/case/items?x=1", "/case/book.xlsx?x=1", "/why?begin=yes"),
    ],
)
def test_a_bad_address_is_one_finding(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.text.count('<tr class="finding">')) == (400, 1)


@pytest.mark.parametrize(
    "path", ["/facts/nobody", "/facts/<b>", "/case/nothing", "/case/../case/nothing", "/static/no"]
)
def test_what_is_not_there_is_said(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.text.count('<tr class="finding">')) == (404, 1)
    assert "<b>" not in response.text


@pytest.mark.parametrize(
    "path", ["//evil.example/", "http://evil.example/", "", "javascript:alert(1)", "/\\evil.example"]
)
def test_cancelling_leads_back_to_a_page_of_ours(client: TestClient, path: str) -> None:
    response = client.post("/cancel", data={"job": "x", "path": path}, headers=OURS)
    assert response.status_code == 303
    assert re.match(r"/(?![/\\])", response.headers["location"])
