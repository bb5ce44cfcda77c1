"""Cases small enough to solve on paper; each docstring has the derivation.

Where nothing else is said (`tests.model`): ticks are months, money is ample, both halves of a need weigh the same,
the price of money is zero, and the test comes in one known month, so that the objective is the shortfall at the end
of that month as a part of the need.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sinews.clocks.years.answer import run
from sinews.clocks.years.deadline import earliest
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Question, Scope
from sinews.data.tables import Status
from sinews.model.calendar import Calendar
from sinews.model.solver.highs import HighsSession
from tests.model import Tiny, one_line, solve, with_tanks


def test_contracting_delay_and_lead_time() -> None:
    """What is decided is signed 2 months later and delivered 3 months after that: nothing arrives before month 5.

    The line makes 10 a month and nothing before it is due, so at the end of month 7 there are 3 x 10 = 30 of 100:
    the shortfall is 70 %. What arrives in months 5 to 7 has been decided in months 0 to 2.
    """
    plan = solve(one_line(delay=2, lead=3, test=7))
    assert plan.objective == pytest.approx(0.7)
    assert plan.value("stock")[:8] == pytest.approx([0, 0, 0, 0, 0, 10, 20, 30])
    assert plan.value("orders")[:3] == pytest.approx([10, 10, 10])


@pytest.mark.parametrize(("delay", "shortfall"), [(0, 0.0), (4, 0.4), (4.25, 0.425), (9.5, 0.95)])
def test_contracting_delay(delay: float, shortfall: float) -> None:
    """Ten months of 10 each cover 100; each month without contracts costs 10, and a part of a month so much."""
    assert solve(one_line(delay=delay, test=9)).objective == pytest.approx(shortfall)


def test_lead_time_that_is_no_whole_tick() -> None:
    """Orders that flow evenly through month u with a lead of 1.5 arrive evenly from u + 1.5 to u + 2.5.

    Half of them come in month u + 1, half in month u + 2. The line makes 10 a month, and of month 1 only half is left
    when the first can come, at 1.5: 5 in month 1, 10 in each of months 2 and 3.
    """
    plan = solve(one_line(lead=1.5, test=3))
    assert plan.value("stock")[:4] == pytest.approx([0, 5, 15, 25])
    assert plan.objective == pytest.approx(0.75)


def test_build_lag_and_ramp() -> None:
    """A line of 10 a month may grow by 20; the expansion of month 0 comes after 3 months and over 4 months.

    What is ordered at time u has at x become ramp(x - u - 3), with ramp(y) = y / 4 up to 1. Over u in month 0 the
    mean at the end of months 3, 4, ... is the integral of ramp from k to k + 1: 1/8, 3/8, 5/8, 7/8, 1. A line's
    extra capacity within a month is the mean of its two ends: 1/16, 4/16, 8/16, 12/16, 15/16 in months 3 to 7,
    in sum 2.5 months. At the end of month 7 the stock is 8 x 10 + 2.5 x 20 = 130 of 200.
    """
    tiny = Tiny(12).ally("POL").item("shell").need("POL", "shell", 200).test(7)
    plan = solve(tiny.line("works", "POL", "shell", 10, rate_max=30, lag=3, ramp=4))
    assert plan.value("extra_capacity")[2:8] == pytest.approx(20 * np.array([0, 1, 3, 5, 7, 8]) / 8)
    assert plan.value("stock")[7] == pytest.approx(130)
    assert plan.objective == pytest.approx(70 / 200)


def test_expansion_has_its_price() -> None:
    """10 million a month, none kept; shells at 1; a line of 2 a month with room for 3 more, at 2 each, at once.

    An expansion e of month 0 gives e / 2 in that month and e in each later one. With e = 3 month 0 costs
    2 x 3 + (2 + 3 / 2) = 9.5, which 10 can pay, and every later month costs 5. So all of it is ordered at once, and
    by the end of month 3 the stock is 3.5 + 3 x 5 = 18.5 of 20.
    """
    tiny = Tiny(4).ally("POL", 10).item("shell").need("POL", "shell", 20).test(3)
    plan = solve(tiny.line("works", "POL", "shell", 2, rate_max=5, capex=2))
    assert plan.value("expansion") == pytest.approx([3, 0, 0, 0])
    assert plan.objective == pytest.approx(1.5 / 20)


@pytest.mark.parametrize(("advance", "stock"), [(100, 30), (40, 50), (75, 40), (0, 30)])
def test_advance_payment(advance: float, stock: float) -> None:
    """10 million a month, nothing kept, price 1, lead 3: what orders in months 0 to 2 bring by month 5.

    An order o in month u takes a x o in month u and (1 - a) x o in month u + 3, each at most 10, so
    o = min(10 / a, 10 / (1 - a)): 10, 16.7, 13.3 and 10, three times.
    """
    plan = solve(one_line(rate=1000, budget=10, advance=advance, lead=3, test=5))
    assert plan.value("stock")[5] == pytest.approx(stock)
    assert plan.objective == pytest.approx(1 - stock / 100)


@pytest.mark.parametrize(("share", "stock"), [(0, 10), (25, 40), (50, 70), (100, 70)])
def test_carry_over_and_lapse(share: float, stock: float) -> None:
    """10 million a month and no contract before month 6. Of a year's 120 million `share` may be kept.

    In month 6 the ally has min(6 x 10, share x 120) + 10; the rest of the 60 has lapsed.
    """
    tiny = one_line(rate=1000, budget=10, delay=6, test=6).parameters(carry_over_share=share)
    plan = solve(tiny)
    assert plan.value("stock")[6] == pytest.approx(stock)
    assert plan.objective == pytest.approx(1 - stock / 100)
    assert plan.value("money_carried").max() <= share / 100 * 120 + 1e-9


def test_fund_is_spread_over_its_months() -> None:
    """60 million over months 1 to 3 are 20 a month; with 10 of the ally's own, nothing kept: 10, 30, 30, 30."""
    plan = solve(one_line(rate=1000, budget=10, test=4, need=200).fund("POL", 1, 3, 60))
    assert plan.value("stock")[:5] == pytest.approx([10, 40, 70, 100, 110])


