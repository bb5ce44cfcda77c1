"""Trials of a plan: draws by name, in batches side by side, the same bytes for any number of workers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

import numpy as np

from sinews.answers.progress import Count
from sinews.answers.work import run_all, threads
from sinews.clocks.years.components.need import unmanned
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.spending import claimed
from sinews.clocks.years.trials.adapting import Likely, adapted
from sinews.clocks.years.trials.book import Book
from sinews.clocks.years.trials.drawing import Drawing
from sinews.clocks.years.trials.draws import positions
from sinews.clocks.years.trials.promises import Promises
from sinews.clocks.years.trials.rolling import Course, Rolled
from sinews.clocks.years.trials.terms import Terms
from sinews.data.ranges import Column
from sinews.model.calendar import Array
from sinews.model.journal import Journal
from sinews.model.streams import Streams

#: Trials that are rolled forward at once: as many as a cache holds; it bounds the memory, not what comes out.
BATCH = 250


class Reading(StrEnum):
    """What allies do as things come otherwise: keep the plan to the letter, or order by their own figures."""

    KEPT = "kept"
    ADAPTED = "adapted"


@dataclass(frozen=True)
class Draw:
    """What is drawn for some trials: positions of figures by column, shape (trials, figures), and how promises slip."""

    positions: Mapping[Column, Array]
    terms: Terms

    @property
    def trials(self) -> int:
        """How many trials there are; 1 where nothing is drawn."""
        return max(self.terms.trials, *(len(drawn) for drawn in self.positions.values()), 1)

    def part(self, chosen: slice) -> Draw:
        """Some of the trials."""
        return Draw({column: drawn[chosen] for column, drawn in self.positions.items()}, self.terms.part(chosen))


@dataclass(frozen=True)
class Plan:
    """A plan of which trials are made: its scope, its journal, the values of its variables, and what is drawn."""

    scope: Scope
    book: Book
    drawing: Drawing
    promises: Promises
    likely: Likely

    @classmethod
    def of(cls, scope: Scope, journal: Journal, value: Array) -> Plan:
        """All that a scope draws, with the plan whose values these are."""
        return cls.kept(scope, journal, value, Drawing.of(scope, journal))

    @classmethod
    def kept(cls, scope: Scope, journal: Journal, value: Array, drawing: Drawing) -> Plan:
        """The plan whose values these are, with what is drawn."""
        pairs = scope.needs.select("place", "item").rows()
        unpaid = dict(zip(pairs, unmanned(scope), strict=True)) if claimed(scope.case) else {}
        book = Book(journal, value, scope.weight_of_ticks, unpaid)
        likely = Likely.of(book, scope.needed)
        return cls(scope, book, drawing, Promises.of(scope, journal), likely)

    def draw(self, streams: Streams) -> Draw:
        """Every figure and promise in the trials of some streams."""
        drawn = {
            part.column: positions(streams, part.column, part.names, part.factors) for part in self.drawing.figures
        }
        return Draw(drawn, self.promises.terms(streams))

    def rolled(self, draw: Draw, reading: Reading, *, everything: bool = False) -> Rolled:
        """Some trials at once."""
        return self.side_by_side(draw, [reading], everything=everything)[0]

    def side_by_side(self, draw: Draw, readings: Sequence[Reading], *, everything: bool = False) -> list[Rolled]:
        """Some trials at once, under each of some readings."""
        book = replace(self.book, sheet=self.drawing.sheet(draw.positions, draw.trials))
        course = Course(book, self.scope.needed, self.scope.allies, draw.terms)
        orders = [
            adapted(book, course.held, self.likely) if reading is Reading.ADAPTED else None for reading in readings
        ]
        return course.rolled(orders, everything=everything)


def roll(plan: Plan, draws: Sequence[Draw], reading: Reading, workers: int, count: Count | None = None) -> list[Rolled]:
    """Roll draws forward, each in batches, side by side; results in the order of the draws."""
    return [rolled for [rolled] in roll_each(plan, draws, [reading], workers, count)]


def roll_each(
    plan: Plan, draws: Sequence[Draw], readings: Sequence[Reading], workers: int, count: Count | None = None
) -> list[list[Rolled]]:
    """Roll draws forward under each of some readings, in batches, side by side; results by draw, then by reading."""
    batches = [(number, part) for number, draw in enumerate(draws) for part in _batches(draw)]
    with threads(workers) as crew:
        results = run_all([partial(plan.side_by_side, part, readings) for _, part in batches], crew, count)
    whole: list[list[list[Rolled]]] = [[] for _ in draws]
    for (number, _), rolled in zip(batches, results, strict=True):
        whole[number].append(rolled)
    return [[_joined(parts) for parts in zip(*batched, strict=True)] for batched in whole]


def _joined(parts: Sequence[Rolled]) -> Rolled:
    """Trials of several batches, one after the other."""
    return Rolled(np.concatenate([part.coverage for part in parts]), np.concatenate([part.points for part in parts]))


def _batches(draw: Draw) -> list[Draw]:
    return [draw.part(slice(first, first + BATCH)) for first in range(0, draw.trials, BATCH)]
