"""How promises slip: from pairs of promised and observed to a distribution for each kind of promise.

What slips is a ratio, observed to promised: of months from the day of the promise to the date, of rates, of costs. Its
logarithm is Student's t about a centre. Kinds of promises are pooled in part. Each has a mean of its own, and the means
are spread about one that all share (a normal hierarchy by moments: DerSimonian and Laird, Meta-analysis in clinical
trials, Controlled Clinical Trials 7, 1986; the mean of a kind and its error as in Morris, Parametric empirical Bayes
inference, JASA 78, 1983, section 1). Spreads of kinds with few pairs are drawn towards that of all (Smyth, Linear
models and empirical Bayes methods, Stat. Appl. Genet. Mol. Biol. 3, 2004, section 6.2). What is pooled is how far
reality is worse than promised, so a rate counts as promised to observed.

Only what is promised slips. What was observed from order to delivery has slipped already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, inf, log, sqrt

import numpy as np
from scipy.special import digamma, ndtr, ndtri, polygamma, stdtr, stdtrit

from sinews.data.tables.slips import SlipKind
from sinews.model.calendar import Array

#: Pairs from which on a kind has a spread of its own; with fewer it is drawn towards that of all.
OWN_SPREAD = 20


@dataclass(frozen=True)
class Pair:
    """A promise and what came of it: months from its day to the date, or rates or costs in one unit, all above 0.

    `party`: the state or works that it is about.
    """

    programme: str
    kind: SlipKind
    promised: float
    observed: float
    party: str = ""

    @property
    def worse(self) -> float:
        """How far reality was worse than promised: the logarithm of the ratio, turned round for a rate."""
        return turn(self.kind) * log(self.observed / self.promised)


@dataclass(frozen=True)
class Slip:
    """What comes of promises of a kind, as a factor on what is promised.

    The logarithm of the factor is Student's t with `freedom` degrees of freedom about `centre`: `spread` is that of one
    promise about its centre, `error` the part of the uncertainty of the centre that all promises of the kind share,
    `apart` the one that those of a party share (`sinews.model.parties`). All are of the logarithm.
    """

    kind: SlipKind
    centre: float
    error: float
    spread: float
    freedom: float
    pairs: int
    apart: float = 0.0

    @property
    def scale(self) -> float:
        """Scale of the logarithm for a promise that is yet to come: spread and errors together."""
        return sqrt(self.spread**2 + self.error**2 + self.apart**2)

    @property
    def median(self) -> float:
        """The factor that half of all promises stay below."""
        return exp(self.centre)

    def quantile(self, uniforms: Array) -> Array:
        """The factor on what is promised at quantiles from 0 to 1, in the shape of `uniforms`.

        A factor above 1 is late for a date, dear for a cost; one below 1 is slow for a rate. 0 gives 0 and 1 infinity.
        """
        away = np.where(uniforms > 0.0, stdtrit(self.freedom, uniforms), -inf)  # SciPy gives 0 the sign of 1
        with np.errstate(over="ignore"):  # beyond all numbers, where next to nothing is known
            return np.asarray(np.exp(self.centre + self.scale * away))

    def chance(self, factors: Array) -> Array:
        """The chance of a factor of at most so much (above 0), in the shape of `factors`: `quantile` undone.

        So a promise that is still open after `part` of its months has the factor `quantile(c + uniform * (1 - c))`
        with `c = chance(part)`.
        """
        return np.asarray(stdtr(self.freedom, (np.log(factors) - self.centre) / self.scale))

    def joined(self, common: Array, own: Array, party: Array | None = None) -> Array:
        """Uniforms of promises that share what is unknown of their kind, in the shape that all broadcast to.

        `common` are uniforms of a kind in each trial, `own` those of a promise in each trial, `party` those of its
        party, which count where something of it is unknown. Two promises are correlated (normal copula) as their
        shared errors are to the whole; each alone is as even as before.
        """
        shared, apart = ((error / self.scale) ** 2 for error in (self.error, self.apart if party is not None else 0.0))
        normal = sqrt(shared) * ndtri(common) + sqrt(1.0 - shared - apart) * ndtri(own)
        return np.asarray(ndtr(normal if party is None else normal + sqrt(apart) * ndtri(party)))


def fitted(pairs: Iterable[Pair]) -> Mapping[SlipKind, Slip]:
    """The distribution of each kind that has pairs, whatever their order.

    None at all if no kind has two pairs that differ: then nothing says how far promises are spread.
    """
    samples = sorted_by_kind(pairs)
    return of_means(
        samples,
        np.array([values.mean() for values in samples.values()]),
        np.array([float(values.size) for values in samples.values()]),
    )


def of_means(samples: Mapping[SlipKind, Array], means: Array, worth: Array) -> Mapping[SlipKind, Slip]:
    """The distribution of each kind from its sample, the mean of it, and as how many pairs apart the mean counts.

    `means`, `worth`: one for each kind. None at all if no sample has two values that differ.
    """
    sizes = np.array([values.size for values in samples.values()])
    variances = np.array([_square(values) for values in samples.values()])
    if not variances.any():
        return {}
    squares, freedoms = spreads(variances, sizes - 1.0)
    centres, errors = pooled(means, squares / worth)
    return {
        kind: Slip(kind, turn(kind) * float(centre), float(error), sqrt(float(square)), float(freedom), int(size))
        for kind, centre, error, square, freedom, size in zip(
            samples, centres, errors, squares, freedoms, sizes, strict=True
        )
    }


def pooled(means: Array, variances: Array) -> tuple[Array, Array]:
    """Means of kinds drawn towards the mean of all, and the error of each, in the shape of `means`.

    The spread between kinds is what their means differ by beyond their own variances (DerSimonian and Laird, 1986); the
    rest is Morris, 1983: the more a mean is drawn, the more of the error of the shared mean it takes.
    """
    weights = 1.0 / variances
    middle = weights @ means / weights.sum()
    beyond = weights @ (means - middle) ** 2 - (means.size - 1)
    room = weights.sum() - weights @ weights / weights.sum()
    between = max(0.0, beyond / room) if means.size > 1 else 0.0
    weights = 1.0 / (variances + between)
    middle = weights @ means / weights.sum()
    drawn = variances * weights  # how far each mean goes towards the middle: 1 all the way
    errors = np.sqrt(variances * (1.0 - drawn) + drawn**2 / weights.sum())
    return drawn * middle + (1.0 - drawn) * means, errors


def spreads(variances: Array, freedoms: Array) -> tuple[Array, Array]:
    """Variances of kinds and what each is worth in degrees of freedom, in the shape of `variances`; some is above 0.

    A kind of `OWN_SPREAD` pairs or more keeps its own. Of the others the variance is drawn towards that of all, which
    counts as so many degrees of freedom as variances of kinds differ little (Smyth, 2004); none counts as more than all
    pairs together.
    """
    most = float(freedoms.sum())
    shared, worth = _shared(variances, freedoms)
    if worth == inf:
        drawn, freed = np.full_like(variances, shared), np.full_like(freedoms, most)
    else:
        drawn = (worth * shared + freedoms * variances) / (worth + freedoms)
        freed = np.minimum(worth + freedoms, most)
    own = (freedoms >= OWN_SPREAD - 1) & (variances > 0.0)
    return np.where(own, variances, drawn), np.where(own, freedoms, freed)


def _shared(variances: Array, freedoms: Array) -> tuple[float, float]:
    """The variance that kinds share, and the degrees of freedom that it counts as; inf if they differ by chance alone.

    Smyth, 2004, section 6.2: the logarithms of variances have the mean and the spread of a scaled F distribution.
    """
    positive = variances > 0.0
    half = freedoms[positive] / 2.0
    level = np.log(variances[positive]) - digamma(half) + np.log(half)
    beyond = level.var(ddof=1) - polygamma(1, half).mean() if level.size > 1 else 0.0
    if beyond <= 0.0:
        return float(variances @ freedoms / freedoms.sum()), inf
    worth = 2.0 * _trigamma_undone(float(beyond))
    return float(np.exp(level.mean() + digamma(worth / 2.0) - np.log(worth / 2.0))), worth


def _trigamma_undone(value: float) -> float:
    """Where the trigamma function has a value above 0: Newton's method on its reciprocal (Smyth, 2004, appendix)."""
    place, step = 0.5 + 1.0 / value, -inf
    while -step / place > 1e-12:  # steps are downhill all the way, since the reciprocal is convex
        height = float(polygamma(1, place))
        step = height * (1.0 - height / value) / float(polygamma(2, place))
        place += step
    return place


def sorted_by_kind(pairs: Iterable[Pair]) -> dict[SlipKind, Array]:
    """What was worse than promised, sorted, by kind in the order of kinds; shape (pairs of the kind,) each."""
    worse: defaultdict[SlipKind, list[float]] = defaultdict(list)
    for pair in pairs:
        worse[pair.kind].append(pair.worse)
    return {kind: np.array(sorted(worse[kind])) for kind in SlipKind if kind in worse}


def _square(values: Array) -> float:
    """Variance of one pair; 0 for a single one."""
    return float(values.var(ddof=1)) if values.size > 1 else 0.0


def turn(kind: SlipKind) -> float:
    """The sign with which a factor of a kind is worse where it is greater."""
    return -1.0 if kind is SlipKind.RATE else 1.0
