"""What holds us back, measured: the leading limits by price are relieved by one standard step each, and solved again.

A price is a hint, a measurement an answer: a price that solving again does not confirm is no finding. Limits that bind
together (an item and what goes into it) are relieved as a group as well, and named as a group where together they earn
more than the sum of each alone. For each finding larger steps are tried: it holds as far as a step still earns half of
what the first one did; what binds next is the limit whose price has risen most by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from sinews.answers.limit import Unit
from sinews.clocks.years.limits import (
    CHAIN,
    LIMITS,
    LINES,
    NOTHING,
    Key,
    Limit,
    Price,
    chain,
    everywhere,
    prices,
    ranked,
    recast,
)
from sinews.clocks.years.measured import Effect, Measured
from sinews.clocks.years.measuring import Workers, with_levers
from sinews.clocks.years.outcome import Reader
from sinews.clocks.years.reference import Reference
from sinews.data.grounds import Ground, figures, weakest_of
from sinews.data.levers import Package
from sinews.model.solver.session import Solution

#: How many limits are measured by their prices: the dearest in the plan, the dearest for the date.
BY_PLAN, BY_DATE = 12, 4

#: A measurement confirms a price if it earns at least this part of it.
CONFIRMS = 0.1

#: What is relieved together must earn this much more than each alone to be named as a group.
TOGETHER = 1.2

#: Larger steps, as multiples of the first, and how many findings they are tried on.
MULTIPLES: Mapping[Unit, tuple[int, ...]] = {Unit.PERCENT: (2, 4, 8), Unit.MONTH: (3,)}
TRIED = 10

#: A step holds as long as it earns this part of what the first one did.
STILL = 0.5


@dataclass(frozen=True)
class Bottleneck:
    """One finding: what limits, whom or what it concerns, and what a standard step of relief earns when solved again.

    `price`: points of the objective by dual values (None: it has no price). `steps`: up to how many steps each still
    earns half of the first (`farther`: at least so many, as no more were tried; 0: not tried). `then`: what binds next.
    `rows`: figures of the case that it stands on, as `sinews.data.grounds.figures` gives them; `weakest`: the weakest
    ground.
    """

    limit: Limit
    subject: str
    effect: Effect
    price: float | None = None
    steps: int = 0
    farther: bool = False
    then: Key | None = None
    rows: pl.DataFrame | None = None
    weakest: Ground | None = None

    @property
    def points(self) -> float:
        """Percentage points of expected shortfall that the step takes off, measured."""
        return self.effect.points


def findings(workers: Workers) -> tuple[Bottleneck, ...]:
    """Measured findings, the dearest first."""
    reference = workers.reference
    expected = {price.key: price.points for price in estimates(reference, reference.solution)}
    wanted = candidates(reference, expected)
    effects = workers.effects([((limit.lever(reference.scope, subject), 1.0),) for limit, subject in wanted])
    bottlenecks = [Bottleneck(*key, effect, expected.get(key)) for key, effect in zip(wanted, effects, strict=True)]
    return grounded(reference, farther(workers, confirmed(reference, bottlenecks)))


# where to look ----------------------------------------------------------------


def estimates(reference: Reference, solution: Solution) -> list[Price]:
    """Prices of every limit in a solution of the reference's program: of the plan, or of a deadline."""
    scope, program = reference.scope, reference.program
    priced = prices(scope, program, solution)
    for limit in (limit for limit in LIMITS if limit.blocks):
        lever = everywhere(scope, limit)
        if any(scope.case.table(change.table).is_empty() for change in lever.changes):
            continue
        _, changed = with_levers(reference, ((lever, 1.0),))
        if changed.matrix.shape == program.matrix.shape:  # or else there is no price: other variables than before
            priced += recast(limit, program, solution, changed)
    return priced


def candidates(reference: Reference, expected: Mapping[Key, float]) -> list[Key]:
    """Limits to measure, each once."""
    by_plan = [price.key for price in ranked(Price(*key, points) for key, points in expected.items())][:BY_PLAN]
    before = reference.deadline.before
    by_date = [price.key for price in ranked(estimates(reference, before))][:BY_DATE] if before else []
    reader = Reader(reference.scope, reference.program, reference.solution)
    tried = [(limit, subject) for limit in LIMITS for subject in limit.tried(reader)]
    return list(dict.fromkeys([*by_plan, *by_date, *tried]))