def test_overdue_part_of_a_fund_is_there_at_the_start() -> None:
    """A fund whose months have all passed is there in the first month."""
    assert solve(one_line(rate=1000, budget=10, test=0).fund("POL", -5, -2, 60)).objective == pytest.approx(0.3)


@pytest.mark.parametrize(("budget", "stock"), [(4, 10.5), (1, 3.0), (0, 0.0)])
def test_fund_for_expansion_buys_capacity_only(budget: float, stock: float) -> None:
    """A line makes 1 a month and may reach 4; capacity costs 2 for each, and a fund has 20 million for that alone.

    For 6 million of the fund there is room for 3 more at once: 1 + 3/2 in month 0, then 4 a month. With 4 million a
    month for shells at 1 each: 2.5 + 4 + 4 = 10.5. With 1 million a month: 3 in all, as the fund buys no shells.
    """
    tiny = Tiny(3).ally("POL", budget).item("shell").need("POL", "shell", 20).test(2)
    plan = solve(tiny.line("works", "POL", "shell", 1, rate_max=4, capex=2).fund("POL", 0, 0, 20, "expansion"))
    assert plan.value("stock")[2] == pytest.approx(stock)


def test_recipe_chain() -> None:
    """A shell takes 2 fills, a fill takes 3 acids. Acid: 12 a month, fill: 8 a month and 12 in stock, shells: 40.

    Acid holds fills to 12 / 3 = 4 a month. In months 0 to 3 that is 12 + 16 = 28 fills and 14 shells of 20.
    """
    tiny = one_line(rate=40, need=20, test=3).item("fill", needed=False).item("acid", needed=False)
    tiny.part("shell", "fill", 2).part("fill", "acid", 3)
    tiny.line("fills", "POL", "fill", 8).line("acids", "POL", "acid", 12).stock("MARKET", "fill", 12)
    plan = solve(tiny)
    assert plan.value("stock")[3] == pytest.approx(14)
    assert plan.value("output", site="acids")[:4].sum() == pytest.approx(48)
    assert plan.objective == pytest.approx(6 / 20)


