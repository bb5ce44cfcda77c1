"""Needs: what a stock lacks is shortfall, in two steps; the first half of a need weighs more than the last.

stock(a, i, t) + shortfall(a, i, last half, t) + shortfall(a, i, first half, t) >= need(a, i)
for items that allies hold together, once for the group: its stocks against the sum of its needs
charge: P(test in t) x weight(i) x step weight x shortfall / need of the group; in the tail, a charge of its own
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.years.components.base import HELD, MISSING, NEED, SHORTFALL, subjects
from sinews.clocks.years.scope import GROUP, Scope
from sinews.model.ledger import Ledger

#: Steps of the shortfall and the parameters that weigh them: the last half of a need goes missing before the first.
STEPS = (("shortfall_last_half", "second_half_weight"), ("shortfall_first_half", "first_half_weight"))


def build(scope: Scope, ledger: Ledger) -> None:
    """Shortfall of every ally and item that it needs, or of the group where items are held together."""
    places, items = scope.holders["place"].to_list(), scope.holders["item"].to_list()
    about = subjects(items, place=places, item=items)
    need = scope.holders["quantity"].to_numpy()[:, None]
    ledger.flow(NEED, HELD, places, items, -need)
    totals = np.array([scope.need_totals[item] for item in items])[:, None]
    weight = (scope.of_items("weight", items) / scope.of_items("weight", scope.needed).sum())[:, None]
    levels = np.array([scope.case.parameter(parameter) for _, parameter in STEPS])
    for (step, _), level in zip(STEPS, levels / levels.mean(), strict=True):
        missing = ledger.variable(step, about, upper=need / 2)
        ledger.flow(SHORTFALL, HELD, places, items, 1.0, missing)
        ledger.flow(SHORTFALL, MISSING, [GROUP] * len(items), items, -1.0, missing)
        ledger.charge("shortfall", missing, scope.weight_of_ticks * weight * level / totals)
        if scope.calendar.tail:
            ledger.charge("shortfall beyond the end", missing, scope.weight_of_tail * weight * level / totals)
