"""Surge and conversion, small enough to solve on paper; each docstring has the derivation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sinews.clocks.years.answer import refer, run
from sinews.clocks.years.limits import LINES
from sinews.clocks.years.measuring import with_levers
from sinews.clocks.years.options import Question
from sinews.clocks.years.outcome import Reader, outcomes
from sinews.clocks.years.page import readings
from sinews.clocks.years.scope import Scope
from sinews.data.levers import Change, Lever
from sinews.data.tables import ChangeKind, Status
from sinews.model.solver.highs import HighsSession
from tests.model import Solved, Tiny, one_line, solve


def made(plan: Solved, name: str = "surge") -> list[float]:
    """What is made beyond lines, by tick."""
    block = plan.program.variable(name)
    return list(plan.solution.value[plan.program.numbers(block)].sum(axis=0))


def test_surge_begins_a_lag_after_the_day_of_knowledge() -> None:
    """A line of 10 a month may make 40 % more, 4, from month 1 + 2 on.

    Nothing is ordered in month 0, before the day of knowledge: 10 in months 1 and 2, 14 in 3, 4 and 5: 62 of 100.
    """
    tiny = one_line(test=5).surge("works", 40, lag=2)
    tiny.known = 1
    plan = solve(tiny)
    assert made(plan)[:6] == pytest.approx([0, 0, 0, 4, 4, 4])
    assert plan.value("output")[:6] == pytest.approx([0, 10, 10, 10, 10, 10])
    assert plan.value("stock")[5] == pytest.approx(62)
    assert plan.objective == pytest.approx(0.38)


def test_only_the_part_that_is_called_up_is_made() -> None:
    """A fourth of 40 % of 10 a month is 1: 11 a month, 66 in six months."""
    plan = solve(one_line(test=5).surge("works", 40, share=25))
    assert plan.value("stock")[5] == pytest.approx(66)


def test_surge_within_a_quarter_has_the_rest_of_it() -> None:
    """A lag of 4.5 months ends half way through the second quarter: a month and a half of 4, then three months of 4."""
    tiny = one_line(months=9, need=200, test=8).surge("works", 40, lag=4.5)
    tiny.monthly = 0
    plan = solve(tiny)
    assert made(plan) == pytest.approx([0, 6, 12])
    assert plan.value("stock") == pytest.approx([30, 66, 108])


def test_what_the_plan_adds_surges_as_well() -> None:
    """A line of 10 may grow to 30 at once, for what is ordered in month 0: it makes 30 from month 1 on.

    Surge is a half of 10 in month 0, and of what was there before the tick later: 15 in months 1 and 2.
    """
    tiny = Tiny(3).ally("POL").item("shell").need("POL", "shell", 1000).test(2)
    tiny.line("works", "POL", "shell", 10, rate_max=30).surge("works", 50)
    plan = solve(tiny)
    assert plan.value("extra_capacity") == pytest.approx([20, 20, 20])
    assert made(plan) == pytest.approx([5, 15, 15])


def test_what_is_announced_does_not_surge() -> None:
    """A line of 10 says that it will make 20 from month 1 on, by more shifts: surge stays at half of 10.

    The middle of month 0 lies three quarters of the way from the rate of the month before the start: 17.5.
    """
    tiny = Tiny(4).ally("POL").item("shell").need("POL", "shell", 1000).test(3).line("works", "POL", "shell", 10)
    tiny.rate("works", 1, 20, "announced").surge("works", 50)
    plan = solve(tiny)
    assert plan.value("output") == pytest.approx([17.5, 20, 20, 20])
    assert made(plan) == pytest.approx([5, 5, 5, 5])
    assert made(solve(tiny, Question(trust=Status.DELIVERED))) == pytest.approx([5, 5, 5, 5])


def test_a_line_that_closes_does_not_surge() -> None:
    """A line of 10 is announced to close from month 1 to month 2, and may not be enlarged: 5 are left in month 1."""
    tiny = Tiny(4).ally("POL").item("shell").need("POL", "shell", 1000).test(3).line("works", "POL", "shell", 10)
    tiny.rate("works", 1, 10, "announced").rate("works", 2, 0, "announced").surge("works", 50)
    plan = solve(tiny, Question(expansion=False))
    assert made(plan) == pytest.approx([5, 2.5, 0, 0])


def test_a_unit_of_surge_costs_its_premium_more() -> None:
    """60 million in each of two months, none kept. A shell costs 2 at the order, one by surge 1 more when it is made.

    The line makes 20 a month for 40; the 20 that are left pay 6.67 more at 3: 26.67 a month, and 60 are paid.
    """
    plan = solve(one_line(rate=20, budget=60, price=2, test=1).surge("works", 100, premium=50))
    assert made(plan)[:2] == pytest.approx([20 / 3, 20 / 3])
    assert plan.value("stock")[:2] == pytest.approx([80 / 3, 160 / 3])
    paid = outcomes(plan.scope, plan.journal, plan.program, plan.solution)
    rows = {(row["quantity"], row["subject"], row["period"]): row["value"] for row in paid.to_dicts()}
    assert rows["money_out", "premiums for surge", "2026-01"] == pytest.approx(20 / 3)
    assert rows["money_out", "advances on new orders", "2026-01"] == pytest.approx(160 / 3)
    assert rows["surge", "works", "2026-01"] == pytest.approx(20 / 3)


def test_money_has_its_price_in_surge_too() -> None:
    """EUR 1 billion weighs 10 points: of 100 shells at 1 million the line makes 20 in two months, surge 20 at 1.5."""
    tiny = one_line(need=100, test=1).surge("works", 100, premium=50).parameters(money_price=10)
    plan = solve(tiny)
    assert plan.objective == pytest.approx(0.6 + (20 + 20 * 1.5) / 1000 * 0.1, rel=1e-3)


def test_surge_takes_inputs_like_any_output() -> None:
    """A shell takes one charge, of which 12 are made a month: 100 % more from the line of shells is 2 a month."""
    tiny = one_line(test=5).item("charge", needed=False).part("shell", "charge", 1)
    tiny.line("charges", "POL", "charge", 12).surge("works", 100)
    plan = solve(tiny)
    assert plan.value("stock")[5] == pytest.approx(72)


def test_lines_outside_the_group_do_not_surge() -> None:
    """The host of a surge pays for it: a line abroad makes its rate."""
    tiny = Tiny(4).ally("POL").place("USA", "supplier").item("shell").need("POL", "shell", 100).test(3)
    tiny.line("works", "USA", "shell", 10).surge("works", 100)
    assert solve(tiny).value("stock")[3] == pytest.approx(40)


@pytest.mark.parametrize(("lag", "first"), [(0, 15), (1.5, 15), (2.5, 12.5), (3, 10)])
def test_surge_is_room_for_first_deliveries(lag: float, first: float) -> None:
    """A quarter and a month. Orders arrive from month 2 on, and have only what is made after that: 10, and 5 by surge.

    Surge from 1.5 on has a whole month after that, surge from 2.5 on half of one.
    """
    tiny = one_line(months=4, lead=2, test=3).surge("works", 50, lag=lag)
    tiny.monthly = 0
    plan = solve(tiny)
    assert plan.scope.calendar.length.tolist() == [3, 1]
    assert plan.value("stock")[0] == pytest.approx(first)


@pytest.mark.parametrize(("lag", "ramp", "whole"), [(2, 0, 40), (2, 4, 20), (1.5, 2, 35)])
def test_a_converted_plant_comes_after_its_lag_and_over_its_ramp(lag: float, ramp: float, whole: float) -> None:
    """No line at all, and a plant of 10 a month, in six months.

    From month 2 on: 4 months, 40. Rising over 4 months, half of that: 20. From 1.5 on, over 2: 4.5 - 1 months, 35.
    """
    tiny = Tiny(6).ally("POL").item("shell").need("POL", "shell", 100).test(5)
    tiny.line("works", "POL", "shell", 0, rate_max=1, lag=50).conversion("POL", "shell", 10, lag=lag, ramp=ramp)
    plan = solve(tiny)
    assert plan.value("stock")[5] == pytest.approx(whole)
    assert sum(made(plan, "converted")) == pytest.approx(whole)
    assert solve(tiny, Question(expansion=False)).value("stock")[5] == pytest.approx(0)


def test_a_converted_plant_costs_its_premium_and_takes_inputs() -> None:
    """30 million a month buy 20 shells at 1 and 50 %; of charges, one a shell, only 15 are made."""
    tiny = Tiny(2).ally("POL", 30).item("shell").need("POL", "shell", 100).test(1)
    tiny.line("works", "POL", "shell", 0, rate_max=1, lag=50).conversion("POL", "shell", 40, share=75, premium=50)
    assert made(solve(tiny), "converted") == pytest.approx([20, 20])
    tiny.item("charge", needed=False).part("shell", "charge", 1).line("charges", "POL", "charge", 15)
    plan = solve(tiny)
    assert made(plan, "converted") == pytest.approx([15, 15])
    shown = outcomes(plan.scope, plan.journal, plan.program, plan.solution)
    assert set(shown.filter(shown["quantity"] == "converted")["subject"]) == {"conversion_0"}


def test_pages_count_what_is_made_beyond_lines() -> None:
    """10 a month by a line, 4 by its surge, 3 by a plant, all ordered: 17 a month for the host, in each year's sum."""
    tiny = one_line(months=24, need=1000, test=23).surge("works", 40).conversion("POL", "shell", 3)
    answer = run(tiny.case())
    rows = readings.made(answer).group_by("quantity", "item").agg(pl.col("value").sum()).sort("quantity").rows()
    assert rows == [
        ("converted", "shell", pytest.approx(72)),
        ("output", "shell", pytest.approx(240)),
        ("surge", "shell", pytest.approx(96)),
    ]


