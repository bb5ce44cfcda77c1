"""The economy, budget and threat side of the case: totals that are known, and sound tables."""

from __future__ import annotations

from collections import Counter

import pytest

from tools.derivation import adversary, alliance, money, threats
from tools.derivation.economy import FIRST, LAST
from tools.derivation.figures import Book, DerivationError
from tools.derivation.prices import euros_of

Row = dict[str, object]


@pytest.fixture(scope="module")
def book() -> Book:
    """A book filled by the modules under test."""
    filled = Book.read()
    for module in (alliance, money, threats, adversary):
        module.derive(filled)
    return filled


def number(row: Row, name: str) -> float:
    return float(str(row[name]))


def by_place_and_year(book: Book, table: str, **cells: str) -> dict[tuple[str, int], Row]:
    return {
        (str(row["place"]), int(str(row["year"]))): row
        for row in book.tables[table]
        if all(row[name] == cell for name, cell in cells.items())
    }


def share_on(path: dict[tuple[str, int], Row], place: str, year: int) -> float:
    """The share of a path in a year, straight between its anchors and level outside."""
    anchors = sorted((when, number(row, "share")) for (who, when), row in path.items() if who == place)
    before = [anchor for anchor in anchors if anchor[0] <= year] or [anchors[0]]
    after = [anchor for anchor in anchors if anchor[0] >= year] or [anchors[-1]]
    (start, low), (end, high) = before[-1], after[0]
    return low if start == end or year <= start else low + (high - low) * (year - start) / (end - start)


def test_every_basis_exists(book: Book) -> None:
    known = set(book.facts) | set(book.assumptions) | {f"rule:{rule}" for rule in book.rules}
    bases = {
        part
        for rows in book.tables.values()
        for row in rows
        for name, cell in row.items()
        if name == "basis" or name.endswith("_basis")
        for part in str(cell).split()
    }
    assert bases <= known


def test_groups_have_their_members(book: Book) -> None:
    assert Counter(row["group"] for row in book.tables["groups"]) == {"NATO": 32, "NATO_EUR": 30, "EU27": 27}


def test_every_ally_has_a_contracting_delay(book: Book) -> None:
    missing = [
        row["place"] for row in book.tables["places"] if (row["kind"] == "ally") != ("contracting_delay_basis" in row)
    ]
    assert missing == []


@pytest.mark.parametrize(("place", "billions"), [("DEU", 4_450), ("USA", 27_100), ("POL", 920), ("RUS", 2_250)])
def test_output_of_2025(book: Book, place: str, billions: float) -> None:
    gdp = number(by_place_and_year(book, "economy")[place, 2025], "gdp")
    assert gdp / 1e3 == pytest.approx(billions, rel=0.03)


def test_economy_is_known_for_every_ally_to_the_end(book: Book) -> None:
    economy = by_place_and_year(book, "economy")
    assert all((place, year) in economy for place in alliance.ALLIES for year in range(2018, LAST + 1))
    assert min(year for _, year in economy) == FIRST


def test_real_output_moves_by_the_growth_of_the_outlook(book: Book) -> None:
    economy = by_place_and_year(book, "economy")
    growth = number(economy["DEU", 2026], "gdp") / number(economy["DEU", 2025], "gdp") - 1
    assert 100 * growth == pytest.approx(0.944, abs=0.001)


def test_spending_of_europe_today(book: Book) -> None:
    """NATO puts Europe with Canada at some 777 billion dollars in 2026, about 45 of them Canadian."""
    economy, today = by_place_and_year(book, "economy"), by_place_and_year(book, "paths", path="today")
    spent = sum(number(economy[place, 2026], "gdp") * share_on(today, place, 2026) / 100 for place in alliance.NATO_EUR)
    assert 550e3 < spent < 700e3


def test_paths_rise_and_none_cuts_but_that_of_two_percent(book: Book) -> None:
    paths = {
        name: by_place_and_year(book, "paths", path=name)
        for name in ("today", "two_percent", "three_percent", "three_and_a_half_percent", "national")
    }
    for place in alliance.ALLIES:
        now = share_on(paths["today"], place, 2035)
        for name in ("three_percent", "three_and_a_half_percent", "national"):
            assert share_on(paths[name], place, 2035) >= now
        if place not in alliance.WITHOUT_FORCES:
            assert share_on(paths["two_percent"], place, 2030) == 2.0
            assert share_on(paths["three_and_a_half_percent"], place, 2035) >= 3.5


def test_pledge_of_germany(book: Book) -> None:
    national = by_place_and_year(book, "paths", path="national")
    assert share_on(national, "DEU", 2029) == 3.5
    assert 2.69 < share_on(national, "DEU", 2028) < 3.5


def test_five_percent_buys_with_its_core_alone(book: Book) -> None:
    whole = by_place_and_year(book, "paths", path="five_percent")
    assert share_on(whole, "ITA", 2035) == pytest.approx(3.5)


def test_one_share_of_history_a_place_and_year(book: Book) -> None:
    history = by_place_and_year(book, "history")
    assert number(history["DEU", 1963], "share") > 4.5
    assert number(history["DEU", 2026], "share") == pytest.approx(2.69)
    assert ("POL", 1985) in history


def test_loans_add_up_to_less_than_what_is_lent(book: Book) -> None:
    loans = sum(number(row, "amount") for row in book.tables["funds"] if row["purpose"] == "order")
    assert 25e3 < loans < 75e3


def test_grants_add_up(book: Book) -> None:
    grants = sum(number(row, "amount") for row in book.tables["funds"] if row["purpose"] == "expansion")
    whole = euros_of(book, "money-6524", 2026).value - euros_of(book, "money-6525", 2026).value
    assert grants == pytest.approx(whole * book.assumed("edip_share_for_expansion").value / 100)


def test_statements_are_intervals_after_their_date(book: Book) -> None:
    rows = book.tables["threats"]
    assert len(rows) >= 40
    for row in rows:
        assert str(row["date"])[:7] <= str(row["latest"])
        assert str(row["earliest"]) <= str(row["latest"])


@pytest.mark.parametrize(
    ("threat", "earliest", "latest"),
    [
        ("threat_162", "2028-12", "2029-12"),  # four to five years from December 2024
        ("threat_164", "2025-12", "2030-12"),  # within five years
        ("threat_159", "2028-01", "2029-12"),  # 2028 or 2029
        ("threat_175", "2025-11", "2029-12"),  # before 2030
    ],
)
def test_reading_of_statements(book: Book, threat: str, earliest: str, latest: str) -> None:
    row = next(row for row in book.tables["threats"] if row["threat"] == threat)
    assert (row["earliest"], row["latest"]) == (earliest, latest)


def test_statements_counted_from_the_end_of_the_war_rest_on_its_date(book: Book) -> None:
    rows = [row for row in book.tables["threats"] if "after" in str(row["basis"])]
    assert rows
    assert all("end_of_war_in_ukraine" in str(row["basis"]).split() for row in rows)


def test_russian_tanks_split_into_new_and_refurbished(book: Book) -> None:
    rates = {str(row["entry"]): number(row, "amount") for row in book.tables["adversary"]}
    assert rates["rus_tank_2024_new"] + rates["rus_tank_2024_refurbished"] == pytest.approx(1500 / 12)


def test_money_of_another_kind_is_refused(book: Book) -> None:
    with pytest.raises(DerivationError, match="not money"):
        money.euros(book, "society-152")
