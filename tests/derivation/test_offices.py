"""Contracting offices of the packaged case: ratios and prices worked out by hand, and what 2025 says of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.build_case import derive
from tools.derivation import levers_prices as prices
from tools.derivation.figures import Book, figure_of
from tools.derivation.levers_terms import Row, years_to_the_end
from tools.derivation.offices import PUBLISHED

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def book() -> Book:
    return derive()


@pytest.fixture(scope="module")
def offices(book: Book) -> dict[str, Row]:
    return {str(row["place"]): row for row in book.tables["offices"]}


def test_what_an_office_signs_is_the_mean_of_what_is_known(book: Book, offices: dict[str, Row]) -> None:
    """Poland: one year, and the next as its low end. The United Kingdom: three years, none of them left out."""
    poland = figure_of(offices["POL"], "signed", "million_EUR/year")
    assert poland.value == pytest.approx(book.euros("forces-2113").value)
    assert poland.low == pytest.approx(book.euros("forces-2110").low)
    british = [book.euros(fact) for fact in PUBLISHED["GBR"][0]]
    found = figure_of(offices["GBR"], "signed", "million_EUR/year")
    assert found.value == pytest.approx(sum(year.value for year in british) / 3)
    assert (found.low, found.high) == (min(year.low for year in british), max(year.high for year in british))


def test_other_offices_sign_in_proportion_to_equipment(offices: dict[str, Row], book: Book) -> None:
    """Denmark: USD 424.525 bn x 2.29 % x 21.78 % on equipment in 2024, times 1.3, in euros of 2025."""
    dollars = 424_525 * 0.0229 * 0.2178 * 1.3
    found = figure_of(offices["DNK"], "signed", "million_EUR/year")
    assert found.value == pytest.approx(dollars * book.exchange("USD").value * book.deflator(2024).value, rel=1e-4)
    assert {
        place for place, row in offices.items() if "contracts_to_equipment_spending" in str(row["signed_basis"])
    } == (set(offices) - set(PUBLISHED))


def test_more_officials_cost_their_pay() -> None:
    """A tenth of 400 million a year over 4 million each: ten posts, paid in training and to the end of the clock."""
    plain = Book.read()
    number = {"signed": 400.0, "signed_low": 400.0, "signed_high": 400.0, "signed_basis": "society-345"}
    plain.tables["offices"] = [{"place": "DEU", **number}, {"place": "USA", **number}]
    price = prices.officials(plain, ("DEU",), 0.1, "2027-08")
    years = prices.training(plain).value / 12 + years_to_the_end(plain, "2027-08").value
    assert price.value == pytest.approx(10 * prices.pay(plain).value * years)


def test_the_page_says_what_2025_says_of_offices(book: Book, offices: dict[str, Row]) -> None:
    """What was signed up to 2024, a year's growth on it, and its ends, beside the fact of 2025."""
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"\| (\w+) \| ([\d.]+) \[([\d.]+), ([\d.]+)\] \| ([\d.]+), \w[^|]*\| ([+-]\d+) \| ([\w-]+) \|", page
    )
    assert len(rows) == 3
    for name, value, low, high, said, error, fact in rows:
        place = {"Germany": "DEU", "France": "FRA", "Poland": "POL"}[name]
        signed = figure_of(offices[place], "signed", "million_EUR/year")
        growth = figure_of(offices[place], "growth", "percent/year")
        ends = [(s * (1 + g / 100)) / 1000 for s, g in zip(_ends(signed), _ends(growth), strict=True)]
        assert [float(value), float(low), float(high)] == [round(end, 1) for end in ends], name
        published = book.euros(fact).value / 1000
        assert float(said) == pytest.approx(published, abs=0.05)
        assert int(error) == round(100 * (float(value) / published - 1))


def _ends(figure: object) -> tuple[float, float, float]:
    return figure.value, figure.low, figure.high  # type: ignore[attr-defined]
