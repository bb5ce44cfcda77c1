"""Independent oracles: the closed form against people drawn one by one, relief against SciPy's own linear program."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from sinews.clocks.hours.lack import Lack
from sinews.clocks.hours.relief import relieved
from tests.hours.homes import Sketch, dark


def test_the_closed_form_is_what_a_crowd_comes_to() -> None:
    """200,000 people with a store, a reserve and an hour of return each, drawn from curves; four standard errors."""
    sketch = dark(((0, 90), (24, 60), (72, 20)), ((2, 100), (30, 60), (60, 5)), hold=5, share=60)
    sketch.add("dependence", part=2, share=25, hold=20)
    random = np.random.default_rng(1)
    count = 200_000
    kind = random.choice(3, count, p=[0.60, 0.25, 0.15])
    hold = np.array([5.0, 20.0, np.inf])[kind]
    store = _drawn(random, count, [0, 24, 72], [90, 60, 20])
    back = _drawn(random, count, [2, 30, 60], [100, 60, 5])
    for hour in (4.0, 10.0, 25.0, 40.0, 71.0):
        without = (hour >= 2 + hold + store) & (hour < back)
        exact = float(Lack(sketch.scope()).along(np.array([hour]))[0, 0, 0])
        error = np.sqrt(max(exact * (1 - exact), 1e-4) / count)
        assert abs(without.mean() - exact) < 4 * error, hour


def _drawn(random: np.random.Generator, count: int, hours: list[float], levels: list[float]) -> np.ndarray:
    """Times whose part that lasts beyond an hour is the curve: 0 for what is gone at once, inf for what lasts."""
    level = random.uniform(0, 100, count)
    found = np.interp(level, levels[::-1], hours[::-1])
    return np.where(level > levels[0], 0.0, np.where(level < levels[-1], np.inf, found))


def scarce() -> Sketch:
    sketch = dark().need("food", kind="other", weight=0.5).add("dependence", need="food").stores((72, 40), need="food")
    sketch.add("relief", points=30, per_point=5000, first=6, ramp=20, stock=60_000, per_truck=500, staff_per_point=3)
    sketch.add("relief", need="food", points=50, per_point=2000, stock=30_000, per_truck=900, staff_per_point=2)
    return sketch.add("relief_means", trucks=6, round_trip=5, staff=60, fuel=3000, fuel_per_trip=40)


def test_relief_is_as_good_as_scipy_finds_it() -> None:
    """The same plan written down anew: a variable for each need and tick, rows for what is shared and used up."""
    known = relieved(scarce().scope())
    lacking = known.lacking[0]
    ticks, hours = lacking.shape[1], 3.0
    day = hours / 24
    cost = -np.repeat([1.0, 0.5], ticks) * hours / 1e6
    rows, most = [], []

    def limit(row: np.ndarray, bound: float) -> None:
        rows.append(row.ravel())
        most.append(bound)

    trips = day / np.array([500.0, 900.0])
    for tick in range(ticks):
        here = np.zeros((2, ticks))
        here[:, tick] = trips * 5
        limit(here, 6 * hours)
        here = np.zeros((2, ticks))
        here[:, tick] = [3 / 5000, 2 / 2000]
        limit(here, 60)
    for need, stock in enumerate((60_000, 30_000)):
        here = np.zeros((2, ticks))
        here[need] = day
        limit(here, stock)
    limit(np.repeat((trips * 40)[:, None], ticks, axis=1), 3000)
    open_part = [np.clip((np.linspace(t * 3, t * 3 + 3, 3001) - 6) / 20, 0, 1).mean() for t in range(ticks)]
    upper = np.minimum(lacking, [[150_000 * part for part in open_part], [100_000.0] * ticks])
    bounds = [(0, top) for top in upper.ravel()]
    found = linprog(cost, A_ub=np.array(rows), b_ub=most, bounds=bounds)
    before = float((lacking.sum(axis=1) * hours / 1e6 * [1.0, 0.5]).sum())
    assert known.weighed == pytest.approx(before + found.fun, rel=1e-5)
