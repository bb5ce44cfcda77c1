"""A ladder, a purchase and days with the names of a case and effects made up, to see how the names fit on a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sinews.answers.buying import Stop
from sinews.clocks.days import effects
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.levers import of_days
from sinews.clocks.years.buy import Offer, Purchase, Step
from sinews.clocks.years.ladder import Rung, part_of
from sinews.clocks.years.measured import Effect, Measured
from sinews.data.case import Case
from sinews.data.levers import for_sale, ladder
from sinews.data.months import month_after
from sinews.data.tables.years import YEARS

START, MONTHS = date(2026, 1, 1), 112.0


def rungs(case: Case) -> tuple[Rung, ...]:
    """Each rung half a year before the one below it; the lowest is never met."""
    found = []
    for number, lever in enumerate(ladder(case)):
        instant = MONTHS - 6 * number if number else None
        ready = None if instant is None else month_after(START, int(instant))
        months, part = (6.0, part_of(lever)) if number > 1 else (None, part_of(lever) if number else None)
        measured = Measured(0.4, 40.0 - 3 * number, 0.0, instant, ready)
        found.append(Rung(lever, measured, 3.0 if number else 0.0, months, part))
    return tuple(found)


def purchase(case: Case, steps: int = 5) -> Purchase:
    """Every lever for sale, each four days less than the one before it; the first of them as a package."""
    levers = for_sale(case, YEARS)
    offers = tuple(
        Offer(lever, _effect(90.0 - 4 * number), _effect(150.0), (90.0 - 4 * number, 0.0))
        for number, lever in enumerate(levers)
    )
    frontier, money = [], 0.0
    for number, lever in enumerate(levers[:steps], 1):
        money += lever.price[0] if lever.price else 0.0
        frontier.append(Step(lever, money, 0.4 * money, 1.8 * money, _effect(60.0 * number)))
    return Purchase(offers, tuple(frontier), _effect(400.0), money, None, Stop.STEPS)


def _effect(days: float) -> Effect:
    return Effect(1.0, 1.0, days / 60, 1.0, days, date(2033, 7, 1))


def on_the_way(answer: DaysAnswer, case: Case) -> DaysAnswer:
    """An answer to a small network, with the levers and corridors of a case: each earns or costs less than the last."""
    late = [replace(one, day=one.due + 30.0) for one in answer.whole]
    never = [replace(one, day=None) for one in answer.whole]
    levers = tuple(
        effects.Effect(lever.code, lever.name, 0.0, 1.8 - number / 5, tuple(late), lever)
        for number, lever in enumerate(of_days(case))
    )
    names = case.table("corridors").select("corridor", "name").iter_rows()
    corridors = tuple(
        effects.Effect(code, name, 0.0, number / 2 - 4.0, tuple(late if number else never))
        for number, (code, name) in enumerate(names)
    )
    return replace(answer, levers=levers, corridors=corridors)
