"""Levers of the packaged case: prices worked out by hand, levers that do something, a ladder that climbs."""

from __future__ import annotations

import math
from collections import defaultdict

import pytest

from sinews.clocks.years.scope import Question, Scope, pulled
from sinews.clocks.years.surging import surge
from sinews.data.case import Case
from sinews.data.levers import Lever, for_sale, ladder, levers
from sinews.data.selection import selected
from sinews.data.tables import BY_NAME
from sinews.data.tables.years import YEARS
from tools.build_case import SETTINGS, derive, to_case
from tools.derivation import levers_prices as prices
from tools.derivation.beyond import observed
from tools.derivation.figures import Book, DerivationError, Figure
from tools.derivation.levers_terms import END, KNOWN, VEHICLES, after, lines, product, rate, steps, years_to_the_end

Row = dict[str, object]

#: Four cells of a number without spread.
SURE = ("", "_low", "_high")


@pytest.fixture(scope="module")
def book() -> Book:
    """The whole derivation: levers read the tables of all modules before them."""
    return derive()


@pytest.fixture(scope="module")
def case(book: Book) -> Case:
    return to_case(book)


@pytest.fixture
def plain() -> Book:
    """A book with one German line of one item: 10 a month in 2026-01, 20 a month from 2027-01, 2 million EUR each."""
    made = Book.read()
    made.tables["items"] = [{"item": "thing", "kind": "needed"} | sure("price", 2.0) | sure("lead_time", 24.0)]
    made.tables["sites"] = [
        {"site": place, "place": place, "item": "thing"}
        | sure("capex", 6.0)
        | sure("rate_max", 40.0)
        | sure("export_share", 25.0)
        for place in ("DEU", "USA")
    ]
    made.tables["capacity"] = [
        {"site": place, "date": date, "status": "delivered"} | sure("rate", amount)
        for place in ("DEU", "USA")
        for date, amount in (("2026-01", 10.0), ("2027-01", 20.0))
    ]
    return made


def sure(name: str, value: float) -> Row:
    return {f"{name}{end}": value for end in SURE} | {f"{name}_basis": "lines-264"}


# what the levers read ---------------------------------------------------------


def test_the_months_of_the_levers_are_those_of_the_case() -> None:
    assert f"{SETTINGS.as_of:%Y-%m}" == KNOWN
    assert f"{SETTINGS.end:%Y-%m}" == END


@pytest.mark.parametrize(("wait", "month"), [(0, "2026-11"), (1.2, "2027-01"), (2, "2027-01"), (14, "2028-01")])
def test_a_wait_is_rounded_up_to_months(wait: float, month: str) -> None:
    assert after("2026-11", wait) == month


def test_rates_are_linear_between_dates_and_constant_outside(plain: Book) -> None:
    """Half-way from January 2026 to January 2027 the rate is half-way from 10 to 20."""
    found = [rate(plain, "DEU", date).value for date in ("2025-01", "2026-01", "2026-07", "2027-01", "2030-01")]
    assert found == pytest.approx([10, 10, 15, 20, 20])


def test_an_item_without_a_line_is_an_error(plain: Book) -> None:
    with pytest.raises(DerivationError, match="no line of thing in POL"):
        lines(plain, ("thing",), ("POL",))


def test_independent_ranges_add_as_squares() -> None:
    """Two factors from half to twice: the product reaches 2^sqrt(2) to either side; a divisor counts like a factor."""
    two, three = Figure(2, 1, 4, "", ("a",)), Figure(3, 1.5, 6, "", ("b",))
    reach = 2 ** math.sqrt(2)
    found = product(Book.read(), "x", two, three)
    assert (found.value, found.low, found.high) == pytest.approx((6, 6 / reach, 6 * reach))
    found = product(Book.read(), "x", two, over=(three,))
    assert (found.value, found.low, found.high) == pytest.approx((2 / 3, 2 / 3 / reach, 2 / 3 * reach))
    assert found.basis == ("a", "b", "rule:independent_ranges")


def test_steps_are_whole_and_at_least_one() -> None:
    found = steps(Figure(12, 2, 24, "months", ("a",)), 3)
    assert (found.value, found.low, found.high, found.basis) == (4, 1, 8, ("a",))


# prices by hand ---------------------------------------------------------------


def test_price_of_a_shift_by_hand(plain: Book) -> None:
    """Hands for a tenth of 20 a month at 2 million EUR, which is 48 million EUR a year.

    A maker with 4.9 bn EUR (2024, at 2025 prices 4.9 / 0.975) and 19,000 people needs 48 / (4900 / 0.975 / 19000)
    people for it; each costs 0.09 million EUR a year, for nine months of training and three tenths of it for the
    years that are left.
    """
    people = 48 / (4900 / 0.975 / 19000)
    years = (2035 + 11 / 12) - 2028
    price = prices.second_shift(plain, lines(plain, ("thing",), ("DEU",)), 0.1, "2028-01")
    assert price.value == pytest.approx(people * 0.09 * (9 / 12 + 0.3 * years), rel=1e-6)


