"""Laws of deciding under uncertainty: what planning and knowing are worth is never less than nothing."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from sinews.clocks.years.deciding.coarse import coarse
from sinews.clocks.years.deciding.dated import part
from sinews.clocks.years.deciding.decision import CHARGED, SCHEMAS, Inquiry, decided, plain, remembered
from sinews.clocks.years.deciding.figured import averaged
from sinews.clocks.years.deciding.futures import MOST, THREATS, Uncertain, futures
from sinews.clocks.years.deciding.horizon import foreseen, new_years
from sinews.clocks.years.deciding.stages import stages
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Question, Scope
from sinews.clocks.years.trials.draws import MEAN, position
from sinews.errors import UsageError
from sinews.model.extensive import Extensive
from sinews.model.solver.highs import HighsSession
from tests.model import Tiny, one_line, solve
from tests.trials import ranged

#: Of the objective, which is a part of the need: the solver's tolerance.
NEAR = 1e-7

WAYS = [
    Uncertain(),
    Uncertain(aid=False),
    Uncertain(threat=False, supplier="USA", chance=0.3),
    Uncertain(threat=True, aid=False, supplier="USA"),
]


def case() -> Tiny:
    """Seven years: shells and tanks, aid that ends in year 2, lines here and abroad, and a test at three dates."""
    tiny = Tiny(84, monthly=24, known=4).ally("DEU", 40, delay=3).ally("POL", 30, delay=5).place("USA", "partner")
    tiny.place("UKR", "partner").item("shell", price=2, advance=40, lead=6, loss=2).item("tank", price=9, lead=20)
    for ally in ("DEU", "POL"):
        tiny.need(ally, "shell", 400).need(ally, "tank", 60).stock(ally, "shell", 90).stock(ally, "tank", 14)
    tiny.line("works", "POL", "shell", 3, rate_max=20, lag=9, ramp=4, capex=3).line("abroad", "USA", "tank", 2)
    tiny.line("tanks", "DEU", "tank", 0.5, rate_max=3, lag=18).ordered("POL", "tank", 3, 20, 10)
    tiny.use("aid", "DEU", "shell", 0, 23, 1.5).decided("POL", "tank", 6, 8)
    tiny.test(14, 20, "one").test(30, 60, "two").test(50, 80, "three")
    return tiny.parameters(money_price=0.001, carry_over_share=10, tail_years=1)


@pytest.fixture(scope="module")
def scope() -> Scope:
    return coarse(Scope.of(case().case(), Question()))


@pytest.mark.parametrize("uncertain", WAYS, ids=str)
def test_planning_for_branches_and_knowing_them_are_worth_something(scope: Scope, uncertain: Uncertain) -> None:
    """In each branch by itself, too, nothing is better than what was planned for it alone."""
    tree = stages(scope, futures(uncertain))
    assert sum(future.chance for future in tree.futures) == pytest.approx(1)
    assert tree.stochastic >= -NEAR
    assert tree.perfect >= -NEAR
    for course in (tree.together, tree.as_planned):
        pairs = zip(course.objectives, tree.apart.objectives, strict=True)
        assert all(mine >= alone - NEAR for mine, alone in pairs)
    first = tree.ordered(tree.together.values[0])
    for value in tree.together.values:
        assert tree.ordered(value) == pytest.approx(first, abs=1e-4)


def test_branches_with_figures_at_their_means_are_those_of_a_case_of_means(scope: Scope) -> None:
    """What nobody is sure of to one side moves, in the plan that stands too; a case without ranges is the same."""
    ways = futures(Uncertain(aid=False))
    likely, same = stages(scope, ways), stages(averaged(scope), ways)
    assert same.together.objectives == pytest.approx(likely.together.objectives, abs=NEAR)
    more = ranged(case(), "scales", "per_force", 400, 720)
    wide = coarse(Scope.of(more.case(), Question()))
    other = stages(averaged(wide), ways)
    by_hand = case()
    mean = 400 + MEAN * 320
    by_hand.tables["scales"][0] |= {"per_force": repr(mean), "per_force_low": repr(mean), "per_force_high": repr(mean)}
    whole = stages(coarse(Scope.of(by_hand.case(), Question())), ways)
    assert other.together.objectives == pytest.approx(whole.together.objectives, abs=NEAR)
    assert other.planned == pytest.approx(whole.planned, abs=1e-5)
    assert other.together.mean(ways) > likely.together.mean(ways) + 1e-4


def test_a_page_of_means_has_no_figure_but_means() -> None:
    """Lead times and contracts that may take much longer than is likely: its tables are those of a case of means."""
    ranges = (("items", "lead_time", 1, 20, 19, 60), ("places", "contracting_delay", 0, 3, 2, 14))
    skewed, by_hand = case(), case()
    for table, column, row, likely, low, high in ranges:
        ranged(skewed, table, column, low, high, row)
        mean = likely + MEAN * (low + high - 2 * likely)
        by_hand.tables[table][row][column] = repr(mean)
        ranged(by_hand, table, column, mean, mean, row)
    uncertain = Uncertain(aid=False)
    mine = decided(Scope.of(skewed.case(), Question()), Inquiry(uncertain, (2,), mean=True))
    theirs = decided(Scope.of(by_hand.case(), Question()), Inquiry(uncertain, (2,)))
    for title in SCHEMAS:
        assert mine[title].equals(theirs[title], null_equal=True), title
    as_likely = decided(Scope.of(skewed.case(), Question()), Inquiry(uncertain, (2,)))
    assert not as_likely["foresight"].equals(mine["foresight"])


def test_the_mean_of_draws_is_that_of_their_quantiles() -> None:
    """Of even draws at the middles of 200,000 parts."""
    places = position((np.arange(200_000) + 0.5) / 200_000)
    assert float(np.maximum(places, 0).mean()) == pytest.approx(MEAN, abs=1e-6)


def test_with_nothing_uncertain_there_is_one_branch_which_is_the_plan(scope: Scope) -> None:
    tree = stages(scope, futures(Uncertain(threat=False, aid=False)))
    plan = HighsSession(build(scope)).solve()
    assert [future.name for future in tree.futures] == ["as_in_the_case"]
    assert tree.together.mean(tree.futures) == pytest.approx(plan.objective, abs=NEAR)
    assert (tree.stochastic, tree.perfect) == (pytest.approx(0, abs=NEAR), pytest.approx(0, abs=NEAR))


def test_thirds_of_the_test_are_the_test(scope: Scope) -> None:
    """So the plan as it stands is held to what it was made for: with what is learned it never comes to more."""
    thirds = [part(scope.threat, *levels) for levels in THREATS.values()]
    assert [third.probability.sum() for third in thirds] == pytest.approx([1, 1, 1])
    assert sum(third.probability for third in thirds) / 3 == pytest.approx(scope.threat.probability)
    assert sum(third.on_statements for third in thirds) / 3 == pytest.approx(scope.threat.on_statements)
    ends = [np.flatnonzero(third.probability)[[0, -1]].tolist() for third in thirds]
    assert all(before[1] <= after[0] for before, after in pairwise(ends))
    tree = stages(scope, futures(Uncertain(aid=False)))
    assert tree.as_planned.mean(tree.futures) <= HighsSession(build(scope)).solve().objective + NEAR


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_a_branch_that_is_sure_is_planned_for_alone(scope: Scope, chance: float) -> None:
    tree = stages(scope, futures(Uncertain(threat=False, chance=chance)))
    sure = tree.apart.objectives[int(chance)]
    assert tree.together.mean(tree.futures) == pytest.approx(sure, abs=NEAR)
    assert tree.perfect == pytest.approx(0, abs=NEAR)


def test_branches_that_are_the_same_are_worth_nothing() -> None:
    """Nobody gives aid, so nothing is otherwise if it goes on; that orders may be cancelled there is worth nothing."""
    tiny = case()
    del tiny.tables["uses"]
    tree = stages(coarse(Scope.of(tiny.case(), Question())), futures(Uncertain(threat=False)))
    assert len(tree.futures) == 2
    assert (tree.stochastic, tree.perfect) == (pytest.approx(0, abs=NEAR), pytest.approx(0, abs=NEAR))


def test_what_is_charged_is_the_sum_of_its_kinds(scope: Scope) -> None:
    tables = decided(scope, Inquiry(Uncertain(), (2,)))
    for title in ("values", "branches"):
        table = tables[title]
        assert table.select(pl.sum_horizontal(*CHARGED)).to_series().to_list() == pytest.approx(
            table["objective"].to_list(), abs=1e-3
        )


def test_it_is_planned_anew_in_each_year_from_the_day_of_knowledge_on(scope: Scope) -> None:
    """Months apart are a year up to the end that is shown; beyond it every tick is decided."""
    start = scope.calendar.start
    anew = [int(start[tick]) for tick in new_years(scope)]
    shown = [month for month in anew if month < scope.shown.months]
    assert shown == list(range(scope.known, scope.shown.months, 12))
    assert anew[len(shown) :] == [int(month) for month in start if month >= scope.shown.months]


def test_foresight_is_never_worse_than_none_and_that_of_the_whole_horizon_is_the_plan(scope: Scope) -> None:
    whole, *some = foreseen(scope, (1, 2, 20))
    assert all(seen.objective >= whole.objective - NEAR for seen in some)
    assert some[-1].objective == pytest.approx(whole.objective, abs=NEAR)


def test_tables_are_the_same_on_any_number_of_workers_and_remembered_as_they_were(scope: Scope) -> None:
    inquiry = Inquiry(Uncertain(aid=False), (1, 2))
    first, second = (decided(scope, inquiry, workers=workers) for workers in (1, 2))
    again = remembered(plain(first))
    assert list(first) == list(SCHEMAS)
    for title in SCHEMAS:
        assert first[title].equals(second[title], null_equal=True)
        assert first[title].equals(again[title], null_equal=True)
    with pytest.raises((KeyError, TypeError, ValueError)):
        remembered(plain(first)[:5])


def test_a_tree_has_ten_branches_at_most() -> None:
    with pytest.raises(UsageError, match="12 branches, and a tree may have 10"):
        futures(Uncertain(supplier="USA"))
    assert len(futures(Uncertain())) == 6 <= MOST


def test_branches_of_other_shapes_make_no_tree() -> None:
    small, large = solve(one_line()).program, solve(one_line(months=18)).program
    with pytest.raises(ValueError, match="different shapes"):
        Extensive((small, large), (0.5, 0.5), {}).whole  # noqa: B018 - asking for it is what fails


def test_ticks_of_the_coarse_clock_lengthen_from_the_day_of_knowledge_and_are_years_then(scope: Scope) -> None:
    assert scope.calendar.length.tolist() == [4, 1, 2, 3, 6, 12, 12, 12, 12, 12, 8, 12]
    assert (scope.calendar.tail, scope.shown.months) == (1, 84)
