"""How promises slip, small enough to work out on paper; each docstring has the derivation."""

from __future__ import annotations

from math import exp, log, pi, sqrt

import numpy as np
import pytest

from sinews.data.tables.slips import SlipKind
from sinews.model.calendar import Array
from sinews.model.slips import Pair, Slip, fitted, pooled, spreads

DELIVERY, FACTORY, RATE = SlipKind.PROCUREMENT, SlipKind.FACTORY, SlipKind.RATE


def slipped(kind: SlipKind, *worse: float) -> list[Pair]:
    """Pairs of a kind that come out so much worse than promised, as logarithms."""
    turn = -1.0 if kind is RATE else 1.0
    return [Pair(f"{kind}-{index}", kind, 10.0, 10.0 * exp(turn * each)) for index, each in enumerate(worse)]


def near(*values: float) -> object:
    return pytest.approx(np.array(values), abs=1e-12)


def test_two_kinds_of_known_variance_are_drawn_together() -> None:
    """Means 0 and 1, each of variance 0.1.

    Weights 10, middle 0.5, Q = 10 x (0.25 + 0.25) = 5, which is 4 beyond its one degree of freedom; room =
    20 - 200 / 20 = 10, so the variance between kinds is 0.4. Each mean goes 0.1 / (0.1 + 0.4) = 0.2 of the way: 0.1 and
    0.9. The shared mean has the variance 1 / (2 + 2) = 0.25, so the error is sqrt(0.1 x 0.8 + 0.2^2 x 0.25) = 0.3.
    """
    means, errors = pooled(np.array([0.0, 1.0]), np.array([0.1, 0.1]))
    assert means == near(0.1, 0.9)
    assert errors == near(0.3, 0.3)


def test_kinds_that_differ_by_chance_alone_are_one() -> None:
    """Means 0 and 0.1 of variance 0.1: Q = 10 x 0.005 = 0.05 is less than 1. Both are 0.05, of variance 0.05."""
    means, errors = pooled(np.array([0.0, 0.1]), np.array([0.1, 0.1]))
    assert means == near(0.05, 0.05)
    assert errors == near(sqrt(0.05), sqrt(0.05))


def test_one_pair_goes_furthest_and_takes_the_spread_of_the_others() -> None:
    """Deliveries 0.2 and 0.6 (mean 0.4, variance 0.08), one factory of 1.0, which has the same variance, of one degree.

    Variances of the means 0.04 and 0.08: weights 25 and 12.5, middle 0.6, Q = 25 x 0.04 + 12.5 x 0.16 = 3, 2 beyond;
    room = 37.5 - 781.25 / 37.5 = 50/3; between 0.12. Weights 1 / 0.16 = 6.25 and 1 / 0.2 = 5, middle 7.5 / 11.25 = 2/3.
    Deliveries go 0.25 of the way, the factory 0.4: 0.4667 and 0.8667. Errors squared: 0.04 x 0.75 + 0.0625 / 11.25 and
    0.08 x 0.6 + 0.16 / 11.25.
    """
    slips = fitted([*slipped(DELIVERY, 0.2, 0.6), *slipped(FACTORY, 1.0)])
    centres = np.array([slips[kind].centre for kind in (DELIVERY, FACTORY)])
    errors = np.array([slips[kind].error for kind in (DELIVERY, FACTORY)])
    assert centres == near(0.25 * 2 / 3 + 0.75 * 0.4, 0.4 * 2 / 3 + 0.6)
    assert errors**2 == near(0.03 + 0.0625 / 11.25, 0.048 + 0.16 / 11.25)
    assert [slip.spread for slip in slips.values()] == pytest.approx([sqrt(0.08)] * 2)
    assert [slip.freedom for slip in slips.values()] == [1.0, 1.0]
    assert [slip.pairs for slip in slips.values()] == [2, 1]


def test_a_kind_alone_has_the_interval_of_the_textbook() -> None:
    """0, 0.3 and 0.6: mean 0.3, deviation 0.3. The next lies within 0.3 +- t x 0.3 x sqrt(1 + 1/3).

    t = 2.92 for nine tenths and 2 degrees of freedom.
    """
    slip = fitted(slipped(DELIVERY, 0.0, 0.3, 0.6))[DELIVERY]
    away = 2.9199855803537 * 0.3 * sqrt(4 / 3)
    assert np.log(slip.quantile(np.array([0.05, 0.5, 0.95]))) == near(0.3 - away, 0.3, 0.3 + away)


