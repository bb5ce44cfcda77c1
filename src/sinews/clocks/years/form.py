"""The answer of the years clock in the form that every clock's answer has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import polars as pl

from sinews.answers.answer import Answer, Asked, Bottleneck, Effect, Margin, Solved
from sinews.answers.manifest import instant
from sinews.answers.means import Means
from sinews.clocks.years import why
from sinews.clocks.years.answer import EARLY, YearsAnswer
from sinews.clocks.years.graded import LEVELS
from sinews.clocks.years.scope import Scope
from sinews.model.solver.highs import HIGHS_OPTIONS

CLOCK = "years"

#: Unit of margins, and of what findings and levers earn.
MONTHS, POINTS = "months", "points"


def answer(details: YearsAnswer, means: Means) -> Answer[YearsAnswer]:
    """The answer with its details."""
    scope = details.scope
    return Answer(
        asked=asked(scope, means.solver),
        margins=tuple(margins(details)),
        findings=tuple(finding(bottleneck) for bottleneck in details.why),
        charges=details.charges,
        outcome=details.outcome,
        details=details,
        solved=Solved.of(details.program, details.solution),
        figures=figures(details),
        measured=means.memory.elsewhere,
    )


def asked(scope: Scope, solver: str) -> Asked:
    """What was asked."""
    options = HIGHS_OPTIONS if solver == "highs" else {}
    return Asked(CLOCK, scope.case, scope.question, solver, options)


def margins(answer: YearsAnswer) -> Iterator[Margin]:
    """The ready date against the median and the early quantile of the threat, where they rest on statements."""
    margin, group = answer.margin, answer.scope.question.group
    low, high = _range(answer)
    for name, due in _stated(answer).items():
        yield Margin(f"{group}:{name}", due, margin.ready, MONTHS, low, high)
    due = _stated(answer)["median"]
    for family in answer.grades.families if answer.grades else ():
        yield Margin(f"{group}:{family.name}", due, _month(answer, family.instant), MONTHS)


def _range(answer: YearsAnswer) -> tuple[date | None, date | None]:
    """The earliest and the latest date that one kind of figures makes; nothing where one lies beyond the horizon."""
    ends = answer.grades.span if answer.grades else None
    return (None, None) if ends is None else (_month(answer, ends[0]), _month(answer, ends[1]))


def _month(answer: YearsAnswer, instant: float | None) -> date | None:
    return None if instant is None else answer.scope.calendar.month_of(instant)


def finding(bottleneck: why.Bottleneck) -> Bottleneck:
    """A finding in the common form: points off the expected shortfall, and the same in the clock's other units."""
    effect, then = bottleneck.effect, bottleneck.then
    return Bottleneck(
        bottleneck.limit.name,
        bottleneck.subject,
        bottleneck.limit.step,
        effect.points,
        POINTS,
        {"days": effect.days, "percent_of_shortfall": effect.percent, "shortfall_months": effect.shortfall_months},
        bottleneck.steps,
        bottleneck.farther,
        None if then is None else (then[0].name, then[1]),
        bottleneck.rows,
        bottleneck.weakest,
    )


def effects(answer: YearsAnswer) -> Iterator[Effect]:
    """What the first step of each lever on offer earns, if that was measured."""
    for offer in answer.bought.offers if answer.bought else ():
        lever, effect = offer.lever, offer.effect
        then = tuple(replace(margin, ready=effect.ready) for margin in margins(answer))
        yield Effect("lever", lever.code, lever.name, lever.price, effect.points, POINTS, then)


def figures(answer: YearsAnswer) -> dict[str, object]:
    """Numbers of the clock's own."""
    margin, stated, scope = answer.margin, _stated(answer), answer.scope
    return {
        "shortfall_points": answer.shortfall_points,
        "margin": {
            **{name: instant(getattr(margin, name)) for name in ("ready", "planned")},
            **{name: instant(day) for name, day in stated.items()},
            "months": margin.months if stated["median"] else None,
            "early_months": margin.early_months if stated["early"] else None,
            "beyond_horizon": scope.threat.beyond(scope.shown.months),
        },
        "missing_before_ready": answer.deadline.missing,
        "coverage_percent": _coverage(answer),
        "graded": _graded(answer),
    }


def _graded(answer: YearsAnswer) -> dict[str, object]:
    """Coverage by family at quantiles of the threat, percent; dates; what is settled, and what they rest on."""
    grades = answer.grades
    if grades is None:
        return {}
    return {
        "families": {
            grade.name: {
                "ready": instant(_month(answer, grade.instant)),
                "covered_percent": {f"{level:g}": 100 * at for level, at in zip(LEVELS, grade.covered, strict=True)},
                "of_cost_percent": {f"{level:g}": 100 * at for level, at in zip(LEVELS, grade.by_cost, strict=True)},
            }
            for grade in (*grades.families, grades.whole)
        },
        "settled_percent": 100 * grades.settled,
        "last": grades.last,
        "carried": {
            ".".join(row.column): {"low": instant(_month(answer, row.low)), "high": instant(_month(answer, row.high))}
            for row in grades.carried
        },
    }


def _stated(answer: YearsAnswer) -> dict[str, date | None]:
    """Quantiles of the threat by name; None for one that lies in the tail."""
    return {name: answer.scope.threat.stated_quantile(level) for name, level in (("median", 0.5), ("early", EARLY))}


def _coverage(answer: YearsAnswer) -> dict[str, float]:
    """Coverage of the group by item, at the median of the threat and at the end, percent."""
    of_group = (pl.col("quantity") == "coverage") & (pl.col("place") == answer.scope.question.group)
    rows = answer.outcome.filter(of_group).select("subject", "period", "value")
    by_median = rows.filter(pl.col("period") <= str(instant(answer.margin.median)))["period"]
    periods = [period for period in dict.fromkeys([by_median.max(), rows["period"].max()]) if period is not None]
    chosen = rows.filter(pl.col("period").is_in(periods)).sort("subject", "period")
    return {f"{subject}/{period}": value for subject, period, value in chosen.iter_rows()}