def test_inputs_can_be_made_ahead() -> None:
    """Contracts open in month 3, but fills, 5 a month, are made from the start: 25 by the end of month 4.

    Shells are made in months 3 and 4 only, 10 in each: 20, for which the fills suffice.
    """
    tiny = one_line(rate=10, need=40, delay=3, test=4).item("fill", needed=False).part("shell", "fill", 1)
    plan = solve(tiny.line("fills", "POL", "fill", 5))
    assert plan.value("stock")[4] == pytest.approx(20)


def test_expiry() -> None:
    """Half of a stock is lost in a year, evenly compounded, from the month of the count on.

    There is no money, so nothing is added. 100 are counted at the start; a stock of the plan stands at the end of its
    month, so month 5 is half a year later, with 100 x 0.5^(1/2), and month 11 a year, with 50. The first month ages as
    all others: 100 x 0.5^(1/12) at its end.
    """
    tiny = one_line(months=13, budget=0, loss=50, test=11).stock("POL", "shell", 100, counted=0)
    plan = solve(tiny)
    assert plan.value("stock")[0] == pytest.approx(100 * 0.5 ** (1 / 12))
    assert plan.value("stock")[5] == pytest.approx(100 * 0.5**0.5)
    assert plan.value("stock")[11] == pytest.approx(50)
    assert plan.objective == pytest.approx(0.5)


@pytest.mark.parametrize("counted", [-12, -11, -1, 0])
def test_a_stock_ages_from_its_count_to_the_start(counted: int) -> None:
    """Half of a stock is lost in a year, and 100 are counted `-counted` months before the start.

    At the end of month m of the plan m + 1 months have passed since the start: 100 x 0.5^((m + 1 - counted) / 12).
    A count of a year before the start is worth half of one of the start.
    """
    plan = solve(one_line(months=2, budget=0, loss=50).stock("POL", "shell", 100, counted=counted))
    months = np.array([1, 2]) - counted
    assert plan.value("stock") == pytest.approx(100 * 0.5 ** (months / 12))


def test_a_first_quarter_ages_as_three_months() -> None:
    """Ticks of 1 and 3 months, or of 3 and 1: the stock is the same once the same months have passed."""
    tiny = one_line(months=13, budget=0, loss=50).stock("POL", "shell", 100, counted=0)
    tiny.monthly = 1
    plan = solve(tiny)
    assert len(plan.scope.calendar) == 5
    assert plan.value("stock") == pytest.approx(100 * 0.5 ** (np.array([1, 4, 7, 10, 13]) / 12))
    coarse = replace(plan.scope, calendar=Calendar.of_lengths(plan.scope.case.settings.start, [3, 1]))
    assert solve(tiny, scope=coarse).value("stock") == pytest.approx(100 * 0.5 ** (np.array([3, 4]) / 12))


def test_inputs_age_from_their_count() -> None:
    """A shell takes one fill, and there is no line of fills: of 100 counted a year ago half is left at the start.

    Fills of the month itself age before they are used: 100 x 0.5^(13/12) shells can be made in the only month.
    """
    tiny = one_line(months=1, rate=1000, need=100).item("fill", needed=False, loss=50).part("shell", "fill", 1)
    plan = solve(tiny.stock("MARKET", "fill", 100, counted=-12))
    assert plan.value("stock")[0] == pytest.approx(100 * 0.5 ** (13 / 12))


@pytest.mark.parametrize(("use", "left"), [("training", 10), ("loss", 10), ("aid", 25)])
def test_uses_between_count_and_start_take_from_the_stock(use: str, left: float) -> None:
    """Half of a stock is lost in a month; 100 are counted two months before the start, 10 a month are used until then.

    Two months before the start: 100 / 2 - 10 = 40, one month before: 40 / 2 - 10 = 10. Half of it ages in the first
    month of the plan. Aid does not take from stocks: 100 / 4 = 25.
    """
    rate = 100 * (1 - 0.5**12)
    tiny = one_line(months=1, budget=0, loss=rate).stock("POL", "shell", 100, counted=-2)
    plan = solve(tiny.use(use, "POL", "shell", -6, -1, 10))
    assert plan.value("stock")[0] == pytest.approx(left / 2)


