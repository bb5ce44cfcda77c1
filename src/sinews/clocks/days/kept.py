"""What the days clock remembers: routes, confirmed limits, effects of levers and of corridors out of service.

The plan itself is made anew each time, on the routes that are remembered, so it is the same plan with a memory and
without.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any

import numpy as np

from sinews.answers.confirmed import LIMITS, confirmed, plain
from sinews.answers.memory import Memory, key_of
from sinews.answers.plain import number, number_or_none, parts, text
from sinews.clocks.days.closure import Closure
from sinews.clocks.days.limits import BY_NAME
from sinews.clocks.days.plan import Found
from sinews.clocks.days.restricted import Capacity
from sinews.clocks.days.routes import Departures, followed
from sinews.clocks.days.scope import Moves
from sinews.clocks.days.why import Bottleneck
from sinews.data.levers import Package
from sinews.data.tables.days import DAYS
from sinews.model.solver.highs import INTERIOR_OPTIONS

#: The module that plans and measures; what is remembered depends on it and on all that it imports.
MODULES = ("sinews.clocks.days.answer",)

#: The name of what is remembered of the plan itself.
ROUTES = "routes"


def key(scope: Moves, solver: str) -> str:
    """The key of a plan: what it depends on, and nothing else."""
    names = (*(table.name for table in DAYS), "parameters")
    movement = replace(scope.question, whole=False, unit=None)  # routes are those of fractions, for all formations
    options = sorted(INTERIOR_OPTIONS.items()) if solver == "highs" else []
    question = repr(sorted(asdict(movement).items()))
    return key_of(MODULES, scope.case.digest_of(names), f"{scope.on}", question, solver, repr(options))


def name_of(package: Package) -> str:
    """The name of what levers make of the case: their codes, and a digest of their changes and steps."""
    parts = [(lever.changes, steps) for lever, steps in package]
    changes = sha256(repr(parts[0] if len(parts) == 1 else parts).encode()).hexdigest()
    word = "lever" if len(parts) == 1 else "levers"
    return f"{word} {' '.join(lever.code for lever, _ in package)} {changes[:16]}"


@dataclass(frozen=True)
class Movements:
    """A memory as those who plan see it."""

    memory: Memory = field(default_factory=Memory)

    def routes(self, scope: Moves) -> Found | None:
        """The routes of the plan; None if they are not known, or lead nowhere."""
        return self.memory.get(ROUTES, lambda row: _routes(scope, row))

    def keep_routes(self, routes: Found) -> None:
        """Remember the routes of the plan."""
        keys = [list(journey.key) for journey in routes.departures.journeys]
        leaving = [np.flatnonzero(row).tolist() for row in routes.departures.leaving]
        by_name: dict[Capacity, list[int]] = {}
        for name, tick in sorted(routes.watched):
            by_name.setdefault(name, []).append(tick)
        watched = [[*name, ticks] for name, ticks in by_name.items()]
        gained = routes.gained if math.isfinite(routes.gained) else None
        about = {"watched": watched, "better": routes.better, "gained": gained}
        self.memory.keep(ROUTES, {"journeys": keys, "leaving": leaving, **about})

    def limits(self) -> tuple[Bottleneck, ...] | None:
        """What holds the plan up, as it was confirmed."""
        return self.memory.get(LIMITS, lambda rows: confirmed(rows, BY_NAME))

    def keep_limits(self, limits: Iterable[Bottleneck]) -> None:
        """Remember what holds the plan up."""
        self.memory.keep(LIMITS, plain(limits))

    def effect(self, name: str) -> tuple[float, tuple[Closure, ...]] | None:
        """Mean lateness in days, and closures, of another state of the case."""
        return self.memory.get(name, _effect)

    def keep_effect(self, name: str, late: float, closures: Iterable[Closure]) -> None:
        """Remember what another state of the case comes to."""
        self.memory.keep(name, {"late": late, "closures": [asdict(closure) for closure in closures]})


def _routes(scope: Moves, row: Mapping[str, Any]) -> Found | None:
    journeys = [followed(scope, tuple(key)) for key in parts(row["journeys"])]
    there = tuple(journey for journey in journeys if journey is not None)
    if len(there) < len(journeys):
        return None
    leaving = np.zeros((len(there), len(scope.calendar)), dtype=bool)
    for open_ticks, ticks in zip(leaving, parts(row["leaving"]), strict=True):
        open_ticks[ticks] = True
    watched = frozenset(
        ((kind, place, item), tick)
        for kind, place, item, ticks in parts(row["watched"])
        for tick in ticks
        if 0 <= tick < len(scope.calendar)
    )
    gained = math.inf if row["gained"] is None else number(row, "gained")
    return Found(Departures(there, leaving), watched, int(number(row, "better")), gained)


def _effect(row: Mapping[str, Any]) -> tuple[float, tuple[Closure, ...]]:
    return number(row, "late"), _closures(row["closures"])


def _closures(rows: object) -> tuple[Closure, ...]:
    return tuple(
        Closure(
            text(row, "tier"),
            None if row["area"] is None else text(row, "area"),
            number(row, "due"),
            number_or_none(row, "day"),
            text(row, "load"),
        )
        for row in parts(rows)
    )
