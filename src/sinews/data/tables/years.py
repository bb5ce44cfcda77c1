"""The tables that the years clock reads: states and their money, industry, stocks, needs, threat."""

from __future__ import annotations

from sinews.data.schema import Basis, Choice, Code, Month, Number, Reference, Table, Text, Year
from sinews.data.tables.beyond import CONVERSION, SURGE
from sinews.data.tables.claims import BUDGETS, DOMAIN_SHARES, DOMAINS, RUNNING_COSTS
from sinews.data.tables.kinds import AdversaryQuantity, Holding, ItemKind, Method, PlaceKind, Purpose, Status, Use
from sinews.data.tables.people import CREWS, PEOPLE
from sinews.data.tables.support import OFFICES, SERVICEABILITY

#: The place under which stocks of inputs stand, and where all output meets all demand.
MARKET = "MARKET"

PLACES = Table(
    "places",
    "States, by what they are to the alliance.",
    (
        Code("place", "ISO 3166 alpha-3 code"),
        Text("name", "name in English"),
        Choice("kind", "ally, supplier, partner or adversary", choices=PlaceKind),
        Number(
            "contracting_delay",
            "months from available money to a signed contract",
            unit="months",
            blank=True,
            blank_unless=PlaceKind.ALLY,
        ),
    ),
    ("place",),
    required=True,
)

GROUPS = Table(
    "groups",
    "Membership of groups of allies.",
    (
        Code("group", "code of the group"),
        Reference("place", "member", table="places"),
    ),
    ("group", "place"),
    required=True,
)

ECONOMY = Table(
    "economy",
    "Economies by year.",
    (
        Reference("place", "state", table="places"),
        Year("year", "calendar year"),
        Number("gdp", "gross domestic product at market rates, prices of the case's price year", unit="million_EUR"),
        Number("gdp_ppp", "gross domestic product at purchasing power", unit="million_international_USD", blank=True),
        Number("population", "inhabitants", unit="persons", blank=True),
    ),
    ("place", "year"),
    required=True,
)

PATHS = Table(
    "paths",
    "Named spending paths: anchor years, linear between them, constant outside.",
    (
        Code("path", "name of the path"),
        Reference("place", "ally", table="places", kind=PlaceKind.ALLY),
        Year("year", "anchor year"),
        Number("share", "defence expenditure", unit="percent", maximum=100.0),
    ),
    ("path", "place", "year"),
    required=True,
)

FUNDS = Table(
    "funds",
    "Money beside the budgets, by the ally that may draw on it.",
    (
        Code("fund", "code of the fund"),
        Text("name", "name of the fund"),
        Reference("place", "ally that may draw on it", table="places", kind=PlaceKind.ALLY),
        Month("start", "first month", in_horizon=True),
        Month("end", "last month", after="start"),
        Number("amount", "money over the whole period", unit="million_EUR"),
        Choice("purpose", "what it pays for", choices=Purpose),
        Choice("status", "how firm it is", choices=Status),
    ),
    ("fund", "place", "purpose"),
)

ITEMS = Table(
    "items",
    "What is needed, and what it is made of.",
    (
        Code("item", "code of the item"),
        Text("name", "name in English"),
        Choice("kind", "needed or input", choices=ItemKind),
        Text("unit", "unit in which it is counted (units, tonnes)"),
        Number("price", "price of one unit", unit="million_EUR", blank=True, blank_unless=ItemKind.NEEDED),
        Number(
            "advance_share",
            "share of the price paid at order",
            unit="percent",
            maximum=100.0,
            blank=True,
            blank_unless=ItemKind.NEEDED,
        ),
        Number(
            "lead_time",
            "months from contract to first delivery",
            unit="months",
            blank=True,
            blank_unless=ItemKind.NEEDED,
        ),
        Number("loss_rate", "share of the stock lost to age in a year", unit="percent/year", maximum=100.0),
        Number("weight", "weight of the item's shortfall", unit="1", blank=True, blank_unless=ItemKind.NEEDED),
        Code("family", "items that are judged together; blank: a family of its own", blank=True, optional=True),
        Choice("held", "whose stocks count; blank: each ally's for itself", choices=Holding, blank=True, optional=True),
    ),
    ("item",),
    required=True,
)

