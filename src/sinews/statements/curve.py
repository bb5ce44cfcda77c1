"""The check that the money curve decides: whether a share of output leaves the group unready when the threat comes."""

from __future__ import annotations

from sinews.clocks.years.curve import Point
from sinews.data.case import Case
from sinews.data.months import month_after
from sinews.present.words import month
from sinews.statements.plans import Plans
from sinews.statements.reading import held_against, unasked, undecided, verdict
from sinews.statements.threats import HIGH, Pooled, pooled
from sinews.statements.verdict import Estimate, Statement, Verdict, decimal_year, month_of, number

#: Readings of a share that a claim may mean, the most likely first; the other leaves money for other domains out.
READINGS = ("every", "at_least", "moving")

#: Years by which a date of the curve may be off: its ticks are of half a year.
COARSE = 0.5

#: Percent of output by which a point may miss a share and be that of it.
NEAR = 0.005


def curve_falls_short(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """Whether, with every ally at the share, the group is ready only after the threat, by the money curve."""
    if plans is None:
        return unasked(statement)
    return by_curve(case, plans.curve, statement)


def by_curve(case: Case, curve: tuple[Point, ...], statement: Statement) -> Verdict:
    """The verdict by points of a curve: its date, from the soonest to the latest of its readings."""
    share, threat = held_against(statement).value, pooled(case)
    points = {point.reading: point for point in curve if abs(point.share - share) < NEAR and point.reading in READINGS}
    if len(points) < len(READINGS):
        return undecided(
            statement,
            f"The money curve has not been worked out at {number(share)} % of GDP.",
            "The money curve, as `sinews years --curve` gives it, would decide it.",
        )
    if threat is None:
        return undecided(statement, "No office says when an attack becomes possible.")
    dates = {name: _date(case, points[name]) for name in READINGS}
    end = decimal_year(month_after(case.settings.end, 1))
    low = min(min(dates.values()) - COARSE, end)
    figure = Estimate(dates[READINGS[0]], low, max(dates.values()) + COARSE, "calendar_year", threat.basis)
    because = (
        f"With {number(share)} % of GDP of every ally on core defence, {_told(case, dates[READINGS[0]])} by the money "
        f"curve, and {number(points[READINGS[0]].points)} points of expected shortfall are left; {_threat(threat)}. "
        "Its dates are those of the plan of least shortfall, on ticks of half a year."
    )
    return verdict(statement, figure, because, against=threat.years(), rows=["plan: money curve", "threats"])


def _date(case: Case, point: Point) -> float:
    """When a point holds the standard, as a number of years; infinite: not within the horizon."""
    return float("inf") if point.instant is None else decimal_year(case.settings.start) + point.instant / 12


def _told(case: Case, year: float) -> str:
    if year == float("inf"):
        return f"needs are not covered by the end of {case.settings.end.year}"
    return f"needs are covered in {month(month_of(year))}"


def _threat(threat: Pooled) -> str:
    middle, late = (month(threat.threat.quantile(level)) for level in (0.5, HIGH))
    return f"the median of the threat is {middle}, and its late end {late}"
