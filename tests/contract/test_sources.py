"""How sources are told: the publisher first, the grade of what it says, where it was read after."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.commands.facts import in_words
from sinews.data.case import Case, embedded
from sinews.data.search import search
from sinews.present.sources import cited, published
from tests import support

TITLE = "Shells for years (read via a copy at example.com)"


@pytest.fixture
def relayed(tmp_path: Path) -> Case:
    folder = support.small_folder(tmp_path / "small")
    support.set_cell(folder, "sources", 2, "title", TITLE)
    return Case.read(folder)


def test_the_publisher_comes_first_and_where_it_was_read_after(relayed: Case) -> None:
    assert cited(relayed)["fact-4"] == (
        "A Newspaper, Shells for years, 2025-01, grade C, read via a copy at example.com <https://example.org/a>"
    )
    assert published(relayed)["fact-4"] == "A Newspaper, 2025-01, grade C, read via a copy at example.com"
    assert published(relayed)["fact-1"] == "A Ministry, 2025-06, grade A"


def test_facts_are_told_so(relayed: Case) -> None:
    fact = search(relayed, "newspaper").row(0, named=True)
    assert (fact["title"], fact["via"]) == ("Shells for years", "a copy at example.com")
    *_, source = in_words(fact)
    assert source.strip() == ("A Newspaper, Shells for years, read via a copy at example.com, https://example.org/a")
    assert "grade C" in in_words(fact)[1]


def test_a_source_without_a_publisher_is_told_by_its_title(tmp_path: Path) -> None:
    folder = support.small_folder(tmp_path / "small")
    support.set_cell(folder, "sources", 2, "publisher", "")
    assert published(Case.read(folder))["fact-4"] == "Shells for years, 2025-01, grade C"


def test_publishers_of_the_packaged_case_are_primary() -> None:
    publishers = Case.read(embedded("nato-europe")).table("sources")["publisher"].drop_nulls()
    assert publishers.filter(publishers.str.contains(r" via | citing |, relay of |\(relay of ")).to_list() == []
