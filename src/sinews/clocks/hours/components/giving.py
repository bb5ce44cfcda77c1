"""What relief gives: people supplied in each tick, and what that takes from depots, points, trucks, staff and fuel.

a person supplied for a tick takes days(t) of a daily supply, one place at a point,
days(t) / per_truck x round_trip hours of trucks, staff_per_point / per_point people at work,
days(t) / per_truck x fuel_per_trip litres
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.hours.components.base import DEPOT, FUEL, GIVEN, LACKED, POINTS, STAFF, TRUCKS, USED, Reliefs
from sinews.clocks.hours.scope import Homes
from sinews.model.calendar import Array
from sinews.model.ledger import Ledger


def build(homes: Homes, lacking: Array, reliefs: Reliefs, ledger: Ledger) -> None:
    """People supplied, and what it takes."""
    given = ledger.variable("given", reliefs.subjects, upper=lacking[reliefs.numbers(homes)])
    place, need, count = reliefs.place, reliefs.need, len(reliefs.place)
    days = np.broadcast_to(homes.calendar.days, (count, len(homes.calendar)))
    trips = days / reliefs.column("per_truck")
    ledger.flow(GIVEN, LACKED, place, need, 1.0, given)
    ledger.flow(GIVEN, DEPOT, place, need, -days, given)
    ledger.flow(GIVEN, POINTS, place, need, -1.0, given)
    ledger.flow(USED, TRUCKS, place, ["trucks"] * count, -trips * reliefs.column("round_trip"), given)
    staff = reliefs.column("staff_per_point") / reliefs.column("per_point")
    ledger.flow(USED, STAFF, place, ["staff"] * count, -staff, given)
    ledger.flow(USED, FUEL, place, ["fuel"] * count, -trips * reliefs.column("fuel_per_trip"), given)