def test_what_is_used_up_before_the_start_stays_used_up() -> None:
    """15 counted three months before the start, 10 a month used for two of them: nothing, not 5 too few, is left."""
    tiny = one_line(months=1, budget=0).stock("POL", "shell", 15, counted=-3).use("loss", "POL", "shell", -3, -2, 10)
    plan = solve(tiny)
    assert plan.value("stock")[0] == pytest.approx(0)
    assert plan.objective == pytest.approx(1)


def test_training_draws_on_the_stock() -> None:
    """50 in stock, 10 a month used in months 0 to 2, and no money: 20 are left."""
    plan = solve(one_line(budget=0, test=5).stock("POL", "shell", 50).use("training", "POL", "shell", 0, 2, 10))
    assert plan.value("stock")[:4] == pytest.approx([40, 30, 20, 20])
    assert plan.objective == pytest.approx(0.8)


def test_what_is_not_there_cannot_be_used() -> None:
    """15 in stock and 10 a month lost for three months: 15 of 30 go unmet, each charged once as a part of the need.

    Of shells the whole need is missing at the test, which counts half: 1/2 + 15 / 100.
    """
    tiny = with_tanks(one_line(budget=0, test=5)).stock("POL", "shell", 15)
    plan = solve(tiny.use("loss", "POL", "shell", 0, 2, 10))
    assert plan.value("unmet_uses").sum() == pytest.approx(15)
    assert plan.objective == pytest.approx(0.65)


@pytest.mark.parametrize(("rate", "stock", "unmet"), [(4, 30, 0), (15, 0, 25)])
def test_aid_competes_for_output(rate: float, stock: float, unmet: float) -> None:
    """A line of 10 a month for 5 months: aid of 4 a month leaves 6 for the stock; of 15 a month, 5 go unmet.

    Objective: half the shortfall of shells, and what is unmet, as parts of the need of 100.
    """
    plan = solve(with_tanks(one_line(months=5)).use("aid", "POL", "shell", 0, 4, rate))
    assert plan.value("stock", item="shell")[4] == pytest.approx(stock)
    assert plan.value("unmet_aid").sum() == pytest.approx(unmet)
    assert plan.objective == pytest.approx((100 - stock) / 200 + unmet / 100)


def test_aid_is_made_before_new_contracts_open_but_does_not_take_stocks() -> None:
    """Contracts open in month 3; aid runs from the start, and comes from the line, not from the 50 in stock.

    Months 0 to 2: 10 made, 10 given. Months 3 and 4: 10 made, 10 given, so the stock stays at 50.
    """
    plan = solve(with_tanks(one_line(months=5, delay=3).stock("POL", "shell", 50)).use("aid", "POL", "shell", 0, 4, 10))
    assert plan.value("stock", item="shell") == pytest.approx([50] * 5)
    assert plan.value("unmet_aid").sum() == pytest.approx(0)


def test_aid_is_paid_for() -> None:
    """10 million a month, nothing kept; aid of 4 a month at price 1 leaves 6 a month: 30 after 5 months."""
    plan = solve(with_tanks(one_line(months=5, rate=1000, budget=10)).use("aid", "POL", "shell", 0, 4, 4))
    assert plan.value("stock", item="shell")[4] == pytest.approx(30)
    assert plan.objective == pytest.approx(0.35)


def test_stepped_shortfall_shares_evenly() -> None:
    """Two allies need 100 each; 100 can be made. The first half of a need weighs 2, the last half 1.

    Over their mean, 1.5, the steps weigh 4/3 and 2/3. To each a first half: 50 + 50 missing of last halves,
    2/3 x 100 / 200 = 1/3. (All for one: (2/3 x 50 + 4/3 x 50) / 200 = 1/2.)
    """
    tiny = Tiny(10).ally("POL").ally("LTU").item("shell").line("works", "POL", "shell", 10).test(9)
    tiny.need("POL", "shell", 100).need("LTU", "shell", 100)
    plan = solve(tiny.parameters(first_half_weight=2, second_half_weight=1))
    assert plan.objective == pytest.approx(1 / 3)
    assert plan.value("stock", place="POL")[9] == pytest.approx(50)
    assert plan.value("stock", place="LTU")[9] == pytest.approx(50)


