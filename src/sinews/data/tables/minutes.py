"""The tables that the minutes clock reads: cities, what may come from where, how people are warned, where they go.

All of them are optional: a case without them has no minutes clock. Places from which something may come are countries
or regions; what may come is a class of published speeds. People who are warned and sheltered are the result.
"""

from __future__ import annotations

from enum import StrEnum

from sinews.data.schema import Basis, Choice, Code, Number, Reference, Table, Text

#: The place of a row that holds for all states without a row of their own.
DEFAULT = "default"


class ArrivalKind(StrEnum):
    """Whether the margin of the clock is about the class."""

    HEADLINE = "headline"
    OTHER = "other"


class ChainLink(StrEnum):
    """A link of the chain of warning between detection and sending."""

    DECIDE = "decide"
    ALERT = "alert"


class ShelterKind(StrEnum):
    """A shelter, or the nearest cover: a cellar, an inner room, a stairwell."""

    SHELTER = "shelter"
    COVER = "cover"


CITIES = Table(
    "cities",
    "Cities whose people are to be warned.",
    (
        Code("city", "code of the city"),
        Text("name", "name in English"),
        Reference("place", "ally", table="places", kind="ally"),
        Number("latitude", "degrees north", unit="degrees", minimum=-90.0, maximum=90.0),
        Number("longitude", "degrees east", unit="degrees", minimum=-180.0, maximum=180.0),
        Number("population", "inhabitants", unit="persons", minimum=1.0),
        Number("places", "places in shelters, of the people; of its state, if blank", unit="percent", blank=True),
    ),
    ("city",),
)

ARRIVAL_CLASSES = Table(
    "arrival_classes",
    "Classes of what may come, by published speeds.",
    (
        Code("arrival_class", "code of the class"),
        Text("name", "name in English, as in: a cruise missile"),
        Choice("kind", "headline (one: the answer opens with it) or other", choices=ArrivalKind),
        Number("speed", "mean speed over the ground", unit="km/hour", minimum=1.0),
        Number("reach", "how far it comes", unit="km", minimum=1.0),
        Number("way", "way that is flown, of the shortest distance", unit="ratio", minimum=1.0),
        Number("least", "shortest time of flight, however near", unit="minutes"),
        Number("detect", "from launch until it is detected", unit="minutes"),
    ),
    ("arrival_class",),
)

LAUNCH_AREAS = Table(
    "launch_areas",
    "Countries and regions from which something may come.",
    (
        Code("launch_area", "code of the area"),
        Text("name", "name in English"),
        Number("latitude", "degrees north of its middle", unit="degrees", minimum=-90.0, maximum=90.0),
        Number("longitude", "degrees east of its middle", unit="degrees", minimum=-180.0, maximum=180.0),
        Number("extent", "how far it reaches from its middle", unit="km"),
    ),
    ("launch_area",),
)

LAUNCH_CLASSES = Table(
    "launch_classes",
    "Which classes may come from which area.",
    (
        Reference("launch_area", "area", table="launch_areas"),
        Reference("arrival_class", "class", table="arrival_classes"),
        Basis("basis", "what it rests on"),
    ),
    ("launch_area", "arrival_class"),
)

WARNING_CHANNELS = Table(
    "warning_channels",
    "Channels by which people are warned.",
    (
        Code("channel", "code of the channel"),
        Text("name", "name in English"),
        Number("wakes", "part of sleepers whom it wakes, of those whom it would reach awake", unit="percent",
               maximum=100.0),
    ),
    ("channel",),
)  # fmt: skip

CHANNEL_COVERAGE = Table(
    "channel_coverage",
    "Whom a channel reaches, and how long it takes.",
    (
        Reference("place", "ally", table="places", kind="ally"),
        Reference("channel", "channel", table="warning_channels"),
        Number("share", "part of the people whom it reaches awake", unit="percent", maximum=100.0),
        Number("delay", "from sending until it is received", unit="minutes"),
    ),
    ("place", "channel"),
)

WARNING_CHAIN = Table(
    "warning_chain",
    "How long it takes from detection until a warning is sent, by ally, or for all others.",
    (
        Reference("place", "ally, or default: all others", table="places", kind="ally", also=(DEFAULT,)),
        Choice("link", "decide (until somebody has decided to warn) or alert (until it is sent)", choices=ChainLink),
        Number("time", "minutes that it takes", unit="minutes"),
    ),
    ("place", "link"),
)

SHELTERS = Table(
    "shelters",
    "Where people go, by ally, or for all others: places, and the time to reach them.",
    (
        Reference("place", "ally, or default: all others", table="places", kind="ally", also=(DEFAULT,)),
        Choice("kind", "shelter, or cover (a cellar, an inner room, a stairwell)", choices=ShelterKind),
        Number("places", "places, of the people", unit="percent"),
        Number("time", "from the warning that is noticed until it is reached", unit="minutes"),
    ),
    ("place", "kind"),
)

WARNING_RESPONSE = Table(
    "warning_response",
    "How many of those who are warned go, by ally, or for all others.",
    (
        Reference("place", "ally, or default: all others", table="places", kind="ally", also=(DEFAULT,)),
        Number("acts", "part of those warned who go", unit="percent", maximum=100.0),
    ),
    ("place",),
)

DAY_PARTS = Table(
    "day_parts",
    "Parts of the day; each lasts until the next one begins, the last one until the first.",
    (
        Code("part", "code of the part"),
        Text("name", "name in English, as in: by night"),
        Number("start", "hour at which it begins", unit="hours", maximum=23.999),
        Number("asleep", "part of the people who sleep", unit="percent", maximum=100.0),
        Number("notice", "until somebody awake has noticed what was received", unit="minutes"),
        Number("rise", "until somebody asleep has woken and is up", unit="minutes"),
    ),
    ("part",),
)

MINUTES: tuple[Table, ...] = (
    CITIES,
    ARRIVAL_CLASSES,
    LAUNCH_AREAS,
    LAUNCH_CLASSES,
    WARNING_CHANNELS,
    CHANNEL_COVERAGE,
    WARNING_CHAIN,
    SHELTERS,
    WARNING_RESPONSE,
    DAY_PARTS,
)
