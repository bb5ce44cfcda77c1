"""What can be asked of the years clock, and the options that ask it. Loads nothing heavy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

from sinews.clocks.options import EXPORTING, Option, Role
from sinews.data.tables.kinds import Status
from sinews.errors import UsageError, did_you_mean

Kind = TypeVar("Kind", bound=StrEnum)


class Holdings(StrEnum):
    """Whose stocks count for whose needs: as the case has it for each item, all together, or each ally alone."""

    AS_HELD = "as_held"
    TOGETHER = "together"
    ALONE = "alone"


@dataclass(frozen=True)
class Question:
    """What is asked of the years clock. Defaults are those of the command line."""

    path: str = "national"
    group: str = "NATO_EUR"
    needs_set: str = "force_goals"
    trust: Status = Status.ANNOUNCED
    monthly: bool = False
    expansion: bool = True
    holdings: Holdings = Holdings.AS_HELD
    left_out: str = ""
    crews: bool = False

    @classmethod
    def of(cls, words: Mapping[str, object]) -> Question:
        """The question that these parts make; UsageError for parts that it does not have."""
        names = [field.name for field in fields(cls)]
        for name in words:
            if name not in names:
                raise UsageError(f"The years clock is not asked for {name}.{did_you_mean(name, names)}")
        trust = _member(Status, "status", words.get("trust", Status.ANNOUNCED))
        holdings = _member(Holdings, "way of holding", words.get("holdings", Holdings.AS_HELD))
        # the scope looks the other words up in the case
        return cls(**{**words, "trust": trust, "holdings": holdings})  # type: ignore[arg-type]


def _member(kind: type[Kind], about: str, word: object) -> Kind:
    """The member of a kind that a word names; UsageError if there is none."""
    try:
        return kind(str(word))
    except ValueError:
        raise UsageError(f"There is no {about} {word}; there are: {', '.join(kind)}.") from None


_GROUP = "the question to the years clock"

OPTIONS: tuple[Option, ...] = (
    Option("--path", "spending path (national)", "path", "PATH", role=Role.QUESTION, group=_GROUP),
    Option("--group", "group of allies (NATO_EUR)", "group", "GROUP", role=Role.QUESTION, group=_GROUP),
    Option("--needs", "set of needs (force_goals)", "needs_set", "SET", role=Role.QUESTION, group=_GROUP),
    Option(
        "--trust",
        f"how far to believe plans: {', '.join(Status)} (announced)",
        "trust",
        "STATUS",
        choices=tuple(status.value for status in Status),
        role=Role.QUESTION,
        group=_GROUP,
    ),
    Option(
        "--no-expansion",
        "no lines beyond those that are there or planned",
        "expansion",
        value=False,
        role=Role.QUESTION,
        group=_GROUP,
    ),
    Option(
        "--holdings",
        "whose stocks count for whose needs: as held, all together, each ally alone (as_held)",
        "holdings",
        "HOLDINGS",
        choices=tuple(way.value for way in Holdings),
        role=Role.QUESTION,
        group=_GROUP,
    ),
    Option(
        "--crews",
        "people have to be found for all that is new, as if the crews of the case were called up",
        "crews",
        value=True,
        role=Role.QUESTION,
        group=_GROUP,
    ),
    Option(
        "--without",
        "without a state: its lines, what it delivers, its stocks and needs",
        "left_out",
        "STATE",
        role=Role.OWN,
        group=_GROUP,
    ),
    Option(
        "--monthly",
        "months throughout, not quarters after the first years",
        "monthly",
        value=True,
        role=Role.QUESTION,
        group=_GROUP,
    ),
    Option(
        "--curve",
        "what core shares of 1.5 to 5 percent of output buy: the money curve",
        "curve",
        value=True,
        role=Role.EXTRA,
        group=_GROUP,
    ),
    *EXPORTING,
)

#: Quantities of the outcome table (some plans have no rows of some).
QUANTITIES = (
    "behind",
    "budget",
    "can_sign",
    "can_take_in",
    "capacity",
    "converted",
    "counted",
    "coverage",
    "deliveries",
    "empty_posts",
    "expansion",
    "funded_expansion",
    "kept_up",
    "money_carried",
    "money_for_expansion",
    "money_in",
    "money_lapsed",
    "money_out",
    "need",
    "orders",
    "output",
    "people",
    "probability",
    "recruited",
    "shortfall",
    "signed",
    "stock",
    "surge",
    "unmanned",
    "unmet_aid",
    "unmet_exports",
    "unmet_uses",
)
