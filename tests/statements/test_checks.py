"""Each check on a case small enough to do by hand; the sums stand in the docstrings."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.statements.evidence import ratio_of_counts
from sinews.statements.verdict import Outcome
from tests import support
from tests.statements.told import case, check, statement

HOLDS, IN_PART, NOT, OPEN = Outcome.HOLDS, Outcome.IN_PART, Outcome.DOES_NOT_HOLD, Outcome.OPEN


def fact(code: str, entity: str, value: float, unit: str = "incidents", period: str = "2024") -> support.Row:
    """A cited figure."""
    row = dict(support.small_tables()["facts"][0])
    return row | {
        "fact": code,
        "entity": entity,
        "value": repr(value),
        "low": "",
        "unit": unit,
        "period_start": period,
        "as_of": "2025-01",
    }


def facts(*more: support.Row) -> list[support.Row]:
    return [*support.small_tables()["facts"], *more]


@pytest.mark.parametrize(("claimed", "outcome"), [(2, HOLDS), (3, NOT)])
def test_members(tmp_path: Path, claimed: int, outcome: Outcome) -> None:
    """Germany and Poland are the two members of the group."""
    found = check(case(tmp_path, statement("members", about="NATO_EUR", value=claimed, unit="states")))
    assert (found.outcome, found.figure and found.figure.value) == (outcome, 2)


def history(*rows: tuple[str, int, float]) -> list[support.Row]:
    return [{"place": place, "year": str(year), **support.number("share", share)} for place, year, share in rows]


@pytest.mark.parametrize(
    ("shares", "outcome"),
    [((2.5, 3.0), HOLDS), ((2.1, 3.0), IN_PART), ((1.0, 3.0), IN_PART), ((1.0, 1.9), NOT)],
)
def test_share_of_each(tmp_path: Path, shares: tuple[float, float], outcome: Outcome) -> None:
    """Ranges are a tenth to either side: 2.5 is surely above 2, 2.1 is not, 1 is surely below."""
    rows = history(("DEU", 2025, shares[0]), ("POL", 2025, shares[1]))
    row = statement(
        "share_of_each", about="NATO_EUR", start="2025-01", end="2025-12", side="at_least", value=2.0, unit="percent"
    )
    assert check(case(tmp_path, row, history=rows)).outcome is outcome


def test_states_without_forces_do_not_count(tmp_path: Path) -> None:
    rows = [*history(("POL", 2025, 3.0)), {"place": "DEU", "year": "2025", **support.share("share", 0.0)}]
    row = statement(
        "share_of_each", about="NATO_EUR", start="2025-01", end="2025-12", side="at_least", value=2.0, unit="percent"
    )
    found = check(case(tmp_path, row, history=rows))
    assert found.outcome is HOLDS
    assert found.against is not None
    assert found.against.value == 1


@pytest.mark.parametrize(("claimed", "outcome"), [(2.9, HOLDS), (3.1, NOT)])
def test_share_pledged_is_linear_between_anchor_years(tmp_path: Path, claimed: float, outcome: Outcome) -> None:
    """Two percent in 2026 and four in 2030 make three in 2028."""
    paths = [
        {"path": path, "place": place, "year": str(year), **support.share("share", share)}
        for path in ("national", "today")
        for place in ("DEU", "POL")
        for year, share in ((2026, 2.0), (2030, 4.0))
    ]
    row = statement(
        "share_pledged",
        about="NATO_EUR",
        end="2028-12",
        path="national",
        side="at_least",
        value=claimed,
        unit="percent",
    )
    assert check(case(tmp_path, row, paths=paths)).outcome is outcome


@pytest.mark.parametrize(("claimed", "outcome"), [(1.5, HOLDS), (2.5, IN_PART), (3.5, NOT)])
def test_share_median_has_the_range_of_the_years(tmp_path: Path, claimed: float, outcome: Outcome) -> None:
    """Yearly medians of (1, 3) and (3, 5) are 2 and 4; the median of the two is 3."""
    rows = history(("DEU", 1960, 1.0), ("POL", 1960, 3.0), ("DEU", 1961, 3.0), ("POL", 1961, 5.0))
    row = statement(
        "share_median", about="NATO_EUR", start="1960-01", end="1961-12", side="above", value=claimed, unit="percent"
    )
    found = check(case(tmp_path, row, history=rows))
    assert found.figure is not None
    assert (found.outcome, found.figure.value, found.figure.low, found.figure.high) == (outcome, 3.0, 2.0, 4.0)


@pytest.mark.parametrize(("then", "outcome"), [(2.0, HOLDS), (2.9, IN_PART), (4.0, NOT)])
def test_share_change(tmp_path: Path, then: float, outcome: Outcome) -> None:
    """From 3 (2.7 to 3.3) to 2.9 (2.61 to 3.19) most likely falls, but may rise; Poland has no share in 1985."""
    rows = history(("DEU", 1985, 3.0), ("DEU", 2014, then), ("POL", 2014, 9.0))
    row = statement(
        "share_change",
        about="NATO_EUR",
        start="1985-01",
        end="2014-12",
        side="below",
        threshold=0.0,
        unit="percentage_points",
    )
    found = check(case(tmp_path, row, history=rows))
    assert found.outcome is outcome
    assert found.figure is not None
    assert found.figure.value == pytest.approx(then - 3.0)


def test_expenditure_growth(tmp_path: Path) -> None:
    """GDP 100 at 2 % and 200 at 3 %: 2 and 6, so 200 percent more."""
    economy = [
        {"place": place, "year": str(year), **support.number("gdp", gdp, 0.0), **support.blank("gdp_ppp"),
         **support.blank("population")}
        for place in ("DEU", "POL")
        for year, gdp in ((2014, 100.0), (2024, 200.0), (2026, 200.0))
    ]  # fmt: skip
    shares = [
        {"place": "DEU", "year": str(year), **support.share("share", share)}
        for year, share in ((2014, 2.0), (2024, 3.0))
    ]
    row = statement(
        "expenditure_growth",
        about="NATO_EUR",
        start="2014-01",
        end="2024-12",
        side="above",
        threshold=0.0,
        unit="percent",
    )
    found = check(case(tmp_path, row, economy=economy, history=shares))
    assert found.figure is not None
    assert (found.outcome, found.figure.value) == (HOLDS, pytest.approx(200.0))


def adversary(**cells: str) -> support.Row:
    return {**support.small_tables()["adversary"][0], **cells}


def test_adversary_growth_is_by_the_year(tmp_path: Path) -> None:
    """From 100 to 121 in two years is ten percent a year; without one of the years it is open."""
    rows = [
        adversary(entry=f"e{year}", item="", quantity="defence_expenditure", start=f"{year}-01", end=f"{year}-12",
                  unit="million_EUR", **support.number("amount", amount, 0.0))
        for year, amount in ((2020, 100.0), (2022, 121.0))
    ]  # fmt: skip
    cells = {"about": "RUS", "start": "2020-01", "side": "at_least", "threshold": (9.0, 8.0, 11.0), "unit": "percent"}
    found = check(case(tmp_path / "a", statement("adversary_growth", end="2022-12", **cells), adversary=rows))
    assert found.figure is not None
    assert (found.outcome, found.figure.value) == (IN_PART, pytest.approx(10.0))
    assert (
        check(case(tmp_path / "b", statement("adversary_growth", end="2023-12", **cells), adversary=rows)).outcome
        is OPEN
    )


@pytest.mark.parametrize(("claimed", "outcome"), [(60.0, HOLDS), (72.0, IN_PART), (100.0, NOT)])
def test_rate_target_counts_contracts_in_the_middle(tmp_path: Path, claimed: float, outcome: Outcome) -> None:
    """Six tanks a month are observed (5.4 to 6.6), twelve announced for June 2028 (to 13.2): 72 (64.8 to 158.4)."""
    row = statement(
        "rate_target",
        about="POL",
        item="main_battle_tank",
        end="2028-06",
        side="at_least",
        value=claimed,
        unit="units/year",
    )
    found = check(case(tmp_path, row))
    assert found.figure is not None
    assert (found.figure.value, found.figure.low, found.figure.high) == pytest.approx((72.0, 64.8, 158.4))
    assert found.outcome is outcome


def test_a_claim_on_capacity_is_told_that_output_is_something_else(tmp_path: Path) -> None:
    cells = {"about": "POL", "item": "main_battle_tank", "end": "2026-01", "side": "at_least", "value": 60.0}
    made = statement("rate_target", unit="units/year", **cells)
    assert "capacity" not in check(case(tmp_path / "a", made)).because
    assert "capacity" in check(case(tmp_path / "b", made | {"quantity": "capacity"})).because


def test_rate_target_says_when_plans_reach_it_and_is_open_without_lines(tmp_path: Path) -> None:
    """From 6 in December 2025 to 12 in June 2028 (30 months) announced: 9 a month, 108 a year, after 15 months."""
    cells = {"item": "main_battle_tank", "end": "2026-01", "side": "at_least", "value": 108.0, "unit": "units/year"}
    assert "March 2027" in check(case(tmp_path / "a", statement("rate_target", about="POL", **cells))).change
    assert check(case(tmp_path / "b", statement("rate_target", about="DEU", **cells))).outcome is OPEN
    mine = statement("rate_target", about="POL", owner="Nobody", **cells)
    assert check(case(tmp_path / "c", mine)).outcome is OPEN


@pytest.mark.parametrize(("theirs", "outcome"), [(3.0, HOLDS), (5.9, IN_PART), (9.0, NOT)])
def test_output_ratio(tmp_path: Path, theirs: float, outcome: Outcome) -> None:
    """Six a month against three is twice as much; against 5.9 the ranges cross."""
    rows = [
        adversary(entry="new", **support.number("amount", theirs / 2)),
        adversary(entry="old", quantity="refurbishment", **support.number("amount", theirs / 2)),
    ]
    row = statement(
        "output_ratio",
        about="NATO_EUR",
        against="RUS",
        item="main_battle_tank",
        end="2025-12",
        side="above",
        value=1.0,
        unit="ratio",
    )
    found = check(case(tmp_path, row, adversary=rows))
    assert found.figure is not None
    assert (found.outcome, found.figure.value) == (outcome, pytest.approx(6.0 / theirs))


def test_output_ratio_weighs_parts_of_a_year_by_their_months(tmp_path: Path) -> None:
    """Three months at 12 and nine at 4 are 6 a month on average: as much as Poland makes."""
    rows = [
        adversary(entry="a", start="2025-01", end="2025-03", **support.number("amount", 12, 0.0)),
        adversary(entry="b", start="2025-04", end="2025-12", **support.number("amount", 4, 0.0)),
    ]
    row = statement(
        "output_ratio",
        about="NATO_EUR",
        against="RUS",
        item="main_battle_tank",
        end="2025-12",
        side="at_least",
        value=1.0,
        unit="ratio",
    )
    found = check(case(tmp_path, row, adversary=rows))
    assert found.figure is not None
    assert found.figure.value == pytest.approx(1.0)


def both_economies(russian: float) -> list[support.Row]:
    return [
        {"place": place, "year": str(year), **support.number("gdp", gdp, 0.0), **support.number("gdp_ppp", gdp, 0.0),
         **support.blank("population")}
        for place, gdp in (("DEU", 60.0), ("POL", 40.0), ("RUS", russian))
        for year in (2025, 2026)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("russian", "growth", "outcome"), [(10.0, 3.0, HOLDS), (90.0, 3.0, IN_PART), (10.0, 1.0, IN_PART), (90.0, 1.0, NOT)]
)
def test_smaller_yet_faster(tmp_path: Path, russian: float, growth: float, outcome: Outcome) -> None:
    """The alliance's one line made 3 in 2022 and makes 6 now, twice as much; the economy is held against a quarter."""
    rows = [
        adversary(entry=f"e{year}", start=f"{year}-01", end=f"{year}-12", **support.number("amount", amount, 0.0))
        for year, amount in ((2022, 10.0), (2025, 10.0 * growth))
    ]
    capacity = support.small_tables()["capacity"]
    before = next(row for row in capacity if row["site"] == "pol_tanks") | {
        "date": "2022-06",
        **support.number("rate", 3, 0.0),
    }
    now = [row | support.number("rate", 6, 0.0) if row["site"] == "pol_tanks" else row for row in capacity]
    row = statement(
        "smaller_yet_faster", about="RUS", against="NATO_EUR", item="main_battle_tank", start="2022-01", end="2025-12",
        side="at_most", threshold=(25.0, 15.0, 40.0), unit="percent",
    )  # fmt: skip
    found = check(case(tmp_path, row, adversary=rows, economy=both_economies(russian), capacity=[*now, before]))
    assert found.outcome is outcome


