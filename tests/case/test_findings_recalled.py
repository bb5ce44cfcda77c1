"""No figure rests on what somebody recalls: each way to say so is found, and derivations make it an assumption."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.case import Case
from sinews.data.derivation.book import Book
from sinews.data.sources import recalled
from sinews.errors import CaseError, Finding
from tests import support
from tests.support import add_row, set_cell

#: Code and title of sources that nobody can look up.
RECALLED = {
    "code": ("recall", "What we know"),
    "code with its topic": ("forces:recall", ""),
    "code in capitals": ("forces:RECALL", "Notes"),
    "common knowledge": ("notes", "Common knowledge, not looked up"),
    "recalled": ("notes", "Recalled by the collector, not checked against a source"),
    "from memory": ("notes", "From memory, not seen in a source"),
    "not looked up": ("notes", "Not looked up"),
    "general knowledge": ("notes", "general knowledge"),
}


def on_recall(folder: Path, source: str, title: str, fact: str = "fact-4") -> None:
    """Put a fact of the small case on a source that nobody can look up."""
    add_row(folder, "sources", source=source, title=title or source, publisher="none", published="", url="")
    rows = support.read_rows(folder, "facts")
    set_cell(folder, "facts", [row["fact"] for row in rows].index(fact) + 2, "source", source)


def found(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(CaseError) as caught:
        Case.read(folder)
    return tuple(caught.value.findings)


@pytest.mark.parametrize("name", RECALLED)
def test_a_figure_on_recall_is_a_finding(small_folder: Path, name: str) -> None:
    on_recall(small_folder, *RECALLED[name])
    findings = found(small_folder)
    assert {finding.column for finding in findings} >= {"rate_basis"}
    for finding in findings:
        assert '"fact-4", of the source' in finding.found
        assert "looked up" in finding.expected
        assert "assumption with a range" in finding.remedy


def test_many_rows_on_one_fact_are_one_finding_a_column(small_folder: Path) -> None:
    on_recall(small_folder, "recall", "")
    findings = [finding for finding in found(small_folder) if finding.file == "capacity.csv"]
    assert [finding.row for finding in findings] == [2]
    assert "(here and in 5 more rows)" in findings[0].found


def test_each_fact_is_named(small_folder: Path) -> None:
    on_recall(small_folder, "recall", "")
    set_cell(small_folder, "capacity", 2, "rate_basis", "fact-4 guess fact-1")
    rows = support.read_rows(small_folder, "facts")
    set_cell(small_folder, "facts", [row["fact"] for row in rows].index("fact-1") + 2, "source", "recall")
    named = {finding.found.split(",")[0] for finding in found(small_folder) if finding.file == "capacity.csv"}
    assert named == {'"fact-1"', '"fact-4"'}


def test_what_a_statement_on_the_threat_rests_on_counts(small_folder: Path) -> None:
    basis = support.read_rows(small_folder, "threats")[0]["basis"].split()[0]
    on_recall(small_folder, "recall", "", basis)
    assert ("threats.csv", "basis") in {(finding.file, finding.column) for finding in found(small_folder)}


def test_what_nothing_rests_on_may_be_recalled(small_folder: Path) -> None:
    add_row(small_folder, "sources", source="recall", title="Common knowledge", publisher="", published="", url="")
    last = support.read_rows(small_folder, "facts")[-1]
    add_row(small_folder, "facts", **{**last, "fact": "fact-unused", "source": "recall"})
    assert Case.read(small_folder).table("facts").height == len(support.read_rows(small_folder, "facts"))


@pytest.mark.parametrize(
    ("source", "title"),
    [("dod:recall-2024", "Total recall of vehicles"), ("report", "Recall of airbags"), ("press", "What memory serves")],
)
def test_a_source_that_is_about_a_recall_is_one(source: str, title: str) -> None:
    assert not recalled(source, title)


def test_a_derivation_makes_an_assumption_of_what_is_recalled() -> None:
    fact = {
        "fact_id": "f-1", "entity": "FRA", "subject": "vbci_ifv", "quantity": "stock", "value": "600", "low": "",
        "high": "", "unit": "units", "period_start": "2025", "period_end": "2025", "status": "estimate",
        "source_id": "recall", "confidence": "C", "as_of": "2025", "topic": "f",
    }  # fmt: skip
    book = Book(facts={"f-1": fact, "f-2": {**fact, "fact_id": "f-2", "source_id": "press", "low": "500"}})
    figure = book.fact("f-1", "units")
    assert figure.basis == ("recalled_stock_of_vbci_ifv_fra_2025",)
    assert (figure.low, figure.value, figure.high) == pytest.approx((420, 600, 780))
    assert "not looked up" in str(book.assumptions["recalled_stock_of_vbci_ifv_fra_2025"]["reason"])
    assert book.fact("f-2", "units").basis == ("f-2",)
    assert len(book.assumptions) == 1
