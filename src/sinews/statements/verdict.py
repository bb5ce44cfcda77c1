"""Verdicts, and the one rule by which a figure and a claim give one.

A figure is a most likely value with a range that holds nine times out of ten; so is what it is held against (a figure
that was stated as such has no width). A claim

- holds if the whole range of the figure is on the claimed side of the whole range that it is held against;
- holds in part if the most likely values are on the claimed side, but the ranges are not;
- does not hold if the most likely values are not;
- is open if nothing that the case or the clocks know can decide it.

A claim of several parts, or about several states, holds if all parts do, does not if none does, and holds in part
otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from sinews.data.tables import Side, StatementCheck
from sinews.present.words import month
from sinews.present.words import number as exact_number


class Outcome(StrEnum):
    """What a verdict says."""

    HOLDS = "holds"
    IN_PART = "holds in part"
    DOES_NOT_HOLD = "does not hold"
    OPEN = "open"


#: What follows the name of a clock in the quantity of a claim on one of its margins.
MARGIN = "_margin"


class ClaimCheck(StrEnum):
    """Checks of claims in articles; no row of a case names one of them."""

    AMOUNT_SPENT = "amount_spent"
    CURVE_FALLS_SHORT = "curve_falls_short"
    STOCK_COVER = "stock_cover"
    CONTRACT_MONTHS = "contract_months"
    INCIDENTS_RATIO = "incidents_ratio"
    DECIDED_BY_ALL = "decided_by_all"
    MINUTES_OF_WARNING = "minutes_of_warning"


#: A check of a statement of a case, or of a claim.
AnyCheck: TypeAlias = StatementCheck | ClaimCheck


@dataclass(frozen=True)
class Estimate:
    """A number with its range, its unit, and the ids of what it rests on. Infinite: beyond what the clock sees."""

    value: float
    low: float
    high: float
    unit: str
    basis: tuple[str, ...] = ()

    @classmethod
    def of(cls, ends: Iterable[float], unit: str, basis: tuple[str, ...] = ()) -> Estimate:
        """A number from value, low and high end, in this order."""
        value, low, high = ends
        return cls(value, low, high, unit, basis)

    @classmethod
    def exact(cls, value: float, unit: str, basis: tuple[str, ...] = ()) -> Estimate:
        """A number without a range."""
        return cls(value, value, value, unit, basis)


@dataclass(frozen=True)
class Statement:
    """A row of the table `statements`. `about`, `against`: codes; `evidence`, `basis`: ids."""

    code: str
    office: str
    place: str
    said: date
    subject: str
    quantity: str
    claim: str
    value: Estimate | None
    threshold: Estimate | None
    side: Side | None
    start: date | None
    end: date | None
    check: AnyCheck
    about: tuple[str, ...]
    against: tuple[str, ...]
    item: str
    owner: str
    force: str
    path: str
    step: float | None
    evidence: tuple[str, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What a check found: the figure, what it was held against, why, and what would change the verdict.

    `basis`: ids of facts, assumptions and rules behind the figure (those of the statement itself are its own).
    `rows`: rows of the case that were read, as `table: key`.
    """

    statement: Statement
    outcome: Outcome
    figure: Estimate | None
    against: Estimate | None
    because: str
    change: str
    basis: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


def judge(figure: Estimate, side: Side, against: Estimate) -> Outcome:
    """The rule, for one figure."""
    if side is Side.WITHIN:
        likely = against.low <= figure.value <= against.high
        sure = against.low <= figure.low and figure.high <= against.high
    elif side in (Side.AT_LEAST, Side.ABOVE):
        strict = side is Side.ABOVE
        likely = _beyond(figure.value, against.value, strict=strict)
        sure = _beyond(figure.low, against.high, strict=strict)
    else:
        strict = side is Side.BELOW
        likely = _beyond(-figure.value, -against.value, strict=strict)
        sure = _beyond(-figure.high, -against.low, strict=strict)
    if likely:
        return Outcome.HOLDS if sure else Outcome.IN_PART
    return Outcome.DOES_NOT_HOLD