def test_weights_of_items() -> None:
    """10 million for tanks or shells, needs of 10 each at price 1; tanks weigh 3, shells 1: all goes to tanks.

    Shells are then missing whole: a weight of 1/4. (All for shells: 3/4.)
    """
    tiny = Tiny(1).ally("POL", 10).item("tank", weight=3).item("shell").test(0)
    tiny.need("POL", "tank", 10).need("POL", "shell", 10)
    plan = solve(tiny.line("tanks", "POL", "tank", 99).line("shells", "POL", "shell", 99))
    assert plan.objective == pytest.approx(0.25)


def test_threat_weighs_the_months() -> None:
    """The test is as likely in month 0 as in month 1 (one statement over both); 10 a month of 100.

    Expected shortfall: (90 + 80) / 2 = 85 %. With a second office that says month 1: 1/4 x 90 + 3/4 x 80 = 82.5 %.
    """
    assert solve(one_line(months=2).test(0)).objective == pytest.approx(0.85)
    tiny = one_line(months=2, test=1)
    assert solve(tiny.test(0, 1, "Other")).objective == pytest.approx(0.825)


def test_order_book_is_delayed_by_capacity() -> None:
    """60 are due evenly in months 0 to 5, but the line makes 6 a month: 36 by the end of month 5, 24 overdue.

    New orders cannot add to it, since all deliveries share the line: 64 % missing.
    """
    plan = solve(one_line(rate=6, test=5, advance=30).ordered("POL", "shell", 0, 5, 60))
    assert plan.objective == pytest.approx(0.64)
    assert plan.value("stock")[5] == pytest.approx(36)
    assert plan.value("due")[5] + plan.value("booked_deliveries")[:6].sum() == pytest.approx(60)


def test_order_book_needs_the_rest_of_its_price() -> None:
    """60 due in month 0, 30 % paid long ago: with 7 million, 7 / 0.7 = 10 can be taken. New ones cost 1 each."""
    plan = solve(one_line(months=1, rate=1000, budget=7, advance=30).ordered("POL", "shell", -2, 0, 60))
    assert plan.value("stock")[0] == pytest.approx(10)


@pytest.mark.parametrize(("group", "stock"), [("NATO_EUR", 50), ("NATO", 200)])
def test_export_share(group: str, stock: float) -> None:
    """A line abroad makes 40 a month and lets a quarter of it go: 5 x 10 = 50. Inside the group all of it: 200."""
    tiny = Tiny(5).ally("POL").ally("USA", group="NATO").add("groups", group="NATO", place="POL").test(4)
    tiny.item("shell").line("works", "USA", "shell", 40, export=25).need("POL", "shell", 1000)
    assert solve(tiny, Question(group=group)).value("stock", place="POL")[4] == pytest.approx(stock)


def test_trust() -> None:
    """10 a month observed, 30 a month announced for month 2: linear between, so 10 + 20 x (m + 3/2) / 3 at mid-month.

    The observation holds for month -1 and the announcement for month 2, three months apart; mid-months 0 and 1 lie
    1.5 and 2.5 after it: rates 20 and 26.7. By month 3: 20 + 26.7 + 30 + 30 = 106.7; without the promise 40.
    """
    tiny = one_line(test=3, need=200).rate("works", 2, 30, "announced")
    assert solve(tiny).value("stock")[3] == pytest.approx(320 / 3)
    assert solve(tiny, Question(trust=Status.CONTRACTED)).value("stock")[3] == pytest.approx(40)


def test_announced_growth_leaves_its_room_until_it_comes() -> None:
    """A line of 10 a month may reach 30; somebody promises 30 for month 12, too late for the test in month 4.

    The plan may build the 20 itself, now: 10 + 20/2 in month 0 and 30 in months 1 to 4, 140 in all, less what the
    promise has made unneeded by then. A promise must not make the answer worse: without it the plan has 140.
    """
    tiny = Tiny(14).ally("POL").item("shell").need("POL", "shell", 200).test(4)
    tiny.line("works", "POL", "shell", 10, rate_max=30)
    alone = solve(tiny)
    assert alone.value("stock")[4] == pytest.approx(140)
    promised = solve(tiny.rate("works", 11, 10, "announced").rate("works", 12, 30, "announced"))
    assert promised.value("stock")[4] == pytest.approx(140)
    assert promised.value("output")[-1] <= 30 + 1e-9


