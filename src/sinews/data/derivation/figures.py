"""Figures with a range and a basis.

A `Figure` is a number with the range that holds nine times out of ten, its unit, and the ids of all facts, assumptions
and rules that it rests on. Arithmetic keeps all three, so that no number reaches a case without its basis.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sinews.errors import UsageError


class DerivationError(UsageError):
    """A fact, assumption or unit that a rule asks for is not there."""


@dataclass(frozen=True)
class Figure:
    """A number with its range, unit and basis; DerivationError if the range is upside down."""

    value: float
    low: float
    high: float
    unit: str
    basis: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise DerivationError(f"range upside down: {self.value:g} in {self.low:g} to {self.high:g}")

    def _with(self, other: Figure | float) -> tuple[float, float, float, tuple[str, ...]]:
        if isinstance(other, Figure):
            return other.value, other.low, other.high, joined(self.basis, other.basis)
        return other, other, other, self.basis

    def __add__(self, other: Figure | float) -> Figure:
        value, low, high, basis = self._with(other)
        return Figure(self.value + value, self.low + low, self.high + high, self.unit, basis)

    def __sub__(self, other: Figure | float) -> Figure:
        value, low, high, basis = self._with(other)
        return Figure(self.value - value, self.low - high, self.high - low, self.unit, basis)

    def __mul__(self, other: Figure | float) -> Figure:
        """Product; both ranges are of one sign (non-negative figures)."""
        value, low, high, basis = self._with(other)
        return Figure(self.value * value, self.low * low, self.high * high, self.unit, basis)

    def __truediv__(self, other: Figure | float) -> Figure:
        value, low, high, basis = self._with(other)
        return Figure(self.value / value, self.low / high, self.high / low, self.unit, basis)

    __radd__ = __add__
    __rmul__ = __mul__

    def of(self, unit: str) -> Figure:
        """The same number, said to be in `unit` (after arithmetic that changed it)."""
        return Figure(self.value, self.low, self.high, unit, self.basis)

    def by(self, rule: str) -> Figure:
        """Mark the figure as derived by a named rule (a row of `rules`)."""
        return self.resting_on(f"rule:{rule}")

    def resting_on(self, *basis: str) -> Figure:
        """The same figure, resting on other facts, assumptions or rules as well."""
        return Figure(self.value, self.low, self.high, self.unit, joined(self.basis, basis))

    def ranged(self, low: float, high: float, *basis: str) -> Figure:
        """The same value with another range (sources that disagree), and what the range rests on."""
        return Figure(self.value, low, high, self.unit, joined(self.basis, basis))


def exact(value: float, unit: str = "1", basis: tuple[str, ...] = ()) -> Figure:
    """A number without a range."""
    return Figure(value, value, value, unit, basis)


def joined(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    """Two bases as one: each id once, in the order of its first mention."""
    return tuple(dict.fromkeys([*first, *second]))


def total(figures: Iterable[Figure]) -> Figure:
    """Sum of one or more figures of one unit."""
    first, *rest = figures
    for figure in rest:
        first = first + figure
    return first


def interpolated(points: list[tuple[int, Figure]], month: int) -> Figure:
    """The figure of `month` on a line through dated points in order: linear between them, constant outside."""
    before = [point for point in points if point[0] <= month]
    after = [point for point in points if point[0] > month]
    if not before or not after:
        return (before[-1] if before else after[0])[1]
    (start, first), (end, last) = before[-1], after[0]
    done = (month - start) / (end - start)
    return first * (1 - done) + last * done
