"""The answer of the hours clock in the form that every clock's answer has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import polars as pl

from sinews.answers.answer import Answer, Asked, Bottleneck, Effect, Margin, Solved
from sinews.answers.means import Means
from sinews.answers.offers import tables
from sinews.answers.outcome import Kind, Periods
from sinews.clocks.hours import effects as measured
from sinews.clocks.hours import why
from sinews.clocks.hours.answer import HoursAnswer
from sinews.clocks.hours.readings import Typical, advice, median, of_need, soonest, vulnerable, worst
from sinews.clocks.hours.scope import Homes
from sinews.clocks.hours.state import State
from sinews.data.grounds import figures as all_figures
from sinews.data.grounds import weakest_of
from sinews.data.levers import Package, price_of

CLOCK = "hours"

#: Unit of margins, and of what findings and levers earn.
HOURS, PEOPLE_HOURS = "hours", "million people-hours"


def answer(details: HoursAnswer, means: Means, extras: tuple[str, ...] = ()) -> Answer[HoursAnswer]:
    """The answer with its details; `extras`: what was measured beside it."""
    made = details.relieved
    return Answer(
        asked=Asked(CLOCK, details.homes.case, details.homes.question, means.solver, {}, extras),
        margins=tuple(margins(details)),
        findings=tuple(findings(details)),
        charges={"without": made.weighed},
        outcome=outcomes(details),
        details=details,
        effects=tuple(effect(details, lever) for lever in details.levers),
        solved=None if made.solved is None else Solved.of(*made.solved),
        figures=figures(details),
        tables=tables(CLOCK, details.bought),
        measured=means.memory.elsewhere,
    )


def margins(details: HoursAnswer) -> Iterator[Margin]:
    """The median ally and the worst, then each ally and vital need: when help is due, and when it is there.

    Due: the hour at which so many go without on their own stores; what lasts beyond the horizon stands at its end.
    Ready: the horizon, for which people are to manage. The range is that of the stores, told at the other end.
    """
    homes = details.homes
    first = soonest(details)
    for of, typical in (("vital:median", median(homes, first)), ("vital:worst", worst(first))):
        yield _margin(of, homes.horizon, typical)
    for number in homes.vital:
        for typical in of_need(details, number):
            yield _margin(f"{typical.need}:{typical.ally}", homes.horizon, typical)


def _margin(of: str, there: float, typical: Typical) -> Margin:
    return Margin(
        of, typical.hour, there, HOURS, there - (typical.high - typical.hour), there + (typical.hour - typical.low)
    )


def findings(details: HoursAnswer) -> Iterator[Bottleneck]:
    """Limits in the common form, with the figures that they stand on."""
    case = details.homes.case
    every = all_figures(case) if details.why else pl.DataFrame()
    for finding in details.why:
        rows = finding.limit.rows(details.homes, every, finding.subject)
        yield _finding(finding, rows)


def _finding(finding: why.Bottleneck, rows: pl.DataFrame) -> Bottleneck:
    return Bottleneck(
        finding.limit.name,
        finding.subject,
        finding.limit.step,
        finding.earned,
        PEOPLE_HOURS,
        rows=rows,
        weakest=weakest_of(rows),
    )


def effect(details: HoursAnswer, gain: measured.Effect) -> Effect:
    """A lever in the common form; its margins are those of allies and vital needs."""
    lever = gain.lever
    margins = _margins(details, gain.then)
    return Effect("lever", lever.code, lever.name, lever.price, gain.earned, PEOPLE_HOURS, margins)


def package(details: HoursAnswer, then: State, levers: Package) -> Effect:
    """Levers pulled together in the common form."""
    code, name = " ".join(lever.code for lever, _ in levers), "; ".join(lever.name for lever, _ in levers)
    earned = details.relieved.weighed - then.weighed
    return Effect("package", code, name, price_of(levers), earned, PEOPLE_HOURS, _margins(details, then))


def _margins(details: HoursAnswer, then: State) -> tuple[Margin, ...]:
    homes = details.homes
    vital = [homes.needs[number] for number in homes.vital]
    return tuple(
        Margin(f"{need}:{ally}", float(then.first[row, column]), homes.horizon, HOURS)
        for column, need in enumerate(vital)
        for row, ally in enumerate(homes.allies)
    )


def figures(details: HoursAnswer) -> dict[str, object]:
    """Numbers of the clock's own."""
    homes, made = details.homes, details.relieved
    needs = list(homes.needs)
    own, left = details.own, made.hours
    return {
        "outage": homes.outage,
        "people_hit_million": float(homes.hit().sum() / 1e6),
        "million_people_hours": dict(zip(needs, own.sum(axis=0).tolist(), strict=True)),
        "million_people_hours_with_relief": dict(zip(needs, left.sum(axis=0).tolist(), strict=True)),
        "weighed_million_people_hours": float((own * homes.weights).sum()),
        "weighed_million_people_hours_with_relief": made.weighed,
        "hours_until": {f"{share:g}": _hours(homes, first) for share, first in details.first.items()},
        "levers": [_lever(gain) for gain in details.levers],
        "advice": {row["outage"]: _advice(row) for row in advice(homes).iter_rows(named=True)},
        "vulnerable": {
            f"{row['people']}/{row['ally']}": {"hit": row["hit"], "without": row["without"]}
            for row in vulnerable(details).iter_rows(named=True)
        },
    }


def _hours(homes: Homes, first: np.ndarray) -> dict[str, dict[str, float | None]]:
    """Hours by ally and need; None: not within the horizon."""
    return {
        ally: {need: float(hour) if np.isfinite(hour) else None for need, hour in zip(homes.needs, row, strict=True)}
        for ally, row in zip(homes.allies, first, strict=True)
    }


def _lever(gain: measured.Effect) -> dict[str, object]:
    return {
        "code": gain.lever.code,
        "million_people_hours": gain.earned,
        "people_hours_for_EUR": gain.per_million,
        "million_EUR": gain.lever.price[0] if gain.lever.price else None,
    }


def _advice(row: dict[str, object]) -> dict[str, object]:
    return {
        "over_after_hours": row["over_after_hours"],
        "enough": str(row["enough"]).split(),
        "not_enough": str(row["not_enough"]).split(),
    }


def outcomes(details: HoursAnswer) -> pl.DataFrame:
    """People without before relief, supplied by it and still without, by need and ally, mean of each tick."""
    homes, made = details.homes, details.relieved
    periods = Periods(CLOCK, [f"{24 * day:g}" for day in homes.calendar.first_day])
    pairs = [(need, ally) for ally in homes.allies for need in homes.needs]
    subjects, places = [need for need, _ in pairs], [ally for _, ally in pairs]
    parts: Iterable[tuple[str, np.ndarray, Kind]] = (
        ("lacking", made.lacking, Kind.MODEL),
        ("supplied", made.given, Kind.CHOICE),
        ("without", made.without, Kind.MODEL),
    )
    return pl.concat(
        [
            periods.table(name, subjects, places, values.reshape(len(pairs), -1), "persons", kind)
            for name, values, kind in parts
        ]
    )
