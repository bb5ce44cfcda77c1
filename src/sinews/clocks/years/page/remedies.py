"""What would relieve a finding: the lever for sale that changes what the finding is about, with its price."""

from __future__ import annotations

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.why import Bottleneck
from sinews.data.levers import Change, Lever, for_sale
from sinews.data.tables.years import YEARS
from sinews.present.words import billions, short


def remedy(answer: YearsAnswer, finding: Bottleneck) -> Lever | None:
    """The lever for sale that changes least besides; of several the cheapest, then by code. None: there is none."""
    scope = answer.scope
    wanted = finding.limit.changes(scope, finding.subject)
    fitting = [lever for lever in for_sale(scope.case, YEARS, scope.question.crews) if _fits(lever, wanted)]
    return min(fitting, key=lambda lever: (_width(lever), (lever.price or (0.0,))[0], lever.code), default=None)


def said(answer: YearsAnswer, finding: Bottleneck) -> str:
    """The remedy of a finding in one sentence; empty if no lever has a price."""
    lever = remedy(answer, finding)
    if lever is None or lever.price is None:
        return ""
    price, low, high = (billions(end) for end in lever.price)
    whole = all(_covers(lever, change) for change in finding.limit.changes(answer.scope, finding.subject))
    start = "A step of it" if whole else "A part of it"
    return f"{start}: {short(lever.name)}, {price} ({low} to {high}), decided by {lever.decides}."


def _fits(lever: Lever, wanted: tuple[Change, ...]) -> bool:
    return any(_meets(mine, other) for mine in lever.changes for other in wanted)


def _covers(lever: Lever, wanted: Change) -> bool:
    """Whether a lever changes all rows that are wanted: it chooses by nothing that leaves some of them out."""
    named = dict(wanted.selection)
    return any(
        (mine.table, mine.column) == (wanted.table, wanted.column)
        and all(set(named.get(column, ())) <= set(values) and column in named for column, values in mine.selection)
        for mine in lever.changes
    )


def _meets(mine: Change, other: Change) -> bool:
    """Whether two changes are of one column, and choose some of the same rows by what both name."""
    if (mine.table, mine.column) != (other.table, other.column):
        return False
    named = dict(other.selection)
    return all(set(values) & set(named[column]) for column, values in mine.selection if column in named)


def _width(lever: Lever) -> int:
    return sum(len(values) for change in lever.changes for _, values in change.selection)
