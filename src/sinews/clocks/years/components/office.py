"""Contracting offices: an ally signs no more than its office can, by the value of what is signed.

sum over i of price(i) x (new orders decided contracting delay(a) before + decided orders)(a, i, t) <= can sign(a, t)

What counts is the signature, not the decision: an office is done with a contract when it is signed. Contracts post what
they take of it; expansion, aid and what was signed before are not on it. Where a case has no rows, nothing is posted.
"""

from __future__ import annotations

from sinews.clocks.years.components.base import OFFICE, OFFICES
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.signing import offices
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """What offices can sign, for allies that have a row."""
    capacity = offices(scope)
    if len(capacity):
        ledger.flow(OFFICES, OFFICE, capacity.places, ["money"] * len(capacity), capacity.most)
