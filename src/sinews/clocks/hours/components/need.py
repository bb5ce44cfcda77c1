"""Needs: people without are supplied by relief, or stay without.

given(a, n, t) + missing(a, n, t) >= without(a, n, t)
charge: weight of the need x hours x missing, in millions
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.hours.components.base import LACKED, MISSING, WITHOUT, Reliefs
from sinews.clocks.hours.scope import Homes
from sinews.model.calendar import Array
from sinews.model.ledger import Ledger


def build(homes: Homes, lacking: Array, reliefs: Reliefs, ledger: Ledger) -> None:
    """Who goes without, and who stays so."""
    allies, needs = reliefs.numbers(homes)
    without = lacking[allies, needs]
    ledger.flow(WITHOUT, LACKED, reliefs.place, reliefs.need, -without)
    missing = ledger.variable("missing", reliefs.subjects, upper=without)
    ledger.flow(MISSING, LACKED, reliefs.place, reliefs.need, 1.0, missing)
    weight = homes.weights[needs][:, None] * homes.calendar.days * 24.0 / 1e6
    ledger.charge("without", missing, np.broadcast_to(weight, without.shape))
