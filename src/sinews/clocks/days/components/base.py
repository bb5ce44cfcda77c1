"""What the components of the days clock share: the balances in which they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from sinews.clocks.days.routes import Journeys
from sinews.clocks.days.scope import Moves
from sinews.model.calendar import Indices
from sinews.model.journal import Balance, Subjects, Variable
from sinews.model.ledger import Ledger

# Balances in which components meet. Where disposal is free, capacity may stay unused.
AT = Balance("at")  # (node, item): what is ready at a start
TRACK = Balance("track", free_disposal=True, rest="free")  # (link, "trips"): capacity of a link, both ways together
TERMINAL = Balance("terminal", free_disposal=True, rest="free")  # (node, carrier): trips that a point can handle
POOL = Balance("pool")  # ("stock", carrier): rolling stock, transporters, ships at the homes of their pools
ARRIVED = Balance("arrived")  # (area, load): what has arrived
HELD = Balance("held", free_disposal=True, rest="beyond need")  # (area, load): arrived and missing against need

# Headings: what flows are called in accounts; what waits from tick to tick stands under CARRIED_IN and CARRIED_OVER.
READY, DEPARTURES, ARRIVALS = "ready to leave", "departures", "arrivals"
CAPACITY, TRAFFIC, ROLLING_STOCK = "capacity", "traffic", "taken and returned"
NEED, THERE, LATE = "need", "there", "missing"

#: The item under which trips on a link stand.
TRIPS = "trips"

#: The place under which the stock of the pools of a carrier stands.
STOCK = "stock"


class Build(Protocol):
    """Add a component's terms for the question of `scope`, and the routes known so far, to `ledger`."""

    def __call__(self, scope: Moves, journeys: Journeys, ledger: Ledger, /) -> None:
        """Write variables, flows and charges."""


def part(variable: Variable, rows: Sequence[int] | Indices) -> Variable:
    """Some subjects of a variable (each as often as it is named)."""
    chosen = list(rows)
    about = variable.subjects
    columns = {name: [values[k] for k in chosen] for name, values in about.columns.items()}
    return replace(
        variable,
        subjects=Subjects(columns, [about.items[k] for k in chosen]),
        column=variable.column[np.asarray(chosen, dtype=np.int64)],
    )
