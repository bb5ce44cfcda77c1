"""How promises slip by party: what one state promises comes otherwise than what another does.

What is worse than promised is the centre of the kind, what its party adds, and what a promise adds (one-way random
effects; the part that lies between parties by the moments of an analysis of variance: Searle, Casella and McCulloch,
Variance components, 1992, chapter 3). A party with pairs of its own has the mean that these and the kind give together
(best linear unbiased prediction: Henderson, Best linear unbiased estimation and prediction under a selection model,
Biometrics 31, 1975); one without has the centre of the kind, and that it may be off by as much as parties are.

Only deliveries go by party: there a party is a state, and states order in the plan. Works differ by chance alone, and
what makers reach of their rates does not carry over from one programme to another (docs/validation-chance.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

import numpy as np

from sinews.data.tables.slips import SlipKind
from sinews.model.calendar import Array
from sinews.model.slips import Pair, Slip, fitted, of_means, sorted_by_kind, turn

#: Kinds of promises that slip by party.
BY_PARTY = (SlipKind.PROCUREMENT,)

#: The most of the variance that lies between parties: promises of one party are never sure to slip alike.
_MOST = 0.99


@dataclass(frozen=True)
class Slips:
    """How promises of a kind slip: those of parties that have pairs, and those of any `other`.

    `between`: the part of the variance that lies between parties.
    """

    other: Slip
    between: float = 0.0
    own: Mapping[str, Slip] = field(default_factory=dict)

    def of(self, party: str) -> Slip:
        """How promises of a party slip."""
        return self.own.get(party, self.other)


def by_party(pairs: Iterable[Pair], kinds: Collection[SlipKind] = BY_PARTY) -> Mapping[SlipKind, Slips]:
    """The distributions of each kind that has pairs, whatever their order; none at all as `fitted` has none.

    `kinds`: those that may slip by party.
    """
    every = tuple(pairs)
    samples = sorted_by_kind(every)
    groups = {kind: _groups(every, kind) for kind in samples if kind in kinds}
    parts = {kind: between(list(sample.values())) for kind, sample in groups.items()}
    if not any(parts.values()):
        return {kind: Slips(slip) for kind, slip in fitted(every).items()}
    means, worth = [], []
    for kind, values in samples.items():
        mean, count = _mean(list(groups[kind].values()), parts[kind]) if parts.get(kind) else _plain(values)
        means.append(mean)
        worth.append(count)
    slips = of_means(samples, np.array(means), np.array(worth))
    return {
        kind: _slips(slip, groups[kind], parts[kind]) if parts.get(kind) else Slips(slip)
        for kind, slip in slips.items()
    }


def between(groups: Sequence[Array]) -> float:
    """The part of the variance that lies between groups, from 0 to below 1; 0 where nothing says so.

    Of `n` values in `k` groups, with squares between (B) and within (W) over their degrees of freedom, the variance
    between is (B - W) / n0, with n0 = (n - sum of n(g)^2 / n) / (k - 1).
    """
    sizes = np.array([values.size for values in groups])
    count, many = int(sizes.sum()), len(groups)
    if many < 2 or count == many:
        return 0.0
    means = np.array([values.mean() for values in groups])
    middle = float(sizes @ means / count)
    inside = sum(float(((values - mean) ** 2).sum()) for values, mean in zip(groups, means, strict=True))
    within = inside / (count - many)
    beyond = float(sizes @ (means - middle) ** 2) / (many - 1) - within
    if beyond <= 0.0:
        return 0.0
    apart = beyond * (many - 1) / (count - float(sizes @ sizes) / count)
    return min(apart / (apart + within), _MOST)


def drawn(count: int, part: float) -> float:
    """How far the centre of a party goes from that of its kind to the mean of its own pairs, `count` of them."""
    return count * part / (1 + (count - 1) * part)


def _groups(pairs: Iterable[Pair], kind: SlipKind) -> Mapping[str, Array]:
    """What was worse than promised, by party and sorted, parties in their order."""
    worse: defaultdict[str, list[float]] = defaultdict(list)
    for pair in pairs:
        if pair.kind is kind:
            worse[pair.party].append(pair.worse)
    return {party: np.array(sorted(worse[party])) for party in sorted(worse)}


def _plain(values: Array) -> tuple[float, float]:
    return float(values.mean()), float(values.size)


def _mean(groups: Sequence[Array], part: float) -> tuple[float, float]:
    """The mean of a kind by generalised least squares, and as how many pairs that are independent it counts."""
    worth = np.array([drawn(values.size, part) / part for values in groups])
    means = np.array([values.mean() for values in groups])
    return float(worth @ means / worth.sum()), float(worth.sum())


def _slips(slip: Slip, groups: Mapping[str, Array], part: float) -> Slips:
    """The slips of a kind whose variance lies between parties by a part."""
    apart, spread = slip.spread * sqrt(part), slip.spread * sqrt(1 - part)
    other = replace(slip, spread=spread, apart=apart)
    own = {}
    for party, values in groups.items():
        learned = drawn(values.size, part)
        own[party] = replace(
            other,
            centre=slip.centre + learned * (turn(slip.kind) * float(values.mean()) - slip.centre),
            error=slip.error * (1 - learned),
            apart=apart * sqrt(1 - learned),
            pairs=int(values.size),
        )
    return Slips(other, part, own)