# neutral data --------------------------------------------------------------------------------------------------------

NOTHING = {
    "no part is called up": lambda tiny: tiny.surge("works", 40, share=0).conversion("POL", "shell", 10, share=0),
    "nothing is possible": lambda tiny: tiny.surge("works", 0).conversion("POL", "shell", 0),
    "nobody needs it": lambda tiny: tiny.item("tank").line("tanks", "POL", "tank", 5).surge("tanks", 40),
}


@pytest.mark.parametrize("words", NOTHING)
def test_what_is_not_called_up_posts_nothing(words: str) -> None:
    """The program is the same to the last byte, and has no row or column of it."""
    plain, with_rows = solve(one_line()), solve(NOTHING[words](one_line()))
    assert with_rows.program.column_names() == plain.program.column_names()
    assert with_rows.program.row_names() == plain.program.row_names()
    for name in ("data", "indices", "indptr"):
        assert getattr(with_rows.program.matrix, name).tobytes() == getattr(plain.program.matrix, name).tobytes()
    for name in ("lower", "upper", "row_lower", "row_upper", "cost", "row_sizes", "column_sizes"):
        assert getattr(with_rows.program, name).tobytes() == getattr(plain.program, name).tobytes(), name
    assert len(with_rows.journal.entries) == len(plain.journal.entries)


