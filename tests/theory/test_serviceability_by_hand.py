"""What of a stock is ready, small enough to solve on paper; each docstring has the derivation."""

from __future__ import annotations

import polars as pl
import pytest

from sinews.clocks.years.answer import refer
from sinews.clocks.years.limits import SERVICEABILITY
from sinews.clocks.years.measuring import with_levers
from sinews.clocks.years.options import Question
from sinews.clocks.years.outcome import coverage, outcomes
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.why import estimates
from sinews.data.levers import Change, Lever
from sinews.data.tables import ChangeKind
from sinews.model.solver.highs import HighsSession
from tests.model import Solved, Tiny, solve

FIXED = Question(expansion=False)


def held(stock: float = 100, test: int = 5, *, months: int = 6, budget: float = 1000.0, price: float = 1.0) -> Tiny:
    """Poland needs 100 tanks and has some; no line makes any."""
    tiny = Tiny(months).ally("POL", budget).item("tank", price=price).need("POL", "tank", 100).test(test)
    return tiny.stock("POL", "tank", stock).line("works", "POL", "tank", 0, rate_max=1)


def of(plan: Solved, quantity: str, subject: str = "tank") -> list[float]:
    """A quantity of Poland by tick, as pages show it."""
    rows = outcomes(plan.scope, plan.journal, plan.program, plan.solution)
    mine = (pl.col("quantity") == quantity) & (pl.col("subject") == subject) & (pl.col("place") == "POL")
    return rows.filter(mine)["value"].to_list()


def test_what_is_ready_counts_over_what_is_planned() -> None:
    """40 of 100 are ready, where 80 of the 100 that are needed are planned to be: half of the need is covered."""
    plan = solve(held().serviceable("tank", 40, 80), FIXED)
    assert plan.objective == pytest.approx(0.5)
    assert of(plan, "coverage") == pytest.approx([50] * 6)
    assert of(plan, "shortfall") == pytest.approx([50] * 6)
    assert of(plan, "stock") == pytest.approx([100] * 6)
    assert of(plan, "need") == pytest.approx([100] * 6)


def test_more_things_than_forces_have_make_up_for_what_is_not_ready() -> None:
    """200 tanks of which 80 are ready are what is planned of 100."""
    assert solve(held(200).serviceable("tank", 40, 80), FIXED).objective == pytest.approx(0)


def test_better_upkeep_than_planned_is_no_more_things() -> None:
    """50 tanks, all of them ready: half of the need, though 50 of 80 are ready. Kept up or by themselves."""
    assert solve(held(50).serviceable("tank", 100, 80), FIXED).objective == pytest.approx(0.5)
    assert solve(held(50).serviceable("tank", 40, 80, 100), FIXED).objective == pytest.approx(0.5)


def test_a_part_of_what_is_not_ready_is_held_against_the_stock() -> None:
    """Half of what is not ready, a quarter of the stock, is held against it."""
    assert solve(held().serviceable("tank", 40, 80, share=50), FIXED).objective == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("lag", "covered"), [(0, [75] * 6), (2, [50, 50, 75, 75, 75, 75]), (2.5, [50, 50, 62.5, 75, 75, 75])]
)
def test_spares_keep_more_ready_after_a_while(lag: float, covered: list[float]) -> None:
    """60 of 100 at best, over 80: a quarter more of the need. Of a month in which they come half way, half of it."""
    plan = solve(held().serviceable("tank", 40, 80, 60, lag=lag).parameters(threat_tail=50), FIXED)
    assert of(plan, "coverage") == pytest.approx(covered)
    assert of(plan, "kept_up") == pytest.approx([share - 50 for share in covered])


def test_spares_begin_after_the_day_of_knowledge() -> None:
    """Known in month 1, a lag of 2: from month 3 on."""
    tiny = held().serviceable("tank", 40, 80, 60, lag=2).parameters(threat_tail=50)
    tiny.known = 1
    assert of(solve(tiny, FIXED), "coverage") == pytest.approx([50, 50, 50, 75, 75, 75])


def test_what_is_kept_up_costs_so_much_a_year() -> None:
    """12 % of a price of 5 a year are 0.05 a month, for each tank that is ready; 25 count, which are 20 tanks: 1.

    With half of that money half as much is kept up.
    """
    tiny = held(price=5).serviceable("tank", 40, 80, 60, cost=12).parameters(threat_tail=50)
    assert of(solve(tiny, FIXED), "money_out", "spares and repair") == pytest.approx([1.0] * 6)
    poor = held(price=5, budget=0.5).serviceable("tank", 40, 80, 60, cost=12).parameters(threat_tail=50)
    assert of(solve(poor, FIXED), "kept_up") == pytest.approx([12.5] * 6)


def test_nothing_is_kept_up_that_nobody_needs() -> None:
    """200 tanks count for 100: with a price on money none of them is kept up."""
    tiny = held(200).serviceable("tank", 40, 80, 60, cost=12).parameters(money_price=1)
    assert of(solve(tiny, FIXED), "kept_up") == pytest.approx([0] * 6)


