"""One plan of many that are as good: what lines make of an item is shared out by a rule.

Which line makes a unit is the plan's to choose where several have room, and one choice is as good as another. So the
output of all lines of an item in a tick is shared out after the solve by what each can make, with what the plan adds:

output(s, t) = output of all lines of i in t x capacity(s, t) / capacity of all lines of i in t

That fits every row, as lines of an item differ in nothing else, and is checked: a plan that did not fit stays as it is.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sinews.clocks.years.components.base import ARRIVING, EXTRA_RATE, KNOWN_RATE, LINE
from sinews.model.accounts import flows
from sinews.model.calendar import Array
from sinews.model.journal import Journal
from sinews.model.program import Program
from sinews.model.solver.session import Solution


def shared_out(journal: Journal, program: Program, solution: Solution) -> Solution:
    """The plan with the output of lines shared out by the rule; its objective is the same."""
    output = program.variable("output")
    columns = program.numbers(output)
    capacity, items = capacities(journal, solution.value), np.array(output.subjects["item"])
    value = solution.value.copy()
    for item in np.unique(items):
        rows = np.flatnonzero(items == item)
        whole, room = solution.value[columns[rows]].sum(axis=0), capacity[rows].sum(axis=0)
        part = np.divide(capacity[rows], room, out=np.zeros_like(capacity[rows]), where=room > 0)
        value[columns[rows]] = np.where(room > 0, whole * part, solution.value[columns[rows]])
    return replace(solution, value=value) if program.fits(value) else solution


def capacities(journal: Journal, value: Array) -> Array:
    """What each line can make in each tick, with what a plan adds; shape (sites, ticks)."""
    decision = journal.decision("output")
    columns = decision.variable.subjects.columns
    lines = list(zip(columns["site"], columns["item"], strict=True))
    room = flows(journal, value, LINE, lines, {KNOWN_RATE, EXTRA_RATE, ARRIVING})
    return np.asarray(np.maximum(np.minimum(room, decision.upper), 0.0))
