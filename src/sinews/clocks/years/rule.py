"""The rule that picks one plan of many that are as good: who lacks most first, soonest first, the rest by lot.

Of all plans that are as good, that one is picked which has least of this, each per size of its item:

1. what stocks of allies lack of their needs at the end of each year, in tenths of the need: the last tenth weighs a
   tenth, the one before it two, the first ten. So a unit goes to whoever has less of its need, as far as money, waits
   and order books allow it, and sooner rather than later.
2. at a hundredth of that weight: orders and expansion, by how late they are; what is due or approved and not yet taken;
   inputs that lie about; expansion from budgets rather than common funds; money that is carried over; output.
3. a tenth more or less of this by lot (`sinews.model.optima.lots`): what is still the same is told apart by names.
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.years.scope import Scope
from sinews.clocks.years.upkeep import upkeep
from sinews.data.months import month_after
from sinews.model.calendar import Array, Indices
from sinews.model.optima import lots
from sinews.model.program import Program
from sinews.model.solver.session import Steps

#: Steps in which a need is filled.
STEPS = 10

#: What being late weighs beside what is lacking, and lots beside being late.
TIMELY, BY_LOT = 0.01, 0.1

#: Decisions that are to come soon: each weighs the part of the time that has passed.
SOON = ("orders", "orders_elsewhere", "decided_orders", "decided_elsewhere", "expansion", "funded_expansion")

#: What is to be little, with its weight; a variable that is not named weighs `LEAST`, and what only follows nothing.
LITTLE = {"unmanned": 0.1, "due": 0.1, "approved": 0.1, "market_stock": 0.1, "output": 0.1, "expansion": 0.05}
LITTLE |= {"money_carried": 0.01, "fund_carried": 0.01}
LEAST = 0.001
FOLLOWING = ("stock", "serving", "manned")


def wishes(program: Program) -> Array:
    """What each unit of a column weighs by the second and third part of the rule, shape (columns,)."""
    calendar, weight = program.calendar, np.zeros(len(program.lower))
    passed = (calendar.start + calendar.end) / (2 * calendar.months)
    for block in program.variables:
        if block.name not in FOLLOWING:
            late = passed if block.name in SOON else np.zeros(len(calendar))
            own = late + LITTLE.get(block.name, LEAST)
            weight[program.numbers(block)] = TIMELY * own * (1 + BY_LOT * lots(block, calendar.labels))
    return np.where(np.isfinite(program.lower), weight, 0.0) / program.column_sizes


def lacking(scope: Scope, program: Program) -> Steps:
    """What stocks lack of needs at the end of each year that is shown: the first part of the rule."""
    stock, ends = program.variable("stock"), year_ends(scope)
    need = filling(scope)
    drawn = 1 + TIMELY * BY_LOT * lots(stock, program.calendar.labels)[:, ends].ravel()
    return Steps(
        program.numbers(stock)[:, ends].ravel(),
        np.repeat(need / STEPS, len(ends)),
        [step / STEPS * drawn for step in range(1, STEPS + 1)],
    )


def filling(scope: Scope) -> Array:
    """Things that fill each row of the needs, shape (rows of needs,): more than are needed where not all of them count.

    What spares and repair keep up is left out: it is bought where it is dear, and comes after what stands there.
    """
    counts = upkeep(scope).counts
    need = scope.needs["quantity"].to_numpy()
    return np.asarray(np.divide(need, counts, out=need.astype(float).copy(), where=counts > 0))


def year_ends(scope: Scope) -> Indices:
    """The last tick of each calendar year among those that are shown, shape (years,) or more on a tree."""
    calendar, shown = scope.calendar, len(scope.shown)
    year = np.array([month_after(calendar.origin, int(end) - 1).year for end in calendar.end])
    goes_on = {int(calendar.parent[tick]) for tick in range(1, shown) if year[calendar.parent[tick]] == year[tick]}
    return np.array([tick for tick in range(shown) if tick not in goes_on], dtype=np.int64)
