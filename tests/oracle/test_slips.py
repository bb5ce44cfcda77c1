"""How promises slip, by other means: a joint normal inverted, a grid of Bayes, roots by bisection, samples made up."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import brentq
from scipy.special import polygamma

from sinews.data.tables.slips import SlipKind
from sinews.model import slips
from sinews.model.calendar import Array
from sinews.model.slips import Pair, fitted, pooled, spreads


def random(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def joint(means: Array, variances: Array, between: float) -> tuple[Array, Array]:
    """Means and deviations of kinds: they and the shared mean are jointly normal, by a precision that is inverted."""
    count = means.size
    precision = np.zeros((count + 1, count + 1))
    for kind in range(count):
        precision[kind, kind] = 1 / variances[kind] + 1 / between
        precision[kind, count] = precision[count, kind] = -1 / between
    precision[count, count] = count / between
    covariance = np.linalg.inv(precision)
    return (covariance @ np.append(means / variances, 0.0))[:count], np.sqrt(np.diag(covariance))[:count]


@pytest.mark.parametrize("seed", range(8))
def test_pooling_is_the_joint_normal_of_kinds_and_their_mean(seed: int) -> None:
    """The spread between kinds by another formula for its moment: w w' (m - m')^2 / W, summed over pairs of kinds."""
    draws = random(seed)
    means, variances = draws.normal(0.4, 1.0, 5), draws.uniform(0.005, 0.05, 5)
    weights = 1 / variances
    crossed = np.outer(weights, weights) / weights.sum()
    apart = np.subtract.outer(means, means) ** 2
    excess = (crossed * apart).sum() / 2 - (means.size - 1)
    between = excess / (weights.sum() - np.diag(crossed).sum())
    assert between > 0
    expected, deviations = joint(means, variances, between)
    found, errors = pooled(means, variances)
    assert found == pytest.approx(expected, rel=1e-8)
    assert errors == pytest.approx(deviations, rel=1e-8)


@pytest.mark.parametrize("worse", [(0.1, 0.4, 0.9), (0.0, 0.2, 0.3, 0.5, 1.1, 1.6)])
def test_the_next_promise_is_that_of_a_grid_of_bayes(worse: tuple[float, ...]) -> None:
    """Flat in the mean and in the logarithm of the deviation; both are summed over a grid."""
    values = np.array(worse)
    centres = np.linspace(values.mean() - 12, values.mean() + 12, 1201)
    deviations = np.exp(np.linspace(-4.5, 3.5, 400))
    log_density = -values.size * np.log(deviations) - (
        ((values[:, None] - centres) ** 2).sum(0)[:, None] / (2 * deviations**2)
    )
    weight = np.exp(log_density - log_density.max())
    slip = fitted(Pair("a", SlipKind.COST, 1.0, float(np.exp(value))) for value in values)[SlipKind.COST]
    for level in (0.05, 0.3, 0.5, 0.9):
        at = float(np.log(slip.quantile(np.array(level))))
        chance = (weight * stats.norm.cdf(at, centres[:, None], deviations)).sum() / weight.sum()
        assert chance == pytest.approx(level, abs=2e-3)


@pytest.mark.parametrize("value", [1e-4, 0.01, 0.3, 1.7, 40.0, 1e4])
def test_trigamma_is_undone_as_by_bisection(value: float) -> None:
    root = brentq(lambda place: float(polygamma(1, place)) - value, 1e-4, 1e6, xtol=1e-13, rtol=1e-13)
    assert slips._trigamma_undone(value) == pytest.approx(root, rel=1e-8)


def test_what_variances_share_is_found_again() -> None:
    """5,000 kinds of 6 pairs whose variances are 2 x 8 / chi-squared of 8: shared 2, worth 8."""
    draws = random(1)
    true = 2 * 8 / draws.chisquare(8, 5000)
    seen = true * draws.chisquare(5, 5000) / 5
    shared, worth = slips._shared(seen, np.full(5000, 5.0))
    assert shared == pytest.approx(2, rel=0.03)
    assert worth == pytest.approx(8, rel=0.1)
    drawn, _ = spreads(seen, np.full(5000, 5.0))
    assert np.mean(np.log(drawn / true) ** 2) < np.mean(np.log(seen / true) ** 2) / 2


def test_intervals_hold_what_they_say_where_the_model_is_true() -> None:
    """500 samples of three kinds, one of them small; one promise more of each: nine in ten within, give or take."""
    draws = random(3)
    sizes = {SlipKind.PROCUREMENT: 30, SlipKind.FACTORY: 6, SlipKind.RATE: 12}
    inside = 0
    for _ in range(500):
        made, more = [], {}
        for kind, size in sizes.items():
            *values, more[kind] = np.exp(draws.normal(draws.normal(0.3, 0.3), 0.5, size + 1))
            made += [Pair("a", kind, 1.0, float(1 / value if kind is SlipKind.RATE else value)) for value in values]
        for kind, slip in fitted(made).items():
            seen = 1 / more[kind] if kind is SlipKind.RATE else more[kind]
            inside += abs(float(slip.chance(np.array(seen))) - 0.5) <= 0.45
    low, high = stats.binom.interval(0.999, 1500, 0.9)
    assert low <= inside <= high
