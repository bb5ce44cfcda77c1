"""Whole trains: no train leaves part full but the last one of a route, and how far such a plan is from the best one.

A plan moves fractions of trains. Here each route's departures are taken in the order of that plan, and a train leaves
as soon as it is full (or nothing more is to come) and links, transfer points and pools have room for all of it. Loads
that go by road or sea alone, and what follows a first train on a route, still move as they come. The plan in fractions
is a bound: no plan of whole trains on these routes is better, so the gap to it is stated.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from sinews.clocks.days.components.base import POOL, TERMINAL, TRACK
from sinews.clocks.days.flows import departures
from sinews.clocks.days.network import Step
from sinews.clocks.days.plan import Plan
from sinews.clocks.days.routes import Journey
from sinews.data.tables import Mode
from sinews.model.calendar import Array, Indices
from sinews.model.solver.choice import open_session

#: Part of a train, and of a room, that is rounding of the solver.
ROUNDING = 1e-6


@dataclass(frozen=True)
class Whole:
    """A plan of whole trains.

    `gap`: part by which its objective is above that of the plan in fractions (None: it is that plan itself).
    """

    plan: Plan
    gap: float | None


def whole(plan: Plan, solver: str = "highs") -> Whole:
    """The plan in whole trains. SolveError as the solver does."""
    program = plan.program
    gone = _Room.of(plan).filled(departures(plan), _trains(plan))
    columns = program.numbers(program.variable("journey")).ravel()
    session = open_session(program, solver)
    session.change_columns(columns, gone.ravel(), gone.ravel())
    rows = _capacities(plan)  # kept already, over as many ticks as a train takes
    session.change_rows(rows, np.full(len(rows), -np.inf), np.full(len(rows), np.inf))
    solution = session.solve()
    best = plan.solution.objective
    gap = (solution.objective - best) / best if best > 0 else 0.0
    return Whole(replace(plan, solved=replace(plan.solved, solution=solution)), max(gap, 0.0))


def _capacities(plan: Plan) -> Indices:
    program = plan.program
    blocks = [block for block in program.rows if block.name in (TRACK.name, TERMINAL.name)]
    return np.concatenate([np.zeros(0, dtype=np.int64), *(program.numbers(block).ravel() for block in blocks)])


def _trains(plan: Plan) -> Array:
    """Units that one train of each route takes, shape (journeys,); 0 where no train is on the way."""
    carriers = plan.scope.case.table("carriers").select("carrier", "mode").iter_rows()
    rail = {carrier for carrier, mode in carriers if Mode(mode) is Mode.RAIL}
    return np.array([next(_first(journey, rail), 0.0) for journey in plan.journeys])


def _first(journey: Journey, rail: set[str]) -> Iterator[float]:
    return (1 / arc.trips for arc in journey.route.arcs if arc.step is Step.HAUL and arc.carrier in rail)


@dataclass(frozen=True)
class _Room:
    """What links, transfer points and pools have left.

    `room`, `most`: shape (limits, ticks); what is left, and what there was to begin with; of a pool, what stands idle
    from each tick on (and no end of it to begin with). `use`: for each journey what one unit takes of it, by tick of
    departure; shape (limits x ticks, ticks). Loads need no room at their starts: nothing leaves sooner than in the plan
    in fractions.
    """

    room: Array
    most: Array
    use: tuple[sparse.csc_matrix, ...]

    @classmethod
    def of(cls, plan: Plan) -> _Room:
        """All room, before anything has left."""
        program, ticks = plan.program, len(plan.scope.calendar)
        blocks = [block for block in program.rows if block.name in (TRACK.name, TERMINAL.name, POOL.name)]
        columns = program.numbers(program.variable("journey"))
        if not blocks:
            return cls(np.zeros((0, ticks)), np.zeros((0, ticks)), (sparse.csc_matrix((0, ticks)),) * len(columns))
        rows = np.concatenate([program.numbers(block) for block in blocks])
        pool = np.concatenate([np.full(len(block), block.name == POOL.name) for block in blocks])
        idle = sparse.csr_matrix(np.tril(np.ones((ticks, ticks))))
        sums = sparse.csr_matrix(sparse.block_diag([idle if of_pool else sparse.identity(ticks) for of_pool in pool]))
        matrix = sparse.csc_matrix(sums @ program.matrix.tocsr()[rows.ravel()])
        room = (sums @ -program.row_lower[rows.ravel()]).reshape(rows.shape)
        most = np.where(pool[:, None], np.inf, room)
        return cls(room, most, tuple(sparse.csc_matrix(-matrix[:, mine]) for mine in columns))

    def filled(self, wanted: Array, trains: Array) -> Array:
        """Departures in whole trains, in the order of those `wanted`; both of shape (journeys, ticks)."""
        gone, backlog = np.zeros_like(wanted), np.zeros(len(wanted))
        small = ROUNDING * np.where(trains > 0, trains, 1.0)
        to_come = wanted.sum(axis=1)
        for tick in range(wanted.shape[1]):
            late = backlog > small  # goes before what is new
            backlog, to_come = backlog + wanted[:, tick], to_come - wanted[:, tick]
            waiting = np.flatnonzero(backlog > small)
            for k in waiting[np.argsort(~late[waiting], kind="stable")]:
                last = bool(to_come[k] <= small[k])
                gone[k, tick] = self._send(k, tick, float(backlog[k]), float(trains[k]), last=last)
                backlog[k] -= gone[k, tick]
        return gone

    def _send(self, journey: int, tick: int, waiting: float, train: float, *, last: bool) -> float:
        """Send what there is room for; units that leave."""
        use = self.use[journey]
        part = slice(use.indptr[tick], use.indptr[tick + 1])
        takes = use.data[part] > ROUNDING
        rows, each = use.indices[part][takes], use.data[part][takes]
        fit = max(float(np.min(self.room.ravel()[rows] / each, initial=np.inf)), 0.0)
        if train == 0:
            units = min(waiting, fit)
            self._take(rows, each * units)
            return units
        number = math.ceil(waiting / train - ROUNDING) if last else math.floor(waiting / train + ROUNDING)
        number = min(number, math.floor(min(fit / train, 1e9) + ROUNDING))
        if number > 0:
            self._take(rows, each * number * train)
            return min(number * train, waiting)
        enough = last or waiting >= train * (1 - ROUNDING)
        return min(train, waiting) if enough and self._save_up(rows, each * train) else 0.0

    def _take(self, rows: Indices, amount: Array) -> None:
        np.subtract.at(self.room.ravel(), rows, amount)

    def _save_up(self, rows: Indices, amount: Array) -> bool:
        """Take room for one train; where a tick has less than one takes, from the ticks just before as well."""
        ticks = self.room.shape[1]
        left = self.room.copy()
        for row, need in zip(rows, amount, strict=True):
            limit, tick = divmod(int(row), ticks)
            most = self.most[limit, tick]
            first = tick if np.isinf(most) or most <= 0 else tick + 1 - math.ceil(need / most - ROUNDING)
            if first < 0 or left[limit, first : tick + 1].sum() < need * (1 - ROUNDING):
                return False
            for earlier in range(first, tick + 1):
                taken = min(left[limit, earlier], need)
                left[limit, earlier] -= taken
                need -= taken  # noqa: PLW2901 - what is still to be taken
        self.room[:] = left
        return True
