"""Checks that ask the days clock: whether railways and roads hold up the vehicles that not every road bears."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.flows import departures
from sinews.clocks.days.levers import of_days
from sinews.clocks.days.limits import LINK, POOL, TRANSFER, Limit
from sinews.clocks.days.page.sentences import Names
from sinews.clocks.days.plan import Plan
from sinews.clocks.days.scope import Moves
from sinews.clocks.days.why import Bottleneck
from sinews.data.case import Case
from sinews.data.grounds import figures
from sinews.data.levers import Lever
from sinews.data.selection import selected
from sinews.data.tables import Mode, Side
from sinews.present.words import listed, lowered
from sinews.statements.plans import Plans
from sinews.statements.reading import bases, held_against, unasked, undecided
from sinews.statements.verdict import Estimate, Outcome, Statement, Verdict, combine, judge, number, what_would_change

#: Where tanks are said to go, in words.
WAYS: Mapping[Mode, str] = {Mode.RAIL: "railways", Mode.ROAD: "roads"}

#: Part of what is sent below which a journey is not used.
NEGLIGIBLE = 1e-6


@dataclass(frozen=True)
class Relief:
    """What would make heavy vehicles come sooner: its words, and the days of mean lateness that it takes off."""

    words: str
    earned: float
    basis: tuple[str, ...]
    rows: tuple[str, ...]


def heavy_loads_bind(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """Railways, roads: whether relief of what holds heavy vehicles up there takes enough off the mean lateness."""
    if plans is None:
        return unasked(statement)
    heavy = heavy_loads(case)
    answer = plans.days if heavy else None
    if answer is None:
        return undecided(
            statement,
            "The case has no network on which the days clock could move vehicles that not every road bears.",
            "An answer of the days clock, as `sinews days` gives it, would decide it.",
        )
    return _judged(statement, answer, heavy, reliefs(plans, answer, heavy))


def _judged(
    statement: Statement, answer: DaysAnswer, heavy: frozenset[str], reliefs: Mapping[Mode, list[Relief]]
) -> Verdict:
    """The verdict on what was relieved: one part a way, the figure is the lesser of the two."""
    mark = held_against(statement)
    figures = {mode: _share(reliefs[mode], answer.late) for mode in WAYS}
    parts = {mode: judge(figure, Side.AT_LEAST, mark) for mode, figure in figures.items()}
    because = " ".join(
        [_lateness(answer, heavy), *(_said(WAYS[mode], reliefs[mode], answer.late, parts[mode]) for mode in WAYS)]
    )
    least = min(WAYS, key=lambda mode: (figures[mode].value, mode))
    change = f"For {WAYS[least]}: {lowered(what_would_change(figures[least], Side.AT_LEAST, mark))}"
    leading = [reliefs[mode][0] for mode in WAYS if reliefs[mode]]
    return Verdict(
        statement,
        combine(list(parts.values())),
        figures[least],
        mark,
        because,
        change,
        bases(token for relief in leading for token in relief.basis),
        ("plan of the days clock", *(row for relief in leading for row in relief.rows)),
    )


def heavy_loads(case: Case) -> frozenset[str]:
    """Loads whose vehicles not every road bears: some of what carries them has a mass."""
    return frozenset(case.table("carriage").drop_nulls("mass").filter(pl.col("mass") > 0)["load"])


def reliefs(plans: Plans, answer: DaysAnswer, heavy: frozenset[str]) -> dict[Mode, list[Relief]]:
    """What was relieved, by mode, the best first: limits that heavy loads meet, and links that would bear more."""
    by_mode: dict[Mode, list[Relief]] = {mode: [] for mode in WAYS}
    met, every = met_by(answer.plan, heavy), figures(answer.scope.case)
    for limit in answer.why:
        for mode in met.get((limit.limit, limit.subject), frozenset()) & WAYS.keys():
            by_mode[mode].append(_more(answer.scope, every, limit))
    for lever, modes in bearing(answer.scope.case):
        relief = Relief(lowered(lever.name), max(plans.earned_days(lever), 0.0), (), (f"levers: {lever.code}",))
        for mode in modes & WAYS.keys():
            by_mode[mode].append(relief)
    return {mode: sorted(rows, key=lambda row: (-row.earned, row.words)) for mode, rows in by_mode.items()}


def met_by(plan: Plan, loads: frozenset[str]) -> Mapping[tuple[Limit, str], frozenset[Mode]]:
    """Links, nodes and pools that some loads meet on the plan's journeys, each with the modes by which they do."""
    carriers = plan.scope.case.table("carriers").select("carrier", "mode").iter_rows()
    modes = {carrier: Mode(mode) for carrier, mode in carriers}
    sent = departures(plan).sum(axis=1)
    by_limit: dict[tuple[Limit, str], frozenset[Mode]] = {}
    for row in np.flatnonzero(sent > NEGLIGIBLE * sent.max(initial=0.0)):
        journey = plan.journeys[row]
        if plan.scope.items[journey.item][0] in loads:
            for arc in journey.route.arcs:
                place = (LINK, arc.link) if arc.link else (TRANSFER, arc.node)
                for key in (place, (POOL, arc.carrier)):
                    by_limit[key] = by_limit.get(key, frozenset()) | {modes[arc.carrier]}
    return by_limit


def bearing(case: Case) -> Iterator[tuple[Lever, frozenset[Mode]]]:
    """Levers by which links bear more, each with the modes of these links."""
    links = case.table("links")
    for lever in of_days(case):
        rows = [
            links.filter(selected(case.tables, links, change.selection))
            for change in lever.changes
            if (change.table, change.column) == ("links", "load_class")
        ]
        if rows:
            yield lever, frozenset(Mode(mode) for mode in pl.concat(rows)["mode"])


def _more(scope: Moves, every: pl.DataFrame, limit: Bottleneck) -> Relief:
    """A standard step of a limit."""
    stand = limit.limit.stand
    basis = bases(limit.limit.rows(scope, every, limit.subject)["basis"])
    return Relief(Names.of(scope.case).relief(limit), limit.earned, basis, (f"{stand.table}: {limit.subject}",))


def _share(reliefs: list[Relief], late: float) -> Estimate:
    """What the best relief takes off the mean lateness, percent; the plan's figure, so without a range."""
    best = reliefs[0].earned if reliefs else 0.0
    return Estimate.exact(100 * best / late if late > 0 else 0.0, "percent")


def _lateness(answer: DaysAnswer, heavy: frozenset[str]) -> str:
    names = Names.of(answer.scope.case)
    last = sum(closure.load in heavy for closure in answer.whole)
    which = listed(lowered(names.loads[load]) for load in sorted(heavy))
    return (
        f"What is needed comes {number(answer.late)} days late on average; {which} come last in {last} of "
        f"{len(answer.whole)} tiers."
    )


def _said(way: str, reliefs: list[Relief], late: float, outcome: Outcome) -> str:
    if not reliefs or late <= 0:
        return f"On {way} nothing was found that would bring them sooner ({outcome.value})."
    each = listed(f"{_part(item.earned, late)} of it would go with {item.words}" for item in reliefs)
    return f"On {way} {each} ({outcome.value})."


def _part(earned: float, late: float) -> str:
    return f"{number(100 * earned / late, 2)} %" if earned > 0 else "nothing"
