"""The tables of what budgets pay before any of the items: pay, operation and infrastructure, and other domains."""

from __future__ import annotations

from sinews.data.schema import Basis, Code, Number, Reference, Table, Text, Year
from sinews.data.tables.kinds import ItemKind, PlaceKind

BUDGETS = Table(
    "budgets",
    "What defence expenditure goes to today.",
    (
        Reference("place", "ally", table="places", kind=PlaceKind.ALLY),
        Number(
            "standing_share",
            "pay, operation and infrastructure, of the defence expenditure of the year of the start",
            unit="percent",
            maximum=100.0,
        ),
        Number(
            "equipment_share",
            "what is published of major equipment in defence expenditure; nothing is worked out from it",
            unit="percent",
            maximum=100.0,
            blank=True,
        ),
    ),
    ("place",),
    required=True,
)

DOMAINS = Table(
    "domains",
    "Parts of what forces are asked for that the items do not hold; one without shares is named as missing.",
    (
        Code("domain", "code of the domain"),
        Text("name", "name in English"),
        Text("about", "what its money rests on, or why it has none"),
        Basis("basis", "programmes and other grounds"),
    ),
    ("domain",),
)

DOMAIN_SHARES = Table(
    "domain_shares",
    "What domains take of an ally's output, before any item: anchor years, linear between them, constant outside.",
    (
        Reference("domain", "domain", table="domains"),
        Reference("place", "ally", table="places", kind=PlaceKind.ALLY),
        Year("year", "anchor year"),
        Number("share", "spending on the domain, of output", unit="percent", maximum=100.0),
    ),
    ("domain", "place", "year"),
)

RUNNING_COSTS = Table(
    "running_costs",
    "What items cost each year beside those who man them, once more of them are there than at the start.",
    (
        Reference("item", "item", table="items", kind=ItemKind.NEEDED),
        Number("share", "yearly cost of a unit, of its price", unit="percent/year", maximum=100.0),
    ),
    ("item",),
)
