"""What money, time and industry each cost: the ladder from today's course to money without limit, in words and rows."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sinews.clocks.years.ladder import Part, Rung, split
from sinews.clocks.years.scope import Scope
from sinews.present.page import Page, Section
from sinews.present.tables import brief_names, settled, tidy
from sinews.present.words import Names, listed, month, number


def rows(rungs: Sequence[Rung]) -> pl.DataFrame:
    """A row a rung.

    Columns: rung, lever, decides, part (money, time or industry), ready (first month; blank if not within the horizon),
    months_earlier (of the ready date, on top of the rung below), points (expected shortfall), points_less (on top of
    the rung below), shortfall_months.
    """
    return pl.DataFrame(
        [
            {
                "rung": number_of,
                "lever": rung.lever.name,
                "decides": rung.lever.decides,
                "part": rung.part.value if rung.part else None,
                "ready": rung.ready,
                "months_earlier": rung.months,
                "points": rung.measured.points,
                "points_less": rung.points,
                "shortfall_months": rung.measured.shortfall_months,
            }
            for number_of, rung in enumerate(rungs)
        ],
        schema={
            "rung": pl.Int64,
            "lever": pl.String,
            "decides": pl.String,
            "part": pl.String,
            "ready": pl.Date,
            "months_earlier": pl.Float64,
            "points": pl.Float64,
            "points_less": pl.Float64,
            "shortfall_months": pl.Float64,
        },
    )


def headline(rungs: Sequence[Rung], scope: Scope) -> str:
    """From the lowest rung to the highest, in one sentence."""
    if not rungs:
        return "The case has no ladder."
    first, last = (_when(rung, scope) for rung in (rungs[0], rungs[-1]))
    who = Names.of(scope.case).place(scope.question.group)
    top = len(rungs) - 1
    return f"On today's course {who} is {first}; with all {top} rungs of the ladder it is {last}."


def shares(rungs: Sequence[Rung]) -> str:
    """What the gap splits into, in one sentence."""
    cost = {part: max(points, 0.0) for part, points in split(tuple(rungs)).items()}
    total = sum(cost.values())
    if total <= 0:
        return "No rung earns anything."
    parts = [f"{part.value} {number(100 * cost[part] / total, 2)} %" for part in sorted(Part, key=lambda p: -cost[p])]
    left = rungs[-1].measured.points
    return (
        f"Of the {number(total)} points of expected shortfall between the lowest rung and the highest, "
        f"{listed(parts)}; {number(left)} points are left at the top."
    )


def page(rungs: Sequence[Rung], scope: Scope, about: str) -> Page:
    """The page of `sinews levers`."""
    return Page(
        title="What do money, time and industry each cost?",
        sentences=(headline(rungs, scope), shares(rungs)) if rungs else (headline(rungs, scope),),
        sections=(Section("The ladder", (READING,), tidy(settled(brief_names(rows(rungs).drop("decides"))), 3)),)
        if rungs
        else (),
        about=about,
    )


READING = (
    "Each rung keeps those below it. Months earlier and points less are what it earns on top of them, so they depend "
    "on the order of the rungs."
)


def _when(rung: Rung, scope: Scope) -> str:
    return f"ready in {month(rung.ready)}" if rung.ready else f"not ready by {month(scope.case.settings.end)}"
