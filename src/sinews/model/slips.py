"""How promises slip: from pairs of promised and observed to a distribution for each kind of promise.

What slips is a ratio, observed to promised: of months from the day of the promise to the date, of rates, of costs. Its
logarithm is Student's t about a centre. Kinds of promises are pooled in part: each has a mean of its own, and the means
are spread about one that all share (a normal hierarchy by moments: DerSimonian and Laird, Meta-analysis in clinical
trials, 1986; the mean of a kind and its error as in Morris, Parametric empirical Bayes inference, 1983, formulas 1.9 to
1.17). What is pooled is how far reality is worse than promised, so a rate counts as promised to observed.

Only what is promised slips. What was observed from order to delivery has slipped already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from sinews.data.tables.slips import SlipKind
from sinews.model.calendar import Array

#: Pairs from which on a kind has a spread of its own; with fewer it has that of all pairs.
OWN_SPREAD = 20


@dataclass(frozen=True)
class Pair:
    """A promise and what came of it: months from its day to the date, or rates or costs in one unit."""

    programme: str
    kind: SlipKind
    promised: float
    observed: float

    @property
    def worse(self) -> float:
        """How far reality was worse than promised: the logarithm of the ratio, turned round for a rate."""
        return _turn(self.kind) * log(self.observed / self.promised)


@dataclass(frozen=True)
class Slip:
    """What comes of promises of a kind, as a factor on what is promised.

    The logarithm of the factor is Student's t with `freedom` degrees of freedom about `centre`: `spread` is that of one
    promise about the centre of its kind, `error` the uncertainty of the centre itself. All are of the logarithm.
    """

    kind: SlipKind
    centre: float
    error: float
    spread: float
    freedom: float
    pairs: int

    @property
    def scale(self) -> float:
        """Scale of the logarithm for a promise that is yet to come: spread and error together."""
        return sqrt(self.spread**2 + self.error**2)

    @property
    def median(self) -> float:
        """The factor that half of all promises stay below."""
        return exp(self.centre)

    def quantile(self, uniforms: Array) -> Array:
        """The factor on what is promised at quantiles from 0 to 1 (both left out), in the shape of `uniforms`.

        A factor above 1 is late for a date, dear for a cost; one below 1 is slow for a rate.
        """
        return np.asarray(np.exp(self.centre + self.scale * stdtrit(self.freedom, uniforms)))

    def chance(self, factors: Array) -> Array:
        """The chance that a promise slips by at most so much, in the shape of `factors`: `quantile` undone.

        So a promise that is open after `part` of its months, and not kept, has the factor
        `quantile(c + uniform * (1 - c))` with `c = chance(part)`.
        """
        return np.asarray(stdtr(self.freedom, (np.log(factors) - self.centre) / self.scale))

    def joined(self, common: Array, own: Array) -> Array:
        """Uniforms of promises that share what is unknown of their kind, in the shape that both broadcast to.

        `common` are uniforms of a kind in each trial, `own` those of a promise in each trial. Two promises are
        correlated (normal copula) as their shared error is to the whole; each alone is spread evenly as before.
        """
        shared = (self.error / self.scale) ** 2
        return np.asarray(ndtr(sqrt(shared) * ndtri(common) + sqrt(1.0 - shared) * ndtri(own)))


def fitted(pairs: Iterable[Pair]) -> Mapping[SlipKind, Slip]:
    """The distribution of each kind that has pairs, in any order of them; none without pairs.

    ValueError if no kind has two pairs that differ: then nothing says how much promises are spread.
    """
    worse = _by_kind(pairs)
    if not worse:
        return {}
    freedom = sum(len(values) - 1 for values in worse.values())
    squares = sum(float(np.sum((values - values.mean()) ** 2)) for values in worse.values())
    if squares == 0.0:
        raise ValueError("no kind of promise has two pairs that differ, so their spread is unknown")
    own = {kind: len(values) >= OWN_SPREAD for kind, values in worse.items()}
    freedoms = {kind: len(values) - 1 if own[kind] else freedom for kind, values in worse.items()}
    spreads = {
        kind: float(np.var(values, ddof=1)) if own[kind] else squares / freedom for kind, values in worse.items()
    }
    centres, errors = pooled(
        np.array([values.mean() for values in worse.values()]),
        np.array([spreads[kind] / len(values) for kind, values in worse.items()]),
    )
    return {
        kind: Slip(
            kind,
            centre=_turn(kind) * float(centre),
            error=float(error),
            spread=sqrt(spreads[kind]),
            freedom=float(freedoms[kind]),
            pairs=len(worse[kind]),
        )
        for kind, centre, error in zip(worse, centres, errors, strict=True)
    }


def pooled(means: Array, variances: Array) -> tuple[Array, Array]:
    """Means of kinds drawn towards the mean of all, and the error of each, in the shape of `means`.

    Spread between kinds by moments (DerSimonian and Laird, 1986): what the means differ by beyond their own variances.
    """
    weights = 1.0 / variances
    middle = weights @ means / weights.sum()
    beyond = weights @ (means - middle) ** 2 - (len(means) - 1)
    room = weights.sum() - weights @ weights / weights.sum()
    between = max(0.0, beyond / room) if len(means) > 1 else 0.0
    weights = 1.0 / (variances + between)
    middle = weights @ means / weights.sum()
    drawn = variances * weights  # how far each mean goes towards the middle: 1 all the way
    errors = np.sqrt(variances * (1.0 - drawn) + drawn**2 / weights.sum())
    return drawn * middle + (1.0 - drawn) * means, errors


def _by_kind(pairs: Iterable[Pair]) -> dict[SlipKind, Array]:
    """What was worse than promised, sorted, by kind in the order of kinds."""
    worse: defaultdict[SlipKind, list[float]] = defaultdict(list)
    for pair in pairs:
        worse[pair.kind].append(pair.worse)
    return {kind: np.array(sorted(worse[kind])) for kind in SlipKind if kind in worse}


def _turn(kind: SlipKind) -> float:
    return -1.0 if kind is SlipKind.RATE else 1.0
