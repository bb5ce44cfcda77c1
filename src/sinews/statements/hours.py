"""Checks that ask the hours clock: whether households manage on their own for as long as they are told to."""

from __future__ import annotations

from sinews.clocks.hours.answer import HoursAnswer
from sinews.clocks.hours.page.sentences import Names, vital
from sinews.clocks.hours.readings import median, soonest, worst
from sinews.data.case import Case
from sinews.data.tables import Side
from sinews.present.words import lowered
from sinews.statements.plans import Plans
from sinews.statements.reading import bases, held_against, unasked, undecided, verdict
from sinews.statements.verdict import Estimate, Statement, Verdict, number


def hours_on_their_own(_case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """The hour at which a tenth of the people go without a vital need, at the median, against the hours asked for."""
    if plans is None:
        return unasked(statement)
    answer = plans.hours
    if answer is None:
        return undecided(
            statement,
            "The case does not say what households have in store.",
            "An answer of the hours clock, as `sinews hours` gives it, would decide it.",
        )
    return _judged(answer, statement)


def _judged(answer: HoursAnswer, statement: Statement) -> Verdict:
    homes, names = answer.homes, Names.of(answer.homes.case)
    first = soonest(answer)
    middle, low = median(homes, first), worst(first)
    stores = homes.table("stores").filter(place=middle.ally, need=middle.need)
    figure = Estimate(middle.hour, middle.low, middle.high, "hours", bases(stores["lasting_basis"]))
    because = (
        f"In the outage with which the hours clock opens ({lowered(names.outages[homes.outage])}) "
        f"{number(answer.share)} % are without {vital(homes, names)} after {number(middle.hour)} hours at the median "
        f"of all people ({names.places[middle.ally]}), and after {number(low.hour)} where it comes first "
        f"({names.places[low.ally]}). The statement says what should be; the figure says what is."
    )
    rows = (f"outages: {homes.outage}", f"stores: {middle.ally}/{middle.need}")
    return verdict(statement, figure, because, against=held_against(statement), side=Side.AT_LEAST, rows=rows)
