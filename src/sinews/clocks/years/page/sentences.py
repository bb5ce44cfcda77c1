"""The sentences of the years clock: what each part of its answer says in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from sinews.clocks.years.answer import EARLY, YearsAnswer
from sinews.clocks.years.components.base import DOMAINS, STANDING
from sinews.clocks.years.options import Holdings
from sinews.clocks.years.page import graded
from sinews.clocks.years.page.gains import earned
from sinews.clocks.years.page.money import path_name
from sinews.clocks.years.page.readings import (
    UNSPENT,
    binds_next,
    extra_capacity,
    first_covered,
    gaps,
    names_of,
    reach,
    spending,
    standard,
    subject,
    unspent,
)
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.why import Bottleneck
from sinews.data.months import months_between
from sinews.present.words import Names, billions, listed, lowered, month, number, plain, span

#: Level of the median, and the part of the test beyond the horizon from which on an answer begins with it.
MEDIAN, UNSEEN = 0.5, 0.01

#: Money below which a heading is left out, million EUR.
LEAST = 1e-3


def group(answer: YearsAnswer) -> str:
    """The group asked about."""
    return names_of(answer).place(answer.scope.question.group)


def end(answer: YearsAnswer) -> str:
    """The last month of the horizon, in words: the end of a year if it is one."""
    last = answer.scope.case.settings.end
    return f"the end of {last.year}" if last.month == 12 else month(last)


def when(answer: YearsAnswer) -> str:
    """The ready date by itself."""
    ready = answer.margin.ready
    return month(ready) if ready else f"Not before {end(answer)}"


def asked(answer: YearsAnswer) -> str:
    """What was asked, of which case."""
    return asked_of(answer.scope)


def asked_of(scope: Scope) -> str:
    """What a scope asks, of which case."""
    question, settings = scope.question, scope.case.settings
    parts = [
        settings.title,
        f"spending path: {lowered(path_name(question.path))}",
        f"needs: {lowered(plain(question.needs_set))}",
        f"believed from: {question.trust.value}",
        f"expansion of lines: {'allowed' if question.expansion else 'not allowed'}",
        *([f"without {Names.of(scope.case).place(question.left_out)}"] if question.left_out else []),
        *([f"held: {lowered(plain(question.holdings.value))}"] if question.holdings is not Holdings.AS_HELD else []),
        *(["people: to be found for all that is new"] if question.crews else []),
        f"figures known by {month(settings.as_of)}",
    ]
    return "; ".join(parts) + "."


def _against(ready: date | None, day: date, answer: YearsAnswer) -> str:
    months = months_between(day, ready or answer.scope.case.settings.end)
    if months == 0 and ready:
        return f"in the very month of {month(day)}"
    if ready is None and months <= 0:
        return f"with nothing to set against {month(day)}, which lies beyond"
    if ready is None:
        return f"more than {span(months)} after {month(day)}"
    return f"{span(months)} {'after' if months > 0 else 'before'} {month(day)}"


def headline(answer: YearsAnswer) -> str:
    """When ready, in one sentence."""
    who, level, ready = group(answer), number(standard(answer)), answer.margin.ready
    if ready is None:
        return f"{who} is not ready before {end(answer)}: no plan within the horizon covers every need to {level} %."
    return f"{who} can be ready in {month(ready)} at the earliest: from then on every need is covered to {level} %."


def leading(answer: YearsAnswer) -> tuple[str, ...]:
    """The sentences that an answer begins with.

    What it does not see; how much is covered when an attack becomes possible, and which family when; when all is, how
    sure that is, and how it stands against the threat.
    """
    grades = answer.grades
    graded_first = (graded.covered(answer, grades), graded.families(answer, grades)) if grades else ()
    graded_last = (graded.sure(answer, grades), graded.readings_of(answer, grades)) if grades else ()
    return tuple(filter(None, (unseen(answer), *graded_first, headline(answer), margin(answer), *graded_last)))


def unseen(answer: YearsAnswer) -> str:
    """What part of the test the answer does not see, in one sentence; empty if it sees all but a hundredth."""
    scope, last = answer.scope, end(answer)
    count, threat = scope.shown.months, scope.threat
    if not threat.stated:
        return (
            "No statement on when an attack becomes possible is open: what is weighed here rests on none, and there is "
            "nothing to set the date against."
        )
    beyond = threat.beyond(count)
    if beyond < UNSEEN:
        return ""
    return (
        f"{number(100 * beyond, 2)} % of the test lies beyond {last}, where this horizon ends: points of expected "
        f"shortfall weigh the other {number(100 * (1 - beyond), 2)} % only."
    )


def margin(answer: YearsAnswer) -> str:
    """The ready date against the threat, in one sentence; no quantile is an office's that lies in the tail."""
    margin, threat = answer.margin, answer.scope.threat
    if not threat.stated:
        return ""
    if threat.quantile_by_tail(MEDIAN):
        return "The median of the threat lies where no office has put it, so the date is not set against it."
    of_median = (
        f"That is {_against(margin.ready, margin.median, answer)}, the median of what officials say on when an attack "
        f"becomes possible"
    )
    early = f"{number(100 * EARLY)} %"
    if threat.quantile_by_tail(EARLY):
        return f"{of_median}; an earlier chance of {early} rests on no statement."
    return (
        f"{of_median}, and {_against(margin.ready, margin.early, answer)}, by which they give it a chance of {early}."
    )


