"""Checks that ask the years clock: whether lines, contracts or money hold readiness back, and whether goals are met."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from sinews.clocks.years.page.curve import ABOUT
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.spending import share_of_gdp
from sinews.data.case import Case
from sinews.data.months import month_after, months_between
from sinews.data.tables import Side
from sinews.present.words import Names, listed, lowered, month, plain
from sinews.statements.plans import Plans, Variant
from sinews.statements.reading import bases, given, held_against, unasked, undecided, verdict
from sinews.statements.threats import HIGH, pooled
from sinews.statements.verdict import (
    Estimate,
    Outcome,
    Statement,
    Verdict,
    combine,
    decimal_year,
    judge,
    number,
    shown,
    what_would_change,
)

#: Percent of output by which a path may miss a share of the money curve and mean it.
NEAR_SHARE = 0.05


def _asked(plans: Plans | None, statement: Statement) -> Plans | Verdict:
    return plans or unasked(statement)


def _dated(case: Case, ready: date | None, basis: tuple[str, ...] = ()) -> Estimate:
    """A ready date as a number of years; beyond the horizon its low end is the end of the horizon."""
    if ready is None:
        end = decimal_year(month_after(case.settings.end, 1))
        return Estimate(float("inf"), end, float("inf"), "calendar_year", basis)
    return Estimate.exact(decimal_year(ready), "calendar_year", basis)


def _in_words(case: Case, ready: date | None) -> str:
    return f"not before the end of {case.settings.end.year}" if ready is None else f"in {month(ready)}"


def _threat(case: Case) -> Estimate:
    """When the threat comes: median and range of what all offices say."""
    pool = pooled(case)
    return pool.years() if pool else Estimate.exact(float("inf"), "calendar_year")


def _threat_in_words(case: Case) -> str:
    pool = pooled(case)
    if pool is None:
        return "no office says when an attack becomes possible"
    middle, late = (month(pool.threat.quantile(level)) for level in (0.5, HIGH))
    return f"the median of the threat is {middle}, and its late end {late}"


def _group(plans: Plans) -> str:
    return Names.of(plans.case).place(plans.question.group)


def expansion_needed(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """Whether, with no lines beyond those there or planned, the group is ready only after the threat."""
    plan = _asked(plans, statement)
    if isinstance(plan, Verdict):
        return plan
    without, with_more = plan.ready(Variant(expansion=False)), plan.ready(Variant(expansion=True))
    points = [plan.shortfall(Variant(expansion=more)) for more in (False, True)]
    because = (
        f"Without lines beyond those there or planned {_group(plan)} is ready {_in_words(case, without)}; with all "
        f"that the plan may add, {_in_words(case, with_more)}, and {number(points[0] - points[1])} points of the "
        "expected "
        f"shortfall of {number(points[0])} go. For comparison, {_threat_in_words(case)}."
    )
    return _later_than_threat(case, statement, without, because)


def _later_than_threat(case: Case, statement: Statement, ready: date | None, because: str) -> Verdict:
    figure, mark = _dated(case, ready), _threat(case)
    pool = pooled(case)
    return verdict(
        statement,
        Estimate(figure.value, figure.low, figure.high, figure.unit, pool.basis if pool else ()),
        because,
        against=mark,
        side=Side.ABOVE,
        rows=["plan: ready date", "threats"],
    )


def money_falls_short(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """Whether money without new lines leaves the group unready: all expenditure on defence buys the items."""
    plan = _asked(plans, statement)
    if isinstance(plan, Verdict):
        return plan
    lines_as_they_are = plan.ready(Variant(expansion=False))
    all_money = plan.ready(Variant(expansion=False, whole_budget=True))
    both = plan.ready(Variant(expansion=True))
    officials = "" if case.table("offices").is_empty() else " and every contracting official worked on them"
    because = (
        f"With lines as they are and planned, {_group(plan)} is ready {_in_words(case, lines_as_they_are)} on the "
        f"money pledged, and {_in_words(case, all_money)} even if every euro for defence bought the items of the "
        f"model{officials}: "
        f"industry holds the date, not money. With expansion the money pledged suffices {_in_words(case, both)}. For "
        f"comparison, {_threat_in_words(case)}."
    )
    if all_money is not None and (lines_as_they_are is None or all_money < lines_as_they_are):
        because = because.replace("industry holds the date, not money", "money holds the date as well")
    return _later_than_threat(case, statement, all_money, because)


def path_falls_short(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """Two parts: on the path the group is ready only after the threat; on the question's path it is ready sooner."""
    plan = _asked(plans, statement)
    if isinstance(plan, Verdict):
        return plan
    if statement.path not in case.table("paths")["path"]:
        return undecided(statement, f"The case has no spending path {lowered(plain(statement.path))}.")
    poor, rich = Variant(path=statement.path), Variant()
    dates = [plan.ready(variant) for variant in (poor, rich)]
    points = [plan.shortfall(variant) for variant in (poor, rich)]
    late, sooner = (_dated(case, ready) for ready in dates)
    mark = _threat(case)
    parts = [judge(late, Side.ABOVE, mark), judge(sooner, Side.BELOW, late)]
    path = lowered(plain(plan.question.path))
    because = (
        f"On the path {lowered(plain(statement.path))} {_group(plan)} is ready {_in_words(case, dates[0])}; "
        f"{_threat_in_words(case)}. On the path {path} it is ready {_in_words(case, dates[1])}, and "
        f"{number(points[0] - points[1], 2)} points of the expected shortfall of {number(points[0])} go: "
        + (
            "more money brings the date forward."
            if parts[1] is Outcome.HOLDS
            else "more money alone does not move the date."
        )
        + _reading(plan, statement)
    )
    change = (
        f"First part: {lowered(what_would_change(late, Side.ABOVE, mark))} Second part: it holds if the path {path} is "
        f"ready before {shown(late.value, late.unit)}."
    )
    rows = ("plan: ready date", f"paths: {statement.path}", "threats")
    return Verdict(statement, combine(parts), late, mark, because, change, pooled_basis(case), rows)


