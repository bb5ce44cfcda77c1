"""Limits that were relieved by one step and solved again: what holds back, as it is remembered and measured again."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sinews.answers.limit import Limit
from sinews.answers.plain import number, parts, text

Kind = TypeVar("Kind", bound=Limit[Any, Any])

#: The name under which they are remembered.
LIMITS = "limits"


@dataclass(frozen=True)
class Confirmed(Generic[Kind]):
    """A limit that holds back.

    `subject`: whom or what it concerns. `expected`, `earned`: what a standard step takes off the objective of the
    clock, as prices or an estimate say, and by solving again.
    """

    limit: Kind
    subject: str
    expected: float
    earned: float


def plain(limits: Iterable[Confirmed[Kind]]) -> list[dict[str, Any]]:
    """Limits as JSON knows them."""
    return [
        {
            "limit": finding.limit.name,
            "subject": finding.subject,
            "expected": finding.expected,
            "earned": finding.earned,
        }
        for finding in limits
    ]


def confirmed(rows: Any, kinds: Mapping[str, Kind]) -> tuple[Confirmed[Kind], ...]:  # noqa: ANN401 - JSON
    """Limits of what JSON holds, of `kinds` by name; KeyError, TypeError or ValueError if they are none."""
    return tuple(
        Confirmed(kinds[text(row, "limit")], text(row, "subject"), number(row, "expected"), number(row, "earned"))
        for row in parts(rows)
    )


def apart(before: Iterable[Confirmed[Kind]] | None, again: Iterable[Confirmed[Kind]] | None) -> float:
    """How far apart what limits earn is, in the unit of the clock; infinite if the limits are not the same."""
    if before is None or again is None:
        return math.inf
    first, second = ({(finding.limit, finding.subject): finding.earned for finding in rows} for rows in (before, again))
    if first.keys() != second.keys():
        return math.inf
    return max((abs(earned - second[limit]) for limit, earned in first.items()), default=0.0)
