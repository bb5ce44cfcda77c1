"""Contracting offices: what each ally signs in a year, how much of it is for the modelled items, and how it grows.

Values are those of years up to 2024, so that 2025 is left to hold them against; Poland's low end and the growth of
offices know 2025 already (docs/validation.md says so).
"""

from __future__ import annotations

from collections.abc import Sequence

from tools.derivation.alliance import ALLIES, WITHOUT_FORCES
from tools.derivation.figures import Book, Figure, total
from tools.derivation.lookup import NATO_EDITION, Series

YEAR = 2024

#: Allies that publish what is signed: the facts whose mean is the value, and those that widen the range.
PUBLISHED: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "DEU": (("society-345",), ("forces-2084",)),
    "FRA": (("forces-2370", "forces-2371"), ()),
    "GBR": (("forces-2168", "forces-2169", "forces-2170"), ()),
    "POL": (("forces-2113",), ("forces-2110",)),
    "SWE": (("forces-2436", "forces-2438"), ()),
}

#: What was approved in Germany from year to year, by which the growth of an office is judged.
APPROVED = ("forces-2355", "forces-2084", "forces-2358")


def derive(book: Book) -> None:
    """Fill `offices`. Runs before levers."""
    share, growth = _share(book), _growth(book)
    equipment = _Equipment(book)
    for place in ALLIES:
        if place not in WITHOUT_FORCES:
            signed = _published(book, place) if place in PUBLISHED else _by_equipment(book, equipment.of(place))
            book.add("offices", place=place, year=YEAR, signed=signed, share=share, growth=growth)


def _published(book: Book, place: str) -> Figure:
    """Mean of the years that are known; the range holds each of them, and what else is said of that office."""
    rule = book.rule(
        "contracts_of_an_office",
        "Mean of what the office signed, or planned to sign (France), in the years up to 2024 that are known, with "
        "these years, what it put before its parliament and Poland's 2025 as range; the British figure holds contracts "
        "for services as well.",
    )
    own, wider = PUBLISHED[place]
    years, others = ([book.euros(fact) for fact in facts] for facts in (own, wider))
    ends = [end for figure in (*years, *others) for end in (figure.low, figure.high)]
    basis = [name for figure in (*years, *others) for name in figure.basis]
    mean = total(years) / len(years)
    return mean.ranged(min(ends), max(ends), *basis).of("million_EUR/year").by(rule)


def _by_equipment(book: Book, spent: Figure) -> Figure:
    """An office that publishes nothing signs in proportion to what its ally spends on equipment."""
    rule = book.rule(
        "contracts_by_equipment",
        "Where no office says what it signs, the ratio of the five that do holds, times what the ally spent on "
        "equipment in 2024.",
    )
    ratio = book.assume(
        "contracts_to_equipment_spending",
        1.3,
        0.8,
        2.7,
        "factor",
        "Contracts signed over expenditure on equipment, in the five allies of which both are known: 0.8 in the United "
        "Kingdom, 1.05 in France, 1.2 in Sweden, 2.0 in Germany, 2.7 in Poland; above the middle, since what is signed "
        "in years that grow is paid later.",
    )
    ends = ratio.low * spent.value, ratio.high * spent.value
    return (spent * ratio).ranged(*ends).of("million_EUR/year").by(rule)


def _share(book: Book) -> Figure:
    """Percent of what an office signs that is for the modelled items."""
    return book.assume(
        "share_of_offices_for_modelled_items",
        43,
        20,
        79,
        "percent",
        "An office signs for all that its ally buys; for the modelled items it is taken to have the part that known "
        "orders of them from 2022 to 2025 had in German and Polish expenditure on equipment, with the same range. Who "
        "puts these items first in the office takes the high end.",
    )


def _growth(book: Book) -> Figure:
    """Percent by which an office can sign more each year."""
    growth = book.assume(
        "growth_of_offices",
        10,
        0,
        40,
        "percent/year",
        "Officials are found and trained slowly, and about a seventh of the German posts is vacant; what was approved "
        "there grew by a third a year from 2023 to 2025, what Poland signed fell by a third in 2025. A tenth a year "
        "stands between what staff explains and what approvals show.",
    )
    return growth.resting_on(*APPROVED, "forces-2274", "forces-2275")


class _Equipment:
    """What allies spent on equipment in the year, by NATO's tables."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._gdp = Series.read(book, NATO_EDITION, "gdp", "annual_amount_current_prices")
        self._share = Series.read(book, NATO_EDITION, "defence_expenditure", "share_of_gdp")
        self._equipment = Series.read(
            book, NATO_EDITION, "defence_expenditure", "equipment_share_of_defence_expenditure"
        )

    def of(self, place: str) -> Figure:
        """Million EUR; DerivationError if the tables lack the ally."""
        gdp = self._book.euros(self._gdp.id(place, YEAR))
        shares = [self._book.fact(series.id(place, YEAR), "percent") for series in (self._share, self._equipment)]
        return gdp * shares[0] * shares[1] * 1e-4