# what counts as found ---------------------------------------------------------


def confirmed(reference: Reference, bottlenecks: Iterable[Bottleneck]) -> list[Bottleneck]:
    """Findings that earn what their price says or a good part of it, the dearest first; groups where they are more."""
    every = {(finding.limit, finding.subject): finding for finding in bottlenecks}
    kept = [
        finding
        for finding in every.values()
        if _earns(finding) and (finding.limit != CHAIN or _together(finding, every, reference))
    ]
    return sorted(
        kept, key=lambda finding: (-finding.points, -(finding.effect.days or 0.0), finding.limit.name, finding.subject)
    )


def _earns(finding: Bottleneck) -> bool:
    moves = (finding.effect.days or 0.0) > 0.5 or (finding.effect.ready is not None and finding.effect.days is None)
    return moves or finding.effect.objective > max(NOTHING, CONFIRMS * (finding.price or 0.0))


def _together(group: Bottleneck, every: Mapping[Key, Bottleneck], reference: Reference) -> bool:
    """Whether an item and its inputs earn more together than each alone."""
    alone = 0.0
    for item in chain(reference.scope.case, group.subject):
        line = every.get((LINES, item))
        alone += max(line.effect.objective, 0.0) if line else 0.0
    return group.effect.objective > TOGETHER * alone


# how far it holds, and what it stands on --------------------------------------


def farther(workers: Workers, bottlenecks: Sequence[Bottleneck]) -> list[Bottleneck]:
    """The leading findings with larger steps tried on them."""
    scope, tried = workers.reference.scope, list(bottlenecks[:TRIED])
    tasks: list[tuple[int, int, Package]] = []
    for number, finding in enumerate(tried):
        lever = finding.limit.lever(scope, finding.subject)
        tasks += [(number, multiple, ((lever, float(multiple)),)) for multiple in MULTIPLES[finding.limit.unit]]
    results = workers.packages([package for _, _, package in tasks], date=False)
    for number, finding in enumerate(tried):
        mine = [(task[1], measured) for task, measured in zip(tasks, results, strict=True) if task[0] == number]
        tried[number] = _reaching(workers.reference, finding, mine)
    return [*tried, *bottlenecks[TRIED:]]


def _reaching(reference: Reference, finding: Bottleneck, measured: Sequence[tuple[int, Measured]]) -> Bottleneck:
    """The finding with how far it holds and what binds next."""
    first = max(finding.effect.objective, NOTHING)
    holds, last, at = 1, (1, first), measured[0][1]
    for multiple, at in measured:
        earned = reference.effect(at).objective
        if (earned - last[1]) / (multiple - last[0]) < STILL * first:
            return replace(finding, steps=holds, then=_next(reference, finding, at))
        holds, last = multiple, (multiple, earned)
    return replace(finding, steps=holds, farther=True, then=_next(reference, finding, at))


def _next(reference: Reference, finding: Bottleneck, at: Measured) -> Key | None:
    """The limit whose price has risen most, the finding's own aside; None if none has."""
    before = {price.key: price.points for price in reference.measured.prices}
    own = set(chain(reference.scope.case, finding.subject)) if finding.limit == CHAIN else {finding.subject}
    risen = [
        Price(price.limit, price.subject, price.points - before.get(price.key, 0.0))
        for price in at.prices
        if price.subject not in own
    ]
    leading = ranked(risen)[:1]
    return leading[0].key if leading else None


def grounded(reference: Reference, bottlenecks: Iterable[Bottleneck]) -> tuple[Bottleneck, ...]:
    """Findings with the figures that they stand on."""
    every = figures(reference.scope.case)
    rows = ((finding, finding.limit.rows(reference.scope, every, finding.subject)) for finding in bottlenecks)
    return tuple(replace(row, rows=mine, weakest=weakest_of(mine)) for row, mine in rows)
