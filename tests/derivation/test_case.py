"""The whole derivation: the packaged case is what the facts and rules give, and passes every check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from sinews.answers.memory import FOLDER
from sinews.data.case import Case, embedded
from sinews.data.grounds import check
from sinews.data.schema import Table
from sinews.data.tables.days import DAYS
from sinews.data.tables.years import YEARS
from sinews.errors import CaseError
from tools.build_case import derive, to_case


@pytest.fixture(scope="module")
def derived() -> Case:
    return to_case(derive())


def test_the_packaged_case_has_the_same_bytes(derived: Case, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("case") / "again"
    derived.write(folder)
    packaged = embedded("nato-europe")
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(path.name for path in packaged.iterdir() if path.name != FOLDER)
    for name in names:
        assert (folder / name).read_bytes() == (packaged / name).read_bytes(), f"{name}: run python -m tools.build_case"


def free_share(derived: Case, tables: tuple[Table, ...]) -> float:
    names = {table.name for table in tables}
    report = check(derived)
    return replace(report, counts=tuple(count for count in report.counts if count.table in names)).free_share


def test_most_free_values_of_the_years_clock_rest_on_facts(derived: Case) -> None:
    assert free_share(derived, YEARS) >= 0.7


def test_many_free_values_of_the_days_clock_are_assumed_and_say_so(derived: Case) -> None:
    """Nobody publishes what a line can carry for armies, and coordinates were set down without a source."""
    assert 0.01 <= free_share(derived, DAYS) <= 0.5


def test_the_scope_that_the_case_promises(derived: Case) -> None:
    allies = derived.table("places").filter(pl.col("kind") == "ally")["place"]
    assert len(allies) == 32
    needed = derived.table("items").filter(pl.col("kind") == "needed")
    assert len(needed) >= 12
    assert len(derived.table("sites")) >= 60
    assert len(derived.table("threats")) >= 40
    hosts = set(derived.table("sites")["place"])
    assert hosts >= {"USA", "NOR", "GBR", "ITA", "ESP", "FRA", "DEU", "POL", "SWE", "FIN", "DNK", "TUR"}


def test_curated_facts_carry_no_remarks() -> None:
    header = (Path("tools") / "facts" / "money.csv").read_text(encoding="utf-8").splitlines()[0]
    assert "note" not in header.split(",")


def test_what_is_wrong_with_a_row_is_said_where_the_row_stands() -> None:
    """A line in a state that is none: the finding names the sheet and the line, not the row of the case."""
    book = derive()
    line = book.origins["sites", 40]
    book.tables["sites"][40]["place"] = "XYZ"
    with pytest.raises(CaseError) as error:
        to_case(book)
    found = [finding for finding in error.value.findings if finding.file == "sites.csv"]
    assert [(finding.file, finding.row, finding.column) for finding in found] == [(*line, "place")]
    assert line == ("sites.csv", 42)
    assert book.origins["stocks", len(book.tables["stocks"]) - 1][1] < len(book.tables["stocks"])
