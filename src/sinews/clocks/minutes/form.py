"""The answer of the minutes clock in the form that every clock's answer has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import polars as pl

from sinews.answers.answer import Answer, Asked, Bottleneck, Effect, Margin
from sinews.answers.means import Means
from sinews.answers.offers import tables
from sinews.answers.outcome import Kind, Periods
from sinews.clocks.minutes import effects as measured
from sinews.clocks.minutes import why
from sinews.clocks.minutes.answer import MinutesAnswer
from sinews.clocks.minutes.readings import MEDIAN, WORST, Typical, by_part, launches, median, of_class, overall, worst
from sinews.clocks.minutes.state import State
from sinews.data.grounds import figures as all_figures
from sinews.data.grounds import weakest_of
from sinews.data.levers import Package, price_of

CLOCK = "minutes"

#: Unit of margins, and of what findings and levers earn.
MINUTES, PEOPLE = "minutes", "thousand people"


def answer(details: MinutesAnswer, means: Means, extras: tuple[str, ...] = ()) -> Answer[MinutesAnswer]:
    """The answer with its details; `extras`: what was measured beside it."""
    people = float(details.scope.people[details.headline.within].sum()) / 1000
    return Answer(
        asked=Asked(CLOCK, details.scope.case, details.scope.question, means.solver, {}, extras),
        margins=tuple(margins(details)),
        findings=tuple(findings(details)),
        charges={"not_in_time": people - details.safe[0]},
        outcome=outcomes(details),
        details=details,
        effects=tuple(effect(details, lever) for lever in details.levers),
        figures=figures(details),
        tables=tables(CLOCK, details.bought),
        measured=means.memory.elsewhere,
    )


def margins(details: MinutesAnswer) -> Iterator[Margin]:
    """By class the city at the median of the people and the worst, then each city for the headline class.

    Due: arrival after launch. Ready: when the asked share of those whom the warning reaches could be in a shelter.
    The range is that of the time to spare, told at the ready time. A class that can reach no city, or of which nobody
    is warned, has none.
    """
    scope = details.scope
    for name in scope.classes:
        if cities := of_class(details, name):
            yield _margin(f"{name}:{MEDIAN}", median(scope, cities))
            yield _margin(f"{name}:{WORST}", worst(cities))
    yield from (_margin(f"{city.arrival}:{city.city}", city) for city in of_class(details, scope.headline))


def _margin(of: str, city: Typical) -> Margin:
    low, high = city.available - city.high, city.available - city.low
    ends = min(low, city.needed), max(high, city.needed)
    return Margin(of, city.available, city.needed, MINUTES, *ends, chance=city.chance)


def findings(details: MinutesAnswer) -> Iterator[Bottleneck]:
    """Limits in the common form, with the figures that they stand on."""
    every = all_figures(details.scope.case) if details.why else pl.DataFrame()
    for finding in details.why:
        yield _finding(finding, finding.limit.rows(details.scope, every, finding.subject))


def _finding(finding: why.Bottleneck, rows: pl.DataFrame) -> Bottleneck:
    return Bottleneck(
        finding.limit.name,
        finding.subject,
        finding.limit.step,
        finding.earned,
        PEOPLE,
        rows=rows,
        weakest=weakest_of(rows),
    )


def effect(details: MinutesAnswer, gain: measured.Effect) -> Effect:
    """A lever in the common form; its margins are those of the answer with what is needed then."""
    lever = gain.lever
    return Effect("lever", lever.code, lever.name, lever.price, gain.earned, PEOPLE, _margins(details, gain.then))


def package(details: MinutesAnswer, then: State, levers: Package) -> Effect:
    """Levers pulled together in the common form."""
    code, name = " ".join(lever.code for lever, _ in levers), "; ".join(lever.name for lever, _ in levers)
    earned = then.safe - details.safe[0]
    return Effect("package", code, name, price_of(levers), earned, PEOPLE, _margins(details, then))


def _margins(details: MinutesAnswer, state: State) -> tuple[Margin, ...]:
    """Those of the answer with what is needed in another state of the case."""
    scope = details.scope
    numbers = {place: number for number, place in enumerate(scope.states)}

    def needed(cities: Typical) -> float:
        return float(state.needed[scope.classes.index(cities.arrival), numbers[scope.places[cities.number]]])

    then = []
    for name in scope.classes:
        if cities := of_class(details, name):
            pairs = ((MEDIAN, median(scope, cities)), (WORST, worst(cities)))
            then += [Margin(f"{name}:{of}", city.available, needed(city), MINUTES) for of, city in pairs]
    each = of_class(details, scope.headline)
    then += [Margin(f"{city.arrival}:{city.city}", city.available, needed(city), MINUTES) for city in each]
    return tuple(then)


def figures(details: MinutesAnswer) -> dict[str, object]:
    """Numbers of the clock's own."""
    scope = details.scope
    value, low, high = details.safe
    return {
        "class": scope.headline,
        "trials": scope.draws.trials,
        "people_thousand": {
            name: float(scope.people[arrivals.within].sum()) / 1000 for name, arrivals in details.arrivals.items()
        },
        "in_time_thousand": {"likely": value, "low": low, "high": high},
        "percent_in_time": {name: overall(scope, arrivals) for name, arrivals in details.arrivals.items()},
        "by_part_of_day": {row["part"]: _shares(row) for row in by_part(details, scope.headline).iter_rows(named=True)},
        "levers": [_lever(gain) for gain in details.levers],
    }


def _shares(row: dict[str, object]) -> dict[str, object]:
    return {name: row[name] for name in ("warned", "sheltered", "covered")}


def _lever(gain: measured.Effect) -> dict[str, object]:
    return {
        "code": gain.lever.code,
        "thousand_people": gain.earned,
        "people_for_thousand_EUR": gain.per_million,
        "million_EUR": gain.lever.price[0] if gain.lever.price else None,
    }


def outcomes(details: MinutesAnswer) -> pl.DataFrame:
    """Times by class and city, and people in time by part of the day, percent; what cannot be reached is left out."""
    scope = details.scope
    times, day = Periods(CLOCK, ["any"]), Periods(CLOCK, list(scope.parts["part"]))
    trials, tables = launches(details), []
    for name, arrivals in details.arrivals.items():
        there = np.flatnonzero(arrivals.within)
        cities = [scope.codes[number] for number in there]
        subjects = [name] * len(cities)
        tables += [
            _ends(times.table(what, subjects, cities, values[there][:, :1], MINUTES, Kind.MODEL), values[there])
            for what, values in (
                ("available", arrivals.available),
                ("needed", arrivals.needed),
                ("left", arrivals.left),
            )
        ]
        people: Iterable[tuple[str, np.ndarray]] = (
            ("warned", arrivals.warned), ("sheltered", arrivals.sheltered), ("covered", arrivals.covered)
        )  # fmt: skip
        for what, counts in people:
            each = 100 * np.divide(counts[there], trials, out=np.zeros_like(counts[there]), where=trials > 0)
            tables.append(day.table(what, subjects, cities, each, "percent", Kind.MODEL))
    return pl.concat(tables).filter(pl.col("value").is_not_nan())


def _ends(table: pl.DataFrame, values: np.ndarray) -> pl.DataFrame:
    """The table with the ends of its values, which stand beside them."""
    return table.with_columns(pl.Series("low", values[:, 1]), pl.Series("high", values[:, 2]))
