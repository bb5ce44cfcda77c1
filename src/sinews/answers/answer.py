"""The one form of answer: what every clock says in the same words, beside the details that its own pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeAlias, TypeVar

import polars as pl

from sinews.answers.provenance import Provenance
from sinews.data.case import Case
from sinews.data.grounds import Ground
from sinews.data.months import months_between
from sinews.files.notebooks import Grid, shown
from sinews.model.program import Program
from sinews.model.solver.session import Solution

Details_co = TypeVar("Details_co", covariant=True)

#: A point in time: a month, or a number of days, hours or minutes from the start of the clock.
Instant: TypeAlias = date | float

#: A limit and what it concerns.
Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Margin:
    """Time available against time needed.

    `of`: what is to be ready. `due`: by when; `ready`: from when on (None: not within the horizon). `low`, `high`:
    range of the ready time, and `chance` that it is not after the due one, 0 to 1; None where the clock gives one
    number. `unit`: in which the two are apart.
    """

    of: str
    due: Instant | None
    ready: Instant | None
    unit: str
    low: Instant | None = None
    high: Instant | None = None
    chance: float | None = None

    @property
    def time(self) -> float | None:
        """Time to spare, in `unit` (negative: too late); None where the ready time or the due one is not known."""
        if isinstance(self.due, date) and isinstance(self.ready, date):
            return float(months_between(self.ready, self.due))
        comparable = isinstance(self.due, float | int) and isinstance(self.ready, float | int)
        return float(self.due) - float(self.ready) if comparable else None  # type: ignore[arg-type]


@dataclass(frozen=True)
class Bottleneck:
    """A limit that holds back, whom or what it concerns, and what a standard step of relief earns when solved again.

    `earned`: in `unit`; `more`: the same gain in other units, by name. `holds`: up to how many steps each still earns a
    good part of the first (`farther`: at least so many; 0: not tried). `then`: the limit that binds next. `rows`:
    figures of the case that it stands on, as `sinews.data.grounds.figures` gives them; `weakest`: the weakest ground.
    """

    limit: str
    subject: str
    step: str
    earned: float
    unit: str
    more: Mapping[str, float | None] = field(default_factory=dict)
    holds: int = 0
    farther: bool = False
    then: Key | None = None
    rows: pl.DataFrame | None = None
    weakest: Ground | None = None


@dataclass(frozen=True)
class Effect:
    """What another state of the case makes of the answer: a lever pulled, something out of service.

    `kind`: lever, or what is out of service. `price`: what it costs, with its range, million EUR (None: it has none).
    `earned`: in `unit` (negative: lost). `margins`: those of the answer then, in the same order.
    """

    kind: str
    code: str
    name: str
    price: tuple[float, float, float] | None
    earned: float
    unit: str
    margins: tuple[Margin, ...]


@dataclass(frozen=True)
class Solved:
    """The program behind an answer in short: how its solve ended, and its size. Clocks without a program have none."""

    status: str
    residual: float
    objective: float
    rows: int
    columns: int
    nonzeros: int
    ticks: int

    @classmethod
    def of(cls, program: Program, solution: Solution) -> Solved:
        """A program and its solution in short."""
        rows, columns = program.matrix.shape
        ticks = len(program.calendar)
        return cls(
            solution.status, solution.residual, solution.objective, rows, columns, int(program.matrix.nnz), ticks
        )


@dataclass(frozen=True)
class Asked:
    """What was asked of which clock, of which case, with what.

    `question`: the clock's own, a dataclass. `options`: of the solver. `extras`: what was measured beside the answer.
    """

    clock: str
    case: Case
    question: object
    solver: str = "highs"
    options: Mapping[str, str | float | int | bool] = field(default_factory=dict)
    extras: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer(Generic[Details_co]):
    """What a clock says.

    `charges`: the objective by heading. `outcome`: the long table (`sinews.answers.outcome`). `figures`: numbers of the
    clock's own, by name, as JSON knows them. `tables`: of what was measured beside it, by name. `measured`: where the
    effects come from. `details`: what the clock's own pages show.
    """

    asked: Asked
    margins: tuple[Margin, ...]
    findings: tuple[Bottleneck, ...]
    charges: Mapping[str, float]
    outcome: pl.DataFrame
    details: Details_co
    effects: tuple[Effect, ...] = ()
    solved: Solved | None = None
    figures: Mapping[str, object] = field(default_factory=dict)
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    measured: tuple[Provenance, ...] = ()

    @property
    def case(self) -> Case:
        """The case that was asked."""
        return self.asked.case

    def _repr_html_(self) -> str:
        """The answer as a notebook shows it: what was asked, margins, what holds back, what effects there are."""
        margins = [
            [margin.of, *map(_said, (margin.due, margin.ready, margin.time)), margin.unit] for margin in self.margins
        ]
        findings = [[part.limit, part.subject, part.step, _said(part.earned), part.unit] for part in self.findings]
        effects = [[part.kind, part.name, _said(part.earned), part.unit] for part in self.effects]
        grids = (
            Grid("Margins", ("of", "due", "ready", "to spare", "unit"), margins),
            Grid("What holds back", ("limit", "of", "step", "earns", "unit"), findings),
            Grid("Effects", ("kind", "name", "earns", "unit"), effects),
        )
        title = f"The {self.asked.clock} clock, asked of {self.case.settings.title}"
        return shown(title, (f"{self.asked.question}", *self.case.stated()), [grid for grid in grids if grid.rows])


def _said(value: Instant | None) -> str:
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    return "unknown" if value is None else f"{value:,.4g}"
