"""Pairs of the packaged case beside the facts that they cite."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sinews.data.case import Case
from sinews.data.tables.slips import DATED, OutcomeKind, SlipKind
from tests.support import packaged_case

#: Months of a year by which a fact may miss its month: they state years to two digits, or the middle of a season.
NEAR = 1.6

_DATED = [kind.value for kind in DATED]


@pytest.fixture(scope="module")
def packaged() -> Case:
    return packaged_case()


@pytest.fixture(scope="module")
def stated(packaged: Case) -> pl.DataFrame:
    """Each pair with the facts on its promise and on what came."""
    facts = packaged.table("facts").select(pl.exclude("source", "topic"))
    rows = packaged.table("slips").with_columns(pl.col("basis").str.split(" "))
    promise, outcome = (pl.col("basis").list.get(place).alias(name) for place, name in ((0, "said"), (1, "saw")))
    rows = rows.with_columns(promise, outcome)
    rows = rows.join(facts.rename(lambda name: f"said_{name}"), left_on="said", right_on="said_fact", how="left")
    return rows.join(facts.rename(lambda name: f"saw_{name}"), left_on="saw", right_on="saw_fact", how="left")


def years(month: date) -> float:
    return month.year + (month.month - 0.5) / 12


def test_months_are_those_of_the_facts(stated: pl.DataFrame) -> None:
    dates = stated.filter(pl.col("kind").is_in(_DATED) & (pl.col("said_unit") == "year"))
    assert dates.height == stated.filter(pl.col("kind").is_in(_DATED)).height - 1  # one states lags in months and days
    for row in dates.iter_rows(named=True):
        assert abs(years(row["due"]) - row["said_value"]) * 12 < NEAR, row["pair"]
        assert abs(years(row["came"]) - row["saw_value"]) * 12 < NEAR, row["pair"]


def test_days_of_promises_are_those_of_the_facts(stated: pl.DataFrame) -> None:
    """The month where a fact has one, the middle of the year where it has none; rates of a year are promised for it."""
    for row in stated.iter_rows(named=True):
        since = row["said_period_start"]
        if re.fullmatch(r"\d{4}", since):
            assert row["signed"].isoformat()[:4] == since, row["pair"]
            assert row["signed"].month in (1, 7)
            assert row["signed"].month == 7 or row["kind"] not in _DATED
        else:
            assert row["signed"].isoformat()[:7] == since, row["pair"]


def test_outcomes_are_what_the_facts_say(stated: pl.DataFrame) -> None:
    seen = stated.filter(pl.col("outcome") == OutcomeKind.OBSERVED)
    assert set(seen["saw_status"]) == {"observed"}
    assert "observed" not in set(stated.filter(pl.col("outcome") == OutcomeKind.EXPECTED)["saw_status"])


def test_amounts_are_those_of_the_facts(stated: pl.DataFrame) -> None:
    amounts = stated.filter(~pl.col("kind").is_in(_DATED))
    for name, fact in (("promised", "said"), ("observed", "saw")):
        months = pl.when(pl.col(f"{fact}_unit") == "units/year").then(12).otherwise(1)
        off = amounts.select((pl.col(name) * months / pl.col(f"{fact}_value") - 1).abs().max()).item()
        assert off < 1e-5


def test_no_fact_is_counted_as_two_promises(stated: pl.DataFrame) -> None:
    assert stated["said"].is_unique().all()


def test_deliveries_are_promised_to_states(packaged: Case) -> None:
    """To those of the case, or to others by the same codes (Switzerland): a maker would be a state of its own."""
    parties = set(packaged.table("slips").filter(pl.col("kind") == SlipKind.PROCUREMENT)["party"])
    assert parties <= {*packaged.table("places")["place"], "CHE"}


def test_the_documentation_counts_the_pairs_that_there_are(packaged: Case) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
    assert f"The packaged case has {packaged.table('slips').height} pairs." in page
