"""Trials small enough to work out on paper; each docstring has the derivation."""

from __future__ import annotations

from collections.abc import Callable
from math import asin, pi

import numpy as np
import pytest
from scipy.stats import norm, sobol_indices, uniform

from sinews.clocks.years.trials.draws import ENDS, Factor, position, positions
from sinews.clocks.years.trials.drivers import correlations, indices
from sinews.clocks.years.trials.levers import difference, pulls
from sinews.clocks.years.trials.ready import ALL, at_test, held_from
from sinews.clocks.years.trials.risk import Inquiry, interval, risk, worst
from sinews.clocks.years.trials.trial import Reading, roll
from sinews.data.levers import Change, Lever
from sinews.data.tables import ChangeKind
from sinews.model.calendar import Calendar
from sinews.model.streams import Streams
from tests.model import START, Tiny, exact, one_line
from tests.trials import at, planned, ranged, ready_of, sourced


def soon(**others: float) -> Tiny:
    """All is wanted in the first month, from which on the test may come: 100 shells, a line that makes them at once."""
    tiny = one_line(rate=1000, need=100, budget=1000, test=0, lead=4)
    tiny.tables["threats"] = []
    tiny.test(0, 11).parameters(money_price=0.01)
    for column, (low, high) in others.items():  # type: ignore[misc]
        ranged(tiny, "items", column, low, high)
    return tiny


def test_one_uncertain_lag_gives_the_ready_date_in_closed_form() -> None:
    """100 shells are ordered in month 0 and arrive evenly over the month that begins a lead time L after it.

    By the end of month m, max(0, min(1, m + 1 - L)) of them are there, on straight lines between ends of months. With
    L = k + f the standard of 95 % is met within month k if 1 - f >= 0.95, at k + 0.95 / (1 - f), else within month
    k + 1, at k + 1 + (0.95 - (1 - f)) / f. L is 4 at the median, 2 and 7 at the quantiles of 5 and 95 %; beyond these
    it is put on the ends: at z standard deviations L = 4 + (3 or 2) x z / 1.645, for z from -1.645 to 1.645.
    """
    plan = planned(soon(lead_time=(2, 7)))
    streams = Streams(1, 2000)
    draw = plan.draw(streams)
    [name] = next(found.names for found in plan.drawing.figures if found.column == ("items", "lead_time"))
    z = np.clip(norm.ppf(streams.uniform("items", name, "lead_time")) / norm.ppf(0.95), -1, 1)
    lag = 4 + np.where(z > 0, 3, 2) * z
    whole = np.floor(lag + 1e-12)
    rest = lag - whole
    late = whole + 1 + np.divide(0.95 - (1 - rest), rest, out=np.zeros_like(rest), where=rest > 0)
    wanted = np.where(1 - rest >= 0.95, whole + 0.95 / (1 - rest), late)
    found = ready_of(plan, roll(plan, [draw], Reading.KEPT, 1)[0]).families[ALL]
    assert found == pytest.approx(wanted, abs=1e-6)
    assert (found <= 4.95 + 1e-9).mean() == pytest.approx(0.5, abs=0.035)
    assert (found <= 7.95 - 1e-6).mean() == pytest.approx(0.95, abs=0.015)


