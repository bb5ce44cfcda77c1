"""How much is covered when an attack becomes possible, which family is ready when, and how sure the last date is."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.graded import LEVELS, Carried, Grade, Grades
from sinews.clocks.years.page import readings
from sinews.present.page import Section
from sinews.present.tables import tidy
from sinews.present.words import listed, lowered, month, number, plain

#: What the quantiles of the threat are called.
WHEN = ("early", "median", "late")

#: Families that a sentence names.
NAMED = 6

#: What the ranges of a column are called.
KINDS = {
    "items.lead_time": "lead times",
    "sites.lead_time": "lead times of lines that have one of their own",
    "places.contracting_delay": "contracting delays",
    "offices.share": "what part of contracting offices signs for the items",
    "capacity.rate": "rates of lines",
    "sites.rate_max": "ceilings of lines",
    "stocks.quantity": "stocks at the start",
    "deliveries.quantity": "orders on the books",
    "retirements.quantity": "fleets that leave service",
    "serviceability.best": "what part of a stock spares and repair keep ready",
    "people.recruits": "whom allies can take in and train",
    "crews.crew": "people for each thing",
    "forces.quantity": "forces and goals that make the need",
    "scales.per_force": "equipment for each force",
}


def covered(answer: YearsAnswer, grades: Grades) -> str:
    """How much is covered when an attack becomes possible, in one sentence."""
    early, middle, late = (_percent(share) for share in grades.whole.covered)
    cost = _percent(grades.whole.by_cost[LEVELS.index(0.5)])
    threat = answer.scope.threat
    days = [month(threat.quantile(level)) for level in LEVELS]
    said = "the median of what officials say" if not threat.quantile_by_tail(0.5) else "the median of what is weighed"
    tail = " (a date that no office names)" if threat.quantile_by_tail(LEVELS[-1]) else ""
    return (
        f"When an attack becomes possible, {early} of the needs are covered if that is in {days[0]} (a chance of "
        f"10 %), {middle} in {days[1]} ({said}; {cost} of what they cost) and {late} in {days[2]}{tail}."
    )


def families(answer: YearsAnswer, grades: Grades) -> str:
    """Which family can be ready when, in one sentence; empty if there is one, or too many to be named."""
    if not 1 < len(grades.families) <= NAMED:
        return ""
    order = sorted(grades.families, key=lambda family: (family.instant is None, family.instant or 0.0, family.name))
    return f"Ready at the earliest: {listed(f'{_named(answer, family)} {_when(answer, family)}' for family in order)}."


def sure(answer: YearsAnswer, grades: Grades) -> str:
    """The range of the last date, in one sentence; empty if it was not measured."""
    ends = grades.span
    if ends is None:
        return ""
    widest = grades.carried[0]
    if ends == (None, None):
        return "No one kind of its figures, at an end of its range, brings that within the horizon."
    first, last = (_instant(answer, instant) for instant in ends)
    lies = f"may be as early as {first}, or {last}," if ends[1] is None else f"lies between {first} and {last}"
    return (
        f"That date {lies} where one kind of its figures at a time stands at an end of its "
        f"range; what moves it most: {KINDS['.'.join(widest.column)]} ({_ends(answer, widest)})."
    )


def readings_of(answer: YearsAnswer, grades: Grades) -> str:
    """The other readings of who holds for whom, empty where they say the same; and the date with people, if known."""
    own = max((grade.instant for grade in grades.families if grade.instant is not None), default=None)
    alone, together = (_instant(answer, at) for at in (grades.alone, grades.together))
    held = f"every ally had to hold its own, {alone}; if all stood in for one another in everything, {together}"
    parts = [held] if not grades.alone == grades.together == own else []
    if grades.crewed is not None:
        parts.append(f"people had to be found for all that is new, {_instant(answer, grades.crewed.months)}")
    return f"If {'; if '.join(parts)}." if parts else ""


def settled(grades: Grades) -> str:
    """How much of the expected shortfall no decision of today can reach, in one sentence."""
    part = _percent(grades.settled)
    return f"{part} of the expected shortfall is settled: nothing that is ordered today comes in time for it."


def table(answer: YearsAnswer, grades: Grades) -> pl.DataFrame:
    """A row a family, and one for all: when ready, and coverage at the quantiles of the threat, percent."""
    origin = answer.scope.calendar
    rows = [
        {
            "family": _named(answer, grade),
            "ready": None if grade.instant is None else origin.month_of(grade.instant),
            **{f"covered_{when}_%": 100 * share for when, share in zip(WHEN, grade.covered, strict=True)},
            **{f"of_cost_{when}_%": 100 * share for when, share in zip(WHEN, grade.by_cost, strict=True)},
        }
        for grade in (*grades.families, grades.whole)
    ]
    return pl.DataFrame(rows)


def carried(answer: YearsAnswer, grades: Grades) -> pl.DataFrame:
    """What the last date rests on: a row for each kind of figure, when all families are ready at either end."""
    calendar = answer.scope.calendar
    ends = [(None if end is None else calendar.month_of(end) for end in (row.low, row.high)) for row in grades.carried]
    return pl.DataFrame(
        [
            {"figures": KINDS[".".join(row.column)], "ready_at_low_end": low, "ready_at_high_end": high}
            for row, (low, high) in zip(grades.carried, ends, strict=True)
        ],
        schema={"figures": pl.String, "ready_at_low_end": pl.Date, "ready_at_high_end": pl.Date},
    )


def sections(answer: YearsAnswer) -> tuple[Section, ...]:
    """Coverage by family, and what the last date rests on."""
    grades = answer.grades
    if grades is None:
        return ()
    reading = (
        "Covered: by weight of the items; of cost: by what their needs cost. Early, median, late: when the threat has "
        "reached 10, 50 and 90 %. Ready: as early as the family could be if no other were needed."
    )
    parts = [Section("By family", (reading, settled(grades)), tidy(table(answer, grades), 3))]
    if grades.carried:
        of = (
            f"When all families are ready. As the case has it the last is {_named(answer, grades.last)}; at an end of "
            "a range it may be another. A blank is a date beyond the horizon."
        )
        parts.append(Section("What the date rests on", (of,), tidy(carried(answer, grades), 3)))
    return tuple(parts)


def _percent(share: float) -> str:
    return f"{number(100 * share, 2)} %"


def _named(answer: YearsAnswer, family: Grade | str) -> str:
    code = family if isinstance(family, str) else family.name
    if code in answer.scope.needed:
        return readings.names_of(answer).thing(code)
    return lowered(plain(code))


def _when(answer: YearsAnswer, family: Grade) -> str:
    return _instant(answer, family.instant)


def _instant(answer: YearsAnswer, instant: float | None) -> str:
    if instant is None:
        return f"later than {month(answer.scope.case.settings.end)}"
    return month(answer.scope.calendar.month_of(instant))


def _ends(answer: YearsAnswer, row: Carried) -> str:
    return f"{_instant(answer, row.low)} at the low end, {_instant(answer, row.high)} at the high end"
