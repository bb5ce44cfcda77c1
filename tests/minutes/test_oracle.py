"""An independent oracle: the chain as a convolution of densities on a grid, against the trials."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pytest
from scipy.signal import fftconvolve
from scipy.stats import triang

from sinews.answers.work import threads
from sinews.clocks.minutes.trials import Arrivals, arrivals
from tests.minutes.towns import Sketch, town

#: Step of the grid in minutes, its length, and trials.
STEP, LENGTH, TRIALS = 0.01, 40.0, 40_000

GRID = np.arange(0.0, LENGTH, STEP)


def distribution(likely: float, low: float, high: float) -> np.ndarray:
    """The distribution function of a triangle on the grid."""
    return np.asarray(triang.cdf(GRID, (likely - low) / (high - low), loc=low, scale=high - low))


def masses(function: np.ndarray) -> np.ndarray:
    """The mass of each cell of the grid, put into its middle."""
    return np.diff(function, append=function[-1])


def added(*parts: np.ndarray) -> np.ndarray:
    """Masses of a sum of independent times."""
    return reduce(lambda one, other: fftconvolve(one, other)[: len(GRID)], parts)


#: Times of the chain: likely, low, high.
DETECT, DECIDE, ALERT = (1.0, 0.5, 2.5), (2.0, 0.5, 6.0), (0.8, 0.2, 2.0)
PHONE, SIREN, NOTICE = (0.3, 0.1, 3.0), (0.15, 0.1, 0.4), (0.5, 0.1, 2.0)
WALK, COVER, RISE = (2.5, 1.0, 8.0), (0.7, 0.2, 2.0), (2.0, 0.5, 5.0)


def sketch() -> Sketch:
    made = town().set("arrival_classes", detect=DETECT).link("decide", time=DECIDE).link("alert", time=ALERT)
    made.set("channel_coverage", share=70, delay=PHONE).add("warning_channels", channel="siren", wakes=40)
    made.add("channel_coverage", channel="siren", share=50, delay=SIREN).set("warning_channels", wakes=60)
    made.set("day_parts", asleep=30, notice=NOTICE, rise=RISE).set("warning_response", acts=80)
    return made.shelter("shelter", places=60, time=WALK).shelter("cover", places=90, time=COVER)


def chain(asleep: bool) -> np.ndarray:
    """Masses of the time from launch until the warning is known; what is lacking to one is never warned."""
    wakes = (0.6, 0.4) if asleep else (1.0, 1.0)
    missed = np.ones_like(GRID)
    for share, wake, delay in ((0.7, wakes[0], PHONE), (0.5, wakes[1], SIREN)):
        missed *= 1 - share * wake * distribution(*delay)
    knowing = masses(1 - missed)
    last = RISE if asleep else NOTICE
    return added(*(masses(distribution(*one)) for one in (DETECT, DECIDE, ALERT, last)), knowing)


def by(mass: np.ndarray, minute: float) -> float:
    """The mass before a minute; sums of five and six cells are off by half a step each."""
    return float(np.interp(minute, GRID + 3 * STEP, mass.cumsum()))


@pytest.fixture(scope="module")
def found() -> Arrivals:
    with threads(1) as crew:
        [known] = arrivals(sketch().scope(trials=TRIALS), crew).values()
    return known


@pytest.fixture(scope="module")
def exact() -> dict[str, float]:
    """Parts of the people who are warned, and in shelter, within ten minutes.

    Places and response do not depend on times: P(in shelter) = acts x places x P(chain + way within ten minutes).
    """
    parts = {"warned": 0.0, "sheltered": 0.0}
    for asleep, part in ((True, 0.3), (False, 0.7)):
        mass = chain(asleep)
        parts["warned"] += part * by(mass, 10)
        parts["sheltered"] += part * 0.8 * 0.6 * by(added(mass, masses(distribution(*WALK))), 10)
    return parts


def test_trials_come_to_the_convolution(exact: dict[str, float], found: Arrivals) -> None:
    """Five standard errors of a share of 40,000 trials, and what the grid is off by."""
    for name, part in exact.items():
        error = np.sqrt(part * (1 - part) / TRIALS)
        assert abs(getattr(found, name).sum() / TRIALS - part) < 5 * error + 1e-3, name


def test_under_cover_comes_to_a_double_integral(found: Arrivals) -> None:
    """P(cover, and not in shelter) on one chain: both ways are independent given the minute at which one knows.

    For each minute left after the warning is known: cover x F_cover x (1 - shelter x F_walk), then the mean over it.
    """
    ways, acts = (distribution(*COVER), distribution(*WALK)), 0.8
    both = acts * 0.9 * ways[0] * (1 - 0.6 * ways[1])
    part = 0.0
    for asleep, weight in ((True, 0.3), (False, 0.7)):
        left = np.maximum(10 - GRID - 2.5 * STEP, 0)
        part += weight * float((chain(asleep) * np.interp(left, GRID, both)).sum())
    error = np.sqrt(part * (1 - part) / TRIALS)
    assert abs(found.covered.sum() / TRIALS - part) < 5 * error + 1e-3


def test_the_median_need_is_that_of_the_convolution(found: Arrivals) -> None:
    """Half of those who are reached are in shelter by then: within the error of the trials, three hundredths of it."""
    reached, total = np.zeros_like(GRID), 0.0
    for asleep, weight in ((True, 0.3), (False, 0.7)):
        mass = chain(asleep)
        reached += weight * added(mass, masses(distribution(*WALK)))
        total += weight * mass.sum()
    middle = float(np.interp(0.5, reached.cumsum() / total, GRID + 3 * STEP))
    assert found.needed[0, 0] == pytest.approx(middle, abs=0.05)
