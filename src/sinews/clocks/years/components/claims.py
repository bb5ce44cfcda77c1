"""First claims are posted: pay, operation and infrastructure, then other domains (`sinews.clocks.years.claims`)."""

from __future__ import annotations

import numpy as np

from sinews.clocks.years.claims import claims
from sinews.clocks.years.components.base import DOMAINS, MONEY, STANDING
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.spending import claimed
from sinews.model.calendar import Array
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Post what is paid of first claims; nothing where the case has none."""
    if not claimed(scope.case):
        return
    first = claims(scope)
    _post(scope, ledger, STANDING, "money", first.standing - first.cut)
    for domain, paid in first.paid.items():
        _post(scope, ledger, DOMAINS, domain, paid)


def _post(scope: Scope, ledger: Ledger, heading: str, about: str, amounts: Array) -> None:
    rows = np.flatnonzero(amounts.any(axis=1))
    if len(rows):
        places, items = [scope.allies[row] for row in rows], ["money"] * len(rows)
        ledger.flow(heading, MONEY, places, items, -amounts[rows], about=[about] * len(rows))
