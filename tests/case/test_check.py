"""What figures rest on, and the search among facts."""

from __future__ import annotations

from dataclasses import replace
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


def test_search_ranks_what_facts_are_about_then_the_newest(small_case: Case) -> None:
    assert search(small_case, "shell")["fact"].to_list() == ["fact-3", "fact-4"]  # the title alone names it in fact-4
    assert search(small_case, "report", limit=2)["fact"].to_list() == ["fact-1", "fact-2"]
    facts = small_case.table("facts").with_columns(
        pl.when(pl.col("fact") == "fact-2").then(pl.lit("2025-07")).otherwise("as_of").alias("as_of")
    )
    newer = replace(small_case, tables={**small_case.tables, "facts": facts})
    assert search(newer, "report", limit=2)["fact"].to_list() == ["fact-2", "fact-1"]


@pytest.mark.parametrize("words", ["Germany", "germany", "Gérmany", "DEU", "deu 155mm", "Germany Shell"])
def test_search_knows_places_and_items_by_name(small_case: Case, words: str) -> None:
    names = dict(small_case.table("places").select("place", "name").iter_rows())
    assert names["DEU"] == "Germany"
    found = search(small_case, words)
    assert set(found["entity"]) == {"DEU"}
    assert "fact-3" in found["fact"].to_list()


def test_search_among_ten_thousand_facts(small_case: Case) -> None:
    facts = small_case.table("facts")
    many = pl.concat([facts] * (10_000 // facts.height + 1)).with_row_index("_n")
    many = many.with_columns(pl.format("{}-{}", "fact", "_n").alias("fact")).drop("_n")
    large = replace(small_case, tables={**small_case.tables, "facts": many})
    assert search(large, "Germany shell", limit=5).height == 5


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
    assert search(small_case, "f.ct").height == 0
    assert search(small_case, "(").height == 0
    assert search(small_case, "fact.1")["fact"].to_list() == search(small_case, "fact-1")["fact"].to_list()
