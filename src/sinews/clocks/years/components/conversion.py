"""Conversion: plants of a neighbouring industry inside the group make an item, beside its lines.

converted(c, t) <= share(c) x rate(c) x months of t for which it is there,
                   first lag(c) after the day of knowledge, and evenly more over ramp(c)

A converted plant takes its inputs like any output; a unit of it costs its premium more than the price, paid by the host
when it is made. Where lines may not grow beyond what is there or planned, no plant is converted.
"""

from __future__ import annotations

from sinews.clocks.years.components import making
from sinews.clocks.years.components.base import (
    CONVERTED,
    INPUTS_OF_CONVERSION,
    PREMIUM_OF_CONVERSION,
    ROOM_BY_CONVERSION,
    subjects,
)
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.surging import conversion
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """What converted plants make, where they are called up."""
    called = conversion(scope)
    if not len(called):
        return
    names, items = called.rows["conversion"].to_list(), called.items
    about = subjects(items, conversion=names, place=called.places, item=items)
    made = ledger.variable("converted", about, upper=called.months)
    headings = making.Headings(CONVERTED, INPUTS_OF_CONVERSION, PREMIUM_OF_CONVERSION, ROOM_BY_CONVERSION)
    making.beside(scope, ledger, headings, made, called)
