"""What levers earn, worked out on paper.

Where nothing else is said the test is equally likely in each of 24 months, so that the expected shortfall is 1/24 of
the shortfall-months: a line of 10 a month covers a need of 100 by 10 % more each month, and 0.9 + 0.8 + ... + 0.1 = 4.5
months of the need are missing in all. The standard of 95 is reached half way through month 9, at 9.5 months.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sinews.answers.buying import Stop
from sinews.clocks.years.buy import Purchase, purchase
from sinews.clocks.years.ladder import Part, climb, split
from sinews.clocks.years.limits import BUILD_LAG, CARRY_OVER, CHAIN, DELAY, LEAD_TIME, LINES, MONEY, Key, Limit
from sinews.clocks.years.measured import DAYS
from sinews.clocks.years.measuring import hired, with_levers
from sinews.clocks.years.why import Bottleneck, findings
from sinews.data.levers import Change, Lever
from sinews.data.months import month_after
from sinews.data.tables import ChangeKind
from tests.model import START, Tiny, effects, exact, one_line, refer

MONTHS = 24
NEAR = 1e-6


def even(**numbers: Any) -> Tiny:
    """One line and one need, the test equally likely in every month."""
    tiny = one_line(months=MONTHS, **numbers)
    tiny.tables["threats"] = []
    return tiny.test(0, MONTHS - 1)


def half_share(tiny: Tiny) -> Tiny:
    """Half of output for all that is modelled, so that there can be more."""
    tiny.tables["paths"][0] |= exact(share=50)
    return tiny


def lever(
    code: str, *changes: Change, price: float | None = None, most: int = 1, earliest: date | None = None
) -> Lever:
    """A lever whose price may be a tenth lower or a fifth higher."""
    ends = None if price is None else (price, 0.9 * price, 1.2 * price)
    return Lever(code, code, changes, "somebody", ends, most, earliest)


def rates(kind: ChangeKind, amount: float, item: str = "shell") -> tuple[Change, ...]:
    """More from the lines of an item, and as much more room."""
    of_item = (("item", (item,)),)
    return (
        Change("capacity", "rate", kind, amount, selection=of_item),
        Change("sites", "rate_max", kind, amount, selection=of_item),
    )


def delay(months: float) -> Change:
    return Change("places", "contracting_delay", ChangeKind.ADD, months)


# what one step earns -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tiny", "limit", "subject"),
    [
        (even(), LINES, "shell"),
        (half_share(even(rate=1000, budget=20)), MONEY, "POL"),
    ],
)
def test_a_tenth_more_from_what_binds(tiny: Tiny, limit: Limit, subject: str) -> None:
    """With 11 a month 0.89 + 0.78 + ... + 0.01 = 4.05 months are missing, 0.45 fewer: 100 x 0.45 / 24 points.

    That is a tenth of what was missing. The standard is reached after 95 / 11 months.
    """
    reference = refer(tiny)
    assert reference.measured.instant == pytest.approx(9.5, abs=NEAR)
    assert reference.measured.shortfall_months == pytest.approx(4.5)
    [found] = effects(reference, ((limit.lever(reference.scope, subject), 1.0),))
    assert found.objective == pytest.approx(100 * 0.45 / 24)
    assert found.points == pytest.approx(100 * 0.45 / 24)
    assert found.percent == pytest.approx(10)
    assert found.shortfall_months == pytest.approx(0.45)
    assert found.days == pytest.approx(DAYS * (9.5 - 95 / 11), abs=1e-4)
    assert found.ready == month_after(START, 8)


@pytest.mark.parametrize(
    ("tiny", "limit", "subject"),
    [
        (even(delay=2), DELAY, "NATO_EUR"),
        (even(delay=2), DELAY, "POL"),
        (even(lead=3), LEAD_TIME, "shell"),
    ],
)
def test_a_month_less_of_waiting(tiny: Tiny, limit: Limit, subject: str) -> None:
    """All deliveries come a month earlier: one month fewer of the whole need is missing, the date is a month earlier.

    Of 2 + 4.5 or 3 + 4.5 months that are missing that is one.
    """
    reference = refer(tiny)
    [found] = effects(reference, ((limit.lever(reference.scope, subject), 1.0),))
    assert found.points == pytest.approx(100 / 24)
    assert found.percent == pytest.approx(100 / reference.measured.shortfall_months)
    assert found.shortfall_months == pytest.approx(1)
    assert found.days == pytest.approx(DAYS, abs=1e-4)


def test_a_month_faster_building() -> None:
    """A line of 10 that grows by 10, ordered in month 0 and there from month 3 on: 10, 20, 30, 40, 60, 80, 100.

    Expansion ordered evenly in month 0 comes evenly in month 3, and output is the mean over the month: 15 in month 3.
    So 10, 20, 30, 45, 65, 85, 100 leave 0.9 + 0.8 + 0.7 + 0.55 + 0.35 + 0.15 = 3.45; a month sooner 10, 20, 35, 55, 75,
    95, 100 leave 0.9 + 0.8 + 0.65 + 0.45 + 0.25 + 0.05 = 3.1: 0.35 months fewer are missing.
    """
    tiny = Tiny(MONTHS).ally("POL").item("shell").need("POL", "shell", 100).test(0, MONTHS - 1)
    reference = refer(tiny.line("works", "POL", "shell", 10, rate_max=20, lag=3))
    assert reference.measured.shortfall_months == pytest.approx(3.45)
    [found] = effects(reference, ((BUILD_LAG.lever(reference.scope, "shell"), 1.0),))
    assert found.shortfall_months == pytest.approx(0.35)


def test_what_does_not_bind_earns_nothing() -> None:
    """Money is ample and contracts are open from the start: neither has anything to give."""
    reference = refer(half_share(even()))
    scope = reference.scope
    keys = [(MONEY, "POL"), (DELAY, "NATO_EUR"), (CARRY_OVER, "NATO_EUR")]
    for found in effects(reference, *(((limit.lever(scope, subject), 1.0),) for limit, subject in keys)):
        assert (found.objective, found.days) == (pytest.approx(0, abs=1e-7), pytest.approx(0, abs=1e-4))


def test_harm_is_measured_as_harm() -> None:
    """Contracts open two months later: everything comes two months later, the ready date with it."""
    reference = refer(even())
    [found] = effects(reference, ((lever("slow", delay(2)), 1.0),))
    assert found.days == pytest.approx(-2 * DAYS, abs=1e-4)
    assert found.points == pytest.approx(-200 / 24)


def test_the_instant_does_not_depend_on_the_length_of_ticks() -> None:
    """In quarters from month 3 on, 60 and 90 are there after months 6 and 9: 35 and 5 of 100 are missing.

    The line through both reaches zero a sixth of a quarter after month 9: at 9.5 months, as in ticks of a month.
    """
    tiny = even()
    tiny.monthly = 3
    reference = refer(tiny)
    assert reference.measured.ready == month_after(START, 9)
    assert reference.measured.instant == pytest.approx(9.5, abs=NEAR)


# from a month on -----------------------------------------------------------------------------------------------------


def test_a_lever_acts_from_its_first_month_on() -> None:
    """Twice the rate from month 4 on: 10, 20, 30, 40, 60, 80, 100 leave 0.9 + 0.8 + 0.7 + 0.6 + 0.4 + 0.2 = 3.6.

    After month 4 there are 40, and 55 more come in 2.75 months of 20: the standard is reached at 6.75.
    """
    reference = refer(even())
    late = lever("late", *rates(ChangeKind.ADD, 10), earliest=month_after(START, 4))
    [found] = effects(reference, ((late, 1.0),))
    assert found.shortfall_months == pytest.approx(0.9)
    assert found.days == pytest.approx(DAYS * (9.5 - 6.75), abs=1e-4)


def test_levers_with_different_first_months_act_one_after_the_other() -> None:
    """10 a month, from month 2 on 20, from month 4 on 40: 10, 20, 40, 60, 100 leave 0.9 + 0.8 + 0.6 + 0.4 = 2.7."""
    reference = refer(even())
    first = lever("b_first", *rates(ChangeKind.ADD, 10), earliest=month_after(START, 2))
    second = lever("a_second", *rates(ChangeKind.ADD, 20), earliest=month_after(START, 4))
    for package in (((first, 1.0), (second, 1.0)), ((second, 1.0), (first, 1.0))):
        [found] = effects(reference, package)
        assert found.shortfall_months == pytest.approx(4.5 - 2.7)


def test_a_lever_that_gives_back_what_another_took_away() -> None:
    """Expansion forbidden at once and allowed again from month 4 on: there are as many variables as without either.

    What variables there are cannot change on the way: both act from the start, so nothing has changed.
    """
    tiny = Tiny(MONTHS).ally("POL").item("shell").need("POL", "shell", 100).test(0, MONTHS - 1)
    reference = refer(tiny.line("works", "POL", "shell", 10, rate_max=20, lag=3))
    off = lever("off", Change("question", "expansion", ChangeKind.SET, 0.0))
    again = lever("on", Change("question", "expansion", ChangeKind.SET, 1.0), earliest=month_after(START, 4))
    without, both = effects(reference, ((off, 1.0),), ((off, 1.0), (again, 1.0)))
    assert without.shortfall_months == pytest.approx(3.45 - 4.5)
    assert both.objective == pytest.approx(0, abs=1e-7)
    _, program = with_levers(reference, ((off, 1.0), (again, 1.0)))
    assert program.column_names() == reference.program.column_names()


# findings ------------------------------------------------------------------------------------------------------------


def found_in(tiny: Tiny) -> dict[Key, Bottleneck]:
    with hired(refer(tiny)) as workers:
        return {(one.limit, one.subject): one for one in findings(workers)}


def with_fills(rate: float) -> Tiny:
    """A shell takes two fills, which another line makes."""
    tiny = even().item("fill", needed=False).part("shell", "fill", 2)
    return tiny.line("fills", "POL", "fill", rate)


def test_twins_are_named_as_a_group() -> None:
    """Lines of 10 shells and of 20 fills bind together: neither earns anything alone, both together a tenth of all.

    Duals give the price of both to one of them; the measurement takes it back.
    """
    found = found_in(with_fills(20))
    assert list(found) == [(CHAIN, "shell")]
    assert found[CHAIN, "shell"].effect.percent == pytest.approx(10)
    assert found[CHAIN, "shell"].points == pytest.approx(100 * 0.45 / 24)


def test_how_far_a_finding_holds_and_what_binds_next() -> None:
    """Fills for 12 shells a month: a tenth more shells earns 0.45 months, the second tenth 0.37, further ones nothing.

    With 12 a month 0.88 + 0.76 + ... + 0.04 = 3.68 months are missing. So the finding holds for two steps, and then
    fills bind. It rests on the rate of the one shell line.
    """
    found = found_in(with_fills(24))
    one = found[LINES, "shell"]
    assert (one.steps, one.farther, one.then) == (2, False, (LINES, "fill"))
    assert one.price == pytest.approx(one.points, rel=0.2)
    assert one.rows is not None
    assert one.rows["row"].to_list() == ["works/2025-12-01/delivered"]
    assert (CHAIN, "shell") not in found  # the item alone earns all of it


def test_a_finding_that_goes_on_beyond_what_was_tried() -> None:
    """Of 12 months of waiting three can be saved, each worth as much as the first."""
    one = found_in(even(delay=8))[DELAY, "NATO_EUR"]
    assert (one.steps, one.farther) == (3, True)
    assert one.points == pytest.approx(100 / 24)


# the ladder ----------------------------------------------------------------------------------------------------------


def test_the_ladder_splits_the_gap() -> None:
    """Money for 10 a month, lines for 12, contracts from month 2 on.

    Today 2 + 4.5 = 6.5 months are missing. Contracts at once: 4.5 (time 2). Twice the money: lines bind at 12, 3.68 are
    missing (money 0.82). Twice the lines: money binds at 20, 0.8 + 0.6 + 0.4 + 0.2 = 2 are missing (industry 1.68).
    Ready at 11.5, 9.5, 95 / 12 and 95 / 20 months.
    """
    tiny = half_share(even(rate=12, budget=20, delay=2))
    rungs = (
        lever("today", Change("paths", "share", ChangeKind.MULTIPLY, 1.0)),
        lever("contracts", Change("places", "contracting_delay", ChangeKind.AT_MOST, 0.0)),
        lever("money", Change("paths", "share", ChangeKind.MULTIPLY, 2.0)),
        lever("lines", *rates(ChangeKind.MULTIPLY, 2.0)),
    )
    with hired(refer(tiny)) as workers:
        found = climb(workers, rungs)
    assert [rung.part for rung in found] == [None, Part.TIME, Part.MONEY, Part.INDUSTRY]
    assert [rung.measured.instant for rung in found] == pytest.approx([11.5, 9.5, 95 / 12, 4.75], abs=NEAR)
    assert [rung.months for rung in found[1:]] == pytest.approx([2, 9.5 - 95 / 12, 95 / 12 - 4.75], abs=NEAR)
    parts = {part: points * 24 / 100 for part, points in split(found).items()}
    assert parts == pytest.approx({Part.TIME: 2, Part.MONEY: 0.82, Part.INDUSTRY: 1.68})
    assert sum(split(found).values()) == pytest.approx(found[0].measured.points - found[-1].measured.points)


# what to buy ---------------------------------------------------------------------------------------------------------

#: Contracts a month sooner (50 million EUR, two steps) and a tenth more lines (100 million EUR, one step).
SOONER = lever("sooner", delay(-1), price=50, most=2)
MORE = lever("more", *rates(ChangeKind.ADD, 1), price=100)


def bought(*levers: Lever, tiny: Tiny | None = None, budget: float | None = None, most: int = 10) -> Purchase:
    with hired(refer(tiny or even(delay=2))) as workers:
        return purchase(workers, levers, budget, most)


def test_the_better_for_its_money_comes_first() -> None:
    """Sooner contracts earn a month for 50, more lines 9.5 - 95 / 11 months for 100: first the one, then the other."""
    found = bought(MORE, SOONER)
    gained = 9.5 - 95 / 11
    assert [offer.lever.code for offer in found.offers] == ["sooner", "more"]
    assert found.offers[0].rank[0] == pytest.approx(DAYS / 50, abs=1e-6)
    assert found.offers[0].whole.days == pytest.approx(2 * DAYS, abs=1e-4)
    assert [one.lever.code for one in found.frontier] == ["sooner", "sooner", "more"]
    assert [one.money for one in found.frontier] == [50, 100, 200]
    assert [one.money_low for one in found.frontier] == pytest.approx([45, 90, 180])
    assert [one.money_high for one in found.frontier] == pytest.approx([60, 120, 240])
    days = [one.effect.days for one in found.frontier]
    assert days == pytest.approx([DAYS, 2 * DAYS, DAYS * (2 + gained)], abs=1e-4)
    assert found.all_in == found.frontier[-1].effect
    assert (found.all_in_price, found.left, found.stop) == (200, None, Stop.ALL)


@pytest.mark.parametrize(
    ("budget", "codes", "left"),
    [(0, [], 0), (49, [], 49), (99, ["sooner"], 49), (100, ["sooner"] * 2, 0), (150, ["sooner"] * 2, 50)],
)
def test_a_budget_admits_what_it_pays_for(budget: float, codes: list[str], left: float) -> None:
    found = bought(MORE, SOONER, budget=budget)
    assert [one.lever.code for one in found.frontier] == codes
    assert (found.left, found.stop) == (pytest.approx(left), Stop.SPENT)


def test_a_budget_without_room_for_the_best_buys_the_next_best() -> None:
    """300 for more lines are within reach, 500 for a month less of waiting are not, though they earn more for money."""
    dear = lever("sooner", delay(-1), price=110)
    assert [one.lever.code for one in bought(MORE, dear, budget=105).frontier] == ["more"]


def test_a_budget_that_fits_to_the_last_cent_is_spent() -> None:
    """Three steps of 0.1 cost 0.3, though 0.3 - 0.1 - 0.1 is less than 0.1 in binary fractions."""
    found = bought(lever("sooner", delay(-1), price=0.1, most=3), tiny=even(delay=3), budget=0.3)
    assert len(found.frontier) == 3
    assert found.left == pytest.approx(0)


def test_no_more_steps_than_asked_for() -> None:
    found = bought(MORE, SOONER, most=1)
    assert ([one.lever.code for one in found.frontier], found.stop) == (["sooner"], Stop.STEPS)


def test_what_another_lever_has_done_already_is_not_bought_again() -> None:
    """Two ways to open contracts at once, for 50 and for 60: the second earns nothing once the first is taken."""
    cheap, dear = (
        lever(code, Change("places", "contracting_delay", ChangeKind.AT_MOST, 0.0), price=price)
        for code, price in (("cheap", 50.0), ("dear", 60.0))
    )
    found = bought(dear, cheap)
    assert ([one.lever.code for one in found.frontier], found.stop) == (["cheap"], Stop.NOTHING)
    assert not found.together
    assert found.offers[1].effect.days == pytest.approx(2 * DAYS, abs=1e-4)


def test_levers_that_earn_only_together_show_in_all_together() -> None:
    """Shells and fills bind together: a step of either earns nothing, all in the package a tenth."""
    shells = lever("shells", *rates(ChangeKind.MULTIPLY, 1.1), price=10)
    fills = lever("fills", *rates(ChangeKind.MULTIPLY, 1.1, "fill"), price=10)
    found = bought(shells, fills, tiny=with_fills(20))
    assert (found.frontier, found.stop, found.together) == ((), Stop.NOTHING, True)
    assert found.all_in.percent == pytest.approx(10)


def test_nothing_bought_is_nothing_changed() -> None:
    reference = refer(even(delay=2))
    for found in effects(reference, (), ((MORE, 0.0), (SOONER, 0.0))):
        assert found == reference.effect(reference.measured)
