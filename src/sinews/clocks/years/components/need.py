"""Needs: what a stock lacks is shortfall, in two steps; the first half of a need weighs more than the last.

stock(a, i, t) + shortfall(a, i, last half, t) + shortfall(a, i, first half, t) >= need(a, i)
for items that allies hold together, once for the group: its stocks against the sum of its needs
not covered     = shortfall + need(a, i) x unmanned(a, t)      (`claims`: forces whose pay and upkeep were cut)
charge: P(test in t) x weight(i) x step weight x shortfall / need of the group; in the tail, a charge of its own
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.years.claims import claims
from sinews.clocks.years.components.base import HELD, MISSING, NEED, NOT_PAID, SHORTFALL, subjects
from sinews.clocks.years.scope import GROUP, Scope
from sinews.clocks.years.spending import claimed
from sinews.model.calendar import Array
from sinews.model.journal import Variable
from sinews.model.ledger import Ledger

#: Steps of the shortfall and the parameters that weigh them: the last half of a need goes missing before the first.
STEPS = (("shortfall_last_half", "second_half_weight"), ("shortfall_first_half", "first_half_weight"))


def build(scope: Scope, ledger: Ledger) -> None:
    """Shortfall of every ally and item that it needs, or of the group where items are held together."""
    places, items = scope.holders["place"].to_list(), scope.holders["item"].to_list()
    about = subjects(items, place=places, item=items)
    need = scope.holders["quantity"].to_numpy()[:, None]
    ledger.flow(NEED, HELD, places, items, -need)
    for (step, _), level in zip(STEPS, _levels(scope), strict=True):
        missing = ledger.variable(step, about, upper=need / 2)
        ledger.flow(SHORTFALL, HELD, places, items, 1.0, missing)
        ledger.flow(SHORTFALL, MISSING, [GROUP] * len(items), items, -1.0, missing)
        _charge(scope, ledger, missing, level)
    if claimed(scope.case):
        amount, needed = _by_item(scope, unmanned(scope)), list(scope.needed)
        whose = subjects(needed, place=[GROUP] * len(needed), item=needed)
        gone = ledger.variable("shortfall_unmanned", whose, lower=amount, upper=amount)
        ledger.flow(NOT_PAID, MISSING, [GROUP] * len(needed), needed, -1.0, gone)
        _charge(scope, ledger, gone, 1.0)


def unmanned(scope: Scope) -> Array:
    """Need that nobody can man, in units of the item; shape (rows of needs, ticks)."""
    part, need = claims(scope).unmanned, scope.needs["quantity"].to_numpy()[:, None]
    return np.asarray(need * part[[scope.allies.index(place) for place in scope.needs["place"]]])


def _by_item(scope: Scope, rows: Array) -> Array:
    """Amounts by row of the needs added up by item; shape (needed items, ticks)."""
    total = np.zeros((len(scope.needed), rows.shape[1]))
    np.add.at(total, [scope.needed.index(item) for item in scope.needs["item"]], rows)
    return total


def _levels(scope: Scope) -> Array:
    levels = np.array([scope.case.parameter(parameter) for _, parameter in STEPS])
    return np.asarray(levels / levels.mean())


def _charge(scope: Scope, ledger: Ledger, missing: Variable, level: float) -> None:
    """Charge what is missing by the chance of the test, and by the weight of the tail in the tail."""
    items = missing.subjects.items
    totals = np.array([scope.need_totals[item] for item in items])[:, None]
    weight = (scope.of_items("weight", items) / scope.of_items("weight", scope.needed).sum())[:, None]
    ledger.charge("shortfall", missing, scope.weight_of_ticks * weight * level / totals)
    if scope.calendar.tail:
        ledger.charge("shortfall beyond the end", missing, scope.weight_of_tail * weight * level / totals)
