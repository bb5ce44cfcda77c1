"""What the modules of rules share: the start of the case, months, shares by output, analogies with a wide range."""

from __future__ import annotations

from collections.abc import Sequence

from tools.derivation.alliance import NATO_EUR, WITHOUT_FORCES
from tools.derivation.figures import Book, Figure
from tools.derivation.lookup import NATO_EDITION, Series

#: Month at which the case starts.
START = "2026-01"

#: Allies in Europe with forces of their own.
EUROPE = tuple(place for place in NATO_EUR if place not in WITHOUT_FORCES)


def months(first: str, last: str) -> int:
    """Whole months from the start of `first` to the start of `last` (both YYYY-MM)."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])


def inhabitants(book: Book, place: str) -> float:
    """People of a state in 2026, as the table `economy` has them; it has to be filled before."""
    [row] = [row for row in book.tables["economy"] if (row["place"], row["year"]) == (place, 2026)]
    return float(str(row["population"]))


def mailing(book: Book) -> Figure:
    """What a mailing to every household costs for each inhabitant, million EUR: that of Poland over its population."""
    rule = book.rule("mailing_by_inhabitant", "Price of a mailing to every household of Poland over its population.")
    return (book.euros("civil-322") / inhabitants(book, "POL")).of("million_EUR").by(rule)


def like_another(book: Book, figure: Figure) -> Figure:
    """A figure of one line or contract, applied to others for which none is published."""
    return (figure * book.assumed("spread_of_other_lines")).of(figure.unit).by("like_another")


def gdp_ratio(book: Book, place: str, group: Sequence[str]) -> Figure:
    """GDP of `place` in 2025 relative to the sum over `group`, in the series that NATO uses."""
    series = Series.read(book, NATO_EDITION, "gdp", "annual_amount_current_prices")
    whole = sum(book.fact(series.id(ally, 2025), "billion_USD").value for ally in group)
    return (book.fact(series.id(place, 2025), "billion_USD") / whole).of("share").by("by_gdp")