def test_imports_of_each_supplier(tmp_path: Path) -> None:
    bought = adversary(entry="bought", quantity="import", supplier="USA")
    cells = {"about": "RUS", "start": "2025-01", "end": "2025-12"}
    both = check(case(tmp_path / "a", statement("imports", against="POL USA", **cells), adversary=[bought]))
    one = check(case(tmp_path / "b", statement("imports", against="USA", **cells), adversary=[bought]))
    none = check(case(tmp_path / "c", statement("imports", against="POL", **cells), adversary=[bought]))
    assert [found.outcome for found in (both, one, none)] == [IN_PART, HOLDS, NOT]
    late = statement("imports", against="USA", about="RUS", start="2027-01", end="2027-12")
    assert check(case(tmp_path / "d", late, adversary=[bought])).outcome is NOT


#: 310 tanks were counted a month before the start, and 2 % of them are lost in a year.
HELD = 310 * 0.98 ** (1 / 12)
GAP = 21 * 58 - HELD


@pytest.mark.parametrize(
    ("name", "claimed", "figure"),
    [
        ("need_level", 1200.0, 21 * 58.0),  # 21 brigades of 58 tanks
        ("gap_level", 900.0, GAP),  # Germany holds 310 of its 522, less a month of age, Poland nothing of its 696
        ("need_over_stock", 3.5, 21 * 58.0 / HELD),
    ],
)
def test_needs_and_gaps(tmp_path: Path, name: str, claimed: float, figure: float) -> None:
    cells = {"about": "NATO_EUR", "item": "main_battle_tank", "side": "at_least", "unit": "units"}
    found = check(case(tmp_path / "a", statement(name, value=claimed, **cells)))
    assert found.figure is not None
    assert (found.outcome, found.figure.value) == (IN_PART, pytest.approx(figure))
    assert check(case(tmp_path / "b", statement(name, value=figure / 10, **cells))).outcome is HOLDS
    assert check(case(tmp_path / "c", statement(name, value=figure * 10, **cells))).outcome is NOT


