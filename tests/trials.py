"""Ways to make trials of tiny plans: ranges of their numbers, positions that are chosen, and what comes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sinews.clocks.years.trials.ready import Ready, ready
from sinews.clocks.years.trials.rolling import Rolled
from sinews.clocks.years.trials.terms import Terms
from sinews.clocks.years.trials.trial import Draw, Plan, Reading
from sinews.data.ranges import Column
from sinews.model.calendar import Array
from tests.model import Solved, Tiny, solve


def ranged(tiny: Tiny, table: str, column: str, low: float, high: float, row: int = 0) -> Tiny:
    """The case with a range of one of its numbers."""
    tiny.tables[table][row] |= {f"{column}_low": repr(float(low)), f"{column}_high": repr(float(high))}
    return tiny


def sourced(tiny: Tiny, table: str, column: str, bases: tuple[str, ...]) -> Tiny:
    """The case with what the number in each row of a table rests on: by default all rest on the same guess."""
    for row, basis in zip(tiny.tables[table], bases, strict=True):
        row[f"{column}_basis"] = basis
    return tiny


def planned(tiny: Tiny | Solved) -> Plan:
    """The plan of a case, ready to be tried."""
    solved = tiny if isinstance(tiny, Solved) else solve(tiny)
    return Plan.of(solved.scope, solved.journal, solved.solution.value)


def at(
    plan: Plan,
    positions: Mapping[Column, float | list[float]],
    reading: Reading = Reading.KEPT,
    **terms: Array,
) -> Rolled:
    """What comes of trials with figures at chosen positions: one trial, or one for each position of a list."""
    drawn = {}
    for found in plan.drawing.figures:
        if found.column in positions:
            wanted = np.atleast_1d(np.asarray(positions[found.column], dtype=float))
            drawn[found.column] = np.repeat(wanted[:, None], len(found.names), axis=1)
    kept = replace(plan.promises.kept(), **terms) if terms else plan.promises.kept()  # type: ignore[arg-type]
    return plan.rolled(Draw(drawn, kept), reading, everything=True)


def ready_of(plan: Plan, rolled: Rolled) -> Ready:
    """When trials are ready, before a test that never comes."""
    return ready(plan.scope, rolled.coverage, np.full(len(rolled.coverage), np.inf))


__all__ = ["Terms", "at", "planned", "ranged", "ready_of", "sourced"]
