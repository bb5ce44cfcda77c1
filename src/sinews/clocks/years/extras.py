"""What the years clock measures beside its answer: the ladder, and what would buy time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import TypeVar

from sinews.answers.answer import Answer
from sinews.answers.means import Means
from sinews.clocks.years import form
from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.buy import Purchase, purchase
from sinews.clocks.years.curve import curve
from sinews.clocks.years.kept import Measurements
from sinews.clocks.years.ladder import Rung, climb
from sinews.clocks.years.measuring import Workers, hired
from sinews.clocks.years.page import buy as buy_tables
from sinews.clocks.years.page import curve as curve_tables
from sinews.clocks.years.page import ladder as ladder_tables
from sinews.clocks.years.page import risk
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.trials import told
from sinews.clocks.years.trials.risk import Inquiry
from sinews.data.levers import for_sale, ladder
from sinews.data.tables.years import YEARS

#: Steps of the package in a report.
STEPS = 5

#: What is said of trials in a brief, if they are remembered: those of `sinews risk` without options.
CHANCE = "chance"

Result = TypeVar("Result")


def with_workers(reference: Reference, means: Means, phase: str, measure: Callable[[Workers], Result]) -> Result:
    """Measure with as many workers as the work has, and what it remembers. SolveError as the solver does."""
    with (
        means.progress(phase) as count,
        hired(reference, means.workers, count, Measurements(means.memory)) as workers,
    ):
        return measure(workers)


def extended(answer: Answer[YearsAnswer], extras: Collection[str], means: Means) -> Answer[YearsAnswer]:
    """The answer with those of `extras` that the case has something for. SolveError as the solver does."""
    details, tables = answer.details, dict(answer.tables)
    if CHANCE in extras:
        details = replace(details, chance=tried(means))
        extras = [extra for extra in extras if extra != CHANCE or details.chance]
    if "ladder" in extras and (rungs := climbed(details, means)):
        details, tables = replace(details, rungs=rungs), {**tables, "ladder": ladder_tables.rows(rungs)}
    if "offers" in extras and (bought := purchased(details, means)):
        details = replace(details, bought=bought)
        tables |= {"offers": buy_tables.offers(bought), "frontier": buy_tables.frontier(bought)}
    if "curve" in extras:
        points = curve(details.scope, means, details.reference.solver)
        details = replace(details, curve=points)
        tables |= {
            "curve": curve_tables.rows(details.scope, points),
            "curve_by_ally": curve_tables.allies(details.scope, points),
        }
    return replace(
        answer,
        asked=replace(answer.asked, extras=tuple(dict.fromkeys([*answer.asked.extras, *extras]))),
        details=details,
        effects=tuple(form.effects(details)),
        tables=tables,
        measured=means.memory.elsewhere,
    )


def tried(means: Means) -> str:
    """The chance of being ready in time, in two sentences; empty if trials of the question are not remembered."""
    inquiry = Inquiry()
    outcome = means.memory.get(told.name(inquiry), partial(told.remembered, inquiry))
    return f"{risk.headline(outcome)} {risk.by_family(outcome)}" if outcome else ""


def climbed(answer: YearsAnswer, means: Means) -> tuple[Rung, ...]:
    """The ladder; nothing if the case has none. SolveError as the solver does."""
    rungs = ladder(answer.scope.case)
    return with_workers(answer.reference, means, "ladder", lambda workers: climb(workers, rungs)) if rungs else ()


def purchased(answer: YearsAnswer, means: Means) -> Purchase | None:
    """What would buy time; None if the case has no levers with a price. SolveError as the solver does."""
    levers = for_sale(answer.scope.case, YEARS, answer.scope.question.crews)
    if not levers:
        return None
    return with_workers(answer.reference, means, "buy", lambda workers: purchase(workers, levers, most=STEPS))