def test_a_surplus_of_one_state_fills_no_gap_of_another(tmp_path: Path) -> None:
    """Germany holds far more than it needs; Poland still lacks 12 x 58 = 696."""
    stocks = support.small_tables()["stocks"]
    rich = [row | support.number("quantity", 9_999) if row["item"] == "main_battle_tank" else row for row in stocks]
    row = statement("gap_level", about="NATO_EUR", item="main_battle_tank", side="at_least", value=1.0, unit="units")
    found = check(case(tmp_path, row, stocks=rich))
    assert found.figure is not None
    assert found.figure.value == pytest.approx(696.0)


def test_gap_in_forces(tmp_path: Path) -> None:
    """The 908.5 missing tanks are those of 908.5 / 58 brigades."""
    row = statement(
        "gap_in_forces",
        about="NATO_EUR",
        item="main_battle_tank",
        force="brigade",
        side="at_least",
        value=15.0,
        unit="forces",
    )
    found = check(case(tmp_path, row))
    assert found.figure is not None
    assert (found.outcome, found.figure.value) == (IN_PART, pytest.approx(GAP / 58))


def test_growth_needed(tmp_path: Path) -> None:
    """908.5 tanks in the five years to December 2030 are 181.7 a year, 2.52 times the 72 that are made."""
    row = statement(
        "growth_needed",
        about="NATO_EUR",
        item="main_battle_tank",
        end="2030-12",
        side="at_least",
        value=2.5,
        unit="ratio",
    )
    found = check(case(tmp_path, row))
    assert found.figure is not None
    assert (found.outcome, found.figure.value) == (IN_PART, pytest.approx(GAP / 5 / 72))


