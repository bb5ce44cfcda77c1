"""Whether each clock can be asked at all: what it needs, and what of that a case does not have."""

from __future__ import annotations

from collections.abc import Mapping

from sinews.data.checks.common import Frames
from sinews.data.checks.reads import Reads
from sinews.data.tables.parameters import PARAMETERS

#: Tables without whose rows a clock has nothing to answer from.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "years": ("groups", "economy", "paths", "budgets", "items", "sites", "forces", "scales"),
    "days": (
        "areas",
        "nodes",
        "carriers",
        "links",
        "loads",
        "carriage",
        "formations",
        "formation_loads",
        "tiers",
        "arrivals",
    ),
    "hours": ("needs", "services", "stores", "dependence", "outages", "outage_areas", "restoring"),
    "minutes": (
        "cities",
        "arrival_classes",
        "launch_areas",
        "launch_classes",
        "warning_channels",
        "channel_coverage",
        "warning_chain",
        "shelters",
        "warning_response",
        "day_parts",
    ),
}


def lacking(frames: Frames, clock: str = "days") -> list[str]:
    """Tables that a clock needs, and that have no rows."""
    return [name for name in NEEDED[clock] if frames[name].is_empty()]


def askable(frames: Frames) -> dict[str, tuple[str, ...]]:
    """Clock -> why it cannot be asked of a sound case; nothing where it can be."""
    return {clock: tuple(_reasons(frames, clock)) for clock in NEEDED}


def _reasons(frames: Frames, clock: str) -> list[str]:
    missing = lacking(frames, clock)
    if missing:
        return [f"no rows in {', '.join(missing)}"]
    stated = set(frames["parameters"]["parameter"])
    needed = [parameter.name for parameter in PARAMETERS if parameter.clock == clock and not parameter.optional]
    unset = [name for name in needed if name not in stated]
    reasons = [f"no {', '.join(unset)} in parameters"] if unset else []
    return reasons + (_of_years(frames) if clock == "years" else [])


def _of_years(frames: Frames) -> list[str]:
    reads = Reads(frames)
    if not reads.allies:
        return ["no group has a member that is an ally"]
    return [] if reads.needs.height else ["no ally in a group needs anything"]