def test_two_lines_with_a_common_factor_are_low_together() -> None:
    """Half of the variance of both rates is common, so their normal deviates are correlated by 0.5.

    Two such deviates are both below their medians with a chance of 1/4 + arcsin(0.5) / (2 pi) = 1/3 (Sheppard, 1899);
    drawn apart, with 1/4. Each alone is below its median half of the time.
    """
    apart = Tiny(6).ally("POL", 1000).item("shell").need("POL", "shell", 100).line("a", "POL", "shell", 5)
    apart.line("b", "POL", "shell", 5).test(5)
    for row in (0, 1):
        ranged(apart, "capacity", "rate", 2, 8, row)
    sourced(apart, "capacity", "rate", ("guess", "guess"))
    cells = {"factor": "optimism", "table": "capacity", "column": "rate", "among": "all", "direction": "same"}
    half = {**cells, **exact(share=50)}
    shared = {}
    for name, rows in (("apart", False), ("common", True)):
        if rows:
            apart.tables["factors"] = [half]
        plan = planned(apart)
        draw = plan.draw(Streams(7, 4000))
        low = draw.positions["capacity", "rate"] < 0
        assert low.shape == (4000, 2)
        assert low.mean(axis=0) == pytest.approx([0.5, 0.5], abs=0.03)
        shared[name] = float(low.all(axis=1).mean())
        output = plan.rolled(draw.part(slice(0, 200)), Reading.KEPT, everything=True).output
        assert output is not None
        assert ((output[:, :, 0] < 5 - 1e-3) == low[:200]).all()  # in the first month each line makes all that it can
    assert shared["apart"] == pytest.approx(1 / 4, abs=0.025)
    assert shared["common"] == pytest.approx(1 / 4 + asin(0.5) / (2 * pi), abs=0.025)


def test_offices_of_two_states_share_what_they_rest_on_and_have_a_factor_each() -> None:
    """Delays of both rest on one guess; 40 % of the variance lies between states. So they are correlated by 0.6.

    Without the factor they are one figure. What they share is the draw that they had then.
    """
    tiny = Tiny(6).ally("DEU", 1000, delay=2).ally("POL", 1000, delay=2).item("shell").test(5)
    tiny.need("DEU", "shell", 100).need("POL", "shell", 100).line("a", "POL", "shell", 90)
    for row in (0, 1):
        ranged(tiny, "places", "contracting_delay", 1, 4, row)
    column, streams = ("places", "contracting_delay"), Streams(5, 4000)
    basis = str(tiny.tables["places"][0]["contracting_delay_basis"])
    together = planned(tiny).draw(streams).positions[column]
    assert together.shape == (4000, 1)
    by_place = {"table": column[0], "column": column[1], "among": "place", "direction": "same"}
    tiny.tables["factors"] = [{"factor": "office", **by_place, **exact(share=40)}]
    apart = planned(tiny).draw(streams).positions[column]
    assert apart.shape == (4000, 2)
    inside = (np.abs(apart) < 1).all(axis=1)  # ends are cut
    common = np.clip(norm.ppf(streams.uniform("places", basis, "contracting_delay")), -9, 9)
    own = [norm.ppf(streams.uniform("factors", "office", place)) for place in ("DEU", "POL")]
    for number in (0, 1):
        wanted = (np.sqrt(0.6) * common + np.sqrt(0.4) * own[number]) / ENDS
        assert apart[inside, number] == pytest.approx(wanted[inside], abs=1e-9)
    assert np.corrcoef((apart > 0).T)[0, 1] == pytest.approx(2 / pi * asin(0.6), abs=0.04)


def test_a_factor_that_is_all_makes_figures_one_and_an_opposite_one_turns_them() -> None:
    """With all of the variance in common two figures are equal, or opposite where one is low when the other is high."""
    streams = Streams(2, 50)
    same = positions(streams, ("sites", "capex"), ("a", "b"), [Factor("x", ("", ""), 1.0, 1.0)])
    turned = positions(streams, ("sites", "ramp"), ("a", "b"), [Factor("x", ("", ""), 1.0, -1.0)])
    assert (same[:, 0] == same[:, 1]).all()
    assert turned == pytest.approx(-same)
    by_place = positions(streams, ("sites", "capex"), ("a", "b"), [Factor("x", ("POL", "DEU"), 1.0, 1.0)])
    assert (by_place[:, 0] != by_place[:, 1]).any()


def test_half_the_money_signs_half_as_much() -> None:
    """Shells cost 1 each, all of it at the signature, and 10 a month pay for 10; at the low end there are 5 a month.

    Then of the 10 that are to be signed each month 5 are, the rest waits: 5, 10, ... 60 of 120 after a year.
    """
    tiny = one_line(months=12, rate=1000, need=120, budget=10)
    tiny.tables["threats"] = []
    tiny.test(0, 11)
    tiny.parameters(money_price=0.0)
    plan = planned(ranged(tiny, "economy", "gdp", 60, 240))
    low, likely = (at(plan, {("economy", "gdp"): place}) for place in (-1.0, 0.0))
    assert likely.coverage[0, 0] == pytest.approx(np.arange(1, 13) / 12)
    assert low.coverage[0, 0] == pytest.approx(np.arange(1, 13) / 24, abs=1e-6)
    assert low.spent is not None
    assert low.spent[0, 0] == pytest.approx([5.0] * 12, abs=1e-5)