def late(answer: YearsAnswer) -> str:
    """The ready date against the median of the threat, in a short sentence; empty if no office has put it there."""
    if answer.scope.threat.quantile_by_tail(MEDIAN):
        return ""
    return f"{_capital(_against(answer.margin.ready, answer.margin.median, answer))}, the median of the threat."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def shortfall(answer: YearsAnswer) -> str:
    """The plan of least expected shortfall, in one sentence."""
    planned = answer.margin.planned
    reached = f"meets the standard in {month(planned)}" if planned else f"does not meet the standard by {end(answer)}"
    return (
        f"The plan that lacks least when the attack may come {reached}; its expected shortfall is "
        f"{number(answer.shortfall_points)} points, where 0 means that nothing is missing and 100 that everything is."
    )


def finding(answer: YearsAnswer, bottleneck: Bottleneck) -> str:
    """One finding: what a step earns, how far that holds, and what binds then."""
    parts = [f"{subject(answer, bottleneck)}: {lowered(bottleneck.limit.step)} {earned(bottleneck.effect)}"]
    if bottleneck.steps:
        parts.append(f"; that holds {'for' if bottleneck.farther else 'up to'} {reach(bottleneck)}")
    if bottleneck.then is not None:
        parts.append(f"; then binds: {lowered(binds_next(answer, bottleneck) or '')}")
    return "".join(parts) + "."


def held_back(answer: YearsAnswer) -> str:
    """The items that hold the date back, in one sentence; empty if none does."""
    missing = sorted(answer.deadline.missing.items(), key=lambda pair: (-pair[1], pair[0]))
    if not missing:
        return ""
    names = names_of(answer)
    items = listed(f"{names.thing(item)} ({number(100 * part, 2)} % of the need)" for item, part in missing[:5])
    more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
    aim = f"by {end(answer)}" if answer.margin.ready is None else "one period earlier"
    return f"To be ready {aim}, the group would still lack more than the standard allows: {items}{more}."


def date_held_by(answer: YearsAnswer) -> str:
    """The limits that hold the ready date itself, in one sentence; empty if none is known."""
    leading = [lowered(subject(answer, finding)) for finding in answer.why_not_earlier[:3]]
    return f"The date itself is held by: {'; '.join(leading)}." if leading else ""


def by_classes(answer: YearsAnswer) -> str:
    """How near classes of allies come to the plan, in one sentence; empty if nothing was measured by them."""
    if answer.bound is None:
        return ""
    below = f"{number(100 * answer.bound, 2)} % below that of the plan"
    return f"Effects are measured by classes of allies that are alike: their objective, a proven bound, lies {below}."


#: Headings that are paid before anything is bought.
FIRST = (STANDING, DOMAINS)


def spent(answer: YearsAnswer) -> dict[str, float]:
    """Money of the plan by heading over the horizon, million EUR; headings without any are left out."""
    sums = spending(answer).group_by("heading", maintain_order=True).agg(1000 * pl.col("billion_EUR").sum())
    return {heading: value for heading, value in sums.iter_rows() if value >= LEAST}


def used(money: Mapping[str, float]) -> float:
    """What the plan spends, given `spent`, beside what is paid before it; million EUR."""
    return sum(value for heading, value in money.items() if heading not in (UNSPENT, *FIRST))


def totals(answer: YearsAnswer, money: Mapping[str, float]) -> tuple[str, ...]:
    """What the plan spends, what lapses and what capacity it adds, a sentence each; `money`: what `spent` gives."""
    lapsed = money.get(UNSPENT, 0.0)
    settings = answer.scope.case.settings
    lines = [f"The plan spends {billions(used(money))} from {settings.start.year} to {settings.end.year}."]
    before = [f"{billions(money[heading])} for {heading}" for heading in FIRST if heading in money]
    if before:
        lines.append(f"Before that come {listed(before)}.")
    if lapsed:
        why = listed(f"{billions(part)} {reason}" for reason, part in unspent(answer).items())
        lines.append(f"{billions(lapsed)} of the money stays unspent: {why}.")
    if extra := extra_capacity(answer).height:
        lines.append(f"It orders extra capacity for {extra} item{'s' if extra > 1 else ''}.")
    return tuple(lines)


def headings(money: Mapping[str, float]) -> str:
    """What the plan spends by heading, in one sentence; `money`: what `spent` gives."""
    parts = [f"{billions(value)} for {heading}" for heading, value in money.items() if heading != UNSPENT]
    return f"By heading: {listed(parts)}." if parts else "It spends nothing."


def gap(answer: YearsAnswer) -> str:
    """The largest gap in years of present output, in one sentence; empty if there is none."""
    table = gaps(answer).drop_nulls("gap_in_years_of_present_output")
    if table.is_empty():
        return ""
    top = table.sort(["gap_in_years_of_present_output", "item"], descending=[True, False]).row(0, named=True)
    years = number(top["gap_in_years_of_present_output"], 2)
    return f"The widest gap, measured in present output: {lowered(top['item'])}, {years} years of it."


def covered(answer: YearsAnswer) -> str:
    """How many items are covered by the median of the threat, or by the end if it lies beyond; in one sentence."""
    table, last = first_covered(answer), answer.scope.case.settings.end
    by = min(answer.margin.median, last)
    early = table.filter(pl.col("first_month") <= by).height
    never = table.filter(pl.col("first_month").is_null()).height
    tail = f"; {never} not within the horizon" if never else ""
    return f"In the plan, {early} of {table.height} items are covered by {month(by)}{tail}."
