"""What an answer of the minutes clock says of cities: the median of the people, the worst, shares in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sinews.clocks.minutes.answer import MinutesAnswer
from sinews.clocks.minutes.scope import Cities
from sinews.clocks.minutes.trials import Arrivals
from sinews.model.calendar import Array

#: Names of the two cities that stand for all, in margins.
MEDIAN, WORST = "median", "worst"


@dataclass(frozen=True)
class Typical:
    """A city against a class, minutes: from launch to arrival, and what the asked share needs until it is in shelter.

    `low`, `high`: ends of the time to spare, nine times in ten. `chance`: that those who are reached are in time, 0 to
    1.
    """

    arrival: str
    city: str
    number: int
    available: float
    needed: float
    low: float
    high: float
    chance: float

    @property
    def spare(self) -> float:
        """Minutes to spare; negative: too late."""
        return self.available - self.needed


def of_class(answer: MinutesAnswer, arrival: str) -> tuple[Typical, ...]:
    """Each city that the class can reach, and in which somebody is warned, in the order of the scope."""
    scope, arrivals = answer.scope, answer.arrivals[arrival]
    return tuple(
        Typical(
            arrival,
            city,
            number,
            float(arrivals.available[number, 0]),
            float(arrivals.needed[number, 0]),
            float(arrivals.spare[number, 0]),
            float(arrivals.spare[number, 1]),
            float(arrivals.chance[number]),
        )
        for number, city in enumerate(scope.codes)
        if np.isfinite(arrivals.available[number, 0]) and np.isfinite(arrivals.needed[number, 0])
    )


def worst(cities: Sequence[Typical]) -> Typical:
    """The city with the least time to spare."""
    return min(cities, key=lambda city: (city.spare, city.city))


def median(scope: Cities, cities: Sequence[Typical]) -> Typical:
    """The city in which half of the people of these cities have no more time to spare than there."""
    ranked = sorted(cities, key=lambda city: (city.spare, city.city))
    people = np.cumsum([scope.people[city.number] for city in ranked])
    return ranked[int(np.searchsorted(people, people[-1] / 2 - 1e-9))]


def shares(scope: Cities, arrivals: Arrivals) -> pl.DataFrame:
    """Of each city that the class can reach, percent of the people in time (columns: city, warned, sheltered, covered).

    `covered`: under cover and not in shelter.
    """
    parts = {
        name: 100 * getattr(arrivals, name).sum(axis=1) / scope.draws.trials
        for name in ("warned", "sheltered", "covered")
    }
    table = pl.DataFrame({"city": list(scope.codes), **parts})
    return table.filter(pl.Series(arrivals.within))


def overall(scope: Cities, arrivals: Arrivals) -> dict[str, float]:
    """Percent of the people of all cities that the class can reach who are warned, in shelter, under cover in time."""
    people = scope.people * arrivals.within
    whole = max(float(people.sum()), 1e-9)
    named = {name: getattr(arrivals, name) for name in ("warned", "sheltered", "covered")}
    return {
        name: float(100 * (people * np.nan_to_num(trials.sum(axis=1))).sum() / scope.draws.trials / whole)
        for name, trials in named.items()
    }


def launches(answer: MinutesAnswer) -> Array:
    """Trials in each part of the day, shape (parts,)."""
    from sinews.clocks.minutes.chain import Day

    return np.bincount(Day(answer.scope).part, minlength=answer.scope.parts.height).astype(np.float64)


def by_part(answer: MinutesAnswer, arrival: str) -> pl.DataFrame:
    """Percent of the people of all cities that a class can reach, by part of the day.

    Columns: part, name, warned, sheltered, covered; parts in which nothing was launched are left out.
    """
    scope, arrivals, there = answer.scope, answer.arrivals[arrival], launches(answer)
    people = scope.people * arrivals.within
    whole = max(float(people.sum()), 1e-9)
    names = dict(scope.parts.select("part", "name").iter_rows())
    rows = []
    for number, part in enumerate(scope.parts["part"]):
        if there[number]:
            each = [
                np.nan_to_num(trials[:, number]) / there[number]
                for trials in (arrivals.warned, arrivals.sheltered, arrivals.covered)
            ]
            rows.append((part, names[part], *(float(100 * (people * share).sum() / whole) for share in each)))
    schema = {"part": pl.String, "name": pl.String, **dict.fromkeys(("warned", "sheltered", "covered"), pl.Float64)}
    return pl.DataFrame(rows, schema=schema, orient="row")
