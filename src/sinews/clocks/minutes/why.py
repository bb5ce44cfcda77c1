"""Which link binds: each limit relieved by its step, and everything worked out again with the same draws."""

from __future__ import annotations

from functools import partial
from typing import TypeAlias

import polars as pl

from sinews.answers.confirmed import Confirmed
from sinews.answers.limit import MORE, Unit
from sinews.answers.progress import Count
from sinews.answers.work import run_all, threads
from sinews.clocks.minutes.limits import Limit, pairs
from sinews.clocks.minutes.scope import Cities
from sinews.clocks.minutes.trials import safe
from sinews.data.levers import Lever, changed

#: Part of all people in time that a step must earn to count, and of the people of the cities.
NEGLIGIBLE = 1e-5

#: A link or a share that holds people back; thousand people in time.
Bottleneck: TypeAlias = Confirmed[Limit]


def bottlenecks(scope: Cities, workers: int = 1, count: Count | None = None) -> tuple[Bottleneck, ...]:
    """The limits whose step earns something, the one that earns most first.

    Expected: of a minute in any link what a minute more for everybody would earn, of a tenth more a tenth of those who
    are in time.
    """
    with threads(workers) as crew:
        now, later = safe(scope, crew), safe(scope, crew, more=1.0)
        expected = {Unit.MINUTE: later - now, Unit.PERCENT: MORE * now}
        steps = list(pairs(scope))
        then = run_all([partial(_then, scope, limit.lever(scope, subject)) for limit, subject in steps], crew, count)
    findings = [
        Confirmed(limit, subject, expected[limit.unit], earned - now)
        for (limit, subject), earned in zip(steps, then, strict=True)
    ]
    most = NEGLIGIBLE * float(scope.people.sum()) / 1000
    kept = [finding for finding in findings if finding.earned > most]
    return tuple(sorted(kept, key=lambda finding: (-finding.earned, finding.limit.name, finding.subject)))


def _then(scope: Cities, lever: Lever) -> float:
    with threads(1) as crew:
        return safe(stepped(scope, lever), crew)


def stepped(scope: Cities, lever: Lever) -> Cities:
    """The scope with what a standard step makes of its tables; nobody checks that the result is a case."""
    frames: dict[str, pl.DataFrame] = {}
    for change in lever.changes:
        frame = frames.get(change.table, scope.table(change.table))
        frames[change.table] = changed(scope.case, frame, change, 1.0)
    return scope.with_tables(frames)
