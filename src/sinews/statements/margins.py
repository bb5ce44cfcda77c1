"""The check that any clock can decide: whether the time to spare of one of its margins is on the claimed side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sinews.answers.answer import Instant, Margin
from sinews.answers.manifest import instant
from sinews.clocks import CLOCKS, AnyClock
from sinews.data.case import Case
from sinews.errors import did_you_mean
from sinews.statements.plans import Plans
from sinews.statements.reading import held_against, unasked, undecided, verdict
from sinews.statements.verdict import MARGIN, Estimate, Statement, Verdict, number


def clock_margin(_case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """A clock, any: whether the time to spare for what the claim is about is on the claimed side."""
    if plans is None:
        return unasked(statement)
    name = statement.quantity.removesuffix(MARGIN)
    clock = next((clock for clock in CLOCKS if clock.name == name), None)
    asking = plans.asking(clock) if clock else None
    if clock is None or asking is None:
        return undecided(statement, _unasked(name, clock, plans.case), "An answer of that clock would decide it.")
    margins = {margin.of: margin for margin in asking.answer.margins}
    if statement.subject not in margins:
        there = ", ".join(margins)
        hint = did_you_mean(statement.subject, margins)
        return undecided(statement, f"The {name} clock says nothing of {statement.subject}; it does of {there}.{hint}")
    margin = margins[statement.subject]
    if held_against(statement).unit != margin.unit:
        return undecided(statement, f"The claim is not in {margin.unit}, in which the {name} clock answers.")
    return verdict(statement, figure(margin), _because(name, margin))


def figure(margin: Margin) -> Estimate:
    """Time to spare with its range (negative: too late); infinite where it is not ready within the horizon."""
    value, low, high = (_time(margin, ready) for ready in (margin.ready, margin.high, margin.low))
    return Estimate(value, min(low, value), max(high, value), margin.unit)


def _time(margin: Margin, ready: Instant | None) -> float:
    time = replace(margin, ready=margin.ready if ready is None else ready).time
    return float("-inf") if time is None else time


def _because(clock: str, margin: Margin) -> str:
    due = instant(margin.due)
    if margin.ready is None:
        return f"The {clock} clock: {margin.of} is not ready within the horizon, due {due}."
    return (
        f"The {clock} clock: {margin.of} is ready {_shown(margin.ready)}, due {_shown(margin.due)}: "
        f"{number(margin.time or 0.0)} {margin.unit} to spare."
    )


def _shown(value: Instant | None) -> str:
    return f"in {value:%Y-%m}" if isinstance(value, date) else f"at {number(value or 0.0)}"


def _unasked(name: str, clock: AnyClock | None, case: Case) -> str:
    if clock is None:
        return f"It takes the {name} clock, which is not there."
    return f"The case has nothing to ask the {name} clock about: it lacks rows in {', '.join(clock.lacking(case))}."
