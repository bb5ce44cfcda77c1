"""Decisions under uncertainty small enough to work out on paper; each docstring has the derivation."""

from __future__ import annotations

import pytest

from sinews.clocks.years.deciding.coarse import coarse
from sinews.clocks.years.deciding.futures import Uncertain, futures
from sinews.clocks.years.deciding.horizon import foreseen
from sinews.clocks.years.deciding.stages import Stages, stages
from sinews.clocks.years.scope import Question, Scope
from tests.model import Tiny

#: What money costs in the objective: enough that nothing is bought in vain, and too little to show.
PRICE = 1e-3


def scope(tiny: Tiny) -> Scope:
    """On a clock of years."""
    return coarse(Scope.of(tiny.parameters(money_price=PRICE).case(), Question()))


def decided(tiny: Tiny, uncertain: Uncertain) -> Stages:
    """The plan of two stages."""
    return stages(scope(tiny), futures(uncertain))


def test_what_arrives_at_once_or_late_when_the_test_may_be_early() -> None:
    """Poland pays for 100 things a year and needs 200 shells, which come at once, and 200 tanks, which take two years.

    One office says that the test comes at the end of year 2, two that it comes at the end of year 4: the first third is
    the early date, the others are the late one. With b tanks in place of shells in the first two years, an early test
    finds 200 - b shells and no tank: 0.5 + 0.5 b/200 is missing. A late one finds b tanks, and all shells, which can be
    bought in years 3 and 4: 0.5 - 0.5 b/200 is missing. On average that is 0.5 - b/1200: b = 200, and 1/3 is missing (1
    if early, 0 if late). Who knew the date would buy shells if it is early: 1/3 x 0.5 = 1/6 is missing. The plan as it
    stands is charged by the same chances, and buys tanks too. So planning for branches is worth nothing here, and to
    know the branch 1/6.
    """
    tiny = Tiny(48).ally("POL", 100 / 12).item("shell").item("tank", lead=24)
    for item in ("shell", "tank"):
        tiny.need("POL", item, 200).line(item, "POL", item, 1000)
    tiny.test(23, office="one").test(47, office="two").test(47, office="three")
    tree = decided(tiny, Uncertain(aid=False))
    assert [future.chance for future in tree.futures] == pytest.approx([1 / 3] * 3)
    assert tree.together.mean(tree.futures) == pytest.approx(1 / 3, abs=2e-3)
    assert tree.apart.mean(tree.futures) == pytest.approx(1 / 6, abs=2e-3)
    assert (tree.stochastic, tree.perfect) == (pytest.approx(0, abs=2e-3), pytest.approx(1 / 6, abs=2e-3))
    assert tree.ordered(tree.together.values[0]) == pytest.approx([0, 200], abs=0.1)
    assert tree.ordered(tree.apart.values[0]) == pytest.approx([200, 0], abs=0.1)
    assert tree.points(tree.together) == pytest.approx([100, 0, 0], abs=0.1)


def test_a_line_of_ones_own_is_enlarged_where_a_supplier_may_be_lost() -> None:
    """Poland needs 500 shells at the end of year 5; a line abroad makes 100 a year, and its own could from nothing.

    What is enlarged can make things after two years. If the supplier stays, it makes 500: the plan as it stands
    enlarges nothing. If it is lost after year 2 there are 200 shells; to enlarge the own line over year 3 brings
    half of 100 in year 5, so 250 of 500 are missing: 0.5. Enlarged in the first month the own line makes half of
    its 8.33 in the first month of year 3 and all of it from then on, so 4.17 of 500 are missing: 1/120. With even
    chances planning for both saves (0.5 - 1/120) / 2, and to know which comes nothing but the price of the line.
    """
    tiny = Tiny(60).ally("POL", 100).item("shell").need("POL", "shell", 500).place("USA", "partner")
    tiny.line("abroad", "USA", "shell", 100 / 12).line("own", "POL", "shell", 0, rate_max=100 / 12, lag=24).test(59)
    tree = decided(tiny, Uncertain(threat=False, aid=False, supplier="USA"))
    assert [future.lost for future in tree.futures] == ["", "USA"]
    assert tree.together.objectives == pytest.approx([0, 1 / 120], abs=2e-3)
    assert tree.as_planned.objectives == pytest.approx([0, 0.5], abs=2e-3)
    assert tree.stochastic == pytest.approx((0.5 - 1 / 120) / 2, abs=2e-3)
    assert tree.perfect == pytest.approx(0, abs=2e-3)


