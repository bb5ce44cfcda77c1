"""The tables of what could be made beyond the rates of lines: surge, and conversion of plants of other industries."""

from __future__ import annotations

from sinews.data.schema import Code, Number, Reference, Table, Text
from sinews.data.tables.kinds import ItemKind, PlaceKind

SURGE = Table(
    "surge",
    "What lines inside the group could make beyond their rate: more shifts, longer weeks, upkeep put off.",
    (
        Reference("site", "line of a needed item, whose announced rate is not more shifts already", table="sites"),
        Number("most", "largest output beyond the rate, of what is observed and what the plan adds", unit="percent"),
        Number("share", "part of it that is called up; 0: none", unit="percent", maximum=100.0),
        Number("lag", "months from the day of knowledge to the first of it", unit="months"),
        Number("premium", "what a unit costs more than the price", unit="percent", maximum=1000.0),
    ),
    ("site",),
)

CONVERSION = Table(
    "conversion",
    "What firms of a neighbouring industry could make of an item: plants that are converted.",
    (
        Code("conversion", "code of the conversion"),
        Text("name", "which industry, or which plants"),
        Reference("place", "ally that hosts it", table="places", kind=PlaceKind.ALLY),
        Reference("item", "what it would make", table="items", kind=ItemKind.NEEDED),
        Number("rate", "whole rate", unit="item/month"),
        Number("share", "part of it that is called up; 0: none", unit="percent", maximum=100.0),
        Number("lag", "months from the day of knowledge to the first output", unit="months"),
        Number("ramp", "months from the first to the whole output", unit="months"),
        Number("premium", "what a unit costs more than the price", unit="percent", maximum=1000.0),
    ),
    ("conversion",),
)
