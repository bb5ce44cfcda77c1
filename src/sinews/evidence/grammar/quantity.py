"""A quantity as the grammar finds it: how much of what, at least or about, and by which time it is counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What kind of quantity it is."""

    MONEY = "money"
    PERCENT_OF_GDP = "percent_of_gdp"
    PERCENT = "percent"
    POINTS = "percentage_points"
    DURATION = "duration"
    DATE = "date"
    COUNT = "count"
    TIMES = "times"
    LENGTH = "length"
    MASS = "mass"


class Bound(StrEnum):
    """How a quantity is bounded by the words before it."""

    NONE = ""
    ABOUT = "about"
    AT_LEAST = "at_least"
    ABOVE = "above"
    AT_MOST = "at_most"
    BELOW = "below"
    ONLY = "only"


@dataclass(frozen=True)
class Quantity:
    """A quantity in a sentence.

    `low`, `high`: its range, alike if it has none; of a date, the year with the month as a part of it, or the days as
    ISO text in `day`. `half`: half of what the last digit counts. `per`: the time by which it is counted, or empty.
    `start`, `end`: its place in the sentence. `sure`: False where its unit is not said beside it.
    """

    measure: Measure
    low: float
    high: float
    unit: str
    per: str
    bound: Bound
    half: float
    start: int
    end: int
    text: str
    sure: bool = True
    days: tuple[str, str] = ("", "")

    @property
    def value(self) -> float:
        """The middle of its range."""
        return (self.low + self.high) / 2

    @property
    def said(self) -> str:
        """The quantity in the words of the sentence, with the time by which it is counted."""
        return f"{self.text} a {self.per}" if self.per else self.text

    @property
    def written(self) -> str:
        """The quantity as marks write it: `4..5 years`, `100000 count/month`, `2025-04 date`."""
        if self.measure is Measure.DATE:
            first, last = self.days
            return f"{first if first == last else f'{first}..{last}'} date"
        ends = _plain(self.low) if self.low == self.high else f"{_plain(self.low)}..{_plain(self.high)}"
        return f"{ends} {self.unit}{f'/{self.per}' if self.per else ''}"


def _plain(value: float) -> str:
    return f"{value:.10g}" if abs(value) < 1e10 else f"{value:.0f}"
