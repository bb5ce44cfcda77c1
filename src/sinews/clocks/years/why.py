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

from sinews.clocks.years.footing import confidence, footing
from sinews.clocks.years.limits import Limit, Price, prices, ranked, recast
from sinews.clocks.years.measuring import NOTHING, Effect, Measured, Package, Reference, Workers, with_levers
from sinews.clocks.years.outcome import coverage
from sinews.clocks.years.steps import MONTH, chain, step
from sinews.data.grounds import Ground, figures
from sinews.data.levers import Change, Lever
from sinews.data.tables import ChangeKind
from sinews.model.solver.session import Solution

#: How many limits are measured: the dearest in the plan, the dearest for the date, buyers one by one, chains.
BY_PLAN, BY_DATE, BUYERS, CHAINS = 12, 4, 2, 3

#: A measurement confirms a price if it earns at least this part of it.
CONFIRMS = 0.1

#: What is relieved together must earn this much more than each alone to be named as a group.
TOGETHER = 1.2

#: Larger steps in quantity and in time, as multiples of the first, and how many findings they are tried on.
MULTIPLES, MONTHS, TRIED = (2, 4, 8), (3,), 10

#: A step holds as long as it earns this part of what the first one did.
STILL = 0.5

IN_TIME = (Limit.DELAY, Limit.LEAD_TIME, Limit.BUILD_LAG)

Key = tuple[Limit, str]


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
    known = {(price.limit, price.subject): price.points for price in estimates(reference, reference.solution)}
    wanted = candidates(reference, known)
    effects = workers.effects([((step(reference.scope, *key), 1.0),) for key in wanted])
    found = [Bottleneck(*key, effect, known.get(key)) for key, effect in zip(wanted, effects, strict=True)]
    return grounded(reference, farther(workers, confirmed(reference, found)))


# where to look ----------------------------------------------------------------


def estimates(reference: Reference, solution: Solution) -> list[Price]:
    """Prices of every limit in a solution of the reference's program: of the plan, or of a deadline."""
    scope, program = reference.scope, reference.program
    found = prices(scope, program, solution)
    for limit, table, column, blocks in (
        (Limit.LEAD_TIME, "items", "lead_time", ("orders",)),
        (Limit.BUILD_LAG, "sites", "build_lag", ("expansion", "funded_expansion")),
    ):
        everywhere = Lever(limit.name.lower(), limit.value, (Change(table, column, ChangeKind.ADD, MONTH),))
        _, shorter = with_levers(reference, ((everywhere, 1.0),))
        found += recast(limit, program, solution, shorter, blocks)
    return found


def candidates(reference: Reference, known: Mapping[Key, float]) -> list[Key]:
    """Limits to measure, each once."""
    scope = reference.scope
    by_plan = [_key(price) for price in ranked(Price(*key, points) for key, points in known.items())][:BY_PLAN]
    before = reference.deadline.before
    by_date = [_key(price) for price in ranked(estimates(reference, before))][:BY_DATE] if before else []
    money = sorted(scope.allies, key=lambda ally: (-scope.budget[scope.allies.index(ally)].sum(), ally))
    buyers = [(Limit.DELAY, place) for place in (scope.question.group, *money[:BUYERS])]
    chains = [key for item in chained(reference) for key in ((Limit.LINES, item), (Limit.CHAIN, item))]
    return list(dict.fromkeys([*by_plan, *by_date, *buyers, *chains]))


def chained(reference: Reference) -> list[str]:
    """Needed items with inputs, those first that lack most when the test comes."""
    scope = reference.scope
    lacking = (1 - coverage(scope, reference.program, reference.solution)) @ scope.weight_of_ticks
    order = sorted(zip(-lacking, scope.needed, strict=True))
    return [item for lack, item in order if lack < -NOTHING and len(chain(scope.case, item)) > 1][:CHAINS]


def _key(price: Price) -> Key:
    return price.limit, price.subject


# what counts as found ---------------------------------------------------------


def confirmed(reference: Reference, found: Iterable[Bottleneck]) -> list[Bottleneck]:
    """Findings that earn what their price says or a good part of it, the dearest first; groups where they are more."""
    every = {(one.limit, one.subject): one for one in found}
    kept = [
        one
        for one in every.values()
        if _earns(one) and (one.limit is not Limit.CHAIN or _together(one, every, reference))
    ]
    return sorted(kept, key=lambda one: (-one.points, -(one.effect.days or 0.0), one.limit.name, one.subject))


def _earns(one: Bottleneck) -> bool:
    moves = (one.effect.days or 0.0) > 0.5 or (one.effect.ready is not None and one.effect.days is None)
    return moves or one.effect.objective > max(NOTHING, CONFIRMS * (one.price or 0.0))


def _together(group: Bottleneck, every: Mapping[Key, Bottleneck], reference: Reference) -> bool:
    """Whether an item and its inputs earn more together than each alone."""
    alone = 0.0
    for item in chain(reference.scope.case, group.subject):
        one = every.get((Limit.LINES, item))
        alone += max(one.effect.objective, 0.0) if one else 0.0
    return group.effect.objective > TOGETHER * alone


# how far it holds, and what it stands on --------------------------------------


def farther(workers: Workers, found: Sequence[Bottleneck]) -> list[Bottleneck]:
    """The leading findings with larger steps tried on them."""
    scope, tried = workers.reference.scope, list(found[:TRIED])
    tasks: list[tuple[int, int, Package]] = []
    for number, one in enumerate(tried):
        lever = step(scope, one.limit, one.subject)
        multiples = MONTHS if one.limit in IN_TIME else MULTIPLES
        tasks += [(number, multiple, ((lever, float(multiple)),)) for multiple in multiples]
    results = workers.packages([package for _, _, package in tasks], date=False)
    for number, one in enumerate(tried):
        mine = [(task[1], measured) for task, measured in zip(tasks, results, strict=True) if task[0] == number]
        tried[number] = _reaching(workers.reference, one, mine)
    return [*tried, *found[TRIED:]]


def _reaching(reference: Reference, one: Bottleneck, measured: Sequence[tuple[int, Measured]]) -> Bottleneck:
    """The finding with how far it holds and what binds next."""
    first = max(one.effect.objective, NOTHING)
    holds, last, at = 1, (1, first), measured[0][1]
    for multiple, at in measured:
        earned = reference.effect(at).objective
        if (earned - last[1]) / (multiple - last[0]) < STILL * first:
            return replace(one, steps=holds, then=_next(reference, one, at))
        holds, last = multiple, (multiple, earned)
    return replace(one, steps=holds, farther=True, then=_next(reference, one, at))


def _next(reference: Reference, one: Bottleneck, at: Measured) -> Key | None:
    """The limit whose price has risen most, the finding's own aside; None if none has."""
    before = {_key(price): price.points for price in reference.measured.prices}
    own = set(chain(reference.scope.case, one.subject)) if one.limit is Limit.CHAIN else {one.subject}
    risen = [
        Price(price.limit, price.subject, price.points - before.get(_key(price), 0.0))
        for price in at.prices
        if price.subject not in own
    ]
    leading = ranked(risen)[:1]
    return _key(leading[0]) if leading else None


def grounded(reference: Reference, found: Iterable[Bottleneck]) -> tuple[Bottleneck, ...]:
    """Findings with the figures that they stand on."""
    every = figures(reference.scope.case)
    rows = ((one, footing(reference.scope, every, one.limit, one.subject)) for one in found)
    return tuple(replace(one, rows=mine, weakest=confidence(mine)) for one, mine in rows)
