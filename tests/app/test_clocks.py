"""The first page: margins of all clocks, moved by levers; the same answers as those of commands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from sinews.answers.answer import Margin
from sinews.app import address as addresses
from sinews.app.desk import Desk
from sinews.app.levers import HANDS, hands, moved
from sinews.app.record import Record, plain, recorded
from sinews.app.server import application
from sinews.clocks import CLOCKS
from sinews.clocks.asking import Asking, ask
from sinews.clocks.years import YEARS
from sinews.errors import CaseError
from sinews.present.told import cited
from tests import both
from tests.app.words import HOST, OURS, Look
from tests.support import packaged_case


def sentences(page: str) -> dict[str, str]:
    """What a page says of each clock."""
    return dict(re.findall(r'<article id="clock-(\w+)".*?<p class="margin[^>]*>(.*?)</p>', page, re.DOTALL))


def test_the_first_page_has_the_margins_of_all_clocks(look: Look) -> None:
    page = look("/")
    assert [*sentences(page)] == [clock.name for clock in CLOCKS]
    assert "Exact: the case as it is." in page
    assert page.count('role="img"') == len(CLOCKS)
    ready = ask(both.case()).margins[0].ready
    assert isinstance(ready, date)
    assert f"needed: 0.833 years ({ready:%B %Y})" in page


def test_a_lever_moves_its_clock_and_no_other(look: Look) -> None:
    first, then = sentences(look("/")), sentences(look("/?contracts=1&threat=1"))
    assert {name for name in first if first[name] != then[name]} == {"years"}


def test_an_address_says_all_and_asks_the_same_as_a_command(look: Look) -> None:
    """Contracts a month sooner, plans that are contracted and no new lines: as the years clock says of such a case."""
    page = look("/?contracts=1&trust=contracted&expansion=no")
    hand = next(hand for hand in HANDS if hand.name == "contracts")
    answer = ask(moved(both.case(), hand, 1.0, "NATO_EUR"), trust="contracted", expansion=False)
    ready = answer.margins[0].ready
    told = f"({ready:%B %Y})" if isinstance(ready, date) else "beyond the horizon"
    assert f"needed: {'0.75 years ' if isinstance(ready, date) else ''}{told}" in page


def test_until_it_is_exact_a_page_says_so_beside_the_last_exact_answer(
    client: TestClient, desk: Desk, look_anew: Look, settled: Callable[[], None]
) -> None:
    first = sentences(look_anew("/"))["years"]
    hold = Event()
    desk.work.begin("first", lambda _: hold.wait() and None)
    page = client.get("/?share=20").text
    assert "Being computed: spending beside the path +20 percent." in page
    assert "Last exact answer of this server, for the case as it is:" in page
    assert sentences(page)["years"] == first
    assert page.count("Being computed") == 2
    assert 'hx-trigger="every 1s"' in page
    hold.set()
    settled()
    page = client.get("/?share=20").text
    assert ("Being computed" in page, "Last exact" in page, "every 1s" in page) == (False, False, False)


def test_cancelling_ends_the_work_until_somebody_wants_it(
    client: TestClient, desk: Desk, settled: Callable[[], None]
) -> None:
    hold = Event()
    desk.work.begin("first", lambda _: hold.wait() and None)
    page = client.get("/?share=20").text
    job = re.findall(r'name="job" value="(years[^"]*)"', page)[0]
    done = client.post("/cancel", data={"job": job, "path": "/?share=20"}, headers=OURS)
    assert (done.status_code, done.headers["location"]) == (303, "/?share=20&begin=no")
    hold.set()
    settled()
    page = client.get("/?share=20&begin=no").text
    assert "<p>Cancelled. <button" in page
    assert "Exact" not in page
    client.get("/?share=20")
    settled()
    assert "Cancelled" not in client.get("/?share=20").text


def test_an_exact_answer_is_remembered_for_the_next_time(look_anew: Look, folder: Path, runs: Path) -> None:
    first = sentences(look_anew("/?share=20"))
    desk = Desk(both.case(), folder, runs)
    again = TestClient(application(desk, [HOST]), f"http://{HOST}").get("/?share=20").text
    desk.close()
    assert sentences(again) == first
    assert "Being computed" not in again


def test_what_cannot_be_worked_out_is_said(client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Any:
        raise RuntimeError("<nobody> foresaw this")

    monkeypatch.setattr(type(YEARS), "prompt", fails)
    client.get("/?share=20")
    desk.work._executor.submit(str).result()
    page = client.get("/?share=20").text
    assert "This could not be worked out. RuntimeError: &lt;nobody&gt; foresaw this" in page
    assert 'hx-trigger="every 1s"' not in page


@pytest.mark.parametrize("path", ["/?share=20", "/why?clock=years&share=20"])
def test_what_failed_is_begun_again_by_its_button_and_by_nothing_else(
    client: TestClient, desk: Desk, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    times: list[str] = []

    def fails(*_: object) -> Any:
        times.append(path)
        raise RuntimeError("a fault that goes away")

    with monkeypatch.context() as broken:
        broken.setattr(type(desk), "asking", fails)
        client.get(path)
        settled()
        first = len(times)
        for _ in range(3):
            page = client.get(path).text
            settled()
    assert len(times) == first > 0
    assert "This could not be worked out. RuntimeError: a fault that goes away." in page
    form = page[page.index('<form class="ended"') :]
    fields = dict(re.findall(r'name="(job|path)" value="([^"]*)"', form.partition("</form>")[0]))
    done = client.post("/again", data={name: unescape(value) for name, value in fields.items()}, headers=OURS)
    assert (done.status_code, done.headers["location"]) == (303, path)
    assert "Being computed" in client.get(path).text
    settled()
    page = client.get(path).text
    assert page.count("could not be worked out") == first - 1  # that of each other clock has its own button
    assert "Being computed" not in page


def test_what_goes_on_is_not_begun_again(client: TestClient, desk: Desk, settled: Callable[[], None]) -> None:
    hold = Event()
    job = desk.work.begin("mine", lambda _: hold.wait() and None)
    stay = {"job": "mine", "path": "/?share=20&begin=no"}
    assert client.post("/again", data=stay, headers=OURS).headers["location"] == "/?share=20"
    assert desk.work.job("mine") is job
    hold.set()
    settled()


def test_a_chart_is_given_away_with_its_source_and_its_licence(look: Look) -> None:
    page = look("/?contracts=1")
    snippets = [unescape(text) for text in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)]
    assert len(snippets) == len(CLOCKS)
    for clock, snippet in zip(CLOCKS, snippets, strict=True):
        whole = ET.fromstring(snippet)  # noqa: S314 - made by a page of ours
        svg = whole.find("{http://www.w3.org/2000/svg}svg")
        assert svg is not None
        assert unescape(sentences(page)[clock.name]).startswith(svg.get("aria-label", "nothing"))
        caption = "".join(whole.find("figcaption").itertext())  # type: ignore[union-attr]
        assert caption.endswith(f"For contracts sooner +1 months. {cited(both.case())}")
        assert not re.search(r"<script|style=| on\w+=|href|url\(", snippet)


def test_a_form_that_is_answered_in_place_says_its_short_address(client: TestClient) -> None:
    words = "path=national&trust=announced&expansion=yes&share=0&contracts=1&threat=0&lever.shift=0"
    headers = client.get(f"/?{words}", headers={"hx-trigger": "levers"}).headers
    assert headers["hx-push-url"] == "/?contracts=1"


@pytest.mark.parametrize("hand", hands(both.case()), ids=lambda hand: hand.name)
def test_a_lever_by_hand_changes_no_answer_of_other_clocks(hand: Any) -> None:
    """So that these do not have to be asked again."""
    changed = moved(both.case(), hand, 1.0, "NATO_EUR")
    assert changed != both.case()
    for clock in CLOCKS:
        if clock is not YEARS:
            first, then = (Asking.first(clock, case).answer.margins for case in (both.case(), changed))
            assert first == then


@pytest.mark.parametrize("near", [(), (Margin("", None, date(2026, 3, 1), "months"),)], ids=["unknown", "early"])
def test_the_prompt_margins_are_those_of_the_answer(near: tuple[Margin, ...]) -> None:
    asking = Asking.first(YEARS, both.case())
    prompt = YEARS.prompt(asking.scope, asking.means, near).margins
    whole = [(margin.of, margin.due, margin.ready, margin.unit) for margin in asking.answer.margins]
    assert [(margin.of, margin.due, margin.ready, margin.unit) for margin in prompt] == whole[: len(prompt)]


def test_a_record_comes_back_as_it_was() -> None:
    margin = Margin("a", date(2026, 1, 1), None, "months", date(2026, 2, 1), 3.5, 0.25)
    record = Record((margin, Margin("b", 1.0, 2.0, "days")), ("until", "needed"), ("One.", "Two."), "Found so.")
    assert recorded(plain(record)) == record
    older = {name: part for name, part in plain(record).items() if name != "found"}
    assert recorded(older) == replace(record, found="")
    with pytest.raises((TypeError, ValueError)):
        recorded({**older, "found": 3})


# addresses ----------------------------------------------------------------------------

BAD = [
    ("contracts=99", "contracts", "99", "a whole number from 0 to 12"),
    ("contracts=-1", "contracts", "-1", "a whole number from 0 to 12"),
    ("contracts=1.5", "contracts", "1.5", "a whole number from 0 to 12"),
    ("contracts=", "contracts", "", "a whole number from 0 to 12"),
    ("contracts=%D9%A1", "contracts", "\u0661", "a whole number from 0 to 12"),
    ("contracts=1&contracts=2", "contracts", "it twice", "it once"),
    ("path=pour", "path", "pour", "one of: national, poor"),
    ("trust=blind", "trust", "blind", "one of: announced"),
    ("expansion=1", "expansion", "1", "one of: yes, no"),
    ("lever.shift=3", "lever.shift", "3", "a whole number from 0 to 2"),
    ("lever.nobody=1", "lever.nobody", "a lever lever.nobody", "a lever of this page"),
    ("share=" + "9" * 5000, "share", "9" * 40 + "...", "a whole number from -30 to 50"),
    ("%3Cscript%3E=1", "&lt;script&gt;", "a lever &lt;script&gt;", "a lever of this page"),
]


@pytest.mark.parametrize(("query", "where", "what", "expected"), BAD, ids=[bad[0][:24] for bad in BAD])
def test_a_bad_address_is_one_finding(client: TestClient, query: str, where: str, what: str, expected: str) -> None:
    response = client.get(f"/?{query}")
    assert response.status_code == 400
    assert response.text.count('<tr class="finding">') == 1
    assert f"the address: {where}</th>" in response.text
    assert f"<td>{what}</td>" in response.text
    assert f"<td>{expected}" in response.text


def test_all_that_is_wrong_with_an_address_is_said_at_once(client: TestClient, desk: Desk) -> None:
    response = client.get("/?contracts=99&path=pour&nothing=1")
    assert (response.status_code, response.text.count('<tr class="finding">')) == (400, 3)
    assert desk.work._jobs == {}


def test_levers_that_make_no_case_are_said(client: TestClient, settled: Callable[[], None], desk: Desk) -> None:
    """Whoever believes no statement any more has no threat: the checks of cases say so, and the page with them."""
    address = addresses.read(desk.case, [("threat", "-24")])
    client.get(f"/?{address.query}")
    settled()
    page = client.get(f"/?{address.query}").text
    assert "This could not be worked out." in page
    assert "finding" in page


@pytest.mark.parametrize(
    "query", ["", "contracts=1", "expansion=no&share=-5&lever.shift=2", "path=poor&trust=delivered"]
)
def test_an_address_is_read_as_it_is_written(query: str) -> None:
    assert dict(parse_qsl(addresses.read(both.case(), parse_qsl(query)).query)) == dict(parse_qsl(query))


def test_people_are_asked_for_where_a_case_has_them() -> None:
    """The packaged case says who serves; the small one does not, so that there is no such choice."""
    case, small = packaged_case(), both.case()
    address = addresses.read(case, [("crews", "yes"), ("recruits", "10")])
    assert dict(parse_qsl(address.query)) == {"crews": "yes", "recruits": "10"}
    asked = {clock.name: addresses.question_of(addresses.of_clock(address, clock, case), clock) for clock in CLOCKS}
    assert asked["years"]["crews"] is True
    assert not any("crews" in words for name, words in asked.items() if name != "years")
    assert not addresses.first().crews
    with pytest.raises(CaseError, match="a lever crews"):
        addresses.read(small, [("crews", "yes")])


def test_a_page_that_is_not_there_is_a_finding(client: TestClient) -> None:
    response = client.get("/nowhere")
    assert (response.status_code, response.text.count('<tr class="finding">')) == (404, 1)