def test_stock_goal_counts_what_is_due(tmp_path: Path) -> None:
    """Germany holds 310 and gets 120 evenly over the 36 months from January 2027: 350 by December 2027."""
    cells = {"about": "DEU", "item": "main_battle_tank", "side": "at_least", "unit": "units", "end": "2027-12"}
    found = check(case(tmp_path / "a", statement("stock_goal", value=345.0, **cells)))
    assert found.figure is not None
    assert (found.outcome, found.figure.value) == (IN_PART, pytest.approx(350.0))
    assert check(case(tmp_path / "b", statement("stock_goal", value=200.0, **cells))).outcome is HOLDS
    assert (
        "Contracts for 650 more" in check(case(tmp_path / "c", statement("stock_goal", value=1000.0, **cells))).change
    )


@pytest.mark.parametrize(
    ("start", "end", "outcome"),
    [("2026-01", "2040-12", HOLDS), ("2029-01", "2029-12", IN_PART), ("2026-01", "2027-12", NOT)],
)
def test_threat_within_what_the_others_say(tmp_path: Path, start: str, end: str, outcome: Outcome) -> None:
    """Statements of 2028-2029 and 2029-2030, each even over two years: the median is in 2029."""
    found = check(case(tmp_path, statement("threat_within", start=start, end=end)))
    assert found.outcome is outcome
    assert "2 offices" in found.because