RECIPES = Table(
    "recipes",
    "Inputs of one unit of an item.",
    (
        Reference("item", "item that is made", table="items"),
        Reference("input", "input that it takes", table="items"),
        Number("quantity", "units of the input in one unit of the item", unit="1"),
    ),
    ("item", "input"),
)

SITES = Table(
    "sites",
    "Production lines.",
    (
        Code("site", "code of the line"),
        Text("name", "plant or national line"),
        Reference("place", "state that hosts it", table="places"),
        Reference("item", "what it makes", table="items"),
        Text("owner", "owner"),
        Number("capex", "investment for one more unit of monthly rate", unit="million_EUR"),
        Number("build_lag", "months from the order of an expansion to its first output", unit="months"),
        Number("ramp", "months from first to full extra output", unit="months"),
        Number("rate_max", "highest rate that expansion may reach", unit="item/month"),
        Number(
            "export_share",
            "share of output for allies if the host is not in their group",
            unit="percent",
            maximum=100.0,
        ),
        Number(
            "lead_time",
            "months from contract to first delivery by this line; blank: those of the item",
            unit="months",
            blank=True,
            optional=True,
        ),
    ),
    ("site",),
    required=True,
)

CAPACITY = Table(
    "capacity",
    "Rates of lines by date and status; linear between dates, constant outside.",
    (
        Reference("site", "line", table="sites"),
        Month("date", "month from which the rate holds"),
        Choice("status", "how firm it is", choices=Status),
        Number("rate", "rate", unit="item/month"),
    ),
    ("site", "date", "status"),
    required=True,
)

STOCKS = Table(
    "stocks",
    "Stocks at the start.",
    (
        Reference("place", "ally, or MARKET for stocks of inputs", table="places", also=(MARKET,)),
        Reference("item", "item", table="items"),
        Month("date", "date of the count"),
        Number("quantity", "stock", unit="item"),
    ),
    ("place", "item"),
)

DELIVERIES = Table(
    "deliveries",
    "Order books: what is on order at the start, and when it is due.",
    (
        Code("order", "code of the order"),
        Reference("place", "buyer", table="places"),
        Reference("item", "item", table="items"),
        Month("start", "first month of deliveries", in_horizon=True),
        Month("end", "last month of deliveries", after="start"),
        Number("quantity", "units still to come", unit="item"),
        Choice("status", "how firm it is", choices=Status),
        Reference("supplier", "state of the supplier", table="places", blank=True),
    ),
    ("order",),
)

DECIDED = Table(
    "decided",
    "Purchases that are approved and not signed.",
    (
        Code("decision", "code of the decision"),
        Reference("place", "buyer", table="places", kind=PlaceKind.ALLY),
        Reference("item", "item", table="items", kind=ItemKind.NEEDED),
        Number("quantity", "units that were approved", unit="item"),
        Month("approved", "month of the approval"),
        Month("signature", "month in which the contract is expected", in_horizon=True, after="approved"),
        Month("signature_low", "first month in which it may be signed", blank=True, optional=True, after="approved"),
        Month("signature_high", "last month in which it may be signed", blank=True, optional=True, after="signature"),
        Month("first", "first month of deliveries", after="signature"),
        Month("last", "last month of deliveries", after="first"),
        Reference("supplier", "state of the supplier", table="places", blank=True),
        Basis("basis", "what approval and months rest on"),
    ),
    ("decision",),
)

USES = Table(
    "uses",
    "What leaves stocks: aid, training, losses.",
    (
        Choice("use", "why", choices=Use),
        Reference("place", "ally", table="places"),
        Reference("item", "item", table="items"),
        Month("start", "first month", in_horizon=True),
        Month("end", "last month", after="start"),
        Number("rate", "rate", unit="item/month"),
    ),
    ("use", "place", "item", "start"),
)

