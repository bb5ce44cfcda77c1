"""The tables of people: who serves and joins, and how many each thing needs before it counts."""

from __future__ import annotations

from sinews.data.schema import Number, Reference, Table
from sinews.data.tables.kinds import ItemKind, PlaceKind

PEOPLE = Table(
    "people",
    "People in service: who leaves, who joins; an ally without a row is not held back by its people.",
    (
        Reference("place", "ally", table="places", kind=PlaceKind.ALLY),
        Number("strength", "people in service on the day of knowledge", unit="persons"),
        Number("leave", "part of the people in service that leaves in a year", unit="percent/year", maximum=100.0),
        Number("recruits", "people who can be taken in and trained in a year", unit="persons/year"),
        Number("dropout", "part of those taken in that leaves before it is trained", unit="percent", maximum=100.0),
        Number("training", "months from being taken in to a place in a crew", unit="months"),
        Number("reserves", "reservists who man crews, besides all who do today", unit="persons"),
        Number("pay", "pay and keep of one more person for a year", unit="EUR/year"),
    ),
    ("place",),
)

CREWS = Table(
    "crews",
    "People whom one more thing needs before it counts; an item without a row needs none.",
    (
        Reference("item", "item", table="items", kind=ItemKind.NEEDED),
        Number("crew", "people of the slice of a force that goes with one of it", unit="persons"),
        Number("share", "part of these people who have to be found; 0: none", unit="percent", maximum=100.0),
    ),
    ("item",),
)