def test_an_office_is_not_held_against_itself(tmp_path: Path) -> None:
    mine = statement("threat_within", start="2026-01", end="2040-12") | {"office": "The Chief of Defence"}
    assert "1 offices" in check(case(tmp_path, mine)).because


@pytest.mark.parametrize(("threshold", "outcome"), [(4.0, HOLDS), (6.0, IN_PART), (9.0, NOT)])
def test_evidence_level_spans_what_is_cited(tmp_path: Path, threshold: float, outcome: Outcome) -> None:
    """Cited are 5, 7 and 8: the median is 7."""
    cited = facts(*(fact(f"f{value}", "POL", value) for value in (5, 7, 8)))
    row = statement("evidence_level", evidence="f5 f7 f8", side="at_least", threshold=threshold, unit="percent")
    assert check(case(tmp_path, row, facts=cited)).outcome is outcome


def test_evidence_rank(tmp_path: Path) -> None:
    cited = facts(fact("f1", "USA", 100), fact("f2", "POL", 50), fact("f3", "DEU", 40))
    cells = {"evidence": "f1 f2 f3", "unit": "rank"}
    assert (
        check(case(tmp_path / "a", statement("evidence_rank", about="POL", value=2, **cells), facts=cited)).outcome
        is HOLDS
    )
    assert (
        check(case(tmp_path / "b", statement("evidence_rank", about="DEU", value=2, **cells), facts=cited)).outcome
        is NOT
    )
    assert (
        check(case(tmp_path / "c", statement("evidence_rank", about="RUS", value=2, **cells), facts=cited)).outcome
        is OPEN
    )


@pytest.mark.parametrize(("later", "outcome"), [(34, HOLDS), (16, IN_PART), (11, NOT)])
def test_evidence_ratio(tmp_path: Path, later: int, outcome: Outcome) -> None:
    cited = facts(fact("f1", "Europe", 12, period="2023"), fact("f2", "Europe", later))
    row = statement("evidence_ratio", evidence="f1 f2", side="above", threshold=1.0, unit="ratio")
    assert check(case(tmp_path, row, facts=cited)).outcome is outcome


