"""`sinews statements`: verdicts into a pipe, as JSON, on a page; what it refuses."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests import support
from tests.cli.words import Command, Listing
from tests.statements.told import statement, tables


@pytest.fixture
def told(folder: Path) -> Path:
    """A case with one claim of each kind."""
    rows = [
        statement("members", "two", about="NATO_EUR", value=2, unit="states"),
        statement("contracts_matter", "delay", step=50, threshold=0.01, unit="percent"),
        statement("no_data", "roads"),
    ]
    return support.write_tables(folder / "told", tables(*rows))


def test_into_a_pipe_goes_a_table(sinews: Command, told: Path) -> None:
    done = sinews("statements", str(told))
    assert done.status == 0
    rows = list(csv.DictReader(io.StringIO(done.out)))
    verdicts = {row["statement"]: row["verdict"] for row in rows}
    assert verdicts == {"two": "holds", "delay": verdicts["delay"], "roads": "open"}
    assert verdicts["delay"] != "open"
    assert all(row["because"] and row["what_would_change_it"] for row in rows)


def test_only_data_asks_no_solver(sinews: Command, told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sinews.statements import plans

    def fail(*_: object) -> None:
        raise AssertionError("a plan was asked for")

    monkeypatch.setattr(plans, "refer", fail)
    done = sinews("statements", str(told), "--only", "data", "--json")
    assert done.status == 0
    assert [row["statement"] for row in done.json["verdicts"]] == ["two"]
    assert done.json["verdicts"][0]["value"] == 2
    later = sinews("statements", str(told), "--only", "not_computable", "--json")
    assert [row["statement"] for row in later.json["verdicts"]] == ["roads"]


def test_on_an_earlier_day_later_statements_are_not_there(sinews: Command, told: Path) -> None:
    known = sinews("statements", str(told), "--only", "data", "--as-of", "2025-07-01", "--json")
    assert known.status == 0
    done = sinews("statements", str(told), "--only", "data", "--as-of", "2025-01-01")
    assert done.status == 2
    assert "no statements" in done.err


def test_the_same_case_gives_the_same_bytes(sinews: Command, told: Path) -> None:
    assert sinews("statements", str(told)).out == sinews("statements", str(told)).out


def test_claims_on_data_write_nothing(sinews: Command, told: Path, listing: Listing) -> None:
    before = listing()
    assert sinews("statements", str(told), "--only", "data").status == 0
    assert listing() == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["statements", "small", "--only", "plan"], "no statements"),
        (["statements", "told", "--only", "dat"], "Did you mean data?"),
        (["statements", "told", "--path", "nationl"], "Did you mean national?"),
        (["statements", "told", "--group", "EU"], "no group EU"),
        (["statements", "told", "--solver", "hihgs"], "highs"),
    ],
)
def test_requests_that_make_no_sense(sinews: Command, told: Path, words: list[str], says: str) -> None:
    assert told.is_dir()
    done = sinews(*words)
    assert (done.status, done.out) == (2, "")
    assert says in done.err
    assert "Traceback" not in done.err