def _reading(plan: Plans, statement: Statement) -> str:
    """How the path was read: who spends less on it than on the question's path; and the other readings, if known."""
    scope = plan.answer.scope
    last = scope.shown.months
    on, other = (
        share_of_gdp(scope.case, path, scope.allies, last)[:, -1] for path in (statement.path, scope.question.path)
    )
    above = [ally for ally, mine, theirs in zip(scope.allies, on, other, strict=True) if mine < theirs]
    names = Names.of(scope.case)
    lowest = f" It is read so that {len(above)} allies spend less than on the path asked about" if above else ""
    some = f" (among them {listed(names.place(ally) for ally in above[:3])})." if above else ""
    readings = _from_curve(plan, float(np.median(100 * on[on > 0]))) if (on > 0).any() else ""
    return f"{lowest}{some}{readings}"


def _from_curve(plan: Plans, share: float) -> str:
    """What the money curve says at a share, in each of its readings; empty where it was not worked out."""
    points = [point for point in plan.answer.curve if abs(point.share - share) < NEAR_SHARE]
    parts = [f"{lowered(ABOUT[point.reading])}: {number(point.points, 3)}" for point in points]
    return f" By the money curve, at {number(share, 2)} % points are missing: {listed(parts)}." if parts else ""


def pooled_basis(case: Case) -> tuple[str, ...]:
    """What the pooled threat rests on."""
    pool = pooled(case)
    return pool.basis if pool else ()


