"""Whether promises slip by party: what lies between parties, and whether it helps to know them.

Each programme is held against the others twice: with one slip for a kind, and with slips by party.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from scipy.special import fdtrc

from sinews.data.tables.slips import SlipKind
from sinews.model.parties import BY_PARTY, by_party
from sinews.model.slips import Pair, Slip, turn
from tools.validation.coverage import LEVELS, LEVELS_SAID, NAMES, Coverage, cells, density, table

#: What a party is in the pairs of a kind.
PARTIES = {
    SlipKind.PROCUREMENT: "deliveries by state",
    SlipKind.FACTORY: "factories by works",
    SlipKind.RATE: "rates by maker",
}

#: Quantiles that are told of parties.
QUANTILES = np.array([0.05, 0.5, 0.95])


@dataclass(frozen=True)
class Held:
    """Pairs of a kind held against other programmes: chances of what came, and the logarithm of its density."""

    chances: tuple[float, ...]
    densities: tuple[float, ...]


def held(pairs: Sequence[Pair], kind: SlipKind, *, parties: bool) -> Held:
    """Each pair of a kind against a fit without its programme, by party or not."""
    chances, densities = [], []
    for programme in sorted({pair.programme for pair in pairs if pair.kind is kind}):
        slips = by_party((pair for pair in pairs if pair.programme != programme), (kind,) if parties else ())
        for pair in pairs:
            if (pair.programme, pair.kind) == (programme, kind):
                slip = slips[kind].of(pair.party)
                chances.append(float(slip.chance(np.array(pair.observed / pair.promised))))
                densities.append(_density(slip, pair))
    return Held(tuple(chances), tuple(densities))


def _density(slip: Slip, pair: Pair) -> float:
    """Logarithm of the density of how much worse a pair was than promised."""
    away = (pair.worse - turn(pair.kind) * slip.centre) / slip.scale
    return density(away, slip.freedom) - log(slip.scale)


def section(pairs: Sequence[Pair]) -> str:
    """Both tables, and how far states differ by more than chance."""
    kinds = [kind for kind in PARTIES if any(pair.kind is kind for pair in pairs)]
    rows = [row for kind in kinds for row in _rows(pairs, kind)]
    compared = table(("what", "slip", "between parties", *LEVELS_SAID, "mean log density"), rows)
    said = "\n".join(f"- {_said(pairs, kind)}" for kind in kinds)
    return f"{compared}\n\n{said}\n\n{_states(pairs)}"


def _rows(pairs: Sequence[Pair], kind: SlipKind) -> list[tuple[str, ...]]:
    rows = []
    for parties in (False, True):
        found = held(pairs, kind, parties=parties)
        between = f"{by_party(pairs, (kind,))[kind].between:.0%}" if parties else ""
        coverage = cells([Coverage.of(found.chances, level) for level in LEVELS])
        name = "by party" if parties else "one"
        rows.append((PARTIES[kind], name, between, *coverage, f"{np.mean(found.densities):.2f}"))
    return rows


def _said(pairs: Sequence[Pair], kind: SlipKind) -> str:
    """What knowing the party adds, with its error; and how often parties that are alike differ so much."""
    with_, without = (held(pairs, kind, parties=parties).densities for parties in (True, False))
    more = np.array(with_) - np.array(without)
    error = float(more.std(ddof=1)) / np.sqrt(len(more))
    used = "used" if kind in BY_PARTY else "not used"
    return (
        f"{PARTIES[kind].capitalize()}: {more.mean():+.2f} of log density with an error of {error:.2f}; parties that "
        f"are alike differ by so much {100 * alike(pairs, kind):.2g} % of the time. By party it is {used}."
    )


def alike(pairs: Sequence[Pair], kind: SlipKind) -> float:
    """The chance that parties which are alike differ by as much (F test of an analysis of variance)."""
    groups: dict[str, list[float]] = {}
    for pair in pairs:
        if pair.kind is kind:
            groups.setdefault(pair.party, []).append(pair.worse)
    samples = [np.array(values) for values in groups.values()]
    every = np.concatenate(samples)
    within = sum(float(((values - values.mean()) ** 2).sum()) for values in samples)
    whole = float(((every - every.mean()) ** 2).sum())
    many, rest = len(samples) - 1, len(every) - len(samples)
    return float(fdtrc(many, rest, (whole - within) / many / (within / rest)))


def _states(pairs: Sequence[Pair]) -> str:
    slips = by_party(pairs)[SlipKind.PROCUREMENT]
    own = [(party, f"{slip.pairs}", slip) for party, slip in slips.own.items()]
    rows = [(party, count, *_told(slip)) for party, count, slip in [*own, ("any other", "0", slips.other)]]
    quantiles = tuple(f"{quantile:.0%}" for quantile in QUANTILES)
    return table((f"{NAMES[SlipKind.PROCUREMENT]} to", "pairs", *quantiles, "late"), rows)


def _told(slip: Slip) -> tuple[str, ...]:
    late = 1 - float(slip.chance(np.array(1.0)))
    return (*(f"{factor:.2f}" for factor in slip.quantile(QUANTILES)), f"{late:.0%}")
