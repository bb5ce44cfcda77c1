"""What can be asked of the days clock, and the options that ask it. Loads nothing heavy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sinews.clocks.options import Option, Role, hours
from sinews.errors import UsageError, did_you_mean


@dataclass(frozen=True)
class Movement:
    """What is asked of the days clock.

    `on`: month of the order to move (None: that of the case's date of knowledge); links that open later are not there.
    `without`: corridors that are out of service. `tick`: hours of a short tick (None: as the case says); the later
    ones are longer or shorter with it. `whole`: trains leave full, or with the last of their route. `unit`: a formation
    whose way is asked for as well.
    """

    on: date | None = None
    without: tuple[str, ...] = ()
    tick: float | None = None
    whole: bool = False
    unit: str | None = None

    @classmethod
    def of(cls, words: Mapping[str, object]) -> Movement:
        """The question that these parts make; UsageError for parts that it does not have, and for what is no month."""
        names = [field.name for field in fields(cls)]
        for name in words:
            if name not in names:
                raise UsageError(f"The days clock is not asked for {name}.{did_you_mean(name, names)}")
        on, without = words.get("on"), words.get("without") or ()
        assert isinstance(without, Sequence)  # noqa: S101 - an option that may be repeated
        return cls(**{**words, "on": _month(on), "without": tuple(map(str, without))})  # type: ignore[arg-type]


def _month(value: object) -> date | None:
    if value is None:
        return None
    match = re.fullmatch(r"(\d{4}-\d{2})(-01)?", str(value))
    try:
        return date.fromisoformat(f"{match[1] if match else ''}-01")
    except ValueError as error:
        raise UsageError(f"--on {value} is no month. Write it as 2026-11.") from error


_GROUP = "the question to the days clock"

OPTIONS: tuple[Option, ...] = (
    Option(
        "--on",
        "month of the order to move, as 2026-11 (when the case was made)",
        "on",
        "MONTH",
        role=Role.QUESTION,
        group=_GROUP,
    ),
    Option(
        "--without",
        "a corridor out of service; may be repeated",
        "without",
        "CORRIDOR",
        repeated=True,
        role=Role.QUESTION,
        group=_GROUP,
    ),
    Option(
        "--tick",
        "hours of a short tick (as the case says)",
        "tick",
        "HOURS",
        kind=hours,
        role=Role.QUESTION,
        group=_GROUP,
    ),
    Option(
        "--whole",
        "send whole trains, and say how far that is from the best",
        "whole",
        value=True,
        role=Role.QUESTION,
        group=_GROUP,
    ),
    Option(
        "--unit",
        "print the timetable of one formation instead",
        "unit",
        "FORMATION",
        role=Role.OWN,
        group=_GROUP,
    ),
    Option(
        "--levers",
        "solve again with each lever, and say what it earns",
        "levers",
        value=True,
        role=Role.EXTRA,
        group=_GROUP,
    ),
    Option("--corridors", "solve again without each corridor", "corridors", value=True, role=Role.EXTRA, group=_GROUP),
)

#: Quantities of the outcome table.
QUANTITIES = ("arrived", "due", "trips")
