"""The tables that the hours clock reads: what people have at home, what hangs on the mains, outages, relief.

All of them are optional: a case without them has no hours clock.
"""

from __future__ import annotations

from enum import StrEnum

from sinews.data.schema import Choice, Code, Number, Reference, Table, Text


class NeedKind(StrEnum):
    """Whether the margin of the clock is about the need."""

    VITAL = "vital"
    OTHER = "other"


class OutageKind(StrEnum):
    """Whether the answer opens with the outage, whether it is one to plan for, or one that was observed."""

    HEADLINE = "headline"
    PLANNED = "planned"
    OBSERVED = "observed"


class Season(StrEnum):
    """The season in which an outage begins."""

    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"


NEEDS = Table(
    "needs",
    "What people need at home.",
    (
        Code("need", "code of the need"),
        Text("name", "name in English, as in: without water"),
        Choice("kind", "vital: the margin of the clock is about it", choices=NeedKind),
        Number("weight", "hours without it that count as much as one hour without water", unit="1"),
    ),
    ("need",),
)

SERVICES = Table(
    "services",
    "Mains and networks on which needs depend.",
    (
        Code("service", "code of the service"),
        Text("name", "name in English"),
    ),
    ("service",),
)

SEASONS = Table(
    "seasons",
    "How a season changes a need; without a row all feel its lack at once.",
    (
        Choice("season", "season", choices=Season),
        Reference("need", "need", table="needs"),
        Number("share", "part of those cut off who feel the lack in this season", unit="percent", maximum=100.0),
        Number("hold", "hours after the cut until they feel it", unit="hours"),
    ),
    ("season", "need"),
)

STORES = Table(
    "stores",
    "How long people's own stores last: points of a curve, by ally and need, even between them; all hold at hour 0 "
    "unless a point says otherwise, and what is left at the last point lasts.",
    (
        Reference("place", "ally", table="places", kind="ally"),
        Reference("need", "need", table="needs"),
        Code("point", "number of the point"),
        Number("hours", "hours after the need is cut off", unit="hours"),
        Number("lasting", "part of people whose stores last at least so long", unit="percent", maximum=100.0),
    ),
    ("place", "need", "point"),
)

DEPENDENCE = Table(
    "dependence",
    "On which services needs depend, and how long reserves (tanks, batteries, generators) hold when one is lost.",
    (
        Reference("place", "ally", table="places", kind="ally"),
        Reference("need", "need", table="needs"),
        Reference("service", "service", table="services"),
        Code("part", "number of the part of the people"),
        Number("share", "part of the people who are supplied in this way", unit="percent", maximum=100.0),
        Number("hold", "hours from the loss of the service until the need is cut off", unit="hours"),
    ),
    ("place", "need", "service", "part"),
)

OUTAGES = Table(
    "outages",
    "Outages: to plan for, and observed.",
    (
        Code("outage", "code of the outage"),
        Text("name", "name in English"),
        Choice("kind", "headline (one: the answer opens with it), planned or observed", choices=OutageKind),
        Choice("season", "season in which it begins", choices=Season),
    ),
    ("outage",),
)

OUTAGE_AREAS = Table(
    "outage_areas",
    "Whom an outage hits.",
    (
        Reference("outage", "outage", table="outages"),
        Reference("place", "ally", table="places", kind="ally"),
        Number("share", "part of the people who are hit", unit="percent", maximum=100.0),
    ),
    ("outage", "place"),
)

RESTORING = Table(
    "restoring",
    "How lost services come back: points of a curve, even between them; nobody is out before the first, and who is out "
    "at the last stays so.",
    (
        Reference("outage", "outage", table="outages"),
        Reference("service", "service that is lost", table="services"),
        Code("point", "number of the point"),
        Number("hour", "hours after the outage begins", unit="hours"),
        Number("out", "part of those hit who are still without the service", unit="percent", maximum=100.0),
    ),
    ("outage", "service", "point"),
)

RELIEF = Table(
    "relief",
    "What relief can bring: depots and points, by ally and need.",
    (
        Reference("place", "ally", table="places", kind="ally"),
        Reference("need", "need", table="needs"),
        Number("stock", "what depots hold, in supplies of one person for one day", unit="person_days"),
        Number("per_truck", "supplies of one person for one day on a truck", unit="person_days", minimum=0.001),
        Number("points", "points at which it is given out", unit="1"),
        Number("per_point", "people whom a point can keep supplied", unit="persons", minimum=0.001),
        Number("staff_per_point", "people at work at a point, all shifts", unit="persons"),
        Number("first", "hours from the start of the outage until the first point is open", unit="hours"),
        Number("ramp", "hours from then until all are", unit="hours"),
    ),
    ("place", "need"),
)

RELIEF_MEANS = Table(
    "relief_means",
    "What all relief of an ally shares: trucks, staff, fuel.",
    (
        Reference("place", "ally", table="places", kind="ally"),
        Number("trucks", "trucks for relief", unit="1"),
        Number("round_trip", "hours that a truck takes from depot to point and back, with loading", unit="hours"),
        Number("staff", "people who can be at work", unit="persons"),
        Number("fuel", "fuel for trucks that depends on no mains", unit="litres"),
        Number("fuel_per_trip", "fuel of a round trip", unit="litres"),
    ),
    ("place",),
)

ADVICE = Table(
    "advice",
    "For how long households are told to be able to manage on their own.",
    (
        Reference("place", "ally", table="places", kind="ally"),
        Number("hours", "hours", unit="hours", minimum=0.001),
    ),
    ("place",),
)

VULNERABLE = Table(
    "vulnerable",
    "People who need more than others, or cannot help themselves.",
    (
        Reference("place", "ally", table="places", kind="ally"),
        Code("people", "code of these people, the same for all allies"),
        Text("name", "who they are"),
        Number("share", "part of the population", unit="percent", maximum=100.0),
    ),
    ("place", "people"),
)

HOURS: tuple[Table, ...] = (
    NEEDS,
    SERVICES,
    SEASONS,
    STORES,
    DEPENDENCE,
    OUTAGES,
    OUTAGE_AREAS,
    RESTORING,
    RELIEF,
    RELIEF_MEANS,
    ADVICE,
    VULNERABLE,
)