def test_earliest_date() -> None:
    """Contracts open in month 2 with a lead of 3: 10 a month from month 5 on, of which 95 are needed.

    At the end of month 5 + k there are 10 (k + 1): 90 in month 13, 100 in month 14. One month earlier, 5 of 100 are
    missing beyond the standard.
    """
    case = one_line(months=24, delay=2, lead=3).case()
    program = build(Scope.of(case, Question()))
    found = earliest(program, HighsSession(program), 0.95)
    assert found.tick == 14
    assert found.missing == {"shell": pytest.approx(0.05)}
    ready = run(case).margin.ready
    assert ready is not None
    assert ready.isoformat() == "2027-03-01"


@pytest.mark.parametrize(("months", "stock", "tick"), [(24, 95.0, 0), (10, 0.0, None)])
def test_earliest_date_at_the_ends(months: int, stock: float, tick: int | None) -> None:
    """With 95 in stock the standard holds from the start; with 10 a month it needs 10 months after the lead of 3."""
    program = build(Scope.of(one_line(months=months, lead=3).stock("POL", "shell", stock).case(), Question()))
    assert earliest(program, HighsSession(program), 0.95).tick == tick


@pytest.mark.parametrize("near", [None, 0, 3, 12, 14, 23, 99])
def test_earliest_date_does_not_depend_on_where_the_search_begins(near: int | None) -> None:
    """10 a month after the lead of 3: 95 are there at the end of month 12 (3 + 9.5), wherever the search begins."""
    program = build(Scope.of(one_line(months=24, lead=3).case(), Question()))
    found = earliest(program, HighsSession(program), 0.95, near)
    assert found.tick == 12
    assert found.missing == {"shell": pytest.approx(0.05, abs=1e-5)}


def test_earliest_date_holds_for_good() -> None:
    """A stock that covers the need now but is used up does not count: 100, less 4 a month, with 1 a month made.

    At the ends of the months there are 97, 94, 91 ...: the standard is met in month 0 and in none from month 1 on,
    so it cannot be held from any month. (Refusing the training would hold it: the search does not.)
    """
    tiny = one_line(months=6, rate=1, test=0).stock("POL", "shell", 100).use("training", "POL", "shell", 0, 5, 4)
    answer = run(tiny.case())
    assert answer.margin.planned is None
    assert answer.margin.ready is None
    assert answer.deadline.missing == {"shell": pytest.approx(0.95 - 0.82, abs=1e-5)}


def test_price_of_money() -> None:
    """10 million a month, nothing kept, shells at 2: one more million in any month up to the test buys half a shell.

    Of a need of 100, that is 0.5 % of shortfall; a million after the test earns nothing. The row says that payments
    stay within what is there, "flows >= - budget": one more million is one less on its right-hand side.
    """
    plan = solve(one_line(rate=1000, budget=10, price=2, test=5))
    assert -plan.price("money")[0] == pytest.approx([0.005] * 6 + [0] * 6)


def test_price_of_a_line_and_of_its_chain() -> None:
    """One more shell of output in a month earns 1/100; one more fill 1/200, as a shell takes two; not both.

    The fills bind (8 a month for 4 shells), the shell line (10 a month) does not: its price is zero.
    """
    tiny = one_line(months=4).item("fill", needed=False).part("shell", "fill", 2)
    plan = solve(tiny.line("fills", "POL", "fill", 8))
    block = plan.program.row("line")
    price = dict(zip(block.subjects["place"], plan.price("line"), strict=True))
    assert -price["works"] == pytest.approx(0)
    assert -price["fills"] == pytest.approx(1 / 200)


def test_price_of_carry_over() -> None:
    """As in `test_carry_over_and_lapse`: of the 60 saved by month 6 only 30 may be kept, and price 1 of need 100.

    The bound of the account at the end of month 5 is worth 1/100 for each million; the bound of month 4 is not
    binding to any use, as month 5 brings 10 of its own and 20 need to be kept from before.
    """
    plan = solve(one_line(rate=1000, budget=10, delay=6, test=6).parameters(carry_over_share=25))
    numbers = plan.program.numbers(plan.program.variable("money_carried"))[0]
    assert plan.solution.reduced[numbers[5]] == pytest.approx(-0.01)
    assert plan.solution.reduced[numbers[4]] == pytest.approx(0)
