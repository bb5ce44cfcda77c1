"""Capacity of links and transfer points: what they leave to the forces in each tick.

sum of use(l, t) <= days(t) x capacity(l) x (1 - civil share)
sum of use(n, c, t) <= days(t) x throughput(n, c)
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.days.components.base import CAPACITY, TERMINAL, TRACK, TRIPS
from sinews.clocks.days.components.journey import capacity
from sinews.clocks.days.routes import Journeys
from sinews.clocks.days.scope import Moves
from sinews.model.ledger import Ledger


def build(scope: Moves, journeys: Journeys, ledger: Ledger) -> None:
    """Supply of trips on links and at transfer points that some route uses."""
    arcs = {arc for journey in journeys for arc in journey.route.arcs}
    links = {arc.link for arc in arcs if arc.link}
    limited = {link: most for link, most in capacity(scope).items() if link in links}
    most = np.array(list(limited.values())).reshape(-1, 1) * scope.calendar.days
    ledger.flow(CAPACITY, TRACK, list(limited), [TRIPS] * len(limited), most)
    points = {(arc.node, arc.carrier) for arc in arcs if arc.node}
    table = scope.case.table("transfers").select("node", "carrier", "throughput").sort("node", "carrier")
    rows = [row for row in table.iter_rows() if (row[0], row[1]) in points]
    most = np.array([row[2] for row in rows]).reshape(-1, 1) * scope.calendar.days
    ledger.flow(CAPACITY, TERMINAL, [row[0] for row in rows], [row[1] for row in rows], most)