def test_price_of_surge_by_hand(plain: Book) -> None:
    """Two fifths of 20 a month at 2 million EUR add 192 million EUR a year; their hands are paid nine months."""
    people = 0.4 * 12 * 20 * 2 / (4900 / 0.975 / 19000)
    price = prices.surge(plain, lines(plain, ("thing",), ("DEU",)), Figure(40, 20, 100, "percent", ("a",)), "2028-01")
    assert price.value == pytest.approx(people * 0.09 * 9 / 12, rel=1e-6)


def test_price_of_conversion_by_hand(plain: Book) -> None:
    """Five a month at 6 million EUR for one, of which a quarter is site and building: 22.5 million EUR."""
    price = prices.conversion(plain, [("thing", Figure(5, 5, 5, "units/month", ("a",)))])
    assert price.value == pytest.approx(22.5)


def test_price_of_parts_ahead_by_hand(plain: Book) -> None:
    """Europe gets 20 a month at home and a quarter of 20 abroad: 25 x 2 = 50 million EUR a month.

    Parts are 24 percent of three such months; holding them costs eight percent a year for the years that are left.
    """
    years = (2035 + 11 / 12) - 2028
    price = prices.parts_ahead(plain, ("thing",), ("DEU", "USA"), 3, "2028-01")
    assert price.value == pytest.approx(3 * 50 * 0.24 * 0.08 * years)


def test_prices_of_lines_by_hand(plain: Book) -> None:
    """A quarter of 20 a month at 6 million EUR for one a month is 30.

    A quarter of a highest rate of 40 costs 60, of which site and building are a quarter.
    """
    chosen = lines(plain, ("thing",), ("USA",))
    assert prices.lines_abroad(plain, chosen, 0.25).value == pytest.approx(30)
    assert prices.second_hall(plain, chosen, 0.25).value == pytest.approx(15)


def test_price_of_priority_by_hand(plain: Book) -> None:
    """Five percent of 20 a month at 2 million EUR are 24 million EUR a year; a quarter of it for the years left."""
    years = years_to_the_end(plain, "2028-01").value
    price = prices.priority(plain, lines(plain, ("thing",), ("USA",)), 5, "2028-01")
    assert price.value == pytest.approx(24 * 0.25 * years)


# the tables -------------------------------------------------------------------


def test_levers_for_sale_can_be_judged(case: Case) -> None:
    """Each has a decider and a price above zero, and works after the month of knowledge and within the clock.

    Contracting delays are counted once, from the start of the clock, so the levers on them act from there.
    """
    sold = for_sale(case, YEARS)
    assert len(sold) >= 12
    for lever in sold:
        assert lever.price is not None
        value, low, high = lever.price
        assert 0 < low <= value <= high, lever.code
        assert lever.most >= 1
        assert lever.earliest is not None
        decided = SETTINGS.start if lever.code.startswith("contracts_") else SETTINGS.as_of
        assert decided <= lever.earliest < SETTINGS.end, lever.code
        assert lever.decides


def test_every_lever_changes_something(case: Case) -> None:
    """One step and all steps make a sound case; the tables named, and no others, are different from before."""
    scope = Scope.of(case, Question(path="today", expansion=False))
    for lever in levers(case).values():
        for count in {1, lever.most}:
            moved = pulled(scope, lever, count)
            assert changed_tables(scope, moved) == lever.tables - unmoved(lever), lever.code


def unmoved(lever: Lever) -> set[str]:
    """On a question that is today's course already, today's course changes nothing."""
    return {"question"} if lever.code == "todays_course" else set()


def changed_tables(before: Scope, now: Scope) -> set[str]:
    tables = {name for name in BY_NAME if not before.case.table(name).equals(now.case.table(name))}
    return tables | ({"question"} if before.question != now.question else set())


def test_no_step_goes_through_a_floor(case: Case) -> None:
    """All steps of all levers together leave delays and lags above zero, and at least half of each lead time."""
    scope = Scope.of(case, Question())
    for lever in levers(case).values():
        if lever.price is not None:
            scope = pulled(scope, lever, lever.most)
    assert (scope.case.table("places")["contracting_delay"].drop_nulls() > 4).all()
    assert (scope.case.table("sites")["build_lag"] > 0).all()
    before, now = (dict(one.table("items").select("item", "lead_time").rows()) for one in (case, scope.case))
    assert [item for item, lead in now.items() if lead is not None and lead < before[item] / 2] == []


