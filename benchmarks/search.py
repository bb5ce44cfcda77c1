"""The search of the days clock on the packaged case, part by part, in CPU seconds of one process: nothing remembered.

python -m benchmarks.search          the answer
python -m benchmarks.search LEVER    and the case with a lever pulled, from the routes of the answer on
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from time import process_time
from typing import TypeVar

from sinews.clocks.days.effects import planned
from sinews.clocks.days.levers import pulled
from sinews.clocks.days.plan import closing, plan, search
from sinews.clocks.days.scope import Moves
from sinews.clocks.days.why import bottlenecks
from sinews.data.case import Case, embedded
from sinews.data.levers import levers

T = TypeVar("T")


def timed(what: str, task: Callable[[], T]) -> T:
    """What a task comes to; prints how long it took."""
    begin = process_time()
    result = task()
    sys.stdout.write(f"{what}: {process_time() - begin:.1f} s\n")
    return result


def main(codes: list[str]) -> None:
    """Measure and print."""
    case = Case.read(embedded("nato-europe"))
    scope = Moves.of(case)
    routes = timed("routes", lambda: search(scope))
    made = timed("plan", lambda: plan(scope, found=routes))
    days = [closure.day for closure in closing(made) if closure.area is None]
    sys.stdout.write(f"objective {made.solution.objective:.5f}, tiers close on day {days}\n")
    timed("limits", lambda: bottlenecks(made))
    for code in codes:
        timed(code, partial(planned, made, pulled(scope, ((levers(case)[code], 1.0),))))


if __name__ == "__main__":
    main(sys.argv[1:])