def test_a_slower_line_delivers_late_what_was_due_first() -> None:
    """A line of 10 a month, at the low end of 4, with orders of 10 a month: 4, 8, ... are there, and nothing is lost.

    A line of 15 delivers no more than is due.
    """
    tiny = one_line(months=10, rate=10, need=100)
    tiny.tables["threats"] = []
    tiny.test(0, 9)
    plan = planned(ranged(tiny, "capacity", "rate", 4, 15))
    found = at(plan, {("capacity", "rate"): [-1.0, 0.0, 1.0]})
    assert found.stocks is not None
    assert found.stocks[0, 0] == pytest.approx(4 * np.arange(1, 11), abs=2e-3)
    assert found.stocks[1, 0] == pytest.approx(10 * np.arange(1, 11), abs=1e-6)
    assert found.stocks[2, 0] == pytest.approx(found.stocks[1, 0])


def test_an_order_book_that_takes_twice_as_long() -> None:
    """60 are due in months 0 to 5, 10 a month, and nothing else can come in time.

    With a factor of 2 they come 5 a month, in months 0 to 11; with a half, 20 a month: 60 are there after three.
    """
    tiny = one_line(months=12, rate=1000, need=60, budget=1000, lead=20).ordered("POL", "shell", 0, 5, 60)
    tiny.tables["threats"] = []
    tiny.test(0, 11).parameters(money_price=0.01)
    plan = planned(tiny)
    assert plan.book.plan("orders").sum() == pytest.approx(0)
    slow, fast = (at(plan, {}, book=np.array([[factor]])) for factor in (2.0, 0.5))
    assert slow.stocks is not None
    assert fast.stocks is not None
    assert slow.stocks[0, 0] == pytest.approx(5 * np.arange(1, 13))
    assert fast.stocks[0, 0] == pytest.approx(np.minimum(20 * np.arange(1, 13), 60))