def test_what_is_held_together_counts_together() -> None:
    """Poland has 150 and needs 100, Germany has none and needs 100: half of 150 is 75 of 200."""
    tiny = held(150).ally("DEU").need("DEU", "tank", 100).holding("together", "tanks").serviceable("tank", 40, 80)
    plan = solve(tiny, FIXED)
    assert plan.objective == pytest.approx(1 - 75 / 200)
    assert coverage(plan.scope, plan.program, plan.solution)[0, 5] == pytest.approx(75 / 200)


@pytest.mark.parametrize("best", [None, 60])
def test_a_lever_is_read_from_its_month_on(best: float | None) -> None:
    """80 of 100 are ready from month 3 on, not before: what is shown is what the program has.

    Where 60 could be kept ready, too late to matter here, nothing is left to be kept up then.
    """
    change = Change("serviceability", "ready", ChangeKind.SET, 80.0)
    tiny = held().serviceable("tank", 40, 80, best, lag=9).parameters(threat_tail=50)
    reference = refer(Scope.of(tiny.case(), FIXED))
    lever = Lever("depots", "Depots", (change,), earliest=reference.scope.calendar.starts()[3])
    scope, program = with_levers(reference, ((lever, 1.0),))
    covered = coverage(scope, program, HighsSession(program).solve())
    assert covered[0] == pytest.approx([0.5, 0.5, 0.5, 1, 1, 1])


@pytest.mark.parametrize("column", ["ready", "best", "stock"])
def test_three_points_earn_three_times_one(column: str) -> None:
    """Each point of 80 that is ready, at first or at best, is a point and a quarter of the need."""

    def objective(more: float) -> float:
        more_of = {name: more if name == column else 0 for name in ("ready", "best", "stock")}
        tiny = held(60 + more_of["stock"]).serviceable("tank", 40 + more_of["ready"], 80, 44 + more_of["best"], lag=24)
        near = held(60 + more_of["stock"]).serviceable("tank", 40, 80, 60 + more_of["best"])
        return solve(near if column == "best" else tiny, FIXED).objective

    one, three = (objective(0) - objective(more) for more in (1, 3))
    assert one > 1e-3
    assert three == pytest.approx(3 * one, rel=1e-6)


@pytest.mark.parametrize("monthly", [0, 5, 24])
def test_three_months_sooner_earn_three_times_one(monthly: int) -> None:
    """Whatever the calendar: before the test each month less of the lag has a quarter of the need a month longer."""

    def objective(less: float) -> float:
        tiny = held(test=0, months=24).serviceable("tank", 40, 80, 60, lag=8.3 - less)
        tiny.tables["threats"] = []
        tiny.test(0, 23).monthly = monthly
        return solve(tiny, FIXED).objective

    one, three = (objective(0) - objective(less) for less in (1, 3))
    assert one > 1e-3
    assert three == pytest.approx(3 * one, rel=1e-6)


def test_a_tenth_more_that_is_ready_earns_what_its_price_says() -> None:
    """44 of 80 instead of 40, of 100: five points, to first order and in full."""
    reference = refer(Scope.of(held().serviceable("tank", 40, 80).case(), FIXED))
    [price] = [price for price in estimates(reference, reference.solution) if price.limit == SERVICEABILITY]
    assert (price.subject, price.points) == ("tank", pytest.approx(5))
    _, program = with_levers(reference, ((SERVICEABILITY.lever(reference.scope, "tank"), 1.0),))
    assert reference.solution.objective - HighsSession(program).solve().objective == pytest.approx(0.05)


def test_without_rows_it_has_no_price() -> None:
    reference = refer(Scope.of(held(50).case(), FIXED))
    assert not [price for price in estimates(reference, reference.solution) if price.limit == SERVICEABILITY]


@pytest.mark.parametrize("ready", [70, 80])
def test_as_much_as_planned_counts_whole(ready: float) -> None:
    """Nothing is to be kept up then."""
    plan = solve(held(50).serviceable("tank", ready, 70, 90, cost=10), FIXED)
    assert plan.objective == pytest.approx(0.5)
    assert of(plan, "kept_up") == pytest.approx([0] * 6)


NEUTRAL = {
    "all is ready": (100, 100, None, 100),
    "none of it is held against the stock": (30, 70, 60, 0),
}


@pytest.mark.parametrize("words", NEUTRAL)
def test_neutral_rows_post_nothing(words: str) -> None:
    """The program is the same to the last byte."""
    ready, planned, best, share = NEUTRAL[words]
    plain, other = solve(held(50)), solve(held(50).serviceable("tank", ready, planned, best, share=share, cost=10))
    assert other.program.column_names() == plain.program.column_names()
    assert other.program.row_names() == plain.program.row_names()
    for name in ("data", "indices", "indptr"):
        assert getattr(other.program.matrix, name).tobytes() == getattr(plain.program.matrix, name).tobytes()
    for name in ("lower", "upper", "row_lower", "row_upper", "cost", "row_sizes", "column_sizes"):
        assert getattr(other.program, name).tobytes() == getattr(plain.program, name).tobytes(), name