def _beyond(figure: float, against: float, *, strict: bool) -> bool:
    return figure > against if strict else figure >= against


def combine(parts: Sequence[Outcome]) -> Outcome:
    """The rule, for a claim of several parts."""
    decided = [part for part in parts if part is not Outcome.OPEN]
    if not decided:
        return Outcome.OPEN
    if len(set(parts)) == 1:
        return parts[0]
    return Outcome.IN_PART


def what_would_change(figure: Estimate, side: Side, against: Estimate) -> str:
    """One sentence: how far the figure would have to move for another verdict."""
    outcome = judge(figure, side, against)
    if side is Side.WITHIN:
        return _within(figure, against, outcome)
    rising = side in (Side.AT_LEAST, Side.ABOVE)
    end, mark = (figure.low, against.high) if rising else (figure.high, against.low)
    certain = end == figure.value and mark == against.value
    which, moved, passed = ("low", "rose", "fell below") if rising else ("high", "fell", "rose above")
    likely, bound, now = (shown(value, figure.unit) for value in (against.value, mark, end))
    ranged = figure.low < figure.high
    moving = f"the {which} end of the range" if ranged else "the figure"
    most = "the most likely value" if ranged else "it"
    if outcome is Outcome.HOLDS and certain:
        return f"It would no longer hold if the figure {passed} {likely}."
    if outcome is Outcome.HOLDS:
        return (
            f"It would hold only in part if {moving}, {now}, {passed} {bound}, and not at all if {most} {passed} "
            f"{likely}."
        )
    if outcome is Outcome.IN_PART:
        return (
            f"It would hold in full if {moving} {moved} from {now} to {bound}, and not at all if {most} {passed} "
            f"{likely}."
        )
    word = "on" if rising else "down"
    beyond = f"if the whole range lay from {bound} {word}" if ranged else f"from {bound} {word}"
    full = "" if certain else f", and in full {beyond}"
    return f"It would hold {'' if certain else 'in part '}from {likely} {word}{_times(figure, against)}{full}."


def _times(figure: Estimate, against: Estimate) -> str:
    """How many times the figure found the claim asks for, where that says something."""
    if figure.unit in DATED or figure.value * against.value <= 0:
        return ""
    return f" ({number(against.value / figure.value)} times the figure found)"


def _within(figure: Estimate, against: Estimate, outcome: Outcome) -> str:
    low, high = shown(against.low, figure.unit), shown(against.high, figure.unit)
    bounds = f"within {low} to {high}" if against.low < against.high else f"at {low}"
    if outcome is Outcome.HOLDS:
        return f"It would no longer hold in full if the figure or its range did not stay {bounds}."
    if outcome is Outcome.IN_PART:
        return f"It would hold in full if the whole range lay {bounds}."
    return f"It would hold in part if the most likely value lay {bounds}."


#: Digits that count in the sentences of a verdict.
DIGITS = 3


def number(value: float, digits: int = DIGITS) -> str:
    """A number for reading, at as many digits as count: no figure here is known better."""
    if not math.isfinite(value) or value == 0:
        return "0" if value == 0 else exact_number(value)
    return exact_number(round(value, digits - 1 - math.floor(math.log10(abs(value)))), digits)


#: Units of figures that are points in time, as numbers of years.
DATED = ("calendar_year",)

#: Units as they stand behind a number.
UNITS = {"percent": " %", "ratio": " times", "rank": "", "units/year": " a year", "percentage_points": " points"}


def shown(value: float, unit: str) -> str:
    """A value with its unit, for reading; a number of years in a unit of dates as a month."""
    if unit in DATED:
        return month(month_of(value)) if math.isfinite(value) else "a date beyond the horizon"
    return f"{number(value)}{UNITS.get(unit, ' ' + unit.replace('_', ' '))}"


def decimal_year(day: date) -> float:
    """A month as a number of years: January 2030 is 2030."""
    return day.year + (day.month - 1) / 12


def month_of(year: float) -> date:
    """The month that a number of years names."""
    months = round(year * 12)
    return date(months // 12, months % 12 + 1, 1)
