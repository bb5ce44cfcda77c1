"""Surge: lines inside the group make more than their rate, by more shifts, longer weeks and upkeep that is put off.

surge(s, t) <= share(s) x most(s) x months of t from the day of knowledge + lag(s) on
               x (observed rate, as far as it is still there + extra capacity before the tick)

The observed rate and not the known one: what is announced may be more shifts already. Surge takes its inputs like any
output; a unit of it costs its premium more than the price, paid by the host when it is made.
"""

from __future__ import annotations

from sinews.clocks.years.components import making
from sinews.clocks.years.components.base import (
    INPUTS_OF_SURGE,
    PREMIUM_OF_SURGE,
    ROOM_BY_SURGE,
    SURGE,
    SURGED,
    subjects,
)
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.surging import surge
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """What lines make beyond their rate, where it is called up; the lines post the room for it."""
    called = surge(scope)
    if not len(called):
        return
    sites, items = called.rows["site"].to_list(), called.items
    made = ledger.variable("surge", subjects(items, site=sites, place=called.places, item=items))
    ledger.flow(SURGED, SURGE, sites, items, -1.0, made)
    headings = making.Headings(SURGED, INPUTS_OF_SURGE, PREMIUM_OF_SURGE, ROOM_BY_SURGE)
    making.beside(scope, ledger, headings, made, called)
