"""Operations on figures: arithmetic, means, ranges, and what a figure rests on.

Figures of different units are not added, compared or ranged. A product or quotient takes the unit of the cell that it
ends in, since the numbers in it (months of a period, parts of a whole) have no unit of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from sinews.data.derivation.faults import Fault, FaultError
from sinews.data.derivation.figures import Figure, exact, joined
from sinews.data.derivation.figures import total as added
from sinews.data.derivation.signature import by_name, registered

#: The unit of plain numbers, which go with any other, and that of products, which is not known.
PLAIN, UNKNOWN = "1", ""


def plus(first: Figure, other: Figure) -> Figure:
    """Sum of two figures of one unit."""
    return (first + other).of(_unit([first, other]))


def minus(first: Figure, other: Figure) -> Figure:
    """Difference of two figures of one unit; its range is as wide as both together."""
    return (first - other).of(_unit([first, other]))


def times(first: Figure, other: Figure) -> Figure:
    """Product of two figures that are not negative."""
    return (first * other).of(UNKNOWN)


def over(first: Figure, other: Figure) -> Figure:
    """Quotient of two figures; FaultError if the range of the divisor touches zero."""
    if 0 in (other.value, other.low, other.high):
        raise FaultError([Fault("a division by zero", "a divisor whose range leaves out zero", "Check the divisor.")])
    return (first / other).of(UNKNOWN)


def total(first: Figure, *others: Figure) -> Figure:
    """Sum of figures of one unit, ends of the ranges included."""
    return added([first, *others]).of(_unit([first, *others]))


def mean(first: Figure, *others: Figure) -> Figure:
    """Mean of figures, with the mean of their ranges."""
    return (total(first, *others) / (1 + len(others))).of(_unit([first, *others]))


def span(first: Figure, *others: Figure) -> Figure:
    """Mean of figures, with a range from the lowest to the highest of theirs."""
    figures = [first, *others]
    return mean(*figures).ranged(min(each.low for each in figures), max(each.high for each in figures))


def covering(figure: Figure, *others: Figure) -> Figure:
    """A figure with its range widened to the values of other sources."""
    values = [other.value for other in others]
    wide = figure.ranged(min(figure.low, *values), max(figure.high, *values)) if values else figure
    return _ranged(wide, [figure, *others])


def ranged(figure: Figure, low: Figure, high: Figure) -> Figure:
    """A figure with another range: between the values of two others."""
    return _ranged(figure.ranged(low.value, high.value), [figure, low, high])


def with_low(figure: Figure, low: Figure) -> Figure:
    """A figure whose range begins at the value of another."""
    return _ranged(figure.ranged(low.value, figure.high), [figure, low])


def with_high(figure: Figure, high: Figure) -> Figure:
    """A figure whose range ends at the value of another."""
    return _ranged(figure.ranged(figure.low, high.value), [figure, high])


def low(figure: Figure) -> Figure:
    """The low end of a range, as a figure without a range."""
    return exact(figure.low, figure.unit, figure.basis)


def high(figure: Figure) -> Figure:
    """The high end of a range, as a figure without a range."""
    return exact(figure.high, figure.unit, figure.basis)


def middle(figure: Figure) -> Figure:
    """A figure without its range, where the range of another covers its error."""
    return exact(figure.value, figure.unit, figure.basis)


def bare(figure: Figure) -> Figure:
    """A figure as a number alone, where a total or weight would name facts by the dozen; its cell rests on others."""
    return exact(figure.value, figure.unit)


def resting_on(figure: Figure, *others: Figure) -> Figure:
    """A figure that rests on what others rest on as well, without taking numbers from them."""
    return figure.resting_on(*(token for other in others for token in other.basis))


def at_least(figure: Figure, bound: Figure) -> Figure:
    """A figure of which value and range are raised to a bound where they lie below it."""
    value, low, high = (max(end, bound.value) for end in (figure.value, figure.low, figure.high))
    return Figure(value, low, high, _unit([figure, bound]), joined(figure.basis, bound.basis))


def at_most(figure: Figure, bound: Figure) -> Figure:
    """A figure of which value and range are cut to a bound where they lie above it."""
    value, low, high = (min(end, bound.value) for end in (figure.value, figure.low, figure.high))
    return Figure(value, low, high, _unit([figure, bound]), joined(figure.basis, bound.basis))


def greatest(first: Figure, *others: Figure) -> Figure:
    """The figure with the highest value, the first of several."""
    _unit([first, *others])
    return max((first, *others), key=lambda figure: figure.value)


def least(first: Figure, *others: Figure) -> Figure:
    """The figure with the lowest value, the first of several."""
    _unit([first, *others])
    return min((first, *others), key=lambda figure: figure.value)


def unless_passed(limit: Figure, reached: Figure, otherwise: Figure) -> Figure:
    """A limit, unless what has been reached lies at it or above it: then another figure."""
    _unit([limit, reached])
    return limit if limit.value > reached.value else otherwise


def _ranged(figure: Figure, parts: Sequence[Figure]) -> Figure:
    """A figure with a new range, resting on all its parts."""
    return resting_on(figure, *parts).of(_unit(parts))


def _unit(figures: Sequence[Figure]) -> str:
    """The one unit of figures; FaultError if they have several."""
    units = dict.fromkeys(figure.unit for figure in figures if figure.unit not in (PLAIN, UNKNOWN))
    if len(units) > 1:
        raise FaultError([Fault(f"figures in {' and in '.join(units)}", "figures of one unit", "Convert one of them.")])
    return next(iter(units), PLAIN if all(figure.unit == PLAIN for figure in figures) else UNKNOWN)


SIGNS = by_name((("+", plus), ("-", minus), ("*", times), ("/", over)))
FIGURES = registered(
    total,
    mean,
    span,
    covering,
    ranged,
    with_low,
    with_high,
    low,
    high,
    middle,
    bare,
    resting_on,
    at_least,
    at_most,
    greatest,
    least,
    unless_passed,
)