def test_a_shift_stays_below_the_highest_rate(case: Case) -> None:
    """A line's highest rate holds its shifts already, so all steps of a shift on today's rate stay below it."""
    most = dict(case.table("sites").select("site", "rate_max").rows())
    now: dict[str, float] = defaultdict(float)
    for site, status, amount in case.table("capacity").select("site", "status", "rate").rows():
        now[site] = max(now[site], amount) if status == "delivered" else now[site]
    shifts = [lever for lever in levers(case).values() if lever.code.startswith("shift_")]
    assert shifts
    for lever in shifts:
        assert {change.column for change in lever.changes} == {"rate"}
        rows = case.table("capacity")
        chosen = [rows.filter(selected(case.tables, rows, change.selection))["site"] for change in lever.changes]
        its = {site for sites in chosen for site in sites}
        factor = 1 + lever.most * ((lever.changes[0].amount or 0) - 1)
        assert [site for site in sorted(its) if factor * now[site] > most[site] * (1 + 1e-6)] == []


def test_the_ladder_climbs_from_today_to_money_without_limit(case: Case) -> None:
    rungs = ladder(case)
    assert [rung.code for rung in rungs] == [
        "todays_course",
        "pledged_money",
        "faster_contracts",
        "free_expansion",
        "advance_purchase",
        "pooled_purchase",
        "surge_and_conversion",
        "money_without_limit",
    ]
    assert all(rung.price is None for rung in rungs)
    scope = Scope.of(case, Question())
    seen = []
    for rung in rungs:
        scope = pulled(scope, rung)
        seen.append((scope.question.path, scope.question.expansion))
    assert seen == [("today", False), ("national", False), ("national", False), *[("national", True)] * 5]
    before, shares = (one.table("paths").filter(path="national")["share"] for one in (case, scope.case))
    assert (shares.filter(before > 0) == 100).all()


def test_nothing_is_called_up_in_the_case_itself(case: Case) -> None:
    """Rows say what is possible; levers and a rung of the ladder call all of it up."""
    for table in ("surge", "conversion"):
        assert case.table(table).height
        assert case.table(table)["share"].sum() == 0
        calling = [lever for lever in levers(case).values() if table in lever.tables]
        assert len(calling) > 2
        scope = Scope.of(case, Question())
        for lever in (lever for lever in calling if lever.price is not None):
            scope = pulled(scope, lever)
        assert (scope.case.table(table)["share"] == 100).all()


def test_lines_on_shifts_already_do_not_surge(case: Case) -> None:
    """Nor do lines abroad, those of inputs and of aircraft, and lines that make nothing yet."""
    lines_of = case.table("surge").join(case.table("sites"), on="site").join(case.table("items"), on="item")
    assert not {"swe_karlskoga", "fra_knds"} & set(lines_of["site"])
    assert set(lines_of["kind"]) == {"needed"}
    assert not {"USA", "KOR", "JPN", "ISR", "CAN"} & set(lines_of["place"])
    assert "combat_aircraft" not in set(lines_of["item"])
    assert len(calls := surge(Scope.of(case, Question()))) == 0, calls


def test_converted_plants_make_three_quarters_of_what_lines_make(book: Book, case: Case) -> None:
    """European lines of tanks were last seen to make 3.75 and 0.25 a month: as much again, three times in four."""
    [row] = case.table("conversion").filter(item="main_battle_tank").iter_rows(named=True)
    seen = observed(book)
    assert row["rate"] == pytest.approx(0.75 * (seen["munich_leopard_2"].value + seen["ankara_altay"].value))
    assert (row["lag"], row["lag_low"], row["lag_high"]) == (10, 4, 15)
    assert (row["ramp"], row["ramp_low"], row["ramp_high"]) == (15, 12, 24)


def test_the_ladder_shortens_every_lead_time(case: Case) -> None:
    """A year less from two years up, half below: 54 months to 42, ten to five."""
    [rung] = [rung for rung in ladder(case) if rung.code == "advance_purchase"]
    before = dict(case.table("items").drop_nulls("lead_time").select("item", "lead_time").rows())
    moved = pulled(Scope.of(case, Question()), rung).case.table("items").drop_nulls("lead_time")
    now = dict(moved.select("item", "lead_time").rows())
    assert now == pytest.approx({item: lead - 12 if lead >= 24 else lead / 2 for item, lead in before.items()})
    assert set(VEHICLES) <= set(now)
    before, now = (
        dict(one.table("sites").drop_nulls("lead_time").select("site", "lead_time").rows())
        for one in (case, pulled(Scope.of(case, Question()), rung).case)
    )
    assert now == pytest.approx({site: lead - 12 if lead >= 24 else lead / 2 for site, lead in before.items()})
    assert {"raytheon_andover_air_defence_battery", "roanne_caesar"} <= set(now)