# laws ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["surge", "conversion"])
def test_three_times_the_part_earns_three_times_as_much(name: str) -> None:
    """Money, needs and inputs bind nowhere: what is earned goes with what is made."""

    def earned(share: float) -> float:
        tiny = one_line(months=24, need=1000, test=18)
        tiny = tiny.surge("works", 40, share=share, lag=3) if name == "surge" else tiny
        tiny = tiny.conversion("POL", "shell", 5, share=share, lag=3, ramp=6) if name == "conversion" else tiny
        return solve(one_line(months=24, need=1000, test=18)).objective - solve(tiny).objective

    assert earned(30) > 0.001
    assert earned(90) == pytest.approx(3 * earned(30), rel=1e-6)


@pytest.mark.parametrize("monthly", [0, 7, 24])
@pytest.mark.parametrize("name", ["surge", "conversion"])
def test_three_months_sooner_earn_three_times_one(name: str, monthly: int) -> None:
    """Whatever the calendar: before the test each month less of the lag has the whole rate a month longer."""

    def objective(less: float) -> float:
        tiny = one_line(months=24, need=1000, test=23)
        tiny.monthly = monthly
        tiny = tiny.surge("works", 40, lag=7.3 - less) if name == "surge" else tiny
        return solve(
            tiny.conversion("POL", "shell", 5, lag=7.3 - less, ramp=6) if name == "conversion" else tiny
        ).objective

    one, three = (objective(0) - objective(less) for less in (1, 3))
    assert one > 1e-3
    assert three == pytest.approx(3 * one, rel=1e-6)


@pytest.mark.parametrize("premium", [0, 30])
def test_more_surge_never_hurts(premium: float) -> None:
    """A plan may leave it: the objective never rises with what may be called up, or when it comes sooner."""

    def objective(most: float, share: float, lag: float) -> float:
        tiny = one_line(months=24, need=200, budget=12, test=15).parameters(money_price=0.1, tail_years=1)
        tiny.surge("works", most, share=share, lag=lag, premium=premium)
        return solve(
            tiny.conversion("POL", "shell", most / 20, share=share, lag=lag, ramp=3, premium=premium)
        ).objective

    found = [objective(*numbers) for numbers in ((40, 0, 6), (40, 50, 6), (40, 100, 6), (80, 100, 6), (80, 100, 2))]
    assert np.diff(found).max() <= 1e-9
    assert found[-1] < found[0] - 1e-3


def test_a_lever_calls_surge_up() -> None:
    """One number of the table: the lever's program is that of a case in which the part is called up."""
    change = Change("surge", "share", ChangeKind.SET, 100.0, selection=(("item", ("shell",)),))
    lever = Lever("surge", "Surge of shells", (change,))
    reference = refer(Scope.of(one_line(test=5).surge("works", 40, share=0).case(), Question()))
    _, program = with_levers(reference, ((lever, 1.0),))
    assert HighsSession(program).solve().objective == pytest.approx(0.16)
    assert reference.solution.objective == pytest.approx(0.4)


def test_lines_that_surge_are_worth_their_surge_as_well() -> None:
    """A tenth more from a line of 10 that makes 4 more by surge earns 1.4 a month: the price of lines says so."""
    plan = solve(one_line(test=5).surge("works", 40))
    worth = LINES.worth(Reader(plan.scope, plan.program, plan.solution))
    assert worth == pytest.approx({"shell": 6 * 1.4 / 100})


def test_without_a_state_its_lines_do_not_surge() -> None:
    """What is left out makes nothing, by surge or otherwise."""
    tiny = Tiny(4).ally("POL").ally("DEU").item("shell").need("POL", "shell", 100).test(3)
    tiny.line("works", "POL", "shell", 5).line("werk", "DEU", "shell", 5).surge("werk", 100)
    tiny.conversion("DEU", "shell", 3)
    assert solve(tiny).value("stock", place="POL")[3] == pytest.approx(4 * (5 + 10 + 3))
    assert solve(tiny, replace(Question(), left_out="DEU")).value("stock")[3] == pytest.approx(20)
