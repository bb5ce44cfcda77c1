"""What leaves people without: the limits whose relief by ten per cent would help most, confirmed by solving again.

What a step of stores, reserves and restoring is worth is read from the closed form, what more relief is worth from the
prices of its program. The leading ones are then taken in earnest: the case with the step, the program solved again.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TypeAlias

import polars as pl

from sinews.answers.confirmed import Confirmed
from sinews.answers.progress import Count
from sinews.answers.work import run_all, threads
from sinews.clocks.hours.lack import in_ticks
from sinews.clocks.hours.limits import ARRIVAL, LIMITS, POINTS, Limit, pairs
from sinews.clocks.hours.relief import Relieved, people_hours, relieved
from sinews.clocks.hours.scope import Homes
from sinews.data.levers import Lever, changed

#: How many limits are relieved in earnest.
LEADING = 8

#: Part of all people-hours without that a step must take off to count.
NEGLIGIBLE = 1e-5


#: A need, a service or all relief that leaves people without; million people-hours, each need with its weight.
Bottleneck: TypeAlias = Confirmed[Limit]


def bottlenecks(
    reference: Relieved, solver: str = "highs", workers: int = 1, count: Count | None = None
) -> tuple[Bottleneck, ...]:
    """The leading limits, confirmed, the one that earns most first. SolveError as the solver does."""
    worths = sorted(estimates(reference), key=lambda finding: (-finding[2], finding[0].name, finding[1]))
    leading = [finding for finding in worths if finding[2] > NEGLIGIBLE * max(reference.weighed, 1e-9)][:LEADING]
    with threads(workers) as crew:
        findings = run_all([partial(_confirmed, reference, solver, *finding) for finding in leading], crew, count)
    kept = [finding for finding in findings if finding.earned > NEGLIGIBLE * max(reference.weighed, 1e-9)]
    return tuple(sorted(kept, key=lambda finding: (-finding.earned, finding.limit.name, finding.subject)))


def estimates(reference: Relieved) -> Iterator[tuple[Limit, str, float]]:
    """Each limit and subject with what a step is worth, before solving again."""
    prices = {limit: limit.worth(reference) for limit in LIMITS}
    before = _weighed(reference.homes)
    for limit, subject in pairs(reference.homes):
        if limit.table.startswith("relief"):
            priced = prices[POINTS if limit is ARRIVAL else limit]
            yield limit, subject, priced.get(subject, 0.0)
        else:
            yield limit, subject, before - _weighed(stepped(reference.homes, limit.lever(reference.homes, subject)))


def _weighed(homes: Homes) -> float:
    """Million people-hours without relief, each need with its weight."""
    return float((people_hours(homes, in_ticks(homes)) * homes.weights).sum())


def stepped(homes: Homes, lever: Lever) -> Homes:
    """The scope with what a standard step makes of its tables; nobody checks that the result is a case."""
    frames: dict[str, pl.DataFrame] = {}
    for change in lever.changes:
        frame = frames.get(change.table, homes.table(change.table))
        frames[change.table] = changed(homes.case, frame, change, 1.0)
    return homes.with_tables(frames)


def _confirmed(reference: Relieved, solver: str, limit: Limit, subject: str, estimated: float) -> Bottleneck:
    then = relieved(stepped(reference.homes, limit.lever(reference.homes, subject)), solver)
    return Confirmed(limit, subject, estimated, reference.weighed - then.weighed)
