"""One plan of many that are as good, picked by a rule: the same whatever the solver has come to.

Which ally gets a unit, in which month it is ordered and which line makes it are the plan's to choose where several will
do. So the plan is solved once more: among all plans that are as good (`sinews.model.optima`) that one is taken which a
rule prefers (`sinews.clocks.years.rule`). After that the output of all lines of an item in a tick is shared out by what
each can make, with what the plan adds:

output(s, t) = output of all lines of i in t x capacity(s, t) / capacity of all lines of i in t

where lines of an item have several lead times, among those that have the same.

Both are checked against every row and the objective: a plan that did not fit stays as it was, and says why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from sinews.clocks.years.behind import behind
from sinews.clocks.years.components.base import ARRIVING, EXTRA_RATE, KNOWN_RATE, LINE
from sinews.clocks.years.leads import leads
from sinews.clocks.years.rule import lacking, wishes
from sinews.clocks.years.scope import Scope
from sinews.errors import SolveError
from sinews.model.accounts import flows
from sinews.model.calendar import Array
from sinews.model.journal import Journal
from sinews.model.optima import optima
from sinews.model.program import Program
from sinews.model.solver.highs import EXACT_OPTIONS, HighsSession
from sinews.model.solver.session import Basis, Solution

#: By how much the objective may be worse, as a part of the needs.
SAME = 1e-6


@dataclass(frozen=True)
class Shared:
    """A plan that is picked by the rule: its values, with the prices of the plan that was solved.

    `behind`: whom it leaves behind others (columns of `sinews.clocks.years.behind`). `broken`: why the plan is not
    that of the rule (then it is the plan that was solved, with lines shared out where that fits); empty if it is.
    """

    solution: Solution
    behind: pl.DataFrame
    broken: str = ""


def shared_out(
    scope: Scope, journal: Journal, program: Program, solution: Solution, start: Basis | None = None
) -> Shared:
    """The plan that the rule picks of those that are as good as `solution`; `start`: where its solve ended."""
    try:
        value, broken = _picked(scope, program, start), ""
    except SolveError as error:
        value, broken = solution.value, str(error)
    if not broken:
        broken = _unlike(program, solution, value)
    value = _by_capacity(scope, journal, program, solution.value if broken else value)
    return Shared(replace(solution, value=value), behind(scope, journal, program, value), broken)


def _picked(scope: Scope, program: Program, start: Basis | None) -> Array:
    """Values of the plan that the rule picks, shape (columns,). SolveError as the solver does."""
    best = HighsSession(program, EXACT_OPTIONS).solve(start)
    session = HighsSession(optima(program, best), EXACT_OPTIONS)
    session.change_cost(wishes(program))
    session.add_steps(lacking(scope, program))
    return session.solve().value


def _unlike(program: Program, solution: Solution, value: Array) -> str:
    """What the values break of the program, or that they are worse; empty if neither."""
    rows = program.broken(value)
    if len(rows):
        names = program.row_names()
        return f"it breaks {len(rows)} limits, among them {', '.join(names[row] for row in rows[:3])}"
    worse = float(program.cost @ value) - solution.objective
    if worse > SAME:
        return f"the objective is worse by {worse:.1e}"
    return "" if program.fits(value) else "it lies beyond the bounds of variables"


def _by_capacity(scope: Scope, journal: Journal, program: Program, value: Array) -> Array:
    """The values with the output of lines shared out by what they can make; as they are where that does not fit."""
    output = program.variable("output")
    columns = program.numbers(output)
    capacity, items = capacities(journal, value), np.array(output.subjects["item"])
    lead = leads(scope, journal.decision("output").variable.subjects)
    shared = value.copy()
    for item, months in sorted(set(zip(items, lead, strict=True))):
        rows = np.flatnonzero((items == item) & (lead == months))
        whole, room = value[columns[rows]].sum(axis=0), capacity[rows].sum(axis=0)
        part = np.divide(capacity[rows], room, out=np.zeros_like(capacity[rows]), where=room > 0)
        shared[columns[rows]] = np.where(room > 0, whole * part, value[columns[rows]])
    return shared if program.fits(shared) else value


def capacities(journal: Journal, value: Array) -> Array:
    """What each line can make in each tick, with what a plan adds; shape (sites, ticks)."""
    decision = journal.decision("output")
    columns = decision.variable.subjects.columns
    lines = list(zip(columns["site"], columns["item"], strict=True))
    room = flows(journal, value, LINE, lines, {KNOWN_RATE, EXTRA_RATE, ARRIVING})
    return np.asarray(np.maximum(np.minimum(room, decision.upper), 0.0))
