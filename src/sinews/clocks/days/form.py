"""The answer of the days clock in the form that every clock's answer has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import polars as pl

from sinews.answers.answer import Answer, Asked, Bottleneck, Effect, Margin, Solved
from sinews.answers.means import Means
from sinews.answers.offers import tables
from sinews.answers.outcome import Kind, Periods
from sinews.clocks.days import effects as measured
from sinews.clocks.days import why
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.closure import Closure
from sinews.clocks.days.flows import on_links, timetable, used
from sinews.clocks.days.scope import Moves
from sinews.data.levers import Package, price_of
from sinews.model.solver.highs import INTERIOR_OPTIONS

CLOCK = "days"

#: Unit of margins, and of what findings and levers earn.
DAYS, LATENESS = "days", "days of mean lateness"


def answer(details: DaysAnswer, means: Means, extras: tuple[str, ...] = ()) -> Answer[DaysAnswer]:
    """The answer with its details; `extras`: what was measured beside it."""
    scope = details.scope
    unit = scope.question.unit
    return Answer(
        asked=asked(scope, means.solver, extras),
        margins=tuple(margins(details.closures)),
        findings=tuple(finding(limit) for limit in details.why),
        charges=details.charges,
        outcome=outcomes(details),
        details=details,
        effects=tuple(effects(details)),
        solved=Solved.of(details.plan.program, details.plan.solution),
        figures=figures(details),
        tables={**({"timetable": timetable(details.plan, unit)} if unit else {}), **tables(CLOCK, details.bought)},
        measured=means.memory.elsewhere,
    )


def asked(scope: Moves, solver: str, extras: tuple[str, ...] = ()) -> Asked:
    """What was asked."""
    options = INTERIOR_OPTIONS if solver == "highs" else {}
    return Asked(CLOCK, scope.case, scope.question, solver, options, extras)


def margins(closures: Iterable[Closure]) -> Iterator[Margin]:
    """The day on which each tier is there, in all areas and in each, against the day on which it is due."""
    for closure in closures:
        of = f"{closure.tier}:{closure.area}" if closure.area else closure.tier
        yield Margin(of, closure.due, closure.day, DAYS)


def finding(limit: why.Bottleneck) -> Bottleneck:
    """A limit in the common form: days off the mean lateness."""
    return Bottleneck(limit.limit.name, limit.subject, limit.limit.step, limit.earned, LATENESS)


def effects(answer: DaysAnswer) -> Iterator[Effect]:
    """Levers, and corridors out of service, if they were measured."""
    for kind, rows in (("lever", answer.levers), ("corridor", answer.corridors)):
        yield from (_effect(kind, row) for row in rows)


def _effect(kind: str, effect: measured.Effect) -> Effect:
    price = effect.lever.price if effect.lever else None
    return _common(kind, effect, price)


def package(effect: measured.Effect, levers: Package) -> Effect:
    """Levers pulled together in the common form."""
    return _common("package", effect, price_of(levers))


def _common(kind: str, effect: measured.Effect, price: tuple[float, float, float] | None) -> Effect:
    then = tuple(margins(effect.closures))
    return Effect(kind, effect.code, effect.name, price, effect.earned, LATENESS, then)


def figures(answer: DaysAnswer) -> dict[str, object]:
    """Numbers of the clock's own."""
    return {
        "late_days": answer.late,
        "margin": closed(answer.whole),
        "areas": {f"{closure.tier}/{closure.area}": _closed(closure) for closure in answer.closures if closure.area},
        "levers": [_changed(effect) for effect in answer.levers],
        "corridors": [_changed(effect) for effect in answer.corridors],
        "routes": len(used(answer.plan)),
        "better_routes_left": answer.plan.found.better,
        "gap_of_whole_trains": answer.gap,
    }


def closed(closures: Sequence[Closure]) -> dict[str, Any]:
    """Closures by tier."""
    return {closure.tier: _closed(closure) for closure in closures}


def _closed(closure: Closure) -> dict[str, Any]:
    return {
        "due_day": closure.due,
        "closed_day": closure.day,
        "margin_days": closure.margin,
        "last_load": closure.load,
    }


def _changed(effect: measured.Effect) -> dict[str, Any]:
    return {
        "code": effect.code,
        "name": effect.name,
        "late_days": effect.late,
        "days_off_mean_lateness": effect.earned,
        "tiers": closed([closure for closure in effect.closures if closure.area is None]),
    }


def outcomes(answer: DaysAnswer) -> pl.DataFrame:
    """Arrivals and needs by load and area, and loaded trips by link, at the end of each tick, as one long table."""
    need, scope = answer.scope.need, answer.scope
    units = dict(scope.case.table("loads").select("load", "unit").iter_rows())
    unit = [units[load] for load in need.load]
    due = np.array([[row[need.day <= day + 1e-9].sum() for day in scope.calendar.last_day] for row in need.quantity])
    codes, trips = on_links(answer.plan)
    moved = np.flatnonzero(trips.max(axis=1, initial=0.0) > 1e-9)
    links = [codes[k] for k in moved]
    periods = Periods(CLOCK, [f"{day:g}" for day in scope.calendar.last_day])
    parts = [
        periods.table("arrived", need.load, need.area, answer.there, unit, Kind.MODEL),
        periods.table("due", need.load, need.area, due, unit, Kind.SOURCE),
        periods.table("trips", links, ["network"] * len(links), trips[moved], "trips", Kind.CHOICE),
    ]
    return pl.concat(parts)
