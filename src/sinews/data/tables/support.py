"""The tables of what stands between money and stocks that are ready: offices that sign contracts."""

from __future__ import annotations

from sinews.data.schema import Number, Reference, Table, Year
from sinews.data.tables.kinds import PlaceKind

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
