"""People and crews, small enough to solve on paper; each docstring has the derivation."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from sinews.answers.means import Means
from sinews.clocks.asking import Asking
from sinews.clocks.years import YEARS
from sinews.clocks.years import answer as years
from sinews.clocks.years.limits import PEOPLE
from sinews.clocks.years.measuring import with_levers
from sinews.clocks.years.options import Question
from sinews.clocks.years.outcome import coverage, outcomes
from sinews.clocks.years.page.graded import readings_of
from sinews.clocks.years.page.readings import FULL, MANNED, unspent
from sinews.clocks.years.page.sentences import asked_of
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.staffing import staff
from sinews.clocks.years.why import estimates
from sinews.errors import UsageError
from sinews.model.solver.highs import HighsSession
from tests.model import Solved, Tiny, refer, solve
from tools.answers import with_crews

FIXED = Question(expansion=False)

#: Of whom a tenth leaves in each month: percent a year.
TENTH = 100 * (1 - 0.9**12)

#: So that nobody is paid who need not be.
PRICED = {"threat_tail": 50, "money_price": 1}


def manned(
    stock: float = 20, *, months: int = 6, budget: float = 1000.0, price: float = 1.0, rate: float = 100
) -> Tiny:
    """Poland needs 100 tanks and has some; a line makes as many as are ordered. A tank needs four people."""
    tiny = Tiny(months).ally("POL", budget).item("tank", price=price).need("POL", "tank", 100).test(months - 1)
    tiny.stock("POL", "tank", stock).line("works", "POL", "tank", rate, rate_max=max(rate, 1)).parameters(
        threat_tail=50
    )
    return tiny.crew("tank", 4)


def uncalled(tiny: Tiny) -> Tiny:
    """The same case, of which nobody has to be found."""
    del tiny.tables["crews"]
    return tiny.crew("tank", 4, share=0)


def of(plan: Solved, quantity: str, subject: str = "tank") -> list[float]:
    """A quantity of Poland by tick, as pages show it."""
    rows = outcomes(plan.scope, plan.journal, plan.program, plan.solution)
    mine = (pl.col("quantity") == quantity) & (pl.col("subject") == subject) & (pl.col("place") == "POL")
    return rows.filter(mine)["value"].to_list()


def test_what_nobody_mans_does_not_count() -> None:
    """100 tanks could be bought at once; those who serve today man the 20 of today, and nobody joins."""
    plan = solve(manned().people("POL", 1000), FIXED)
    assert of(plan, "coverage") == pytest.approx([20] * 6)
    assert of(plan, "people", "people") == pytest.approx([1000] * 6)
    assert of(plan, "counted") == pytest.approx([20] * 6)


def test_who_is_taken_in_mans_tanks_after_training() -> None:
    """480 a year are 40 a month, of whom 32 finish: eight crews a month, two months later: 28, 36, 44 and 52 tanks."""
    plan = solve(manned().people("POL", 1000, 480, dropout=20, training=2), FIXED)
    assert of(plan, "coverage") == pytest.approx([20, 20, 28, 36, 44, 52])
    assert of(plan, "recruited", "people")[:4] == pytest.approx([40] * 4)
    assert of(plan, "people", "people") == pytest.approx([1000, 1000, 1032, 1064, 1096, 1128])


def test_a_tenth_leaves_each_month() -> None:
    """Of 1000, 100 and then 90 leave; 80 of them were in crews of 20, so ten crews are left of 120 taken in.

    With 150 a month who join at once, 1050 are there after a month, 50 more than 1000: 32.5 tanks have a crew; 945 of
    them stay, and 150 join: 1095, 43.75 tanks.
    """
    plan = solve(manned(months=2).people("POL", 1000, 1800, leave=TENTH), FIXED)
    assert of(plan, "people", "people") == pytest.approx([1050, 1095])
    assert of(plan, "coverage") == pytest.approx([32.5, 43.75])
    fewer = solve(manned(months=2).people("POL", 1000, 720, leave=TENTH), FIXED)  # 60 a month
    assert of(fewer, "people", "people") == pytest.approx([960, 924])
    assert of(fewer, "coverage") == pytest.approx([10, 1])


def test_who_is_in_training_takes_the_place_of_who_leaves() -> None:
    """Nobody is missing until those who are taken in now could be there: 1000 for two months, then 900 and 810.

    Crews are the last to be filled: 920 serve elsewhere, so after three months there is no crew, and 20 posts elsewhere
    are empty; a month later 110.
    """
    plan = solve(manned(months=4).people("POL", 1000, leave=TENTH, training=2), FIXED)
    assert of(plan, "people", "people") == pytest.approx([1000, 1000, 900, 810])
    assert of(plan, "coverage") == pytest.approx([20, 20, 0, 0])
    assert of(plan, "empty_posts", "people") == pytest.approx([0, 0, 20, 110])


def test_people_are_taken_in_from_the_day_of_knowledge_on() -> None:
    """Known in month 2, a month of training: the first ten crews stand at the end of month 3."""
    tiny = manned().people("POL", 1000, 480, training=1)
    tiny.known = 2
    assert of(solve(tiny, FIXED), "coverage") == pytest.approx([20, 20, 20, 30, 40, 50])


def test_people_who_are_more_than_today_are_paid() -> None:
    """120 thousand a year are 10 thousand a month: of 40 more, 0.4 million, in the month after 0.8.

    Money of 0.5 a month, with tanks for nothing: 50 more can be paid, 12.5 crews.
    """
    rich, poor = (
        manned(months=3, price=0.0, budget=budget).people("POL", 1000, 480, pay=0.12).parameters(**PRICED)
        for budget in (1000, 0.5)
    )
    plan = solve(rich, FIXED)
    assert of(plan, "money_out", "people") == pytest.approx([0.4, 0.8, 1.2])
    assert of(solve(poor, FIXED), "coverage") == pytest.approx([30, 32.5, 32.5])


def test_who_replaces_leavers_costs_nothing_here() -> None:
    """A tenth of 1000 leaves and 100 join: the same strength, paid by standing costs."""
    tiny = manned(months=3).people("POL", 1000, 1200, leave=TENTH, pay=0.12).parameters(**PRICED)
    plan = solve(tiny, FIXED)
    assert of(plan, "people", "people") == pytest.approx([1000] * 3)
    assert of(plan, "money_out", "people") == []


def test_reservists_man_crews_besides() -> None:
    """40 of them are ten crews, at once."""
    assert of(solve(manned().people("POL", 1000, reserves=40), FIXED), "coverage") == pytest.approx([30] * 6)


def test_crews_of_today_man_what_is_needed_today() -> None:
    """300 tanks stand in store where 100 are needed: 100 crews, who are no crews of howitzers but as far as they go.

    Both weigh the same, and a howitzer takes two people where a tank takes four: 100 howitzers of 100 for 50 tanks less
    would gain; but half of a need that is missing weighs as much as any, so 200 people go to howitzers: 100 + 50.
    """
    tiny = manned(300).item("gun").need("POL", "gun", 100).line("guns", "POL", "gun", 1000).crew("gun", 2)
    plan = solve(tiny.people("POL", 1000), FIXED)
    assert of(plan, "coverage", "tank")[5] == pytest.approx(50)
    assert of(plan, "coverage", "gun")[5] == pytest.approx(100)


def test_what_is_held_together_is_manned_as_it_stands() -> None:
    """150 tanks of Poland, which needs 100, serve Germany as well: all have a crew; alone 100 have one.

    Poland and Germany need 200: 150 of 200 are covered, and nobody joins to man more.
    """
    tiny = manned(150).ally("DEU").need("DEU", "tank", 100).holding("together", "tanks")
    plan = solve(tiny.people("POL", 1000).people("DEU", 1000), FIXED)
    assert plan.value("manned", place="POL") == pytest.approx([150] * 6)
    assert plan.objective == pytest.approx(0.25)


def test_what_is_repaired_finds_its_crew() -> None:
    """40 of 100 tanks are ready and 60 at best, of 80 planned: 25 more count, with the people of today."""
    tiny = manned(100, rate=0).people("POL", 1000).serviceable("tank", 40, 80, 60, lag=2)
    assert of(solve(tiny, FIXED), "coverage") == pytest.approx([50, 50, 75, 75, 75, 75])


def test_an_ally_without_a_row_is_not_held_back() -> None:
    """Germany has none: it has all of its tanks, Poland those of today. Half of each need is half of the sum."""
    tiny = manned(20).ally("DEU").need("DEU", "tank", 100).people("POL", 1000)
    tiny.rate("works", 0, 1000)
    assert solve(tiny, FIXED).objective == pytest.approx(0.4)


def test_a_tenth_more_recruits_earn_what_their_price_says() -> None:
    """40 a month in six months are 240, of whom 24 more are six crews of a hundred, at the end."""
    tiny = manned().people("POL", 1000, 480).parameters(threat_tail=0)
    reference = refer(Scope.of(tiny.case(), FIXED).case, FIXED)
    [price] = [price for price in estimates(reference, reference.solution) if price.limit == PEOPLE]
    assert (price.subject, price.points) == ("POL", pytest.approx(6))
    _, program = with_levers(reference, ((PEOPLE.lever(reference.scope, "POL"), 1.0),))
    assert reference.solution.objective - HighsSession(program).solve().objective == pytest.approx(0.06)


@pytest.mark.parametrize("monthly", [0, 5, 24])
def test_three_months_less_of_training_earn_three_times_one(monthly: int) -> None:
    """Whatever the calendar: 40 people more are there for each month, all of them in crews."""

    def objective(less: float) -> float:
        tiny = manned(months=24).people("POL", 1000, 120, training=8.3 - less).parameters(threat_tail=0)
        tiny.monthly = monthly
        tiny.tables["threats"] = []
        return solve(tiny.test(23), FIXED).objective

    one, three = (objective(0) - objective(less) for less in (1, 3))
    assert one > 1e-3
    assert three == pytest.approx(3 * one, rel=1e-6)


NEUTRAL = {
    "people, and nothing that needs a crew": lambda tiny: tiny.people("POL", 1000, 100, leave=10, pay=1),
    "crews of whom none has to be found": lambda tiny: tiny.people("POL", 1000, 100).crew("tank", 4, share=0),
    "crews, and nobody who counts people": lambda tiny: tiny.crew("tank", 4),
}


@pytest.mark.parametrize("words", NEUTRAL)
def test_neutral_rows_post_nothing(words: str) -> None:
    """The program is the same to the last byte."""

    def tiny() -> Tiny:
        plain = manned()
        del plain.tables["crews"]
        return plain

    plain, other = solve(tiny()), solve(NEUTRAL[words](tiny()))
    assert other.program.column_names() == plain.program.column_names()
    assert other.program.row_names() == plain.program.row_names()
    for name in ("data", "indices", "indptr"):
        assert getattr(other.program.matrix, name).tobytes() == getattr(plain.program.matrix, name).tobytes()
    for name in ("lower", "upper", "row_lower", "row_upper", "cost", "row_sizes", "column_sizes"):
        assert getattr(other.program, name).tobytes() == getattr(plain.program, name).tobytes(), name


def test_crews_that_are_asked_for_are_those_that_are_called_up() -> None:
    """Whatever part of a crew the case calls up, all of it is found: the program is that of a case that says so."""
    asked, called = (manned().people("POL", 1000, 480) for _ in range(2))
    uncalled(asked)
    found, other = solve(asked, replace(FIXED, crews=True)), solve(called, FIXED)
    assert found.program.row_names() == other.program.row_names()
    assert found.program.matrix.data.tobytes() == other.program.matrix.data.tobytes()
    assert found.objective == other.objective > solve(asked, FIXED).objective


@pytest.mark.parametrize("table", ["people", "crews"])
def test_crews_that_the_case_does_not_know_are_refused(table: str) -> None:
    tiny = manned().people("POL", 1000)
    del tiny.tables[table]
    with pytest.raises(UsageError, match="no crew can be called up; add rows to the tables people and crews"):
        solve(tiny, replace(FIXED, crews=True))


def test_who_mans_what_is_not_asked_for_can_man_what_is() -> None:
    """Ten jets have eight people each; where tanks alone are asked for these 80 man twenty of them, beside the 20."""
    tiny = manned().people("POL", 1000).item("jet").need("POL", "jet", 10).stock("POL", "jet", 10).crew("jet", 8)
    tiny.line("hall", "POL", "jet", 1)
    both = Scope.of(tiny.case(), FIXED)
    alone = replace(both, only=("tank",))
    assert staff(both).today == staff(alone).today == pytest.approx([160])
    program = build(alone)
    covered = coverage(alone, program, HighsSession(program).solve())
    assert covered[0] == pytest.approx([0.4] * 6)


def test_a_date_with_people_stands_beside_the_date() -> None:
    """480 a year are 40 a month: ten crews a month from month 2 on, and 95 - 20 tanks are 7.5 months of them.

    Without people 95 tanks are there at the end of the first month, since a hundred are made in it: no month is below.
    """
    tiny = uncalled(manned(months=24).people("POL", 1000, 480, training=2))
    answer = years.run(tiny.case(), FIXED)
    assert answer.grades is not None
    assert answer.grades.whole.instant == 0.0
    assert answer.grades.crewed is None, "only what is remembered is said: it takes a search of its own"
    assert not readings_of(answer, answer.grades)
    asking = Asking(YEARS, Scope.of(tiny.case(), FIXED), Means())
    with_crews(asking)
    known = asking.answer.details.grades
    assert known.crewed.months == pytest.approx(2 + 7.5, abs=1e-4)
    assert readings_of(answer, known) == "If people had to be found for all that is new, October 2026."
    called = years.run(tiny.case(), replace(FIXED, crews=True))
    assert called.grades is not None
    assert called.grades.whole.instant == pytest.approx(2 + 7.5, abs=1e-4)
    assert "people: to be found for all that is new" in asked_of(called.scope)


def test_money_that_nobody_is_there_for_is_said_to_be_so() -> None:
    """100 million a month; in five months 40 are taken in, and stand for ten tanks at 1 each: 50 of 600 are spent.

    Who is taken in in the last month is of use to nobody before the end: then it is lines that can take no more, and
    what is left is 100, or 90 if the last ten tanks are ordered then.
    """
    tiny = manned(budget=100).people("POL", 1000, 480, training=1).parameters(threat_tail=50, money_price=1e-6)
    found = unspent(years.answer(refer(tiny, FIXED)))
    assert set(found) == {MANNED, FULL}
    assert sum(found.values()) == pytest.approx(550)
    assert 90 - 1e-3 <= found[FULL] <= 100 + 1e-3
