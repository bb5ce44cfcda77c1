"""Common factors: which figures are wrong together, and by how much of their variance.

Shares are variances over variances: what is seen to be common, over what the ranges of the figures hold. Runs last of
those that fill tables of the years clock, since ranges of prices and delays stand in these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from sinews.clocks.years.trials.draws import ENDS
from sinews.data.tables.slips import DATED, LookedUp, SlipKind
from sinews.model.calendar import Array
from sinews.model.parties import between
from sinews.model.slips import Pair, fitted
from tools.derivation.alliance import ALLIES
from tools.derivation.economy import GROWTH_BEGINS, Sources
from tools.derivation.figures import Book, Figure, figure_of

#: What unit costs of programmes grew by: averages over programmes of Germany, the United Kingdom and the United States.
COST_GROWTH = ("society-303", "society-308", "prices-063")

#: Columns of costs, in money for a unit.
COSTS = (("items", "price"), ("sites", "capex"), ("serviceability", "cost"))

#: Columns that are promised or hoped for: rates, which an optimist has too high, and times, which are too short.
RATES = (("capacity", "rate"), ("sites", "rate_max"))
TIMES = (("sites", "build_lag"), ("sites", "ramp"), ("sites", "lead_time"), ("items", "lead_time"))

#: Allies whose contracting delay is published.
WITH_DELAY = ("DEU", "GBR", "USA")

#: Years of growth that were observed, and those of them in which a pandemic moved all allies alike.
OBSERVED, CRASH = range(GROWTH_BEGINS, 2025), (2020, 2021)

#: The most that a factor is taken to have of a column.
MOST = 90.0


def derive(book: Book) -> None:
    """Fill `factors`."""
    for table, column in COSTS:
        _add(book, "unit_cost", (table, column), _unit_cost(book, table, column))
    _add(book, "growth", ("economy", "gdp"), _growth(book))
    _add(book, "contracting", ("places", "contracting_delay"), _contracting(book), among="place")
    optimism = _optimism(book)
    for columns, direction in ((RATES, "same"), (TIMES, "opposite")):
        for promised in columns:
            _add(book, "optimism", promised, optimism, direction=direction)


def _add(
    book: Book, factor: str, column: tuple[str, str], share: Figure, among: str = "all", direction: str = "same"
) -> None:
    table, number = column
    book.add(
        "factors",
        factor=factor,
        table=table,
        column=number,
        among=among,
        direction=direction,
        share=share.of("percent"),
    )


# unit costs and delays ------------------------------------------------------------


def _unit_cost(book: Book, table: str, column: str) -> Figure:
    """Variance between averages of three states, over that of the middle range of a column, as parts of values."""
    rule = book.rule(
        "unit_cost_in_common",
        "Averages of cost growth over many programmes of a state differ by what its programmes have in common: their "
        "variance between Germany, the United Kingdom and the United States, over that of the middle range of the "
        "column (as a part of its value). The range runs from the two states that lie nearest to the two farthest.",
    )
    growth = [book.fact(fact, "percent") for fact in COST_GROWTH]
    return (
        _shared([figure.value / 100 for figure in growth], _relative(book, table, column))
        .resting_on(*(name for figure in growth for name in figure.basis))
        .by(rule)
    )


def _relative(book: Book, table: str, column: str) -> float:
    """Median variance of the figures of a column, as parts of their values, each basis once."""
    figures = {
        str(row[f"{column}_basis"]): figure_of(row, column, "1") for row in book.tables[table] if row.get(column)
    }
    return float(np.median([_variance(figure) / figure.value**2 for figure in figures.values() if figure.value]))


def _contracting(book: Book) -> Figure:
    """Variance between the delays that are published, over that of the range of an ally without one."""
    rule = book.rule(
        "contracting_by_state",
        "Each contracting office has its own delay: the variance between the delays of Germany, the United Kingdom and "
        "the United States, over that of the range which an ally without a published one has. The range runs from the "
        "two that lie nearest to the two farthest. The rest is common to all allies that take the same range.",
    )
    delays = {
        str(row["place"]): figure_of(row, "contracting_delay", "months")
        for row in book.tables["places"]
        if row["contracting_delay"] != ""
    }
    others = next(delay for place, delay in delays.items() if place not in WITH_DELAY)
    basis = (name for place in WITH_DELAY for name in delays[place].basis)
    share = _shared([delays[place].value for place in WITH_DELAY], _variance(others))
    return share.resting_on(*basis).by(rule)


def _shared(values: Sequence[float], whole: float) -> Figure:
    """Percent: the variance of values over a whole one, with those of the nearest and the farthest two as range."""
    pairs = [float(np.var(pair, ddof=1)) for pair in combinations(values, 2)]
    parts = [100 * part / whole for part in (float(np.var(values, ddof=1)), min(pairs), max(pairs))]
    value, low, high = (min(part, MOST) for part in parts)
    return Figure(value, low, high, "percent", ())


def _variance(figure: Figure) -> float:
    """Variance of a figure between its ends, each half by itself."""
    halves = (figure.value - figure.low) / ENDS, (figure.high - figure.value) / ENDS
    return (halves[0] ** 2 + halves[1] ** 2) / 2


# growth ---------------------------------------------------------------------------


def _growth(book: Book) -> Figure:
    """Part of the variance of growth that all allies have in common, with the years of a pandemic and without."""
    rule = book.rule(
        "growth_in_common",
        "Of the yearly real growth of all allies from 2019 to 2024, as the outlook has it, the part of the variance "
        "that is common to them in a year, after the mean of each ally: an analysis of variance by year. The "
        "range runs from the years without 2020 and 2021 to all of them, the value is their mean. Errors of outlooks "
        "are taken to be common as growth itself is.",
    )
    growth = Sources.read(book).growth
    rates = np.array([[book.fact(growth.id(place, year), "percent").value for year in OBSERVED] for place in ALLIES])
    calm = [number for number, year in enumerate(OBSERVED) if year not in CRASH]
    low, high = sorted(100 * common(part) for part in (rates, rates[:, calm]))
    return Figure((low + high) / 2, low, high, "percent", ()).by(rule)


def common(rates: Array) -> float:
    """The part of the variance that lies between columns, after the mean of each row; shape (rows, columns)."""
    many, count = rates.shape
    by_column, by_row = rates.mean(axis=0), rates.mean(axis=1)
    rest = rates - by_column - by_row[:, None] + rates.mean()
    own = float((rest**2).sum()) / ((many - 1) * (count - 1))
    beyond = max(many * float(by_column.var(ddof=1)) - own, 0.0) / many
    return float(beyond / (beyond + own))


# optimism -------------------------------------------------------------------------


def _optimism(book: Book) -> Figure:
    """How far all promises together are off by what is not known of them, as a part of how they are spread."""
    rule = book.rule(
        "optimism_in_common",
        "How optimistic promises are as a whole is known no better than the pairs lean: with all pairs of `slips` and "
        "without those looked up because they were late, the centres of all kinds move together. The square of that "
        "move over the variance of the kind, a mean over kinds, is what all have in common. The range runs from the "
        "error of the centres alone to the part of the variance that lies between programmes.",
    )
    rows = book.tables["slips"]
    every = list(_pairs(rows))
    fair = list(_pairs([row for row in rows if row["looked_up"] != LookedUp.LATE]))
    slips, others = fitted(every), fitted(fair)
    moved = [((slips[kind].centre - others[kind].centre) / slips[kind].spread) ** 2 for kind in slips]
    errors = [(slip.error / slip.scale) ** 2 for slip in slips.values()]
    low, value, high = sorted(100 * float(part) for part in (np.mean(errors), np.mean(moved), _by_programme(every)))
    return Figure(value, low, high, "percent", ()).by(rule)


def _by_programme(pairs: Sequence[Pair]) -> float:
    """The part of the variance between programmes of what was worse than promised, in units of each kind's spread."""
    groups: dict[str, list[float]] = {}
    for kind in SlipKind:
        worse = np.array([pair.worse for pair in pairs if pair.kind is kind])
        for pair in pairs:
            if pair.kind is kind:
                groups.setdefault(pair.programme, []).append(float((pair.worse - worse.mean()) / worse.std(ddof=1)))
    return between([np.array(values) for values in groups.values()])


def _pairs(rows: Sequence[Mapping[str, object]]) -> Iterator[Pair]:
    """The pairs of rows of `slips` as a book has them."""
    for row in rows:
        kind = SlipKind(str(row["kind"]))
        start, due, came = (_month(str(row[name])) for name in ("signed", "due", "came"))
        amounts = (due - start, came - start) if kind in DATED else (row["promised"], row["observed"])
        promised, observed = (float(str(amount)) for amount in amounts)
        yield Pair(str(row["programme"]), kind, promised, observed, str(row["party"]))


def _month(text: str) -> int:
    return 12 * int(text[:4]) + int(text[5:7])
