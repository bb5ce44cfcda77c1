"""The numbers of docs/method-chance.md rebuilt from the rows of the packaged case by the formulas of the page alone."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Mapping
from math import exp, log, sqrt
from statistics import fmean, variance
from typing import NamedTuple

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import brentq
from scipy.special import digamma, polygamma

from sinews.data.case import embedded
from sinews.model.pairs import Sample, pairs_of
from sinews.model.slips import fitted
from tests.support import packaged_case


class OfPage(NamedTuple):
    """A distribution as the page has it: centre, scale and degrees of freedom of the logarithm, its sign."""

    centre: float
    scale: float
    freedom: float
    sign: int


def months(start: str, end: str) -> int:
    return 12 * (int(end[:4]) - int(start[:4])) + int(end[5:7]) - int(start[5:7])


def worse(row: Mapping[str, str]) -> float:
    """The page's y of a row."""
    if row["kind"] in ("procurement", "factory"):
        return log(months(row["signed"], row["came"]) / months(row["signed"], row["due"]))
    return (-1 if row["kind"] == "rate" else 1) * log(float(row["observed"]) / float(row["promised"]))


def of_page(rows: list[Mapping[str, str]]) -> dict[str, OfPage]:
    """The section of the page, step by step, where variances of kinds differ by more than chance."""
    values: defaultdict[str, list[float]] = defaultdict(list)
    for row in rows:
        values[row["kind"]].append(worse(row))
    square = {kind: variance(ys) for kind, ys in values.items()}
    half = {kind: (len(ys) - 1) / 2 for kind, ys in values.items()}
    level = {kind: log(square[kind]) - digamma(half[kind]) + log(half[kind]) for kind in values}
    beyond = variance(level.values()) - fmean(float(polygamma(1, each)) for each in half.values())
    assert beyond > 0
    d0 = 2 * brentq(lambda place: float(polygamma(1, place)) - beyond, 1e-3, 1e5)
    s0 = exp(fmean(level.values()) + digamma(d0 / 2) - log(d0 / 2))
    most = sum(len(ys) - 1 for ys in values.values())
    v, d = {}, {}
    for kind, ys in values.items():
        own = len(ys) - 1
        v[kind] = square[kind] if len(ys) >= 20 else (d0 * s0 + own * square[kind]) / (d0 + own)
        d[kind] = own if len(ys) >= 20 else min(d0 + own, most)
    m = {kind: fmean(ys) for kind, ys in values.items()}
    spread = {kind: v[kind] / len(ys) for kind, ys in values.items()}
    w = {kind: 1 / spread[kind] for kind in values}
    middle = sum(w[kind] * m[kind] for kind in values) / sum(w.values())
    excess = sum(w[kind] * (m[kind] - middle) ** 2 for kind in values) - (len(values) - 1)
    between = max(0.0, excess / (sum(w.values()) - sum(each**2 for each in w.values()) / sum(w.values())))
    w = {kind: 1 / (spread[kind] + between) for kind in values}
    middle = sum(w[kind] * m[kind] for kind in values) / sum(w.values())
    found = {}
    for kind in values:
        drawn = spread[kind] / (spread[kind] + between)
        error = spread[kind] * (1 - drawn) + drawn**2 / sum(w.values())
        centre = drawn * middle + (1 - drawn) * m[kind]
        found[kind] = OfPage(centre, sqrt(v[kind] + error), d[kind], -1 if kind == "rate" else 1)
    return found


@pytest.mark.parametrize(
    ("sample", "kept"),
    [
        (Sample.ALL, lambda _row: True),
        (Sample.CONTRACT, lambda row: row["promise"] == "contract"),
        (Sample.NOT_LATE, lambda row: row["looked_up"] != "late"),
    ],
)
def test_the_page_gives_the_numbers(sample: Sample, kept: Callable[[Mapping[str, str]], bool]) -> None:
    with (embedded("nato-europe") / "slips.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if kept(row)]
    page = of_page(rows)
    slips = fitted(pairs_of(packaged_case(), sample))
    assert {kind.value for kind in slips} == set(page)
    for kind, slip in slips.items():
        at = page[kind.value]
        for level in (0.05, 0.5, 0.95):
            factor = exp(at.sign * at.centre + at.scale * float(stats.t.ppf(level, at.freedom)))
            assert float(slip.quantile(np.array(level))) == pytest.approx(factor, rel=1e-6)