RETIREMENTS = Table(
    "retirements",
    "Fleets that are known to leave service: what leaves the stock of an ally, evenly over its months.",
    (
        Reference("place", "ally", table="places", kind=PlaceKind.ALLY),
        Reference("item", "item", table="items", kind=ItemKind.NEEDED),
        Month("start", "first month in which some leave"),
        Month("end", "last month in which some leave", after="start"),
        Number("quantity", "units that leave from the first month to the last", unit="item"),
    ),
    ("place", "item", "start"),
)

FORCES = Table(
    "forces",
    "Forces that an ally is to have ready, by set of needs.",
    (
        Code("needs_set", "set of needs"),
        Reference("place", "ally", table="places", kind=PlaceKind.ALLY),
        Code("force", "kind of force"),
        Number("quantity", "number of forces", unit="1"),
    ),
    ("needs_set", "place", "force"),
    required=True,
)

SCALES = Table(
    "scales",
    "Items that one force needs.",
    (
        Code("needs_set", "set of needs"),
        Code("force", "kind of force"),
        Reference("item", "item", table="items", kind=ItemKind.NEEDED),
        Choice("method", "method of derivation", choices=Method),
        Number("per_force", "items per force (and day, for the level of effort)", unit="item"),
        Number("days", "days of supply (1 where days do not matter)", unit="days"),
    ),
    ("needs_set", "force", "item"),
    required=True,
)

REQUIREMENTS = Table(
    "requirements",
    "Published requirements, for a cross-check.",
    (
        Code("requirement", "code"),
        Reference("group", "group of allies", table="groups"),
        Reference("item", "item", table="items"),
        Number("quantity", "published requirement", unit="item"),
        Text("about", "what it counts"),
    ),
    ("requirement",),
)

THREATS = Table(
    "threats",
    "Dated statements on when an attack becomes possible.",
    (
        Code("threat", "code of the statement"),
        Text("office", "office that made it"),
        Reference("place", "state of the office", table="places", also=("NATO", "EU27", "IISS"), blank=True),
        Month("date", "date of the statement"),
        Month("earliest", "first month of the interval"),
        Month("latest", "last month of the interval", after="earliest"),
        Text("about", "what becomes possible"),
        Basis("basis", "what it rests on"),
    ),
    ("threat",),
    required=True,
)

ADVERSARY = Table(
    "adversary",
    "Adversaries: economy, output, refurbishment, imports, stocks, losses.",
    (
        Code("entry", "code of the entry"),
        Reference("place", "adversary", table="places", kind=PlaceKind.ADVERSARY),
        Code("item", "item; blank for aggregates such as GDP", blank=True),
        Choice("quantity", "what is counted", choices=AdversaryQuantity),
        Reference("supplier", "origin of an import", table="places", blank=True),
        Month("start", "first month"),
        Month("end", "last month", blank=True, after="start"),
        Number("amount", "amount, in the unit of the row"),
        Text("unit", "unit of the amount"),
    ),
    ("entry",),
)

HISTORY = Table(
    "history",
    "Shares of GDP spent on defence, since 1960.",
    (
        Code("place", "state or group"),
        Year("year", "calendar year"),
        Number("share", "defence expenditure", unit="percent", maximum=100.0),
    ),
    ("place", "year"),
)

YEARS: tuple[Table, ...] = (
    PLACES, GROUPS, ECONOMY, PATHS, BUDGETS, DOMAINS, DOMAIN_SHARES, FUNDS, OFFICES, ITEMS, RUNNING_COSTS, RECIPES,
    SITES, CAPACITY, SURGE, CONVERSION, STOCKS, DELIVERIES, DECIDED, USES, RETIREMENTS, SERVICEABILITY, PEOPLE, CREWS,
    FORCES, SCALES, REQUIREMENTS, THREATS, ADVERSARY, HISTORY,
)  # fmt: skip
