"""The tables of what stands between money and stocks that are ready: offices, and what keeps stocks ready."""

from __future__ import annotations

from sinews.data.schema import Number, Reference, Table, Year
from sinews.data.tables.kinds import ItemKind, PlaceKind

OFFICES = Table(
    "offices",
    "Contracting offices: what an ally signs in a year; an ally without a row is not held back by its office.",
    (
        Reference("place", "ally", table="places", kind=PlaceKind.ALLY),
        Year("year", "calendar year in which so much was signed"),
        Number("signed", "contracts signed in that year, prices of the case's price year", unit="million_EUR/year"),
        Number("share", "part of the office that signs for the modelled items", unit="percent", maximum=100.0),
        Number("growth", "what can be signed more in each year from then on", unit="percent/year", maximum=1000.0),
    ),
    ("place",),
)

SERVICEABILITY = Table(
    "serviceability",
    "What part of a stock is ready, of what forces need; an item without a row counts whole.",
    (
        Reference("item", "item", table="items", kind=ItemKind.NEEDED),
        Number("ready", "part of all of the stock that is ready", unit="percent", maximum=100.0),
        Number("planned", "part of what forces need that is planned to be ready", unit="percent", maximum=100.0),
        Number("best", "part of all of the stock that spares and repair can keep ready", unit="percent", maximum=100.0),
        Number("lag", "months from the day of knowledge until spares and repair work", unit="months"),
        Number("cost", "cost of each unit more that is ready, of its price", unit="percent/year", maximum=1000.0),
        Number(
            "share", "part of what is not ready that is held against the stock; 0: none", unit="percent", maximum=100.0
        ),
    ),
    ("item",),
)
