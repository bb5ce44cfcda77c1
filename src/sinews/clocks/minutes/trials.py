"""Trials of the whole chain against flights: who is warned, in shelter and under cover before something arrives.

A person who is warned goes to a shelter, if there is a place and time, and else to the nearest cover, if there is time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import partial
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from sinews.answers.progress import Count
from sinews.answers.work import Crew, run_all
from sinews.clocks.minutes.chain import Day, People
from sinews.clocks.minutes.flight import Flights
from sinews.clocks.minutes.scope import Cities, End, part, spread
from sinews.data.tables.minutes import ShelterKind
from sinews.model.calendar import Array, Indices

#: Whether something is so, for each trial.
Flags: TypeAlias = npt.NDArray[np.bool_]

#: Quantiles of times that are told beside the middle: nine times in ten between them.
ENDS = (0.05, 0.95)


@dataclass(frozen=True)
class Arrivals:
    """What one class comes to, for each city; nan where it does not come so far.

    `warned`, `sheltered`, `covered`: trials by part of the day in which the person is warned, in shelter, or under
    cover and not in shelter in time, shape (cities, parts). `available`: minutes of flight, `left`: minutes left to
    those who know the warning (negative: it comes too late), `needed`: minutes from launch to shelter of those whom the
    warning reaches, each as middle, low and high end, shape (cities, 3); the middle of `needed` is the asked share.
    `spare`: available less needed, low and high end, shape (cities, 2). `chance`: that they do not need more than there
    is, shape (cities,).
    """

    warned: Array
    sheltered: Array
    covered: Array
    available: Array
    left: Array
    needed: Array
    spare: Array
    chance: Array

    @property
    def within(self) -> Array:
        """Whether the class comes as far as each city, shape (cities,)."""
        return np.isfinite(self.available[:, 0])


@dataclass(frozen=True)
class Crowd:
    """People of a city, one a trial: minutes from sending until they know, are in shelter, under cover (inf: never)."""

    part: Indices
    parts: int
    knowing: Array
    shelter: Array
    cover: Array

    def counted(self, there: Flags) -> Array:
        """Trials by part of the day that are true, shape (parts,)."""
        return np.bincount(self.part[there], minlength=self.parts).astype(np.float64)


def arrivals(scope: Cities, crew: Crew, count: Count | None = None, end: End = End.LIKELY) -> dict[str, Arrivals]:
    """What each class comes to, by class; states are worked at side by side."""
    flights = [Flights(scope, name) for name in scope.classes]
    day = Day(scope)
    tasks = [partial(_of_state, flights, People(scope, day, state, end)) for state in scope.states]
    by_state = dict(zip(scope.states, run_all(tasks, crew, count), strict=True))
    rows: dict[str, list[Arrivals]] = {name: [] for name in scope.classes}
    taken = dict.fromkeys(scope.states, 0)
    for place in scope.places:
        for name, outcome in zip(scope.classes, by_state[place][taken[place]], strict=True):
            rows[name].append(outcome)
        taken[place] += 1
    return {name: _stacked(parts) for name, parts in rows.items()}


def _stacked(parts: Sequence[Arrivals]) -> Arrivals:
    return Arrivals(
        **{member.name: np.stack([getattr(part, member.name) for part in parts]) for member in fields(Arrivals)}
    )


@dataclass
class Crowds:
    """The people of each city of a state; cities that have the same places share them."""

    scope: Cities
    people: People
    known: dict[float | None, Crowd] = field(default_factory=dict)

    def of(self, city: int) -> Crowd:
        """The people of a city."""
        own = own_places(self.scope, city, self.people.end)
        if own not in self.known:
            self.known[own] = crowd(self.scope, self.people, own)
        return self.known[own]


def crowd(scope: Cities, people: People, own: float | None) -> Crowd:
    """The people of a city; `own`: places in shelters that it has itself, 0 to 1."""
    knowing, walk = people.knowing, people.walk(ShelterKind.SHELTER)
    placed, covered = people.placed(ShelterKind.SHELTER, own), people.placed(ShelterKind.COVER)
    to_shelter = np.where(placed == 1, knowing + walk, np.inf)
    to_cover = np.where(covered == 1, knowing + people.walk(ShelterKind.COVER), np.inf)
    return Crowd(people.day.part, scope.parts.height, knowing, to_shelter, to_cover)


def own_places(scope: Cities, city: int, end: End) -> float | None:
    """Places in shelters that a city has itself, 0 to 1; None if it has what its state has."""
    row = scope.cities.row(city, named=True)
    return None if row["places"] is None else part(row, "places", end)


def _of_state(flights: Sequence[Flights], people: People) -> list[list[Arrivals]]:
    """For each city of a state, what each class comes to."""
    scope = people.scope
    needed = [needs(scope, people, flight) for flight in flights]
    rows, crowds = [], Crowds(scope, people)
    for city, place in enumerate(scope.places):
        if place == people.state:
            there = crowds.of(city)
            rows.append([_met(there, flight.minutes(city), need) for flight, need in zip(flights, needed, strict=True)])
    return rows


@dataclass(frozen=True)
class Needs:
    """What people of a state need against one class, those whom the warning reaches.

    `sent`: minutes from launch until it is sent, shape (trials,). `which`: trials that are reached; `minutes`: from
    launch to shelter in these, shape (reached,). `ends`: the asked share of them, and both ends, shape (3,).
    """

    sent: Array
    which: Indices
    minutes: Array
    ends: Array


def needs(scope: Cities, people: People, flight: Flights) -> Needs:
    """What people of a state need from the launch of a class until they are in shelter."""
    sent = sending(scope, people, flight)
    which = np.flatnonzero(np.isfinite(people.knowing))
    minutes = sent[which] + people.knowing[which] + people.walk(ShelterKind.SHELTER)[which]
    return Needs(sent, which, minutes, _middle_and_ends(minutes, scope.share / 100))


def sending(scope: Cities, people: People, flight: Flights) -> Array:
    """Minutes from launch until the warning is sent, shape (trials,)."""
    detect, draws = spread(flight.row, "detect"), scope.draws
    name = flight.arrival
    made = draws.known(("detect", name, detect), lambda: draws.of(detect, "arrival_classes", name, "detect"))
    return np.asarray(made + people.sending)


def _met(there: Crowd, minutes: Array | None, need: Needs) -> Arrivals:
    """One class and one city; `minutes`: of flight, for each trial."""
    if minutes is None:
        return _beyond(there.parts)
    slack = minutes - need.sent
    warned, sheltered = there.knowing <= slack, there.shelter <= slack
    covered = (there.cover <= slack) & ~sheltered
    apart = minutes[need.which] - need.minutes
    return Arrivals(
        there.counted(warned),
        there.counted(sheltered),
        there.counted(covered),
        _middle_and_ends(minutes),
        _middle_and_ends(slack[need.which] - there.knowing[need.which]),
        need.ends,
        _middle_and_ends(apart)[1:],
        np.asarray((apart >= 0).mean() if len(apart) else np.nan),
    )


def _beyond(parts: int) -> Arrivals:
    none, three = np.full(parts, np.nan), np.full(3, np.nan)
    return Arrivals(none, none, none, three, three, three, np.full(2, np.nan), np.asarray(np.nan))


def _middle_and_ends(values: Array, middle: float = 0.5) -> Array:
    """The quantile at `middle`, and those at the ends; nan of nothing; shape (3,)."""
    if not len(values):
        return np.full(3, np.nan)
    return np.asarray(np.quantile(values, (middle, *ENDS)))


def safe(scope: Cities, crew: Crew, end: End = End.LIKELY, more: float = 0.0) -> float:
    """Thousand people in time for the headline class if everybody had some minutes more.

    Each in shelter counts one, each under cover as the case says.
    """
    flight, day = Flights(scope, scope.headline), Day(scope)
    tasks = [partial(_safe, flight, People(scope, day, state, end), more) for state in scope.states]
    return float(sum(run_all(tasks, crew)))


def _safe(flight: Flights, people: People, more: float) -> float:
    scope = people.scope
    sent, total, crowds = sending(scope, people, flight), 0.0, Crowds(scope, people)
    for city, place in enumerate(scope.places):
        minutes = flight.kept(city) if place == people.state else None
        if minutes is not None:
            there, slack = crowds.of(city), minutes - sent + more
            sheltered = there.shelter <= slack
            covered = (there.cover <= slack) & ~sheltered
            counted = np.count_nonzero(sheltered) + scope.cover * np.count_nonzero(covered)
            total += float(scope.people[city]) * counted / scope.draws.trials / 1000
    return total
