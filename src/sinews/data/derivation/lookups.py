"""Operations that look something up: facts as they were stated, dates, lists and series, rows of other tables."""

from __future__ import annotations

from collections.abc import Mapping

from sinews.data.derivation.faults import Fault, FaultError
from sinews.data.derivation.figures import Figure, exact, total
from sinews.data.derivation.grammar import month_count
from sinews.data.derivation.operations import PLAIN, UNKNOWN
from sinews.data.derivation.signature import registered
from sinews.data.derivation.source import Month, Row, Source
from sinews.errors import did_you_mean

# dates ------------------------------------------------------------------------


def months(first: Month, last: Month) -> Figure:
    """Whole months from the start of one month to the start of another."""
    return exact(float(last - first))


def latest(first: Month, second: Month) -> Month:
    """The later of two months."""
    return max(first, second)


def begins(source: Source, fact: str) -> Month:
    """The month in which the period of a fact begins; January if it names a year."""
    text = str(_fact(source, fact)["period_start"])
    return Month(month_count(f"{text}-01" if len(text) == 4 else text))


def ends(source: Source, fact: str) -> Month:
    """The month in which the period of a fact ends; December if it names a year."""
    text = str(_fact(source, fact)["period_end"])
    return Month(month_count(f"{text}-12" if len(text) == 4 else text))


# facts ------------------------------------------------------------------------


def fact(source: Source, code: str) -> Figure:
    """A fact in its base unit (months, units a month, million EUR at constant prices), found by its code."""
    return source.book.figure(code)


def stated(source: Source, fact: str) -> Figure:
    """A fact in the unit, and at the prices, in which it was stated."""
    return source.book.fact(fact, _fact(source, fact)["unit"])


def said(source: Source, fact: str) -> Figure:
    """A claim as it was made: a range only if one was named, and its middle if nothing else was."""
    row = _fact(source, fact)
    low, value, high = source.book.named(fact)
    return Figure(value, low, high, row["unit"] or UNKNOWN, (fact,))


def as_of(source: Source, fact: str) -> str:
    """The day on which a fact became known."""
    return _fact(source, fact)["as_of"]


def subject_of(source: Source, fact: str) -> str:
    """What a fact is about."""
    return _fact(source, fact)["subject"]


def quantity_of(source: Source, fact: str) -> str:
    """What a fact counts."""
    return _fact(source, fact)["quantity"]


# lists and series -------------------------------------------------------------


def found(source: Source, series: str, entity: str, year: int) -> str:
    """The fact that a series (a row of series.csv) has of a state and year; FaultError if it has none."""
    facts = _series(source, series)
    if (entity, year) not in facts:
        raise FaultError(
            [Fault(f"no fact of {entity} in {year} in the series {series}", "a fact", "Add it, or take another year.")]
        )
    return facts[entity, year]


def share(source: Source, series: str, entity: str, among: str, year: int) -> Figure:
    """What a series has of one state over what it has of all in a list; the whole is taken as a number."""
    whole = sum(stated(source, found(source, series, each, year)).value for each in source.members(among))
    return (stated(source, found(source, series, entity, year)) / whole).of(PLAIN)


def sum_of(source: Source, series: str, among: str, year: int) -> Figure:
    """What a series has of all states in a list, as a number."""
    return exact(sum(stated(source, found(source, series, each, year)).value for each in source.members(among)), "")


# rows -------------------------------------------------------------------------


def host(source: Source, site: str) -> str:
    """The state that hosts a line."""
    return site_row(source, site)["place"]


def need(source: Source, needs_set: str, place: str, item: str) -> Figure:
    """What the forces of a state need of an item: forces times items for each times days, summed.

    Raises FaultError if no force needs it.
    """
    scales = [row for row in source.rows("scales") if (row["needs_set"], row["item"]) == (needs_set, item)]
    parts = [
        source.cell(force, "quantity") * source.cell(scale, "per_force") * source.cell(scale, "days")
        for force in source.rows("forces")
        if (force["needs_set"], force["place"]) == (needs_set, place)
        for scale in scales
        if scale["force"] == force["force"]
    ]
    if not parts:
        raise FaultError([Fault(f"no need of {item} in {place}", "forces and scales for it", "Add them.")])
    return total(parts).of(UNKNOWN)


def booked(source: Source, site: str, month: Month) -> Figure:
    """Units a month that the contracted orders of a line call for, each spread evenly over its own months.

    Raises FaultError if none runs in the month.
    """
    site_row(source, site)
    running = [
        source.cell(row, "quantity") / (_month(row, "end") - _month(row, "start") + 1)
        for row in source.rows("deliveries")
        if (row["site"], row["status"]) == (site, "contracted") and _month(row, "start") <= month <= _month(row, "end")
    ]
    if not running:
        raise FaultError(
            [Fault(f"no contracted order of {site} that runs then", "an order", "Add it, or take another month.")]
        )
    return total(running).of(UNKNOWN)


def _month(row: Row, column: str) -> int:
    return month_count(row[column])


def site_row(source: Source, code: str) -> Row:
    """The row of a line; FaultError if there is none."""
    sites = {row["site"]: row for row in source.rows("sites")}
    if code not in sites:
        raise FaultError([Fault(f"no line {code}", "a line of sites.csv", f"Correct it.{did_you_mean(code, sites)}")])
    return sites[code]


def _fact(source: Source, code: str) -> Mapping[str, str]:
    if code not in source.book.facts:
        raise FaultError([Fault(f"no fact {code}", "a fact", "Add the fact, or correct its name.")])
    return source.book.facts[code]


def _series(source: Source, code: str) -> Mapping[tuple[str, int], str]:
    for row in source.rows("series"):
        if row["series"] == code:
            return source.book.series(row["source"], row["subject"], row["quantity"])
    codes = [row["series"] for row in source.rows("series")]
    raise FaultError(
        [Fault(f"no series {code}", "a series of series.csv", f"Add or correct it.{did_you_mean(code, codes)}")]
    )


LOOKUPS = registered(
    months,
    latest,
    begins,
    ends,
    fact,
    stated,
    said,
    as_of,
    subject_of,
    quantity_of,
    found,
    share,
    sum_of,
    host,
    need,
    booked,
)
