"""The check on when an attack becomes possible: what an office says against what all others say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sinews.clocks.years.threat import Threat, pool
from sinews.data.case import Case
from sinews.data.months import month_after, months_between
from sinews.data.tables import Side
from sinews.present.words import month, span
from sinews.statements.reading import bases, given, undecided, verdict
from sinews.statements.verdict import Estimate, Statement, Verdict, decimal_year, number

if TYPE_CHECKING:
    from sinews.statements.plans import Plans

#: Ends of the range of the pooled distribution: nine times in ten.
LOW, HIGH = 0.05, 0.95

#: Words of an office's name that its code leaves out.
SMALL = {"of", "the", "for"}


@dataclass(frozen=True)
class Pooled:
    """The pooled distribution, how many offices it is of, and what it rests on."""

    threat: Threat
    offices: int
    basis: tuple[str, ...]

    def years(self) -> Estimate:
        """The median with the 5 % and 95 % quantiles, as numbers of years."""
        ends = (decimal_year(self.threat.quantile(level)) for level in (0.5, LOW, HIGH))
        return Estimate.of(ends, "calendar_year", self.basis)


def pooled(case: Case, without: str = "") -> Pooled | None:
    """What all offices but `without` say, pooled as the years clock does it; None if none says what is still open."""
    table = case.table("threats")
    own = [office for office in table["office"].unique() if _words(office.replace("_", " ")) == _words(without)]
    rows, settings = table.filter(~pl.col("office").is_in(own)), case.settings
    if rows.is_empty():
        return None
    months = months_between(settings.start, settings.end) + 1
    tail = case.parameter("threat_tail") / 100
    threat = pool(rows, settings.start, settings.as_of, tail, months)
    if not threat.stated:
        return None
    return Pooled(threat, rows["office"].n_unique(), bases(rows["basis"]))


def _words(office: str) -> set[str]:
    return set(office.lower().split()) - SMALL


def threat_within(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Whether what all other offices say, pooled, puts the threat within the claimed months."""
    first, last = given(statement.start), given(statement.end)
    others = pooled(case, statement.office)
    if others is None:
        return undecided(statement, "No other office says when an attack becomes possible, or what it said has passed.")
    figure, threat = others.years(), others.threat
    low, middle, high = (month(threat.quantile(level)) for level in (LOW, 0.5, HIGH))
    inside = sum(
        chance
        for number_of_month, chance in enumerate(threat.probability)
        if first <= month_after(threat.origin, number_of_month) <= last
    )
    because = (
        f"The other {others.offices} offices, pooled, put the median at {middle}, and nine tenths between {low} and "
        f"{high}; {number(100 * inside)} % of their probability falls within the months claimed."
    )
    before, after = months_between(threat.quantile(0.5), first), months_between(last, threat.quantile(0.5))
    if before > 0 or after > 0:
        because += f" The median lies {span(max(before, after))} {'before' if before > 0 else 'after'} them."
    mark = Estimate.of((decimal_year(day) for day in (last, first, last)), "calendar_year")
    return verdict(statement, figure, because, against=mark, side=Side.WITHIN, rows=["threats: those of other offices"])