def test_a_rise_that_comes_late_and_is_less() -> None:
    """Lines make nothing now and are to make more: p(m) in month m. Twice as late and half as much is p(m / 2) / 2.

    Over month m that is half of what was promised for the half month from m / 2 on, twice: p of month floor(m / 2),
    times a half.
    """
    tiny = Tiny(12).ally("POL", 1000).item("shell").need("POL", "shell", 1000)
    tiny.line("works", "POL", "shell", 0, rate_max=99, capex=1e9)
    tiny.rate("works", 8, 90, "announced").test(0, 11)
    plan = planned(tiny)
    promised = plan.promises.promised[0, :12]
    assert promised[0] == pytest.approx(90 * 1.5 / 9)
    late = at(plan, {}, rise=np.array([[2.0]]), rate=np.array([[0.5]]))
    assert late.output is not None
    assert late.output[0, 0] == pytest.approx(promised[np.arange(12) // 2] / 2, abs=2e-3)


def test_an_input_that_is_short_holds_back_what_it_goes_into() -> None:
    """A shell takes 2 of powder. The mill makes 20 a month, enough for 10 shells; at its low end 6, enough for 3."""
    tiny = one_line(months=8, rate=10, need=80)
    tiny.tables["threats"] = []
    tiny.item("powder", needed=False).part("shell", "powder", 2).line("mill", "POL", "powder", 20).test(0, 7)
    ranged(sourced(tiny, "capacity", "rate", ("guess", "guess")), "capacity", "rate", 6, 30, row=1)
    found = at(planned(tiny), {("capacity", "rate"): [-1.0, 0.0]})
    assert found.stocks is not None
    assert found.stocks[0, 0] == pytest.approx(3 * np.arange(1, 9), abs=1e-3)
    assert found.stocks[1, 0] == pytest.approx(10 * np.arange(1, 9), abs=1e-6)


def test_an_ally_that_knows_that_it_needs_twice_as_much_orders_twice_as_much() -> None:
    """100 are needed, of which 20 are there, so 80 are ordered; at the high end 200 are: the gap is 180.

    Kept to the letter 100 of 200 are covered at the end; adapted, 180 are ordered, and all are.
    """
    tiny = one_line(months=6, rate=1000, need=100, budget=1000).stock("POL", "shell", 20).parameters(money_price=0.01)
    plan = planned(ranged(tiny, "scales", "per_force", 50, 200))
    kept, adapted = (at(plan, {("scales", "per_force"): 1.0}, reading) for reading in Reading)
    assert kept.coverage[0, 0, -1] == pytest.approx(0.5)
    assert adapted.coverage[0, 0, -1] == pytest.approx(1.0)
    assert adapted.stocks is not None
    assert adapted.stocks[0, 0, -1] == pytest.approx(200)


def test_an_ally_for_which_nothing_was_planned_orders_when_the_group_does() -> None:
    """Poland orders 80 for its need of 80; Germany has all of its 100 and orders none. If it needs 150, it lacks 50."""
    tiny = Tiny(6).ally("DEU").ally("POL").item("shell").line("works", "POL", "shell", 1000).test(5)
    tiny.need("DEU", "shell", 100).need("POL", "shell", 80).stock("DEU", "shell", 100).parameters(money_price=0.01)
    plan = planned(ranged(tiny, "scales", "per_force", 100, 150))
    kept, adapted = (at(plan, {("scales", "per_force"): 1.0}, reading) for reading in Reading)
    grown = kept.stocks
    assert grown is not None
    assert adapted.stocks is not None
    needs = plan.scope.needs["place"].to_list()
    more = adapted.stocks[0, needs.index("DEU"), -1] - grown[0, needs.index("DEU"), -1]
    assert more == pytest.approx(50, rel=1e-6)


def test_the_chance_is_that_the_test_comes_after_the_date() -> None:
    """All is ready within month 4, at 4.95; the test comes in one of twelve months. Seven of them begin later: 7/12."""
    plan = planned(soon())
    assert at_test(plan.scope, np.array([0.0, 0.08, 0.09, 0.99])) == pytest.approx([0, 0, 1, 11])
    found = risk(plan, Inquiry(6000, 1, drivers=False))
    assert found.certain == pytest.approx(7 / 12, abs=0.02)
    kept = found.outcome(Reading.KEPT)
    part, low, high = interval(kept.ready.chance())
    assert low < 7 / 12 < high
    assert part == pytest.approx(found.certain)
    assert kept.shortfall.mean() == pytest.approx(100 * 4 / 12, abs=2)  # nothing is there in months 0 to 3
    assert worst(kept.shortfall) == pytest.approx(100)


@pytest.mark.parametrize("kind", ["book", "rise"])
def test_more_slip_never_raises_the_chance(kind: str) -> None:
    """What comes later covers later: the ready date of a trial with a larger factor is the same, or later."""
    tiny = one_line(months=24, rate=2, need=60, budget=1000).ordered("POL", "shell", 1, 9, 20)
    tiny.rate("works", 10, 9, "announced").parameters(money_price=0.01)
    tiny.tables["threats"] = []
    plan = planned(tiny.test(0, 23))
    factors: dict[str, Callable[[float], dict[str, np.ndarray]]] = {
        "book": lambda factor: {"book": np.array([[factor]])},
        "rise": lambda factor: {"rise": np.array([[factor]]), "rate": np.array([[1.0]])},
    }
    dates = [
        float(ready_of(plan, at(plan, {}, **factors[kind](factor))).families[ALL][0])
        for factor in (0.8, 1.0, 1.3, 2.0, 3.0)
    ]
    assert dates == sorted(dates)
    assert dates[0] < dates[-1]


def test_a_standard_is_held_for_good_within_a_tick() -> None:
    """95 % is passed in month 1, lost in month 2, and passed for good half way from 90 to 100 in month 3: at 3.5."""
    calendar = Calendar.of_lengths(START, [1, 1, 1, 1])
    levels = np.array([[0.5, 0.97, 0.9, 1.0], [0.96, 0.97, 0.98, 1.0], [0.5, 0.6, 0.7, 0.8]])
    assert held_from(calendar, levels, 0.95) == pytest.approx([3.5, 0.0, np.inf])


def test_positions_are_quantiles_of_the_range() -> None:
    """The median is the likely value; one draw in twenty lies on either end; in between the halves are normal."""
    assert position(np.array([0.5, 0.05, 0.95, 0.01, 0.999])) == pytest.approx([0, -1, 1, -1, 1])
    assert position(np.array([norm.cdf(0.5)])) == pytest.approx(0.5 / ENDS)


def test_indices_are_those_of_a_sum_and_of_scipy() -> None:
    """Of x + 2 y, with both even, y makes 4/5 of the variance and x 1/5; nothing is shared, so totals are the same.

    SciPy, given the same values at A, B and AB, has the same indices.
    """
    rng = np.random.default_rng(1)
    a, b = rng.uniform(size=(2, 2, 2048))
    values = {"f_A": (a[0] + 2 * a[1])[None], "f_B": (b[0] + 2 * b[1])[None]}
    mixed = np.stack([b[0] + 2 * a[1], a[0] + 2 * b[1]])
    theirs = sobol_indices(func={**values, "f_AB": mixed[:, None]}, n=2048, dists=[uniform(), uniform()])
    for number, part in enumerate((1 / 5, 4 / 5)):
        first, total = indices(values["f_A"][0], values["f_B"][0], mixed[number], 1)
        assert (first.value, total.value) == pytest.approx((part, part), abs=0.08)
        assert first.low < first.value < first.high
        assert total.low < total.value < total.high
        assert theirs.first_order[number] == pytest.approx(first.value, abs=1e-3)
        assert theirs.total_order[number] == pytest.approx(total.value, abs=1e-3)
    assert correlations(a.T, values["f_A"][0]) == pytest.approx([1 / 5, 4 / 5], abs=0.05)


def test_what_is_lacking_in_the_worst_tenth() -> None:
    """Of 0 to 19, the worst tenth are 18 and 19: 18.5."""
    assert worst(np.arange(20.0)) == pytest.approx(18.5)
    assert interval(np.array([1.0, 0.0, 0.0, 0.0]))[0] == 0.25


def test_a_month_less_of_lead_time_in_closed_form() -> None:
    """100 shells ordered in month 0 come within the month that begins a lead time L after it.

    By the end of month 5, 6 - L of them are there (see the first test), so 95 % are if L <= 5.05. Above its median
    L = 4 + 3 z / 1.645, so the chance of that is Phi(1.645 x 1.05 / 3) = 0.718. A month less leaves the error as it is:
    L - 1 <= 5.05 where z <= 1.645 x 2.05 / 3, with a chance of Phi(1.124) = 0.870. The difference, of trials with the
    same luck, is 1 in those between and 0 in all others: its standard error is sqrt(d (1 - d) / (n - 1)), d its mean.
    """
    change = Change("items", "lead_time", ChangeKind.ADD, -1.0)
    month = Lever("month", "A month less", (change,), "somebody", (1.0, 1.0, 1.0))
    found = pulls(planned(soon(lead_time=(2, 7))), [month], Inquiry(20 * 2000, 1))
    before, after = ((trials.ready.families[ALL] <= 6).astype(float) for trials in (found.base, found.levers[month]))
    assert before.mean() == pytest.approx(norm.cdf(ENDS * 1.05 / 3), abs=0.025)
    assert after.mean() == pytest.approx(norm.cdf(ENDS * 2.05 / 3), abs=0.02)
    assert (after >= before).all()
    mean, error = difference(before, after)
    assert mean == pytest.approx(after.mean() - before.mean())
    assert error == pytest.approx((mean * (1 - mean) / 1999) ** 0.5)
