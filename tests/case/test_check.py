"""What figures rest on, and the search among facts."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sinews.data.case import Case
from sinews.data.grounds import check, figures, weakest
from sinews.data.search import search
from sinews.errors import UsageError
from tests.support import set_cell


def test_counts_by_ground(small_case: Case) -> None:
    counts = {count.table: count for count in check(small_case).counts}
    assert (counts["economy"].values, counts["economy"].fact_a) == (2, 2)
    assert (counts["budgets"].derived, counts["budgets"].assumption) == (2, 2)
    assert counts["capacity"].fact_c == 6
    assert counts["parameters"].setting == counts["parameters"].values == 6
    assert sum(count.values for count in counts.values()) == figures(small_case).height


def test_weakest_fact_counts_and_conversions_do_not(small_folder: Path) -> None:
    set_cell(small_folder, "uses", 2, "rate_basis", "fact-1 fact-3 exchange")
    set_cell(small_folder, "stocks", 2, "quantity_basis", "exchange")
    counts = {count.table: count for count in check(Case.read(small_folder)).counts}
    assert (counts["uses"].fact_b, counts["uses"].assumption) == (1, 0)
    assert counts["stocks"].assumption == 3


def test_free_share_leaves_out_derived_values_and_settings(small_case: Case) -> None:
    report = check(small_case)
    free = report.table.filter(pl.col("table") != "parameters")
    facts, assumed = (
        free.select("fact_a", "fact_b", "fact_c").sum().sum_horizontal().item(),
        free["assumption"].sum(),
    )
    assert report.free_share == pytest.approx(facts / (facts + assumed))
    assert 0 < report.free_share < 1


def test_weakest_comes_first(small_case: Case) -> None:
    frame = weakest(small_case, 1000)
    assert frame["weakest"][0] == "assumption"
    assert frame["weakest"][-1] == "fact A"
    first = frame.filter(pl.col("weakest") == "assumption")
    assert first["column"][0] == "amount"
    assert first["width"].is_sorted(descending=True)
    assert weakest(small_case, 3).height == 3
    assert "setting" not in frame["weakest"].to_list()


def test_search_wants_every_word(small_case: Case) -> None:
    assert search(small_case, "SHELL newspaper")["fact"].to_list() == ["fact-4"]
    assert search(small_case, ["shell_155mm", "deu"])["fact"].to_list() == ["fact-3"]
    assert search(small_case, "shell submarine").height == 0


def test_search_ranks_by_hits_then_id(small_case: Case) -> None:
    assert search(small_case, "shell")["fact"].to_list() == ["fact-4", "fact-3"]
    assert search(small_case, "report", limit=2)["fact"].to_list() == ["fact-1", "fact-2"]


def test_search_gives_period_and_source(small_case: Case) -> None:
    found = search(small_case, "newspaper").row(0, named=True)
    assert (found["period"], found["publisher"], found["url"]) == (
        "2025/2025-06",
        "A Newspaper",
        "https://example.org/a",
    )


@pytest.mark.parametrize(("words", "limit"), [("", 5), ("  ", 5), ([], 5), ("shell", 0)])
def test_search_for_nothing(small_case: Case, words: str, limit: int) -> None:
    with pytest.raises(UsageError):
        search(small_case, words, limit)


def test_search_takes_words_as_they_are(small_case: Case) -> None:
    assert search(small_case, "fact.1").height == 0
