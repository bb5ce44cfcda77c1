"""What the days clock has found before, in a file: routes, confirmed limits, effects of levers and corridors.

It carries a key: a digest of the tables of the days clock, the question, the solver and the source text of the model.
Another key, another plan: the file is not used. A case may come with such a file (`MOVEMENTS`). The plan itself is
made anew each time, on the routes that are remembered, so it is the same plan with the file and without.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import numpy as np

from sinews.answers.closure import digest_of
from sinews.answers.keyed import read_keyed, write_keyed
from sinews.clocks.days.closure import Closure
from sinews.clocks.days.limits import BY_NAME
from sinews.clocks.days.plan import Found
from sinews.clocks.days.restricted import Capacity
from sinews.clocks.days.routes import Departures, followed
from sinews.clocks.days.scope import Moves
from sinews.clocks.days.why import Bottleneck
from sinews.data.levers import Lever
from sinews.data.tables.days import DAYS
from sinews.model.solver.highs import INTERIOR_OPTIONS

#: The file of movements that a case may come with.
MOVEMENTS = "movements.json"

#: The modules that plan; what is found depends on them and on all that they import.
_MODEL = ("sinews.clocks.days.plan", "sinews.clocks.days.why", "sinews.clocks.days.effects")

Row = TypeVar("Row")

_ROUTES, _LIMITS = "routes", "limits"


@dataclass
class Movements:
    """What has been found for the question of `key`, by name, as JSON has it."""

    key: str
    known: dict[str, Any] = field(default_factory=dict)
    fresh: bool = False
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def read(cls, key: str, *paths: Path) -> Movements:
        """What the files among `paths` know that carry this key; files that are damaged or of others know nothing."""
        movements = cls(key)
        for path in paths:
            movements.known |= read_keyed(path, key, lambda plain: plain)
        return movements

    def write(self, path: Path) -> None:
        """Write all that is known."""
        write_keyed(path, self.key, self.known)

    def _keep(self, name: str, plain: Any) -> None:  # noqa: ANN401 - JSON
        with self._lock:
            self.known[name] = plain
            self.fresh = True

    def _decoded(self, name: str, decode: Callable[[Any], Row]) -> Row | None:
        """What is known under a name; None if nothing is, or if it is damaged."""
        try:
            return decode(self.known[name])
        except (KeyError, TypeError, ValueError, IndexError):
            return None

    def routes(self, scope: Moves) -> Found | None:
        """The routes of the plan; None if they are not known, or lead nowhere."""
        return self._decoded(_ROUTES, lambda row: _found(scope, row))

    def keep_routes(self, found: Found) -> None:
        """Remember the routes of the plan."""
        keys = [list(journey.key) for journey in found.departures.journeys]
        leaving = [np.flatnonzero(row).tolist() for row in found.departures.leaving]
        by_name: dict[Capacity, list[int]] = {}
        for name, tick in sorted(found.watched):
            by_name.setdefault(name, []).append(tick)
        watched = [[*name, ticks] for name, ticks in by_name.items()]
        gained = found.gained if math.isfinite(found.gained) else None
        about = {"watched": watched, "better": found.better, "gained": gained}
        self._keep(_ROUTES, {"journeys": keys, "leaving": leaving, **about})

    def limits(self) -> tuple[Bottleneck, ...] | None:
        """What holds the plan up, as it was confirmed."""
        return self._decoded(_LIMITS, lambda rows: tuple(_limit(row) for row in rows))

    def keep_limits(self, limits: Iterable[Bottleneck]) -> None:
        """Remember what holds the plan up."""
        self._keep(_LIMITS, [asdict(one) | {"limit": one.limit.name} for one in limits])

    def effect(self, name: str) -> tuple[float, tuple[Closure, ...]] | None:
        """Mean lateness in days, and closures, of another state of the case."""
        return self._decoded(name, lambda row: (float(row["late"]), _closures(row["closures"])))

    def keep_effect(self, name: str, late: float, closures: Iterable[Closure]) -> None:
        """Remember what another state of the case comes to."""
        self._keep(name, {"late": late, "closures": [asdict(one) for one in closures]})


def key_of(scope: Moves, solver: str) -> str:
    """The key of a plan: what it depends on, and nothing else."""
    names = (*(table.name for table in DAYS), "parameters")
    question = repr(sorted(asdict(replace(scope.question, whole=False)).items()))  # routes are those of fractions
    options = sorted(INTERIOR_OPTIONS.items()) if solver == "highs" else []
    parts = [scope.case.digest_of(names), f"{scope.on}", question, solver, repr(options), model_digest()]
    return sha256("\n".join(parts).encode()).hexdigest()


def name_of(lever: Lever, steps: float) -> str:
    """The name of what a lever makes of the case: its code, and a digest of its changes."""
    changes = sha256(repr((lever.changes, steps)).encode()).hexdigest()
    return f"lever {lever.code} {changes[:16]}"


def model_digest() -> str:
    """A digest of the source text of all that a plan of movement depends on."""
    return digest_of(*_MODEL)


def _found(scope: Moves, row: dict[str, Any]) -> Found | None:
    journeys = [followed(scope, tuple(key)) for key in row["journeys"]]
    there = tuple(journey for journey in journeys if journey is not None)
    if len(there) < len(journeys):
        return None
    leaving = np.zeros((len(there), len(scope.calendar)), dtype=bool)
    for open_ticks, ticks in zip(leaving, row["leaving"], strict=True):
        open_ticks[ticks] = True
    watched = frozenset(
        ((kind, place, item), tick)
        for kind, place, item, ticks in row["watched"]
        for tick in ticks
        if 0 <= tick < len(scope.calendar)
    )
    gained = math.inf if row["gained"] is None else float(row["gained"])
    return Found(Departures(there, leaving), watched, row["better"], gained)


def _limit(row: dict[str, Any]) -> Bottleneck:
    return Bottleneck(BY_NAME[row["limit"]], row["subject"], row["priced"], row["earned"], _closures(row["closures"]))


def _closures(rows: Iterable[dict[str, Any]]) -> tuple[Closure, ...]:
    return tuple(Closure(**row) for row in rows)