def test_a_rate_that_falls_short_is_worse() -> None:
    """Half and a quarter of a rate are worse by log 2 and 2 log 2: the median is the root of 1/8."""
    slip = fitted(slipped(RATE, log(2), 2 * log(2)))[RATE]
    assert slip.median == pytest.approx(sqrt(1 / 8))
    assert slip.chance(np.array(slip.median)) == pytest.approx(0.5)


def test_rates_and_dates_are_pooled_by_how_much_worse_they_are() -> None:
    """A rate of half and months doubled are equally bad: together they say what each says alone, by one more degree."""
    worse = [0.1, 0.5, 0.9]
    slips = fitted([*slipped(DELIVERY, *worse), *slipped(RATE, *worse)])
    assert (slips[DELIVERY].centre, slips[RATE].centre) == (pytest.approx(0.5), pytest.approx(-0.5))
    assert slips[DELIVERY].error == pytest.approx(sqrt(0.16 / 6))
    assert slips[DELIVERY].freedom == 4.0


def test_spreads_of_few_pairs_are_drawn_together() -> None:
    """Two variances of 2 degrees of freedom each, whose logarithms lie d apart about 0.

    The variance of the logarithms is d^2 / 2, of which chance makes trigamma(1) = pi^2 / 6. With d^2 / 2 = pi^2 / 3 the
    rest is trigamma(1) again, so what they share counts as 2 degrees, and is exp(-digamma(1) + digamma(1)) = 1. Each is
    drawn half way to 1 and counts as 4 degrees, no more than both have together.
    """
    apart = pi * sqrt(2 / 3)
    variances = np.exp(np.array([apart / 2, -apart / 2]))
    drawn, freedoms = spreads(variances, np.array([2.0, 2.0]))
    assert drawn == pytest.approx((1 + variances) / 2, abs=1e-9)
    assert freedoms == near(4.0, 4.0)


def test_spreads_that_differ_by_chance_alone_are_one() -> None:
    """2 with 3 degrees and 4 with 1: (6 + 4) / 4 = 2.5, of 4 degrees."""
    drawn, freedoms = spreads(np.array([2.0, 4.0]), np.array([3.0, 1.0]))
    assert drawn == near(2.5, 2.5)
    assert freedoms == near(4.0, 4.0)


@pytest.mark.parametrize(("pairs", "own"), [(19, False), (20, True)])
def test_a_kind_has_a_spread_of_its_own_from_twenty_pairs(pairs: int, *, own: bool) -> None:
    """Variances 1 and 4 that would be drawn together otherwise."""
    drawn, freedoms = spreads(np.array([1.0, 4.0]), np.array([pairs - 1.0, 5.0]))
    assert (drawn[0] == 1.0) == own
    assert (freedoms[0] == pairs - 1) == own
    assert drawn[1] < 4.0


def test_promises_of_a_trial_share_what_is_unknown_of_their_kind() -> None:
    """Error 0.6 and spread 0.8: 0.36 of the variance is shared.

    An own uniform of a half adds nothing: 0.6 of the normal score of the common one is left, so 0.8413, whose score is
    1, gives 0.7257, whose score is 0.6.
    """
    slip = Slip(DELIVERY, centre=0.0, error=0.6, spread=0.8, freedom=30.0, pairs=31)
    one, half = 0.8413447460685429, 0.7257468822499265
    assert slip.joined(np.array([one, 0.5]), np.array([0.5, 0.5])) == near(half, 0.5)
    assert slip.joined(np.array([[0.5], [one]]), np.array([0.5, 0.2, 0.9])).shape == (2, 3)


def test_what_is_open_after_part_of_its_time_comes_later() -> None:
    """Half of all come by the median. Of those open then, half come by the upper quartile."""
    slip = Slip(DELIVERY, centre=log(1.5), error=0.1, spread=0.4, freedom=20.0, pairs=21)
    so_far = slip.chance(np.array(slip.median))
    later: Array = slip.quantile(so_far + np.array([0.0, 0.5]) * (1 - so_far))
    assert later == pytest.approx([1.5, float(slip.quantile(np.array(0.75)))])


def test_pairs_that_do_not_differ_say_nothing() -> None:
    assert fitted([]) == {}
    assert fitted([*slipped(DELIVERY, 0.2), *slipped(RATE, 0.4)]) == {}
    assert fitted(Pair(name, DELIVERY, 10.0, 20.0) for name in "ab") == {}


def test_ends_are_nothing_and_never() -> None:
    slip = Slip(DELIVERY, centre=0.0, error=1.0, spread=1.0, freedom=0.1, pairs=1)
    assert slip.quantile(np.array([0.0, 1.0])).tolist() == [0.0, np.inf]
    assert np.isinf(slip.quantile(np.array(0.999)))