@pytest.mark.parametrize(
    ("later", "outcome", "says"),
    [(40.0, HOLDS, "60 % more"), (25.0, NOT, "0 % more"), (20.0, NOT, "-20 % more")],
)
def test_evidence_growth(tmp_path: Path, later: float, outcome: Outcome, says: str) -> None:
    """Ten and fifteen on the first day; what was counted in between does not matter."""
    cited = facts(
        fact("f1", "DEU", 10, "troops", "2014"),
        fact("f3", "POL", 15, "troops", "2014"),
        fact("f4", "Europe", 90, "troops", "2019"),
        fact("f5", "Europe", later, "troops", "2024-06-28"),
    )
    cells = {"evidence": "f1 f3 f4 f5", "start": "2014-01", "end": "2024-12", "side": "above", "threshold": 0.0}
    found = check(case(tmp_path, statement("evidence_growth", unit="percent", **cells), facts=cited))
    assert (found.outcome, found.figure and found.figure.value) == (outcome, pytest.approx(100 * (later / 25 - 1)))
    assert f"{later:g} in 2024 (Europe) after 25 in 2014 (Germany and Poland), {says}." in found.because


@pytest.mark.parametrize(("later", "outcome"), [(40.0, IN_PART), (20.0, NOT)])
def test_growth_over_some_of_the_years_holds_in_part_at_most(tmp_path: Path, later: float, outcome: Outcome) -> None:
    cited = facts(fact("f1", "Europe", 25, "troops", "2018"), fact("f2", "Europe", later, "troops", "2024"))
    cells = {"start": "2014-01", "end": "2024-12", "side": "above", "threshold": 0.0, "unit": "percent"}
    row = statement("evidence_growth", evidence="f1 f2", **cells)
    found = check(case(tmp_path / "a", row, facts=cited))
    assert found.outcome is outcome
    assert "do not reach from 2014 to 2024" in found.because
    assert found.change.startswith("It would hold")
    alone = check(case(tmp_path / "b", statement("evidence_growth", evidence="f1", **cells), facts=cited))
    assert alone.outcome is OPEN


def test_growth_of_figures_with_ranges_is_as_unsure_as_they_are(tmp_path: Path) -> None:
    """25 of 20 to 30, and 29 of 24 to 34: from 24 / 30 to 34 / 20, so 20 % less to 70 % more."""
    ends = {"low": "20.0", "high": "30.0"}, {"low": "24.0", "high": "34.0"}
    cited = facts(fact("f1", "Europe", 25, "troops", "2014") | ends[0], fact("f2", "Europe", 29, "troops") | ends[1])
    cells = {"start": "2014-01", "end": "2024-12", "side": "above", "threshold": 0.0, "unit": "percent"}
    found = check(case(tmp_path, statement("evidence_growth", evidence="f1 f2", **cells), facts=cited))
    assert found.figure is not None
    assert (found.outcome, found.figure.low, found.figure.high) == (IN_PART, pytest.approx(-20), pytest.approx(70))


def test_the_interval_of_a_ratio_of_counts_is_exact() -> None:
    """Of no events against three the upper end solves p^3 = 0.05 for the share of the earlier: 1 - 0.05^(1/3)."""
    found = ratio_of_counts(3, 0, ())
    share = 1 - 0.05 ** (1 / 3)
    assert (found.low, found.high) == (0.0, pytest.approx(share / (1 - share)))


def test_each_decided(tmp_path: Path) -> None:
    cited = facts(fact("f1", "DEU", 3, "days"), fact("f2", "POL", 15, "days"))
    cells = {"about": "NATO_EUR", "against": "USA"}
    whole = check(case(tmp_path / "a", statement("each_decided", evidence="f1 f2", **cells), facts=cited))
    half = check(case(tmp_path / "b", statement("each_decided", evidence="f2", **cells), facts=cited))
    assert (whole.outcome, half.outcome) == (HOLDS, IN_PART)
    assert "15 days (Poland)" in whole.because
    assert "Germany" in half.change


def test_what_cannot_be_computed_is_open_with_its_reason(tmp_path: Path) -> None:
    found = check(case(tmp_path, statement("no_data")))
    assert (found.outcome, found.figure) == (OPEN, None)
    assert found.because
    assert "decide it" in found.change
