"""What a number rests on as rules see it: its facts in their order, its rules, its assumptions; and its range."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sinews.data.derivation.figures import Figure
from sinews.data.derivation.units import money

#: What a unit of money at the prices of a year ends with.
AT_PRICES = re.compile(r"_(19|20)\d\d$")

#: Numbers agree that differ by no more than what six significant digits leave out.
NEAR = 2e-5


@dataclass(frozen=True)
class Ends:
    """A number and its range."""

    low: float
    value: float
    high: float

    def near(self, other: Ends) -> bool:
        """Whether two are alike but for digits that are not written."""
        pairs = ((self.low, other.low), (self.value, other.value), (self.high, other.high))
        return all(near(first, second) for first, second in pairs)

    def times(self, factor: float) -> Ends:
        """The number and its range, as many times as large."""
        return Ends(self.low * factor, self.value * factor, self.high * factor)


@dataclass(frozen=True)
class Cited:
    """A fact in the basis of a number: its figure, the year in which its period begins, and what it measures."""

    figure: Figure
    year: int
    quantity: str

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return money(AT_PRICES.sub("", self.figure.unit)) is not None

    @property
    def value(self) -> float:
        """Its most likely value in the base unit of its own: of money, millions of its currency."""
        unit = money(AT_PRICES.sub("", self.figure.unit))
        return self.figure.value * (unit.millions if unit else 1.0)


@dataclass(frozen=True)
class Basis:
    """What a number rests on: facts in their order, rules, values of assumptions by name; `year`: of its row, or 0."""

    facts: tuple[Cited, ...]
    rules: frozenset[str]
    assumed: Mapping[str, float]
    year: int

    def values(self, number: int, *rules: str) -> list[float] | None:
        """The first so many facts, if it rests on as many and on these rules alone; else None."""
        if len(self.facts) < number or self.rules != set(rules):
            return None
        return [cited.value for cited in self.facts[:number]]


def near(first: float, second: float) -> bool:
    """Whether two numbers are alike but for digits that are not written."""
    return math.isclose(first, second, rel_tol=NEAR, abs_tol=1e-9)