def lines_matter(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """Whether larger lines of each state take enough off the expected shortfall; measured by solving again."""
    plan = _asked(plans, statement)
    if isinstance(plan, Verdict):
        return plan
    step, mark, names, total = (
        given(statement.step),
        held_against(statement),
        Names.of(case),
        plan.answer.shortfall_points,
    )
    earned = {
        place: Estimate.exact(100 * plan.larger_lines(place, step) / total if total > 0 else 0.0, "percent")
        for place in statement.about
    }
    parts = {place: judge(figure, Side.AT_LEAST, mark) for place, figure in earned.items()}
    ranked = sorted(earned, key=lambda place: (-earned[place].value, place))
    said = [f"{names.place(place)} {number(earned[place].value, 2)} % ({parts[place].value})" for place in ranked]
    least = min(earned.values(), key=lambda figure: figure.value)
    because = (
        f"If all lines of a state were {number(step)} % larger, the expected shortfall of {number(total)} points "
        f"would fall by: {listed(said)}."
    )
    figure = Estimate.exact(least.value, "percent", mark.basis)
    change = f"For {names.place(ranked[-1])}: {lowered(what_would_change(least, Side.AT_LEAST, mark))}"
    sites = plan.answer.scope.sites.filter(pl.col("place").is_in(statement.about))["site"]
    return Verdict(
        statement,
        combine(list(parts.values())),
        figure,
        mark,
        because,
        change,
        mark.basis,
        tuple(f"sites: {s}" for s in sites),
    )


def contracts_matter(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """Whether shorter contracting delays take enough off the expected shortfall; measured by solving again."""
    plan = _asked(plans, statement)
    if isinstance(plan, Verdict):
        return plan
    step, total = given(statement.step), plan.answer.shortfall_points
    faster = Variant(delay=1 - step / 100)
    gain = 100 * (total - plan.shortfall(faster)) / total if total > 0 else 0.0
    group = case.table("places").filter(pl.col("place").is_in(plan.answer.scope.allies))
    median = float(str(group["contracting_delay"].median()))
    because = (
        f"With contracting delays {number(step)} % shorter (the median is {number(median)} "
        f"months) {number(gain)} % of the expected shortfall of {number(total)} points goes, and {_group(plan)} is "
        f"ready {_in_words(case, plan.ready(faster))} instead of "
        f"{_in_words(case, plan.answer.margin.ready).removeprefix('in ')}."
    )
    figure = Estimate.exact(gain, "percent", bases(group["contracting_delay_basis"].drop_nulls()))
    return verdict(statement, figure, because, side=Side.AT_LEAST, rows=["places: contracting_delay"])


def covered_now_not_later(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """Two parts: needs are covered today; there is a chance that the test comes before they are, in the years named."""
    plan = _asked(plans, statement)
    if isinstance(plan, Verdict):
        return plan
    answer, names = plan.answer, Names.of(case)
    now, standard = 100 * plan.coverage_now(), case.parameter("coverage_standard")
    figure = Estimate.exact(float(now.mean()), "percent")
    mark = Estimate.exact(standard, "percent")
    before = _chance_before(answer.scope, answer.margin.ready)
    ready_by_threat = _dated(case, answer.margin.ready)
    parts = [judge(figure, Side.AT_LEAST, mark), judge(ready_by_threat, Side.ABOVE, _threat(case))]
    worst = names.thing(answer.scope.needed[int(np.argmin(now))])
    because = (
        f"Measured by equipment and ammunition of {_group(plan)} alone: {number(figure.value)} % of an average need "
        f"is covered today (least: {worst}, {number(float(now.min()))} %), against a standard of {number(standard)} "
        "%. The "
        "chance that an attack becomes possible before all needs are covered "
        f"({_in_words(case, answer.margin.ready)}) is "
        f"{number(100 * before)} %. Deterrence rests on more than that: American forces and nuclear weapons are not "
        "in it."
    )
    change = f"First part: {lowered(what_would_change(figure, Side.AT_LEAST, mark))} Second part: " + lowered(
        what_would_change(ready_by_threat, Side.ABOVE, _threat(case))
    )
    stocks = case.table("stocks").filter(
        pl.col("place").is_in(answer.scope.allies) & pl.col("item").is_in(answer.scope.needed)
    )
    basis = bases(stocks["quantity_basis"].drop_nulls())
    return Verdict(
        statement, combine(parts), figure, mark, because, change, basis, ("plan: coverage, ready date", "threats")
    )


def _chance_before(scope: Scope, ready: date | None) -> float:
    """Probability that the test has come before a month (the whole horizon, if there is none)."""
    chance = scope.threat.within(scope.shown.months)
    months = len(chance) if ready is None else months_between(scope.shown.origin, ready)
    return float(chance[:months].sum())
