"""Budgets held against the world: plans that were kept are those of the case, sums close, small cases by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest

from sinews.clocks.years.options import Question
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.vintage import known_by
from tests.support import packaged_case
from tools.derivation.figures import Book, DerivationError
from tools.validation import budgets, categories, pipeline, vintages
from tools.validation.plans import BASE, COLUMNS, DAYS, FOLLOWING, PAID, Paid, Plans, asked, calendar_of, work_out

SLOW = "plans.csv is not of this case: python -m tools.validation --slow"


@pytest.fixture(scope="module")
def book() -> Book:
    """The facts."""
    return Book.read()


@pytest.fixture(scope="module")
def case() -> Case:
    """The packaged case."""
    return packaged_case()


@pytest.fixture(scope="module")
def plans() -> Plans:
    """What was kept."""
    return Plans.read()


def _row(first: str, last: str, place: str, **amounts: float) -> dict[str, str]:
    about = {"plan": "a plan", "digest": "d", "first": first, "last": last, "place": place}
    return {**dict.fromkeys(COLUMNS, "0"), **about, **{what: str(amount) for what, amount in amounts.items()}}


# what was kept ------------------------------------------------------------------------


def test_kept_plans_are_of_this_case(book: Book, case: Case, plans: Plans) -> None:
    """A digest of all tables that the years clock reads stands beside each plan."""
    assert plans.digests == {plan.name: plan.digest for plan in asked(book, case)}, SLOW


@pytest.mark.long
def test_the_plan_of_the_case_is_the_kept_one_when_it_is_solved_again(book: Book, case: Case, plans: Plans) -> None:
    """Sums within a thousandth, allies within a hundredth of their budget: a change of the model is noticed as well.

    The middle of all plans that are as good is found up to the tolerance of the solver. Seen between two processors:
    allies apart by up to 0.0033 of their budgets, sums by up to 0.0004 of what they are.
    """
    base = next(plan for plan in asked(book, case) if plan.name == BASE)
    again = Plans.of(work_out(base))
    kept = [row for row in plans.rows if row.plan == BASE]
    assert len(kept) == len(again.rows)
    for row, new in zip(kept, again.rows, strict=True):
        assert (row.place, row.first, row.last) == (new.place, new.first, new.last)
        assert new.amounts == pytest.approx(row.amounts, abs=0.1 + 1e-2 * row.amounts["budget"]), SLOW
    assert _sums(again.rows) == pytest.approx(_sums(kept), rel=1e-3), SLOW


def _sums(rows: Iterable[Paid]) -> dict[tuple[date, str], float]:
    """What all allies pay, by the first month of the window and by what it is for, million EUR."""
    total: Counter[tuple[date, str]] = Counter()
    for row in rows:
        total.update({(row.first, what): amount for what, amount in row.amounts.items()})
    return dict(total)


def test_kept_accounts_close(case: Case, plans: Plans) -> None:
    """Over the first years, what an ally has less all that it pays is carried over: at most that share of a year."""
    most = case.parameter("carry_over_share") / 100
    for row in plans.rows:
        if row.plan == BASE and row.first == date(2026, 1, 1):
            left = row.amounts["budget"] - sum(row.amounts[what] for what in PAID[1:])
            yearly = row.amounts["budget"] / 5
            assert -0.5 <= left <= 2 * most * yearly + 0.5, row.place  # the last year is larger than the mean


def test_sums_take_whole_windows_only() -> None:
    plans = Plans.of(
        [
            _row("2026-01", "2026-06", "DEU", budget=3.0),
            _row("2026-07", "2026-12", "DEU", budget=4.0),
            _row("2026-07", "2026-12", "POL", budget=5.0),
        ]
    )
    half, whole = (date(2026, 7, 1), date(2026, 12, 1)), (date(2026, 1, 1), date(2026, 12, 1))
    assert plans.amount("a plan", "budget", *half) == 9
    assert plans.amount("a plan", "budget", *whole, "DEU") == 7
    assert plans.amount("a plan", "budget", date(2026, 2, 1), whole[1], "DEU") == 4
    assert plans.places("a plan") == ["DEU", "POL"]


@pytest.mark.parametrize("day", [date(2024, 6, 30), date(2025, 6, 30), date(2026, 11, 1)])
def test_ticks_are_cut_at_the_day_and_at_every_year(case: Case, day: date) -> None:
    scope = Scope.of(known_by(case, day), Question())
    calendar = calendar_of(scope)
    assert calendar.months == scope.calendar.months
    ends = set(calendar.shown.end.tolist())
    start = scope.case.settings.start
    assert scope.known in ends
    assert {12 * year - (start.month - 1) for year in range(1, 12)} & set(range(1, scope.shown.months + 1)) <= ends


# the pipeline -------------------------------------------------------------------------


def test_the_mix_of_an_order_book_is_worth_what_is_ordered(case: Case) -> None:
    """Units for one million EUR, times their prices, are one million EUR again."""
    then = known_by(case, DAYS[1])
    prices = dict(then.table("items").select("item", "price").iter_rows())
    found = pipeline.mix(then, "POL")
    assert found
    assert sum(units * prices[item] for item, units in found.items()) == pytest.approx(1)
    assert pipeline.mix(then, "ISL") == {}


def test_a_pipeline_is_the_items_part_of_a_year_in_two_halves(book: Book, case: Case) -> None:
    then = known_by(case, DAYS[1])
    decided = pipeline.with_pipeline(book, then, DAYS[1]).table("decided")
    prices = dict(then.table("items").select("item", "price").iter_rows())
    rows = decided.filter(decided["place"] == "POL")
    worth = sum(prices[item] * units for item, units in rows.select("item", "quantity").iter_rows())
    share = case.table("offices").filter(case.table("offices")["place"] == "POL")["share"].item() / 100
    assert worth == pytest.approx(share * book.euros("forces-2113").value)
    assert set(rows["signature"]) == {date(2025, 9, 1), date(2026, 3, 1)}
    assert then.table("decided").is_empty()


def test_a_volume_that_was_not_known_on_the_day_is_refused(book: Book, case: Case) -> None:
    with pytest.raises(DerivationError, match="not known on 2025-06-30: forces-2084"):
        pipeline.with_pipeline(book, known_by(case, DAYS[0]), DAYS[1])


# figures ------------------------------------------------------------------------------


def test_the_letter_by_hand(book: Book, case: Case, plans: Plans) -> None:
    """3.5 % of the output of 2025 less 2.02 % of that of 2024; nobody is recruited."""
    goal, *_, posts = budgets.letter(book, case, plans)
    output = {year: budgets.gdp(case, "NLD", year) for year in (2024, 2025)}
    assert goal.ours == pytest.approx((0.035 * output[2025] - 0.0202 * output[2024]) / 1e3)
    assert (posts.published, posts.ours, posts.error) == ((17000, 18000), 0, -100)


def test_the_bill_by_hand(book: Book, case: Case) -> None:
    """What is not paid once of a thousand billion: 656 over 344 and 774 over 226, each over 25 years."""
    share = next(check for check in budgets.american(book, case) if check.unit == "percent")
    assert share.published == pytest.approx((100 * 656 / 25 / 344, 100 * 774 / 25 / 226))
    assert share.ends is not None
    assert share.ends[0] < share.ours < share.ends[1]


def test_error_is_that_of_the_nearer_end() -> None:
    seen = vintages.Held(DAYS[0], "DEU", date(2024, 7, 1), date(2025, 12, 1), (10.0, 20.0), 5.0, 25.0, ())
    assert [seen.error(ours) for ours in (5.0, 15.0, 25.0)] == pytest.approx([-50, 0, 25])
    check = budgets.Check("Source", "Question", "EUR bn", (10.0, 20.0), 25.0, (), (), "")
    assert check.error == pytest.approx(25)


def test_volumes_are_of_the_months_that_are_kept() -> None:
    """Each stretch begins after its day and ends within the eighteen months."""
    for row in vintages.VOLUMES:
        months = (row.last.year - row.day.year) * 12 + row.last.month - row.day.month
        assert row.first > row.day
        assert months <= FOLLOWING
        assert months % 6 == 0


def test_equipment_of_all_is_the_mean_by_budget(case: Case, plans: Plans) -> None:
    *allies, every = categories.equipment(case, plans)
    whole = sum(ally.budget for ally in allies)
    assert every.budget == pytest.approx(whole)
    assert every.share == pytest.approx(sum(ally.budget * ally.share for ally in allies) / whole)


def test_all_that_is_checked_rests_on_facts(book: Book, case: Case, plans: Plans) -> None:
    for check in budgets.checks(book, case, plans):
        assert check.rests
        assert {*check.rests, *check.shared} <= set(book.facts)


def test_numbers_of_the_money_tables_are_all_counted(case: Case) -> None:
    for name, numbers, *kinds in categories.grounds(case):
        assert numbers == sum(kinds), name
