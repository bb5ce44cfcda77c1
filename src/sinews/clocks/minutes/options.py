"""What can be asked of the minutes clock, and the options that ask it. Loads nothing heavy."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Mapping
from dataclasses import dataclass, fields

from sinews.clocks.options import MOST, Option, Role, count
from sinews.errors import UsageError, did_you_mean

#: Seed of the streams if nobody says another.
SEED = 1


@dataclass(frozen=True)
class Alarm:
    """What is asked of the minutes clock.

    `city`: only this one, by code or name (None: all). `arrival`: a class of what comes (None: the headline). `hour`:
    of the day at which it is launched (None: any, evenly). `trials`: of each city (None: as the case says). `seed`: of
    the streams of random numbers.
    """

    city: str | None = None
    arrival: str | None = None
    hour: float | None = None
    trials: int | None = None
    seed: int = SEED

    @classmethod
    def of(cls, words: Mapping[str, object]) -> Alarm:
        """The question that these parts make; UsageError for parts that it does not have."""
        parts = [field.name for field in fields(cls)]
        for name in words:
            if name not in parts:
                raise UsageError(f"The minutes clock is not asked for {name}.{did_you_mean(name, parts)}")
        said = {name: word for name, word in words.items() if word is not None}
        names = {name: str(said[name]) for name in ("city", "arrival") if name in said}
        counts = {name: _whole(name, said[name]) for name in ("trials", "seed") if name in said}
        return cls(**names, **counts, **_hour(said))  # type: ignore[arg-type]


def _whole(name: str, word: object) -> int:
    if isinstance(word, bool) or not isinstance(word, int) or not 1 <= word <= MOST:
        raise UsageError(f"The minutes clock takes {name} as a whole number from 1 to {MOST:,}, not {word!r}.")
    return word


def _hour(said: Mapping[str, object]) -> dict[str, float]:
    if "hour" not in said:
        return {}
    word = said["hour"]
    if isinstance(word, bool) or not isinstance(word, int | float) or not 0 <= word < 24:
        raise UsageError(f"The minutes clock takes an hour of the day from 0 to below 24, not {word!r}.")
    return {"hour": float(word)}


def hour_of_the_day(text: str) -> float:
    """An hour of the day, as 3 or 22.5, from 0 to below 24; ArgumentTypeError for others."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < 24:
        raise ArgumentTypeError(f"'{text[:20]}' is no hour of the day from 0 to below 24")
    return number


_GROUP = "the question to the minutes clock"

OPTIONS: tuple[Option, ...] = (
    Option("--city", "only this city, as Warsaw (all of the case)", "city", "CITY", role=Role.OWN, group=_GROUP),
    Option("--class", "a class of what comes (the case's headline)", "arrival", "CLASS", role=Role.OWN, group=_GROUP),
    Option(
        "--hour",
        "hour of the day at which it is launched (any)",
        "hour",
        "HOUR",
        hour_of_the_day,
        role=Role.OWN,
        group=_GROUP,
    ),
    Option("--trials", "trials of each city (the case's)", "trials", "N", count(), role=Role.OWN, group=_GROUP),
    Option("--seed", f"seed of the random numbers ({SEED})", "seed", "N", count(), role=Role.OWN, group=_GROUP),
    Option(
        "--levers",
        "work out again with each lever, and say what it earns",
        "levers",
        value=True,
        role=Role.EXTRA,
        group=_GROUP,
    ),
)

#: Quantities of the outcome table.
QUANTITIES = ("available", "needed", "left", "warned", "sheltered", "covered")
