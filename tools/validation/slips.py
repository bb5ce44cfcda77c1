"""Promises held against what came, each programme by what the others say: `docs/validation-chance.md` and its plot.

python -m tools.validation.slips
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
import polars as pl
from scipy.special import stdtr

from sinews.data.case import Case, embedded
from sinews.data.tables.slips import DATED, OutcomeKind, SlipKind
from sinews.files import write_bytes
from sinews.model.calendar import Array
from sinews.model.pairs import KEPT, Sample, pairs_in
from sinews.model.slips import Pair, fitted, pooled, spreads
from tools.validation import slips_parties
from tools.validation.coverage import LEVELS, LEVELS_SAID, NAMES, Coverage, cells, density, table
from tools.validation.page import with_blocks
from tools.validation.slips_plot import Point, plotted

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "validation-chance.md"
PLOT = PAGE.parent / "calibration-slip.svg"

#: Intervals whose coverage the plot shows.
SHOWN = tuple(round(0.05 * step, 2) for step in range(1, 20))

#: Quantiles that are told of a slip.
QUANTILES = np.array([0.05, 0.25, 0.5, 0.75, 0.95])

#: The sample that counts, those that are asked for beside it, and the fewest pairs of which anything is said in words.
ALL = "all pairs"
ASKED = ("promises at contract", "without what was looked up because it was late")
FEWEST = 5


# held against the others --------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """A pair, and the chance that a promise of its kind comes out at most as it did, by what other programmes say."""

    pair: Pair
    chance: float


def held(pairs: Sequence[Pair]) -> Iterator[Held]:
    """Each pair against a fit without its programme; none of a kind that has no pair then."""
    for programme in sorted({pair.programme for pair in pairs}):
        others = fitted(pair for pair in pairs if pair.programme != programme)
        for pair in pairs:
            if pair.programme == programme and pair.kind in others:
                ratio = np.array(pair.observed / pair.promised)
                yield Held(pair, float(others[pair.kind].chance(ratio)))


def coverages(pairs: Sequence[Pair]) -> dict[str, tuple[Coverage, ...]]:
    """Coverage at each level by kind, and of all pairs together."""
    found = tuple(held(pairs))
    groups = {NAMES[kind]: [one.chance for one in found if one.pair.kind is kind] for kind in SlipKind}
    groups["all"] = [one.chance for one in found]
    return {name: tuple(Coverage.of(chances, level) for level in LEVELS) for name, chances in groups.items() if chances}


# ratio or months ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Form:
    """What of a date is spread: a value for each pair, and the logarithm of its slope by the observed month."""

    name: str
    value: Callable[[Pair], float]
    slope: Callable[[Pair], float]


FORMS = (
    Form("logarithm of the ratio", lambda pair: pair.worse, lambda pair: -log(pair.observed)),
    Form("months added", lambda pair: pair.observed - pair.promised, lambda _pair: 0.0),
)


def scored(pairs: Sequence[Pair], form: Form) -> tuple[tuple[Coverage, ...], float]:
    """Coverage of dates in a form, and the mean logarithm of the density at what came, by month; more is better.

    Both forms are fitted alike, each programme by the others.
    """
    dates = [pair for pair in pairs if pair.kind in DATED]
    chances, scores = [], []
    for programme in sorted({pair.programme for pair in dates}):
        others = [pair for pair in dates if pair.programme != programme]
        kinds = [kind for kind in SlipKind if any(pair.kind is kind for pair in others)]
        samples = [np.array([form.value(pair) for pair in others if pair.kind is kind]) for kind in kinds]
        squares, freedoms = spreads(*_moments(samples))
        centres, errors = pooled(
            np.array([values.mean() for values in samples]), squares / [values.size for values in samples]
        )
        scales = np.sqrt(squares + errors**2)
        for pair in dates:
            if pair.programme == programme:
                at = kinds.index(pair.kind)
                away = (form.value(pair) - centres[at]) / scales[at]
                chances.append(float(stdtr(freedoms[at], away)))
                scores.append(density(away, freedoms[at]) - log(scales[at]) + form.slope(pair))
    return tuple(Coverage.of(chances, level) for level in LEVELS), float(np.mean(scores))


def _moments(samples: Sequence[Array]) -> tuple[Array, Array]:
    """Variance and degrees of freedom of each sample, one for each."""
    return np.array([values.var(ddof=1) for values in samples]), np.array([values.size - 1.0 for values in samples])


# samples that may lean ----------------------------------------------------------------------


def samples(case: Case) -> dict[str, tuple[Pair, ...]]:
    """The pairs of the case, and those that are left where one asks whether they lean."""
    rows = case.table("slips")
    not_late, contract = KEPT[Sample.NOT_LATE], KEPT[Sample.CONTRACT]
    return {
        ALL: pairs_in(rows),
        ASKED[0]: pairs_in(rows.filter(contract)),
        ASKED[1]: pairs_in(rows.filter(not_late)),
        "at contract, without that": pairs_in(rows.filter(contract, not_late)),
        "promise and outcome in reports of their own": pairs_in(rows.filter(pl.col("looked_up") == "apart")),
        "only what has come": pairs_in(rows.filter(pl.col("outcome") == OutcomeKind.OBSERVED)),
        "promises known by year: made in January": pairs_in(_moved(case, -6)),
        "promises known by year: made in December": pairs_in(_moved(case, 5)),
    }


def _moved(case: Case, months: int) -> pl.DataFrame:
    """Pairs with promises of which only the year is known made so many months later than in July."""
    facts = case.table("facts").select(promised_by="fact", since="period_start")
    rows = case.table("slips").with_columns(promised_by=pl.col("basis").str.split(" ").list.first())
    rows = rows.join(facts, on="promised_by", how="left", maintain_order="left")
    by_year = (pl.col("since").str.len_chars() == len("2014")) & pl.col("kind").is_in([kind.value for kind in DATED])
    moved = rows.with_columns(
        pl.when(by_year).then(pl.col("signed").dt.offset_by(f"{months}mo")).otherwise("signed").alias("signed")
    )
    return moved.filter(pl.col("due") > pl.col("signed"))


# the page -----------------------------------------------------------------------------------


def page(case: Case) -> str:
    """The page with its tables as they are now."""
    found = samples(case)
    pairs = found[ALL]
    parts = {
        "coverage": _coverage_table(coverages(pairs)),
        "forms": _forms_table(pairs),
        "parties": slips_parties.section(pairs),
        "samples": f"{_samples_table(found)}\n\n{_lean(found)}",
    }
    return with_blocks(PAGE.read_text(encoding="utf-8"), parts)


def plot(case: Case) -> str:
    """The plot of the coverage of all pairs, as SVG."""
    chances = [one.chance for one in held(samples(case)[ALL])]
    found = [Coverage.of(chances, level) for level in SHOWN]
    return plotted([Point(one.level, one.share, *one.bounds) for one in found])


def _coverage_table(found: dict[str, tuple[Coverage, ...]]) -> str:
    rows = [(name, f"{each[0].pairs}", *cells(each)) for name, each in found.items()]
    missed = [f"{name} at {one.level:.0%}" for name, each in found.items() for one in each if not one.holds]
    said = (
        f"Where the interval does not hold its level: {', '.join(missed)}."
        if missed
        else "Every one of these intervals holds its level, so none is widened: the factor is 1."
    )
    return f"{table(('what', 'pairs', *LEVELS_SAID), rows)}\n\n{said}"


def _forms_table(pairs: Sequence[Pair]) -> str:
    found = {form.name: scored(pairs, form) for form in FORMS}
    rows = [(name, *cells(each), f"{score:.2f}") for name, (each, score) in found.items()]
    (first, (_, ratio)), (other, (_, months)) = found.items()
    higher = "higher" if ratio > months else "lower"
    said = f"The mean logarithm is {abs(ratio - months):.2f} {higher} with the {first} than with {other}."
    return f"{table(('what is spread', *LEVELS_SAID, 'mean log density'), rows)}\n\n{said}"


def _samples_table(found: dict[str, tuple[Pair, ...]]) -> str:
    quantiles = tuple(f"{quantile:.0%}" for quantile in QUANTILES)
    rows = [row for name, pairs in found.items() for row in _sample_rows(name, pairs)]
    return table(("sample", "what", "pairs", *quantiles, LEVELS_SAID[-1]), rows)


def _sample_rows(name: str, pairs: Sequence[Pair]) -> Iterator[tuple[str, ...]]:
    inside = coverages(pairs)
    for kind, slip in fitted(pairs).items():
        factors = (f"{factor:.2f}" for factor in slip.quantile(QUANTILES))
        told = inside.get(NAMES[kind])
        yield name, NAMES[kind], f"{slip.pairs}", *factors, *(cells(told[-1:]) if told else ("not tested",))


def _lean(found: dict[str, tuple[Pair, ...]]) -> str:
    """How the median moves between the samples that are asked for."""
    medians = {name: {kind: slip.median for kind, slip in fitted(found[name]).items()} for name in (ALL, *ASKED)}
    sentences = (
        f"{name.capitalize()}: median {NAMES[kind]} {median:.2f}, against {medians[ALL][kind]:.2f} of all pairs."
        for name in ASKED
        for kind, median in medians[name].items()
        if sum(pair.kind is kind for pair in found[name]) >= FEWEST
    )
    return "\n".join(f"- {sentence}" for sentence in sentences)


def main() -> None:
    """Write the page and its plot."""
    case = Case.read(embedded("nato-europe"))
    write_bytes(PAGE, page(case).encode())
    write_bytes(PLOT, plot(case).encode())


if __name__ == "__main__":
    main()
