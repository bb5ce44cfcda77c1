"""The standard: what shortfall of the whole group is allowed, item by item, and the gap beyond it.

allowed(i, t) + gap(i, t) - sum over allies of shortfall(a, i, t) >= 0

In the plan the whole need is allowed, so nothing binds. The deadline search (`sinews.clocks.years.deadline`) lowers
what is allowed from a deadline on and minimises the gap: a gap of zero means that the deadline can be met.
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.years.components.base import ALLOWED, GAP, MISSING, subjects
from sinews.clocks.years.scope import GROUP, Scope
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Allowed shortfall and gap of every needed item."""
    items = list(scope.needed)
    group = [GROUP] * len(items)
    ledger.flow(ALLOWED, MISSING, group, items, np.array([[scope.need_totals[item]] for item in items]))
    gap = ledger.variable("gap", subjects(items, place=group, item=items))
    ledger.flow(GAP, MISSING, group, items, 1.0, gap)