def test_what_is_ordered_of_a_lost_supplier_is_cancelled_and_its_advance_is_gone() -> None:
    """100 tanks are wanted at the end of year 4, of a supplier that takes two years and may be lost after year 2.

    Half of the price is paid at the signature. Ordered in year 1 they come in year 3: lost. In the branch without the
    supplier all of the need is missing, whatever is ordered; money is paid for nothing but advances.
    """
    tiny = Tiny(48).ally("POL", 100).item("tank", lead=24, advance=50).need("POL", "tank", 100)
    tiny.place("USA", "partner").line("abroad", "USA", "tank", 100).test(47)
    tree = decided(tiny, Uncertain(threat=False, aid=False, supplier="USA", chance=0.25))
    assert tree.together.mean(tree.futures) == pytest.approx(0.25, abs=2e-3)
    assert tree.ordered(tree.together.values[1]) == pytest.approx([100], abs=0.1)
    lost = tree.programs[1]
    cancelled = lost.numbers(lost.variable("cancelled_orders"))
    assert tree.together.values[1][cancelled].sum() == pytest.approx(100, abs=0.1)
    assert tree.together.values[0][cancelled].sum() == pytest.approx(0, abs=1e-6)


def test_nobody_insists_on_orders_that_aid_needs_more() -> None:
    """Poland needs 240 shells at the end of year 4, and as much for its tanks, which it has; a line makes 10 a month.

    Aid takes all that the line makes for two years, and then ends: what is ordered in these years comes in years 3 and
    4, and nothing is missing. If aid goes on it takes these years too. A shell of aid that is refused is charged as
    1/240, one that is missing at the test as half of that: orders are cancelled, all of the aid is given, and half of
    the whole need is missing. Nothing that was ordered binds, so planning for both and knowing are worth nothing.
    """
    tiny = (
        Tiny(48).ally("POL", 100).item("shell", lead=24).item("tank").need("POL", "shell", 240).need("POL", "tank", 9)
    )
    tiny.stock("POL", "tank", 9).line("works", "POL", "shell", 10).line("tanks", "POL", "tank", 1).use(
        "aid", "POL", "shell", 0, 23, 10
    ).test(47)
    tree = decided(tiny, Uncertain(threat=False))
    assert [future.name for future in tree.futures] == ["as_in_the_case", "aid_goes_on"]
    assert tree.ordered(tree.planned) == pytest.approx([240, 0], abs=0.1)
    assert tree.as_planned.objectives == pytest.approx([0, 0.5], abs=2e-3)
    assert tree.charged(tree.as_planned, "unmet_uses") == pytest.approx([0, 0], abs=0.1)
    assert (tree.stochastic, tree.perfect) == (pytest.approx(0, abs=2e-3), pytest.approx(0, abs=2e-3))


def test_who_is_in_a_hurry_orders_no_more_than_is_needed() -> None:
    """120 shells are needed, which come 18 months after they are ordered; the test may come in each month of year 2 on.

    On ticks of a year an order comes half in the next year and half in the one after, so that 240 would be ordered for
    120 by the end of year 2. With a first tick of a month they are ordered in it, and come in month 18.
    """
    tiny = (
        Tiny(48).ally("POL", 1000).item("shell", lead=18).need("POL", "shell", 120).line("works", "POL", "shell", 500)
    )
    tree = decided(tiny.test(12, 47), Uncertain(aid=False))
    assert tree.ordered(tree.planned) == pytest.approx([120], abs=0.1)
    assert tree.ordered(tree.together.values[0]) == pytest.approx([120], abs=0.1)


def test_who_sees_one_year_ahead_buys_in_the_last_year() -> None:
    """200 shells are wanted at the end of year 4, 100 a year can be paid, and no money is carried over.

    With one year in sight nothing is bought before year 4, so half is missing; with two, years 3 and 4 are enough.
    """
    tiny = Tiny(48).ally("POL", 100 / 12).item("shell").need("POL", "shell", 200).line("works", "POL", "shell", 1000)
    whole, first, second = foreseen(scope(tiny.test(47)), (1, 2))
    assert (whole.years, first.years, second.years) == (None, 1, 2)
    assert [seen.points for seen in (whole, first, second)] == pytest.approx([0, 50, 0], abs=0.1)
    assert first.days_later(whole) is None
    assert first.instant is None
