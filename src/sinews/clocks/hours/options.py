"""What can be asked of the hours clock, and the options that ask it. Loads nothing heavy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from sinews.clocks.options import Option, Role
from sinews.errors import UsageError, did_you_mean


@dataclass(frozen=True)
class Blackout:
    """What is asked of the hours clock.

    `scenario`: an outage of the case (None: its headline). `ally`: only this one (None: all whom the outage hits).
    """

    scenario: str | None = None
    ally: str | None = None

    @classmethod
    def of(cls, words: Mapping[str, object]) -> Blackout:
        """The question that these parts make; UsageError for parts that it does not have."""
        parts = [field.name for field in fields(cls)]
        for name in words:
            if name not in parts:
                raise UsageError(f"The hours clock is not asked for {name}.{did_you_mean(name, parts)}")
        said = {name: str(word) for name, word in words.items() if word is not None}
        return cls(**said)


_GROUP = "the question to the hours clock"

OPTIONS: tuple[Option, ...] = (
    Option("--scenario", "an outage of the case (its headline)", "scenario", "NAME", role=Role.OWN, group=_GROUP),
    Option("--ally", "only this ally, as FIN (all who are hit)", "ally", "ALLY", role=Role.OWN, group=_GROUP),
    Option(
        "--levers",
        "solve again with each lever, and say what it earns",
        "levers",
        value=True,
        role=Role.EXTRA,
        group=_GROUP,
    ),
)

#: Quantities of the outcome table.
QUANTITIES = ("lacking", "supplied", "without")
